//! The database: opened for one key on one chain, written one step at a time.

use super::{Identity, JobRow, Proof, Settled, StoreError};
use crate::chain::Submission;
use codec::{Decode, DecodeAll, Encode};
use proofnet_market::RequestId;
use redb::{
    Builder, Database, DatabaseError, ReadableDatabase, ReadableTable, StorageError, TableDefinition,
    TableError,
};
use std::{
    fmt::Display,
    fs,
    path::{Path, PathBuf},
};

/// Raised when a row changes its meaning.
const SCHEMA: u32 = 1;
const FILE: &str = "worker.redb";
const CACHE_BYTES: usize = 8 << 20;
/// Jobs that ended are kept for so many blocks after they are final, for whoever asks what happened: a day of blocks of two seconds.
const KEEP: u32 = 43_200;

/// `schema`, `identity`, `settled`.
const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
const JOBS: TableDefinition<u64, &[u8]> = TableDefinition::new("jobs");
const PROOFS: TableDefinition<u64, &[u8]> = TableDefinition::new("proofs");
/// By nonce.
const SUBMISSIONS: TableDefinition<u64, &[u8]> = TableDefinition::new("submissions");

/// A part of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Where the worker is with a job.
    Job(RequestId, JobRow),
    /// Its proof was made.
    Proof(RequestId, Proof),
    /// A transaction is about to be sent.
    Submission(Submission),
    /// What became of the transaction with this nonce is known.
    Done(u64),
    /// Finality has come so far.
    Settled(Settled),
}

/// The worker's state on disk.
#[derive(Debug)]
pub struct Store {
    database: Database,
    path: PathBuf,
}

