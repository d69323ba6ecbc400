//! No sampled misreport gains, in markets with several provers, slots and categories: at least 100,000 by provers
//! and 50,000 by requesters, which the tests count.
//!
//! The quantum of rounding: prices are whole planck per unit, rounded down, so an honest prover loses less than one
//! planck for each unit (at nominal size) that it sells. A prover's misreport may gain less than that; a
//! requester's gains nothing at all.
// Helpers of tests may panic as tests may.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod common;

use common::{
    market::{draw, market, price, scale, Draw, Size},
    *,
};
use ethnum::I256;
use proofnet_toda::{Book, Outcome, Prover, Restriction};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestCaseError, TestRunner},
};
use std::cell::Cell;

const MEDIUM: Size = Size {
    categories: 4,
    requests: 16,
    provers: 6,
    slots: 5,
};

/// A way to report other than the truth: which prover, an ask in place of each (none: not served), and slots.
type Misreport = (Index, Vec<Option<Draw>>, Index);

fn misreport() -> impl Strategy<Value = Misreport> {
    let ask = proptest::option::weighted(0.95, draw());
    let asks = proptest::collection::vec(ask, MEDIUM.categories);
    (any::<Index>(), asks, any::<Index>())
}

/// A market, its scale, and samples to try on it.
fn with_market<T: std::fmt::Debug>(
    samples: impl Strategy<Value = T>,
) -> impl Strategy<Value = ((Book, u128), T)> {
    let scaled = scale().prop_flat_map(|scale| (market(MEDIUM, scale), Just(scale)));
    (scaled, samples)
}

