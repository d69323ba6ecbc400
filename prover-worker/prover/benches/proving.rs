//! The assembled prover and arkworks' own, on the same keys and witnesses, with the same threads.
//!
//! `PROOFNET_CIRCUITS` names a folder of circuits as `scripts/circuits/prepare` writes them, `PROOFNET_LOG_CONSTRAINTS` the
//! size of the generated one (16 if not given).

// A benchmark fails with what it measures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ark_bn254::Fr;
use divan::{black_box, Bencher};
use proofnet_prover::{synthetic, Arkworks, Backend, Circuit, Signals, WitnessLimits, Zkey, CPU};
use std::{env, fmt, path::PathBuf, sync::OnceLock};

fn main() {
    divan::main();
}

/// A key with a witness.
struct Work {
    name: String,
    key: Zkey,
    witness: Vec<Fr>,
}

impl fmt::Display for &'static Work {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.key.constraints())
    }
}

fn works() -> impl Iterator<Item = &'static Work> {
    static WORKS: OnceLock<Vec<Work>> = OnceLock::new();
    WORKS
        .get_or_init(|| {
            let log: u32 = env::var("PROOFNET_LOG_CONSTRAINTS").map_or(16, |log| log.parse().unwrap());
            let (key, witness) = synthetic((1 << log) - 2).unwrap();
            let mut works = vec![Work {
                name: "generated".into(),
                key,
                witness,
            }];
            if let Ok(folder) = env::var("PROOFNET_CIRCUITS") {
                works.extend(["semaphore-20", "eddsa-poseidon"].map(|name| real(&folder, name)));
            }
            works
        })
        .iter()
}

fn real(folder: &str, name: &str) -> Work {
    let folder = PathBuf::from(folder).join(name);
    let file = |name: &str| folder.join(name);
    let limits = WitnessLimits::default();
    let circuit = Circuit::load(name, &file("circuit.zkey"), &file("circuit.wasm"), limits).unwrap();
    let input = std::fs::read(file("inputs/01.json")).unwrap();
    let witness = circuit.witness(&Signals::parse(&input).unwrap()).unwrap();
    Work {
        name: name.into(),
        key: circuit.key.zkey,
        witness,
    }
}

#[divan::bench(args = works(), sample_count = 20, sample_size = 1)]
fn arkworks(bencher: Bencher, work: &&'static Work) {
    bencher.bench_local(|| {
        Arkworks
            .prove(black_box(&work.key), black_box(&work.witness))
            .unwrap()
    });
}

#[divan::bench(args = works(), sample_count = 20, sample_size = 1)]
fn assembled(bencher: Bencher, work: &&'static Work) {
    bencher.bench_local(|| CPU.prove(black_box(&work.key), black_box(&work.witness)).unwrap());
}
