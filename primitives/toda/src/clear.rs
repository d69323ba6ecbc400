//! One clearing, from a book to an outcome.

use crate::{
    allocation::Allocation,
    book::Book,
    checked_book::{BookError, CheckedBook, Seller},
    demand::{self, Good},
    pairing::{self, Lot},
    parameters::Parameters,
    prices,
    reference_price::{self, Leftover, SpareSlots},
    supply,
};
use alloc::{vec, vec::Vec};
use core::mem;

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
    /// What it took, in steps of the search, see [`Work`](crate::Work).
    pub steps: u64,
}

/// Clears `book`: decides who proves what, what each side pays, and what the next reference prices are.
///
/// The outcome depends on what is in the book, not on the order of its lists. What it takes is bounded by
/// [`Work::most_steps`](crate::Work::most_steps); besides, the book is sorted.
///
/// # Errors
/// A [`BookError`] that names the order to correct, if the book contradicts itself. Nothing is cleared then.
pub fn clear(book: &Book, parameters: &Parameters) -> Result<Outcome, BookError> {
    let book = CheckedBook::new(book)?;
    let goods = demand::goods(&book, parameters.max_restricted);
    let allocation = supply::allocate(&goods, &book.sellers, book.categories.len());
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
        steps: allocation.steps,
        next_reference_prices: next_reference_prices(&book, &goods, &allocation, parameters),
    })
}

/// The trades by request, each with its units.
fn trades(goods: &[Good], sellers: &[Seller], allocation: &Allocation) -> Vec<(Trade, u64)> {
    let mut trades = Vec::new();
    for (good, lots) in goods.iter().zip(lots(goods, sellers, allocation)) {
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

/// The slots that won, per good, in the order of the sellers.
fn lots(goods: &[Good], sellers: &[Seller], allocation: &Allocation) -> Vec<Vec<Lot>> {
    let mut lots = vec![Vec::new(); goods.len()];
    let margins = allocation.margins.iter().zip(&allocation.losses);
    for ((seller, holdings), (margin, loss)) in sellers.iter().zip(&allocation.holdings).zip(margins) {
        for holding in holdings {
            let (Some(good), Some(lots)) = (goods.get(holding.good), lots.get_mut(holding.good)) else {
                continue;
            };
            let Some(ask) = seller.ask(good.position) else {
                continue;
            };
            lots.push(Lot {
                prover: seller.id,
                unit_price: prices::prover_price(good.reference_price, ask, *loss, *margin),
                slots: holding.slots,
            });
        }
    }
    lots
}

fn next_reference_prices(
    book: &CheckedBook,
    goods: &[Good],
    allocation: &Allocation,
    parameters: &Parameters,
) -> Vec<(u32, u128)> {
    let mut winners = vec![0u64; goods.len()];
    for holding in allocation.holdings.iter().flatten() {
        if let Some(winners) = winners.get_mut(holding.good) {
            *winners = winners.saturating_add(holding.slots);
        }
    }
    let mut spare = spare_slots(book, allocation);
    let ordinary = goods.iter().zip(winners).filter(|(good, _)| good.is_ordinary());
    ordinary
        .map(|(good, winners)| {
            let losing_bids = good.losers(winners);
            let offers = spare.get_mut(good.position).map(mem::take).unwrap_or_default();
            let considered = reference_price::slots_considered(losing_bids.len(), parameters);
            let leftover = Leftover {
                best_bid: good.bids.first().map(|bid| bid.price),
                losing_bids,
                best_low_bid: good.best_low_bid,
                spare: SpareSlots::cheapest(considered, offers),
            };
            (
                good.category.id,
                reference_price::next(good.category, &leftover, parameters),
            )
        })
        .collect()
}

/// The asks of the slots that nobody took, with their number, by the category's position.
fn spare_slots(book: &CheckedBook, allocation: &Allocation) -> Vec<Vec<(u128, u64)>> {
    let mut spare = vec![Vec::new(); book.categories.len()];
    let idle = book.sellers.iter().zip(&allocation.idle);
    for (seller, slots) in idle.filter(|(_, slots)| **slots > 0) {
        for ask in &seller.asks {
            if let Some(offers) = spare.get_mut(ask.category) {
                offers.push((ask.price, *slots));
            }
        }
    }
    spare
}
