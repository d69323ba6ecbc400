//! The reference price after a clearing, from the whole book.

mod common;

use common::*;
use proofnet_toda::{Book, Prover};

fn next_price(bids: &[u128], provers: Vec<Prover>) -> Option<u128> {
    let book = Book {
        categories: vec![category(1, 1_000)],
        requests: bids
            .iter()
            .zip(1..)
            .map(|(bid, id)| request(id, 1, *bid))
            .collect(),
        provers,
        seed: [2; 32],
    };
    cleared(&book)
        .next_reference_prices
        .first()
        .map(|(_, price)| *price)
}

#[test]
fn price_should_rise_to_the_idle_ask_when_a_loser_reaches_it() {
    assert_eq!(
        next_price(
            &[1_200, 1_100],
            vec![prover(1, 1, &[(1, 900)]), prover(2, 1, &[(1, 1_050)])]
        ),
        Some(1_050)
    );
}

#[test]
fn price_should_rise_so_that_five_more_slots_would_work_when_a_loser_reaches_the_next() {
    // One of prover 2's slots for the loser, the other and prover 3's for the reserve of five.
    let provers = vec![
        prover(1, 1, &[(1, 900)]),
        prover(2, 2, &[(1, 1_050)]),
        prover(3, 4, &[(1, 1_080)]),
        prover(4, 9, &[(1, 1_090)]),
    ];
    assert_eq!(next_price(&[1_200, 1_100], provers), Some(1_080));
}

#[test]
fn price_should_rise_to_the_lowest_loser_when_idle_asks_are_out_of_reach() {
    let provers = vec![prover(1, 1, &[(1, 900)]), prover(2, 1, &[(1, 1_500)])];
    assert_eq!(next_price(&[1_200, 1_100, 1_040], provers), Some(1_040));
}

#[test]
fn price_should_fall_to_the_midpoint_when_a_low_bid_and_an_idle_ask_meet() {
    assert_eq!(next_price(&[960], vec![prover(1, 5, &[(1, 900)])]), Some(930));
}

#[test]
fn price_should_drift_to_the_ask_of_the_fifth_free_slot_when_work_traded() {
    let provers = vec![
        prover(1, 1, &[(1, 700)]),
        prover(2, 4, &[(1, 850)]),
        prover(3, 4, &[(1, 930)]),
    ];
    assert_eq!(next_price(&[1_200], provers), Some(930));
}

#[test]
fn price_should_drift_from_slots_that_other_categories_took_when_they_are_not_free() {
    let book = |slots| Book {
        categories: vec![category(1, 1_000), category(2, 1_000)],
        requests: vec![request(1, 1, 1_200), request(2, 2, 1_200)],
        provers: vec![prover(1, 1, &[(1, 700)]), prover(2, slots, &[(1, 850), (2, 850)])],
        seed: [2; 32],
    };
    assert_eq!(cleared(&book(6)).next_reference_prices, [(1, 850), (2, 850)]);
    assert_eq!(cleared(&book(5)).next_reference_prices, [(1, 1_000), (2, 1_000)]);
}

#[test]
fn price_should_stay_when_every_slot_and_request_is_matched() {
    assert_eq!(next_price(&[1_200], vec![prover(1, 1, &[(1, 700)])]), Some(1_000));
}

#[test]
fn price_should_stay_when_nobody_trades_and_nothing_meets() {
    assert_eq!(next_price(&[800], vec![prover(1, 1, &[(1, 900)])]), Some(1_000));
}

#[test]
fn price_should_approach_the_sellers_cost_when_one_pair_trades_block_after_block() {
    // Far too high at first: the request cannot afford the reference price, though it would pay the cost.
    let mut book = Book {
        categories: vec![category(1, 1_000_000)],
        requests: vec![request(1, 1, 5_000)],
        provers: vec![prover(1, 1, &[(1, 4_000)])],
        seed: [2; 32],
    };
    let blocks = (1..100).find(|_| {
        let outcome = cleared(&book);
        book.categories[0].reference_price = outcome.next_reference_prices[0].1;
        !outcome.trades.is_empty()
    });
    // 1,000,000 / 4^n passes 5,000 at n = 4; the trade is in the block after.
    assert_eq!(blocks, Some(5));
}
