use super::*;
use crate::{Calendar, Event, Jobs, ReferencePrices, Requests};
use frame_support::{assert_ok, traits::Hooks};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

/// Requests whose end was reported since the last call, in order.
fn ended() -> Vec<RequestId> {
    let ends = events().into_iter().filter_map(|event| match event {
        Event::Expired { request, .. } | Event::Missed { request, .. } => Some(request),
        _ => None,
    });
    ends.collect()
}

#[test]
fn rows_should_be_carried_over_in_order_when_one_block_has_no_room() {
    run(|| {
        let late = Order::of(ALICE).until(4, 100).place();
        let rest: Vec<_> = (0..9).map(|_| Order::of(ALICE).until(3, 100).place()).collect();
        go_to(3);
        assert!(ended().is_empty());
        go_to(4);
        assert_eq!(ended(), rest[..4]);
        go_to(5);
        assert_eq!(ended(), rest[4..8]);
        go_to(6);
        assert_eq!(ended(), [rest[8], late]);
        assert_eq!(Calendar::<Test>::iter().count(), 0);
    });
}

#[test]
fn request_should_not_be_matched_after_its_time_when_its_expiry_is_carried_over() {
    run(|| {
        let requests: Vec<_> = (0..6).map(|_| Order::of(ALICE).until(3, 100).place()).collect();
        go_to(3);
        supply(PROVER, 5, 6);
        next_block();
        assert!(Requests::<Test>::contains_key(requests[5]));
        assert_eq!(Jobs::<Test>::iter().count(), 0);
        next_block();
        assert!(!Requests::<Test>::contains_key(requests[5]));
        assert_eq!(free(ALICE), ENDOWMENT);
    });
}

#[test]
fn request_should_be_matched_when_better_bids_are_past_their_time_and_still_there() {
    run(|| {
        for _ in 0..7 {
            Order::of(ALICE).bid(50).until(3, 100).place();
        }
        let request = Order::of(ALICE).place();
        go_to(3);
        let price = ReferencePrices::<Test>::get(SMALL).unwrap();
        assert_ok!(cancel(ALICE, request));
        let request = Order::of(ALICE).bid(price).place();
        supply(PROVER, 1, 6);
        next_block();
        assert_eq!(Requests::<Test>::iter_keys().count(), 4);
        assert!(Jobs::<Test>::contains_key(request));
    });
}

#[test]
fn prover_should_not_be_slashed_when_it_delivers_in_time_while_rows_are_carried_over() {
    run(|| {
        supply(PROVER, 5, 6);
        let requests: Vec<_> = (0..5).map(|_| Order::of(ALICE).place()).collect();
        go_to(12);
        assert_eq!(Jobs::<Test>::iter().count(), 5);
        assert_ok!(deliver(PROVER, requests[4]));
        events();
        go_to(14);
        assert_eq!(ended(), requests[..4]);
        assert_eq!(staked(PROVER), 5 * 20_000 - 4 * 200);
    });
}

#[test]
fn prover_should_be_slashed_once_for_each_miss_when_rows_are_carried_over() {
    run(|| {
        supply(PROVER, 5, 6);
        let requests: Vec<_> = (0..5).map(|_| Order::of(ALICE).until(2, 12).place()).collect();
        go_to(13);
        assert_eq!(staked(PROVER), 5 * 20_000 - 4 * 200);
        assert_eq!(ended(), requests[..4]);
        go_to(14);
        assert_eq!(staked(PROVER), 5 * 20_000 - 5 * 200);
        assert_eq!(ended(), requests[4..]);
    });
}

#[test]
fn hooks_should_stay_within_their_declared_weight_when_everything_falls_due_at_once() {
    run(|| {
        supply(PROVER, 6, 6);
        for _ in 0..6 {
            Order::of(ALICE).until(12, 100).place();
        }
        next_block();
        for _ in 0..40 {
            Order::of(ALICE).until(12, 100).place();
        }
        System::set_block_number(12);
        let weight = Market::on_initialize(13);
        assert!(weight.all_lte(Market::max_hook_weight()));
        System::set_block_number(13);
        assert_eq!(ended().len(), MAX_CALENDAR_ROWS as usize);
        go_to(40);
        // What was missed is in another auction; its only prover is excluded.
        assert_eq!(
            Requests::<Test>::iter_values()
                .filter(|request| request.excluded.is_empty())
                .count(),
            0
        );
    });
}

#[test]
fn thousand_jobs_should_each_be_missed_once_and_in_order_when_due_in_one_block() {
    run(|| {
        let due = jobs_due_at_once(1_000);
        let jobs: Vec<_> = (0..1_000).collect();
        RowLimit::set(128);
        let stakes = || -> Balance { (1_000..1_016).map(staked).sum() };
        let before = stakes();
        go_to(due);
        let delivered = 700;
        assert_ok!(deliver(Jobs::<Test>::get(delivered).unwrap().prover, delivered));
        events();
        let mut missed = Vec::new();
        // Of 999 rows, 128 in a block.
        for block in 1..=8 {
            start_block();
            let told = ended();
            assert_eq!(told.len(), if block < 8 { 128 } else { 103 });
            missed.extend(told);
        }
        let expected: Vec<_> = jobs.into_iter().filter(|job| *job != delivered).collect();
        assert_eq!(missed, expected);
        assert_eq!(before - stakes(), 999 * 200);
        assert_eq!(Requests::<Test>::iter().count(), 0);
        assert_eq!(REQUESTERS.map(escrow), [0; 3]);
    });
}

#[test]
fn thousand_requests_should_each_expire_once_and_in_order_when_due_in_one_block() {
    run(|| {
        crowd_of_requests(1_000);
        let requests: Vec<_> = (0..1_008).collect();
        RowLimit::set(128);
        go_to(21);
        events();
        let mut expired = Vec::new();
        for _ in 0..8 {
            start_block();
            expired.extend(ended());
        }
        assert_eq!(expired, requests);
        assert_eq!(REQUESTERS.map(free), [ENDOWMENT; 3]);
    });
}
