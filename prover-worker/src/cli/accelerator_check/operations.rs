//! Sums and transforms of many sizes.
//!
//! The points are multiples of a generator by numbers that are known, so that a sum is known too without computing it as
//! either side does; a transform's values are compared with the polynomial's at some of the roots.

use super::{timed, twice, Row};
use crate::error::Failure;
use ark_bn254::{Fr, G1Projective, G2Projective};
use ark_ec::{CurveGroup, PrimeGroup};
use ark_ff::{FftField, Field, PrimeField, UniformRand, Zero};
use ark_std::rand::{rngs::StdRng, SeedableRng};
use proofnet_prover::{Accelerator, AcceleratorError, Bases, BasesId, Cpu, Direction, Integer, Query};
use std::ops::RangeInclusive;

/// No key has this number.
const KEY: u64 = u64::MAX - 1;

pub(super) fn check(
    device: &dyn Accelerator,
    logs: RangeInclusive<u32>,
    seen: &mut impl FnMut(Row),
) -> Result<(), Failure> {
    let failed = |error: AcceleratorError| Failure::System(error.to_string());
    let largest = 1usize << logs.end();
    let mut rng = StdRng::seed_from_u64(1);
    let scalars: Vec<Fr> = (0..largest).map(|_| Fr::rand(&mut rng)).collect();
    let integers: Vec<Integer> = scalars.iter().map(|scalar| scalar.into_bigint()).collect();
    let g1 = multiples::<G1Projective>(largest);
    let g2 = multiples::<G2Projective>(largest);
    for log in logs {
        let size = 1usize << log;
        // Every size is a list of its own.
        let id = |query| BasesId {
            key: KEY - u64::from(log),
            query,
        };
        let part = integers.get(..size).unwrap_or_default();
        let expected = known_sum(&scalars, size);

        let bases = Bases {
            id: id(Query::A),
            points: g1.get(..size).unwrap_or_default(),
        };
        let (a, b, times) = twice(|| device.msm_g1(bases, part)).map_err(failed)?;
        let (c, cpu) = timed(|| Cpu.msm_g1(bases, part)).map_err(failed)?;
        let right = [a, b, c] == [G1Projective::generator() * expected; 3];
        seen(Row::new("msm G1", size, right, times, cpu));

        let bases = Bases {
            id: id(Query::B2),
            points: g2.get(..size).unwrap_or_default(),
        };
        let (a, b, times) = twice(|| device.msm_g2(bases, part)).map_err(failed)?;
        let (c, cpu) = timed(|| Cpu.msm_g2(bases, part)).map_err(failed)?;
        let right = [a, b, c] == [G2Projective::generator() * expected; 3];
        seen(Row::new("msm G2", size, right, times, cpu));
        device.forget(KEY - u64::from(log));

        let part = scalars.get(..size).unwrap_or_default();
        for (name, direction) in [("ntt", Direction::Forward), ("inverse ntt", Direction::Inverse)] {
            let transform = |by: &dyn Accelerator| {
                let mut values = part.to_vec();
                by.ntt(&mut values, direction).map(|()| values)
            };
            let (a, b, times) = twice(|| transform(device)).map_err(failed)?;
            let (c, cpu) = timed(|| transform(&Cpu)).map_err(failed)?;
            let known = match direction {
                Direction::Forward => holds(part, &a),
                Direction::Inverse => holds(&a, part),
            };
            seen(Row::new(name, size, known && a == b && a == c, times, cpu));
        }
    }
    Ok(())
}

/// The generator times 1, 2, 3, ...
fn multiples<C: CurveGroup>(count: usize) -> Vec<C::Affine> {
    let mut sum = C::zero();
    let multiples: Vec<C> = (0..count)
        .map(|_| {
            sum += C::generator();
            sum
        })
        .collect();
    C::normalize_batch(&multiples)
}

/// What the generator is multiplied by in the sum of `scalars` times the points.
fn known_sum(scalars: &[Fr], size: usize) -> Fr {
    let terms = scalars.iter().take(size).zip(1u64..);
    terms.fold(Fr::zero(), |sum, (scalar, number)| {
        sum + *scalar * Fr::from(number)
    })
}

/// Whether `values` are the polynomial's at some of the roots of unity.
fn holds(coefficients: &[Fr], values: &[Fr]) -> bool {
    let size = values.len();
    let Some(root) = Fr::get_root_of_unity(size as u64) else {
        return false;
    };
    [0, 1, size / 2, size - 1].iter().all(|index| {
        let point = root.pow([*index as u64]);
        let value = coefficients
            .iter()
            .rev()
            .fold(Fr::zero(), |value, coefficient| value * point + coefficient);
        values.get(*index) == Some(&value)
    })
}
