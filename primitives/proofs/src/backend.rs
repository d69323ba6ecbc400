//! Who does the curve arithmetic.

use crate::{
    curve::{self, Fault},
    encoding::{G1_LEN, GT_LEN},
    host::bn254,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Who does the curve arithmetic of a verification. The result is the same.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Backend {
    /// The node, through [`crate::host`]'s functions.
    Host,
    /// The code of this crate, compiled to what its caller is compiled to.
    Portable,
}

impl Backend {
    /// [`curve::msm`].
    pub(crate) fn msm(self, points: &[u8], scalars: &[u8]) -> Result<[u8; G1_LEN], Fault> {
        match self {
            Self::Portable => curve::msm(points, scalars),
            Self::Host => {
                let mut sum = [0; G1_LEN];
                Fault::from_status(bn254::msm(points, scalars, &mut sum))?;
                Ok(sum)
            }
        }
    }

    /// [`curve::pairing`].
    pub(crate) fn pairing(self, pairs: &[u8], fixed: &[u8], lines: &[u8]) -> Result<[u8; GT_LEN], Fault> {
        match self {
            Self::Portable => curve::pairing(pairs, fixed, lines),
            Self::Host => {
                let mut product = [0; GT_LEN];
                Fault::from_status(bn254::pairing(pairs, fixed, lines, &mut product))?;
                Ok(product)
            }
        }
    }
}
