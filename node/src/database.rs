//! Opens the database, and refuses one of another chain, or a chain whose runtime this node cannot run.

use crate::{
    error::{Failure, Kind, CHAIN_SPEC},
    service::{Executor, FullBackend},
};
use codec::Encode;
use proofnet_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use sc_chain_spec::{BuildGenesisBlock, GenesisBlockBuilder};
use sc_client_api::Backend;
use sc_executor::RuntimeVersionOf;
use sc_service::Configuration;
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sp_api::RuntimeApiInfo;
use sp_blockchain::HeaderBackend;
use sp_core::{
    storage::{well_known_keys, Storage},
    traits::{RuntimeCode, SpawnEssentialNamed, WrappedRuntimeCode},
};
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use std::{panic, path::Path, sync::Arc};

/// What writes the first block of a new database.
pub type Genesis = GenesisBlockBuilder<Block, FullBackend, Executor>;

/// Names a runtime API.
type ApiId = [u8; 8];

/// What a node calls of every runtime, with the least version of it.
const APIS: &[(&str, ApiId, u32)] = &[
    api::<dyn sp_api::Core<Block>>("Core"),
    api::<dyn sp_block_builder::BlockBuilder<Block>>("BlockBuilder"),
    api::<dyn sp_consensus_babe::BabeApi<Block>>("BabeApi"),
    api::<dyn sc_consensus_grandpa::GrandpaApi<Block>>("GrandpaApi"),
    api::<dyn sp_session::SessionKeys<Block>>("SessionKeys"),
    api::<dyn sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block>>("TaggedTransactionQueue"),
    api::<dyn proofnet_market::api::MarketApi<Block, AccountId, Balance, BlockNumber>>("MarketApi"),
];

const fn api<Api: RuntimeApiInfo + ?Sized>(name: &str) -> (&str, ApiId, u32) {
    (name, Api::ID, Api::VERSION)
}

/// Opens the database of `config`, or begins one.
///
/// # Errors
/// What is wrong with the chain spec, its runtime or the database. Nothing was written then.
pub fn open(config: &Configuration, executor: &Executor) -> Result<(Arc<FullBackend>, Genesis), Failure> {
    let folder = config.database.path();
    let open = || opened(folder, || sc_service::new_db_backend(config.db_config()));
    // What exists is looked at before the runtime is compiled, and nothing is begun before the runtime is known to run.
    let existing = folder
        .filter(|folder| folder.exists())
        .map(|_| open())
        .transpose()?;

    let spec = &config.chain_spec;
    let storage = spec.as_storage_builder().build_storage().map_err(|error| {
        Failure::new(
            Kind::ChainSpec,
            format!("{CHAIN_SPEC} {} gives no genesis state: {error}", spec.id()),
            "compare it with what `proofnet-node export-chain-spec` writes, or get it again from who launched the network",
        )
    })?;
    check_runtime(&storage, executor)?;

    let backend = existing.map_or_else(open, Ok)?;
    let genesis = |storage: Storage| {
        let commit = !config.no_genesis();
        let builder = Genesis::new_with_storage(storage, commit, backend.clone(), executor.clone());
        builder.map_err(|error| broken(folder, &error.to_string()))
    };
    let known = backend.blockchain().info().genesis_hash;
    if known != Hash::default() {
        let built = genesis(storage.clone())?.build_genesis_block();
        let (block, _) = built.map_err(|error| broken(folder, &error.to_string()))?;
        check_genesis(folder, spec.id(), known, block.header.hash())?;
    }
    let genesis = genesis(storage)?;
    Ok((backend, genesis))
}

/// Whether the runtime in `storage` has what this node calls, and calls only what this node has.
fn check_runtime(storage: &Storage, executor: &Executor) -> Result<(), Failure> {
    const MEND: &str = "is the chain spec of Proofnet, and this node new enough for it? Get both again from who launched the network";
    let code = storage
        .top
        .get(well_known_keys::CODE)
        .ok_or_else(|| Failure::new(Kind::ChainSpec, format!("{CHAIN_SPEC} has no runtime"), MEND))?;
    let fetcher = WrappedRuntimeCode(code.as_slice().into());
    let runtime = RuntimeCode {
        code_fetcher: &fetcher,
        heap_pages: None,
        // The one under which the client will look for the compiled runtime.
        hash: BlakeTwo256::hash(code).encode(),
    };
    let mut nothing = sp_state_machine::BasicExternalities::new_empty();
    let version = executor
        .runtime_version(&mut nothing, &runtime)
        .map_err(|error| {
            Failure::new(
                Kind::ChainSpec,
                format!("{CHAIN_SPEC} has a runtime that does not run on this node: {error}"),
                MEND,
            )
        })?;
    let lacking =
        |(_, id, least): &&(&str, ApiId, u32)| version.api_version(id).is_none_or(|has| has < *least);
    match APIS.iter().find(lacking) {
        None => Ok(()),
        Some((name, _, least)) => Err(Failure::new(
            Kind::ChainSpec,
            format!(
                "{CHAIN_SPEC} has the runtime {} {}, which lacks {name} of version {least}",
                version.spec_name, version.spec_version
            ),
            MEND,
        )),
    }
}

