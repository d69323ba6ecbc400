//! Books of any size to measure a clearing with, the same on every machine.

use crate::random::Random;
use proofnet_toda::{Book, Category, Prover, Request, Restriction};

/// How large a book is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Provers, each of which serves every category. They have four slots on average.
    pub provers: u32,
    /// Categories, at least 1 if there are requests.
    pub categories: u32,
    /// Requests.
    pub requests: u64,
}

/// One request in this many is restricted, on average.
const RESTRICTED: u64 = 256;

/// Draws a book that is hard to clear: all provers compete in all categories, some of which have too little
/// demand, and the others too few slots.
///
/// A slot's work is worth about 10^14 planck in every category, bids and asks are spread evenly from a half
/// of the reference price to one and a half, and categories differ in popularity. Half of the restricted
/// requests exclude provers, half name them.
pub fn generated_book(size: Size) -> Book {
    let mut random = Random::new(7, 0);
    let categories: Vec<Category> = (0..size.categories).map(|id| category(id, &mut random)).collect();
    let requests = (0..size.requests).filter_map(|id| request(id, &categories, size.provers, &mut random));
    Book {
        requests: requests.collect(),
        provers: (0..size.provers)
            .map(|id| prover(id, &categories, &mut random))
            .collect(),
        categories,
        seed: [7; 32],
    }
}

fn category(id: u32, random: &mut Random) -> Category {
    let nominal_units = random.within((1_000, 1_000_999));
    let reference_price = around(100_000_000_000_000 / u128::from(nominal_units), random);
    Category {
        id,
        reference_price,
        floor: reference_price / 100,
        nominal_units,
    }
}

fn request(id: u64, categories: &[Category], provers: u32, random: &mut Random) -> Option<Request> {
    // The lesser of two: the first category is the most popular.
    let last = u64::try_from(categories.len()).ok()?.checked_sub(1)?;
    let popular = random.within((0, last)).min(random.within((0, last)));
    let category = categories.get(usize::try_from(popular).ok()?)?;
    let bid = around(category.reference_price, random);
    let last_prover = u64::from(provers.saturating_sub(1));
    let named = (0..3).map(|_| random.within((0, last_prover)) as u32).collect();
    let restriction = match id % (2 * RESTRICTED) {
        1 => Restriction::Exclude(named),
        RESTRICTED => Restriction::Only(named),
        _ => Restriction::None,
    };
    Some(Request {
        id,
        category: category.id,
        units: category.nominal_units,
        max_fee: bid.saturating_mul(u128::from(category.nominal_units)),
        restriction,
    })
}

fn prover(id: u32, categories: &[Category], random: &mut Random) -> Prover {
    let asks = categories
        .iter()
        .map(|category| (category.id, around(category.reference_price, random)));
    Prover {
        id,
        asks: asks.collect(),
        slots: random.within((1, 7)) as u32,
    }
}

/// From a half of `price` to one and a half of it.
fn around(price: u128, random: &mut Random) -> u128 {
    let parts = u128::from(random.within((500_000, 1_500_000)));
    price.saturating_mul(parts) / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proofnet_toda::{clear, Parameters};

    const SIZE: Size = Size {
        provers: 32,
        categories: 8,
        requests: 320,
    };

    #[test]
    fn generated_book_should_trade_about_two_of_five_requests_when_cleared() {
        let trades = clear(&generated_book(SIZE), &Parameters::default())
            .unwrap()
            .trades
            .len();
        assert!((96..=160).contains(&trades), "{trades} trades of 320 requests");
    }

    #[test]
    fn generated_book_should_leave_some_categories_short_of_slots_and_others_of_requests() {
        let book = generated_book(SIZE);
        let outcome = clear(&book, &Parameters::default()).unwrap();
        let lost = |category: &Category| {
            let enough = |request: &&Request| {
                request.category == category.id && request.unit_bid() >= category.reference_price
            };
            let served = outcome
                .trades
                .iter()
                .filter(|trade| trade.category == category.id)
                .count();
            book.requests.iter().filter(enough).count() - served
        };
        let losses: Vec<usize> = book.categories.iter().map(lost).collect();
        assert!(
            losses.contains(&0) && losses.iter().any(|lost| *lost > 5),
            "requests lost: {losses:?}"
        );
    }

    #[test]
    fn generated_book_should_be_empty_when_there_are_no_categories() {
        let book = generated_book(Size {
            categories: 0,
            ..SIZE
        });
        assert!(book.requests.is_empty());
        assert!(clear(&book, &Parameters::default()).unwrap().trades.is_empty());
    }
}
