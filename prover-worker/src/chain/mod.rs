//! The chain: a connection that mends itself, what the runtime answers, best blocks, transactions.

mod calls;
mod connection;
mod heads;
mod inspect;
mod queries;
mod submit;
mod watch;

pub use calls::{Call, ProofOf, Purpose};
pub use connection::{Chain, Client};
pub use heads::{follow, ActOn, Head};
pub use inspect::{Health, MarketTerms, RuntimeVersion};
pub use submit::{
    Inclusion, Journal, NoJournal, Ordered, Report, Signing, Submission, SubmitError, Submitter,
    SubmitterTask,
};

use subxt::utils::AccountId32;

/// How transactions and headers look: Substrate's defaults.
pub type ChainConfig = subxt::config::SubstrateConfig;
/// A block's hash.
pub type Hash = subxt::utils::H256;
/// A job with everything that proving it takes.
pub type Assignment = proofnet_market::Assignment<AccountId32, u128, u32>;
/// A category with its reference price.
pub type CategoryView = proofnet_market::CategoryView<u128, u32>;
/// What a prover has at its disposal.
pub type Capacity = proofnet_market::Capacity<u128>;
/// A registered prover.
pub type ProverView = proofnet_market::ProverView<AccountId32, u128, u32>;
/// Where a request stands.
pub type RequestStatus = proofnet_market::RequestStatus<AccountId32, u128, u32>;
/// A proof that was bought.
pub type Fulfilment = proofnet_market::Fulfilment<AccountId32, u128, u32>;

/// Why the chain could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// No node answers.
    #[error("no node answers: {0}. Check that a node runs and that its RPC is reachable from here")]
    Unreachable(String),
    /// A node failed to answer.
    #[error("{what}: {reason}")]
    Request {
        /// What was asked.
        what: String,
        /// Why there is no answer.
        reason: String,
    },
    /// A node's answer is not what this worker understands.
    #[error("{what}: the answer cannot be read ({reason}); worker and runtime are of different versions")]
    Unreadable {
        /// What was asked.
        what: String,
        /// Why it cannot be read.
        reason: String,
    },
}

impl ChainError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            ChainError::Unreachable(_) | ChainError::Request { .. } => "node.unreachable",
            ChainError::Unreadable { .. } => "node.protocol",
        }
    }

    fn request(what: impl Into<String>, reason: impl ToString) -> Self {
        ChainError::Request {
            what: what.into(),
            reason: reason.to_string(),
        }
    }
}
