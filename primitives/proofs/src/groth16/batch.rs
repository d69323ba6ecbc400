//! A random linear combination of many verifications.
//!
//! Claim `i`, under key `k(i)`, holds when `e(A_i, B_i) e(S_i, -gamma_k) e(C_i, -delta_k) = e(alpha_k, beta_k)`, with
//! `S_i` the sum over its inputs. With a random `r_i` each, all of them hold, but for a chance of `2^-128`, when
//!
//! ```text
//! prod_i e(r_i A_i, B_i)  prod_k e(sum r_i S_i, -gamma_k) e(sum r_i C_i, -delta_k) = prod_k e(alpha_k, beta_k)^(sum r_i)
//! ```
//!
//! with the sums over the claims of key `k`. That is one pairing for each claim and two for each key in one product with
//! one final exponentiation, where single verifications take three pairings and a final exponentiation for each claim
//! (small exponents test: [Bellare, Garay, Rabin](https://doi.org/10.1007/BFb0054130), in groups of prime order, which is
//! why every B is checked to be in its subgroup).
//!
//! Of each key's `r_i` the last is what makes their sum a number `t_k` chosen before, which spares powers on the right:
//! `t_k` is 1 for the first key and has 128 random bits for the others. That loses nothing. Were claims off by `d_i`, the
//! condition to hold is `sum_k (t_k d_k + sum r_i (d_i - d_k)) = 0`, with `d_k` that of the key's last claim and the inner
//! sum over its others: an equation in independent random numbers that are multiplied by what is not zero, unless all
//! claims but those of the first key hold and these are all off by the same, and then it fails.
//!
//! The others are `r_i = a_i + b_i lambda` with 64 random bits in `a_i` and in `b_i`, `lambda` being the eigenvalue of the endomorphism
//! by which [`crate::curve::msm`] halves scalars. These are `2^128` different values, since the lattice of `(x, y)` with
//! `x + y lambda = 0` has no vector shorter than `2^126`; and multiplying by one takes 64 doublings.

use crate::{
    batch::{Claim, Deviation, Trouble},
    curve::Fault,
    encoding::{read_gt, read_scalar, write_scalar, G1_LEN, G2_LEN},
    groth16::{Parts, ProofBytes},
    Backend, PreparedKey, ProofSystem, Scalar,
};
use alloc::vec::Vec;
use ark_bn254::{g1, Fq12, Fr};
use ark_ec::scalar_mul::glv::GLVConfig;
use ark_ff::{AdditiveGroup, CyclotomicMultSubgroup, Field, PrimeField};
use codec::Encode;
use sp_crypto_hashing::{blake2_128, blake2_256};

/// Claims whose form is sound, each with its coefficient.
pub(crate) struct Batch<'a> {
    backend: Backend,
    /// `None` for keys of other systems, which no member is for.
    keys: Vec<Option<Key<'a>>>,
    members: Vec<Member<'a>>,
}

struct Key<'a> {
    parts: Parts<'a>,
    alpha_beta: Fq12,
}

struct Member<'a> {
    /// The place of its key among the batch's.
    key: usize,
    coefficient: Fr,
    /// The coefficient in canonical encoding.
    encoded: Scalar,
    /// A times the coefficient.
    a: [u8; G1_LEN],
    b: &'a [u8; G2_LEN],
    c: &'a [u8; G1_LEN],
    inputs: Vec<Fr>,
}

/// What a key has to be paired with for a part of its members.
struct Sums<'a> {
    /// The coefficients times each input, the constant 1 first.
    weights: Vec<Fr>,
    points: Vec<&'a [u8]>,
    coefficients: Vec<&'a [u8]>,
}

