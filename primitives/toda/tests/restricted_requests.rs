//! Rescues and private requests.

mod common;

use common::*;
use proofnet_toda::{clear, Book, Outcome, Parameters, Prover, Request, Restriction};

fn restricted(id: u64, bid: u128, restriction: Restriction) -> Request {
    Request {
        restriction,
        ..request(id, 1, bid)
    }
}

fn rescue(id: u64, bid: u128, excluded: u32) -> Request {
    restricted(id, bid, Restriction::Exclude(vec![excluded]))
}

fn private(id: u64, bid: u128, admitted: &[u32]) -> Request {
    restricted(id, bid, Restriction::Only(admitted.to_vec()))
}

fn book(requests: Vec<Request>, provers: Vec<Prover>) -> Book {
    Book {
        categories: vec![category(1, 100)],
        requests,
        provers,
        seed: [1; 32],
    }
}

fn served(outcome: &Outcome) -> Vec<u64> {
    outcome.trades.iter().map(|trade| trade.request).collect()
}

#[test]
fn rescue_should_go_first_when_an_ordinary_request_bids_more() {
    let book = book(
        vec![request(1, 1, 900), rescue(2, 101, 7)],
        vec![prover(1, 1, &[(1, 50)])],
    );
    assert_eq!(served(&cleared(&book)), [2]);
}

#[test]
fn rescue_should_pay_the_reference_price_and_one_when_served() {
    let book = book(vec![rescue(2, 500, 7)], vec![prover(1, 1, &[(1, 50)])]);
    let trade = cleared(&book).trades[0];
    assert_eq!((trade.requester_unit_price, trade.prover_unit_price), (101, 101));
}

#[test]
fn rescue_should_lose_when_it_bids_only_the_reference_price() {
    let book = book(vec![rescue(2, 100, 7)], vec![prover(1, 1, &[(1, 50)])]);
    assert!(cleared(&book).trades.is_empty());
}

#[test]
fn rescue_should_not_return_to_a_prover_when_that_is_excluded() {
    let book = book(vec![rescue(2, 500, 7)], vec![prover(7, 1, &[(1, 50)])]);
    assert!(cleared(&book).trades.is_empty());
}

#[test]
fn private_request_should_come_last_when_an_ordinary_request_wants_the_slot() {
    let book = book(
        vec![private(1, 900, &[1]), request(2, 1, 100)],
        vec![prover(1, 1, &[(1, 50)])],
    );
    assert_eq!(served(&cleared(&book)), [2]);
}

#[test]
fn private_request_should_pay_the_reference_price_less_one_when_served() {
    let book = book(vec![private(1, 900, &[1])], vec![prover(1, 1, &[(1, 50)])]);
    let trade = cleared(&book).trades[0];
    assert_eq!((trade.requester_unit_price, trade.prover_unit_price), (99, 99));
}

#[test]
fn private_request_should_lose_when_its_provers_have_no_slot() {
    let book = book(vec![private(1, 900, &[2])], vec![prover(1, 1, &[(1, 50)])]);
    assert!(cleared(&book).trades.is_empty());
}

#[test]
fn private_request_should_come_last_when_the_reference_price_is_zero() {
    let mut book = book(
        vec![private(1, 900, &[1]), request(2, 1, 100)],
        vec![prover(1, 1, &[(1, 0)])],
    );
    book.categories[0].reference_price = 0;
    assert_eq!(served(&cleared(&book)), [2]);
}

#[test]
fn rescue_should_go_first_when_the_reference_price_is_the_greatest_number() {
    let most = u128::MAX;
    let mut book = book(
        vec![request(1, 1, most), rescue(2, most, 7)],
        vec![prover(1, 1, &[(1, 0)])],
    );
    book.categories[0].reference_price = most;
    assert_eq!(served(&cleared(&book)), [2]);
}

#[test]
fn restricted_requests_should_take_part_by_kind_and_sequence_when_they_are_too_many() {
    let requests = vec![
        private(1, 200, &[1]),
        private(2, 200, &[1]),
        rescue(3, 200, 7),
        rescue(4, 100, 7), // bids too little, and so takes no place
        private(5, 200, &[1]),
        rescue(6, 200, 7),
    ];
    let book = book(requests, vec![prover(1, 9, &[(1, 50)])]);
    let parameters = Parameters {
        max_restricted: 3,
        ..Parameters::default()
    };
    assert_eq!(served(&clear(&book, &parameters).unwrap()), [1, 3, 6]);
}

#[test]
fn restricted_requests_should_share_slots_with_ordinary_ones_when_capacity_is_scarce() {
    let requests = vec![
        request(1, 1, 200),
        request(2, 1, 190),
        rescue(3, 150, 1),
        private(4, 500, &[2]),
    ];
    let provers = vec![prover(1, 1, &[(1, 10)]), prover(2, 2, &[(1, 40)])];
    let outcome = cleared(&book(requests, provers));
    let pairs: Vec<(u64, u32)> = outcome
        .trades
        .iter()
        .map(|trade| (trade.request, trade.prover))
        .collect();
    assert_eq!(
        pairs.iter().map(|(request, _)| *request).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(pairs[2].1, 2);
}

#[test]
fn reference_price_should_stay_when_only_restricted_requests_lose() {
    let book = book(
        vec![rescue(1, 900, 1), private(2, 900, &[3])],
        vec![prover(1, 1, &[(1, 50)])],
    );
    assert_eq!(cleared(&book).next_reference_prices, [(1, 100)]);
}
