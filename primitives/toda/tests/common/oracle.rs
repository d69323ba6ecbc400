//! The optimum of step 2 as a library finds it: a matching of requests to slots of the greatest weight.

use super::{ask_of, nominal, threshold};
use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};
use proofnet_toda::{Book, Prover, Request};

/// The greatest sum of margins, and the most trades with which it is reached.
///
/// For margins below 2^100, fewer than 2^12 requests and no more restricted ones than may take part.
pub fn library_optimum(book: &Book) -> (i128, i128) {
    let wanted: Vec<&Request> = book
        .requests
        .iter()
        .filter(|request| request.unit_bid() >= threshold(book, request))
        .collect();
    let slots: Vec<&Prover> = book
        .provers
        .iter()
        .flat_map(|prover| (0..prover.slots).map(move |_| prover))
        .collect();
    if wanted.is_empty() {
        return (0, 0);
    }
    // A trade weighs less than any margin, but more than no trade, which is what columns beyond the slots stand for.
    let unit = wanted.len() as i128 + 1;
    let weights = Matrix::from_fn(wanted.len(), slots.len().max(wanted.len()), |(row, column)| {
        slots
            .get(column)
            .and_then(|prover| margin(book, wanted[row], prover))
            .map_or(0, |margin| margin * unit + 1)
    });
    let (weight, _) = kuhn_munkres(&weights);
    (weight / unit, weight % unit)
}

/// What a slot of the prover gains from the request, if it may trade with it at all.
pub fn margin(book: &Book, request: &Request, prover: &Prover) -> Option<i128> {
    let margin = threshold(book, request).checked_sub(ask_of(prover, request.category)?)?;
    let admitted = request.restriction.admits(prover.id);
    admitted.then(|| (margin * nominal(book, request.category)) as i128)
}
