//! [RISC Zero](https://dev.risczero.com): key, statement and proof layout of each release.
//!
//! A proof, the *seal* for Ethereum, starts with the selector, the first four bytes of the hash of the verifier's
//! parameters (control root, control id, key); then come the proof's eight words. Structures are hashed as
//! `SHA-256(SHA-256(tag) || fields || data || number of fields as 2 bytes)`, integers little-endian. Checked against the
//! crates `risc0-groth16` 5.0.0-rc.1 and `risc0-ethereum-contracts` 3.0.1, whose constants these are.

use super::{Meaning, Statement};
use crate::Scalar;
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hex_literal::hex;
use scale_info::TypeInfo;
use sp_crypto_hashing::sha2_256;

/// A release of RISC Zero with a control root of its own.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Release {
    /// RISC Zero 3.
    V3,
}

pub(super) const MEANINGS: [Meaning; 5] = [
    Meaning::ControlRoot,
    Meaning::ControlRoot,
    Meaning::Claim,
    Meaning::Claim,
    Meaning::ControlId,
];

/// The state of the machine after a successful end, `SystemState { pc: 0, merkle_root: 0 }`, hashed.
const HALTED: [u8; 32] = hex!("a3acc27117418996340b84e5a90f3ef4c49d22c79e44aad822ec9c313e1eb8e2");

/// The hash of what is not there: no input, no assumptions.
const NOTHING: [u8; 32] = [0; 32];

impl Release {
    /// The wrapper's verifying key in canonical encoding.
    pub fn key(self) -> &'static [u8] {
        match self {
            Self::V3 => include_bytes!("keys/risc_zero_3.bin"),
        }
    }

    /// The first four bytes of a seal.
    pub fn selector(self) -> [u8; 4] {
        match self {
            Self::V3 => hex!("73c457ba"),
        }
    }

    /// The root of the recursion programs that the release accepts.
    pub fn control_root(self) -> [u8; 32] {
        match self {
            Self::V3 => hex!("a54dc85ac99f851c92d7c96d7318af41dbe7c0194edfcc37eb4d422a998c1f56"),
        }
    }

    /// The control id of the last recursion step as a big-endian integer, which is the reverse of RISC Zero's order.
    pub fn control_id(self) -> Scalar {
        match self {
            Self::V3 => hex!("04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0"),
        }
    }

    pub(super) fn statement(self, image_id: &[u8; 32], journal: Option<&[u8]>) -> Statement {
        let [root_0, root_1] = halves(&self.control_root());
        let claim = journal.map(|journal| halves(&claim(image_id, &sha2_256(journal))));
        vec![
            Some(root_0),
            Some(root_1),
            claim.map(|[first, _]| first),
            claim.map(|[_, second]| second),
            Some(self.control_id()),
        ]
    }
}

/// The hash that a receipt claims: that the program `image_id` ended successfully, with no input and no assumptions
/// left, and a journal of hash `journal`.
pub fn claim(image_id: &[u8; 32], journal: &[u8; 32]) -> [u8; 32] {
    // The exit code is two integers of 4 bytes: halted, and 0 for success.
    const SUCCESS: [u8; 8] = [0; 8];
    let output = hash_struct("risc0.Output", &[journal, &NOTHING], &[]);
    hash_struct(
        "risc0.ReceiptClaim",
        &[&NOTHING, image_id, &HALTED, &output],
        &SUCCESS,
    )
}

/// RISC Zero's hash of a structure.
pub fn hash_struct(tag: &str, fields: &[&[u8; 32]], data: &[u8]) -> [u8; 32] {
    let mut bytes = Vec::from(sha2_256(tag.as_bytes()));
    for field in fields {
        bytes.extend_from_slice(*field);
    }
    bytes.extend_from_slice(data);
    // Structures have a handful of fields.
    bytes.extend((fields.len() as u16).to_le_bytes());
    sha2_256(&bytes)
}

/// The halves of a hash as field elements: the first 16 bytes and the last, each little-endian.
fn halves(hash: &[u8; 32]) -> [Scalar; 2] {
    let half = |bytes: &[u8]| {
        let mut scalar = [0; 32];
        for (to, from) in scalar.iter_mut().rev().zip(bytes) {
            *to = *from;
        }
        scalar
    };
    let (first, last) = hash.split_at(16);
    [half(first), half(last)]
}
