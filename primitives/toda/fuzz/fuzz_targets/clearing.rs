//! Clears whatever book the fuzzer comes up with, and holds the outcome against the laws of every clearing.
#![no_main]

#[path = "../../tests/clearing/mod.rs"]
mod clearing;

use clearing::{check, Case};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|case: Case| check(&case));
