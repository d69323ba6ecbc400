//! Rescues and private requests take turns.

use super::*;
use crate::{Jobs, QueueCursors, Queues, ReferencePrices};
use frame_support::assert_ok;

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];

/// Room for `places` restricted requests in a clearing.
fn places(max_restricted: u32) {
    let parameters = crate::MarketParameters {
        max_restricted,
        ..parameters()
    };
    assert_ok!(Market::set_parameters(RuntimeOrigin::root(), parameters));
}

fn private(unit_bid: Balance, prover: AccountId) -> RequestId {
    Order::of(ALICE)
        .bid(unit_bid)
        .only(&[prover])
        .until(60, 900)
        .place()
}

fn wait_for(request: RequestId, blocks: BlockNumber) -> Option<BlockNumber> {
    let now = System::block_number();
    (1..=blocks).find(|block| {
        go_to(now + block);
        Jobs::<Test>::contains_key(request)
    })
}

#[test]
fn request_should_be_served_at_once_when_those_before_it_bid_too_little() {
    run(|| {
        places(1);
        supply(PROVER, 1, 6);
        for _ in 0..3 {
            private(5, PROVER);
        }
        let request = private(20, PROVER);
        assert_eq!(wait_for(request, 3), Some(1));
    });
}

#[test]
fn request_should_be_served_when_more_than_one_clearing_reads_before_it_bid_too_little() {
    run(|| {
        places(1);
        supply(PROVER, 1, 6);
        for _ in 0..9 {
            private(5, PROVER);
        }
        let request = private(20, PROVER);
        // A clearing with one place reads four rows.
        assert_eq!(wait_for(request, 6), Some(3));
    });
}

#[test]
fn request_should_be_served_when_those_before_it_have_no_prover_left() {
    run(|| {
        places(2);
        supply(PROVER, 1, 6);
        for _ in 0..5 {
            private(50, OTHER);
        }
        let request = private(20, PROVER);
        assert_eq!(wait_for(request, 6), Some(3));
    });
}

#[test]
fn rescue_should_be_served_when_rescues_before_it_bid_too_little() {
    run(|| {
        places(1);
        supply(PROVER, 6, 6);
        let requests: Vec<_> = (0..6)
            .map(|_| Order::of(ALICE).bid(10).until(60, 900).place())
            .collect();
        next_block();
        for request in &requests {
            assert_ok!(reject(PROVER, *request));
        }
        assert_ok!(set_offers(PROVER, &[]));
        // The first five bid the reference price, which is too little for a rescue.
        assert_ok!(top_up(ALICE, requests[5], 500));
        supply(OTHER, 1, 6);
        assert_eq!(wait_for(requests[5], 4), Some(2));
        assert_eq!(Jobs::<Test>::iter().count(), 1);
    });
}

#[test]
fn private_request_should_be_served_at_once_when_many_rescues_bid_too_little() {
    run(|| {
        places(1);
        supply(PROVER, 6, 6);
        let requests: Vec<_> = (0..6)
            .map(|_| Order::of(ALICE).bid(10).until(60, 900).place())
            .collect();
        next_block();
        for request in &requests {
            assert_ok!(reject(PROVER, *request));
        }
        let request = private(20, PROVER);
        assert_eq!(wait_for(request, 4), Some(1));
        assert_eq!(Jobs::<Test>::iter().count(), 1);
    });
}

#[test]
fn earlier_request_should_be_served_first_when_all_take_part() {
    run(|| {
        places(2);
        supply(PROVER, 1, 6);
        let requests = [private(20, PROVER), private(50, PROVER)];
        assert_eq!(wait_for(requests[0], 1), Some(1));
        assert!(!Jobs::<Test>::contains_key(requests[1]));
    });
}

#[test]
fn turns_should_begin_again_with_the_earliest_when_all_had_theirs() {
    run(|| {
        places(1);
        supply(PROVER, 1, 6);
        let first = private(8, PROVER);
        for _ in 0..6 {
            private(5, PROVER);
        }
        go_to(4);
        assert!(!Jobs::<Test>::contains_key(first));
        ReferencePrices::<Test>::insert(SMALL, 9);
        assert!(wait_for(first, 3).is_some());
    });
}

#[test]
fn no_row_should_stay_when_a_queue_is_empty() {
    run(|| {
        places(1);
        for _ in 0..6 {
            private(5, PROVER);
        }
        go_to(3);
        assert!(QueueCursors::<Test>::iter().count() > 0);
        go_to(80);
        assert_eq!(
            (
                Queues::<Test>::iter().count(),
                QueueCursors::<Test>::iter().count()
            ),
            (0, 0)
        );
    });
}

#[test]
fn private_requests_should_give_way_when_rescues_fill_the_clearing() {
    run(|| {
        places(1);
        supply(PROVER, 1, 6);
        let rescue = Order::of(ALICE).place();
        next_block();
        assert_ok!(reject(PROVER, rescue));
        assert_ok!(top_up(ALICE, rescue, 1_000));
        assert_ok!(set_offers(PROVER, &[]));
        let private = private(50, OTHER);
        supply(OTHER, 2, 6);
        next_block();
        assert!(Jobs::<Test>::contains_key(rescue) && !Jobs::<Test>::contains_key(private));
        next_block();
        assert!(Jobs::<Test>::contains_key(private));
    });
}

#[test]
fn clearing_should_weigh_more_when_more_of_the_queues_is_read() {
    run(|| {
        private(5, PROVER);
        let one = Market::clear(2).ref_time();
        private(5, PROVER);
        assert!(Market::clear(2).ref_time() > one);
    });
}
