//! Numbers at the ends of their ranges.

mod common;

use common::*;
use proofnet_toda::{clear, Book, Category, Parameters, Prover, Request, Restriction};
use proptest::prelude::*;

fn extreme_u128() -> impl Strategy<Value = u128> {
    prop_oneof![
        Just(0),
        Just(1),
        Just(u128::MAX),
        Just(u128::MAX - 1),
        Just(1 << 127),
        any::<u128>()
    ]
}

fn extreme_u64() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(1), Just(u64::MAX), any::<u64>()]
}

fn wild_restriction() -> impl Strategy<Value = Restriction> {
    let ids = proptest::collection::vec(0u32..4, 0..3);
    prop_oneof![
        Just(Restriction::None),
        ids.clone().prop_map(Restriction::Exclude),
        ids.prop_map(Restriction::Only)
    ]
}

/// Any book at all, most of them with mistakes.
fn wild_book() -> impl Strategy<Value = Book> {
    let category = (0u32..4, extreme_u128(), extreme_u128(), extreme_u64()).prop_map(
        |(id, reference_price, floor, nominal_units)| Category {
            id,
            reference_price,
            floor,
            nominal_units,
        },
    );
    let request = (
        0u64..40,
        0u32..4,
        extreme_u64(),
        extreme_u128(),
        wild_restriction(),
    )
        .prop_map(|(id, category, units, max_fee, restriction)| Request {
            id,
            category,
            units,
            max_fee,
            restriction,
        });
    let asks = proptest::collection::vec((0u32..4, extreme_u128()), 0..4);
    let slots = prop_oneof![Just(0), Just(u32::MAX), 0u32..4];
    let prover = (0u32..40, slots, asks).prop_map(|(id, slots, asks)| Prover { id, slots, asks });
    (
        proptest::collection::vec(category, 0..5),
        proptest::collection::vec(request, 0..8),
        proptest::collection::vec(prover, 0..5),
        any::<[u8; 32]>(),
    )
        .prop_map(|(categories, requests, provers, seed)| Book {
            categories,
            requests,
            provers,
            seed,
        })
}

/// The same without the mistakes, so that it is cleared.
fn mended(mut book: Book) -> Book {
    book.categories.sort_by_key(|category| category.id);
    book.categories.dedup_by_key(|category| category.id);
    book.categories
        .iter_mut()
        .for_each(|category| category.nominal_units = category.nominal_units.max(1));
    let known = |id: u32| book.categories.iter().any(|category| category.id == id);
    book.requests.sort_by_key(|request| request.id);
    book.requests.dedup_by_key(|request| request.id);
    book.requests.retain(|request| known(request.category));
    book.requests
        .iter_mut()
        .for_each(|request| request.units = request.units.max(1));
    book.provers.sort_by_key(|prover| prover.id);
    book.provers.dedup_by_key(|prover| prover.id);
    for prover in &mut book.provers {
        prover.asks.retain(|(category, _)| known(*category));
        prover.asks.sort();
        prover.asks.dedup_by_key(|(category, _)| *category);
    }
    book
}

fn wild_parameters() -> impl Strategy<Value = Parameters> {
    let rate = prop_oneof![Just(0), Just(u32::MAX), any::<u32>()];
    (rate.clone(), rate.clone(), rate.clone(), rate.clone(), rate).prop_map(
        |(up, down, drift, reserve, max_restricted)| Parameters {
            up,
            down,
            drift,
            reserve,
            max_restricted,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn clearing_should_not_panic_when_the_book_is_wild(book in wild_book(), parameters in wild_parameters()) {
        let _ = clear(&book, &parameters);
    }

    #[test]
    fn prices_should_keep_their_order_when_numbers_are_extreme(
        book in wild_book().prop_map(mended), parameters in wild_parameters(),
    ) {
        let outcome = clear(&book, &parameters).unwrap();
        for trade in &outcome.trades {
            let request = request_of(&book, trade.request);
            let ask = ask_of(prover_of(&book, trade.prover), trade.category).unwrap();
            prop_assert!(ask <= trade.prover_unit_price);
            prop_assert!(trade.prover_unit_price <= trade.requester_unit_price);
            prop_assert!(trade.requester_unit_price <= request.unit_bid());
        }
        for (category, price) in &outcome.next_reference_prices {
            prop_assert!(*price >= category_of(&book, *category).floor);
        }
    }
}

#[test]
fn allocation_should_be_exact_when_margins_exceed_128_bits() {
    // The margins differ by one planck per unit in 2^192.
    let categories = [1, 2].map(|id| Category {
        nominal_units: u64::MAX,
        ..category(id, u128::MAX)
    });
    let book = Book {
        categories: categories.to_vec(),
        requests: vec![request(1, 1, u128::MAX), request(2, 2, u128::MAX)],
        provers: vec![prover(1, 1, &[(1, 1), (2, 0)])],
        seed: [0; 32],
    };
    assert_eq!(cleared(&book).trades[0].category, 2);
}

#[test]
fn prover_price_should_be_exact_when_margins_exceed_128_bits() {
    // Prover 1 is worth the difference of the asks to the others, so it is paid the other ask.
    let book = Book {
        categories: vec![Category {
            nominal_units: u64::MAX,
            ..category(1, u128::MAX)
        }],
        requests: vec![request(1, 1, u128::MAX)],
        provers: vec![prover(1, 1, &[(1, 3)]), prover(2, 1, &[(1, u128::MAX / 3)])],
        seed: [0; 32],
    };
    assert_eq!(cleared(&book).trades[0].prover_unit_price, u128::MAX / 3);
}

#[test]
fn welfare_should_saturate_when_it_exceeds_the_type() {
    let book = Book {
        categories: vec![Category {
            nominal_units: u64::MAX,
            ..category(1, u128::MAX)
        }],
        requests: vec![request(1, 1, u128::MAX)],
        provers: vec![prover(1, u32::MAX, &[(1, 0)])],
        seed: [0; 32],
    };
    assert_eq!(cleared(&book).welfare_margin, u128::MAX);
}

#[test]
fn outcome_should_be_empty_when_the_book_is() {
    let outcome = cleared(&Book::default());
    assert!(outcome.trades.is_empty() && outcome.next_reference_prices.is_empty());
}
