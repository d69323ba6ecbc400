//! What one Groth16 verification costs with plain arkworks on a prepared key and decoded points, natively with all of our checks, and
//! in the runtime as block import executes it, by host functions and without them. The four take turns in one run, so that the
//! ratios hold on a noisy machine. Beside them stands the weight that a verification declares, which should be above what it
//! takes, on the machine of the weights.
//!
//! `WASM_PROFILE=wasm-release cargo bench --workspace --features proofnet-node/try-runtime --bench verification`. A development build
//! would compile arkworks' generic code into this file, without optimisation.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../tests/common/mod.rs"]
mod common;

use ark_bn254::Bn254;
use ark_groth16::{prepare_verifying_key, Groth16};
use common::{circuits, verify_natively, Runtime};
use proofnet_market::Circuits;
use proofnet_proofs::{Backend, ProofSystem};
use proofnet_runtime::{origins::Origin, Verifier};
use sp_io::TestExternalities;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Proofs per call, so that what happens once per call (instantiating the runtime, preparing the key) weighs little, as
/// it does in a block.
const PROOFS: usize = 64;
const ROUNDS: usize = 15;

/// What takes its turn, and how long it took each time.
type Contender<'a> = (Box<dyn FnMut() + 'a>, Vec<Duration>);

fn main() {
    let runtime = Runtime::new();
    println!(
        "milliseconds per verification, median of {ROUNDS} rounds of {PROOFS}; in brackets: times arkworks"
    );
    println!(
        "{:>6}  {:>10}  {:>18}  {:>18}  {:>18}  {:>18}  {:>18}",
        "inputs", "arkworks", "native", "block import", "its weight", "without host fn", "its weight"
    );
    for inputs in [0, 1, 2, 5, 10, 20, 40, 64] {
        let case = circuits::Case::new(inputs, 42);
        let key = case.key();
        let proofs = vec![(case.scalars(), case.proof().to_vec()); PROOFS];

        let prepared = prepare_verifying_key(&case.pk.vk);

        let mut runs: [Contender; 4] = [
            (
                Box::new(|| {
                    for _ in 0..PROOFS {
                        let valid = Groth16::<Bn254>::verify_proof(
                            black_box(&prepared),
                            black_box(&case.proof),
                            black_box(&case.inputs),
                        );
                        assert!(valid.unwrap());
                    }
                }),
                vec![],
            ),
            (
                Box::new(|| accept(verify_natively(&key, black_box(&proofs)))),
                vec![],
            ),
            (
                Box::new(|| accept(runtime.verify(Backend::Host, &key, black_box(&proofs)))),
                vec![],
            ),
            (
                Box::new(|| accept(runtime.verify(Backend::Portable, &key, black_box(&proofs)))),
                vec![],
            ),
        ];
        for round in 0..=ROUNDS {
            for (run, times) in &mut runs {
                let start = Instant::now();
                run();
                // The first round compiles the runtime and warms the caches.
                if round > 0 {
                    times.push(start.elapsed());
                }
            }
        }
        let [arkworks, native, host, portable] =
            runs.map(|(_, times)| median(times).as_secs_f64() * 1e3 / PROOFS as f64);
        let beside = |time: f64| format!("{time:.3} ({:.2})", time / arkworks);
        println!(
            "{inputs:>6}  {arkworks:>10.3}  {:>18}  {:>18}  {:>18}  {:>18}  {:>18}",
            beside(native),
            beside(host),
            beside(weight(Backend::Host, inputs)),
            beside(portable),
            beside(weight(Backend::Portable, inputs))
        );
    }
}

/// What a verification declares, in milliseconds.
fn weight(backend: Backend, inputs: usize) -> f64 {
    TestExternalities::default().execute_with(|| {
        Verifier::set_backend(Origin::VerifierAdmin.into(), backend).unwrap();
        let len = ProofSystem::Groth16Bn254.proof_len();
        let weight = <Verifier as Circuits>::verify_weight(inputs as u32, len as u32);
        weight.ref_time() as f64 / 1e9
    })
}

fn accept(verdicts: common::Verdicts) {
    assert!(verdicts.unwrap().iter().all(Result::is_ok));
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
