//! The service that compares and sets offers.

use super::difference;
use crate::{
    chain::{Call, Chain, Head, Inclusion, SubmitError, Submitter},
    store::{Change, Store},
    supervise::Fault,
};
use std::{collections::BTreeMap, sync::Arc};
use subxt::utils::AccountId32;
use tokio::sync::watch;

/// Offers on chain are compared with the wanted ones this often, in blocks.
const CHECK: u32 = 15;
/// Offers that could not be set are tried again after so many blocks.
const RETRY: u32 = 3;

/// Unit asks in planck per proving unit, by category.
pub type Asks = BTreeMap<u32, u128>;

/// Says what is to be offered.
#[derive(Clone)]
pub struct Offers {
    wanted: watch::Sender<Asks>,
    settled: watch::Receiver<Option<Settled>>,
}

/// What the chain has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Settled {
    asks: Asks,
    block: u32,
}

/// The service behind [`Offers`].
pub struct Keeper {
    chain: Arc<Chain>,
    submitter: Submitter,
    prover: AccountId32,
    store: Arc<Store>,
    heads: watch::Receiver<Option<Head>>,
    wanted: watch::Receiver<Asks>,
    settled: watch::Sender<Option<Settled>>,
}

impl Offers {
    /// What is to be offered from now on; nothing withdraws all offers.
    pub fn want(&self, asks: Asks) {
        self.wanted.send_if_modified(|wanted| {
            let differ = *wanted != asks;
            *wanted = asks;
            differ
        });
    }

    /// The block from which on the chain had the offers that are wanted; `None` as long as it has others, or nobody knows.
    pub fn settled(&self) -> Option<u32> {
        let settled = self.settled.borrow();
        let wanted = self.wanted.borrow();
        settled
            .as_ref()
            .filter(|settled| settled.asks == *wanted)
            .map(|settled| settled.block)
    }
}

impl Keeper {
    /// The service, for `prover`, which wants `asks` at first.
    pub fn new(
        chain: Arc<Chain>,
        submitter: Submitter,
        prover: AccountId32,
        store: Arc<Store>,
        heads: watch::Receiver<Option<Head>>,
        asks: Asks,
    ) -> (Offers, Self) {
        let (wanted, wanted_here) = watch::channel(asks);
        let (settled_here, settled) = watch::channel(None);
        let keeper = Self {
            chain,
            submitter,
            prover,
            store,
            heads,
            wanted: wanted_here,
            settled: settled_here,
        };
        (Offers { wanted, settled }, keeper)
    }

    /// Compares and sets offers for as long as somebody wants any.
    pub async fn run(mut self) -> Result<(), Fault> {
        let mut next = 0;
        loop {
            tokio::select! {
                changed = self.heads.changed() => if changed.is_err() { return Ok(()) },
                changed = self.wanted.changed() => {
                    if changed.is_err() {
                        return Ok(());
                    }
                    next = 0;
                }
            }
            let Some(head) = self.heads.borrow_and_update().as_ref().map(|head| head.number) else {
                continue;
            };
            if head < next {
                continue;
            }
            let asks = self.wanted.borrow_and_update().clone();
            match self.set(&asks).await? {
                Ok(set) => {
                    if let Some(block) = &set {
                        tracing::info!(offers = ?asks, block = block.number, "offers set");
                    }
                    let block = set.map_or(head, |block| block.number);
                    self.settled.send_replace(Some(Settled { asks, block }));
                    next = head.saturating_add(CHECK);
                }
                Err(error) => {
                    tracing::error!(code = error.code(), "offers could not be set: {error}");
                    next = head.saturating_add(RETRY);
                }
            }
        }
    }

    /// Makes the offers on chain the wanted ones; the result is the block that changed them, where they had to change.
    async fn set(&self, asks: &Asks) -> Result<Result<Option<Inclusion>, SubmitError>, Fault> {
        let on_chain = match self.chain.client().offers(&self.prover).await {
            Ok(on_chain) => on_chain,
            Err(error) => return Ok(Err(error.into())),
        };
        let Some(asks) = difference(&on_chain, asks) else {
            return Ok(Ok(None));
        };
        let report = self.submitter.submit(Call::SetOffers(asks)).await;
        if let Some(nonce) = report.nonce {
            self.store.write(&[Change::Done(nonce)])?;
        }
        Ok(report.result.map(Some))
    }
}

/// Withdraws all offers of `prover`, if it has any.
pub async fn withdraw(chain: &Chain, submitter: &Submitter, prover: &AccountId32) -> Result<(), SubmitError> {
    let on_chain = chain.client().offers(prover).await?;
    match difference(&on_chain, &Asks::new()) {
        Some(asks) => submitter.submit(Call::SetOffers(asks)).await.result.map(drop),
        None => Ok(()),
    }
}
