//! What a proof costs in a batch, beside one verified by itself, in the same run: under one key and under several.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // A benchmark may panic.

use divan::{black_box, counter::ItemsCount, Bencher};
use proofnet_proofs::{verify, verify_batch, Backend, Claim, PreparedKey, Scalar};
use std::fmt;

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

/// So many proofs, with one public input each, shared out among so many keys.
#[derive(Clone, Copy)]
struct Shape {
    proofs: usize,
    keys: usize,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} proofs, {} keys", self.proofs, self.keys)
    }
}

const SHAPES: [Shape; 4] = [
    Shape { proofs: 32, keys: 1 },
    Shape { proofs: 128, keys: 1 },
    Shape { proofs: 32, keys: 8 },
    Shape { proofs: 128, keys: 8 },
];

struct Proofs {
    keys: Vec<PreparedKey>,
    claims: Vec<(u32, [u8; 256], Vec<Scalar>)>,
}

fn proofs(shape: Shape) -> Proofs {
    let circuits: Vec<_> = (0..shape.keys as u64)
        .map(|seed| common::Case::new(1, seed))
        .collect();
    let claims = (0..shape.proofs).map(|index| {
        let key = index % shape.keys;
        let (proof, inputs) = circuits[key].another(index as u64);
        (key as u32, proof, inputs)
    });
    Proofs {
        claims: claims.collect(),
        keys: circuits.iter().map(|circuit| circuit.prepared()).collect(),
    }
}

#[divan::bench(args = SHAPES, sample_count = 20)]
fn one_by_one(bencher: Bencher, shape: Shape) {
    let proofs = proofs(shape);
    bencher.counter(ItemsCount::new(shape.proofs)).bench_local(|| {
        for (key, proof, inputs) in black_box(&proofs.claims) {
            verify(Backend::Host, &proofs.keys[*key as usize], inputs, proof).unwrap();
        }
    });
}

#[divan::bench(args = SHAPES, sample_count = 20)]
fn in_a_batch(bencher: Bencher, shape: Shape) {
    bench_batch(bencher, shape, |_| ());
}

#[divan::bench(args = SHAPES, sample_count = 20)]
fn in_a_batch_with_a_bad_one(bencher: Bencher, shape: Shape) {
    bench_batch(bencher, shape, |proofs| {
        proofs.claims[shape.proofs / 3].2[0] = [1; 32]
    });
}

fn bench_batch(bencher: Bencher, shape: Shape, change: impl FnOnce(&mut Proofs)) {
    let mut proofs = proofs(shape);
    change(&mut proofs);
    let keys: Vec<_> = proofs.keys.iter().collect();
    let claims: Vec<_> = proofs
        .claims
        .iter()
        .map(|(key, proof, inputs)| Claim {
            key: *key,
            inputs,
            proof,
        })
        .collect();
    bencher
        .counter(ItemsCount::new(shape.proofs))
        .bench_local(|| verify_batch(Backend::Host, black_box(&keys), black_box(&claims)).unwrap());
}
