//! Why a command gave no result.

use std::process::ExitCode;

/// Why a command gave no result. The text says what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// What was given cannot be used as it is: the one who gave it can correct it.
    #[error("{0}")]
    Input(String),
    /// Anything else, such as a disk that is full.
    #[error("{0}")]
    Other(String),
}

impl Failure {
    /// What the process exits with: 2 for malformed input (as for arguments that do not parse), else 1.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Input(_) => 2,
            Self::Other(_) => 1,
        })
    }
}
