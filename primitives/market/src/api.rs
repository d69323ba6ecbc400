//! The runtime API: what workers and applications ask of the chain.

use crate::*;
use alloc::vec::Vec;
use codec::Codec;
use proofnet_proofs::{Backend, KeyError, ProofSystem, Scalar, VerifyError};

sp_api::decl_runtime_apis! {
    /// The market, read.
    ///
    /// Version 2 adds `request`, `work`, `requests`, `prover` and `provers`.
    #[api_version(2)]
    pub trait MarketApi<AccountId, Balance, BlockNumber>
    where
        AccountId: Codec,
        Balance: Codec,
        BlockNumber: Codec,
    {
        /// All categories with their reference prices.
        fn categories() -> Vec<CategoryView<Balance, BlockNumber>>;
        /// Where a request stands; `None` if it is unknown, refunded or pruned.
        fn request_status(request: RequestId) -> Option<RequestStatus<AccountId, Balance, BlockNumber>>;
        /// The jobs that `prover` is at work on.
        fn assignments(prover: AccountId) -> Vec<Assignment<AccountId, Balance, BlockNumber>>;
        /// The prover that `who` acts for: itself, or the one whose worker key it is.
        fn prover_of(who: AccountId) -> Option<AccountId>;
        /// What `prover` has at its disposal; `None` if it is unknown or takes no jobs any more.
        fn capacity(prover: AccountId) -> Option<Capacity<Balance>>;
        /// What `unit_bid` may expect in `category` for work of `units`; the reference price if no bid is given. `None` if there
        /// is no such category, or `units` is no size for it.
        fn quote(category: CategoryId, units: Units, unit_bid: Option<Balance>) -> Option<Quote<Balance>>;
        /// What is wanted and offered in `category`: the best `levels` prices of each side, at most 256. `None` if there is no such category.
        fn depth(category: CategoryId, levels: u32) -> Option<Depth<Balance>>;
        /// How the jobs of `prover` ended; `None` if it is unknown.
        fn record(prover: AccountId) -> Option<Record>;
        /// Standing unit asks of `prover`, by category.
        fn offers(prover: AccountId) -> Vec<(CategoryId, Balance)>;
        /// A request that is open or assigned; `None` if it is neither.
        fn request(request: RequestId) -> Option<RequestView<AccountId, Balance, BlockNumber>>;
        /// What is to be proved for a request that is open or assigned; `None` if it is neither.
        fn work(request: RequestId) -> Option<Work>;
        /// The requests that `filter` names, in the order of storage: at most `limit` of them, and at most [`MAX_PAGE`]. Reads at
        /// most [`MAX_ROWS_READ`] rows. The first page if `after` is none, or the one after `next` of the page before.
        fn requests(
            filter: RequestFilter<AccountId>,
            after: Option<RequestId>,
            limit: u32,
        ) -> Page<RequestView<AccountId, Balance, BlockNumber>, RequestId>;
        /// All about `prover`; `None` if it is not registered.
        fn prover(prover: AccountId) -> Option<ProverView<AccountId, Balance, BlockNumber>>;
        /// The registered provers, page by page like `requests`.
        fn provers(
            after: Option<AccountId>,
            limit: u32,
        ) -> Page<ProverView<AccountId, Balance, BlockNumber>, AccountId>;
    }

    /// Verification, without a transaction.
    pub trait VerifierApi {
        /// What is registered under `circuit`.
        fn circuit(circuit: CircuitId) -> Option<CircuitInfo>;
        /// The canonical verifying key of `circuit`.
        fn verifying_key(circuit: CircuitId) -> Option<Vec<u8>>;
        /// Verifies proofs under one key, each on its own, with the implementation named.
        fn verify_proofs(
            backend: Backend,
            system: ProofSystem,
            key: Vec<u8>,
            proofs: Vec<(Vec<Scalar>, Vec<u8>)>,
        ) -> Result<Vec<Result<(), VerifyError>>, KeyError>;
    }
}
