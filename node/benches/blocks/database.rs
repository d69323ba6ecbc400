//! A node's database on disk, which holds one block with the state given, and the block that is built on it.

use proofnet_runtime::{Block, Hash, Header};
use sc_client_api::{
    backend::{Backend as _, BlockImportOperation, NewBlockState},
    TrieCacheContext,
};
use sc_client_db::{Backend, BlocksPruning, DatabaseSettings, DatabaseSource, PruningMode};
use sp_core::storage::{StateVersion, Storage};
use sp_externalities::{set_and_run_with_externalities, Externalities};
use sp_runtime::{generic::Digest, traits::HashingFor};
use sp_state_machine::{Ext, OverlayedChanges};
use std::path::Path;

type State = <Backend<Block> as sc_client_api::Backend<Block>>::State;

/// Bytes of the trie that are kept decoded, as a node does by default.
const TRIE_CACHE: usize = 64 * 1024 * 1024;
const VERSION: StateVersion = StateVersion::V1;

pub struct Database {
    backend: Backend<Block>,
    parent: Hash,
}

impl Database {
    /// Writes `storage` into a new database in `folder`, as that of block 0.
    pub fn create(folder: &Path, storage: Storage) {
        let backend = open(folder);
        let mut operation = backend.begin_operation().unwrap();
        let state_root = operation.set_genesis_state(storage, true, VERSION).unwrap();
        let header = Header {
            parent_hash: Hash::zero(),
            number: 0,
            state_root,
            extrinsics_root: Hash::zero(),
            digest: Digest::default(),
        };
        operation
            .set_block_data(header, Some(Vec::new()), None, None, NewBlockState::Final, true)
            .unwrap();
        backend.commit_operation(operation).unwrap();
    }

    /// Opens the database in `folder`.
    pub fn open(folder: &Path) -> Self {
        let backend = open(folder);
        let parent =
            sp_blockchain::Backend::last_finalized(sc_client_api::Backend::blockchain(&backend)).unwrap();
        Self { backend, parent }
    }

    /// The block that there is.
    pub fn parent(&self) -> Hash {
        self.parent
    }

    /// What a block changes, nothing so far.
    pub fn draft(&self) -> Draft {
        Draft {
            state: self
                .backend
                .state_at(self.parent, TrieCacheContext::Trusted)
                .unwrap(),
            changes: OverlayedChanges::default(),
        }
    }

    /// Imports `block`, whose changes to the state are `draft`.
    pub fn commit(&self, block: Block, mut draft: Draft) {
        let changes = draft
            .changes
            .drain_storage_changes(&draft.state, VERSION)
            .unwrap();
        assert_eq!(changes.transaction_storage_root, block.header.state_root);
        let mut operation = self.backend.begin_operation().unwrap();
        self.backend
            .begin_state_operation(&mut operation, self.parent)
            .unwrap();
        operation.update_db_storage(changes.transaction).unwrap();
        operation
            .update_storage(changes.main_storage_changes, changes.child_storage_changes)
            .unwrap();
        operation
            .set_block_data(
                block.header,
                Some(block.extrinsics),
                None,
                None,
                NewBlockState::Best,
                true,
            )
            .unwrap();
        self.backend.commit_operation(operation).unwrap();
    }
}

fn open(folder: &Path) -> Backend<Block> {
    let settings = DatabaseSettings {
        trie_cache_maximum_size: Some(TRIE_CACHE),
        state_pruning: Some(PruningMode::blocks_pruning(256)),
        source: DatabaseSource::ParityDb {
            path: folder.to_owned(),
        },
        blocks_pruning: BlocksPruning::KeepFinalized,
        pruning_filters: Vec::new(),
        metrics_registry: None,
    };
    Backend::new(settings, 4096).unwrap()
}

/// A block's state while it is built or executed: that of its parent, and what it changed.
pub struct Draft {
    state: State,
    changes: OverlayedChanges<HashingFor<Block>>,
}

impl Draft {
    /// Calls `access` with the state.
    pub fn with<R>(&mut self, access: impl FnOnce(&mut dyn Externalities) -> R) -> R {
        access(&mut Ext::new(&mut self.changes, &self.state, None))
    }

    /// Runs `code` as the runtime runs, natively.
    pub fn execute_with<R>(&mut self, code: impl FnOnce() -> R) -> R {
        self.with(|ext| set_and_run_with_externalities(ext, code))
    }
}
