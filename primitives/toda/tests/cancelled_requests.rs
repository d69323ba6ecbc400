//! Cancelling a request that loses changes nobody else's price, except what step 4 says: if it was the best loser,
//! the winners of its category pay the next best loser's bid, or the reference price.
//!
//! Where several allocations are equally good (a tie), the cancellation may also bring about another one of them:
//! the same requests win and every prover's profit at nominal sizes is the same before rounding, but which prover
//! serves which category may differ.
// Helpers of tests may panic as tests may.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use common::{
    market::{market, scale, Size},
    *,
};
use proofnet_toda::{Book, Outcome, Prover, Request, Restriction};
use proptest::prelude::*;

const MEDIUM: Size = Size {
    categories: 4,
    requests: 16,
    provers: 6,
    slots: 5,
};

/// The same book with asks that differ in digits that no tie survives.
fn without_ties(mut book: Book, noise: &[u32]) -> Book {
    let asks = book.provers.iter_mut().flat_map(|prover| &mut prover.asks);
    for ((_, ask), noise) in asks.zip(noise) {
        *ask = (*ask << 32) + u128::from(*noise);
    }
    for category in &mut book.categories {
        category.reference_price = (category.reference_price << 32) + (1 << 31);
    }
    for request in &mut book.requests {
        request.max_fee = (request.unit_bid() << 32).saturating_mul(request.units.into());
    }
    book
}

/// Each losing request, and the book without it.
fn cancellations<'a>(book: &'a Book, outcome: &'a Outcome) -> impl Iterator<Item = (&'a Request, Book)> {
    let traded = |request: &Request| outcome.trades.iter().any(|trade| trade.request == request.id);
    let losers = book
        .requests
        .iter()
        .enumerate()
        .filter(move |(_, request)| !traded(request));
    losers.map(|(index, request)| {
        let mut rest = book.clone();
        rest.requests.remove(index);
        (request, rest)
    })
}

/// What the winner `request` pays after step 4: the best bid that lost in its category, at least its threshold.
fn price_by_losers(book: &Book, outcome: &Outcome, request: &Request) -> u128 {
    let losers = book.requests.iter().filter(|other| {
        other.category == request.category
            && request.restriction == Restriction::None
            && other.restriction == Restriction::None
            && !outcome.trades.iter().any(|trade| trade.request == other.id)
    });
    let best = losers.map(Request::unit_bid).max().unwrap_or(0);
    best.max(threshold(book, request))
}

/// Profit at nominal sizes, and units sold.
fn profit(book: &Book, outcome: &Outcome, prover: &Prover) -> (i128, i128) {
    (
        prover_profit(book, outcome, prover.id, prover),
        units_sold(book, outcome, prover.id),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn prices_of_others_should_stay_when_a_losing_request_is_cancelled_and_there_is_no_tie(
        book in market(MEDIUM, 1_000_000), noise in proptest::collection::vec(any::<u32>(), 24),
    ) {
        // A rescue and an ordinary request always tie: it makes no difference which of two provers serves which.
        let mut book = without_ties(book, &noise);
        book.requests.retain(|request| request.restriction == Restriction::None);
        let before = cleared(&book);
        for (request, rest) in cancellations(&book, &before) {
            let mut expected = before.trades.clone();
            for trade in &mut expected {
                trade.requester_unit_price = price_by_losers(&rest, &before, request_of(&rest, trade.request));
            }
            prop_assert_eq!(cleared(&rest).trades, expected, "cancelled {:?}", request);
        }
    }

    #[test]
    fn winners_prices_and_profits_should_stay_when_a_losing_request_is_cancelled_and_ties_abound(
        book in scale().prop_flat_map(|scale| market(MEDIUM, scale)),
    ) {
        let before = cleared(&book);
        for (request, rest) in cancellations(&book, &before) {
            let after = cleared(&rest);
            prop_assert_eq!(before.welfare_margin, after.welfare_margin);
            let winners = |outcome: &Outcome| outcome.trades.iter().map(|trade| trade.request).collect::<Vec<_>>();
            prop_assert_eq!(winners(&before), winners(&after), "cancelled {:?}", request);
            for trade in &after.trades {
                let expected = price_by_losers(&rest, &after, request_of(&rest, trade.request));
                prop_assert_eq!(trade.requester_unit_price, expected);
            }
            for prover in &book.provers {
                let (profit_before, units_before) = profit(&book, &before, prover);
                let (profit_after, units_after) = profit(&rest, &after, prover);
                let rounding = units_before.max(units_after).max(1);
                prop_assert!((profit_before - profit_after).abs() < rounding, "cancelled {:?}", request);
            }
        }
    }
}
