//! The service that has offered what the policy says, as the market, the figures and the breaker change.

use super::{locked, Counsel, Memory};
use crate::{
    chain::{Chain, ChainError, Head},
    doctor::market,
    economics::{Plan, Reason},
    offers::Offers,
    registry::Registry,
    supervise::Fault,
};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};
use subxt::utils::AccountId32;
use tokio::{
    sync::watch,
    time::{interval, MissedTickBehavior},
};

/// How often the market is asked anew.
const REFRESH: Duration = Duration::from_secs(30);

/// Categories of the configuration that are not offered, with the reason that was told.
type Withheld = BTreeMap<u32, Reason>;

/// Has offered what the policy says.
pub struct Pricer {
    /// The chain.
    pub chain: Arc<Chain>,
    /// Whose offers.
    pub prover: AccountId32,
    /// What can be proved.
    pub registry: Arc<Registry>,
    /// The policy.
    pub counsel: Arc<Counsel>,
    /// Where figures and breaker are remembered.
    pub memory: PathBuf,
}

impl Pricer {
    /// Works for as long as there are `heads`.
    pub async fn run(self, offers: Offers, mut heads: watch::Receiver<Option<Head>>) -> Result<(), Fault> {
        let mut written = Memory::default();
        let mut told = Withheld::new();
        let mut clock = interval(REFRESH);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let at_once = tokio::select! {
                _ = clock.tick() => true,
                // A failure or a success may open or close the breaker: not to wait for the clock.
                () = self.counsel.changed.notified() => false,
                () = self.counsel.trial() => false,
                ended = heads.wait_for(|_| false) => match ended {
                    Err(_) => return Ok(()),
                    Ok(_) => continue,
                },
            };
            if let Err(error) = self.refresh(&offers, at_once, &mut told).await {
                self.counsel.metrics.failed(error.code());
                self.counsel.metrics.disconnected();
                tracing::warn!(code = error.code(), "the market cannot be asked: {error}");
            }
            let memory = self.counsel.memory();
            if memory != written {
                if let Err(error) = memory.write(&self.memory) {
                    tracing::warn!(code = "file", path = %self.memory.display(), "figures cannot be written: {error}");
                }
                written = memory;
            }
        }
    }

    async fn refresh(
        &self,
        offers: &Offers,
        ask_the_chain: bool,
        told: &mut Withheld,
    ) -> Result<(), ChainError> {
        let client = self.chain.client();
        if ask_the_chain {
            let market = market(&client, &self.prover, &self.registry).await?;
            self.counsel.metrics.connected(&client.url, market.block_time);
            if let Some(capacity) = client.capacity(&self.prover).await? {
                self.counsel
                    .metrics
                    .capacity(capacity.free_slots, capacity.free_stake, capacity.locked);
            }
            locked(&self.counsel.policy).learn(market);
        }
        let current = client.offers(&self.prover).await?.into_iter().collect();
        if let Some(plan) = self.counsel.plan(current) {
            tell(told, &plan);
            self.counsel.offer(offers, &plan);
        }
        Ok(())
    }
}

/// Says why a category is not offered, when that changes.
fn tell(told: &mut Withheld, plan: &Plan) {
    for (category, reason) in &plan.held {
        if told.get(category) != Some(reason) {
            tracing::warn!(code = "offer.withheld", category, "not offered: {reason}");
        }
    }
    for category in plan.offers.keys().filter(|category| told.contains_key(category)) {
        tracing::info!(category, "offered again");
    }
    told.clone_from(&plan.held);
}
