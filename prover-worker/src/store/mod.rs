//! The worker's state on disk: what it is at with every job, the proofs that are not settled, the transactions under way.
//!
//! A step is written, and synced to the disk, before it is acted on: a process that is killed between any two instructions finds
//! at its next start what it had decided to do last. One folder belongs to one key on one chain, and to one process at a time.

mod database;
mod error;
mod lock;
mod place;
mod rows;
#[cfg(test)]
mod tests;

pub use database::{Change, Store};
pub use error::StoreError;
pub use lock::{KeyLock, LockError};
pub use place::{default_folder, KeyName};
pub use rows::{Closed, Identity, JobRow, Outcome, Proof, Settled};
