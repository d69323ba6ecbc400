//! The sellers' side of a clearing: what each slot would gain in each good, as step 2 weighs it.

use crate::{
    allocation::{Offer, Problem},
    checked_book::Seller,
    demand::Good,
};
use alloc::vec::Vec;
use ethnum::I256;

/// The transportation problem between `sellers` and `goods`.
pub(crate) fn problem(goods: &[Good], sellers: &[Seller]) -> Problem {
    Problem {
        slots: sellers.iter().map(|seller| seller.slots).collect(),
        demand: goods
            .iter()
            .map(|good| u64::try_from(good.bids.len()).unwrap_or(u64::MAX))
            .collect(),
        offers: goods.iter().map(|good| offers(good, sellers)).collect(),
    }
}

/// The unit ask of a seller for a good, if it serves the category and is admitted.
pub(crate) fn ask(seller: &Seller, good: &Good) -> Option<u128> {
    let ask = seller.asks.get(&good.category.id).copied()?;
    good.restriction.admits(seller.id).then_some(ask)
}

fn offers(good: &Good, sellers: &[Seller]) -> Vec<Offer> {
    let offer = |(index, seller): (usize, &Seller)| {
        let unit_margin = good.reference_price.checked_sub(ask(seller, good)?)?;
        let units = I256::from(good.category.nominal_units);
        Some(Offer {
            seller: index,
            margin: I256::from(unit_margin).saturating_mul(units),
        })
    };
    sellers
        .iter()
        .enumerate()
        .filter(|(_, seller)| seller.slots > 0)
        .filter_map(offer)
        .collect()
}
