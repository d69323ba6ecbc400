//! An error of its own for each way in which a key or a proof is wrong.

use crate::{Config, Error};
use proofnet_proofs::{KeyError, VerifyError};

impl<T: Config> From<KeyError> for Error<T> {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Length { .. } => Error::KeyLength,
            KeyError::TooManyInputs { .. } => Error::KeyTooManyInputs,
            KeyError::NotCanonical { .. } => Error::KeyNotCanonical,
            KeyError::Identity { .. } => Error::KeyIdentity,
            KeyError::OffCurve { .. } => Error::KeyOffCurve,
            KeyError::WrongSubgroup { .. } => Error::KeyWrongSubgroup,
            KeyError::GammaEqualsDelta => Error::KeyGammaEqualsDelta,
            KeyError::Backend => Error::KeyBackend,
            KeyError::Domain { .. } => Error::KeyDomain,
            KeyError::Cosets => Error::KeyCosets,
            KeyError::TrivialSetup => Error::KeyTrivialSetup,
        }
    }
}

impl<T: Config> From<VerifyError> for Error<T> {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::ProofLength { .. } => Error::ProofLength,
            VerifyError::InputCount { .. } => Error::InputCount,
            VerifyError::InputNotCanonical { .. } => Error::InputNotCanonical,
            VerifyError::NotCanonical { .. } => Error::ProofNotCanonical,
            VerifyError::Identity { .. } => Error::ProofIdentity,
            VerifyError::OffCurve { .. } => Error::ProofOffCurve,
            VerifyError::WrongSubgroup { .. } => Error::ProofWrongSubgroup,
            VerifyError::Invalid => Error::ProofInvalid,
            VerifyError::DamagedKey => Error::PreparedKeyDamaged,
            VerifyError::EvaluationNotCanonical { .. } => Error::ProofNotCanonical,
        }
    }
}
