//! The optimal ate pairing of several pairs at once: one Miller loop over all of them and one final exponentiation.

use super::{
    decode_g1, decode_g2,
    lines::{read_lines, steps, FixedLine, Line, Step, Walk, LINES_LEN},
    walks::{Walks, MANY},
    Fault,
};
use crate::encoding::{write_gt, G1_LEN, G2_LEN, GT_LEN};
use alloc::vec::Vec;
use ark_bn254::{Bn254, Fq, Fq12, Fq12Config, Fq2, Fq6, G1Affine, G2Affine};
use ark_ec::{
    pairing::{MillerLoopOutput, Pairing},
    AffineRepr,
};
use ark_ff::{serial_batch_inversion_and_mul, Field, Fp12Config};

/// Most pairs of one call, those with a fixed G2 point included.
pub const MAX_PAIRS: usize = 1024;

const PAIR_LEN: usize = G1_LEN + G2_LEN;

/// The product of the pairings `e(P, Q)` in the encoding of the target group.
///
/// - `pairs`: any number of pairs of a G1 point and a G2 point, which is checked to be in the subgroup.
/// - `fixed`: any number of G1 points, each to be paired with the G2 point whose lines are at its place in
/// - `lines`: as many times [`LINES_LEN`] bytes, from [`super::lines`].
///
/// In faults the points of `pairs` count from 0, two a pair; then those of `fixed`; then the elements of `lines`.
pub fn pairing(pairs: &[u8], fixed: &[u8], lines: &[u8]) -> Result<[u8; GT_LEN], Fault> {
    let (pairs, rest_of_pairs) = pairs.as_chunks::<PAIR_LEN>();
    let (fixed, rest_of_fixed) = fixed.as_chunks::<G1_LEN>();
    let (lines, rest_of_lines) = lines.as_chunks::<LINES_LEN>();
    let rest = rest_of_pairs.len() + rest_of_fixed.len() + rest_of_lines.len();
    if rest != 0 || fixed.len() != lines.len() || pairs.len() + fixed.len() > MAX_PAIRS {
        return Err(Fault::Shape);
    }
    // Fits: the number of pairs is bounded.
    let (fixed_from, lines_from) = (2 * pairs.len() as u32, (2 * pairs.len() + fixed.len()) as u32);

    let pairs = pairs
        .iter()
        .zip((0..).step_by(2))
        .filter_map(|(pair, index)| decode_pair(pair, index).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    let points = fixed
        .iter()
        .zip(fixed_from..)
        .map(|(point, index)| decode_g1(point, index))
        .collect::<Result<Vec<_>, _>>()?;
    let lines = lines
        .iter()
        .zip(lines_from..)
        .map(|(lines, index)| read_lines(lines).ok_or(Fault::NotCanonical { index }))
        .collect::<Result<Vec<_>, _>>()?;

    let mut walked = Walked::new(&pairs);
    let f = miller_loop(&mut walked, &places(&points), &lines);
    match walked.outside_subgroup().and_then(|place| pairs.get(place)) {
        Some(pair) => Err(Fault::WrongSubgroup {
            index: pair.index_of_q,
        }),
        None => {
            // `f` is zero for no lines that are lines of a point; for others there is no pairing to speak of.
            let gt = Bn254::final_exponentiation(MillerLoopOutput(f)).ok_or(Fault::Shape)?;
            Ok(write_gt(&gt.0))
        }
    }
}

struct Pair {
    p: G1Affine,
    q: G2Affine,
    index_of_q: u32,
}

/// `None` if the G2 point is the identity, which pairs to one.
fn decode_pair(bytes: &[u8; PAIR_LEN], index: u32) -> Result<Option<Pair>, Fault> {
    let (p, q) = bytes.split_first_chunk().ok_or(Fault::Shape)?;
    let p = decode_g1(p, index)?;
    let q = decode_g2(q.try_into().map_err(|_| Fault::Shape)?, index + 1)?;
    Ok((!q.is_zero()).then_some(Pair {
        p,
        q,
        index_of_q: index + 1,
    }))
}

/// Pairs whose lines are computed on the way. A G1 point at infinity spares the evaluation, not the walk, so that the
/// G2 point is checked like any other.
enum Walked {
    Few(Vec<(G1Affine, Walk)>),
    Many(Vec<Option<Place>>, Walks),
}

impl Walked {
    fn new(pairs: &[Pair]) -> Self {
        if pairs.len() < MANY {
            return Self::Few(pairs.iter().map(|pair| (pair.p, Walk::new(&pair.q))).collect());
        }
        let points: Vec<_> = pairs.iter().map(|pair| pair.p).collect();
        Self::Many(places(&points), Walks::new(pairs.iter().map(|pair| &pair.q)))
    }

    /// Takes a step and multiplies `f` by the values of the lines.
    fn step(&mut self, step: Step, f: &mut Fq12) {
        match self {
            Self::Few(walks) => {
                for (p, walk) in walks {
                    let Line { mut a, mut b, c } = walk.step(step);
                    if !p.is_zero() {
                        a.mul_assign_by_fp(&p.y);
                        b.mul_assign_by_fp(&p.x);
                        f.mul_by_034(&a, &b, &c);
                    }
                }
            }
            Self::Many(places, walks) => {
                for (place, line) in places.iter().zip(walks.step(step)) {
                    multiply(f, place, line);
                }
            }
        }
    }

    /// The place of the first pair whose G2 point is not in the subgroup.
    fn outside_subgroup(&self) -> Option<usize> {
        match self {
            Self::Few(walks) => walks.iter().position(|(_, walk)| !walk.is_in_subgroup()),
            Self::Many(_, walks) => walks.outside_subgroup(),
        }
    }
}

/// A point P of G1 at which lines are evaluated that are divided by their first coefficient. They are divided by `y_P`,
/// too, which makes them `1 + b x_P / y_P w + c / y_P w^3`.
struct Place {
    x_by_y: Fq,
    one_by_y: Fq,
}

/// `None` for points at infinity, which pair to one.
fn places(points: &[G1Affine]) -> Vec<Option<Place>> {
    // No point of G1 has y = 0, that would be one of order 2; batch inversion passes over the zeros of the identity.
    let mut inverses: Vec<Fq> = points.iter().map(|p| p.y).collect();
    serial_batch_inversion_and_mul(&mut inverses, &Fq::ONE);
    let place = |(p, one_by_y): (&G1Affine, Fq)| {
        (!p.is_zero()).then(|| Place {
            x_by_y: p.x * one_by_y,
            one_by_y,
        })
    };
    points.iter().zip(inverses).map(place).collect()
}

fn miller_loop(walked: &mut Walked, fixed: &[Option<Place>], lines: &[Vec<FixedLine>]) -> Fq12 {
    let mut f = Fq12::ONE;
    let mut fixed: Vec<_> = fixed.iter().zip(lines.iter().map(|lines| lines.iter())).collect();
    for step in steps() {
        if step == Step::Double {
            f.square_in_place();
        }
        walked.step(step, &mut f);
        for (place, lines) in fixed.iter_mut() {
            if let Some(line) = lines.next() {
                multiply(&mut f, place, *line);
            }
        }
    }
    f
}

/// Multiplies `f` by the value of a line.
fn multiply(f: &mut Fq12, place: &Option<Place>, FixedLine { mut b, mut c }: FixedLine) {
    if let Some(Place { x_by_y, one_by_y }) = place {
        b.mul_assign_by_fp(x_by_y);
        c.mul_assign_by_fp(one_by_y);
        mul_by_monic(f, &b, &c);
    }
}

/// Multiplies `f` by `1 + b w + c w^3`.
fn mul_by_monic(f: &mut Fq12, b: &Fq2, c: &Fq2) {
    let even = f.c0;
    let mut odd = f.c1;
    let mut cross: Fq6 = even + odd;
    odd.mul_by_01(b, c);
    cross.mul_by_01(&(Fq2::ONE + b), c);
    f.c1 = cross - even - odd;
    Fq12Config::mul_fp6_by_nonresidue_in_place(&mut odd);
    f.c0 = even + odd;
}
