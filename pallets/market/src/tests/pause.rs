//! The market paused by governance, and resumed.

use super::*;
use crate::{Error, Event, Fulfilments, Jobs, ReferencePrices, Requests};
use frame_support::assert_ok;
use proofnet_market::RequestStatus;

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

/// In block 2, with a default request matched to `PROVER`, due in block 12, to be rejected by block 7.
fn matched() -> RequestId {
    supply(PROVER, 1, 6);
    let request = Order::of(ALICE).place();
    next_block();
    assert!(Jobs::<Test>::contains_key(request));
    request
}

fn due(request: RequestId) -> Option<BlockNumber> {
    match Market::request_status(request) {
        Some(RequestStatus::Assigned(job)) => Some(job.due),
        _ => None,
    }
}

#[test]
fn orders_and_offers_should_be_refused_when_paused() {
    run(|| {
        supply(PROVER, 1, 6);
        let open = Order::of(ALICE).bid(5).place();
        set_paused(true);
        let order = Order::of(ALICE);
        refused(|| order.try_place(), Error::<Test>::MarketPaused);
        refused(
            || order.clone().only(&[PROVER]).try_place(),
            Error::<Test>::MarketPaused,
        );
        refused(|| top_up(ALICE, open, 500), Error::<Test>::MarketPaused);
        let offers = vec![(SMALL, 5)].try_into().unwrap();
        let offers = RuntimeCall::Market(crate::Call::set_offers { asks: offers });
        refused(
            || dispatch(PROVER, offers).map_err(|error| error.error),
            Error::<Test>::MarketPaused,
        );
    });
}

#[test]
fn cancelling_delivering_rejecting_and_removing_offers_should_go_on_when_paused() {
    run(|| {
        supply(PROVER, 2, 6);
        let requests = [0; 2].map(|_| Order::of(ALICE).place());
        next_block();
        let open = Order::of(ALICE).bid(5).place();
        set_paused(true);
        go_to(100);
        assert_ok!(cancel(ALICE, open));
        assert_ok!(deliver(PROVER, requests[0]));
        assert_ok!(reject(PROVER, requests[1]));
        assert_ok!(set_offers(PROVER, &[]));
    });
}

#[test]
fn nothing_should_be_matched_or_change_its_price_when_paused() {
    run(|| {
        let request = Order::of(ALICE).place();
        supply(PROVER, 1, 6);
        set_paused(true);
        go_to(50);
        assert_eq!(Market::request_status(request), Some(RequestStatus::Open));
        assert_eq!(ReferencePrices::<Test>::get(SMALL), Some(10));
        set_paused(false);
        next_block();
        assert!(Jobs::<Test>::contains_key(request));
    });
}

#[test]
fn prover_should_not_be_slashed_for_paused_time_when_its_job_was_due_then() {
    run(|| {
        let request = matched();
        set_paused(true);
        go_to(102);
        assert_eq!(due(request), Some(112));
        set_paused(false);
        go_to(112);
        assert_eq!((due(request), staked(PROVER)), (Some(112), 20_000));
        assert_ok!(deliver(PROVER, request));
    });
}

#[test]
fn prover_should_be_slashed_one_block_later_when_it_does_not_use_what_time_was_left() {
    run(|| {
        let request = matched();
        set_paused(true);
        go_to(102);
        set_paused(false);
        go_to(113);
        assert!(!Jobs::<Test>::contains_key(request));
        assert_eq!(staked(PROVER), 20_000 - 200);
        refused(|| deliver(PROVER, request), Error::<Test>::NotAssigned);
    });
}

#[test]
fn rejection_window_should_be_shifted_when_there_was_a_pause() {
    run(|| {
        let request = matched();
        set_paused(true);
        go_to(50);
        set_paused(false);
        go_to(55);
        let attempt = || {
            frame_support::storage::with_transaction(|| {
                let rejected = reject(PROVER, request);
                sp_runtime::TransactionOutcome::Rollback(rejected)
            })
        };
        assert_ok!(attempt());
        next_block();
        assert_eq!(attempt(), Err(Error::<Test>::RejectionWindowPast.into()));
    });
}

#[test]
fn open_request_should_wait_as_long_as_it_would_have_when_there_was_a_pause() {
    run(|| {
        let request = Order::of(ALICE).until(20, 100).place();
        go_to(10);
        set_paused(true);
        go_to(40);
        set_paused(false);
        go_to(50);
        assert!(Requests::<Test>::contains_key(request));
        next_block();
        assert!(!Requests::<Test>::contains_key(request));
        assert_eq!(free(ALICE), ENDOWMENT);
    });
}

#[test]
fn proof_should_be_kept_for_the_retention_period_when_there_was_a_pause() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        set_paused(true);
        go_to(100);
        set_paused(false);
        // 50 blocks from block 2 on, and 98 of the pause.
        go_to(150);
        assert!(Fulfilments::<Test>::contains_key(request));
        next_block();
        assert!(!Fulfilments::<Test>::contains_key(request));
    });
}

#[test]
fn blocks_of_new_orders_should_be_those_of_the_chain_when_there_was_a_pause() {
    run(|| {
        set_paused(true);
        go_to(30);
        set_paused(false);
        let order = Order::of(ALICE);
        refused(
            || order.clone().until(30, 100).try_place(),
            Error::<Test>::MatchByPast,
        );
        refused(
            || order.clone().until(40, 49).try_place(),
            Error::<Test>::DeadlineTooEarly,
        );
        supply(PROVER, 1, 6);
        events();
        let request = order.until(40, 50).place();
        next_block();
        let reported = events().into_iter().find_map(|event| match event {
            Event::Matched { due, .. } => Some(due),
            _ => None,
        });
        assert_eq!((due(request), reported), (Some(41), Some(41)));
        go_to(41);
        assert_ok!(deliver(PROVER, request));
    });
}

#[test]
fn nothing_should_run_twice_when_paused_and_resumed_again_and_again() {
    run(|| {
        let request = matched();
        for _ in 0..10 {
            set_paused(true);
            next_block();
            set_paused(false);
            next_block();
        }
        // Half of the blocks counted.
        assert_eq!(System::block_number(), 22);
        assert_eq!(due(request), Some(22));
        next_block();
        assert_eq!(staked(PROVER), 20_000 - 200);
        set_paused(true);
        go_to(40);
        set_paused(false);
        go_to(60);
        assert_eq!(staked(PROVER), 20_000 - 200);
    });
}

#[test]
fn pause_should_change_nothing_when_ended_in_its_own_block() {
    run(|| {
        let request = matched();
        set_paused(true);
        set_paused(false);
        assert_eq!(due(request), Some(12));
        go_to(13);
        assert_eq!(staked(PROVER), 20_000 - 200);
    });
}

#[test]
fn overdue_rows_should_still_be_worked_through_when_paused() {
    run(|| {
        for _ in 0..9 {
            Order::of(ALICE).until(3, 100).place();
        }
        go_to(4);
        set_paused(true);
        assert_eq!(Requests::<Test>::iter().count(), 5);
        go_to(6);
        assert_eq!(Requests::<Test>::iter().count(), 0);
    });
}

#[test]
fn pausing_should_be_refused_when_paused_and_resuming_when_not() {
    run(|| {
        let set = |paused| Market::set_paused(RuntimeOrigin::root(), paused);
        refused(|| set(false), Error::<Test>::NotPaused);
        assert_ok!(set(true));
        refused(|| set(true), Error::<Test>::AlreadyPaused);
        go_to(5);
        events();
        assert_ok!(set(false));
        assert_eq!(events(), [Event::Resumed { paused_for: 4 }]);
    });
}
