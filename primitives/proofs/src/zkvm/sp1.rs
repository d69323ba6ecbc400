//! [SP1](https://docs.succinct.xyz/docs/sp1): keys, statement and proof layout of each release.
//!
//! A proof (`proof.bytes()`) starts with the selector, the first four bytes of the SHA-256 hash of gnark's file of the
//! wrapper's key; in release 6 exit code, recursion root and nonce follow; then the proof's eight words. Checked
//! against the crate `sp1-verifier` 4.2.1, 5.2.4, 6.0.0 and 6.10.0, whose keys these are.

use super::{public_values_digest, Meaning, ProgramError, Statement};
use crate::Scalar;
use alloc::vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hex_literal::hex;
use scale_info::TypeInfo;

/// A release of SP1 with a wrapper of its own.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Release {
    /// SP1 4.
    V4,
    /// SP1 5.
    V5,
    /// SP1 6.0.
    V6_0,
    /// SP1 6.1 and later releases with its wrapper, 6.10 among them.
    V6_1,
}

const SHORT: [Meaning; 2] = [Meaning::Program, Meaning::PublicValues];
const LONG: [Meaning; 5] = [
    Meaning::Program,
    Meaning::PublicValues,
    Meaning::ExitCode,
    Meaning::RecursionRoot,
    Meaning::Nonce,
];

/// Exit code, recursion root and nonce.
const CARRIED: [usize; 3] = [2, 3, 4];

const SUCCESS: Scalar = [0; 32];

impl Release {
    /// Every release.
    pub const ALL: [Self; 4] = [Self::V4, Self::V5, Self::V6_0, Self::V6_1];

    /// The wrapper's verifying key in canonical encoding.
    pub fn key(self) -> &'static [u8] {
        match self {
            Self::V4 => include_bytes!("keys/sp1_4.bin"),
            Self::V5 => include_bytes!("keys/sp1_5.bin"),
            Self::V6_0 => include_bytes!("keys/sp1_6_0.bin"),
            Self::V6_1 => include_bytes!("keys/sp1_6_1.bin"),
        }
    }

    /// The first four bytes of a proof.
    pub fn selector(self) -> [u8; 4] {
        match self {
            Self::V4 => hex!("11b6a09d"),
            Self::V5 => hex!("a4594c59"),
            Self::V6_0 => hex!("0e78f4db"),
            Self::V6_1 => hex!("4388a21c"),
        }
    }

    /// The release whose proofs start with `selector`.
    pub fn from_selector(selector: [u8; 4]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|release| release.selector() == selector)
    }

    /// The root of the keys that the recursion accepts, a public input since release 6.
    fn recursion_root(self) -> Option<Scalar> {
        match self {
            Self::V4 | Self::V5 => None,
            Self::V6_0 => Some(hex!(
                "008cd56e10c2fe24795cff1e1d1f40d3a324528d315674da45d26afb376e8670"
            )),
            Self::V6_1 => Some(hex!(
                "002f850ee998974d6cc00e50cd0814b098c05bfade466d28573240d057f25352"
            )),
        }
    }

    pub(super) fn meanings(self) -> &'static [Meaning] {
        match self {
            Self::V4 | Self::V5 => &SHORT,
            Self::V6_0 | Self::V6_1 => &LONG,
        }
    }

    pub(super) fn carried(self) -> &'static [usize] {
        match self {
            Self::V4 | Self::V5 => &[],
            Self::V6_0 | Self::V6_1 => &CARRIED,
        }
    }

    pub(super) fn statement(
        self,
        program: &Scalar,
        public_values: Option<&[u8]>,
    ) -> Result<Statement, ProgramError> {
        let digest = public_values.map(public_values_digest);
        Ok(match self.recursion_root() {
            None => vec![Some(*program), digest],
            Some(root) => vec![Some(*program), digest, Some(SUCCESS), Some(root), None],
        })
    }
}
