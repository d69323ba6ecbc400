//! A book without contradictions, in an order that does not depend on the order it was given in.

use crate::{
    book::{Book, Category, Prover, Request},
    permutation,
};
use alloc::vec::Vec;
use core::fmt;

/// Why a book cannot be cleared. Each names the order to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookError {
    /// Two categories have this id.
    DuplicateCategory(u32),
    /// Two requests have this sequence number.
    DuplicateRequest(u64),
    /// Two provers have this id.
    DuplicateProver(u32),
    /// A prover states two asks for one category.
    DuplicateAsk {
        /// The prover.
        prover: u32,
        /// The category that it asks two prices for.
        category: u32,
    },
    /// A request names a category that the book does not have.
    UnknownRequestCategory {
        /// The request.
        request: u64,
        /// The category that is missing.
        category: u32,
    },
    /// A prover states an ask for a category that the book does not have.
    UnknownAskCategory {
        /// The prover.
        prover: u32,
        /// The category that is missing.
        category: u32,
    },
    /// This request is for zero units of work, so it has no unit bid.
    ZeroUnits(u64),
    /// This category has a nominal size of zero, so its trades would weigh nothing.
    ZeroNominalUnits(u32),
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateCategory(id) => write!(f, "category {id} is in the book twice: keep one"),
            Self::DuplicateRequest(id) => {
                write!(
                    f,
                    "request {id} is in the book twice: sequence numbers must be distinct"
                )
            }
            Self::DuplicateProver(id) => write!(f, "prover {id} is in the book twice: merge its asks"),
            Self::DuplicateAsk { prover, category } => {
                write!(
                    f,
                    "prover {prover} asks two prices for category {category}: keep one"
                )
            }
            Self::UnknownRequestCategory { request, category } => {
                write!(
                    f,
                    "request {request} is of category {category}, which the book lacks: add it"
                )
            }
            Self::UnknownAskCategory { prover, category } => {
                write!(
                    f,
                    "prover {prover} serves category {category}, which the book lacks: add it"
                )
            }
            Self::ZeroUnits(id) => write!(f, "request {id} is for zero units: a request needs at least one"),
            Self::ZeroNominalUnits(id) => {
                write!(
                    f,
                    "category {id} has a nominal size of zero units: it needs at least one"
                )
            }
        }
    }
}

impl core::error::Error for BookError {}

/// What one slot of a seller costs in a category.
#[derive(Clone, Copy)]
pub(crate) struct Ask {
    /// The category's position in the book.
    pub category: usize,
    /// In planck per proving unit.
    pub price: u128,
}

/// A prover with its asks by category.
pub(crate) struct Seller {
    pub id: u32,
    pub slots: u64,
    pub asks: Vec<Ask>,
}

impl Seller {
    /// Its ask for the category at `position`, in planck per proving unit.
    pub fn ask(&self, position: usize) -> Option<u128> {
        let place = self.asks.binary_search_by_key(&position, |ask| ask.category);
        self.asks.get(place.ok()?).map(|ask| ask.price)
    }
}

/// A request and its category's position in the book.
pub(crate) struct Buyer<'a> {
    pub category: usize,
    pub request: &'a Request,
}

/// A book that was found consistent.
pub(crate) struct CheckedBook<'a> {
    /// By id.
    pub categories: Vec<&'a Category>,
    /// By sequence number.
    pub buyers: Vec<Buyer<'a>>,
    /// In the order of the permutation: in a tie the earlier is served first.
    pub sellers: Vec<Seller>,
}

impl<'a> CheckedBook<'a> {
    pub fn new(book: &'a Book) -> Result<Self, BookError> {
        let categories = categories(&book.categories)?;
        let buyers = buyers(&book.requests, &categories)?;
        let sellers = sellers(&book.provers, &categories, &book.seed)?;
        Ok(Self {
            categories,
            buyers,
            sellers,
        })
    }
}

fn categories(given: &[Category]) -> Result<Vec<&Category>, BookError> {
    if let Some(category) = given.iter().find(|category| category.nominal_units == 0) {
        return Err(BookError::ZeroNominalUnits(category.id));
    }
    let mut sorted: Vec<&Category> = given.iter().collect();
    sorted.sort_unstable_by_key(|category| category.id);
    match repeated(&sorted, |category| category.id) {
        Some(id) => Err(BookError::DuplicateCategory(id)),
        None => Ok(sorted),
    }
}

fn buyers<'a>(given: &'a [Request], categories: &[&Category]) -> Result<Vec<Buyer<'a>>, BookError> {
    let buyer = |request: &'a Request| {
        if request.units == 0 {
            return Err(BookError::ZeroUnits(request.id));
        }
        let place = categories.binary_search_by_key(&request.category, |category| category.id);
        let category = place.map_err(|_| BookError::UnknownRequestCategory {
            request: request.id,
            category: request.category,
        })?;
        Ok(Buyer { category, request })
    };
    let mut buyers: Vec<Buyer> = given.iter().map(buyer).collect::<Result<_, _>>()?;
    buyers.sort_unstable_by_key(|buyer| buyer.request.id);
    match repeated(&buyers, |buyer| buyer.request.id) {
        Some(id) => Err(BookError::DuplicateRequest(id)),
        None => Ok(buyers),
    }
}

