//! Sums of multiples of G1 points: the inputs' part of a verification.
//!
//! [Straus's method](https://doi.org/10.2307/2310929): all terms share their doublings. The curve's endomorphism
//! ([Gallant, Lambert, Vanstone](https://doi.org/10.1007/3-540-44647-8_11)) halves those, and signed windows (wNAF) thin
//! the additions out. That beats Pippenger's buckets up to some fifty terms (`cargo bench`).

use super::{decode_g1, Fault};
use crate::encoding::{read_scalar, write_g1, G1_LEN, WORD};
use alloc::vec::Vec;
use ark_bn254::{g1, Fq, Fr, G1Affine, G1Projective};
use ark_ec::{scalar_mul::glv::GLVConfig, AffineRepr, CurveGroup};
use ark_ff::{serial_batch_inversion_and_mul, AdditiveGroup, BigInteger, Field, PrimeField};

/// Most terms of one sum.
pub const MAX_TERMS: usize = 1024;

/// Bits of a window. Five makes the fewest additions for scalars of half length: 8 for a table, then one in 6 bits.
const WINDOW: usize = 5;

/// Odd multiples that a window's digits ask for: 1, 3, ..., 15.
const TABLE_LEN: usize = 1 << (WINDOW - 2);

/// The sum of `scalars[i] * points[i]`, both in their canonical encoding. In faults the points count from 0, then the
/// scalars.
pub fn msm(points: &[u8], scalars: &[u8]) -> Result<[u8; G1_LEN], Fault> {
    let (points, rest_of_points) = points.as_chunks::<G1_LEN>();
    let (scalars, rest_of_scalars) = scalars.as_chunks::<WORD>();
    let rest = rest_of_points.len() + rest_of_scalars.len();
    if rest != 0 || points.len() != scalars.len() || points.len() > MAX_TERMS {
        return Err(Fault::Shape);
    }
    let points = points
        .iter()
        .zip(0..)
        .map(|(point, index)| decode_g1(point, index))
        .collect::<Result<Vec<_>, _>>()?;
    let scalars = scalars
        .iter()
        .zip(points.len() as u32..) // Fits: the number of terms is bounded.
        .map(|(scalar, index)| read_scalar(scalar).ok_or(Fault::NotCanonical { index }))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(write_g1(&straus(&points, &scalars).into_affine()))
}

fn straus(points: &[G1Affine], scalars: &[Fr]) -> G1Projective {
    let (points, scalars): (Vec<G1Affine>, Vec<Fr>) = points
        .iter()
        .zip(scalars)
        .filter(|(p, s)| !p.is_zero() && **s != Fr::ZERO)
        .unzip();
    let halves: Vec<Half> = tables(&points)
        .into_iter()
        .zip(&scalars)
        .flat_map(|(table, scalar)| {
            let ((sign, k), (image_sign, image_k)) = g1::Config::scalar_decomposition(*scalar);
            let image = table.map(|p| g1::Config::endomorphism_affine(&p));
            [Half::new(table, sign, k), Half::new(image, image_sign, image_k)]
        })
        .collect();

    let bits = halves.iter().map(|half| half.digits.len()).max().unwrap_or(0);
    let mut sum = G1Projective::ZERO;
    for bit in (0..bits).rev() {
        sum.double_in_place();
        for half in &halves {
            half.add_digit(bit, &mut sum);
        }
    }
    sum
}

/// A point's odd multiples, and half of a scalar in windows of signed odd digits.
struct Half {
    table: [G1Affine; TABLE_LEN],
    positive: bool,
    digits: Vec<i64>,
}

impl Half {
    fn new(table: [G1Affine; TABLE_LEN], positive: bool, k: Fr) -> Self {
        // Only a window wider than a limb gives none.
        let digits = k.into_bigint().find_wnaf(WINDOW).unwrap_or_default();
        Self {
            table,
            positive,
            digits,
        }
    }

    fn add_digit(&self, bit: usize, sum: &mut G1Projective) {
        let digit = self.digits.get(bit).copied().unwrap_or(0);
        if digit == 0 {
            return;
        }
        if let Some(multiple) = self.table.get(digit.unsigned_abs() as usize / 2) {
            if (digit > 0) == self.positive {
                *sum += multiple;
            } else {
                *sum -= multiple;
            }
        }
    }
}

/// The odd multiples of each point, in affine coordinates, which are cheaper to add: one inversion serves all.
fn tables(points: &[G1Affine]) -> Vec<[G1Affine; TABLE_LEN]> {
    let projective: Vec<[G1Projective; TABLE_LEN]> = points
        .iter()
        .map(|point| {
            let mut multiple = point.into_group();
            let double = multiple.double();
            core::array::from_fn(|i| {
                if i > 0 {
                    multiple += double;
                }
                multiple
            })
        })
        .collect();
    let mut inverses: Vec<Fq> = projective.iter().flatten().map(|p| p.z).collect();
    serial_batch_inversion_and_mul(&mut inverses, &Fq::ONE);
    let (inverses, _) = inverses.as_chunks::<TABLE_LEN>();
    let affine = |(p, inverse): (G1Projective, Fq)| {
        let square = inverse.square();
        G1Affine::new_unchecked(p.x * square, p.y * square * inverse)
    };
    projective
        .iter()
        .zip(inverses)
        .map(|(table, inverses)| {
            let mut pairs = table.iter().copied().zip(inverses.iter().copied());
            core::array::from_fn(|_| pairs.next().map(affine).unwrap_or_default())
        })
        .collect()
}
