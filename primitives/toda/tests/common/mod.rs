//! Books, small and large, and two oracles: one tries everything, one is a library's.
// Each test file uses a part of this, and only tests do.
#![allow(dead_code, clippy::indexing_slicing, clippy::unwrap_used)]

pub mod market;
pub mod oracle;

use proofnet_toda::{clear, Book, Category, Outcome, Parameters, Prover, Request, Restriction};
use proptest::prelude::*;

/// Prices of generated books are multiples of this, so that a gain from misreporting stands out against the
/// rounding of prices.
pub const SCALE: u128 = 1_000_000;

pub fn category(id: u32, reference_price: u128) -> Category {
    Category {
        id,
        reference_price,
        floor: 0,
        nominal_units: 1,
    }
}

/// A request of one unit.
pub fn request(id: u64, category: u32, bid: u128) -> Request {
    Request {
        id,
        category,
        units: 1,
        max_fee: bid,
        restriction: Restriction::None,
    }
}

pub fn prover(id: u32, slots: u32, asks: &[(u32, u128)]) -> Prover {
    Prover {
        id,
        slots,
        asks: asks.to_vec(),
    }
}

pub fn cleared(book: &Book) -> Outcome {
    clear(book, &Parameters::default()).unwrap()
}

pub fn nominal(book: &Book, category: u32) -> u128 {
    category_of(book, category).nominal_units.into()
}

pub fn category_of(book: &Book, id: u32) -> &Category {
    book.categories.iter().find(|category| category.id == id).unwrap()
}

pub fn request_of(book: &Book, id: u64) -> &Request {
    book.requests.iter().find(|request| request.id == id).unwrap()
}

pub fn prover_of(book: &Book, id: u32) -> &Prover {
    book.provers.iter().find(|prover| prover.id == id).unwrap()
}

pub fn ask_of(prover: &Prover, category: u32) -> Option<u128> {
    prover
        .asks
        .iter()
        .find(|(served, _)| *served == category)
        .map(|(_, ask)| *ask)
}

/// The threshold that a request trades at.
pub fn threshold(book: &Book, request: &Request) -> u128 {
    let price = category_of(book, request.category).reference_price;
    match request.restriction {
        Restriction::None => price,
        Restriction::Exclude(_) => price + 1,
        Restriction::Only(_) => price.saturating_sub(1),
    }
}

/// What the prover `id` earns at nominal sizes if its true costs per unit are `costs`.
pub fn prover_profit(book: &Book, outcome: &Outcome, id: u32, costs: &Prover) -> i128 {
    let trades = outcome.trades.iter().filter(|trade| trade.prover == id);
    trades
        .map(|trade| {
            let cost = ask_of(costs, trade.category).map_or(i128::MAX / 1_000_000, |cost| cost as i128);
            (trade.prover_unit_price as i128 - cost) * nominal(book, trade.category) as i128
        })
        .sum()
}

/// Proving units at nominal sizes that the prover `id` sold.
pub fn units_sold(book: &Book, outcome: &Outcome, id: u32) -> i128 {
    let trades = outcome.trades.iter().filter(|trade| trade.prover == id);
    trades.map(|trade| nominal(book, trade.category) as i128).sum()
}

/// What the requester of `id` gains if the work is worth `value` to it.
pub fn requester_gain(outcome: &Outcome, request: &Request, value: u128) -> i128 {
    outcome
        .trades
        .iter()
        .find(|trade| trade.request == request.id)
        .map_or(0, |trade| {
            value as i128 - (trade.requester_unit_price * u128::from(request.units)) as i128
        })
}

/// The greatest welfare margin, and the most trades at that margin, by trying every allocation.
pub fn optimum(book: &Book) -> (i128, u32) {
    let mut wanted: Vec<(&Request, u128)> = book
        .requests
        .iter()
        .map(|request| (request, threshold(book, request)))
        .filter(|(request, threshold)| request.unit_bid() >= *threshold)
        .collect();
    wanted.sort_by_key(|(request, _)| request.category);
    let mut slots: Vec<u32> = book.provers.iter().map(|prover| prover.slots).collect();
    best_from(book, &wanted, &mut slots)
}

fn best_from(book: &Book, wanted: &[(&Request, u128)], slots: &mut Vec<u32>) -> (i128, u32) {
    let Some(((request, threshold), rest)) = wanted.split_first() else {
        return (0, 0);
    };
    let mut best = best_from(book, rest, slots);
    for (index, prover) in book.provers.iter().enumerate() {
        let Some(ask) = ask_of(prover, request.category) else {
            continue;
        };
        if slots[index] == 0 || ask > *threshold || !request.restriction.admits(prover.id) {
            continue;
        }
        slots[index] -= 1;
        let (margin, trades) = best_from(book, rest, slots);
        slots[index] += 1;
        let own = ((threshold - ask) * nominal(book, request.category)) as i128;
        best = best.max((margin + own, trades + 1));
    }
    best
}

fn restriction() -> impl Strategy<Value = Restriction> {
    let provers = proptest::collection::vec(1u32..=3, 0..3);
    prop_oneof![
        8 => Just(Restriction::None),
        1 => provers.clone().prop_map(Restriction::Exclude),
        1 => provers.prop_map(Restriction::Only),
    ]
}

/// Books of up to three categories (10, 20, 30), three provers (1, 2, 3) and five requests, whose sizes are
/// nominal. Few different prices, so that ties are frequent.
pub fn small_book() -> impl Strategy<Value = Book> {
    let categories = proptest::collection::vec((0u128..=6, 1u64..=3), 1..=3);
    let requests = proptest::collection::vec((0usize..3, 0u128..=8, restriction()), 0..=5);
    let asks = proptest::collection::vec(proptest::option::weighted(0.8, 0u128..=7), 3);
    let provers = proptest::collection::vec((0u32..=2, asks), 0..=3);
    (categories, requests, provers, any::<[u8; 32]>()).prop_map(|(categories, requests, provers, seed)| {
        let categories: Vec<Category> = categories
            .into_iter()
            .zip([10, 20, 30])
            .map(|((price, nominal_units), id)| Category {
                id,
                reference_price: price * SCALE,
                floor: 0,
                nominal_units,
            })
            .collect();
        let requests = requests
            .into_iter()
            .zip(1..)
            .map(|((index, bid, restriction), id)| {
                let category = &categories[index % categories.len()];
                let max_fee = bid * SCALE * u128::from(category.nominal_units);
                Request {
                    id,
                    category: category.id,
                    units: category.nominal_units,
                    max_fee,
                    restriction,
                }
            });
        let provers = provers.into_iter().zip(1..).map(|((slots, asks), id)| {
            let asks = categories.iter().zip(asks);
            let asks = asks
                .filter_map(|(category, ask)| ask.map(|ask| (category.id, ask * SCALE)))
                .collect();
            Prover { id, slots, asks }
        });
        Book {
            requests: requests.collect(),
            provers: provers.collect(),
            categories,
            seed,
        }
    })
}
