//! The lines through a G2 point that Miller's algorithm for the optimal ate pairing evaluates, and the check that the
//! point is in the subgroup, which falls out of them.
//!
//! Steps in homogeneous coordinates after [Aranha, Barreto, Longa, Ricardini](https://eprint.iacr.org/2013/722), section
//! 4, for the twist `y^2 = x^3 + b'`.
//!
//! # Subgroup
//!
//! With `z` the parameter of the curve and `psi` the untwist-Frobenius-twist endomorphism, the loop ends at
//! `T = [6z + 2]Q + psi(Q) - psi^2(Q)`, and Q is in the subgroup exactly when `T = -psi^3(Q)`. The "if" holds because
//! the norm of `6z + 2 + psi - psi^2 + psi^3` is prime to the twist's cofactor `2q - r`
//! ([Dai, Lin, Zhao, Zhou](https://eprint.iacr.org/2022/348), section 3; a test recomputes the greatest common divisor).
//! Of the formulas for addition the exceptional cases leave `Z = 0` for good, which no point of the subgroup does.

use super::Fault;
use crate::encoding::G2_LEN;
use alloc::vec::Vec;
use ark_bn254::{g2, Config, Fq, Fq2, G2Affine};
use ark_ec::{bn::BnConfig, short_weierstrass::SWCurveConfig, AffineRepr};
use ark_ff::{serial_batch_inversion_and_mul, AdditiveGroup, BigInt, Field};

/// Bytes of a line in encoded form.
const LINE_LEN: usize = 128;

/// Bytes of the encoded lines of one point.
pub const LINES_LEN: usize = LINE_LEN * STEP_COUNT;

/// One step of the loop.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// `T := 2T`
    Double,
    /// `T := T + Q`
    Add,
    /// `T := T - Q`
    Subtract,
    /// `T := T + psi(Q)`
    AddPsi,
    /// `T := T - psi^2(Q)`
    SubtractPsiSquared,
}

/// Doublings, one for each digit of `6z + 2` below the first; additions, one for each of these digits that is not zero;
/// and the two steps at the end.
const STEP_COUNT: usize = {
    let digits = Config::ATE_LOOP_COUNT;
    let mut count = 2;
    let mut rest = digits;
    while let [digit, tail @ ..] = rest {
        if !tail.is_empty() {
            count += if *digit == 0 { 1 } else { 2 };
        }
        rest = tail;
    }
    count
};

/// The steps of the loop, `STEP_COUNT` of them.
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let digits = Config::ATE_LOOP_COUNT.iter().rev().skip(1);
    digits
        .flat_map(|digit| {
            let addition = match digit {
                0 => None,
                1 => Some(Step::Add),
                _ => Some(Step::Subtract),
            };
            core::iter::once(Step::Double).chain(addition)
        })
        .chain([Step::AddPsi, Step::SubtractPsiSquared])
}

/// The line `a y_P + b x_P w + c w^3`, up to a factor in `Fq2`, to be evaluated at a point P of G1.
pub(super) struct Line {
    pub a: Fq2,
    pub b: Fq2,
    pub c: Fq2,
}

/// The state of the loop for one point Q: the multiple reached, in homogeneous coordinates.
pub(super) struct Walk {
    q: (Fq2, Fq2),
    psi: [(Fq2, Fq2); 3],
    x: Fq2,
    y: Fq2,
    z: Fq2,
}

impl Walk {
    /// Starts at `q`, which is on the curve and not the identity.
    pub fn new(q: &G2Affine) -> Self {
        let psi_1 = psi((q.x, q.y));
        let psi_2 = psi(psi_1);
        Self {
            q: (q.x, q.y),
            psi: [psi_1, psi_2, psi(psi_2)],
            x: q.x,
            y: q.y,
            z: Fq2::ONE,
        }
    }

    /// Takes a step and gives its line.
    pub fn step(&mut self, step: Step) -> Line {
        let [psi, psi_squared, _] = self.psi;
        match step {
            Step::Double => self.double(),
            Step::Add => self.add(self.q),
            Step::Subtract => self.add(negated(self.q)),
            Step::AddPsi => self.add(psi),
            Step::SubtractPsiSquared => self.add(negated(psi_squared)),
        }
    }

    /// Whether the point is in the subgroup. Only after the last step.
    pub fn is_in_subgroup(&self) -> bool {
        let [_, _, (x, y)] = self.psi;
        self.z != Fq2::ZERO && self.x == x * self.z && self.y == -(y * self.z)
    }

