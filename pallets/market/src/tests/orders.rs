//! Batches, top-ups, private requests.

use super::*;
use crate::{Book, Error, Event, Jobs, Queue, QueueKey, Queues, Requests};
use frame_support::assert_ok;
use sp_runtime::TokenError;

const ALICE: AccountId = REQUESTERS[0];
const BOB: AccountId = REQUESTERS[1];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];

fn prover_of(request: RequestId) -> Option<AccountId> {
    Jobs::<Test>::get(request).map(|job| job.prover)
}

fn place_all(who: AccountId, orders: &[Order]) -> Result<(), DispatchError> {
    dispatch(who, batch(orders))
        .map(|_| ())
        .map_err(|error| error.error)
}

#[test]
fn batch_should_place_every_order_when_all_are_accepted() {
    run(|| {
        let order = Order::of(ALICE);
        let orders = [order.clone(), order.clone().bid(15), order.clone().bid(30)];
        assert_ok!(place_all(ALICE, &orders));
        assert_eq!(Requests::<Test>::iter().count(), 3);
        assert_eq!(escrow(ALICE), 2_000 + 1_500 + 3_000);
        assert_eq!(deposited(ALICE), 3 * order.deposit());
        let placed = |event: &Event<Test>| matches!(event, Event::Placed { .. });
        assert_eq!(events().iter().filter(|event| placed(event)).count(), 3);
    });
}

#[test]
fn batch_should_place_no_order_when_the_last_is_refused() {
    run(|| {
        let orders = [Order::of(ALICE), Order::of(ALICE), Order::of(ALICE).bid(1)];
        refused(|| place_all(ALICE, &orders), Error::<Test>::FeeBelowFloor);
    });
}

#[test]
fn batch_should_place_no_order_when_the_funds_are_too_few_for_the_last() {
    run(|| {
        let half = Order {
            max_fee: ENDOWMENT / 2,
            ..Order::of(ALICE)
        };
        refused(
            || place_all(ALICE, &[half.clone(), half]),
            TokenError::FundsUnavailable,
        );
    });
}

#[test]
fn batch_should_be_refused_when_empty() {
    run(|| refused(|| place_all(ALICE, &[]), Error::<Test>::EmptyBatch));
}

#[test]
fn batch_should_be_accepted_when_as_large_as_can_be() {
    run(|| {
        let orders = vec![Order::of(ALICE); proofnet_market::MAX_BATCH as usize];
        assert_ok!(place_all(ALICE, &orders));
        assert_eq!(Requests::<Test>::iter().count(), 16);
    });
}

#[test]
fn batch_should_weigh_more_when_bids_are_to_rise_more_often() {
    let weight = |order: Order| Market::place_batch_weight(&[order.in_batch()]).ref_time();
    run(|| {
        let order = Order::of(ALICE);
        let once = weight(order.clone().rising(1_000, 1_000, 1));
        let ten_times = weight(order.clone().rising(1_000, 100, 1));
        assert_eq!(ten_times - once, 9 * (once - weight(order.clone())));
        // What will be refused is not charged without bound.
        let endless = weight(order.rising(0, 1, 1));
        assert!(endless < 4 * ten_times);
    });
}

#[test]
fn top_up_should_raise_the_bid_when_the_request_is_open() {
    run(|| {
        let request = Order::of(ALICE).bid(9).place();
        let before = free(ALICE);
        events();
        assert_ok!(top_up(ALICE, request, 100));
        assert_eq!((escrow(ALICE), free(ALICE)), (1_000, before - 100));
        let topped_up = Event::ToppedUp {
            request,
            amount: 100,
            bid: 1_000,
            fee: 1_000,
        };
        assert_eq!(events(), [topped_up]);
        supply(PROVER, 1, 6);
        next_block();
        assert_eq!(prover_of(request), Some(PROVER));
    });
}

#[test]
fn top_up_should_move_the_request_past_others_when_it_bids_more_then() {
    run(|| {
        supply(PROVER, 1, 6);
        let first = Order::of(BOB).bid(20).place();
        let request = Order::of(ALICE).bid(15).place();
        assert_ok!(top_up(ALICE, request, 600));
        next_block();
        assert_eq!((prover_of(first), prover_of(request)), (None, Some(PROVER)));
    });
}

#[test]
fn top_up_should_leave_no_row_behind_when_the_request_is_cancelled_then() {
    run(|| {
        let before = state();
        let request = Order::of(ALICE).place();
        assert_ok!(top_up(ALICE, request, 1));
        assert_ok!(top_up(ALICE, request, 777));
        assert_ok!(cancel(ALICE, request));
        NextRequestId::<Test>::kill();
        assert_eq!(state(), before);
    });
}

#[test]
fn top_up_should_be_refused_when_the_amount_is_zero() {
    run(|| {
        let request = Order::of(ALICE).place();
        refused(|| top_up(ALICE, request, 0), Error::<Test>::ZeroTopUp);
    });
}

#[test]
fn top_up_should_be_accepted_when_one_planck_or_the_existential_deposit_or_all_there_is_to_spare() {
    run(|| {
        let request = Order::of(ALICE).place();
        assert_ok!(top_up(ALICE, request, 1));
        assert_ok!(top_up(ALICE, request, EXISTENTIAL_DEPOSIT));
        assert_ok!(top_up(ALICE, request, free(ALICE) - EXISTENTIAL_DEPOSIT));
        assert_eq!(free(ALICE), EXISTENTIAL_DEPOSIT);
        refused(|| top_up(ALICE, request, 1), TokenError::FundsUnavailable);
    });
}

#[test]
fn top_up_should_be_refused_when_it_is_more_than_there_is() {
    run(|| {
        let request = Order::of(ALICE).place();
        refused(|| top_up(ALICE, request, u128::MAX), TokenError::FundsUnavailable);
    });
}

