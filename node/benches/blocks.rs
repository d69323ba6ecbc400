//! How many deliveries a block holds by their weights, singly and in batches, and how long its import takes beside the weight
//! that it declares; by host functions and without them. Blocks are built and imported by the runtime as WebAssembly, on a
//! state in memory: what a database on disk adds is in the weights and not in the times.
//!
//! `WASM_PROFILE=wasm-release cargo bench --workspace --features proofnet-node/try-runtime --bench blocks`. With another
//! profile than the one of the weights the times say nothing about them.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "blocks/state.rs"]
mod state;

use codec::{Decode, Encode};
use common::{wasm_binary, HostFunctions};
use proofnet_proofs::Backend;
use proofnet_runtime::{Block, Hash, Header, System, UncheckedExtrinsic};
use sc_chain_spec::GenesisConfigBuilderRuntimeCaller;
use sc_executor::WasmExecutor;
use sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest};
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_io::{storage, TestExternalities};
use sp_runtime::{
    generic::Digest, transaction_validity::InvalidTransaction, ApplyExtrinsicResult, DigestItem,
};
use state::Jobs;
use std::time::{Duration, Instant};

/// Imports of each block, of which the median counts.
const ROUNDS: usize = 5;
/// Deliveries of a batch. Without host functions the weight that a larger one declares is more than a block has.
const fn batch_size(backend: Backend) -> usize {
    match backend {
        Backend::Host => 32,
        Backend::Portable => 16,
    }
}

fn main() {
    let builder = GenesisConfigBuilderRuntimeCaller::<HostFunctions>::new(wasm_binary());
    let genesis = builder
        .get_storage_for_named_preset(Some(&"development".to_string()))
        .unwrap();
    let mut ext = TestExternalities::from(genesis);
    let jobs = state::prepare(&mut ext);
    let chain = Chain::new();
    println!(
        "{:<24} {:>10} {:>12} {:>12} {:>16} {:>14}",
        "a block of deliveries", "proofs", "weight, ms", "import, ms", "weight / import", "proofs in 2 s"
    );
    for backend in [Backend::Host, Backend::Portable] {
        state::set_backend(&mut ext, backend);
        for size in [1, batch_size(backend)] {
            let block = chain.build(&ext, &jobs, size);
            let time = chain.import(&ext, &block.block).as_secs_f64() * 1e3;
            let name = format!("{size} at a time, {backend:?}");
            let within = 2_000.0 / block.weight * block.proofs as f64;
            println!(
                "{name:<24} {:>10} {:>12.1} {time:>12.1} {:>16.2} {within:>14.0}",
                block.proofs,
                block.weight,
                block.weight / time
            );
        }
    }
}

/// A block, and what it holds.
struct Full {
    block: Block,
    proofs: usize,
    /// Milliseconds of reference time.
    weight: f64,
}

/// The runtime, called as block authoring and import do.
struct Chain {
    executor: WasmExecutor<HostFunctions>,
    code: Vec<u8>,
}

impl Chain {
    fn new() -> Self {
        Self {
            // So that it also runs in the build that measures weights, whose runtime imports what only the benchmark command has.
            executor: WasmExecutor::builder()
                .with_allow_missing_host_functions(true)
                .build(),
            code: wasm_binary().to_vec(),
        }
    }

    fn call<R: Decode>(&self, ext: &mut TestExternalities, method: &str, arguments: &[u8]) -> R {
        let fetcher = WrappedRuntimeCode(self.code.as_slice().into());
        let code = RuntimeCode {
            code_fetcher: &fetcher,
            heap_pages: None,
            hash: vec![1],
        };
        let context = CallContext::Onchain { import: true };
        let (result, _) = self
            .executor
            .call(&mut ext.ext(), &code, method, arguments, context);
        R::decode(&mut result.unwrap().as_slice()).unwrap()
    }

    /// A block of deliveries of `size` proofs, as many as go into it.
    fn build(&self, ext: &TestExternalities, jobs: &Jobs, size: usize) -> Full {
        let mut ext = state::copy(ext);
        let header = header(jobs.next_block);
        self.call::<sp_runtime::ExtrinsicInclusionMode>(&mut ext, "Core_initialize_block", &header.encode());
        let mut extrinsics = vec![state::timestamp(jobs.next_block)];
        self.apply(&mut ext, &extrinsics[0]).unwrap().unwrap();
        let mut proofs = 0;
        for (extrinsic, count) in state::deliveries(&mut ext, jobs, size) {
            match self.apply(&mut ext, &extrinsic) {
                Ok(outcome) => outcome.unwrap(),
                Err(error) => {
                    assert_eq!(error, InvalidTransaction::ExhaustsResources.into());
                    break;
                }
            }
            extrinsics.push(extrinsic);
            proofs += count;
        }
        assert!(
            (1..jobs.jobs.len()).contains(&proofs),
            "a block holds none of these deliveries, or all"
        );
        let header: Header = self.call(&mut ext, "BlockBuilder_finalize_block", &[]);
        let (paid, weight) = ext.execute_with(|| (state::fulfilled(), System::block_weight().total()));
        assert_eq!(paid, proofs);
        Full {
            block: Block { header, extrinsics },
            proofs,
            weight: weight.ref_time() as f64 / 1e9,
        }
    }

    /// Applies `extrinsic`, or undoes what it did, as a block's author does.
    fn apply(&self, ext: &mut TestExternalities, extrinsic: &UncheckedExtrinsic) -> ApplyExtrinsicResult {
        ext.execute_with(storage::start_transaction);
        let result: ApplyExtrinsicResult =
            self.call(ext, "BlockBuilder_apply_extrinsic", &extrinsic.encode());
        ext.execute_with(match result {
            Ok(_) => storage::commit_transaction,
            Err(_) => storage::rollback_transaction,
        });
        result
    }

    /// How long the import of `block` takes.
    fn import(&self, ext: &TestExternalities, block: &Block) -> Duration {
        let block = block.encode();
        let mut times: Vec<_> = (0..=ROUNDS)
            .map(|_| {
                let mut ext = state::copy(ext);
                let start = Instant::now();
                self.call::<()>(&mut ext, "Core_execute_block", &block);
                start.elapsed()
            })
            .skip(1) // The first warms the caches.
            .collect();
        times.sort();
        times[times.len() / 2]
    }
}

/// The head of the block that is to be built.
fn header(number: u32) -> Header {
    let slot = u64::from(number).into(); // That of the timestamp.
    let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
        authority_index: 0,
        slot,
    });
    Header {
        parent_hash: Hash::repeat_byte(1),
        number,
        state_root: Hash::zero(),
        extrinsics_root: Hash::zero(),
        digest: Digest {
            logs: vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(pre_digest)],
        },
    }
}
