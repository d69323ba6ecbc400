//! How many deliveries a block holds by their weights, singly and in batches, and how long its import takes beside the weight
//! that it declares; by host functions and without them. Blocks are built and imported by the runtime as WebAssembly, on a
//! node's database on disk that holds some 300,000 accounts beside them. An import is the block's execution, the root of
//! its state, and the commit to the database, each time on a fresh copy of it. Blocks of invalid proofs show that a flood of
//! them is bounded by its weight as well. The last one is the heaviest that the limits allow: its hooks have as many jobs that
//! are late and as much to clear as fits, and deliveries fill it up.
//!
//! `WASM_PROFILE=wasm-release cargo bench --workspace --features proofnet-node/try-runtime --bench blocks`. With another
//! profile than the one of the weights the times say nothing about them.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "blocks/database.rs"]
mod database;
#[path = "blocks/state.rs"]
mod state;

use codec::{Decode, Encode};
use common::{wasm_binary, HostFunctions};
use database::{Database, Draft};
use frame_support::weights::Weight;
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
use state::{
    Jobs,
    Proofs::{self, Invalid, Valid},
};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

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
        "{:<32} {:>10} {:>12} {:>12} {:>16} {:>14}",
        "a block of deliveries", "proofs", "weight, ms", "import, ms", "weight / import", "proofs in 2 s"
    );
    let folder = tempfile::tempdir().unwrap();
    for backend in [Backend::Host, Backend::Portable] {
        state::set_backend(&mut ext, backend);
        let database = folder.path().join(format!("{backend:?}"));
        Database::create(&database, state::storage(&ext));
        let sizes = [1, batch_size(backend)];
        for (size, proofs) in sizes
            .into_iter()
            .flat_map(|size| [(size, Valid), (size, Invalid)])
        {
            let name = format!("{proofs:?}, {size} at a time, {backend:?}");
            chain.show(&name, &database, chain.build(&database, &jobs, size, proofs));
        }
    }
    state::set_backend(&mut ext, Backend::Host);
    let jobs = state::burden(&mut ext, jobs);
    let database = folder.path().join("heaviest");
    Database::create(&database, state::storage(&ext));
    let block = chain.build(&database, &jobs, 1, Valid);
    println!(
        "and with all that hooks may do: {} jobs missed, {} matched, of {:.1} ms",
        block.missed, block.matched, block.hooks
    );
    chain.show("Valid, 1 at a time, Host", &database, block);
}

/// A block, and what it holds.
struct Full {
    block: Block,
    proofs: usize,
    /// Milliseconds of reference time.
    weight: f64,
    /// Those of them that its initialisation took.
    hooks: f64,
    /// Jobs that ended without a proof in its initialisation.
    missed: usize,
    /// Jobs that began in it.
    matched: usize,
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

    fn call<R: Decode>(&self, draft: &mut Draft, method: &str, arguments: &[u8]) -> R {
        let fetcher = WrappedRuntimeCode(self.code.as_slice().into());
        let code = RuntimeCode {
            code_fetcher: &fetcher,
            heap_pages: None,
            hash: vec![1],
        };
        let context = CallContext::Onchain { import: true };
        let (result, _) = draft.with(|ext| self.executor.call(ext, &code, method, arguments, context));
        R::decode(&mut result.unwrap().as_slice()).unwrap()
    }

    /// A block of deliveries of `size` proofs of a kind, as many as go into it.
    fn build(&self, database: &Path, jobs: &Jobs, size: usize, kind: Proofs) -> Full {
        let database = Database::open(database);
        let mut draft = database.draft();
        let header = header(database.parent(), jobs.next_block);
        self.call::<sp_runtime::ExtrinsicInclusionMode>(
            &mut draft,
            "Core_initialize_block",
            &header.encode(),
        );
        let (missed, matched, hooks) =
            draft.execute_with(|| (state::missed(), state::matched(), System::block_weight().total()));
        let mut extrinsics = vec![state::timestamp(jobs.next_block)];
        self.apply(&mut draft, &extrinsics[0]).unwrap().unwrap();
        let mut proofs = 0;
        let deliveries = draft.execute_with(|| state::deliveries(jobs, size, kind));
        for (extrinsic, count) in deliveries {
            match self.apply(&mut draft, &extrinsic) {
                Ok(outcome) => assert_eq!(outcome.is_ok(), kind == Valid || size > 1),
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
        let header: Header = self.call(&mut draft, "BlockBuilder_finalize_block", &[]);
        let (paid, weight) = draft.execute_with(|| (state::fulfilled(), System::block_weight().total()));
        assert_eq!(paid, if kind == Valid { proofs } else { 0 });
        Full {
            block: Block { header, extrinsics },
            proofs,
            weight: milliseconds(weight),
            hooks: milliseconds(hooks),
            missed,
            matched,
        }
    }

    /// Imports `block` and prints its row.
    fn show(&self, name: &str, database: &Path, block: Full) {
        let time = self.import(database, &block.block).as_secs_f64() * 1e3;
        let within = 2_000.0 / block.weight * block.proofs as f64;
        println!(
            "{name:<32} {:>10} {:>12.1} {time:>12.1} {:>16.2} {within:>14.0}",
            block.proofs,
            block.weight,
            block.weight / time
        );
    }

    /// Applies `extrinsic`, or undoes what it did, as a block's author does.
    fn apply(&self, draft: &mut Draft, extrinsic: &UncheckedExtrinsic) -> ApplyExtrinsicResult {
        draft.execute_with(storage::start_transaction);
        let result: ApplyExtrinsicResult =
            self.call(draft, "BlockBuilder_apply_extrinsic", &extrinsic.encode());
        draft.execute_with(match result {
            Ok(_) => storage::commit_transaction,
            Err(_) => storage::rollback_transaction,
        });
        result
    }

    /// How long the import of `block` takes.
    fn import(&self, database: &Path, block: &Block) -> Duration {
        let encoded = block.encode();
        let mut times: Vec<_> = (0..ROUNDS)
            .map(|_| {
                let folder = tempfile::tempdir().unwrap();
                copy(database, folder.path());
                let database = Database::open(folder.path());
                let block = block.clone();
                let start = Instant::now();
                let mut draft = database.draft();
                self.call::<()>(&mut draft, "Core_execute_block", &encoded);
                database.commit(block, draft);
                start.elapsed()
            })
            .collect();
        times.sort();
        times[times.len() / 2]
    }
}

fn milliseconds(weight: Weight) -> f64 {
    weight.ref_time() as f64 / 1e9
}

/// Copies the files of a database that nobody has open.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// The head of the block on `parent` that is to be built.
fn header(parent_hash: Hash, slot: u32) -> Header {
    let slot = u64::from(slot).into(); // That of the timestamp.
    let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
        authority_index: 0,
        slot,
    });
    Header {
        parent_hash,
        number: 1,
        state_root: Hash::zero(),
        extrinsics_root: Hash::zero(),
        digest: Digest {
            logs: vec![<DigestItem as CompatibleDigestItem>::babe_pre_digest(pre_digest)],
        },
    }
}