/// Runs `check` on as many cases; it returns how many misreports it tried. Returns their number.
fn count<T: std::fmt::Debug>(
    cases: u32,
    strategy: impl Strategy<Value = T>,
    check: impl Fn(T) -> Result<u32, TestCaseError>,
) -> u32 {
    let tried = Cell::new(0);
    let config = Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    };
    let result = TestRunner::new(config).run(&strategy, |case| {
        tried.set(tried.get() + check(case)?);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    tried.get()
}

/// Profit at nominal sizes of all the accounts named, if they all are `truth`; and the proving units sold.
fn profit(book: &Book, outcome: &Outcome, truth: &Prover, accounts: &[Prover]) -> (I256, I256) {
    let named = |id: u32| accounts.iter().any(|account| account.id == id);
    let trades = outcome.trades.iter().filter(|trade| named(trade.prover));
    trades.fold((I256::ZERO, I256::ZERO), |(profit, units), trade| {
        let nominal = I256::from(nominal(book, trade.category));
        let cost = ask_of(truth, trade.category).expect("nobody reports categories that it does not serve");
        let unit_profit = I256::from(trade.prover_unit_price) - I256::from(cost);
        (profit + unit_profit * nominal, units + nominal)
    })
}

/// Fails if the prover gains by these reports in place of the truth, beyond rounding.
fn assert_no_gain(
    book: &Book,
    honest: &Outcome,
    truth: &Prover,
    reports: &[Prover],
) -> Result<(), TestCaseError> {
    let mut misreported = book.clone();
    misreported.provers.retain(|prover| prover.id != truth.id);
    misreported.provers.extend_from_slice(reports);
    let (honest, quantum) = profit(book, honest, truth, std::slice::from_ref(truth));
    let (reached, _) = profit(&misreported, &cleared(&misreported), truth, reports);
    let gain = reached - honest;
    prop_assert!(
        gain <= 0 || gain < quantum,
        "prover {} gains {gain} by {reports:?}",
        truth.id
    );
    Ok(())
}

fn asks(truth: &Prover, draws: &[Option<Draw>], scale: u128) -> Vec<(u32, u128)> {
    let pairs = truth.asks.iter().zip(draws);
    pairs
        .filter_map(|((category, _), draw)| Some((*category, price((*draw)?, scale))))
        .collect()
}

#[test]
fn prover_should_not_gain_when_it_misreports_asks_or_slots_or_both() {
    let samples = proptest::collection::vec(misreport(), 40);
    let tried = count(1_300, with_market(samples), |((book, scale), samples)| {
        let honest = cleared(&book);
        let mut tried = 0;
        for (who, draws, slots) in samples {
            let truth = who.get(&book.provers);
            let other_asks = Prover {
                asks: asks(truth, &draws, scale),
                ..truth.clone()
            };
            let fewer_slots = Prover {
                slots: slots.index(truth.slots as usize + 1) as u32,
                ..truth.clone()
            };
            let both = Prover {
                slots: fewer_slots.slots,
                ..other_asks.clone()
            };
            for report in [other_asks, fewer_slots, both] {
                if report != *truth {
                    assert_no_gain(&book, &honest, truth, &[report])?;
                    tried += 1;
                }
            }
        }
        Ok(tried)
    });
    println!("{tried} misreports");
    assert!(tried >= 100_000, "only {tried} misreports");
}

#[test]
fn prover_should_not_gain_when_it_misreports_one_ask_next_to_another_sellers() {
    // Where a misreport just wins or just loses, or ties.
    let samples = proptest::collection::vec((any::<Index>(), any::<Index>(), any::<Index>(), -1i8..=1), 20);
    let tried = count(1_500, with_market(samples), |((book, _), samples)| {
        let honest = cleared(&book);
        let mut tried = 0;
        for (who, which, whose, off) in samples {
            let truth = who.get(&book.provers);
            let rivals: Vec<u128> = book
                .provers
                .iter()
                .flat_map(|prover| prover.asks.iter())
                .map(|ask| ask.1)
                .collect();
            if truth.asks.is_empty() {
                continue;
            }
            let mut report = truth.clone();
            let ask = which.index(report.asks.len());
            report.asks[ask].1 = whose.get(&rivals).saturating_add_signed(off.into());
            if report != *truth {
                assert_no_gain(&book, &honest, truth, &[report])?;
                tried += 1;
            }
        }
        Ok(tried)
    });
    println!("{tried} misreports");
    assert!(tried >= 15_000, "only {tried} misreports");
}

#[test]
fn prover_should_not_gain_when_it_splits_into_several_accounts() {
    let account = (
        proptest::collection::vec(proptest::option::weighted(0.9, draw()), MEDIUM.categories),
        any::<bool>(),
        any::<Index>(),
    );
    let samples = proptest::collection::vec((any::<Index>(), proptest::collection::vec(account, 2..=4)), 20);
    let tried = count(1_000, with_market(samples), |((mut book, scale), samples)| {
        // Restricted requests name provers by id, which another account escapes: registration's concern, not the
        // auction's.
        book.requests
            .retain(|request| request.restriction == Restriction::None);
        let honest = cleared(&book);
        let mut tried = 0;
        for (who, accounts) in samples {
            let truth = who.get(&book.provers);
            let mut left = truth.slots;
            let mut reports = Vec::new();
            for (number, (draws, honest_asks, slots)) in accounts.iter().enumerate() {
                let slots = slots.index(left as usize + 1) as u32;
                left -= slots;
                reports.push(Prover {
                    id: if number == 0 {
                        truth.id
                    } else {
                        900 + number as u32
                    },
                    slots,
                    asks: if *honest_asks {
                        truth.asks.clone()
                    } else {
                        asks(truth, draws, scale)
                    },
                });
            }
            reports[0].slots += left;
            assert_no_gain(&book, &honest, truth, &reports)?;
            tried += 1;
        }
        Ok(tried)
    });
    println!("{tried} splits");
    assert!(tried >= 20_000, "only {tried} splits");
}

#[test]
fn requester_should_not_gain_when_it_misreports_its_bid() {
    let samples = proptest::collection::vec((any::<Index>(), draw(), any::<Index>(), -1i8..=1), 20);
    let tried = count(1_700, with_market(samples), |((book, scale), samples)| {
        let honest = cleared(&book);
        let bids: Vec<u128> = book.requests.iter().map(|request| request.unit_bid()).collect();
        let mut tried = 0;
        for (who, anywhere, whose, off) in samples {
            if bids.is_empty() {
                break;
            }
            let position = who.index(bids.len());
            let truth = &book.requests[position];
            let next_to_a_rival = whose.get(&bids).saturating_add_signed(off.into());
            for bid in [price(anywhere, scale), next_to_a_rival] {
                if bid == truth.unit_bid() {
                    continue;
                }
                let mut misreported = book.clone();
                misreported.requests[position].max_fee = bid * u128::from(truth.units);
                let gain = requester_gain(&cleared(&misreported), truth, truth.max_fee)
                    - requester_gain(&honest, truth, truth.max_fee);
                prop_assert!(gain <= 0, "request {} gains {gain} by bidding {bid}", truth.id);
                tried += 1;
            }
        }
        Ok(tried)
    });
    println!("{tried} misreports");
    assert!(tried >= 50_000, "only {tried} misreports");
}
