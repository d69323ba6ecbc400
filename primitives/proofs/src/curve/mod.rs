//! Curve arithmetic of BN254 on encoded values: what the host functions compute, and what the runtime computes itself
//! where it does not call them.
//!
//! Nothing here is taken on trust: lengths, canonical form, curve equation and, for points that are paired, the
//! subgroup are checked; what is refused comes back as a [`Fault`]. Sizes are bounded before anything is allocated.
//! The identity, all zeros, is a point like any other; whether it makes sense is for the caller to say.
//!
//! Nothing here runs on several threads, although arkworks could: a verification is too short to be worth handing over,
//! and cargo would turn that on in a node merely because some other program in the same build asks for it.

mod fault;
mod lines;
mod miller;
mod msm;
mod walks;

pub use fault::Fault;
pub use lines::{lines, LINES_LEN};
pub use miller::{pairing, MAX_PAIRS};
pub use msm::{msm, MAX_TERMS};

use crate::encoding::{read_g1, read_g2, G1_LEN, G2_LEN};
use ark_bn254::{G1Affine, G2Affine};

/// Checks that `point`, an encoded G1 point, is canonical and on the curve, which is the whole subgroup.
pub fn check_g1(point: &[u8; G1_LEN]) -> Result<(), Fault> {
    decode_g1(point, 0).map(|_| ())
}

/// Checks that `point`, an encoded G2 point, is canonical and on the curve. It may be outside the subgroup: [`lines`]
/// and [`pairing`] tell.
pub fn check_g2(point: &[u8; G2_LEN]) -> Result<(), Fault> {
    decode_g2(point, 0).map(|_| ())
}

fn decode_g1(bytes: &[u8; G1_LEN], index: u32) -> Result<G1Affine, Fault> {
    let point = read_g1(bytes).ok_or(Fault::NotCanonical { index })?;
    if point.is_on_curve() {
        Ok(point)
    } else {
        Err(Fault::OffCurve { index })
    }
}

fn decode_g2(bytes: &[u8; G2_LEN], index: u32) -> Result<G2Affine, Fault> {
    let point = read_g2(bytes).ok_or(Fault::NotCanonical { index })?;
    if point.is_on_curve() {
        Ok(point)
    } else {
        Err(Fault::OffCurve { index })
    }
}