fn sellers(given: &[Prover], categories: &[&Category], seed: &[u8; 32]) -> Result<Vec<Seller>, BookError> {
    let seller = |prover: &Prover| {
        let seller = Seller {
            id: prover.id,
            slots: u64::from(prover.slots),
            asks: asks(prover, categories)?,
        };
        Ok((permutation::rank(seed, prover.id), seller))
    };
    let mut ranked: Vec<(u64, Seller)> = given.iter().map(seller).collect::<Result<_, _>>()?;
    // Distinct provers have distinct ranks.
    ranked.sort_unstable_by_key(|(rank, _)| *rank);
    match repeated(&ranked, |(_, seller)| seller.id) {
        Some(id) => Err(BookError::DuplicateProver(id)),
        None => Ok(ranked.into_iter().map(|(_, seller)| seller).collect()),
    }
}

fn asks(prover: &Prover, categories: &[&Category]) -> Result<Vec<Ask>, BookError> {
    // Asks mostly come in the order of the categories.
    let mut expected = 0;
    let ask = |(id, price): &(u32, u128)| {
        let category = match categories.get(expected) {
            Some(category) if category.id == *id => expected,
            _ => categories
                .binary_search_by_key(id, |category| category.id)
                .map_err(|_| BookError::UnknownAskCategory {
                    prover: prover.id,
                    category: *id,
                })?,
        };
        expected = category.saturating_add(1);
        Ok(Ask {
            category,
            price: *price,
        })
    };
    let mut asks: Vec<Ask> = prover.asks.iter().map(ask).collect::<Result<_, _>>()?;
    asks.sort_unstable_by_key(|ask| ask.category);
    match repeated(&asks, |ask| ask.category) {
        Some(position) => Err(BookError::DuplicateAsk {
            prover: prover.id,
            category: categories.get(position).map_or(0, |category| category.id),
        }),
        None => Ok(asks),
    }
}

/// The key of the first of `sorted` that has the same key as the one before.
fn repeated<T, K: PartialEq>(sorted: &[T], key: impl Fn(&T) -> K) -> Option<K> {
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs
        .map(|(first, second)| (key(first), key(second)))
        .find_map(|(first, second)| (first == second).then_some(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Restriction;
    use alloc::{string::ToString, vec};

    fn book() -> Book {
        Book {
            categories: vec![Category {
                id: 1,
                reference_price: 10,
                floor: 0,
                nominal_units: 1,
            }],
            requests: vec![Request {
                id: 7,
                category: 1,
                units: 1,
                max_fee: 10,
                restriction: Restriction::None,
            }],
            provers: vec![Prover {
                id: 4,
                slots: 1,
                asks: vec![(1, 5)],
            }],
            seed: [0; 32],
        }
    }

    fn error(book: &Book) -> Option<BookError> {
        CheckedBook::new(book).err()
    }

    #[test]
    fn book_should_be_accepted_when_consistent() {
        assert_eq!(error(&book()), None);
    }

    #[test]
    fn book_should_be_refused_when_a_category_is_duplicate() {
        let mut book = book();
        book.categories.push(book.categories[0].clone());
        assert_eq!(error(&book), Some(BookError::DuplicateCategory(1)));
    }

    #[test]
    fn book_should_be_refused_when_a_request_is_duplicate() {
        let mut book = book();
        book.requests.push(book.requests[0].clone());
        assert_eq!(error(&book), Some(BookError::DuplicateRequest(7)));
    }

    #[test]
    fn book_should_be_refused_when_a_prover_is_duplicate() {
        let mut book = book();
        book.provers.push(book.provers[0].clone());
        assert_eq!(error(&book), Some(BookError::DuplicateProver(4)));
    }

    #[test]
    fn book_should_be_refused_when_an_ask_is_duplicate() {
        let mut book = book();
        book.provers[0].asks.push((1, 6));
        assert_eq!(
            error(&book),
            Some(BookError::DuplicateAsk {
                prover: 4,
                category: 1
            })
        );
    }

    #[test]
    fn book_should_be_refused_when_a_request_is_of_an_unknown_category() {
        let mut book = book();
        book.requests[0].category = 2;
        assert_eq!(
            error(&book),
            Some(BookError::UnknownRequestCategory {
                request: 7,
                category: 2
            })
        );
    }

    #[test]
    fn book_should_be_refused_when_an_ask_is_for_an_unknown_category() {
        let mut book = book();
        book.provers[0].asks[0].0 = 2;
        assert_eq!(
            error(&book),
            Some(BookError::UnknownAskCategory {
                prover: 4,
                category: 2
            })
        );
    }

    #[test]
    fn book_should_be_refused_when_a_request_is_for_zero_units() {
        let mut book = book();
        book.requests[0].units = 0;
        assert_eq!(error(&book), Some(BookError::ZeroUnits(7)));
    }

    #[test]
    fn book_should_be_refused_when_a_nominal_size_is_zero() {
        let mut book = book();
        book.categories[0].nominal_units = 0;
        assert_eq!(error(&book), Some(BookError::ZeroNominalUnits(1)));
    }

    #[test]
    fn error_should_name_the_order_and_the_remedy_when_displayed() {
        let text = BookError::DuplicateAsk {
            prover: 4,
            category: 1,
        }
        .to_string();
        assert_eq!(text, "prover 4 asks two prices for category 1: keep one");
    }
}