impl<'a> Batch<'a> {
    /// `None` when a key is damaged or the backend refuses what has been checked: single verifications tell.
    pub fn new(
        backend: Backend,
        keys: &[&'a PreparedKey],
        members: &[(&'a PreparedKey, Claim<'a>)],
    ) -> Option<Self> {
        let seed = seed(keys, members);
        let keys = keys
            .iter()
            .map(|key| {
                if key.system() != ProofSystem::Groth16Bn254 {
                    return Some(None);
                }
                let parts = Parts::of(key)?;
                let alpha_beta = read_gt(parts.alpha_beta)?;
                Some(Some(Key { parts, alpha_beta }))
            })
            .collect::<Option<Vec<_>>>()?;
        let coefficients = coefficients(&seed, keys.len(), members);
        let members = members
            .iter()
            .zip(coefficients)
            .map(|((_, claim), coefficient)| {
                let proof = ProofBytes::split(claim.proof).ok()?;
                let encoded = write_scalar(&coefficient);
                let a = match coefficient == Fr::ONE {
                    true => *proof.a,
                    false => backend.msm(proof.a, &encoded).ok()?,
                };
                Some(Member {
                    key: claim.key as usize,
                    coefficient,
                    encoded,
                    a,
                    b: proof.b,
                    c: proof.c,
                    inputs: claim.inputs.iter().map(read_scalar).collect::<Option<_>>()?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            backend,
            keys,
            members,
        })
    }

    /// By how much the members at the places `part` fail, all of them together.
    pub fn deviation(&self, part: &[usize]) -> Result<Gt, Trouble> {
        let mut pairs = Vec::with_capacity(part.len() * (G1_LEN + G2_LEN));
        let mut sums: Vec<Option<Sums>> = self.keys.iter().map(|_| None).collect();
        for member in part.iter().filter_map(|place| self.members.get(*place)) {
            pairs.extend_from_slice(&member.a);
            pairs.extend_from_slice(member.b);
            if let Some(sums) = sums.get_mut(member.key) {
                sums.get_or_insert_with(|| Sums::of(member)).add(member);
            }
        }

        let (mut fixed, mut lines) = (Vec::new(), Vec::new());
        let mut expected = Fq12::ONE;
        for (key, sums) in self.keys.iter().zip(sums) {
            let (Some(key), Some(sums)) = (key, sums) else {
                continue;
            };
            let weights: Vec<_> = sums.weights.iter().map(write_scalar).collect();
            for (points, scalars) in [
                (key.parts.ic, weights.as_flattened()),
                (&sums.points.concat(), &sums.coefficients.concat()),
            ] {
                let sum = self.backend.msm(points, scalars);
                fixed.extend(sum.map_err(|_| Trouble::Other)?);
            }
            lines.extend_from_slice(key.parts.lines);
            if let Some(sum) = sums.weights.first() {
                expected *= match *sum == Fr::ONE {
                    true => key.alpha_beta,
                    false => key.alpha_beta.cyclotomic_exp(sum.into_bigint()),
                };
            }
        }

        let product = self.backend.pairing(&pairs, &fixed, &lines);
        let product = product.map_err(|fault| match fault {
            // Points of the pairs count from 0, two a pair.
            Fault::WrongSubgroup { index } => Trouble::WrongSubgroup(index as usize / 2),
            _ => Trouble::Other,
        })?;
        let product = read_gt(&product).ok_or(Trouble::Other)?;
        Ok(Gt(product).without(&Gt(expected)))
    }
}

impl<'a> Sums<'a> {
    /// Nothing yet, for the key of `member`.
    fn of(member: &Member) -> Self {
        Self {
            weights: core::iter::repeat_n(Fr::ZERO, member.inputs.len() + 1).collect(),
            points: Vec::new(),
            coefficients: Vec::new(),
        }
    }

    fn add(&mut self, member: &'a Member) {
        let inputs = core::iter::once(&Fr::ONE).chain(&member.inputs);
        for (weight, input) in self.weights.iter_mut().zip(inputs) {
            *weight += member.coefficient * input;
        }
        self.points.push(member.c);
        self.coefficients.push(&member.encoded);
    }
}

/// An element of the target group.
pub(crate) struct Gt(Fq12);

impl Deviation for Gt {
    fn is_none(&self) -> bool {
        self.0 == Fq12::ONE
    }

    fn without(&self, part: &Self) -> Self {
        // Zero alone has no inverse, and is not in the group.
        Self(self.0 * part.0.cyclotomic_inverse().unwrap_or(Fq12::ZERO))
    }
}

/// A hash of everything that is verified: whoever changes a bit of it changes every coefficient.
fn seed(keys: &[&PreparedKey], members: &[(&PreparedKey, Claim)]) -> [u8; 32] {
    let keys: Vec<[u8; 32]> = keys.iter().map(|key| blake2_256(&key.encode())).collect();
    let members: Vec<[u8; 32]> = members
        .iter()
        .map(|(_, claim)| blake2_256(&(claim.key, claim.inputs, claim.proof).encode()))
        .collect();
    blake2_256(&("proofnet/batch/groth16-bn254/1", keys, members).encode())
}

/// The members' coefficients: random, but for the last of each key, by which they sum up to [`total`].
fn coefficients(seed: &[u8; 32], keys: usize, members: &[(&PreparedKey, Claim)]) -> Vec<Fr> {
    let mut coefficients: Vec<_> = (0..)
        .take(members.len())
        .map(|place| coefficient(seed, place))
        .collect();
    let mut rests: Vec<Option<Fr>> = core::iter::repeat_n(None, keys).collect();
    // From the back, so that a key's last member comes first; its coefficient follows from the others.
    let mut last_of_key = Vec::new();
    for (place, ((_, claim), coefficient)) in members.iter().zip(&coefficients).enumerate().rev() {
        match rests.get_mut(claim.key as usize) {
            Some(Some(rest)) => *rest -= coefficient,
            Some(unseen) => {
                *unseen = Some(total(seed, claim.key));
                last_of_key.push((place, claim.key as usize));
            }
            None => {}
        }
    }
    for (place, key) in last_of_key {
        if let (Some(coefficient), Some(Some(rest))) = (coefficients.get_mut(place), rests.get(key)) {
            *coefficient = *rest;
        }
    }
    coefficients
}

/// What the coefficients of a key's members sum up to.
fn total(seed: &[u8; 32], key: u32) -> Fr {
    match key {
        0 => Fr::ONE,
        key => Fr::from(u128::from_le_bytes(blake2_128(&(seed, "key", key).encode()))),
    }
}

/// A random coefficient for the member at a place.
fn coefficient(seed: &[u8; 32], place: u32) -> Fr {
    let bits = u128::from_le_bytes(blake2_128(&(seed, "member", place).encode()));
    combine(bits as u64, (bits >> 64) as u64)
}

fn combine(a: u64, b: u64) -> Fr {
    Fr::from(a) + Fr::from(b) * g1::Config::LAMBDA
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)] // Tests may panic.
mod tests {
    use super::*;

    #[test]
    fn coefficient_should_split_into_its_halves_when_a_scalar_is_decomposed() {
        // So no two of them are equal, and each half has 64 bits, which makes multiplying by one cheap. Below 2, where
        // arkworks rounds the other way, a chance of 2^-63, halves are longer.
        for (a, b) in [
            (2, 0),
            (2, 1),
            (2, u64::MAX),
            (u64::MAX, u64::MAX),
            (u64::MAX, 0),
            (1 << 63, 12345),
        ] {
            let ((positive_a, half_a), (positive_b, half_b)) =
                g1::Config::scalar_decomposition(combine(a, b));
            assert!(positive_a && (positive_b || b == 0));
            assert_eq!((half_a, half_b), (Fr::from(a), Fr::from(b)));
        }
    }

    #[test]
    fn coefficients_should_sum_up_to_the_total_when_they_are_of_one_key() {
        let keys = [0u32, 1, 0, 2, 1, 0];
        let key = PreparedKey::assemble(
            ProofSystem::Groth16Bn254,
            0,
            &[&[0; 384], &[0; 2 * crate::curve::LINES_LEN], &[0; G1_LEN]],
        );
        let key = key.unwrap();
        let claim = |key| Claim {
            key,
            inputs: &[],
            proof: &[],
        };
        let members: Vec<_> = keys.iter().map(|place| (&key, claim(*place))).collect();
        let coefficients = coefficients(&[7; 32], 3, &members);
        for key in 0..3 {
            let of_key = keys.iter().zip(&coefficients).filter(|(of, _)| **of == key);
            assert_eq!(
                of_key.map(|(_, coefficient)| *coefficient).sum::<Fr>(),
                total(&[7; 32], key)
            );
        }
        assert_eq!(total(&[7; 32], 0), Fr::ONE);
        assert_ne!(total(&[7; 32], 1), total(&[7; 32], 2));
        assert_eq!(coefficients[0], coefficient(&[7; 32], 0));
    }

    #[test]
    fn coefficients_should_differ_when_seed_or_place_differ() {
        let one = coefficient(&[1; 32], 0);
        assert_ne!(one, coefficient(&[2; 32], 0));
        assert_ne!(one, coefficient(&[1; 32], 1));
    }
}