#[test]
fn top_up_should_be_refused_when_the_request_is_matched_closed_or_anothers() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        refused(|| top_up(BOB, request, 5), Error::<Test>::NotRequester);
        refused(|| top_up(ALICE, 7, 5), Error::<Test>::UnknownRequest);
        next_block();
        refused(|| top_up(ALICE, request, 5), Error::<Test>::NotOpen);
        assert_ok!(deliver(PROVER, request));
        refused(|| top_up(ALICE, request, 5), Error::<Test>::UnknownRequest);
    });
}

#[test]
fn private_request_should_go_to_a_named_prover_only_when_another_is_cheaper() {
    run(|| {
        supply(PROVER, 1, 3);
        supply(OTHER, 1, 8);
        let request = Order::of(ALICE).only(&[OTHER]).place();
        next_block();
        assert_eq!(prover_of(request), Some(OTHER));
        // The reference price less 1, for a prover without competitors.
        let job = Jobs::<Test>::get(request).unwrap();
        assert_eq!((job.requester_unit_price, job.prover_unit_price), (9, 9));
    });
}

#[test]
fn private_request_should_wait_when_no_named_prover_has_a_slot() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).only(&[OTHER, STRANGER]).place();
        go_to(5);
        assert_eq!(prover_of(request), None);
        assert!(Queues::<Test>::contains_key(
            Queue::Private,
            QueueKey::new(request)
        ));
        assert_eq!(Book::<Test>::iter().count(), 0);
        supply(OTHER, 1, 6);
        next_block();
        assert_eq!(prover_of(request), Some(OTHER));
    });
}

#[test]
fn private_request_should_come_after_ordinary_ones_when_slots_are_scarce() {
    run(|| {
        supply(PROVER, 1, 6);
        let private = Order::of(ALICE).bid(50).only(&[PROVER]).place();
        let ordinary = Order::of(BOB).bid(10).place();
        next_block();
        assert_eq!((prover_of(private), prover_of(ordinary)), (None, Some(PROVER)));
    });
}

#[test]
fn private_request_should_go_to_the_other_named_prover_when_one_has_missed_it() {
    run(|| {
        supply(PROVER, 1, 6);
        supply(STRANGER, 3, 6);
        let request = Order::of(ALICE).only(&[PROVER, OTHER]).place();
        next_block();
        assert_eq!(prover_of(request), Some(PROVER));
        go_to(12);
        supply(OTHER, 1, 6);
        next_block();
        assert_eq!(prover_of(request), Some(OTHER));
    });
}

#[test]
fn private_request_should_be_refunded_when_every_named_prover_has_failed_it() {
    run(|| {
        supply(PROVER, 1, 6);
        supply(OTHER, 1, 6);
        let request = Order::of(ALICE).only(&[PROVER]).place();
        next_block();
        assert_ok!(reject(PROVER, request));
        assert_eq!(Market::request_status(request), None);
        assert_eq!(free(ALICE), ENDOWMENT);
    });
}

#[test]
fn private_request_should_give_everything_back_when_it_is_cancelled_or_expires() {
    run(|| {
        let before = state();
        let request = Order::of(ALICE).only(&[PROVER, OTHER]).place();
        assert_ok!(cancel(ALICE, request));
        Order::of(ALICE).only(&[PROVER]).until(3, 50).place();
        go_to(5);
        System::set_block_number(1);
        NextRequestId::<Test>::kill();
        assert_eq!(state(), before);
    });
}

#[test]
fn batch_should_be_refused_or_held_for_when_fees_are_zero_one_the_existential_deposit_or_the_most() {
    run(|| {
        let with_fee = |max_fee| Order {
            max_fee,
            ..Order::of(ALICE)
        };
        for max_fee in [0, 1, EXISTENTIAL_DEPOSIT] {
            refused(
                || place_all(ALICE, &[with_fee(max_fee)]),
                Error::<Test>::FeeBelowFloor,
            );
        }
        refused(
            || place_all(ALICE, &[with_fee(u128::MAX)]),
            TokenError::FundsUnavailable,
        );
        // For a single unit these are fees like others.
        pallet_verifier::Circuits::<Test>::mutate(Which::Small.id(), |row| row.as_mut().unwrap().units = 1);
        refused(|| place_all(ALICE, &[with_fee(1)]), Error::<Test>::FeeBelowFloor);
        assert_ok!(place_all(ALICE, &[with_fee(2), with_fee(EXISTENTIAL_DEPOSIT)]));
        assert_eq!(escrow(ALICE), 2 + EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn funds_should_never_wrap_when_rejections_cost_zero_one_the_existential_deposit_or_the_most() {
    run(|| {
        supply(PROVER, 4, 6);
        let costing = |rejection_fee| {
            let parameters = crate::MarketParameters {
                rejection_fee,
                ..parameters()
            };
            assert_ok!(Market::set_parameters(RuntimeOrigin::root(), parameters));
        };
        for fee in [0, 1, EXISTENTIAL_DEPOSIT] {
            costing(fee);
            let request = Order::of(ALICE).place();
            assert_eq!(griefing_deposit(ALICE), 3 * fee);
            next_block();
            let before = free(PROVER);
            assert_ok!(reject(PROVER, request));
            assert_eq!(before - free(PROVER), fee);
            assert_ok!(cancel(ALICE, request));
        }
        let request = Order::of(ALICE).place();
        next_block();
        costing(u128::MAX);
        refused(|| Order::of(ALICE).try_place(), TokenError::FundsUnavailable);
        refused(|| reject(PROVER, request), TokenError::FundsUnavailable);
        assert_ok!(deliver(PROVER, request));
    });
}
