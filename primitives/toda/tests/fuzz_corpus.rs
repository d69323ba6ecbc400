//! What fuzzing found worth keeping, and byte strings that nobody chose, hold to the laws of every clearing.
// Helpers of tests may panic as tests may.
#![allow(clippy::unwrap_used)]

mod clearing;

use arbitrary::{Arbitrary, Unstructured};
use clearing::{check, Case};
use proptest::prelude::*;
use std::{fs, path::Path};

fn replay(bytes: &[u8]) {
    check(&Case::arbitrary(&mut Unstructured::new(bytes)).unwrap());
}

#[test]
fn clearing_should_keep_its_laws_when_the_corpus_is_replayed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/clearing");
    let files: Vec<_> = fs::read_dir(corpus)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() >= 16, "the corpus is missing");
    for file in files {
        // Names the file if it fails.
        println!("{}", file.display());
        replay(&fs::read(file).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn clearing_should_keep_its_laws_when_bytes_are_random(bytes in proptest::collection::vec(any::<u8>(), 0..256)) {
        replay(&bytes);
    }
}
