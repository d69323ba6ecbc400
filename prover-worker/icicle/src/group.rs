//! What differs between sums in G1 and in G2.

use crate::{
    abi::{G1Point, G2Point, Word},
    convert,
    library::{CallError, Library, Points},
};
use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::CurveGroup;
use proofnet_prover::{Accelerator, AcceleratorError, Bases, Cpu, Integer};

/// Affine points of a group.
pub(crate) type Affine<G> = <<G as Group>::Sum as CurveGroup>::Affine;

/// A group of the curve.
pub(crate) trait Group: Sized + 'static {
    type Sum: CurveGroup<ScalarField = Fr>;
    type Point: Copy + Send + Sync;
    /// What errors call a sum.
    const OPERATION: &'static str;
    /// Device memory that a sum takes for each term, in bytes: scalar, point, and ICICLE's sorted indices of buckets, which
    /// are the most of it. On the safe side; a call that finds too little memory is repeated with half as many terms.
    const BYTES_PER_TERM: usize;

    fn point(point: &Affine<Self>) -> Self::Point;
    /// The sum, or nothing where what comes back is no point of the curve.
    fn sum(
        library: &Library,
        scalars: &[Word],
        points: Points<Self::Point>,
    ) -> Result<Option<Self::Sum>, CallError>;
    fn on_cpu(bases: Bases<Affine<Self>>, scalars: &[Integer]) -> Result<Self::Sum, AcceleratorError>;
}

pub(crate) struct G1;
pub(crate) struct G2;

impl Group for G1 {
    type Sum = G1Projective;
    type Point = G1Point;
    const OPERATION: &'static str = "msm in G1";
    const BYTES_PER_TERM: usize = 1024;

    fn point(point: &G1Affine) -> G1Point {
        convert::g1_point(point)
    }

    fn sum(
        library: &Library,
        scalars: &[Word],
        points: Points<G1Point>,
    ) -> Result<Option<G1Projective>, CallError> {
        Ok(convert::g1(&library.msm_g1(scalars, points)?))
    }

    fn on_cpu(bases: Bases<G1Affine>, scalars: &[Integer]) -> Result<G1Projective, AcceleratorError> {
        Cpu.msm_g1(bases, scalars)
    }
}

impl Group for G2 {
    type Sum = G2Projective;
    type Point = G2Point;
    const OPERATION: &'static str = "msm in G2";
    const BYTES_PER_TERM: usize = 1536;

    fn point(point: &G2Affine) -> G2Point {
        convert::g2_point(point)
    }

    fn sum(
        library: &Library,
        scalars: &[Word],
        points: Points<G2Point>,
    ) -> Result<Option<G2Projective>, CallError> {
        Ok(convert::g2(&library.msm_g2(scalars, points)?))
    }

    fn on_cpu(bases: Bases<G2Affine>, scalars: &[Integer]) -> Result<G2Projective, AcceleratorError> {
        Cpu.msm_g2(bases, scalars)
    }
}
