//! Categories, quotes, depth.

use super::Decimal;
use crate::{Balance, BlockNumber};
use proofnet_market::{CategoryId, CategoryView, Level, Units};
use proofnet_proofs::ProofSystem;
use serde::Serialize;

/// One kind of interchangeable proving work.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Which one.
    pub id: CategoryId,
    /// Proof system of every circuit served here.
    pub system: ProofSystem,
    /// Largest request, in proving units.
    pub max_units: Decimal<Units>,
    /// Blocks from the match to the due block.
    pub proving_window: BlockNumber,
    /// Blocks from the match in which the prover may reject the job.
    pub rejection_window: BlockNumber,
    /// Proofs that a prover must have delivered in time before it may offer here.
    pub min_delivered: u32,
    /// What a job locks of the prover's stake.
    pub collateral: Collateral,
    /// Least unit bid, in planck per proving unit.
    pub price_floor: Decimal<Balance>,
    /// What a requester gets for a missed deadline, in parts per million of the fee.
    pub compensation_ppm: u32,
    /// What the next clearing starts from, in planck per proving unit.
    pub reference_price: Decimal<Balance>,
}

/// The collateral of a job: `fixed + perUnit * units`, in planck.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Collateral {
    /// Planck for any job.
    pub fixed: Decimal<Balance>,
    /// Planck for each proving unit.
    pub per_unit: Decimal<Balance>,
}

impl From<CategoryView<Balance, BlockNumber>> for Category {
    fn from(view: CategoryView<Balance, BlockNumber>) -> Self {
        let rules = view.category;
        Self {
            id: view.id,
            system: rules.system,
            max_units: Decimal(rules.max_units),
            proving_window: rules.proving_window,
            rejection_window: rules.rejection_window,
            min_delivered: rules.min_delivered,
            collateral: Collateral {
                fixed: Decimal(rules.collateral.fixed),
                per_unit: Decimal(rules.collateral.per_unit),
            },
            price_floor: Decimal(rules.price_floor),
            compensation_ppm: rules.compensation.deconstruct(),
            reference_price: Decimal(view.reference_price),
        }
    }
}

/// What a bid may expect, going by the recent past. The market promises nothing.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// What the next clearing starts from, in planck per proving unit.
    pub reference_price: Decimal<Balance>,
    /// Planck that the work costs at that price.
    pub fee: Decimal<Balance>,
    /// The unit bid that the rest is about, in planck per proving unit.
    pub unit_bid: Decimal<Balance>,
    /// How many of the last clearings, at most 32, tell something.
    pub clearings: u32,
    /// How many of these would have served the bid.
    pub served: u32,
    /// `served` of `clearings`, in parts per million; `null` if no clearing tells anything.
    pub probability_ppm: Option<u32>,
    /// Blocks until the bid is served if that goes on, on average; `null` if none would have served it.
    pub expected_wait: Option<u32>,
}

impl From<proofnet_market::Quote<Balance>> for Quote {
    fn from(quote: proofnet_market::Quote<Balance>) -> Self {
        Self {
            reference_price: Decimal(quote.reference_price),
            fee: Decimal(quote.fee),
            unit_bid: Decimal(quote.unit_bid),
            clearings: quote.clearings,
            served: quote.served,
            probability_ppm: quote.probability().map(|share| share.deconstruct()),
            expected_wait: quote.expected_wait,
        }
    }
}

/// What is wanted and offered in a category, best prices first.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Depth {
    /// What the next clearing starts from, in planck per proving unit.
    pub reference_price: Decimal<Balance>,
    /// Open requests in the book.
    pub bids: Vec<BidLevel>,
    /// Free slots of provers.
    pub asks: Vec<AskLevel>,
}

/// Open requests of one unit bid.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct BidLevel {
    /// Planck per proving unit.
    pub unit_price: Decimal<Balance>,
    /// How many.
    pub requests: u32,
    /// Proving units of all of them.
    pub units: Decimal<Units>,
}

/// Provers of one unit ask.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct AskLevel {
    /// Planck per proving unit.
    pub unit_price: Decimal<Balance>,
    /// How many.
    pub provers: u32,
    /// Free slots of all of them.
    pub slots: u64,
}

impl From<proofnet_market::Depth<Balance>> for Depth {
    fn from(depth: proofnet_market::Depth<Balance>) -> Self {
        let bid = |level: Level<Balance>| BidLevel {
            unit_price: Decimal(level.unit_price),
            requests: level.orders,
            units: Decimal(level.amount),
        };
        let ask = |level: Level<Balance>| AskLevel {
            unit_price: Decimal(level.unit_price),
            provers: level.orders,
            slots: level.amount,
        };
        Self {
            reference_price: Decimal(depth.reference_price),
            bids: depth.bids.into_iter().map(bid).collect(),
            asks: depth.asks.into_iter().map(ask).collect(),
        }
    }
}

/// A standing offer.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Ask {
    /// Where.
    pub category: CategoryId,
    /// Planck per proving unit.
    pub unit_ask: Decimal<Balance>,
}
