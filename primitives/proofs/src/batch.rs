//! Many proofs at once.

mod search;

pub(crate) use search::{Deviation, Trouble};

use crate::{
    check_inputs, groth16, groth16_bls12_381, plonk, Backend, PreparedKey, ProofSystem, Scalar, VerifyError,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;
use search::{settle, Verdict};

/// Most claims, and most keys, of one batch.
pub const MAX_BATCH: usize = 256;

/// A proof to be verified in a batch.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// Which of the batch's keys it is for, from 0.
    pub key: u32,
    /// The public inputs.
    pub inputs: &'a [Scalar],
    /// The proof in canonical encoding.
    pub proof: &'a [u8],
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// For each claim, in order, what [`crate::verify`] says of it.
    pub results: Vec<Result<(), VerifyError>>,
    /// What had to be computed.
    pub work: Work,
}

/// What a batch costs, in the units that matter: everything else is small beside them.
///
/// A batch of `n` claims that all hold is one product of `n` pairs. One bad claim costs at most `n` more pairs in
/// `log2 n` products. [`Work::worst`] bounds what any batch can cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Work {
    /// Products of pairings, each with its final exponentiation and two more pairings for every key it is about.
    pub products: u32,
    /// Pairings of proofs' points in these products.
    pub pairs: u32,
    /// Claims that were verified one by one.
    pub singles: u32,
}

impl Work {
    /// The most that a batch of `claims` can cost: looking for bad claims stops after twice the pairs of a batch
    /// that holds, and what is then open is verified one by one.
    pub fn worst(claims: u32) -> Self {
        Self {
            products: search::max_products(claims),
            pairs: claims.saturating_mul(search::MAX_ROUNDS),
            singles: claims,
        }
    }
}

/// Why a batch is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum BatchError {
    /// More claims than [`MAX_BATCH`].
    TooManyClaims {
        /// Claims given.
        claims: u32,
    },
    /// More keys than [`MAX_BATCH`].
    TooManyKeys {
        /// Keys given.
        keys: u32,
    },
    /// A claim is for a key that the batch does not have.
    UnknownKey {
        /// The claim, from 0.
        claim: u32,
    },
}

/// See [`crate::verify_batch`].
pub(crate) fn verify(
    backend: Backend,
    keys: &[&PreparedKey],
    claims: &[Claim],
) -> Result<Report, BatchError> {
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    if claims.len() > MAX_BATCH {
        return Err(BatchError::TooManyClaims {
            claims: count(claims.len()),
        });
    }
    if keys.len() > MAX_BATCH {
        return Err(BatchError::TooManyKeys {
            keys: count(keys.len()),
        });
    }
    let claims = claims
        .iter()
        .zip(0..)
        .map(|(claim, index)| match keys.get(claim.key as usize) {
            Some(key) => Ok((*key, *claim)),
            None => Err(BatchError::UnknownKey { claim: index }),
        })
        .collect::<Result<Vec<_>, _>>()?;

    // Cheap checks come first, so that what is malformed does not spoil the batch.
    let mut results: Vec<Option<Result<(), VerifyError>>> = claims
        .iter()
        .map(|(key, claim)| check_form(key, claim).err().map(Err))
        .collect();
    let members: Vec<_> = claims
        .iter()
        .zip(&results)
        .filter(|((key, _), result)| result.is_none() && key.system().combines())
        .map(|(member, _)| *member)
        .collect();
    let (verdicts, mut work) = decide(backend, keys, &members);

    let mut verdicts = verdicts.into_iter();
    for (result, (key, claim)) in results.iter_mut().zip(&claims) {
        result.get_or_insert_with(|| {
            let verdict = key.system().combines().then(|| verdicts.next()).flatten();
            match verdict {
                Some(Verdict::Holds) => Ok(()),
                Some(Verdict::Refused(reason)) => Err(reason),
                Some(Verdict::Open) | None => {
                    work.singles += 1;
                    crate::verify(backend, key, claim.inputs, claim.proof)
                }
            }
        });
    }
    Ok(Report {
        results: results.into_iter().flatten().collect(),
        work,
    })
}

fn check_form(key: &PreparedKey, claim: &Claim) -> Result<(), VerifyError> {
    check_inputs(key, claim.inputs)?;
    match key.system() {
        ProofSystem::Groth16Bn254 => groth16::check_proof(claim.proof),
        ProofSystem::Groth16Bls12381 => groth16_bls12_381::check_proof(claim.proof),
        ProofSystem::PlonkBn254 => plonk::check_proof(claim.proof),
    }
}

/// The verdicts on claims whose form is sound and which combine; all open where that is of no use.
fn decide(
    backend: Backend,
    keys: &[&PreparedKey],
    members: &[(&PreparedKey, Claim)],
) -> (Vec<Verdict>, Work) {
    let open = || (members.iter().map(|_| Verdict::Open).collect(), Work::default());
    if members.len() < 2 {
        return open();
    }
    match groth16::batch::Batch::new(backend, keys, members) {
        Some(batch) => settle(members.len(), |part| batch.deviation(part)),
        None => open(),
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyClaims { claims } => {
                write!(
                    f,
                    "batch of {claims} proofs: at most {MAX_BATCH} are verified at once"
                )
            }
            Self::TooManyKeys { keys } => {
                write!(f, "batch under {keys} keys: at most {MAX_BATCH} are allowed")
            }
            Self::UnknownKey { claim } => {
                write!(
                    f,
                    "proof {claim} of the batch is for a key that is not among the batch's keys"
                )
            }
        }
    }
}

impl core::error::Error for BatchError {}
