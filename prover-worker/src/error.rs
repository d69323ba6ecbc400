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
//! | `chain.state` | the chain does not have what is needed: prover, worker key, category, circuit, request |
//! | `circuit.unknown` | a job's circuit is not in the configuration |
//! | `input.fetch` | the input could not be fetched |
//! | `input.refused` | the input lies where the worker may not look (private network, unknown scheme) |
//! | `input.too-large` | the input is larger than `limits.max_input_bytes` |
//! | `input.hash-mismatch` | the bytes fetched do not hash to what the request says |
//! | `input.malformed` | the input is not the JSON that a circom circuit takes |
//! | `witness.failed` | the circuit refuses the input |
//! | `statement.mismatch` | the proof would be for other public inputs than the request fixes |
//! | `proving.failed` | the prover failed, or its proof does not verify |
//! | `transaction.refused` | the node does not take a transaction, for lack of funds, say |
//! | `transaction.failed` | a transaction got into a block and failed |
//! | `transaction.lost` | a transaction got into no block |
//! | `job.gone` | the chain assigns a job no more that was not delivered |
//! | `system` | the machine does not give what is needed, or something broke that should not |
//! | `file` | a file that the command line names cannot be read or written |

use crate::{
    chain::{ChainError, SubmitError},
    config::ConfigError,
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
    Job(#[from] crate::jobs::JobError),
    /// The machine does not give what is needed.
    #[error("{0}")]
    System(String),
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
            Failure::Job(_) | Failure::System(_) | Failure::File { .. } => 1,
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
            Failure::System(_) => "system",
            Failure::File { .. } => "file",
        }
    }
}
