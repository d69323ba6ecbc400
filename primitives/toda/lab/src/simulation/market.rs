//! A market over many blocks: what is open, who is busy, and what a mechanism makes of it.

use super::{
    assignment,
    ledger::{Ledger, Sale},
    mechanisms::Kind,
    orders::{Match, Offer, Order, Orders},
    trace::{Arrival, Trace, TraceBlock},
};
use proofnet_toda::BookError;
use std::collections::BTreeMap;

/// Why a simulation stopped: an error in a mechanism, never in a scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    /// The orders contradicted themselves.
    #[error(
        "block {block}: {error}. This is an error of the laboratory: please report it with the scenario"
    )]
    Book {
        /// Where it stopped.
        block: u32,
        /// What was wrong.
        error: BookError,
    },
    /// A mechanism matched what was not there.
    #[error(
        "block {block}: {mechanism} gave request {request} to prover {prover}, which is not possible. This is an error \
         of the laboratory: please report it with the scenario"
    )]
    Impossible {
        /// Where it stopped.
        block: u32,
        /// Whose error it is.
        mechanism: &'static str,
        /// What was matched.
        request: u64,
        /// With whom.
        prover: usize,
    },
}

/// What participants report, where that is not the truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behaviour {
    /// What each prover asks, in percent of its costs. Provers beyond the list ask their costs.
    pub ask_percent: Vec<u64>,
    /// A prover, and how many of its slots it never offers.
    pub withheld: Option<(usize, u32)>,
    /// A requester that bids less than its values.
    pub shading: Option<Shading>,
}

/// A requester with one in so many requests, which bids less than they are worth to it and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shading {
    /// Whose requests they are.
    pub requester: Requester,
    /// What it bids, in percent of the value.
    pub percent: u64,
    /// Whether it bids the value in the last block of its patience.
    pub relents: bool,
}

/// Owns every `stride`-th request, from number `offset` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requester {
    /// At least 1.
    pub stride: u64,
    /// Below the stride.
    pub offset: u64,
}

impl Requester {
    /// Whether a request is its own.
    pub fn owns(self, request: u64) -> bool {
        request.checked_rem(self.stride) == Some(self.offset)
    }
}

impl Behaviour {
    fn ask(&self, prover: usize, cost: u128) -> u128 {
        let percent = self.ask_percent.get(prover).copied().unwrap_or(100);
        cost * u128::from(percent) / 100
    }

    fn slots(&self, prover: usize, free: u32) -> u32 {
        match self.withheld {
            Some((withholder, slots)) if withholder == prover => free.saturating_sub(slots),
            _ => free,
        }
    }

    fn bid(&self, arrival: &Arrival, waited: u32) -> u128 {
        match self.shading.filter(|shading| shading.requester.owns(arrival.id)) {
            Some(shading) if !(shading.relents && waited == arrival.patience) => {
                arrival.value * u128::from(shading.percent) / 100
            }
            _ => arrival.value,
        }
    }
}

/// How much is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What participants gain.
    Gains,
    /// The optimum of every block, and prices over time, too.
    Everything,
}

/// Runs the first `blocks` blocks of `trace` through a mechanism.
///
/// # Errors
/// A [`SimulationError`], if a mechanism errs.
pub fn simulate(
    trace: &Trace,
    blocks: usize,
    kind: Kind,
    behaviour: &Behaviour,
    detail: Detail,
) -> Result<Ledger, SimulationError> {
    let mut mechanism = kind.start(trace);
    let mut market = Market::new(trace);
    for (number, block) in (0u32..).zip(trace.blocks.iter().take(blocks)) {
        market.open(number, block);
        let requests = market.requests(behaviour);
        let offers = market.offers(block, behaviour);
        if detail == Detail::Everything {
            market.note_optimum(block);
            market
                .ledger
                .reference_prices
                .push(mechanism.reference_prices().to_vec());
        }
        let orders = Orders {
            trace,
            block: number,
            requests: &requests,
            offers: &offers,
            seed: block.seed,
        };
        let matches = mechanism
            .clear(&orders)
            .map_err(|error| SimulationError::Book { block: number, error })?;
        for made in matches {
            market.settle(block, &made).ok_or(SimulationError::Impossible {
                block: number,
                mechanism: kind.name(),
                request: made.request,
                prover: made.prover,
            })?;
        }
    }
    market.ledger.forgone = market.unserved.values().sum();
    Ok(market.ledger)
}

