//! The host functions: curve arithmetic that the node does for the runtime at native speed.
//!
//! Those of BLS12-381 are polkadot-sdk's own. For BN254 it has none: a runtime that calls one only starts on nodes that
//! have it, so every version stays for ever, and hence there are two, stated in terms of the curve and not of a system. Their arguments are encoded as [`crate`] describes; results
//! are written to `out`; the status returned is 0, or a [`Fault`] as [`Fault::status`] gives it, with `out` left zero.

#![allow(missing_docs)] // The attribute macro generates items without documentation.

#[cfg(not(substrate_runtime))]
use crate::curve::Fault;
// For the code that the attribute generates.
#[cfg(not(any(feature = "std", substrate_runtime)))]
use alloc::vec::Vec;
use sp_runtime_interface::{
    pass_by::{PassFatPointerAndRead, PassFatPointerAndWrite},
    runtime_interface,
};

/// Arithmetic on BN254.
#[runtime_interface]
pub trait Bn254 {
    /// The sum of `scalars[i] * points[i]` in G1: see [`crate::curve::msm`]. `out` takes 64 bytes.
    fn msm(
        points: PassFatPointerAndRead<&[u8]>,
        scalars: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) -> u32 {
        Fault::status(crate::curve::msm(points, scalars).and_then(|sum| answer(&sum, out)))
    }

    /// The product of pairings: see [`crate::curve::pairing`]. `out` takes 384 bytes.
    fn pairing(
        pairs: PassFatPointerAndRead<&[u8]>,
        fixed: PassFatPointerAndRead<&[u8]>,
        lines: PassFatPointerAndRead<&[u8]>,
        out: PassFatPointerAndWrite<&mut [u8]>,
    ) -> u32 {
        Fault::status(crate::curve::pairing(pairs, fixed, lines).and_then(|product| answer(&product, out)))
    }
}

#[cfg(not(substrate_runtime))]
fn answer(result: &[u8], out: &mut [u8]) -> Result<(), Fault> {
    if out.len() == result.len() {
        out.copy_from_slice(result);
        Ok(())
    } else {
        Err(Fault::Shape)
    }
}

pub use bn_254 as bn254;

/// Arithmetic on BLS12-381.
pub use sp_crypto_ec_utils::bls12_381::host_calls as bls12_381;
