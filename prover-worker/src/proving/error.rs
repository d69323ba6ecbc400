//! Why there is no proof for a job, and what follows from that.

use super::StatementError;
use crate::{command::CommandError, inputs::FetchError};
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
    /// The command that proves the circuit has no proof.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The input leads to no proof, and saying why would quote from one that came encrypted.
    #[error("the input leads to no proof; why is not shown, since it was encrypted")]
    Hidden {
        /// The code of the error that is hidden.
        code: &'static str,
    },
    /// A part of the worker broke down.
    #[error("the task that proves broke down: {0}")]
    Broken(String),
}

impl JobError {
    /// Without what it might quote of an input that came encrypted.
    pub(super) fn hidden(self) -> Self {
        match &self {
            JobError::Signals(_)
            | JobError::Statement(_)
            | JobError::Witness(WitnessError::UnknownSignal(_)) => JobError::Hidden { code: self.code() },
            _ => self,
        }
    }

    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            JobError::UnknownCircuit(_) => "circuit.unknown",
            JobError::Fetch(error) => error.code(),
            JobError::Signals(_) => "input.malformed",
            JobError::Witness(_) => "witness.failed",
            JobError::Statement(_) => "statement.mismatch",
            JobError::Hidden { code } => code,
            JobError::Command(error) => error.code(),
            JobError::Prove(_) | JobError::Broken(_) => "proving.failed",
        }
    }

    /// What the market is told if the job is handed back; `None` where the fault is this worker's own and another attempt may
    /// help.
    pub fn rejection(&self) -> Option<RejectionReason> {
        match self {
            JobError::UnknownCircuit(_) => Some(RejectionReason::CircuitUnavailable),
            JobError::Fetch(error) => error.rejection(),
            JobError::Witness(WitnessError::Timeout(_)) => Some(RejectionReason::TooLarge),
            JobError::Signals(_) | JobError::Witness(_) | JobError::Statement(_) => {
                Some(RejectionReason::WitnessUnsatisfiable)
            }
            JobError::Hidden { .. } => Some(RejectionReason::WitnessUnsatisfiable),
            JobError::Command(error) => error.rejection(),
            JobError::Prove(_) | JobError::Broken(_) => None,
        }
    }

    /// Whether another attempt would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        match self {
            JobError::Fetch(error) => error.is_permanent(),
            JobError::Witness(WitnessError::Timeout(_) | WitnessError::Trap(_)) => false,
            JobError::Hidden { .. } => true,
            JobError::Command(error) => error.is_permanent(),
            JobError::Prove(_) | JobError::Broken(_) => false,
            JobError::UnknownCircuit(_)
            | JobError::Signals(_)
            | JobError::Witness(_)
            | JobError::Statement(_) => true,
        }
    }
}
