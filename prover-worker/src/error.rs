//! What ends a command, and the stable codes that logs carry.
//!
//! A code never changes its meaning. Codes are `area.problem`:
//!
//! | code | means |
//! |---|---|
//! | `config.invalid` | the configuration is wrong; the message names file and key |
//! | `artifact.unreadable` | a `.zkey` or witness generator cannot be read or is not what it should be |
//! | `node.unreachable` | no node of the list answers |
//! | `node.protocol` | the node answers something that this worker does not understand |
//! | `node.behind` | the node lacks blocks that this worker has seen final; it waits |
//! | `chain.state` | the chain does not have what is needed: prover, worker key, category, circuit, request |
//! | `circuit.unknown` | a job's circuit is not in the configuration |
//! | `input.fetch` | the input could not be fetched |
//! | `input.refused` | the input lies where the worker may not look (private network, folder that is not allowed, unknown scheme) |
//! | `input.too-large` | the input is larger than `limits.max_input_bytes` |
//! | `input.hash-mismatch` | the bytes fetched do not hash to what the request says |
//! | `input.encrypted` | the input is encrypted, and not to a key of this worker, or was altered |
//! | `input.malformed` | the input is not the JSON that a circom circuit takes |
//! | `witness.failed` | the circuit refuses the input |
//! | `statement.mismatch` | the proof would be for other public inputs than the request fixes |
//! | `accelerator.unavailable` | the device that was asked for cannot be used; the message says what is missing |
//! | `accelerator.failed` | the device had no proof to give, and the CPU made it |
//! | `accelerator.wrong` | the device made proofs that do not verify, and the CPU made the one that was delivered |
//! | `accelerator.memory` | the device had too little memory for an operation, which the CPU did |
//! | `proving.failed` | the prover failed, or its proof does not verify |
//! | `command.start` | the command that proves a circuit cannot be started |
//! | `command.timeout` | the command took longer than `timeout_s`, or than the job has time left |
//! | `command.memory` | the command's processes took more memory than `memory_mib` |
//! | `command.output` | the command wrote more than 1 MiB to standard output |
//! | `command.exit` | the command ended with another exit status than 0, or by a signal |
//! | `command.protocol` | the command answered something that is not of the protocol, or is not made for the circuit |
//! | `command.refused` | the command says that there is no proof |
//! | `command.proof` | the command's proof cannot be read, does not verify, or is of another program |
//! | `transaction.refused` | the node does not take a transaction, for lack of funds, say |
//! | `transaction.failed` | a transaction got into a block and failed |
//! | `transaction.lost` | a transaction got into no block |
//! | `transaction.unseen` | a transaction's nonce was used while nobody looked; the chain's state says what became of it |
//! | `job.gone` | the chain assigns a job no more that was not delivered |
//! | `job.missed` | a job's due block passed without a delivery |
//! | `job.handed-back` | a job is handed back that cannot be done in time, or before the worker stops |
//! | `job.crashes` | the worker ended in each attempt to prove a job; it is given up |
//! | `key.in-use` | another worker works with this key |
//! | `key.shared` | another program signs with this key |
//! | `store.foreign` | the state on disk is of another chain, key or prover |
//! | `store.newer` | a later version of the worker wrote the state on disk |
//! | `store.damaged` | the state on disk cannot be read |
//! | `store.unusable` | the state cannot be written, or its folder not be locked |
//! | `worker.fault` | a part of the worker broke down |
//! | `system` | the machine does not give what is needed, or something broke that should not |
//! | `offer.withheld` | a category of the configuration is not offered; the message says why |
//! | `calibration.unreadable` | the file of `calibrate` cannot be used |
//! | `http.failed` | the address of `http.listen` cannot be listened on |
//! | `file` | a file that the command line names cannot be read or written |

use crate::{
    chain::{ChainError, SubmitError},
    config::ConfigError,
    store::{LockError, StoreError},
    supervise::Fault,
};
use proofnet_prover::ArtifactError;

/// What ends a command without success.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The configuration is wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// An artifact that the configuration or the command line names cannot be used.
    #[error("{0}")]
    Artifact(#[from] ArtifactError),
    /// No node answers, or not as expected.
    #[error("{0}")]
    Chain(#[from] ChainError),
    /// A transaction did not succeed.
    #[error("{0}")]
    Submit(#[from] SubmitError),
    /// The chain does not have what is needed.
    #[error("{0}")]
    State(String),
    /// Proving on the command line failed.
    #[error("{0}")]
    Job(#[from] crate::proving::JobError),
    /// The state on disk cannot be used.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The worker may not work for its key.
    #[error("{0}")]
    Lock(#[from] LockError),
    /// A part of the worker broke down.
    #[error("{0}")]
    Fault(#[from] Fault),
    /// The machine does not give what is needed.
    #[error("{0}")]
    System(String),
    /// The device that was asked for cannot be used.
    #[error("{0}")]
    Accelerator(#[from] crate::device::Unavailable),
    /// A file that the command line names cannot be read or written.
    #[error("{path}: {reason}")]
    File {
        /// Which one.
        path: String,
        /// Why.
        reason: std::io::Error,
    },
}

impl Failure {
    /// The command's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Config(_) | Failure::Artifact(_) => 2,
            Failure::Chain(_) | Failure::Submit(SubmitError::Chain(_)) => 3,
            Failure::State(_) | Failure::Submit(_) => 4,
            Failure::Store(_)
            | Failure::Fault(Fault::Store(_))
            | Failure::Lock(LockError::Unusable { .. }) => 5,
            Failure::Lock(LockError::Held { .. }) => 6,
            Failure::Fault(_) => 7,
            Failure::Job(_) | Failure::System(_) | Failure::Accelerator(_) | Failure::File { .. } => 1,
        }
    }

    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Config(_) => "config.invalid",
            Failure::Artifact(_) => "artifact.unreadable",
            Failure::Chain(error) => error.code(),
            Failure::Submit(error) => error.code(),
            Failure::State(_) => "chain.state",
            Failure::Job(error) => error.code(),
            Failure::Store(error) => error.code(),
            Failure::Lock(error) => error.code(),
            Failure::Fault(error) => error.code(),
            Failure::System(_) => "system",
            Failure::Accelerator(_) => "accelerator.unavailable",
            Failure::File { .. } => "file",
        }
    }
}
