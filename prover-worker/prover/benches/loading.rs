//! What a start takes for each circuit: its key, and its witness generator with and without the cache.
//!
//! `PROOFNET_CIRCUITS` names a folder of circuits as `scripts/circuits/prepare` writes them; without it nothing runs.

// A benchmark fails with what it measures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use divan::Bencher;
use proofnet_prover::{Circuit, ModuleCache, WitnessLimits, Zkey};
use std::{env, path::PathBuf};

fn main() {
    divan::main();
}

fn circuits() -> Vec<PathBuf> {
    let Ok(folder) = env::var("PROOFNET_CIRCUITS") else {
        return Vec::new();
    };
    ["semaphore-20", "eddsa-poseidon"]
        .map(|name| PathBuf::from(&folder).join(name))
        .into()
}

fn described(folder: &str) -> (PathBuf, Vec<u8>) {
    let folder = PathBuf::from(folder);
    let zkey = std::fs::read(folder.join("circuit.zkey")).unwrap();
    (folder, zkey)
}

fn names() -> Vec<String> {
    circuits()
        .iter()
        .map(|folder| folder.display().to_string())
        .collect()
}

/// Items are constraints: their rate says how long 100,000 of them take.
#[divan::bench(args = names())]
fn key(bencher: Bencher, folder: &str) {
    let (_, zkey) = described(folder);
    let constraints = Zkey::parse(&zkey).unwrap().constraints();
    bencher
        .counter(divan::counter::ItemsCount::new(constraints))
        .bench_local(|| Zkey::parse(&zkey).unwrap());
}

#[divan::bench(args = names(), sample_count = 3, sample_size = 1)]
fn circuit_without_cache(bencher: Bencher, folder: &str) {
    let (folder, _) = described(folder);
    bencher.bench_local(|| load(&folder, None));
}

#[divan::bench(args = names(), sample_count = 10, sample_size = 1)]
fn circuit_with_warm_cache(bencher: Bencher, folder: &str) {
    let (folder, _) = described(folder);
    let kept = tempfile::TempDir::new().unwrap();
    let cache = ModuleCache::open(kept.path()).unwrap();
    load(&folder, Some(&cache));
    bencher.bench_local(|| load(&folder, Some(&cache)));
}

fn load(folder: &std::path::Path, cache: Option<&ModuleCache>) -> Circuit {
    let (zkey, wasm) = (folder.join("circuit.zkey"), folder.join("circuit.wasm"));
    Circuit::load_with("circuit", &zkey, &wasm, WitnessLimits::default(), cache).unwrap()
}
