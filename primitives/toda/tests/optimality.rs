//! The allocation is the best there is.
// Helpers of tests may panic as tests may.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use common::*;
use proofnet_toda::Book;
use proptest::prelude::*;

fn welfare_of_trades(book: &Book, outcome: &proofnet_toda::Outcome) -> u128 {
    let margins = outcome.trades.iter().map(|trade| {
        let threshold = threshold(book, request_of(book, trade.request));
        let ask = ask_of(prover_of(book, trade.prover), trade.category).unwrap();
        (threshold - ask) * nominal(book, trade.category)
    });
    margins.sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn welfare_should_equal_the_brute_force_optimum_when_the_book_is_small(book in small_book()) {
        prop_assert_eq!(cleared(&book).welfare_margin as i128, optimum(&book).0);
    }

    #[test]
    fn trades_should_realise_the_reported_welfare_when_cleared(book in small_book()) {
        let outcome = cleared(&book);
        prop_assert_eq!(welfare_of_trades(&book, &outcome), outcome.welfare_margin);
    }

    #[test]
    fn trades_should_be_as_many_as_the_optimum_allows_when_margins_are_zero(book in small_book()) {
        prop_assert_eq!(cleared(&book).trades.len() as u32, optimum(&book).1);
    }
}

#[test]
fn slots_should_serve_the_category_where_nobody_else_can_when_shared() {
    // Prover 1 is the cheaper in both, but only it serves category 2.
    let book = Book {
        categories: vec![category(1, 100), category(2, 50)],
        requests: vec![request(1, 1, 120), request(2, 2, 55)],
        provers: vec![prover(1, 1, &[(1, 60), (2, 20)]), prover(2, 1, &[(1, 70)])],
        seed: [0; 32],
    };
    let pairs: Vec<_> = cleared(&book)
        .trades
        .iter()
        .map(|trade| (trade.request, trade.prover))
        .collect();
    assert_eq!(pairs, [(1, 2), (2, 1)]);
}

#[test]
fn trade_should_happen_when_its_margin_is_zero_and_nothing_better_wants_the_slot() {
    let book = Book {
        categories: vec![category(1, 100)],
        requests: vec![request(1, 1, 100)],
        provers: vec![prover(1, 1, &[(1, 100)])],
        seed: [0; 32],
    };
    assert_eq!(cleared(&book).trades.len(), 1);
}

#[test]
fn slot_should_go_to_the_larger_category_when_unit_margins_are_equal() {
    let mut book = Book {
        categories: vec![category(1, 100), category(2, 100)],
        requests: vec![request(1, 1, 100), request(2, 2, 100)],
        provers: vec![prover(1, 1, &[(1, 90), (2, 90)])],
        seed: [0; 32],
    };
    book.categories[1].nominal_units = 2;
    assert_eq!(cleared(&book).trades[0].request, 2);
}
