//! Keys and proofs whose exponents are known, for tests and benchmarks: a proof of any public inputs is then one
//! division in the scalar field, and the verifier has the same work as with any other.
//!
//! With `alpha`, `beta`, `gamma`, `delta`, `ic[i]` and the proof's `a`, `b`, `c` standing for multiples of the generators,
//! Groth16's equation is `a b = alpha beta + gamma (ic[0] + sum s[i] ic[i + 1]) + delta c`, which is solved for `c`.

// Field and group arithmetic does not overflow.
#![allow(clippy::arithmetic_side_effects)]

use alloc::vec::Vec;
use ark_bn254::{Fq, Fr, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField};
use proofnet_proofs::Scalar;

/// A circuit with known exponents.
pub struct Fixture {
    alpha: Fr,
    beta: Fr,
    gamma: Fr,
    delta: Fr,
    ic: Vec<Fr>,
}

impl Fixture {
    /// The circuit number `seed` with so many public inputs.
    pub fn new(public_inputs: u32, seed: u64) -> Self {
        let mut exponents = (0u64..).map(|index| full_size(seed.wrapping_mul(4096).wrapping_add(index)));
        let mut next = || exponents.next().unwrap_or(Fr::ONE);
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
        let mut key = g1(self.alpha);
        for exponent in [self.beta, self.gamma, self.delta] {
            key.extend(g2(exponent));
        }
        for exponent in &self.ic {
            key.extend(g1(*exponent));
        }
        key
    }

    /// Public inputs of full size, one more or less random than the other.
    pub fn inputs(&self) -> Vec<Scalar> {
        (1u64..)
            .zip(self.ic.iter().skip(1))
            .map(|(index, _)| scalar(full_size(index << 32)))
            .collect()
    }

    /// A proof of `inputs`; each `randomness` gives another one.
    pub fn prove(&self, inputs: &[Scalar], randomness: u64) -> Vec<u8> {
        let (a, b) = (
            full_size(randomness.wrapping_add(1 << 40)),
            full_size(randomness.wrapping_add(1 << 41)),
        );
        let mut sum = Fr::ZERO;
        let values = inputs.iter().map(|input| Fr::from_be_bytes_mod_order(input));
        for (ic, value) in self.ic.iter().zip(core::iter::once(Fr::ONE).chain(values)) {
            sum += *ic * value;
        }
        let rest = a * b - self.alpha * self.beta - self.gamma * sum;
        let c = rest * self.delta.inverse().unwrap_or(Fr::ZERO);
        [g1(a), g2(b), g1(c)].concat()
    }
}

/// An exponent that takes as many bits as any, so that no multiplication is cheaper than usual.
fn full_size(number: u64) -> Fr {
    Fr::from(number.wrapping_add(2)).inverse().unwrap_or(Fr::ONE)
}

fn scalar(value: Fr) -> Scalar {
    let mut bytes = [0; 32];
    for (byte, value) in bytes.iter_mut().zip(value.into_bigint().to_bytes_be()) {
        *byte = value;
    }
    bytes
}

fn g1(exponent: Fr) -> Vec<u8> {
    let point = (G1Affine::generator() * exponent).into_affine();
    words([point.x, point.y])
}

fn g2(exponent: Fr) -> Vec<u8> {
    let point = (G2Affine::generator() * exponent).into_affine();
    words([point.x.c1, point.x.c0, point.y.c1, point.y.c0])
}

fn words<const N: usize>(coordinates: [Fq; N]) -> Vec<u8> {
    coordinates
        .iter()
        .flat_map(|coordinate| coordinate.into_bigint().to_bytes_be())
        .collect()
}
