//! What holds for every outcome.

mod common;

use common::*;
use proofnet_toda::Book;
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn prices_should_lie_between_ask_and_bid_when_traded(book in small_book()) {
        for trade in cleared(&book).trades {
            let request = request_of(&book, trade.request);
            let threshold = threshold(&book, request);
            let ask = ask_of(prover_of(&book, trade.prover), trade.category).unwrap();
            prop_assert!(ask <= trade.prover_unit_price);
            prop_assert!(trade.prover_unit_price <= threshold);
            prop_assert!(threshold <= trade.requester_unit_price);
            prop_assert!(trade.requester_unit_price <= request.unit_bid());
        }
    }

    #[test]
    fn surplus_should_be_what_requesters_pay_beyond_provers_when_cleared(book in small_book()) {
        let outcome = cleared(&book);
        let (paid, owed) = outcome.trades.iter().fold((0, 0), |(paid, owed), trade| {
            let units = u128::from(request_of(&book, trade.request).units);
            (paid + trade.requester_unit_price * units, owed + trade.prover_unit_price * units)
        });
        prop_assert_eq!(outcome.surplus, paid - owed);
    }

    #[test]
    fn prover_should_not_exceed_its_slots_when_requests_abound(book in small_book()) {
        let outcome = cleared(&book);
        for prover in &book.provers {
            let won = outcome.trades.iter().filter(|trade| trade.prover == prover.id).count();
            prop_assert!(won <= prover.slots as usize);
        }
    }

    #[test]
    fn request_should_be_matched_once_within_its_category_when_traded(book in small_book()) {
        let outcome = cleared(&book);
        let distinct: BTreeSet<u64> = outcome.trades.iter().map(|trade| trade.request).collect();
        prop_assert_eq!(distinct.len(), outcome.trades.len());
        for trade in &outcome.trades {
            let request = request_of(&book, trade.request);
            prop_assert_eq!(request.category, trade.category);
            prop_assert!(request.restriction.admits(trade.prover));
        }
    }

    #[test]
    fn outcome_should_not_depend_on_the_order_of_the_lists_when_shuffled(
        (book, shuffled) in small_book().prop_flat_map(|book| {
            let shuffled = (
                Just(book.categories.clone()).prop_shuffle(),
                Just(book.requests.clone()).prop_shuffle(),
                Just(book.provers.clone()).prop_shuffle(),
            );
            (Just(book), shuffled)
        })
    ) {
        let (categories, requests, mut provers) = shuffled;
        provers.iter_mut().for_each(|prover| prover.asks.reverse());
        let shuffled = Book { categories, requests, provers, seed: book.seed };
        prop_assert_eq!(cleared(&shuffled), cleared(&book));
    }

    #[test]
    fn welfare_should_not_depend_on_the_seed_when_it_changes(book in small_book(), seed in any::<[u8; 32]>()) {
        let other = Book { seed, ..book.clone() };
        prop_assert_eq!(cleared(&other).welfare_margin, cleared(&book).welfare_margin);
    }

    #[test]
    fn prices_should_be_the_same_when_requests_beyond_the_slots_are_left_out(book in small_book()) {
        let slots: usize = book.provers.iter().map(|prover| prover.slots as usize).sum();
        let mut deep = book;
        deep.requests.retain(|request| request.restriction == proofnet_toda::Restriction::None);
        deep.requests.sort_by_key(|request| (std::cmp::Reverse(request.unit_bid()), request.id));
        let mut shallow = deep.clone();
        let mut kept = std::collections::BTreeMap::new();
        shallow.requests.retain(|request| {
            let count = kept.entry(request.category).or_insert(0);
            *count += 1;
            *count <= slots + 1
        });
        prop_assert_eq!(cleared(&shallow).trades, cleared(&deep).trades);
    }

    #[test]
    fn one_request_and_one_prover_should_trade_when_the_reference_price_lies_between(
        cost in any::<u64>(), up_to_price in any::<u64>(), up_to_value in any::<u64>(), nominal_units in 1u64..,
    ) {
        let price = u128::from(cost) + u128::from(up_to_price);
        let mut book = Book {
            categories: vec![category(1, price)],
            requests: vec![request(1, 1, price + u128::from(up_to_value))],
            provers: vec![prover(1, 1, &[(1, cost.into())])],
            seed: [0; 32],
        };
        book.categories[0].nominal_units = nominal_units;
        let trades = cleared(&book).trades;
        prop_assert_eq!(trades.len(), 1);
        prop_assert_eq!((trades[0].requester_unit_price, trades[0].prover_unit_price), (price, price));
    }
}

#[test]
fn tie_between_provers_should_be_decided_evenly_when_seeds_vary() {
    let wins = (0..=255u8).filter(|byte| {
        let book = Book {
            categories: vec![category(1, 10)],
            requests: vec![request(1, 1, 10)],
            provers: vec![prover(1, 1, &[(1, 5)]), prover(2, 1, &[(1, 5)])],
            seed: core::array::from_fn(|position| byte.wrapping_mul(31).wrapping_add(position as u8 * 7)),
        };
        cleared(&book).trades[0].prover == 1
    });
    // 256 fair draws stay within four standard deviations (8 each).
    let wins = wins.count();
    assert!((96..=160).contains(&wins), "{wins} of 256");
}

#[test]
fn earlier_request_should_win_when_bids_are_equal() {
    let book = Book {
        categories: vec![category(1, 10)],
        requests: vec![request(9, 1, 20), request(4, 1, 20)],
        provers: vec![prover(1, 1, &[(1, 5)])],
        seed: [0; 32],
    };
    let trades = cleared(&book).trades;
    assert_eq!(
        (trades.len(), trades[0].request, trades[0].requester_unit_price),
        (1, 4, 20)
    );
}
