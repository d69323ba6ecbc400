//! Why the state on disk cannot be used.

use std::path::PathBuf;

/// Why the state on disk cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It belongs to another chain, key or prover.
    #[error(
        "{}: this state belongs to {what} {found}, the worker is started for {expected}. Give each key and chain a `store.path` of its \
         own, or leave the key out",
        path.display()
    )]
    Foreign {
        /// The database.
        path: PathBuf,
        /// What differs.
        what: &'static str,
        /// What the database says.
        found: String,
        /// What the worker was started for.
        expected: String,
    },
    /// A later version of the worker wrote it.
    #[error(
        "{}: written by a later version of the worker (schema {found}, this one reads {known}). Start that version, or move the file \
         away when no job is open",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The latest that this version knows.
        known: u32,
    },
    /// It is damaged, or no database.
    #[error(
        "{}: damaged, or no database of the worker ({problem}). Move it away: what is assigned is taken up from the chain, proofs that were \
         not delivered are made again",
        path.display()
    )]
    Damaged {
        /// The database.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// It cannot be read or written.
    #[error("{}: {problem}. Check that the disk has room and that the worker may write there", path.display())]
    Unusable {
        /// The database, or its folder.
        path: PathBuf,
        /// Why.
        problem: String,
    },
}

impl StoreError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Foreign { .. } => "store.foreign",
            StoreError::Newer { .. } => "store.newer",
            StoreError::Damaged { .. } => "store.damaged",
            StoreError::Unusable { .. } => "store.unusable",
        }
    }
}
