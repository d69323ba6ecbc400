//! Step 1: what is demanded, at the reference prices.

use crate::{
    book::{Category, Request, Restriction},
    checked_book::CheckedBook,
};
use alloc::vec::Vec;
use core::cmp::Reverse;

/// A request's bid for a good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bid {
    pub request: u64,
    /// In planck per proving unit.
    pub price: u128,
    pub units: u64,
}

/// What is traded as one: the ordinary requests of a category, or one restricted request.
#[derive(Debug)]
pub(crate) struct Good<'a> {
    pub category: &'a Category,
    /// The category's position in the book.
    pub position: usize,
    pub restriction: &'a Restriction,
    /// The threshold between the two sides, in planck per proving unit: nobody sells above, nobody buys below.
    pub reference_price: u128,
    /// All at or above the reference price, best first, equal ones by sequence number.
    pub bids: Vec<Bid>,
    /// The best bid below the reference price.
    pub best_low_bid: Option<u128>,
}

impl<'a> Good<'a> {
    fn new(
        category: &'a Category,
        position: usize,
        restriction: &'a Restriction,
        reference_price: u128,
    ) -> Self {
        Self {
            category,
            position,
            restriction,
            reference_price,
            bids: Vec::new(),
            best_low_bid: None,
        }
    }

    fn add(&mut self, request: &Request) {
        let bid = Bid {
            request: request.id,
            price: request.unit_bid(),
            units: request.units,
        };
        if bid.price >= self.reference_price {
            self.bids.push(bid);
        } else {
            self.best_low_bid = self.best_low_bid.max(Some(bid.price));
        }
    }

    pub fn is_ordinary(&self) -> bool {
        *self.restriction == Restriction::None
    }

    /// The bids that lose if the best `winners` win.
    pub fn losers(&self, winners: u64) -> &[Bid] {
        let winners = usize::try_from(winners).unwrap_or(usize::MAX);
        self.bids.get(winners..).unwrap_or_default()
    }
}

/// All goods of a book, each before those that give way to it in a tie: rescues by sequence number,
/// categories by id, private requests by sequence number.
pub(crate) fn goods<'a>(book: &CheckedBook<'a>, max_restricted: u32) -> Vec<Good<'a>> {
    let (mut rescues, mut privates) = restricted(book, max_restricted);
    let mut goods = Vec::new();
    goods.append(&mut rescues);
    goods.extend(ordinary(book));
    goods.append(&mut privates);
    goods
}

fn ordinary<'a>(book: &CheckedBook<'a>) -> Vec<Good<'a>> {
    let categories = book.categories.iter().enumerate();
    let mut goods: Vec<Good> = categories
        .map(|(position, category)| {
            Good::new(category, position, &Restriction::None, category.reference_price)
        })
        .collect();
    for buyer in &book.buyers {
        if buyer.request.restriction == Restriction::None {
            if let Some(good) = goods.get_mut(buyer.category) {
                good.add(buyer.request);
            }
        }
    }
    for good in &mut goods {
        good.bids
            .sort_unstable_by_key(|bid| (Reverse(bid.price), bid.request));
    }
    goods
}

/// Rescues and private requests, not more than `most` together.
///
/// Who takes part is decided by the bids alone. Leaving out requests that nobody would serve at that price
/// would free their places, but would let a prover choose by its asks which requests take part.
fn restricted<'a>(book: &CheckedBook<'a>, most: u32) -> (Vec<Good<'a>>, Vec<Good<'a>>) {
    let mut rescues = Vec::new();
    let mut privates = Vec::new();
    for buyer in &book.buyers {
        let request = buyer.request;
        let Some(category) = book.categories.get(buyer.category) else {
            continue;
        };
        let (side, reference_price) = match request.restriction {
            Restriction::None => continue,
            Restriction::Exclude(_) => (&mut rescues, category.reference_price.saturating_add(1)),
            Restriction::Only(_) => (&mut privates, category.reference_price.saturating_sub(1)),
        };
        let mut good = Good::new(category, buyer.category, &request.restriction, reference_price);
        good.add(request);
        if !good.bids.is_empty() {
            side.push(good);
        }
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    rescues.truncate(most);
    privates.truncate(most.saturating_sub(rescues.len()));
    (rescues, privates)
}
