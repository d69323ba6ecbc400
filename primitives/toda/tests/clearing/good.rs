//! Steps 1 and 8 read off the book once more, independently of the code under test.

use ethnum::I256;
use proofnet_toda::{Book, Category, Prover, Request, Restriction, Trade};
use std::cmp::Reverse;

/// What is traded as one: the ordinary requests of a category, or one restricted request.
pub struct Good<'a> {
    pub category: &'a Category,
    pub threshold: u128,
    restriction: &'a Restriction,
    /// At or above the threshold, best first.
    pub bids: Vec<&'a Request>,
}

impl Good<'_> {
    /// What a slot of the prover gains here, if it may trade here at all.
    pub fn margin(&self, prover: &Prover) -> Option<I256> {
        let (_, ask) = prover.asks.iter().find(|(id, _)| *id == self.category.id)?;
        let margin = self.threshold.checked_sub(*ask)?;
        let admitted = self.restriction.admits(prover.id) && prover.slots > 0;
        admitted.then(|| I256::from(margin) * I256::from(self.category.nominal_units))
    }
}

pub fn goods(book: &Book, max_restricted: u32) -> Vec<Good<'_>> {
    let mut goods: Vec<Good> = book
        .categories
        .iter()
        .map(|category| ordinary(book, category))
        .collect();
    let mut restricted: Vec<Good> = book
        .requests
        .iter()
        .filter(|request| request.restriction != Restriction::None)
        .map(|request| alone(book, request))
        .filter(|good| good.bids[0].unit_bid() >= good.threshold)
        .collect();
    restricted.sort_by_key(|good| (matches!(good.restriction, Restriction::Only(_)), good.bids[0].id));
    restricted.truncate(max_restricted as usize);
    goods.append(&mut restricted);
    goods
}

fn ordinary<'a>(book: &'a Book, category: &'a Category) -> Good<'a> {
    let mut bids: Vec<&Request> = book
        .requests
        .iter()
        .filter(|request| request.category == category.id && request.restriction == Restriction::None)
        .filter(|request| request.unit_bid() >= category.reference_price)
        .collect();
    bids.sort_by_key(|request| (Reverse(request.unit_bid()), request.id));
    Good {
        category,
        threshold: category.reference_price,
        restriction: &Restriction::None,
        bids,
    }
}

fn alone<'a>(book: &'a Book, request: &'a Request) -> Good<'a> {
    let category = book
        .categories
        .iter()
        .find(|category| category.id == request.category)
        .unwrap();
    let threshold = match request.restriction {
        Restriction::Exclude(_) => category.reference_price.saturating_add(1),
        _ => category.reference_price.saturating_sub(1),
    };
    Good {
        category,
        threshold,
        restriction: &request.restriction,
        bids: vec![request],
    }
}

/// Slots sold: per prover of the book, per good.
pub fn sold(book: &Book, goods: &[Good], trades: &[Trade]) -> Vec<Vec<usize>> {
    let mut sold = vec![vec![0; goods.len()]; book.provers.len()];
    for trade in trades {
        let prover = book.provers.iter().position(|prover| prover.id == trade.prover);
        let good = goods
            .iter()
            .position(|good| good.bids.iter().any(|bid| bid.id == trade.request));
        sold[prover.expect("trades with provers of the book")][good.expect("requests take part")] += 1;
    }
    sold
}

/// The sum of margins of what one prover sold.
pub fn margin_of(prover: &Prover, goods: &[Good], sold: &[usize]) -> I256 {
    let goods = goods.iter().zip(sold).filter(|(_, slots)| **slots > 0);
    goods.fold(I256::ZERO, |sum, (good, slots)| {
        let margin = good
            .margin(prover)
            .expect("only admitted asks up to the threshold trade");
        sum + margin * I256::new(*slots as i128)
    })
}