/// Whether the database was begun with the chain spec's genesis.
fn check_genesis(folder: Option<&Path>, id: &str, known: Hash, specified: Hash) -> Result<(), Failure> {
    if known == specified {
        return Ok(());
    }
    Err(Failure::new(
        Kind::ChainSpec,
        format!(
            "{CHAIN_SPEC} {id} is of another chain than the database in {}: genesis {specified:?} and {known:?}",
            shown(folder)
        ),
        "start with the chain spec that the database was begun with, or with another --base-path; `proofnet-node \
         purge-chain` gives the database up and keeps the keys",
    ))
}

/// What `open` opens. A database that is damaged may make it panic, which must not look like a fault of the node's.
fn opened<T, E: std::fmt::Display>(
    folder: Option<&Path>,
    open: impl FnOnce() -> Result<T, E>,
) -> Result<T, Failure> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(panic::AssertUnwindSafe(open));
    panic::set_hook(hook);
    match result {
        Ok(Ok(opened)) => Ok(opened),
        Ok(Err(error)) => Err(broken(folder, &error.to_string())),
        Err(panicked) => {
            let text = panicked.downcast_ref::<String>().map(String::as_str);
            let text = text.or(panicked.downcast_ref::<&str>().copied());
            Err(broken(folder, text.unwrap_or("it is damaged")))
        }
    }
}

/// Ends the node while there is still room for what it is writing. ParityDB does not recover from a disk that is full.
pub fn watch_room(
    folder: &Path,
    parameters: StorageMonitorParams,
    spawner: &impl SpawnEssentialNamed,
) -> Result<(), Failure> {
    let started = StorageMonitorService::try_spawn(parameters, folder.to_owned(), spawner);
    started.map_err(|error| {
        Failure::new(
            Kind::Disk,
            format!("the disk of {} has too little room: {error}", folder.display()),
            "make room, or name a smaller --db-storage-threshold, in MiB",
        )
    })
}

fn broken(folder: Option<&Path>, error: &str) -> Failure {
    let what = format!("the database in {} does not open: {error}", shown(folder));
    if error.contains("No space left") {
        return Failure::new(Kind::Disk, what, "make room on its disk");
    }
    // What ParityDB says when its lock is taken.
    if error.contains("file is in use") {
        return Failure::new(
            Kind::Database,
            what,
            "another node runs with this base path: end it, or name another by --base-path",
        );
    }
    Failure::new(
        Kind::Database,
        what,
        "restore it from a backup, or run `proofnet-node purge-chain` with the same --chain and --base-path, which keeps \
         the keys, and let it sync again",
    )
}

fn shown(folder: Option<&Path>) -> String {
    folder.map_or("memory".into(), |folder| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)] // Tests may panic.

    use super::*;

    #[test]
    fn database_should_be_called_broken_when_opening_it_panics() {
        let failure = opened::<(), String>(Some(Path::new("/db")), || panic!("index {}", 7)).unwrap_err();
        let text = failure.to_string();
        assert!(
            text.contains("/db does not open: index 7: restore it from a backup"),
            "{text}"
        );
    }

    #[test]
    fn database_should_be_called_in_use_when_its_lock_is_taken() {
        let text = broken(
            None,
            "Database file is in use. (Resource temporarily unavailable)",
        )
        .to_string();
        assert!(text.contains("another node runs"), "{text}");
    }

    #[test]
    fn spec_should_be_refused_when_the_database_has_another_genesis() {
        let text = check_genesis(None, "x", Hash::repeat_byte(1), Hash::repeat_byte(2))
            .unwrap_err()
            .to_string();
        assert!(
            text.contains("another chain") && text.contains("0x0101"),
            "{text}"
        );
        assert!(check_genesis(None, "x", Hash::repeat_byte(1), Hash::repeat_byte(1)).is_ok());
    }
}
