//! Compares verification, native, portable and in a batch, with arkworks called plainly.
#![no_main]

#[path = "../../tests/fuzzing/mod.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::verification(bytes));
