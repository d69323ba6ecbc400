//! What holds for the clearing of any book.

use super::{
    case::Case,
    certificate::assert_optimal,
    good::{goods, margin_of, sold, Good},
    misreports,
};
use ethnum::I256;
use num_bigint::BigInt;
use proofnet_toda::{clear, Book, Outcome, Parameters, Prover};
use std::collections::BTreeSet;

/// Clears the case's book and panics if what comes out breaks a promise of the mechanism.
pub fn check(case: &Case) {
    let Case { book, parameters, .. } = case;
    let Ok(outcome) = clear(book, parameters) else {
        assert!(contradicts_itself(book), "a consistent book was refused");
        assert!(
            clear(&turned(case), parameters).is_err(),
            "refused in one order only"
        );
        return;
    };
    assert!(
        !contradicts_itself(book),
        "a book that contradicts itself was cleared"
    );
    assert_eq!(
        outcome,
        clear(&turned(case), parameters).unwrap(),
        "the order of the lists mattered"
    );

    let goods = goods(book, parameters.max_restricted);
    let sold = sold(book, &goods, &outcome.trades);
    assert_slots_respected(book, &outcome, &sold);
    assert_optimal(&book.provers, &goods, &sold);
    for (index, good) in goods.iter().enumerate() {
        assert_best_bids_win(good, &outcome, sold.iter().map(|sold| sold[index]).sum());
    }
    assert_sums(book, &goods, &sold, &outcome);
    assert_prover_prices(book, &goods, &sold, &outcome, parameters);
    assert_bounded_steps(book, &outcome, parameters);
    misreports::assert_prover_gains_nothing(case, &outcome);
    misreports::assert_requester_gains_nothing(case, &outcome);
}

fn has_duplicate<T: Ord>(ids: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    !ids.into_iter().all(|id| seen.insert(id))
}

fn contradicts_itself(book: &Book) -> bool {
    let known = |id: u32| book.categories.iter().any(|category| category.id == id);
    has_duplicate(book.categories.iter().map(|category| category.id))
        || has_duplicate(book.requests.iter().map(|request| request.id))
        || has_duplicate(book.provers.iter().map(|prover| prover.id))
        || book.categories.iter().any(|category| category.nominal_units == 0)
        || book
            .requests
            .iter()
            .any(|request| request.units == 0 || !known(request.category))
        || book.provers.iter().any(|prover| {
            has_duplicate(prover.asks.iter().map(|(id, _)| id))
                || !prover.asks.iter().all(|(id, _)| known(*id))
        })
}

/// The same orders, listed otherwise.
fn turned(case: &Case) -> Book {
    fn turn<T>(list: &mut [T], by: usize) {
        if !list.is_empty() {
            list.rotate_left(by % list.len());
            list.reverse();
        }
    }
    let mut book = case.book.clone();
    turn(&mut book.categories, case.rotation);
    turn(&mut book.requests, case.rotation);
    turn(&mut book.provers, case.rotation);
    for prover in &mut book.provers {
        turn(&mut prover.asks, case.rotation);
    }
    book
}

fn assert_slots_respected(book: &Book, outcome: &Outcome, sold: &[Vec<usize>]) {
    assert!(
        outcome
            .trades
            .windows(2)
            .all(|pair| pair[0].request < pair[1].request),
        "trades are listed by request, each once"
    );
    for (prover, sold) in book.provers.iter().zip(sold) {
        let slots: usize = sold.iter().sum();
        assert!(
            slots <= prover.slots as usize,
            "prover {} sold {slots} slots",
            prover.id
        );
    }
}

/// Steps 3 and 4, and individual rationality of requesters.
fn assert_best_bids_win(good: &Good, outcome: &Outcome, winners: usize) {
    assert!(winners <= good.bids.len());
    let price = good
        .bids
        .get(winners)
        .map_or(good.threshold, |loser| loser.unit_bid());
    for (place, request) in good.bids.iter().enumerate() {
        let trade = outcome.trades.iter().find(|trade| trade.request == request.id);
        assert_eq!(
            trade.is_some(),
            place < winners,
            "request {} at place {place}",
            request.id
        );
        if let Some(trade) = trade {
            assert_eq!(trade.category, request.category);
            assert_eq!(trade.requester_unit_price, price, "request {}", request.id);
            assert!(price <= request.unit_bid());
        }
    }
}

