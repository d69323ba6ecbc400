//! No prover gains by asking other than its costs, by holding back slots, or by posing as two.
//!
//! Profits are at nominal sizes. Prices are whole planck per unit, rounded down: an honest prover can lose
//! less than one planck for each unit it sells, and that is all that a misreport could win.

// Helpers of tests may panic as tests may.
#![allow(clippy::indexing_slicing)]

mod common;

use common::*;
use proofnet_toda::{Book, Prover};
use proptest::prelude::*;

/// What a prover earns by reporting `reports` (under their own ids) in place of its true self.
fn profit_of_reports(book: &Book, truth: &Prover, reports: &[Prover]) -> i128 {
    let mut misreport = book.clone();
    misreport.provers.retain(|prover| prover.id != truth.id);
    misreport.provers.extend_from_slice(reports);
    let outcome = cleared(&misreport);
    reports
        .iter()
        .map(|report| prover_profit(&misreport, &outcome, report.id, truth))
        .sum()
}

/// The prover's honest profit, and the bound below which a misreport's gain is one of rounding.
fn honest(book: &Book, prover: &Prover) -> (i128, i128) {
    let outcome = cleared(book);
    (
        prover_profit(book, &outcome, prover.id, prover),
        units_sold(book, &outcome, prover.id),
    )
}