    fn double(&mut self) -> Line {
        let xx = self.x.square();
        let yy = self.y.square();
        let zz = self.z.square();
        let xy_2 = (self.x + self.y).square() - xx - yy;
        let yz_2 = (self.y + self.z).square() - yy - zz;
        let e = triple(g2::Config::COEFF_B * zz);
        let e_3 = triple(e);
        // Four times the coordinates of the paper, which spares its halvings.
        let ee_4 = e.square().double().double();
        self.x = xy_2 * (yy - e_3);
        self.y = (yy + e_3).square() - triple(ee_4);
        self.z = (yy * yz_2).double().double();
        Line {
            a: -yz_2,
            b: triple(xx),
            c: e - yy,
        }
    }

    fn add(&mut self, (x, y): (Fq2, Fq2)) -> Line {
        let theta = self.y - y * self.z;
        let lambda = self.x - x * self.z;
        let lambda_2 = lambda.square();
        let lambda_3 = lambda_2 * lambda;
        let x_lambda_2 = self.x * lambda_2;
        let h = lambda_3 + theta.square() * self.z - x_lambda_2.double();
        self.x = lambda * h;
        self.y = theta * (x_lambda_2 - h) - self.y * lambda_3;
        self.z *= lambda_3;
        Line {
            a: lambda,
            b: -theta,
            c: theta * x - lambda * y,
        }
    }
}

/// A line divided by its first coefficient, `y_P + b x_P w + c w^3`.
#[derive(Clone, Copy)]
pub(super) struct FixedLine {
    pub b: Fq2,
    pub c: Fq2,
}

/// The encoded lines of an encoded G2 point, for pairing many points of G1 with it ([`super::pairing`]).
///
/// Each line, in the order of the loop, is divided by the coefficient of `y_P`; the coefficients of `x_P w` and `w^3`
/// that remain take 128 bytes: `b.c0`, `b.c1`, `c.c0`, `c.c1`, each multiplied by `2^256` modulo `q` (the form
/// Montgomery's multiplication works on) and little-endian, so that reading them takes no arithmetic.
pub fn lines(point: &[u8; G2_LEN]) -> Result<Vec<u8>, Fault> {
    let point = super::decode_g2(point, 0)?;
    if point.is_zero() {
        return Err(Fault::Shape);
    }
    let mut walk = Walk::new(&point);
    let lines: Vec<Line> = steps().map(|step| walk.step(step)).collect();
    if !walk.is_in_subgroup() {
        return Err(Fault::WrongSubgroup { index: 0 });
    }
    // None is zero: for a point of the subgroup, whose order is a large prime, no step is vertical.
    let mut inverses: Vec<Fq2> = lines.iter().map(|line| line.a).collect();
    serial_batch_inversion_and_mul(&mut inverses, &Fq2::ONE);
    let elements = lines.iter().zip(inverses).flat_map(|(line, inverse)| {
        let (b, c) = (line.b * inverse, line.c * inverse);
        [b.c0, b.c1, c.c0, c.c1]
    });
    Ok(elements
        .flat_map(|element| element.0 .0)
        .flat_map(u64::to_le_bytes)
        .collect())
}

/// Reads the lines that [`lines`] has written; `None` when a word is not below the modulus.
pub(super) fn read_lines(bytes: &[u8; LINES_LEN]) -> Option<Vec<FixedLine>> {
    let (lines, _) = bytes.as_chunks::<LINE_LEN>();
    lines
        .iter()
        .map(|line| {
            let [b0, b1, c0, c1] = read_line(line)?;
            Some(FixedLine {
                b: Fq2::new(b0, b1),
                c: Fq2::new(c0, c1),
            })
        })
        .collect()
}

fn read_line(bytes: &[u8; LINE_LEN]) -> Option<[Fq; 4]> {
    let mut elements = [Fq::ZERO; 4];
    let (words, _) = bytes.as_chunks::<32>();
    for (element, word) in elements.iter_mut().zip(words) {
        let mut limbs = [0; 4];
        let (chunks, _) = word.as_chunks::<8>();
        for (limb, chunk) in limbs.iter_mut().zip(chunks) {
            *limb = u64::from_le_bytes(*chunk);
        }
        *element = Fq::new_unchecked(BigInt::new(limbs));
        if element.is_geq_modulus() {
            return None;
        }
    }
    Some(elements)
}

/// The untwist-Frobenius-twist endomorphism, multiplication by `q` on the subgroup.
pub(super) fn psi((x, y): (Fq2, Fq2)) -> (Fq2, Fq2) {
    let conjugate = |e: Fq2| Fq2::new(e.c0, -e.c1);
    (
        conjugate(x) * Config::TWIST_MUL_BY_Q_X,
        conjugate(y) * Config::TWIST_MUL_BY_Q_Y,
    )
}

pub(super) fn negated((x, y): (Fq2, Fq2)) -> (Fq2, Fq2) {
    (x, -y)
}

pub(super) fn triple(e: Fq2) -> Fq2 {
    e.double() + e
}
