//! Markets too large to try everything, with ties, zero margins, provers with many slots, and numbers of several
//! magnitudes.

use proofnet_toda::{Book, Category, Prover, Request, Restriction};
use proptest::prelude::*;

/// How large a market is at most.
#[derive(Clone, Copy)]
pub struct Size {
    pub categories: usize,
    pub requests: usize,
    pub provers: usize,
    pub slots: u32,
}

/// A price as it is drawn: a digit, and how far off that digit's multiple of the scale.
pub type Draw = (u8, i8);

/// Few different prices, a tenth of them next to a multiple.
pub fn draw() -> impl Strategy<Value = Draw> {
    (0u8..=12, prop_oneof![9 => Just(0i8), 1 => -2i8..=2])
}

/// What a draw means at a scale.
pub fn price((digit, off): Draw, scale: u128) -> u128 {
    (u128::from(digit) * scale).saturating_add_signed(off.into())
}

/// What prices are multiples of: tiny, so that rounding is everything; large, so that it is nothing; huge, so that
/// sums of margins come near the end of 128 bits.
pub fn scale() -> impl Strategy<Value = u128> {
    prop_oneof![Just(1u128), Just(1_000_000), Just(1 << 90)]
}

/// A market at `scale`. Categories are 10, 20, ..., provers and requests count from 1.
pub fn market(size: Size, scale: u128) -> impl Strategy<Value = Book> {
    let categories = proptest::collection::vec((draw(), 1u64..=9), 1..=size.categories);
    let request = (
        any::<prop::sample::Index>(),
        draw(),
        1u64..=9,
        restriction(size.provers),
    );
    let requests = proptest::collection::vec(request, 0..=size.requests);
    let asks = proptest::collection::vec(proptest::option::weighted(0.7, draw()), size.categories);
    let provers = proptest::collection::vec((0..=size.slots, asks), 1..=size.provers);
    (categories, requests, provers, any::<[u8; 32]>()).prop_map(move |drawn| book(drawn, scale))
}

type Drawn = (
    Vec<(Draw, u64)>,
    Vec<(prop::sample::Index, Draw, u64, Restriction)>,
    Vec<(u32, Vec<Option<Draw>>)>,
    [u8; 32],
);

fn book((categories, requests, provers, seed): Drawn, scale: u128) -> Book {
    let categories: Vec<Category> = categories
        .into_iter()
        .zip(1..)
        .map(|((draw, nominal_units), number)| Category {
            id: 10 * number,
            reference_price: price(draw, scale),
            floor: 0,
            nominal_units,
        })
        .collect();
    let requests = requests
        .into_iter()
        .zip(1..)
        .map(|((category, draw, units, restriction), id)| Request {
            id,
            category: category.get(&categories).id,
            units,
            max_fee: price(draw, scale) * u128::from(units),
            restriction,
        });
    let provers = provers.into_iter().zip(1..).map(|((slots, asks), id)| Prover {
        id,
        slots,
        asks: categories
            .iter()
            .zip(asks)
            .filter_map(|(category, draw)| Some((category.id, price(draw?, scale))))
            .collect(),
    });
    Book {
        requests: requests.collect(),
        provers: provers.collect(),
        categories,
        seed,
    }
}

fn restriction(provers: usize) -> impl Strategy<Value = Restriction> {
    let named = proptest::collection::vec(1..=provers as u32, 1..=3);
    prop_oneof![
        20 => Just(Restriction::None),
        1 => named.clone().prop_map(Restriction::Exclude),
        1 => named.prop_map(Restriction::Only),
    ]
}
