//! Keys and proofs whose exponents are known, for tests and benchmarks: a proof of any public inputs is then one
//! division in the scalar field, and the verifier has the same work as with any other.
//!
//! With `alpha`, `beta`, `gamma`, `delta`, `ic[i]` and the proof's `a`, `b`, `c` standing for multiples of the generators,
//! Groth16's equation is `a b = alpha beta + gamma (ic[0] + sum s[i] ic[i + 1]) + delta c`, which is solved for `c`.

// Field and group arithmetic does not overflow.
#![allow(clippy::arithmetic_side_effects)]

pub mod plonk;

use alloc::vec::Vec;
use ark_bls12_381::Bls12_381;
use ark_bn254::Bn254;
use ark_ec::{pairing::Pairing, CurveGroup, PrimeGroup};
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField};
use core::ops::Mul;
use proofnet_proofs::Scalar;

/// A circuit over BN254 with known exponents.
pub type Fixture = Exponents<Bn254>;

/// A circuit over BLS12-381 with known exponents.
pub type FixtureBls12381 = Exponents<Bls12_381>;

/// A curve with the canonical encoding of its points, none of which is the identity.
pub trait Curve: Pairing {
    fn write_g1(point: Self::G1Affine) -> Vec<u8>;
    fn write_g2(point: Self::G2Affine) -> Vec<u8>;
}

impl Curve for Bn254 {
    fn write_g1(point: Self::G1Affine) -> Vec<u8> {
        words([point.x, point.y])
    }

    fn write_g2(point: Self::G2Affine) -> Vec<u8> {
        words([point.x.c1, point.x.c0, point.y.c1, point.y.c0])
    }
}

impl Curve for Bls12_381 {
    fn write_g1(point: Self::G1Affine) -> Vec<u8> {
        words([point.x, point.y])
    }

    fn write_g2(point: Self::G2Affine) -> Vec<u8> {
        words([point.x.c1, point.x.c0, point.y.c1, point.y.c0])
    }
}

/// A circuit with known exponents.
pub struct Exponents<E: Curve> {
    alpha: E::ScalarField,
    beta: E::ScalarField,
    gamma: E::ScalarField,
    delta: E::ScalarField,
    ic: Vec<E::ScalarField>,
}

impl<E: Curve> Exponents<E> {
    /// The circuit number `seed` with so many public inputs.
    pub fn new(public_inputs: u32, seed: u64) -> Self {
        let mut exponents = (0u64..).map(|index| full_size(seed.wrapping_mul(4096).wrapping_add(index)));
        let mut next = || exponents.next().unwrap_or(E::ScalarField::ONE);
        Self {
            alpha: next(),
            beta: next(),
            gamma: next(),
            delta: next(),
            ic: (0..=public_inputs).map(|_| next()).collect(),
        }
    }

    /// The same circuit with `gamma` also in the place of `delta`.
    #[cfg(test)]
    pub fn with_gamma_as_delta(self) -> Self {
        Self {
            delta: self.gamma,
            ..self
        }
    }

    /// The verifying key in its canonical encoding.
    pub fn key(&self) -> Vec<u8> {
        let mut key = g1::<E>(self.alpha);
        for exponent in [self.beta, self.gamma, self.delta] {
            key.extend(g2::<E>(exponent));
        }
        for exponent in &self.ic {
            key.extend(g1::<E>(*exponent));
        }
        key
    }

    /// Public inputs of full size, one more or less random than the other.
    pub fn inputs(&self) -> Vec<Scalar> {
        (1u64..)
            .zip(self.ic.iter().skip(1))
            .map(|(index, _)| scalar(full_size::<E::ScalarField>(index << 32)))
            .collect()
    }

    /// A proof of `inputs`; each `randomness` gives another one.
    pub fn prove(&self, inputs: &[Scalar], randomness: u64) -> Vec<u8> {
        let (a, b): (E::ScalarField, E::ScalarField) = (
            full_size(randomness.wrapping_add(1 << 40)),
            full_size(randomness.wrapping_add(1 << 41)),
        );
        let mut sum = E::ScalarField::ZERO;
        let values = inputs
            .iter()
            .map(|input| E::ScalarField::from_be_bytes_mod_order(input));
        for (ic, value) in self
            .ic
            .iter()
            .zip(core::iter::once(E::ScalarField::ONE).chain(values))
        {
            sum += *ic * value;
        }
        let rest = a * b - self.alpha * self.beta - self.gamma * sum;
        let c = rest * self.delta.inverse().unwrap_or(E::ScalarField::ZERO);
        [g1::<E>(a), g2::<E>(b), g1::<E>(c)].concat()
    }
}

/// An exponent that takes as many bits as any, so that no multiplication is cheaper than usual.
fn full_size<F: PrimeField>(number: u64) -> F {
    F::from(number.wrapping_add(2)).inverse().unwrap_or(F::ONE)
}

fn scalar(value: impl PrimeField) -> Scalar {
    let mut bytes = [0; 32];
    for (byte, value) in bytes.iter_mut().zip(value.into_bigint().to_bytes_be()) {
        *byte = value;
    }
    bytes
}

fn g1<E: Curve>(exponent: E::ScalarField) -> Vec<u8> {
    E::write_g1(E::G1::generator().mul(exponent).into_affine())
}

fn g2<E: Curve>(exponent: E::ScalarField) -> Vec<u8> {
    E::write_g2(E::G2::generator().mul(exponent).into_affine())
}

fn words<F: PrimeField, const N: usize>(coordinates: [F; N]) -> Vec<u8> {
    coordinates
        .iter()
        .flat_map(|coordinate| coordinate.into_bigint().to_bytes_be())
        .collect()
}

/// The generator of G2 over BN254 in its canonical encoding.
#[cfg(test)]
pub fn g2_generator() -> Vec<u8> {
    g2::<Bn254>(ark_bn254::Fr::ONE)
}