fn assert_sums(book: &Book, goods: &[Good], sold: &[Vec<usize>], outcome: &Outcome) {
    let margins = welfare(&book.provers, goods, sold);
    assert_eq!(
        outcome.welfare_margin,
        u128::try_from(margins).unwrap_or(u128::MAX)
    );
    let surplus = outcome.trades.iter().fold(0u128, |sum, trade| {
        let request = book
            .requests
            .iter()
            .find(|request| request.id == trade.request)
            .unwrap();
        let margin = trade
            .requester_unit_price
            .checked_sub(trade.prover_unit_price)
            .expect("no subsidy");
        sum.saturating_add(margin.checked_mul(request.units.into()).expect("within the fee"))
    });
    assert_eq!(outcome.surplus, surplus);
}

fn welfare(provers: &[Prover], goods: &[Good], sold: &[Vec<usize>]) -> I256 {
    let margins = provers
        .iter()
        .zip(sold)
        .map(|(prover, sold)| margin_of(prover, goods, sold));
    margins.fold(I256::ZERO, |sum, margin| sum + margin)
}

/// Step 5 with exact numbers: `W_-j` is the welfare of an allocation without the prover that is proved to be the
/// best.
fn assert_prover_prices(
    book: &Book,
    goods: &[Good],
    sold_with_all: &[Vec<usize>],
    outcome: &Outcome,
    parameters: &Parameters,
) {
    let with_all = welfare(&book.provers, goods, sold_with_all);
    for (position, (prover, slots)) in book.provers.iter().zip(sold_with_all).enumerate() {
        if slots.iter().all(|slots| *slots == 0) {
            continue;
        }
        let mut rest = book.clone();
        rest.provers.remove(position);
        let without = clear(&rest, parameters).unwrap();
        let sold = sold(&rest, goods, &without.trades);
        assert_optimal(&rest.provers, goods, &sold);
        let big = |number: I256| BigInt::from_signed_bytes_le(&number.to_le_bytes());
        let loss = big(with_all - welfare(&rest.provers, goods, &sold));
        let margin = big(margin_of(prover, goods, slots));
        for trade in outcome.trades.iter().filter(|trade| trade.prover == prover.id) {
            let good = goods
                .iter()
                .find(|good| good.bids.iter().any(|bid| bid.id == trade.request));
            let threshold = good.unwrap().threshold;
            let (_, ask) = prover.asks.iter().find(|(id, _)| *id == trade.category).unwrap();
            let share = match margin == BigInt::ZERO {
                true => BigInt::ZERO,
                false => BigInt::from(threshold - ask) * &loss / &margin,
            };
            assert_eq!(
                BigInt::from(trade.prover_unit_price),
                share + *ask,
                "prover {}",
                prover.id
            );
            assert!(*ask <= trade.prover_unit_price && trade.prover_unit_price <= threshold);
        }
    }
}

fn assert_bounded_steps(book: &Book, outcome: &Outcome, parameters: &Parameters) {
    let mut categories: Vec<_> = book.categories.iter().collect();
    categories.sort_by_key(|category| category.id);
    let ids: Vec<u32> = categories.iter().map(|category| category.id).collect();
    let priced: Vec<u32> = outcome.next_reference_prices.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, priced);
    for (category, (_, next)) in categories.iter().zip(&outcome.next_reference_prices) {
        assert!(*next >= category.floor);
        let (price, whole) = (I256::from(category.reference_price), I256::new(1_000_000));
        let step = (I256::from(*next) - price) * whole;
        let most = |rate: u32| price * I256::from(rate) + whole;
        assert!(step <= most(parameters.up.max(parameters.drift)) || *next == category.floor);
        assert!(-step <= most(parameters.down.max(parameters.drift)));
    }
}
