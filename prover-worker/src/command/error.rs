//! Why a command has no proof.

use super::{
    encoding::EncodingError,
    process::ProcessError,
    protocol::{ProtocolError, Refusal},
};
use proofnet_market::RejectionReason;
use proofnet_proofs::{zkvm::ProgramError, VerifyError};

/// Why a command has no proof.
#[derive(Debug, thiserror::Error)]
#[error("command {program}: {fault}")]
pub struct CommandError {
    /// The program.
    pub program: String,
    /// What is wrong.
    pub fault: CommandFault,
}

/// What can go wrong with a command.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    /// The process did not run well.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// Its answer cannot be read.
    #[error(transparent)]
    Protocol(#[from] ProtocolError),
    /// It says that there is no proof.
    #[error("has no proof ({reason:?}): {message}", reason = .0.reason, message = .0.message)]
    Refused(Refusal),
    /// It is not made for the circuit.
    #[error("{0}")]
    Unfit(String),
    /// Its proof cannot be read.
    #[error("its proof is refused: {0}")]
    Encoding(#[from] EncodingError),
    /// What it answered is wrong, and may quote an input that came encrypted.
    #[error("answered something wrong; what is not shown, since the input was encrypted")]
    Hidden {
        /// The code of the fault that is hidden.
        code: &'static str,
    },
    /// Its proof is valid for nothing.
    #[error("its proof does not verify: {0}")]
    DoesNotVerify(VerifyError),
    /// Its proof is of another program.
    #[error("its proof is refused: {0}")]
    OtherProgram(ProgramError),
}

impl CommandFault {
    /// Without what it might quote of an input that came encrypted.
    pub(super) fn hidden(self) -> Self {
        match &self {
            Self::Protocol(_) | Self::Encoding(_) => Self::Hidden { code: self.code() },
            _ => self,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            CommandFault::Hidden { code } => code,
            CommandFault::Process(error) => error.code(),
            CommandFault::Protocol(_) | CommandFault::Unfit(_) => "command.protocol",
            CommandFault::Refused(_) => "command.refused",
            CommandFault::Encoding(_) | CommandFault::DoesNotVerify(_) | CommandFault::OtherProgram(_) => {
                "command.proof"
            }
        }
    }
}

impl CommandError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// What the market is told if the job is handed back; `None` where the fault is the operator's own.
    pub fn rejection(&self) -> Option<RejectionReason> {
        match &self.fault {
            CommandFault::Process(ProcessError::Timeout(_) | ProcessError::Memory { .. }) => {
                Some(RejectionReason::TooLarge)
            }
            CommandFault::Refused(refusal) => refusal.reason.rejection(),
            _ => None,
        }
    }

    /// Whether another attempt would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        match &self.fault {
            CommandFault::Refused(refusal) => refusal.permanent,
            CommandFault::Unfit(_) => true,
            _ => false,
        }
    }
}
