//! Whatever way a request ends, nothing of it stays.

use super::*;
use frame_support::assert_ok;

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

/// The rows of the market, apart from the counter of identifiers and reference prices.
fn rows() -> usize {
    use crate::*;
    [
        Requests::<Test>::iter_keys().count(),
        Works::<Test>::iter_keys().count(),
        Book::<Test>::iter_keys().count(),
        Queues::<Test>::iter_keys().count(),
        QueueCursors::<Test>::iter_keys().count(),
        Repricings::<Test>::iter_keys().count(),
        Jobs::<Test>::iter_keys().count(),
        Fulfilments::<Test>::iter_keys().count(),
        Calendar::<Test>::iter_keys().count(),
    ]
    .iter()
    .sum()
}

#[test]
fn state_should_be_restored_exactly_when_requests_are_cancelled() {
    run(|| {
        let request = Order::of(ALICE).place();
        assert_ok!(cancel(ALICE, request));
        let before = state();
        let requests: Vec<_> = (0..20).map(|_| Order::of(ALICE).place()).collect();
        for request in requests {
            assert_ok!(cancel(ALICE, request));
        }
        NextRequestId::<Test>::put(1);
        assert_eq!(state(), before);
    });
}

#[test]
fn state_should_be_restored_exactly_when_requests_expire() {
    run(|| {
        let before = state();
        for _ in 0..4 {
            Order::of(ALICE).until(3, 100).place();
        }
        go_to(10);
        NextRequestId::<Test>::kill();
        // Without supply the reference price went up, and quotes remember it; those are no rows of a request.
        crate::ReferencePrices::<Test>::insert(SMALL, 10);
        crate::Recent::<Test>::remove(SMALL);
        System::set_block_number(1);
        assert_eq!(state(), before);
    });
}

#[test]
fn rows_should_all_be_gone_when_a_proof_is_pruned() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        next_block();
        assert_ok!(deliver(PROVER, request));
        assert_eq!(rows(), 2);
        go_to(60);
        assert_eq!((rows(), deposited(ALICE), escrow(ALICE)), (0, 0, 0));
    });
}

#[test]
fn rows_should_all_be_gone_when_a_missed_request_is_refunded() {
    run(|| {
        supply(PROVER, 1, 6);
        Order::of(ALICE).until(12, 22).place();
        go_to(13);
        assert_eq!((rows(), deposited(ALICE), escrow(ALICE)), (0, 0, 0));
    });
}

#[test]
fn offers_should_leave_nothing_when_removed() {
    run(|| {
        supply(PROVER, 1, 6);
        assert_ok!(set_offers(PROVER, &[]));
        let before = state();
        assert_ok!(set_offers(PROVER, &[(SMALL, 6), (LARGE, 7)]));
        assert_ok!(set_offers(PROVER, &[]));
        assert_eq!(state(), before);
    });
}

#[test]
fn each_row_should_cost_a_deposit_or_escrow_when_placed() {
    run(|| {
        let order = Order {
            max_fee: 200,
            input: vec![0; 10_000],
            ..Order::of(ALICE)
        };
        order.place();
        assert!(deposited(ALICE) >= DEPOSIT_BASE + DEPOSIT_PER_BYTE * 10_000);
        let before = deposited(ALICE);
        let rising = Order::of(ALICE).only(&PROVERS).rising(1_000, 100, 1);
        rising.place();
        assert_eq!(deposited(ALICE) - before, rising.deposit());
        assert!(rising.deposit() > Order::of(ALICE).deposit());
    });
}
