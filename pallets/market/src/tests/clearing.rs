use super::*;
use crate::{Event, Jobs, Offers, ReferencePrices};
use frame_support::{assert_ok, traits::Hooks};
use proofnet_market::{Job, Provers as _};

const ALICE: AccountId = REQUESTERS[0];
const BOB: AccountId = REQUESTERS[1];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];

fn prover_of(request: RequestId) -> Option<AccountId> {
    Jobs::<Test>::get(request).map(|job| job.prover)
}

/// What requester and prover pay and are paid per unit.
fn prices_of(request: RequestId) -> Option<(Balance, Balance)> {
    Jobs::<Test>::get(request).map(|job| (job.requester_unit_price, job.prover_unit_price))
}

#[test]
fn request_should_be_matched_when_the_next_block_starts() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        assert_eq!(prover_of(request), None);
        next_block();
        let job = Job {
            prover: PROVER,
            requester_unit_price: 10,
            prover_unit_price: 10,
            matched: 2,
            reject_by: 7,
            due: 12,
            collateral: 200,
        };
        assert_eq!(Jobs::<Test>::get(request), Some(job));
    });
}

#[test]
fn match_should_report_every_figure_when_made() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        events();
        next_block();
        let matched = Event::Matched {
            request,
            prover: PROVER,
            requester_unit_price: 10,
            prover_unit_price: 10,
            fee: 1_000,
            collateral: 200,
            due: 12,
        };
        assert_eq!(events(), [matched]);
    });
}

#[test]
fn escrow_should_stay_whole_when_a_match_is_made() {
    run(|| {
        supply(PROVER, 1, 6);
        let order = Order::of(ALICE);
        order.place();
        next_block();
        assert_eq!(escrow(ALICE), 2_000);
        assert_eq!(free(ALICE), ENDOWMENT - 2_000 - order.deposit());
    });
}

#[test]
fn match_should_lock_slot_and_collateral_when_made() {
    run(|| {
        supply(PROVER, 2, 6);
        Order::of(ALICE).place();
        next_block();
        let capacity = Provers::capacity(&PROVER).unwrap();
        assert_eq!((capacity.free_slots, capacity.free_stake), (1, 40_000 - 200));
    });
}

#[test]
fn requester_should_pay_the_best_losing_bid_when_there_are_more_than_slots() {
    run(|| {
        supply(PROVER, 1, 6);
        let loser = Order::of(ALICE).bid(15).place();
        let winner = Order::of(BOB).bid(20).place();
        next_block();
        assert_eq!(prices_of(winner), Some((15, 10)));
        assert_eq!(prices_of(loser), None);
    });
}

#[test]
fn prover_should_be_paid_what_it_saves_the_others_when_another_is_dearer() {
    run(|| {
        supply(PROVER, 1, 8);
        supply(OTHER, 1, 6);
        let request = Order::of(ALICE).place();
        next_block();
        assert_eq!(prover_of(request), Some(OTHER));
        assert_eq!(prices_of(request), Some((10, 8)));
    });
}

#[test]
fn request_should_stay_open_when_its_bid_is_below_the_reference_price() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).bid(9).place();
        next_block();
        assert_eq!(prover_of(request), None);
        assert_eq!(escrow(ALICE), 900);
    });
}

#[test]
fn request_should_stay_open_when_every_ask_is_above_the_reference_price() {
    run(|| {
        supply(PROVER, 1, 11);
        let request = Order::of(ALICE).bid(11).place();
        next_block();
        assert_eq!(prover_of(request), None);
    });
}

#[test]
fn request_should_be_matched_later_when_the_reference_price_comes_down_to_its_bid() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).bid(8).place();
        go_to(4);
        assert_eq!(prover_of(request), Some(PROVER));
        assert!(ReferencePrices::<Test>::get(SMALL) <= Some(8));
    });
}

#[test]
fn reference_price_should_move_by_a_bounded_step_when_requests_lose() {
    run(|| {
        supply(PROVER, 1, 6);
        Order::of(ALICE).bid(50).place();
        Order::of(ALICE).bid(50).place();
        events();
        next_block();
        assert_eq!(ReferencePrices::<Test>::get(SMALL), Some(12));
        assert!(events().contains(&Event::ReferencePriceMoved {
            category: SMALL,
            reference_price: 12
        }));
    });
}