/// Every combination of asks from `grid` for the categories that `prover` serves.
fn ask_vectors(prover: &Prover, grid: &[u128]) -> Vec<Vec<(u32, u128)>> {
    prover
        .asks
        .iter()
        .fold(vec![vec![]], |vectors: Vec<Vec<(u32, u128)>>, (category, _)| {
            let extend = |vector: Vec<(u32, u128)>| {
                grid.iter()
                    .map(move |ask| [vector.clone(), vec![(*category, *ask)]].concat())
            };
            vectors.into_iter().flat_map(extend).collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn prover_should_not_gain_when_it_misreports_its_asks_or_withholds_slots(book in small_book()) {
        let grid = [0, 1, 2, 3, 4, 5, 6, 7].map(|ask| ask * SCALE);
        for prover in &book.provers {
            let (profit, rounding) = honest(&book, prover);
            for asks in ask_vectors(prover, &grid) {
                for slots in 0..=prover.slots {
                    let report = Prover { id: prover.id, slots, asks: asks.clone() };
                    let gain = profit_of_reports(&book, prover, std::slice::from_ref(&report)) - profit;
                    prop_assert!(gain <= 0 || gain < rounding, "gains {gain} by {report:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn prover_should_not_gain_when_it_refuses_a_category(book in small_book()) {
        for prover in &book.provers {
            let (profit, rounding) = honest(&book, prover);
            for refused in 0..prover.asks.len() {
                let mut report = prover.clone();
                report.asks.remove(refused);
                let gain = profit_of_reports(&book, prover, &[report]) - profit;
                prop_assert!(gain <= 0 || gain < rounding);
            }
        }
    }

    #[test]
    fn prover_should_not_gain_when_it_poses_as_two(
        book in small_book(),
        first in proptest::collection::vec(0u128..=7, 3),
        second in proptest::collection::vec(0u128..=7, 3),
    ) {
        for prover in book.provers.iter().filter(|prover| prover.slots == 2) {
            // Restricted requests name provers by id, which a second account escapes: registration's
            // concern, not the auction's.
            let mut book = book.clone();
            book.requests.retain(|request| request.restriction == proofnet_toda::Restriction::None);
            let (profit, rounding) = honest(&book, prover);
            let account = |id, prices: &[u128]| {
                let asks = prover.asks.iter().zip(prices).map(|((category, _), ask)| (*category, ask * SCALE));
                Prover { id, slots: 1, asks: asks.collect() }
            };
            let reports = [account(prover.id, &first), account(99, &second)];
            let gain = profit_of_reports(&book, prover, &reports) - profit;
            prop_assert!(gain <= 0 || gain < rounding, "gains {gain} by {reports:?}");
        }
    }
}

/// The market in which McAfee's auction pays a prover with two slots for misreporting one of them.
fn multi_slot_market(reference_price: u128) -> Book {
    let bids = [83, 78, 78, 76, 61, 58];
    let asks = [79, 82, 88, 98];
    Book {
        categories: vec![category(1, reference_price)],
        requests: bids
            .iter()
            .zip(1..)
            .map(|(bid, id)| request(id, 1, bid * SCALE))
            .collect(),
        provers: asks
            .iter()
            .zip(2..)
            .map(|(ask, id)| prover(id, 1, &[(1, ask * SCALE)]))
            .chain([prover(1, 2, &[(1, 2 * SCALE)])])
            .collect(),
        seed: [5; 32],
    }
}

/// What a seller with these asks for its slots earns in McAfee's double auction (1992) if each slot costs `cost`.
/// Bids and asks are one per unit; the rivals ask `rivals`.
fn mcafee_profit(bids: &[u128], rivals: &[u128], own: &[u128], cost: f64) -> f64 {
    let mut bids = bids.to_vec();
    bids.sort_by(|left, right| right.cmp(left));
    let rivals = rivals.iter().map(|ask| (*ask, false));
    let mut asks: Vec<(u128, bool)> = rivals.chain(own.iter().map(|ask| (*ask, true))).collect();
    asks.sort();
    let efficient = bids
        .iter()
        .zip(&asks)
        .take_while(|(bid, (ask, _))| *bid >= ask)
        .count();
    if efficient == 0 {
        return 0.0;
    }
    let (last_bid, last_ask) = (bids[efficient - 1] as f64, asks[efficient - 1].0 as f64);
    let between = match (bids.get(efficient), asks.get(efficient)) {
        (Some(bid), Some((ask, _))) => Some((*bid as f64 + *ask as f64) / 2.0),
        _ => None,
    };
    // The mean of the first pair that does not trade, if all that should trade accept it; else the last pair that
    // should trade is given up and sets the price.
    let (trades, price) = match between.filter(|price| (last_ask..=last_bid).contains(price)) {
        Some(price) => (efficient, price),
        None => (efficient - 1, last_ask),
    };
    let sold = asks.iter().take(trades).filter(|(_, own)| *own).count();
    sold as f64 * (price - cost)
}

#[test]
fn prover_with_two_slots_should_gain_under_mcafee_when_it_misreports_its_second_slot() {
    let (bids, rivals) = ([83, 78, 78, 76, 61, 58], [79, 82, 88, 98]);
    assert_eq!(mcafee_profit(&bids, &rivals, &[2, 2], 2.0), 0.0);
    assert_eq!(mcafee_profit(&bids, &rivals, &[2, 80], 2.0), 76.5);
}

#[test]
fn prover_with_two_slots_should_not_gain_here_when_it_misreports_as_it_would_under_mcafee() {
    for price in 0..=100 {
        let book = multi_slot_market(price * SCALE);
        let truth = prover_of(&book, 1);
        let (profit, rounding) = honest(&book, truth);
        let reports = [prover(1, 1, &[(1, 2 * SCALE)]), prover(99, 1, &[(1, 80 * SCALE)])];
        let gain = profit_of_reports(&book, truth, &reports) - profit;
        assert!(gain <= 0 || gain < rounding, "gains {gain} at {price}");
    }
}

#[test]
fn prover_with_two_slots_should_not_gain_when_it_asks_more_for_both_or_withholds_one() {
    for price in 0..=100 {
        let book = multi_slot_market(price * SCALE);
        let truth = prover_of(&book, 1);
        let (profit, rounding) = honest(&book, truth);
        for (ask, slots) in (0..=100).flat_map(|ask| [(ask, 1), (ask, 2)]) {
            let gain = profit_of_reports(&book, truth, &[prover(1, slots, &[(1, ask * SCALE)])]) - profit;
            assert!(
                gain <= 0 || gain < rounding,
                "gains {gain} at {price} by asking {ask} for {slots}"
            );
        }
    }
}

#[test]
fn prover_with_two_slots_should_not_gain_when_it_misreports_its_second_slot_from_another_account() {
    for price in 50..=100 {
        let book = multi_slot_market(price * SCALE);
        let truth = prover_of(&book, 1);
        let (profit, rounding) = honest(&book, truth);
        for (first, second) in (0..=20).flat_map(|first| (0..=20).map(move |second| (first * 5, second * 5)))
        {
            let reports = [
                prover(1, 1, &[(1, first * SCALE)]),
                prover(99, 1, &[(1, second * SCALE)]),
            ];
            let gain = profit_of_reports(&book, truth, &reports) - profit;
            assert!(
                gain <= 0 || gain < rounding,
                "gains {gain} at {price} by asking {first} and {second}"
            );
        }
    }
}

#[test]
fn prover_with_two_slots_should_earn_the_whole_margin_when_nobody_else_sells_below_the_reference_price() {
    let book = multi_slot_market(77 * SCALE);
    assert_eq!(honest(&book, prover_of(&book, 1)).0, 2 * 75 * SCALE as i128);
}
