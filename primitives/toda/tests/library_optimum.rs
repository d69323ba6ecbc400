//! Allocation and prices follow from optima that a library finds, in books beyond brute force.
// Helpers of tests may panic as tests may.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use common::{
    market::{market, scale, Size},
    oracle::{library_optimum, margin},
    *,
};
use num_bigint::BigInt;
use proofnet_toda::{clear, Book, Outcome, Parameters};
use proptest::prelude::*;

const LARGE: Size = Size {
    categories: 6,
    requests: 48,
    provers: 12,
    slots: 6,
};

fn large_market() -> impl Strategy<Value = Book> {
    scale().prop_flat_map(|scale| market(LARGE, scale))
}

fn cleared_in_full(book: &Book) -> Outcome {
    let parameters = Parameters {
        max_restricted: u32::MAX,
        ..Parameters::default()
    };
    clear(book, &parameters).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn welfare_and_trades_should_equal_the_library_optimum_when_the_book_is_large(book in large_market()) {
        let outcome = cleared_in_full(&book);
        let reached = (outcome.welfare_margin as i128, outcome.trades.len() as i128);
        prop_assert_eq!(reached, library_optimum(&book));
    }

    #[test]
    fn prover_prices_should_follow_from_library_optima_when_each_winner_is_left_out(book in large_market()) {
        let outcome = cleared_in_full(&book);
        let (with_all, _) = library_optimum(&book);
        for (position, prover) in book.provers.iter().enumerate() {
            let trades: Vec<_> = outcome.trades.iter().filter(|trade| trade.prover == prover.id).collect();
            if trades.is_empty() {
                continue;
            }
            let mut rest = book.clone();
            rest.provers.remove(position);
            let loss = BigInt::from(with_all - library_optimum(&rest).0);
            let own: i128 = trades
                .iter()
                .map(|trade| margin(&book, request_of(&book, trade.request), prover).unwrap())
                .sum();
            for trade in trades {
                let ask = ask_of(prover, trade.category).unwrap();
                let unit_margin = threshold(&book, request_of(&book, trade.request)) - ask;
                let share = if own == 0 { BigInt::ZERO } else { BigInt::from(unit_margin) * &loss / own };
                prop_assert_eq!(BigInt::from(trade.prover_unit_price), share + ask);
            }
        }
    }
}