#[test]
fn reference_price_should_stay_when_nothing_is_open() {
    run(|| {
        supply(PROVER, 1, 6);
        go_to(20);
        assert_eq!(ReferencePrices::<Test>::get(SMALL), Some(10));
    });
}

#[test]
fn reference_price_should_stop_at_the_floor_when_it_falls() {
    run(|| {
        supply(PROVER, 1, 1);
        for _ in 0..20 {
            Order::of(ALICE).bid(2).place();
            next_block();
        }
        assert_eq!(ReferencePrices::<Test>::get(SMALL), Some(2));
    });
}

#[test]
fn prover_should_be_given_no_more_than_its_slots_when_there_are_more_requests() {
    run(|| {
        supply(PROVER, 2, 6);
        let requests = [0; 4].map(|_| Order::of(ALICE).place());
        next_block();
        assert_eq!(requests.map(prover_of), [Some(PROVER), Some(PROVER), None, None]);
    });
}

#[test]
fn prover_should_be_given_no_more_than_its_free_stake_secures_when_it_has_more_slots() {
    run(|| {
        assert_ok!(register_with(PROVER, 2 * 1_100 + 1_099, 5));
        assert_ok!(set_offers(PROVER, &[(SMALL, 6)]));
        let requests = [0; 4].map(|_| Order::of(ALICE).place());
        next_block();
        assert_eq!(requests.map(prover_of).iter().flatten().count(), 2);
    });
}

#[test]
fn slots_should_be_secured_for_the_dearest_category_when_several_are_open() {
    run(|| {
        let collateral_of_large = 10_100;
        assert_ok!(register_with(PROVER, collateral_of_large + 5_000, 5));
        assert_ok!(set_offers(PROVER, &[(SMALL, 6), (LARGE, 200)]));
        let requests = [0; 3].map(|_| Order::of(ALICE).place());
        let large = Order {
            circuit: Which::Large.id(),
            category: LARGE,
            ..Order::of(BOB)
        };
        Order {
            max_fee: 5_000 * 100,
            ..large
        }
        .place();
        next_block();
        assert_eq!(requests.map(prover_of).iter().flatten().count(), 1);
    });
}

#[test]
fn categories_should_share_the_slots_of_a_prover_when_both_are_open() {
    run(|| {
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(SMALL, 6), (LARGE, 50)]));
        let small = Order::of(ALICE).place();
        let large = Order {
            circuit: Which::Large.id(),
            category: LARGE,
            ..Order::of(BOB)
        };
        let large = Order {
            max_fee: 5_000 * 100,
            ..large
        }
        .place();
        next_block();
        assert_eq!((prover_of(small), prover_of(large)), (None, Some(PROVER)));
    });
}

#[test]
fn matches_should_be_shared_equally_when_a_block_has_room_for_fewer() {
    run(|| {
        supply(PROVER, 10, 6);
        supply(OTHER, 10, 9);
        for _ in 0..10 {
            Order::of(ALICE).place();
        }
        next_block();
        let matched = |who| {
            Jobs::<Test>::iter_values()
                .filter(|job| job.prover == who)
                .count()
        };
        assert_eq!((matched(PROVER), matched(OTHER)), (3, 3));
        next_block();
        assert_eq!((matched(PROVER), matched(OTHER)), (6, 4));
    });
}

#[test]
fn prover_should_be_given_nothing_when_its_stake_fell_below_the_minimum() {
    run(|| {
        let category = proofnet_market::Category {
            collateral: proofnet_market::CollateralRule {
                fixed: 0,
                per_unit: 0,
            },
            ..small()
        };
        assert_ok!(Market::update_category(RuntimeOrigin::root(), SMALL, category));
        assert_ok!(register_with(PROVER, 100, 2));
        assert_ok!(set_offers(PROVER, &[(SMALL, 6)]));
        // Only what the pallet of provers says of its capacity counts.
        pallet_provers::Provers::<Test>::mutate(PROVER, |row| row.as_mut().unwrap().pool.assets = 99);
        let request = Order::of(ALICE).place();
        next_block();
        assert_eq!(prover_of(request), None);
        pallet_provers::Provers::<Test>::mutate(PROVER, |row| row.as_mut().unwrap().pool.assets = 100);
    });
}

