//! Random sequences of calls and blocks.

use super::*;
use crate::Jobs;
use proptest::{collection::vec, prelude::*};
use std::{fs, path::Path};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn calls_should_never_panic_when_figures_are_any(
        (fee, price, bid) in (any::<u128>(), any::<u128>(), any::<u128>()),
        (match_by, deadline, window, retention) in (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>()),
        (request, units, fixed, per_unit) in (any::<u64>(), any::<u64>(), any::<u128>(), any::<u128>()),
    ) {
        run(|| {
            let issuance = Balances::total_issuance();
            supply(PROVERS[0], 2, 6);
            let category = proofnet_market::Category {
                max_units: units,
                proving_window: window,
                collateral: proofnet_market::CollateralRule { fixed, per_unit },
                price_floor: price,
                ..small()
            };
            let parameters = crate::MarketParameters { retention, ..parameters() };
            let _ = Market::set_parameters(RuntimeOrigin::root(), parameters);
            let _ = Market::create_category(RuntimeOrigin::root(), 3, category.clone(), bid);
            let _ = Order { max_fee: fee, match_by, deadline, ..Order::of(REQUESTERS[0]) }.try_place();
            let _ = Order { category: 3, ..Order::of(REQUESTERS[0]) }.try_place();
            let _ = set_offers(PROVERS[0], &[(SMALL, price), (3, bid)]);
            let _ = cancel(REQUESTERS[0], request);
            let _ = deliver(PROVERS[0], request);
            check(issuance);
            next_block();
            let _ = Market::update_category(RuntimeOrigin::root(), SMALL, category);
            let _ = deliver(PROVERS[0], 0);
            go_to(30);
            check(issuance);
        });
    }

    #[test]
    fn clearing_should_be_the_same_when_orders_of_different_bids_are_included_in_another_order(
        bids in prop::collection::btree_set(2..60u128, 1..12),
        seed in any::<u64>(),
    ) {
        let bids: Vec<Balance> = bids.into_iter().collect();
        let mut shuffled = bids.clone();
        shuffled.sort_by_key(|bid| (*bid as u64).wrapping_mul(seed | 1));
        let outcome = |bids: &[Balance]| {
            let mut trades = Vec::new();
            run(|| {
                supply(PROVERS[0], 2, 6);
                supply(PROVERS[1], 1, 8);
                let placed: Vec<_> =
                    bids.iter().map(|bid| (Order::of(REQUESTERS[0]).bid(*bid).place(), *bid)).collect();
                next_block();
                trades = placed
                    .iter()
                    .filter_map(|(request, bid)| {
                        let job = Jobs::<Test>::get(request)?;
                        Some((*bid, job.requester_unit_price))
                    })
                    .collect();
                trades.sort();
            });
            trades
        };
        prop_assert_eq!(outcome(&bids), outcome(&shuffled));
    }
}

/// Steps of the long run: `PROOFNET_STEPS`, or 2,400.
fn steps() -> u32 {
    let asked = std::env::var("PROOFNET_STEPS").ok();
    asked.map_or(2_400, |steps| {
        steps
            .parse()
            .expect("PROOFNET_STEPS is a number of steps, such as 1000000")
    })
}

/// Steps from a fresh chain to its end.
const STEPS_OF_A_CHAIN: u32 = 160;

fn step() -> impl Strategy<Value = Step> {
    any::<[u8; STEP_LEN]>().prop_map(|bytes| Step::decode(&bytes))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: steps().div_ceil(STEPS_OF_A_CHAIN), ..ProptestConfig::default() })]

    #[test]
    fn invariants_should_hold_when_any_calls_and_blocks_follow_each_other(
        steps in vec(step(), STEPS_OF_A_CHAIN as usize),
    ) {
        World::live(steps);
    }
}

/// What fuzzing found worth keeping.
#[test]
fn every_call_should_be_accepted_and_refused_when_the_corpus_is_replayed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/calls");
    let mut tally = Tally::new();
    for entry in fs::read_dir(corpus).unwrap() {
        let file = entry.unwrap().path();
        // Names the file if it fails.
        println!("{}", file.display());
        for (call, (accepted, refused)) in World::live(Step::all(&fs::read(file).unwrap())) {
            let sums = tally.entry(call).or_default();
            *sums = (sums.0 + accepted, sums.1 + refused);
        }
    }
    println!("{tally:#?}");
    // Their proofs are of zkVMs, which nobody makes here: tests/programs.rs has published ones.
    let of_zkvms = [("Market", "place_program"), ("Verifier", "register_program")];
    for call in World::calls().filter(|call| !of_zkvms.contains(call)) {
        let (accepted, refused) = tally.get(&call).copied().unwrap_or_default();
        assert!(accepted > 0, "{call:?} is never accepted");
        // Nobody but governance chooses the backend, and it may choose any.
        let never_refused = call == ("Verifier", "set_backend");
        assert!(refused > 0 || never_refused, "{call:?} is never refused");
    }
}
