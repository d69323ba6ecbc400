//! The sellers' side of a clearing: what each slot would gain in each good, as step 2 weighs it.

use crate::{
    allocation::{Allocation, Problem},
    checked_book::Seller,
    demand::Good,
    exchange::never,
    table::Table,
    weight::{fits, Weight},
};
use alloc::{vec, vec::Vec};
use ethnum::I256;

/// The optimal allocation of slots to goods of a book with so many `categories`, computed in the narrowest numbers that hold its margins.
pub(crate) fn allocate(goods: &[Good], sellers: &[Seller], categories: usize) -> Allocation {
    // No more than a slot would gain that costs nothing: less than 2^192.
    let margins = goods
        .iter()
        .map(|good| I256::from(good.reference_price).saturating_mul(I256::from(good.category.nominal_units)));
    let largest = margins.fold(I256::ZERO, I256::max);
    if fits::<i64>(largest) {
        problem::<i64>(goods, sellers, categories).solve()
    } else if fits::<i128>(largest) {
        problem::<i128>(goods, sellers, categories).solve()
    } else {
        problem::<I256>(goods, sellers, categories).solve()
    }
}

/// The transportation problem between `sellers` and `goods`.
fn problem<W: Weight>(goods: &[Good], sellers: &[Seller], categories: usize) -> Problem<W> {
    Problem {
        slots: sellers.iter().map(|seller| seller.slots).collect(),
        demand: goods
            .iter()
            .map(|good| u64::try_from(good.bids.len()).unwrap_or(u64::MAX))
            .collect(),
        weights: weights(goods, sellers, categories),
    }
}

fn weights<W: Weight>(goods: &[Good], sellers: &[Seller], categories: usize) -> Table<W> {
    let mut goods_of = vec![Vec::new(); categories];
    for (index, good) in goods.iter().enumerate() {
        if let Some(goods) = goods_of.get_mut(good.position) {
            goods.push((index, good));
        }
    }
    let idle = goods.len();
    let mut weights = Table::new(sellers.len(), idle.saturating_add(1), never());
    for (position, seller) in sellers.iter().enumerate() {
        let row = weights.row_mut(position);
        for ask in &seller.asks {
            for (index, good) in goods_of.get(ask.category).into_iter().flatten() {
                let serves = ask.price <= good.reference_price && good.restriction.admits(seller.id);
                if let Some(cell) = row.get_mut(*index).filter(|_| serves) {
                    let unit_margin = good.reference_price.saturating_sub(ask.price);
                    *cell = W::of_trade(unit_margin, good.category.nominal_units);
                }
            }
        }
        if let Some(cell) = row.get_mut(idle) {
            *cell = W::ZERO;
        }
    }
    weights
}