#[test]
fn request_should_not_be_matched_when_no_prover_has_offers() {
    run(|| {
        register(PROVER, 1);
        let request = Order::of(ALICE).place();
        next_block();
        assert_eq!(prover_of(request), None);
        assert_eq!(Offers::<Test>::count(), 0);
    });
}

#[test]
fn clearing_should_weigh_nothing_when_nothing_is_open() {
    run(|| {
        supply(PROVER, 1, 6);
        assert_eq!(Market::clear(2), frame_support::weights::Weight::zero());
    });
}

#[test]
fn clearing_should_weigh_more_when_more_trades() {
    run(|| {
        supply(PROVER, 3, 6);
        Order::of(ALICE).place();
        let one = frame_support::storage::with_transaction(|| {
            let weight = Market::on_initialize(2);
            sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(weight))
        });
        Order::of(ALICE).place();
        let two = Market::on_initialize(2);
        assert!(two.ref_time() > one.unwrap().ref_time());
    });
}

#[test]
fn clearing_should_not_depend_on_the_order_of_inclusion_when_bids_differ() {
    let outcome = |bids: &[Balance]| {
        let mut matched = Vec::new();
        run(|| {
            supply(PROVER, 1, 6);
            supply(OTHER, 1, 7);
            let placed: Vec<_> = bids
                .iter()
                .map(|bid| (Order::of(ALICE).bid(*bid).place(), *bid))
                .collect();
            next_block();
            matched = placed
                .iter()
                .filter_map(|(request, bid)| Some((*bid, prices_of(*request)?)))
                .collect();
            matched.sort();
            matched.push((
                ReferencePrices::<Test>::get(SMALL).unwrap(),
                (free(ALICE), escrow(ALICE)),
            ));
        });
        matched
    };
    let expected = outcome(&[12, 30, 25, 9]);
    assert_eq!(expected.len(), 3);
    assert_eq!(outcome(&[30, 25, 12, 9]), expected);
    assert_eq!(outcome(&[9, 12, 25, 30]), expected);
    assert_eq!(outcome(&[25, 9, 30, 12]), expected);
}

#[test]
fn ties_between_provers_should_be_broken_by_the_randomness_when_asks_are_equal() {
    let winner = |entropy: u64| {
        let mut winner = None;
        run(|| {
            Entropy::set(&entropy);
            supply(PROVER, 1, 6);
            supply(OTHER, 1, 6);
            let request = Order::of(ALICE).place();
            next_block();
            winner = prover_of(request);
        });
        winner
    };
    let winners: Vec<_> = (0..16).map(winner).collect();
    assert!(winners.contains(&Some(PROVER)) && winners.contains(&Some(OTHER)));
}

#[test]
fn better_bid_should_win_when_the_book_is_full_of_lower_ones() {
    run(|| {
        supply(PROVER, 1, 6);
        for _ in 0..60 {
            Order::of(ALICE).bid(15).place();
        }
        let request = Order::of(BOB).bid(16).place();
        next_block();
        assert_eq!(prices_of(request), Some((15, 10)));
    });
}

#[test]
fn clearing_should_stay_within_its_declared_weight_when_a_thousand_provers_face_a_full_book() {
    run(|| {
        let provers = 1_000;
        ProverLimit::set(provers);
        MatchLimit::set(provers);
        crowd_of_provers(provers, 1);
        crowd_of_requests(1_100);
        // Checks the weight.
        start_block();
        assert_eq!(Jobs::<Test>::iter_keys().count() as u32, provers);
        let one_each = |prover| Provers::capacity(&prover).unwrap().free_slots == 0;
        assert!(Offers::<Test>::iter_keys().all(one_each));
    });
}
