//! The methods.

use crate::{json::*, AccountId, Balance};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use proofnet_market::{CategoryId, RequestId, Units};

/// The market, read. Each method reads block `at`, the best block if none is named.
// Blocking, since each runs the runtime: none may hold up the others that the node answers.
#[rpc(server, namespace = "market")]
pub trait MarketApi<Hash> {
    /// All categories with their reference prices.
    #[method(name = "categories", blocking)]
    fn categories(&self, at: Option<Hash>) -> RpcResult<Vec<Category>>;

    /// What `unit_bid` may expect in `category` for work of `units`; the reference price if no bid is given.
    #[method(name = "quote", blocking)]
    fn quote(
        &self,
        category: CategoryId,
        units: Decimal<Units>,
        unit_bid: Option<Decimal<Balance>>,
        at: Option<Hash>,
    ) -> RpcResult<Quote>;

    /// What is wanted and offered in `category`: the best `levels` prices of each side.
    #[method(name = "depth", blocking)]
    fn depth(&self, category: CategoryId, levels: Option<u32>, at: Option<Hash>) -> RpcResult<Depth>;

    /// A request in whichever state; `null` if it is unknown, refunded or pruned.
    #[method(name = "request", blocking)]
    fn request(&self, request: RequestId, at: Option<Hash>) -> RpcResult<Option<Request>>;

    /// The requests that `filter` names, page by page.
    #[method(name = "requests", blocking)]
    fn requests(
        &self,
        filter: Filter,
        after: Option<RequestId>,
        limit: Option<u32>,
        at: Option<Hash>,
    ) -> RpcResult<Page<PendingRequest, RequestId, Hash>>;

    /// The job of a request; `null` if nobody is at work on it.
    #[method(name = "job", blocking)]
    fn job(&self, request: RequestId, at: Option<Hash>) -> RpcResult<Option<Job>>;

    /// The jobs that `prover` is at work on, page by page.
    #[method(name = "jobs", blocking)]
    fn jobs(
        &self,
        prover: AccountId,
        after: Option<RequestId>,
        limit: Option<u32>,
        at: Option<Hash>,
    ) -> RpcResult<Page<Job, RequestId, Hash>>;

    /// All about a prover; `null` if it is not registered.
    #[method(name = "prover", blocking)]
    fn prover(&self, prover: AccountId, at: Option<Hash>) -> RpcResult<Option<ProverWithOffers>>;

    /// The registered provers, page by page.
    #[method(name = "provers", blocking)]
    fn provers(
        &self,
        after: Option<AccountId>,
        limit: Option<u32>,
        at: Option<Hash>,
    ) -> RpcResult<Page<Prover, AccountId, Hash>>;

    /// The proof that a request bought; `null` if there is none, or it was pruned.
    #[method(name = "proof", blocking)]
    fn proof(&self, request: RequestId, at: Option<Hash>) -> RpcResult<Option<Proof>>;
}
