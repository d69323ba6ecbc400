//! Takes whatever steps the fuzzer comes up with on a chain, and holds it to the market's invariants.
#![no_main]

// Of the mock runtime this takes a part.
#[allow(dead_code, unused_imports)]
#[path = "../../src/mock/mod.rs"]
mod mock;

use libfuzzer_sys::fuzz_target;
use mock::{Step, World};

fuzz_target!(|bytes: &[u8]| {
    World::live(Step::all(bytes));
});
