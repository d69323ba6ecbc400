//! From an assignment to a delivery.

mod prove;
mod reconcile;
mod statement;
mod worker;

pub use prove::{prove, Delivery, Workshop};
pub use reconcile::{
    after_delivery_failed, after_failure, reconcile, Action, Assigned, Fault, Phase, MAX_ATTEMPTS,
    REPEAT_AFTER,
};
pub use statement::{outputs, StatementError};
pub use worker::Worker;

use crate::inputs::FetchError;
use proofnet_market::{CircuitId, RejectionReason};
use proofnet_prover::{ProveError, SignalsError, WitnessError};

/// Why there is no proof for a job.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The worker has no artifacts for the circuit.
    #[error(
        "circuit {0:?} is not configured; add its artifacts to `circuits`, or stop serving its category"
    )]
    UnknownCircuit(CircuitId),
    /// There is no input.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The input cannot be read.
    #[error(transparent)]
    Signals(#[from] SignalsError),
    /// The input leads to no witness.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// The input leads to other public inputs than the request asks for.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The prover failed.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// A part of the worker broke down.
    #[error("the task that proves broke down: {0}")]
    Broken(String),
}

impl JobError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            JobError::UnknownCircuit(_) => "circuit.unknown",
            JobError::Fetch(FetchError::Refused { .. }) => "input.refused",
            JobError::Fetch(FetchError::Failed { .. }) => "input.fetch",
            JobError::Fetch(FetchError::TooLarge { .. }) => "input.too-large",
            JobError::Fetch(FetchError::HashMismatch { .. }) => "input.hash-mismatch",
            JobError::Signals(_) => "input.malformed",
            JobError::Witness(_) => "witness.failed",
            JobError::Statement(_) => "statement.mismatch",
            JobError::Prove(_) | JobError::Broken(_) => "proving.failed",
        }
    }

    /// What the market is told if the job is handed back; `None` where the fault is this worker's own and another attempt may
    /// help.
    pub fn rejection(&self) -> Option<RejectionReason> {
        match self {
            JobError::UnknownCircuit(_) => Some(RejectionReason::CircuitUnavailable),
            JobError::Fetch(FetchError::TooLarge { .. }) => Some(RejectionReason::TooLarge),
            JobError::Fetch(FetchError::HashMismatch { .. }) => Some(RejectionReason::HashMismatch),
            JobError::Fetch(FetchError::Refused { .. } | FetchError::Failed { .. }) => {
                Some(RejectionReason::InputUnavailable)
            }
            JobError::Witness(WitnessError::Timeout(_)) => Some(RejectionReason::TooLarge),
            JobError::Signals(_) | JobError::Witness(_) | JobError::Statement(_) => {
                Some(RejectionReason::WitnessUnsatisfiable)
            }
            JobError::Prove(_) | JobError::Broken(_) => None,
        }
    }

    /// Whether another attempt would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        match self {
            // What is served under an address may change, and machines recover.
            JobError::Fetch(FetchError::Failed { .. } | FetchError::HashMismatch { .. }) => false,
            JobError::Witness(WitnessError::Timeout(_) | WitnessError::Trap(_)) => false,
            JobError::Prove(_) | JobError::Broken(_) => false,
            JobError::UnknownCircuit(_)
            | JobError::Fetch(_)
            | JobError::Signals(_)
            | JobError::Witness(_)
            | JobError::Statement(_) => true,
        }
    }
}
