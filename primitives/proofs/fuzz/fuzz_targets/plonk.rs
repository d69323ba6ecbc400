//! Reads files of PLONK, and verifies changed proofs of it.
#![no_main]

#[path = "../../tests/fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::plonk(bytes));
