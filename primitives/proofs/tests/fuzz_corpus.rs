//! What fuzzing found worth keeping, and bytes that nobody chose, hold to the laws of decoders and verification.

#![allow(clippy::unwrap_used)]

mod fuzzing;

use fuzzing::TARGETS;
use proptest::prelude::*;
use std::{fs, path::Path};

#[test]
fn decoders_should_keep_their_laws_when_the_corpora_are_replayed() {
    for (name, check) in TARGETS {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fuzz/corpus")
            .join(name);
        let files: Vec<_> = fs::read_dir(corpus)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert!(files.len() >= 5, "the corpus of {name} is missing");
        for file in files {
            // Names the file if it fails.
            println!("{}", file.display());
            check(&fs::read(file).unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn decoders_should_keep_their_laws_when_bytes_are_random(
        choice in 0..6u8,
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [&[choice], bytes.as_slice()].concat();
        for (name, check) in TARGETS {
            if name != "verification" {
                check(&bytes);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn verification_should_agree_with_arkworks_when_a_proof_is_changed(
        bytes in proptest::collection::vec(any::<u8>(), 0..12),
    ) {
        fuzzing::verification(&bytes);
    }

    #[test]
    fn verification_of_other_systems_should_agree_when_a_proof_is_changed(
        bytes in proptest::collection::vec(any::<u8>(), 0..12),
    ) {
        fuzzing::bls12_381(&[&[7], bytes.as_slice()].concat());
        fuzzing::plonk(&[&[2], bytes.as_slice()].concat());
    }
}