impl Store {
    /// Opens the state in `folder`, or begins one there.
    pub fn open(folder: &Path, identity: &Identity) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        fs::create_dir_all(folder).map_err(|error| unusable(folder, error))?;
        private(folder).map_err(|error| unusable(folder, error))?;
        if !path.exists() {
            set_up(&path, identity)?;
        }
        let opened = builder().open(&path).map_err(|error| refused(&path, error))?;
        Self::begin(opened, path, identity)
    }

    /// The same over any storage.
    #[cfg(test)]
    pub(super) fn open_with(
        backend: impl redb::StorageBackend,
        identity: &Identity,
    ) -> Result<Self, StoreError> {
        let path = PathBuf::from(FILE);
        let opened = builder()
            .create_with_backend(backend)
            .map_err(|error| refused(&path, error))?;
        Self::begin(opened, path, identity)
    }

    fn begin(database: Database, path: PathBuf, identity: &Identity) -> Result<Self, StoreError> {
        let store = Self { database, path };
        match store.meta::<u32>("schema")? {
            None => store.set_up(identity)?,
            Some(SCHEMA) => store.belongs_to(identity)?,
            Some(found) => {
                return Err(StoreError::Newer {
                    path: store.path,
                    found,
                    known: SCHEMA,
                })
            }
        }
        Ok(store)
    }

    fn set_up(&self, identity: &Identity) -> Result<(), StoreError> {
        let write = self
            .database
            .begin_write()
            .map_err(|error| self.unusable(error))?;
        {
            let mut meta = write.open_table(META).map_err(|error| self.table(error))?;
            let rows = [("schema", SCHEMA.encode()), ("identity", identity.encode())];
            for (key, value) in rows {
                meta.insert(key, value.as_slice())
                    .map_err(|error| self.storage(error))?;
            }
            for table in [JOBS, PROOFS, SUBMISSIONS] {
                write.open_table(table).map_err(|error| self.table(error))?;
            }
        }
        write.commit().map_err(|error| self.unusable(error))
    }

    fn belongs_to(&self, expected: &Identity) -> Result<(), StoreError> {
        let found: Identity = self
            .meta("identity")?
            .ok_or_else(|| self.damaged("it does not say whose it is"))?;
        let parts = [
            ("the chain with genesis", found.genesis, expected.genesis),
            ("key", found.key, expected.key),
            ("prover", found.prover, expected.prover),
        ];
        for (what, found, expected) in parts {
            if found != expected {
                return Err(StoreError::Foreign {
                    path: self.path.clone(),
                    what,
                    found: format!("0x{}", hex::encode(found)),
                    expected: format!("0x{}", hex::encode(expected)),
                });
            }
        }
        Ok(())
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    #[cfg(test)]
    pub(super) fn set_schema(&self, schema: u32) -> Result<(), StoreError> {
        let write = self
            .database
            .begin_write()
            .map_err(|error| self.unusable(error))?;
        {
            let mut meta = write.open_table(META).map_err(|error| self.table(error))?;
            let inserted = meta.insert("schema", schema.encode().as_slice());
            inserted.map_err(|error| self.storage(error))?;
        }
        write.commit().map_err(|error| self.unusable(error))
    }

    /// All jobs, those that ended too as long as they are kept.
    pub fn jobs(&self) -> Result<Vec<(RequestId, JobRow)>, StoreError> {
        self.rows(JOBS)
    }

    /// What is known of `request`.
    pub fn job(&self, request: RequestId) -> Result<Option<JobRow>, StoreError> {
        self.row(JOBS, request)
    }

    /// The proof for `request`, if it was made and is still needed.
    pub fn proof(&self, request: RequestId) -> Result<Option<Proof>, StoreError> {
        self.row(PROOFS, request)
    }

    /// The transactions of which it is not known what became of them, by nonce.
    pub fn submissions(&self) -> Result<Vec<Submission>, StoreError> {
        let rows = self.rows(SUBMISSIONS)?;
        Ok(rows.into_iter().map(|(_, submission)| submission).collect())
    }

    /// The last block that was seen final.
    pub fn settled(&self) -> Result<Option<Settled>, StoreError> {
        self.meta("settled")
    }

    /// Writes a step, whole or not at all; it is on the disk when this returns.
    pub fn write(&self, changes: &[Change]) -> Result<(), StoreError> {
        let write = self
            .database
            .begin_write()
            .map_err(|error| self.unusable(error))?;
        for change in changes {
            match change {
                Change::Job(request, row) => self.put(&write, JOBS, *request, row)?,
                Change::Proof(request, proof) => self.put(&write, PROOFS, *request, proof)?,
                Change::Submission(submission) => {
                    self.put(&write, SUBMISSIONS, submission.nonce, submission)?
                }
                Change::Done(nonce) => self.remove(&write, SUBMISSIONS, *nonce)?,
                Change::Settled(settled) => {
                    let mut meta = write.open_table(META).map_err(|error| self.table(error))?;
                    let inserted = meta.insert("settled", settled.encode().as_slice());
                    inserted.map_err(|error| self.storage(error))?;
                }
            }
        }
        write.commit().map_err(|error| self.unusable(error))
    }

    /// Drops the proofs of jobs whose end is final in block `finalized`, and the jobs themselves when they were kept long enough. Gives
    /// the jobs that were dropped.
    pub fn prune(&self, finalized: u32) -> Result<Vec<RequestId>, StoreError> {
        let ended = self.jobs()?;
        let ended = ended
            .iter()
            .filter_map(|(request, row)| Some((*request, row.closed?)));
        let settled: Vec<_> = ended.filter(|(_, closed)| closed.at <= finalized).collect();
        let write = self
            .database
            .begin_write()
            .map_err(|error| self.unusable(error))?;
        let mut dropped = Vec::new();
        for (request, closed) in settled {
            self.remove(&write, PROOFS, request)?;
            if closed.at.saturating_add(KEEP) <= finalized {
                self.remove(&write, JOBS, request)?;
                dropped.push(request);
            }
        }
        write.commit().map_err(|error| self.unusable(error))?;
        Ok(dropped)
    }

    fn meta<T: Decode>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let read = self.database.begin_read().map_err(|error| self.unusable(error))?;
        let table = match read.open_table(META) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            table => table.map_err(|error| self.table(error))?,
        };
        let row = table.get(key).map_err(|error| self.storage(error))?;
        row.map(|row| self.decode(row.value())).transpose()
    }

    fn row<T: Decode>(&self, table: TableDefinition<u64, &[u8]>, key: u64) -> Result<Option<T>, StoreError> {
        let read = self.database.begin_read().map_err(|error| self.unusable(error))?;
        let table = read.open_table(table).map_err(|error| self.table(error))?;
        let row = table.get(key).map_err(|error| self.storage(error))?;
        row.map(|row| self.decode(row.value())).transpose()
    }

    fn rows<T: Decode>(&self, table: TableDefinition<u64, &[u8]>) -> Result<Vec<(u64, T)>, StoreError> {
        let read = self.database.begin_read().map_err(|error| self.unusable(error))?;
        let table = read.open_table(table).map_err(|error| self.table(error))?;
        let mut rows = Vec::new();
        for row in table.iter().map_err(|error| self.storage(error))? {
            let (key, value) = row.map_err(|error| self.storage(error))?;
            rows.push((key.value(), self.decode(value.value())?));
        }
        Ok(rows)
    }

    fn put(
        &self,
        write: &redb::WriteTransaction,
        table: TableDefinition<u64, &[u8]>,
        key: u64,
        value: &impl Encode,
    ) -> Result<(), StoreError> {
        let mut table = write.open_table(table).map_err(|error| self.table(error))?;
        let inserted = table.insert(key, value.encode().as_slice());
        inserted.map(drop).map_err(|error| self.storage(error))
    }

    fn remove(
        &self,
        write: &redb::WriteTransaction,
        table: TableDefinition<u64, &[u8]>,
        key: u64,
    ) -> Result<(), StoreError> {
        let mut table = write.open_table(table).map_err(|error| self.table(error))?;
        let removed = table.remove(key);
        removed.map(drop).map_err(|error| self.storage(error))
    }

    fn decode<T: Decode>(&self, mut bytes: &[u8]) -> Result<T, StoreError> {
        T::decode_all(&mut bytes).map_err(|error| self.damaged(error))
    }

    fn damaged(&self, problem: impl Display) -> StoreError {
        StoreError::Damaged {
            path: self.path.clone(),
            problem: problem.to_string(),
        }
    }

    fn unusable(&self, problem: impl Display) -> StoreError {
        unusable(&self.path, problem)
    }

    fn storage(&self, error: StorageError) -> StoreError {
        match error {
            StorageError::Corrupted(problem) => self.damaged(problem),
            error => self.unusable(error),
        }
    }

    /// Tables that are missing or of another type are none of this worker's.
    fn table(&self, error: TableError) -> StoreError {
        match error {
            TableError::Storage(error) => self.storage(error),
            error => self.damaged(error),
        }
    }
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder
        .set_cache_size(CACHE_BYTES)
        .set_check_integrity_on_open(true);
    builder
}