struct Market<'a> {
    trace: &'a Trace,
    now: u32,
    /// By sequence number.
    waiting: BTreeMap<u64, &'a Arrival>,
    /// By prover.
    free: Vec<u32>,
    /// Provers that get a slot back, by block.
    busy: BTreeMap<u32, Vec<usize>>,
    /// The most that an optimum would have gained from each request that was not served yet, by sequence number.
    unserved: BTreeMap<u64, i128>,
    ledger: Ledger,
}

impl<'a> Market<'a> {
    fn new(trace: &'a Trace) -> Self {
        Self {
            trace,
            now: 0,
            waiting: BTreeMap::new(),
            free: trace.provers.iter().map(|prover| prover.slots).collect(),
            busy: BTreeMap::new(),
            unserved: BTreeMap::new(),
            ledger: Ledger::new(trace.provers.len()),
        }
    }

    fn open(&mut self, now: u32, block: &'a TraceBlock) {
        self.now = now;
        for prover in self.busy.remove(&now).unwrap_or_default() {
            if let Some(free) = self.free.get_mut(prover) {
                *free += 1;
            }
        }
        self.waiting
            .retain(|_, arrival| now <= arrival.block.saturating_add(arrival.patience));
        for arrival in &block.arrivals {
            self.waiting.insert(arrival.id, arrival);
            self.ledger.arrived += 1;
        }
    }

    fn waited(&self, arrival: &Arrival) -> u32 {
        self.now.saturating_sub(arrival.block)
    }

    fn requests(&self, behaviour: &Behaviour) -> Vec<Order> {
        let waiting = self.waiting.values();
        waiting
            .map(|arrival| {
                let waited = self.waited(arrival);
                Order {
                    id: arrival.id,
                    category: arrival.category,
                    units: arrival.units,
                    bid: behaviour.bid(arrival, waited),
                    waited,
                    patience: arrival.patience,
                }
            })
            .collect()
    }

    fn offers(&self, block: &TraceBlock, behaviour: &Behaviour) -> Vec<Offer> {
        let provers = self.free.iter().zip(self.trace.costs(block)).enumerate();
        provers
            .map(|(prover, (free, costs))| Offer {
                prover,
                slots: behaviour.slots(prover, *free),
                asks: costs
                    .iter()
                    .map(|cost| cost.map(|cost| behaviour.ask(prover, cost)))
                    .collect(),
            })
            .filter(|offer| offer.slots > 0)
            .collect()
    }

    /// Notes the greatest welfare that this block allows, given what is open and who is free.
    fn note_optimum(&mut self, block: &TraceBlock) {
        let truth = Behaviour::default();
        let best = assignment::best(&self.requests(&truth), &self.offers(block, &truth));
        let gains = best.into_iter().filter_map(|(request, prover)| {
            let arrival = self.waiting.get(&request)?;
            let cost = self.cost(block, prover, arrival.category)?;
            Some((request, gain(arrival.value, cost, arrival.units)))
        });
        let gains: Vec<(u64, i128)> = gains.collect();
        for (request, gain) in gains {
            self.ledger.optimum += gain;
            let most = self.unserved.entry(request).or_default();
            *most = gain.max(*most);
        }
    }

    fn cost(&self, block: &TraceBlock, prover: usize, category: usize) -> Option<u128> {
        let costs = self.trace.costs(block).get(prover)?;
        costs.get(category).copied().flatten()
    }

    /// None if the match is not possible.
    fn settle(&mut self, block: &TraceBlock, made: &Match) -> Option<()> {
        let arrival = self.waiting.get(&made.request).copied()?;
        let cost = self.cost(block, made.prover, arrival.category)?;
        let free = self.free.get_mut(made.prover)?;
        *free = free.checked_sub(1)?;
        self.waiting.remove(&made.request);
        self.unserved.remove(&made.request);
        let back = self.now.saturating_add(arrival.job_blocks);
        self.busy.entry(back).or_default().push(made.prover);
        let units = u128::from(arrival.units);
        self.ledger.add(Sale {
            request: made.request,
            category: arrival.category,
            prover: made.prover,
            block: self.now,
            waited: self.waited(arrival),
            units: arrival.units,
            paid: made.requester_price * units,
            earned: made.prover_price * units,
            utility: gain(arrival.value, made.requester_price, arrival.units),
            profit: gain(made.prover_price, cost, arrival.units),
            welfare: gain(arrival.value, cost, arrival.units),
        });
        Some(())
    }
}

/// (worth - price) * units. What a scenario may state keeps it far from the ends of its type.
fn gain(worth: u128, price: u128, units: u64) -> i128 {
    let signed = |amount: u128| i128::try_from(amount).unwrap_or(i128::MAX);
    (signed(worth) - signed(price)) * i128::from(units)
}
