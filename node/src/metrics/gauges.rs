//! How the market stands at the best block.

use super::LOG_TARGET;
use crate::service::FullClient;
use codec::Decode;
use pallet_market::{Clock, MarketTime};
use proofnet_market::{api::MarketApi, CategoryId, MAX_LEVELS, MAX_PAGE};
use proofnet_runtime::{BlockNumber, Hash, Runtime};
use sc_client_api::StorageProvider;
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_core::storage::StorageKey;
use std::{collections::BTreeSet, error::Error, sync::Mutex};
use substrate_prometheus_endpoint::{register, Gauge, GaugeVec, Opts, PrometheusError, Registry, F64, U64};

/// Most pages of provers that are read at a block.
const PROVER_PAGES: usize = 11;

/// Whether a part of the market could be read.
type Reading = Result<(), Box<dyn Error>>;

/// Gauges, by category where there is one.
pub struct Gauges {
    open_requests: GaugeVec<U64>,
    open_units: GaugeVec<U64>,
    offered_slots: GaugeVec<U64>,
    reference_price: GaugeVec<F64>,
    best_bid: GaugeVec<F64>,
    best_ask: GaugeVec<F64>,
    provers: Gauge<U64>,
    jobs: Gauge<U64>,
    slots: GaugeVec<U64>,
    stake: GaugeVec<F64>,
    paused: Gauge<U64>,
    shown: Mutex<BTreeSet<CategoryId>>,
}

impl Gauges {
    /// Registers them.
    ///
    /// # Errors
    /// A metric of such a name is there already.
    pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
        let count = |name: &str, help: &str, label: &str| {
            register(GaugeVec::<U64>::new(Opts::new(name, help), &[label])?, registry)
        };
        let amount = |name: &str, help: &str, label: &str| {
            register(GaugeVec::<F64>::new(Opts::new(name, help), &[label])?, registry)
        };
        let plain = |name: &str, help: &str| register(Gauge::<U64>::new(name, help)?, registry);
        Ok(Self {
            open_requests: count(
                "proofnet_market_open_requests",
                "Open requests in the book",
                "category",
            )?,
            open_units: count(
                "proofnet_market_open_units",
                "Proving units that open requests in the book want",
                "category",
            )?,
            offered_slots: count("proofnet_market_offered_slots", "Free slots on offer", "category")?,
            reference_price: amount(
                "proofnet_market_reference_price_planck",
                "Planck per proving unit from which the next clearing starts",
                "category",
            )?,
            best_bid: amount("proofnet_market_best_bid_planck", "Highest unit bid", "category")?,
            best_ask: amount("proofnet_market_best_ask_planck", "Lowest unit ask", "category")?,
            provers: plain("proofnet_market_provers", "Registered provers")?,
            jobs: plain("proofnet_market_jobs", "Jobs that provers run")?,
            slots: count("proofnet_market_slots", "Slots of provers", "of")?,
            stake: amount("proofnet_market_stake_planck", "Stake of provers", "of")?,
            paused: plain("proofnet_market_paused", "1 while the market is paused")?,
            shown: Mutex::new(BTreeSet::new()),
        })
    }

    /// Shows what there is at the block `at`. What cannot be read keeps its last value.
    pub fn update(&self, client: &FullClient, at: Hash) {
        let parts: [(&str, Reading); 3] = [
            ("categories", self.categories(client, at).map_err(Into::into)),
            ("provers", self.provers(client, at).map_err(Into::into)),
            ("clock", self.clock(client, at)),
        ];
        for (part, result) in parts {
            if let Err(error) = result {
                tracing::debug!(target: LOG_TARGET, "block {at:?}: the market's {part} cannot be read: {error}");
            }
        }
    }

    fn clock(&self, client: &FullClient, at: Hash) -> Reading {
        let key = StorageKey(MarketTime::<Runtime>::hashed_key().to_vec());
        let clock = match client.storage(at, &key)? {
            Some(bytes) => Clock::<BlockNumber>::decode(&mut bytes.0.as_slice())?,
            None => Clock::default(),
        };
        self.paused.set(clock.paused_since.is_some().into());
        Ok(())
    }

    fn categories(&self, client: &FullClient, at: Hash) -> Result<(), ApiError> {
        let api = client.runtime_api();
        let mut shown = BTreeSet::new();
        for view in api.categories(at)? {
            let Some(depth) = api.depth(at, view.id, MAX_LEVELS)? else {
                continue;
            };
            shown.insert(view.id);
            let category = view.id.to_string();
            let label: &[&str] = &[&category];
            let orders = depth.bids.iter().map(|level| u64::from(level.orders)).sum();
            let units = depth
                .bids
                .iter()
                .map(|level| level.amount)
                .fold(0, u64::saturating_add);
            let slots = depth
                .asks
                .iter()
                .map(|level| level.amount)
                .fold(0, u64::saturating_add);
            self.open_requests.with_label_values(label).set(orders);
            self.open_units.with_label_values(label).set(units);
            self.offered_slots.with_label_values(label).set(slots);
            self.reference_price
                .with_label_values(label)
                .set(depth.reference_price as f64);
            // Where nobody bids or asks there is no price, rather than one of 0.
            for (gauge, best) in [
                (&self.best_bid, depth.bids.first()),
                (&self.best_ask, depth.asks.first()),
            ] {
                match best {
                    Some(level) => gauge.with_label_values(label).set(level.unit_price as f64),
                    None => drop(gauge.remove_label_values(label)),
                }
            }
        }
        self.forget_others(shown);
        Ok(())
    }

    /// Categories may go in a reorganisation.
    fn forget_others(&self, shown: BTreeSet<CategoryId>) {
        let Ok(mut before) = self.shown.lock() else { return };
        for gone in before.difference(&shown) {
            let category = gone.to_string();
            for gauge in [&self.open_requests, &self.open_units, &self.offered_slots] {
                drop(gauge.remove_label_values(&[&category]));
            }
            for gauge in [&self.reference_price, &self.best_bid, &self.best_ask] {
                drop(gauge.remove_label_values(&[&category]));
            }
        }
        *before = shown;
    }

    fn provers(&self, client: &FullClient, at: Hash) -> Result<(), ApiError> {
        let api = client.runtime_api();
        let mut after = None;
        let (mut provers, mut jobs, mut slots, mut free) = (0u64, 0u64, 0u64, 0u64);
        let (mut pool, mut locked) = (0f64, 0f64);
        for _ in 0..PROVER_PAGES {
            let page = api.provers(at, after, MAX_PAGE)?;
            for view in &page.items {
                provers = provers.saturating_add(1);
                jobs = jobs.saturating_add(view.jobs.into());
                slots = slots.saturating_add(view.slots.into());
                free = free.saturating_add(view.free_slots.into());
                pool += view.stake.pool as f64;
                locked += view.stake.locked as f64;
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        self.provers.set(provers);
        self.jobs.set(jobs);
        self.slots.with_label_values(&["all"]).set(slots);
        self.slots.with_label_values(&["free"]).set(free);
        self.stake.with_label_values(&["pool"]).set(pool);
        self.stake.with_label_values(&["locked"]).set(locked);
        Ok(())
    }
}
