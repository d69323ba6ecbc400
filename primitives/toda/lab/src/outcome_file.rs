//! What a clearing decided, as JSON.

use crate::amount::Amount;
use proofnet_toda::{Outcome, Trade};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An [`Outcome`] as it is written in JSON: all amounts and prices are strings of decimal digits.
///
/// ```json
/// {
///   "trades": [{
///     "request": 0,
///     "prover": 0,
///     "category": 0,
///     "requester_unit_price": "120",
///     "prover_unit_price": "120"
///   }],
///   "welfare_margin": "100",
///   "surplus": "0",
///   "next_reference_prices": {"0": "113"}
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeFile {
    trades: Vec<TradeFields>,
    welfare_margin: Amount,
    surplus: Amount,
    next_reference_prices: BTreeMap<u32, Amount>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TradeFields {
    request: u64,
    prover: u32,
    category: u32,
    requester_unit_price: Amount,
    prover_unit_price: Amount,
}

impl From<&Outcome> for OutcomeFile {
    fn from(outcome: &Outcome) -> Self {
        let prices = outcome.next_reference_prices.iter();
        Self {
            trades: outcome.trades.iter().map(TradeFields::from).collect(),
            welfare_margin: Amount(outcome.welfare_margin),
            surplus: Amount(outcome.surplus),
            next_reference_prices: prices
                .map(|(category, price)| (*category, Amount(*price)))
                .collect(),
        }
    }
}

impl From<&Trade> for TradeFields {
    fn from(trade: &Trade) -> Self {
        Self {
            request: trade.request,
            prover: trade.prover,
            category: trade.category,
            requester_unit_price: Amount(trade.requester_unit_price),
            prover_unit_price: Amount(trade.prover_unit_price),
        }
    }
}
