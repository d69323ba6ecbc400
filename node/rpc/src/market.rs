//! The methods, answered by the runtime of the block that is asked about.

use crate::{
    api::MarketApiServer,
    error::{check_limit, check_version, Error},
    json::{
        Category, Decimal, Depth, Filter, FulfilledRequest, Job, Page, PendingRequest, Proof, Prover,
        ProverWithOffers, Quote, Request, RequestWithWork,
    },
    AccountId, Balance, BlockNumber, DEFAULT_LIMIT,
};
use jsonrpsee::core::RpcResult;
use proofnet_market::{
    api::MarketApi, CategoryId, Fulfilment, RequestFilter, RequestId, RequestStatus, Units, MAX_LEVELS,
    MAX_PAGE,
};
use sp_api::{ApiExt, ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_runtime::traits::Block as BlockT;
use std::{marker::PhantomData, sync::Arc};

/// The market of the chain that `Client` follows.
pub struct Market<Client, Block> {
    client: Arc<Client>,
    block: PhantomData<fn() -> Block>,
}

impl<Client, Block> Market<Client, Block>
where
    Block: BlockT,
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
    Client::Api: MarketApi<Block, AccountId, Balance, BlockNumber>,
{
    /// Reads the chain through `client`.
    pub fn new(client: Arc<Client>) -> Self {
        Self {
            client,
            block: PhantomData,
        }
    }

    /// The block to read, and what answers there.
    fn open(&self, at: Option<Block::Hash>) -> Result<(Block::Hash, ApiRef<'_, Client::Api>), Error> {
        let hash = match at {
            None => self.client.info().best_hash,
            Some(hash) => match self.client.number(hash).map_err(Error::runtime)? {
                Some(_) => hash,
                None => return Err(Error::UnknownBlock(format!("{hash:?}"))),
            },
        };
        let api = self.client.runtime_api();
        let version = api
            .api_version::<dyn MarketApi<Block, AccountId, Balance, BlockNumber>>(hash)
            .map_err(Error::runtime)?;
        check_version(version)?;
        Ok((hash, api))
    }

    fn fulfilment(
        hash: Block::Hash,
        api: &ApiRef<'_, Client::Api>,
        request: RequestId,
    ) -> Result<Option<Fulfilment<AccountId, Balance, BlockNumber>>, Error> {
        match api.request_status(hash, request).map_err(Error::runtime)? {
            Some(RequestStatus::Fulfilled(fulfilment)) => Ok(Some(fulfilment)),
            _ => Ok(None),
        }
    }

    /// Why there is no quote.
    fn no_quote(
        hash: Block::Hash,
        api: &ApiRef<'_, Client::Api>,
        category: CategoryId,
        units: Units,
    ) -> Error {
        let categories = match api.categories(hash) {
            Ok(categories) => categories,
            Err(error) => return Error::runtime(error),
        };
        match categories.into_iter().find(|view| view.id == category) {
            Some(view) => Error::UnitsOutOfRange {
                category,
                units,
                max: view.category.max_units,
            },
            None => Error::UnknownCategory(category),
        }
    }
}

impl<Client, Block> MarketApiServer<Block::Hash> for Market<Client, Block>
where
    Block: BlockT,
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: MarketApi<Block, AccountId, Balance, BlockNumber>,
{
    fn categories(&self, at: Option<Block::Hash>) -> RpcResult<Vec<Category>> {
        let (hash, api) = self.open(at)?;
        let categories = api.categories(hash).map_err(Error::runtime)?;
        Ok(categories.into_iter().map(Into::into).collect())
    }

    fn quote(
        &self,
        category: CategoryId,
        units: Decimal<Units>,
        unit_bid: Option<Decimal<Balance>>,
        at: Option<Block::Hash>,
    ) -> RpcResult<Quote> {
        let (hash, api) = self.open(at)?;
        let bid = unit_bid.map(|bid| bid.0);
        let quote = api.quote(hash, category, units.0, bid).map_err(Error::runtime)?;
        let quote = quote.ok_or_else(|| Self::no_quote(hash, &api, category, units.0))?;
        Ok(quote.into())
    }

    fn depth(&self, category: CategoryId, levels: Option<u32>, at: Option<Block::Hash>) -> RpcResult<Depth> {
        let levels = check_limit(levels, DEFAULT_LIMIT, MAX_LEVELS)?;
        let (hash, api) = self.open(at)?;
        let depth = api.depth(hash, category, levels).map_err(Error::runtime)?;
        Ok(depth.ok_or(Error::UnknownCategory(category))?.into())
    }

    fn request(&self, request: RequestId, at: Option<Block::Hash>) -> RpcResult<Option<Request>> {
        let (hash, api) = self.open(at)?;
        if let Some(view) = api.request(hash, request).map_err(Error::runtime)? {
            let work = api.work(hash, request).map_err(Error::runtime)?;
            return Ok(Some(Request::Pending(Box::new(RequestWithWork {
                request: view.into(),
                work: work.map(Into::into),
            }))));
        }
        let fulfilment = Self::fulfilment(hash, &api, request)?;
        Ok(fulfilment
            .map(|fulfilment| Request::Fulfilled(Box::new(FulfilledRequest::new(request, fulfilment)))))
    }

    fn requests(
        &self,
        filter: Filter,
        after: Option<RequestId>,
        limit: Option<u32>,
        at: Option<Block::Hash>,
    ) -> RpcResult<Page<PendingRequest, RequestId, Block::Hash>> {
        let limit = check_limit(limit, DEFAULT_LIMIT, MAX_PAGE)?;
        let (hash, api) = self.open(at)?;
        let page = api
            .requests(hash, filter.into(), after, limit)
            .map_err(Error::runtime)?;
        Ok(Page {
            at: hash,
            items: page.items.into_iter().map(Into::into).collect(),
            next: page.next,
        })
    }

    fn job(&self, request: RequestId, at: Option<Block::Hash>) -> RpcResult<Option<Job>> {
        let (hash, api) = self.open(at)?;
        let view = api.request(hash, request).map_err(Error::runtime)?;
        Ok(view.and_then(Job::of))
    }

    fn jobs(
        &self,
        prover: AccountId,
        after: Option<RequestId>,
        limit: Option<u32>,
        at: Option<Block::Hash>,
    ) -> RpcResult<Page<Job, RequestId, Block::Hash>> {
        let limit = check_limit(limit, DEFAULT_LIMIT, MAX_PAGE)?;
        let (hash, api) = self.open(at)?;
        let page = api
            .requests(hash, RequestFilter::AssignedTo(prover), after, limit)
            .map_err(Error::runtime)?;
        Ok(Page {
            at: hash,
            items: page.items.into_iter().filter_map(Job::of).collect(),
            next: page.next,
        })
    }

    fn prover(&self, prover: AccountId, at: Option<Block::Hash>) -> RpcResult<Option<ProverWithOffers>> {
        let (hash, api) = self.open(at)?;
        let Some(view) = api.prover(hash, prover.clone()).map_err(Error::runtime)? else {
            return Ok(None);
        };
        let offers = api.offers(hash, prover).map_err(Error::runtime)?;
        let categories = api.categories(hash).map_err(Error::runtime)?;
        Ok(Some(ProverWithOffers::new(view, offers, categories)))
    }

    fn provers(
        &self,
        after: Option<AccountId>,
        limit: Option<u32>,
        at: Option<Block::Hash>,
    ) -> RpcResult<Page<Prover, AccountId, Block::Hash>> {
        let limit = check_limit(limit, DEFAULT_LIMIT, MAX_PAGE)?;
        let (hash, api) = self.open(at)?;
        let page = api.provers(hash, after, limit).map_err(Error::runtime)?;
        Ok(Page {
            at: hash,
            items: page.items.into_iter().map(Into::into).collect(),
            next: page.next,
        })
    }

    fn proof(&self, request: RequestId, at: Option<Block::Hash>) -> RpcResult<Option<Proof>> {
        let (hash, api) = self.open(at)?;
        let fulfilment = Self::fulfilment(hash, &api, request)?;
        Ok(fulfilment.map(|fulfilment| Proof::new(request, fulfilment)))
    }
}
