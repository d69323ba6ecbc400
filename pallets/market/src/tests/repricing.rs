//! Bids that rise by themselves.

use super::*;
use crate::{Error, Event, Jobs, ReferencePrices, Repricings, Requests};
use frame_support::assert_ok;

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

fn bid_of(request: RequestId) -> Option<Balance> {
    Requests::<Test>::get(request).map(|request| request.bid())
}

/// A bid of 6 per unit that rises by 2 every 3 blocks, up to 12.
fn rising() -> Order {
    Order::of(ALICE).bid(12).rising(600, 200, 3).until(40, 100)
}

#[test]
fn whole_fee_should_be_held_when_the_bid_starts_lower() {
    run(|| {
        let request = rising().place();
        assert_eq!(escrow(ALICE), 1_200);
        assert_eq!(bid_of(request), Some(600));
    });
}

#[test]
fn bid_should_rise_by_its_step_when_its_blocks_have_passed() {
    run(|| {
        let request = rising().place();
        let mut bids = Vec::new();
        for block in 2..16 {
            go_to(block);
            bids.push(bid_of(request).unwrap());
        }
        let expected = [600; 3]
            .into_iter()
            .chain([800; 3])
            .chain([1_000; 3])
            .chain([1_200; 5]);
        assert_eq!(bids, expected.collect::<Vec<_>>());
        assert_eq!(Repricings::<Test>::iter().count(), 0);
    });
}

#[test]
fn rise_should_be_reported_when_it_comes() {
    run(|| {
        let request = rising().place();
        go_to(4);
        events();
        next_block();
        let repriced = |bid| Event::Repriced { request, bid };
        assert!(events().contains(&repriced(800)));
    });
}

#[test]
fn request_should_be_matched_at_the_reference_price_when_its_bid_has_risen_to_it() {
    run(|| {
        supply(PROVER, 1, 10);
        let request = rising().place();
        let matched = (2..30).find(|block| {
            go_to(*block);
            Jobs::<Test>::contains_key(request)
        });
        assert_eq!(matched, Some(8));
        assert_eq!((escrow(ALICE), Repricings::<Test>::iter().count()), (1_200, 0));
        assert_ok!(deliver(PROVER, request));
    });
}

#[test]
fn request_should_pay_no_more_than_the_price_when_its_budget_is_larger() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).bid(50).rising(1_500, 500, 1).place();
        next_block();
        let job = Jobs::<Test>::get(request).unwrap();
        assert_eq!((job.requester_unit_price, escrow(ALICE)), (10, 5_000));
        assert_ok!(deliver(PROVER, request));
        assert_eq!((escrow(ALICE), deposited(ALICE)), (0, PROOF_DEPOSIT));
        assert_eq!(free(ALICE), ENDOWMENT - 1_000 - PROOF_DEPOSIT);
    });
}

#[test]
fn bid_should_rise_in_order_and_make_up_for_delays_when_blocks_have_no_room() {
    run(|| {
        let requests: Vec<_> = (0..6)
            .map(|_| Order::of(ALICE).rising(1_000, 100, 1).place())
            .collect();
        let bids = || requests.iter().map(|id| bid_of(*id).unwrap()).collect::<Vec<_>>();
        go_to(3);
        assert_eq!(bids(), [1_100, 1_100, 1_100, 1_100, 1_000, 1_000]);
        go_to(4);
        // Those that waited come first, and make up for it.
        assert_eq!(bids(), [1_200, 1_200, 1_100, 1_100, 1_200, 1_200]);
        go_to(20);
        assert!(bids().iter().all(|bid| *bid >= 1_800));
    });
}

#[test]
fn deadline_should_come_before_rising_bids_when_a_block_has_no_room_for_both() {
    run(|| {
        for _ in 0..8 {
            Order::of(ALICE).rising(1_000, 100, 1).until(15, 100).place();
        }
        let expiring: Vec<_> = (0..4).map(|_| Order::of(ALICE).until(5, 100).place()).collect();
        go_to(6);
        assert!(expiring.iter().all(|id| !Requests::<Test>::contains_key(*id)));
    });
}

#[test]
fn bid_should_rise_no_more_when_the_request_can_be_matched_no_more() {
    run(|| {
        let order = rising().until(4, 100);
        order.place();
        assert_eq!(Repricings::<Test>::iter().count(), 0);
        go_to(6);
        assert_eq!(free(ALICE), ENDOWMENT);
    });
}

#[test]
fn state_should_be_restored_exactly_when_a_rising_request_is_cancelled() {
    run(|| {
        let request = rising().place();
        go_to(6);
        assert_ok!(cancel(ALICE, request));
        NextRequestId::<Test>::kill();
        ReferencePrices::<Test>::insert(SMALL, 10);
        System::set_block_number(1);
        let after = state();
        new_test_ext().execute_with(|| assert_eq!(state(), after));
    });
}

#[test]
fn rising_bid_and_what_it_rises_to_should_go_up_when_topped_up() {
    run(|| {
        let request = rising().place();
        assert_ok!(top_up(ALICE, request, 150));
        assert_eq!((bid_of(request), escrow(ALICE)), (Some(750), 1_350));
        go_to(30);
        assert_eq!(bid_of(request), Some(1_350));
    });
}

#[test]
fn rising_bid_should_end_at_the_price_when_the_request_is_rescued() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = rising().place();
        while !Jobs::<Test>::contains_key(request) {
            next_block();
        }
        let fee = escrow(ALICE);
        assert_ok!(reject(PROVER, request));
        assert_eq!((bid_of(request), escrow(ALICE)), (Some(fee), fee));
        assert_eq!(Repricings::<Test>::iter().count(), 0);
    });
}

#[test]
fn bid_of_a_private_request_should_rise_when_it_waits_in_its_queue() {
    run(|| {
        supply(PROVER, 1, 9);
        let request = rising().only(&[PROVER]).place();
        let matched = (2..30).find(|block| {
            go_to(*block);
            Jobs::<Test>::contains_key(request)
        });
        // It needs the reference price less 1.
        assert_eq!(matched, Some(8));
    });
}

#[test]
fn rising_order_should_be_refused_when_its_figures_make_no_sense() {
    run(|| {
        let order = Order::of(ALICE);
        let refused_when = |start, step, every, error: Error<Test>| {
            refused(|| order.clone().rising(start, step, every).try_place(), error);
        };
        refused_when(2_000, 1, 1, Error::RepricingStart);
        refused_when(u128::MAX, 1, 1, Error::RepricingStart);
        refused_when(1_000, 0, 1, Error::RepricingStep);
        refused_when(1_000, 100, 0, Error::RepricingStep);
        refused_when(1_000, 1, 1, Error::TooManyRepricings);
        refused_when(0, 2_000, 1, Error::FeeBelowFloor);
        refused_when(1, 2_000, 1, Error::FeeBelowFloor);
        refused_when(EXISTENTIAL_DEPOSIT, 2_000, 1, Error::FeeBelowFloor);
    });
}

#[test]
fn bid_should_not_wrap_when_steps_and_blocks_are_extreme() {
    run(|| {
        let request = Order::of(ALICE)
            .rising(1_000, u128::MAX, u64::MAX)
            .until(20, 900)
            .place();
        assert_eq!(Repricings::<Test>::iter().count(), 0);
        let other = Order::of(ALICE)
            .rising(1_000, u128::MAX, 1)
            .until(20, 900)
            .place();
        go_to(10);
        assert_eq!((bid_of(request), bid_of(other)), (Some(1_000), Some(2_000)));
    });
}
