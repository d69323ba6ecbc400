//! [Pico](https://docs.brevis.network): statement and proof layout.
//!
//! A proof is the eight words of `inputs.json`, without a selector. The wrapper's key comes out of a setup that Pico's
//! users run (`cargo pico prove --evm --setup`) or take from one another, so that it is registered like any circuit's.
//! Checked against Pico's Solidity verifier, with whose test data the library's tests verify.

use super::{public_values_digest, Meaning, Statement};
use crate::Scalar;
use alloc::vec;

pub(super) const MEANINGS: [Meaning; 2] = [Meaning::Program, Meaning::PublicValues];

pub(super) fn statement(program: &Scalar, public_values: Option<&[u8]>) -> Statement {
    vec![Some(*program), public_values.map(public_values_digest)]
}
