//! One prover's policy: what the other modules decide, put together from configuration, figures and chain.

use super::{
    deadline, offers, Breaker, BreakerRules, CircuitTerms, OfferTerms, Permit, Plan, ProvingTimes, Rate,
    Rules, Served, Situation, Stakes,
};
use crate::{
    calibration::Calibration,
    chain::{CategoryView, MarketTerms},
    config::Config,
};
use proofnet_market::{CircuitId, CircuitInfo};
use std::{collections::BTreeMap, time::Duration};

/// What the chain says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Market {
    /// All categories.
    pub categories: Vec<CategoryView>,
    /// The configured circuits that are registered.
    pub circuits: BTreeMap<CircuitId, CircuitInfo>,
    /// What the market keeps and charges.
    pub terms: MarketTerms,
    /// The prover's slots.
    pub slots: Option<u32>,
    /// Time from block to block.
    pub block_time: Duration,
}

struct Known {
    name: String,
    cost: Option<u128>,
    times: ProvingTimes,
}

/// Decides for one prover.
pub struct Policy {
    terms: BTreeMap<u32, OfferTerms>,
    rules: Rules,
    breaker_rules: BreakerRules,
    hand_back: bool,
    lanes: usize,
    circuits: BTreeMap<CircuitId, Known>,
    breaker: Breaker,
    market: Option<Market>,
}

impl Policy {
    /// The policy for `circuits`, which are told by id and name; `breaker` is the one of before a restart.
    pub fn new<'a>(
        config: &Config,
        circuits: impl IntoIterator<Item = (CircuitId, &'a str)>,
        figures: Option<&Calibration>,
        breaker: Breaker,
    ) -> Self {
        let (pricing, capacity) = (&config.pricing, &config.capacity);
        let known = |id: CircuitId, name: &str| {
            let files = config.circuits.iter().find(|files| files.name == name);
            let measured = figures.and_then(|figures| figures.of(&id));
            Known {
                name: name.to_owned(),
                cost: files.and_then(|files| files.cost),
                times: measured
                    .map(|measured| measured.total.clone())
                    .unwrap_or_default(),
            }
        };
        Self {
            terms: config.offers.clone(),
            rules: Rules {
                rate: pricing.rate.map(|planck_per_second| Rate {
                    planck_per_second,
                    margin_percent: pricing.margin_percent,
                    protocol_fee_ppm: 0,
                }),
                price_percentile: pricing.percentile,
                tolerance_percent: pricing.tolerance_percent,
                deadline_percentile: capacity.percentile,
                headroom_percent: capacity.headroom_percent,
                reserve: capacity.reserve,
                enforce: capacity.enforce,
            },
            breaker_rules: config.breaker.clone(),
            hand_back: capacity.hand_back,
            lanes: config.limits.parallel_jobs,
            circuits: circuits
                .into_iter()
                .map(|(id, name)| (id, known(id, name)))
                .collect(),
            breaker,
            market: None,
        }
    }

    /// What the chain says now.
    pub fn learn(&mut self, market: Market) {
        if let Some(rate) = &mut self.rules.rate {
            rate.protocol_fee_ppm = market.terms.protocol_fee;
        }
        self.market = Some(market);
    }

    /// What the chain said last.
    pub fn market(&self) -> Option<&Market> {
        self.market.as_ref()
    }

    /// What is to be offered at `now`, in seconds since the epoch, with `jobs` at work and `current` asks on chain. `None` before
    /// anything was learned of the chain.
    pub fn plan(&self, now: u64, jobs: usize, current: BTreeMap<u32, u128>) -> Option<Plan> {
        let market = self.market.as_ref()?;
        let situation = Situation {
            slots: market.slots,
            lanes: self.lanes,
            block_time: market.block_time,
            jobs,
            permit: self.permit(now),
            current,
        };
        Some(offers::wanted(
            &self.terms,
            &self.served(market),
            &self.rules,
            &situation,
        ))
    }