fn refused(path: &Path, error: DatabaseError) -> StoreError {
    match error {
        DatabaseError::Storage(StorageError::Io(error))
            if error.kind() != std::io::ErrorKind::InvalidData =>
        {
            unusable(path, error)
        }
        DatabaseError::DatabaseAlreadyOpen => unusable(path, "another process has it open"),
        error => StoreError::Damaged {
            path: path.to_owned(),
            problem: error.to_string(),
        },
    }
}

fn unusable(path: &Path, problem: impl Display) -> StoreError {
    StoreError::Unusable {
        path: path.to_owned(),
        problem: problem.to_string(),
    }
}

/// A database whose beginning was cut short cannot be told from a damaged one: it gets its name when it is whole.
fn set_up(path: &Path, identity: &Identity) -> Result<(), StoreError> {
    let unfinished = path.with_extension("new");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(unusable(&unfinished, error))
        }
        _ => {}
    }
    let database = builder()
        .create(&unfinished)
        .map_err(|error| refused(&unfinished, error))?;
    drop(Store::begin(database, unfinished.clone(), identity)?);
    fs::rename(&unfinished, path).map_err(|error| unusable(path, error))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    // The name is on the disk with its folder.
    let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| unusable(folder, error))
}

/// What is about to be sold is nobody else's business.
fn private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}
