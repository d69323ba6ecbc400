//! The mechanisms that are compared. Each sees a block's orders, and nothing else.

mod clairvoyant;
mod dutch;
mod mcafee;
mod pay_as_bid;
mod second_price;
mod toda;

use super::{
    orders::{Match, Orders},
    trace::Trace,
};
use proofnet_toda::BookError;

/// A way to match a block's requests with free slots.
pub trait Mechanism {
    /// Decides one block. What it knows of earlier blocks it keeps itself.
    ///
    /// # Errors
    /// A [`BookError`], if the orders contradict themselves.
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError>;

    /// The reference price of each category in the next block, in planck per proving unit; empty if it has none.
    fn reference_prices(&self) -> &[u128] {
        &[]
    }
}

/// Which mechanism, and how provers behave under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// This project's.
    Toda,
    /// One auction per request: the lowest ask wins and is paid the second lowest.
    SecondPrice,
    /// One auction per request: the lowest ask wins and is paid what it asks.
    PayAsBid,
    /// The price that is offered rises, and provers lock a request as soon as that covers their costs.
    DutchEager,
    /// The price that is offered rises, and provers lock a request when that has reached their costs and a markup.
    DutchPatient,
    /// McAfee's double auction in each category; the marginal prover is excluded with all its slots.
    McAfee,
    /// Knows everything and pays nobody.
    Clairvoyant,
}

impl Kind {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::Toda,
        Self::SecondPrice,
        Self::PayAsBid,
        Self::DutchEager,
        Self::DutchPatient,
        Self::McAfee,
        Self::Clairvoyant,
    ];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toda => "TODA",
            Self::SecondPrice => "second price",
            Self::PayAsBid => "pay as bid",
            Self::DutchEager => "Dutch ramp",
            Self::DutchPatient => "Dutch ramp, strategic",
            Self::McAfee => "McAfee",
            Self::Clairvoyant => "clairvoyant",
        }
    }

    /// Whether a prover does better by asking more than its costs, because it is paid what it asks.
    pub fn invites_markups(self) -> bool {
        matches!(self, Self::PayAsBid | Self::DutchPatient)
    }

    /// Whether anybody pays.
    pub fn sets_prices(self) -> bool {
        self != Self::Clairvoyant
    }

    /// The mechanism as it is before the first block.
    pub fn start(self, trace: &Trace) -> Box<dyn Mechanism> {
        match self {
            Self::Toda => Box::new(toda::Toda::new(trace)),
            Self::SecondPrice => Box::new(second_price::SecondPrice),
            Self::PayAsBid => Box::new(pay_as_bid::PayAsBid),
            Self::DutchEager | Self::DutchPatient => Box::new(dutch::Dutch),
            Self::McAfee => Box::new(mcafee::McAfee),
            Self::Clairvoyant => Box::new(clairvoyant::Clairvoyant),
        }
    }
}
