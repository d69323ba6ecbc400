//! Why there are no bytes, and what follows from that.

use proofnet_market::RejectionReason;

/// Why there are no bytes.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The URI is not one that can be fetched, or lies where the worker may not look.
    #[error("input {uri}: {reason}")]
    Refused {
        /// The request's URI.
        uri: String,
        /// Why.
        reason: &'static str,
    },
    /// Nobody delivered the bytes.
    #[error("input {uri}: {reason}")]
    Failed {
        /// The request's URI.
        uri: String,
        /// Why.
        reason: String,
    },
    /// There are too many bytes.
    #[error(
        "input is larger than {max} bytes; raise limits.max_input_bytes if such inputs are to be served"
    )]
    TooLarge {
        /// The limit.
        max: usize,
    },
    /// The bytes are others than the requester meant.
    #[error("input {uri}: its blake2-256 is 0x{got}, the request says 0x{expected}")]
    HashMismatch {
        /// The request's URI.
        uri: String,
        /// The request's hash.
        expected: String,
        /// The hash of what was delivered.
        got: String,
    },
    /// The bytes are encrypted and cannot be opened.
    #[error("input is encrypted with age and {0}")]
    Encrypted(String),
    /// A part of the worker broke down.
    #[error("the task that reads the input broke down: {0}")]
    Broken(String),
}

impl FetchError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "input.refused",
            Self::Failed { .. } | Self::Broken(_) => "input.fetch",
            Self::TooLarge { .. } => "input.too-large",
            Self::HashMismatch { .. } => "input.hash-mismatch",
            Self::Encrypted(_) => "input.encrypted",
        }
    }

    /// What the market is told if the job is handed back.
    pub fn rejection(&self) -> Option<RejectionReason> {
        match self {
            Self::TooLarge { .. } => Some(RejectionReason::TooLarge),
            Self::HashMismatch { .. } => Some(RejectionReason::HashMismatch),
            Self::Refused { .. } | Self::Failed { .. } | Self::Encrypted(_) => {
                Some(RejectionReason::InputUnavailable)
            }
            Self::Broken(_) => None,
        }
    }

    /// Whether another attempt would fail in the same way.
    pub fn is_permanent(&self) -> bool {
        match self {
            // What is served under an address may change, and machines recover.
            Self::Failed { .. } | Self::HashMismatch { .. } | Self::Broken(_) => false,
            Self::Refused { .. } | Self::TooLarge { .. } | Self::Encrypted(_) => true,
        }
    }
}
