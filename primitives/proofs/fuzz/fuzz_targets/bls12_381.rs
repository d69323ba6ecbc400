//! Reads files of Groth16 over BLS12-381, and verifies changed proofs of it.
#![no_main]

#[path = "../../tests/fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::bls12_381(bytes));
