//! That the misreports of a case gain nothing.

use super::case::Case;
use ethnum::I256;
use proofnet_toda::{clear, Book, Outcome, Prover, Restriction};

/// Profit at nominal sizes of the accounts in `reports`, if the true costs are those of `truth`; and the proving
/// units sold.
fn profit(book: &Book, outcome: &Outcome, truth: &Prover, reports: &[Prover]) -> (I256, I256) {
    let mut profit = I256::ZERO;
    let mut units = I256::ZERO;
    for trade in &outcome.trades {
        if reports.iter().any(|report| report.id == trade.prover) {
            let category = book
                .categories
                .iter()
                .find(|category| category.id == trade.category);
            let nominal = I256::from(category.unwrap().nominal_units);
            let (_, cost) = truth.asks.iter().find(|(id, _)| *id == trade.category).unwrap();
            profit += (I256::from(trade.prover_unit_price) - I256::from(*cost)) * nominal;
            units += nominal;
        }
    }
    (profit, units)
}

/// Prices are rounded down to whole planck per unit: that is less than one planck for each unit that the prover
/// sells when honest, and all that a misreport could win.
pub fn assert_prover_gains_nothing(case: &Case, honest: &Outcome) {
    let Some((position, reports)) = &case.misreport else {
        return;
    };
    let restricted = case
        .book
        .requests
        .iter()
        .any(|request| request.restriction != Restriction::None);
    if restricted && reports.len() > 1 {
        // Restricted requests name provers by id, which another account escapes.
        return;
    }
    let truth = &case.book.provers[*position];
    let mut book = case.book.clone();
    book.provers.remove(*position);
    book.provers.extend_from_slice(reports);
    let outcome = clear(&book, &case.parameters).unwrap();
    let (honest, quantum) = profit(&case.book, honest, truth, std::slice::from_ref(truth));
    let (misreported, _) = profit(&book, &outcome, truth, reports);
    let gain = misreported - honest;
    assert!(
        gain <= 0 || gain < quantum,
        "prover {} gains {gain} by {reports:?}",
        truth.id
    );
}

/// Per proving unit, exactly nothing.
pub fn assert_requester_gains_nothing(case: &Case, honest: &Outcome) {
    let Some((position, bid)) = case.bid else { return };
    let truth = &case.book.requests[position];
    let mut book = case.book.clone();
    book.requests[position].max_fee = bid.saturating_mul(truth.units.into());
    let outcome = clear(&book, &case.parameters).unwrap();
    let gain = |outcome: &Outcome| {
        let trade = outcome.trades.iter().find(|trade| trade.request == truth.id);
        trade.map_or(I256::ZERO, |trade| {
            I256::from(truth.unit_bid()) - I256::from(trade.requester_unit_price)
        })
    };
    assert!(
        gain(&outcome) <= gain(honest),
        "request {} gains by bidding {bid}",
        truth.id
    );
}
