//! The operations that take the time of a Groth16 proof, wherever they run.

use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ff::BigInt;

/// A scalar as an integer below the order of the group.
pub type Integer = BigInt<4>;

/// Which of a key's lists of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Query {
    /// `[A_i(x)]` in G1.
    A,
    /// `[B_i(x)]` in G1.
    B1,
    /// `[B_i(x)]` in G2.
    B2,
    /// The quotient's basis in G1.
    H,
    /// `[(beta A_i(x) + alpha B_i(x) + C_i(x)) / delta]` in G1, of variables that are no public inputs.
    L,
}

/// Names a list of points within this process: an accelerator may keep what it made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasesId {
    /// [`crate::Zkey::instance`].
    pub key: u64,
    /// Which list.
    pub query: Query,
}

/// Points to be multiplied by scalars.
#[derive(Debug, Clone, Copy)]
pub struct Bases<'a, P> {
    /// The same id always stands for the same points.
    pub id: BasesId,
    /// The points.
    pub points: &'a [P],
}

/// Which way a number theoretic transform goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From coefficients to values at the roots of unity.
    Forward,
    /// From values at the roots of unity to coefficients.
    Inverse,
}

/// Multi-scalar multiplications and number theoretic transforms over BN254.
pub trait Accelerator: Send + Sync {
    /// What logs call it.
    fn name(&self) -> &'static str;
    /// The sum of `scalars[i] * bases[i]` in G1. There are as many scalars as bases, each below the group's order.
    fn msm_g1(&self, bases: Bases<G1Affine>, scalars: &[Integer]) -> Result<G1Projective, AcceleratorError>;
    /// The same in G2.
    fn msm_g2(&self, bases: Bases<G2Affine>, scalars: &[Integer]) -> Result<G2Projective, AcceleratorError>;
    /// Transforms `values` in place, in natural order. Their number is a power of two.
    fn ntt(&self, values: &mut Vec<Fr>, direction: Direction) -> Result<(), AcceleratorError>;
    /// Lets go of what was made of a key's points, since the key is gone.
    fn forget(&self, _key: u64) {}
}

/// Why an operation has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{operation} of {size} elements: {reason}")]
pub struct AcceleratorError {
    /// Which operation.
    pub operation: &'static str,
    /// How many elements it was to work on.
    pub size: usize,
    /// Why.
    pub reason: String,
}

impl<A: Accelerator + ?Sized> Accelerator for std::sync::Arc<A> {
    fn name(&self) -> &'static str {
        (**self).name()
    }
    fn msm_g1(&self, bases: Bases<G1Affine>, scalars: &[Integer]) -> Result<G1Projective, AcceleratorError> {
        (**self).msm_g1(bases, scalars)
    }
    fn msm_g2(&self, bases: Bases<G2Affine>, scalars: &[Integer]) -> Result<G2Projective, AcceleratorError> {
        (**self).msm_g2(bases, scalars)
    }
    fn ntt(&self, values: &mut Vec<Fr>, direction: Direction) -> Result<(), AcceleratorError> {
        (**self).ntt(values, direction)
    }
    fn forget(&self, key: u64) {
        (**self).forget(key)
    }
}