    /// How many slots are safe while all categories of the configuration are served, if anything is known.
    pub fn safe_slots(&self) -> Option<u32> {
        let market = self.market.as_ref()?;
        let loads: Vec<_> = self
            .served(market)
            .values()
            .filter_map(|served| offers::load(served, &self.rules, market.block_time))
            .collect();
        super::safe_slots(&loads, self.lanes)
    }

    fn served(&self, market: &Market) -> BTreeMap<u32, Served> {
        let wanted = market
            .categories
            .iter()
            .filter(|view| self.terms.contains_key(&view.id));
        wanted
            .map(|view| (view.id, self.in_category(view, market)))
            .collect()
    }

    fn in_category(&self, view: &CategoryView, market: &Market) -> Served {
        let category = &view.category;
        let may_come_up =
            |info: &CircuitInfo| info.system == category.system && info.units <= category.max_units;
        let circuits = self.circuits.iter().filter_map(|(id, known)| {
            let info = market.circuits.get(id).filter(|info| may_come_up(info))?;
            Some(CircuitTerms {
                name: known.name.clone(),
                units: info.units,
                cost: known.cost,
                times: known.times.clone(),
            })
        });
        Served {
            proving_window: category.proving_window,
            collateral: category.collateral.of(category.max_units),
            circuits: circuits.collect(),
        }
    }

    /// A proof of `circuit` took `time`, from its input on.
    pub fn proved(&mut self, circuit: &CircuitId, time: Duration) {
        if let Some(known) = self.circuits.get_mut(circuit) {
            known.times.record(time);
        }
    }

    /// How long a proof of `circuit` takes: half of all took no longer.
    pub fn expected(&self, circuit: &CircuitId) -> Option<Duration> {
        self.circuits.get(circuit)?.times.percentile(50)
    }

    /// Circuits by id, with their names and times.
    pub fn times(&self) -> impl Iterator<Item = (&CircuitId, &str, &ProvingTimes)> {
        self.circuits
            .iter()
            .map(|(id, known)| (id, known.name.as_str(), &known.times))
    }

    /// The name of `circuit` in the configuration.
    pub fn name(&self, circuit: &CircuitId) -> Option<&str> {
        self.circuits.get(circuit).map(|known| known.name.as_str())
    }

    /// Takes up times of an earlier process, which are newer than those of a calibration.
    pub fn remember(&mut self, times: &BTreeMap<String, ProvingTimes>) {
        for (id, known) in &mut self.circuits {
            if let Some(times) = times.get(&hex::encode(id)).filter(|times| !times.is_empty()) {
                known.times = times.clone();
            }
        }
    }

    /// Whether a job of `circuit` is better handed back, with `left` for proving it once a lane is free. One that is being proved
    /// already is what shows whether proving works, and only its time counts.
    pub fn is_better_handed_back(
        &self,
        circuit: &CircuitId,
        left: Duration,
        is_proving: bool,
        collateral: u128,
        payment: u128,
    ) -> bool {
        let (Some(known), Some(market)) = (self.circuits.get(circuit), &self.market) else {
            return false;
        };
        let stakes = Stakes {
            collateral,
            rejection_fee: market.terms.rejection_fee,
            payment,
        };
        let works = match is_proving {
            true => 1_000,
            false => self.breaker.works_permille(),
        };
        self.hand_back && deadline::is_better_handed_back(&known.times, left, works, &stakes)
    }

    /// A job was delivered at `now`.
    pub fn succeeded(&mut self, now: u64) {
        self.breaker.succeeded(now, &self.breaker_rules);
    }

    /// A job failed at `now` for which the prover is to blame.
    pub fn failed(&mut self, now: u64) {
        self.breaker.failed(now, &self.breaker_rules);
    }

    /// What the breaker permits at `now`.
    pub fn permit(&self, now: u64) -> Permit {
        self.breaker.permit(now)
    }

    /// The breaker, to be kept over a restart.
    pub fn breaker(&self) -> &Breaker {
        &self.breaker
    }
}
