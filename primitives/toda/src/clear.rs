//! One clearing, from a book to an outcome.

use crate::{
    allocation::Allocation,
    book::{Book, Restriction},
    checked_book::{BookError, CheckedBook, Seller},
    demand::{self, Good},
    pairing::{self, Lot},
    parameters::Parameters,
    prices,
    reference_price::{self, Leftover},
    supply,
};
use alloc::vec::Vec;
use ethnum::I256;

/// One request, matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trade {
    /// The request that won.
    pub request: u64,
    /// The prover that is to prove it.
    pub prover: u32,
    /// The request's category.
    pub category: u32,
    /// What the requester pays, in planck per proving unit: at most its unit bid.
    pub requester_unit_price: u128,
    /// What the prover is owed on delivery, in planck per proving unit: at least its unit ask, at most
    /// `requester_unit_price`.
    pub prover_unit_price: u128,
}

/// What one clearing decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// By request.
    pub trades: Vec<Trade>,
    /// `W`: the greatest sum of margins between reference prices and asks at nominal sizes, in planck.
    /// Saturates at `u128::MAX`; nothing is computed from it.
    pub welfare_margin: u128,
    /// What requesters pay beyond what provers are owed, in planck, all trades together. Saturates at
    /// `u128::MAX`.
    pub surplus: u128,
    /// The next reference price of each category of the book, by category, in planck per proving unit.
    pub next_reference_prices: Vec<(u32, u128)>,
}

/// Clears `book`: decides who proves what, what each side pays, and what the next reference prices are.
///
/// The outcome depends on what is in the book, not on the order of its lists. With R requests at or above their
/// reference price, of which T win, G goods (categories and restricted requests) and S provers this takes memory for G (G + S)
/// numbers and at most R + G + 2 T searches of at most G^2 steps, each followed by up to G exchanges of at most G S steps.
///
/// # Errors
/// A [`BookError`] that names the order to correct, if the book contradicts itself. Nothing is cleared then.
pub fn clear(book: &Book, parameters: &Parameters) -> Result<Outcome, BookError> {
    let book = CheckedBook::new(book)?;
    let goods = demand::goods(&book, parameters.max_restricted);
    let allocation = supply::problem(&goods, &book.sellers).solve();
    let trades = trades(&goods, &book.sellers, &allocation);
    let surplus = trades.iter().fold(0u128, |sum, (trade, units)| {
        // No product overflows: a requester's is at most its fee, and a prover's at most that.
        let margin = trade.requester_unit_price.saturating_sub(trade.prover_unit_price);
        sum.saturating_add(margin.saturating_mul(u128::from(*units)))
    });
    Ok(Outcome {
        trades: trades.into_iter().map(|(trade, _)| trade).collect(),
        welfare_margin: u128::try_from(allocation.welfare()).unwrap_or(u128::MAX),
        surplus,
        next_reference_prices: next_reference_prices(&book, &goods, &allocation, parameters),
    })
}

/// The trades by request, each with its units.
fn trades(goods: &[Good], sellers: &[Seller], allocation: &Allocation) -> Vec<(Trade, u64)> {
    let pivots: Vec<Pivot> = (0..sellers.len())
        .map(|seller| Pivot::of(seller, allocation))
        .collect();
    let mut trades = Vec::new();
    for (index, good) in goods.iter().enumerate() {
        let lots = lots(index, good, sellers, &pivots, allocation);
        let winners = lots.iter().fold(0, |sum: u64, lot| sum.saturating_add(lot.slots));
        let requester_unit_price = prices::requester_price(good, winners);
        trades.extend(pairing::deal(&good.bids, &lots).into_iter().map(|(bid, lot)| {
            let trade = Trade {
                request: bid.request,
                prover: lot.prover,
                category: good.category.id,
                requester_unit_price,
                prover_unit_price: lot.unit_price,
            };
            (trade, bid.units)
        }));
    }
    trades.sort_unstable_by_key(|(trade, _)| trade.request);
    trades
}

/// What a seller is worth to the others, and to itself, at nominal sizes.
struct Pivot {
    /// `W - W_-j`.
    loss: I256,
    /// `M_j`.
    margin: I256,
}

impl Pivot {
    fn of(seller: usize, allocation: &Allocation) -> Self {
        Self {
            loss: allocation.loss_without(seller),
            margin: allocation.margin_of(seller),
        }
    }
}

/// The slots that won in one good, in the order of the sellers.
fn lots(
    index: usize,
    good: &Good,
    sellers: &[Seller],
    pivots: &[Pivot],
    allocation: &Allocation,
) -> Vec<Lot> {
    let lot = |(position, (seller, pivot)): (usize, (&Seller, &Pivot))| {
        let slots = allocation.slots(position, index);
        let ask = supply::ask(seller, good).filter(|_| slots > 0)?;
        let unit_price = prices::prover_price(good.reference_price, ask, pivot.loss, pivot.margin);
        Some(Lot {
            prover: seller.id,
            unit_price,
            slots,
        })
    };
    sellers.iter().zip(pivots).enumerate().filter_map(lot).collect()
}

fn next_reference_prices(
    book: &CheckedBook,
    goods: &[Good],
    allocation: &Allocation,
    parameters: &Parameters,
) -> Vec<(u32, u128)> {
    let ordinary = goods
        .iter()
        .enumerate()
        .filter(|(_, good)| *good.restriction == Restriction::None);
    ordinary
        .map(|(index, good)| {
            let leftover = leftover(book, index, good, allocation);
            (
                good.category.id,
                reference_price::next(good.category, &leftover, parameters),
            )
        })
        .collect()
}

/// What was left over of an ordinary good.
fn leftover(book: &CheckedBook, index: usize, good: &Good, allocation: &Allocation) -> Leftover {
    let mut leftover = Leftover {
        best_low_bid: good.best_low_bid,
        ..Leftover::default()
    };
    let mut winners: u64 = 0;
    for (position, seller) in book.sellers.iter().enumerate() {
        let slots = allocation.slots(position, index);
        winners = winners.saturating_add(slots);
        if let Some(ask) = supply::ask(seller, good).filter(|_| slots > 0) {
            leftover.add_winning_ask(ask);
        }
    }
    for (seller, idle) in book.sellers.iter().zip(&allocation.idle) {
        if let Some(ask) = supply::ask(seller, good).filter(|_| *idle > 0) {
            leftover.add_idle_ask(ask);
        }
    }
    let losers = good.losers(winners);
    leftover.best_losing_bid = losers.first().map(|bid| bid.price);
    leftover.lowest_losing_bid = losers.last().map(|bid| bid.price);
    leftover
}
