//! The equation that holds of a valid proof, but for a negligible chance, and of no other.
//!
//! Section 8.3 of the [paper](https://eprint.iacr.org/2019/953), step 4 and following. With `n = 2^power`, `w` the
//! domain's root, `Zh = xi^n - 1`, `L_i` the Lagrange polynomials of the domain, `a` to `zw` the proof's evaluations and
//! `PI = -sum s_i L_i(xi)` over the public inputs `s_i`:
//!
//! ```text
//! r0 = PI - L_1(xi) alpha^2 - alpha (a + beta s1 + gamma)(b + beta s2 + gamma)(c + gamma) zw
//! D  = a b Qm + a Ql + b Qr + c Qo + Qc
//!    + (alpha (a + beta xi + gamma)(b + beta k1 xi + gamma)(c + beta k2 xi + gamma) + alpha^2 L_1(xi) + u) Z
//!    - alpha beta zw (a + beta s1 + gamma)(b + beta s2 + gamma) S3
//!    - Zh (T1 + xi^n T2 + xi^2n T3)
//! F  = D + v A + v^2 B + v^3 C + v^4 S1 + v^5 S2
//! E  = (-r0 + v a + v^2 b + v^3 c + v^4 s1 + v^5 s2 + u zw) G
//!
//! e(Wxi + u Wxiw, -X_2)  e(xi Wxi + u xi w Wxiw + F - E, G_2)  =  1
//! ```

use super::{
    layout::{Circuit, Proof},
    transcript::Challenges,
};
use crate::encoding::{read_scalar, write_g1, write_scalar, G1_LEN};
use alloc::vec::Vec;
use ark_bn254::{Fr, G1Affine};
use ark_ec::AffineRepr;
use ark_ff::{serial_batch_inversion_and_mul, AdditiveGroup, FftField, Field};

/// A sum of multiples of points.
pub(super) struct Sum(Vec<([u8; G1_LEN], Fr)>);

impl Sum {
    /// The points and their multipliers in canonical encoding.
    pub fn encode(&self) -> (Vec<u8>, Vec<u8>) {
        self.0
            .iter()
            .map(|(point, scalar)| (*point, write_scalar(scalar)))
            .fold((Vec::new(), Vec::new()), |(mut points, mut scalars), term| {
                points.extend(term.0);
                scalars.extend(term.1);
                (points, scalars)
            })
    }
}

/// The two sums of the equation.
pub(super) struct Terms {
    /// Paired with `-X_2`.
    pub with_x: Sum,
    /// Paired with the generator.
    pub with_one: Sum,
}

/// `None` when `xi` is in the domain, or a scalar that was checked before is not canonical.
pub(super) fn terms(
    circuit: &Circuit,
    inputs: &[Fr],
    proof: &Proof,
    challenges: &Challenges,
) -> Option<Terms> {
    let Challenges {
        beta,
        gamma,
        alpha,
        xi,
        v,
        u,
    } = *challenges;
    let [qm, ql, qr, qo, qc, s1, s2, s3] = *circuit.commitments;
    let [a, b, c, z, t1, t2, t3, wxi, wxiw] = *proof.points;
    let mut evaluations = [Fr::ZERO; 6];
    for (evaluation, bytes) in evaluations.iter_mut().zip(proof.evaluations) {
        *evaluation = read_scalar(bytes)?;
    }
    let [a_xi, b_xi, c_xi, s1_xi, s2_xi, z_xiw] = evaluations;
    let (k1, k2) = (read_scalar(circuit.k1)?, read_scalar(circuit.k2)?);

    let domain = Domain::new(circuit.power, xi)?;
    let (first, of_inputs) = domain.lagrange(inputs);
    let first = alpha.square() * first;

    let beta_xi = beta * xi;
    let permuted =
        alpha * (a_xi + beta_xi + gamma) * (b_xi + beta_xi * k1 + gamma) * (c_xi + beta_xi * k2 + gamma);
    let a_b = alpha * (a_xi + beta * s1_xi + gamma) * (b_xi + beta * s2_xi + gamma) * z_xiw;
    let r0 = -of_inputs - first - a_b * (c_xi + gamma);

    let v2 = v.square();
    let (v3, v4) = (v2 * v, v2.square());
    let v5 = v4 * v;
    let e = v * a_xi + v2 * b_xi + v3 * c_xi + v4 * s1_xi + v5 * s2_xi + u * z_xiw - r0;

    let Domain {
        root,
        vanishing,
        xi_n,
        ..
    } = domain;
    let t = -vanishing;
    Some(Terms {
        with_x: Sum([(wxi, Fr::ONE), (wxiw, u)].into()),
        with_one: Sum([
            (qm, a_xi * b_xi),
            (ql, a_xi),
            (qr, b_xi),
            (qo, c_xi),
            (qc, Fr::ONE),
            (z, permuted + first + u),
            (s3, -(a_b * beta)),
            (t1, t),
            (t2, t * xi_n),
            (t3, t * xi_n.square()),
            (a, v),
            (b, v2),
            (c, v3),
            (s1, v4),
            (s2, v5),
            (write_g1(&G1Affine::generator()), -e),
            (wxi, xi),
            (wxiw, u * xi * root),
        ]
        .into()),
    })
}

/// A circuit's domain, seen from the challenge `xi`.
struct Domain {
    xi: Fr,
    /// The number of elements.
    size: Fr,
    /// A generator of the elements.
    root: Fr,
    xi_n: Fr,
    /// `xi^n - 1`, which is zero on the domain.
    vanishing: Fr,
}

impl Domain {
    /// `None` when `xi` is in the domain, or no domain has such a size.
    fn new(power: u32, xi: Fr) -> Option<Self> {
        let mut xi_n = xi;
        for _ in 0..power {
            xi_n.square_in_place();
        }
        let vanishing = xi_n - Fr::ONE;
        let size = 1u64.checked_shl(power)?;
        let root = Fr::get_root_of_unity(size)?;
        (vanishing != Fr::ZERO).then_some(Self {
            xi,
            size: Fr::from(size),
            root,
            xi_n,
            vanishing,
        })
    }

    /// `L_1(xi)`, and the sum of `s_i L_i(xi)` over `scalars`, where `L_i(xi) = w^(i-1) (xi^n - 1) / (n (xi - w^(i-1)))`.
    fn lagrange(&self, scalars: &[Fr]) -> (Fr, Fr) {
        let powers: Vec<Fr> = core::iter::successors(Some(Fr::ONE), |power| Some(*power * self.root))
            .take(scalars.len().max(1))
            .collect();
        // None is zero: xi is not in the domain.
        let mut inverses: Vec<Fr> = powers.iter().map(|power| self.size * (self.xi - power)).collect();
        serial_batch_inversion_and_mul(&mut inverses, &self.vanishing);
        let sum = scalars
            .iter()
            .zip(powers.iter().zip(&inverses))
            .map(|(scalar, (power, inverse))| *scalar * power * inverse)
            .sum();
        (inverses.first().copied().unwrap_or_default(), sum)
    }
}
