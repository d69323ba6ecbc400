//! Each invariant is seen to break, one after the other.

use super::*;
use crate::{Consent, ProverOf, Worker, WorkerKeys, Workers, WorkersOf};
use frame_support::{assert_ok, traits::fungible::MutateHold};

/// What the check says of a state with one prover and one accepted worker key after `damage`.
fn verdict(damage: impl FnOnce()) -> String {
    new_test_ext().execute_with(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));
        assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(2), 1));
        assert_ok!(Provers::do_try_state());
        damage();
        format!("{:?}", Provers::do_try_state().unwrap_err())
    })
}

fn with_row(change: impl FnOnce(&mut ProverOf<Test>)) -> String {
    verdict(|| crate::Provers::<Test>::mutate(1, |row| change(row.as_mut().unwrap())))
}

#[test]
fn try_state_should_fail_when_a_hold_differs_from_the_stake() {
    let hold = || Balances::hold(&crate::HoldReason::Stake.into(), &1, 1).unwrap();

    assert!(verdict(hold).contains("1:"));
}

#[test]
fn try_state_should_fail_when_collateral_is_locked_without_job_or_stake() {
    assert!(with_row(|row| row.locked = 1).contains("2:"));
    assert!(with_row(|row| {
        row.jobs = 1;
        row.locked = MIN_STAKE + 1;
    })
    .contains("2:"));
}

#[test]
fn try_state_should_fail_when_the_counter_is_wrong() {
    let uncount = || {
        let key = crate::Provers::<Test>::hashed_key_for(1);
        frame_support::storage::unhashed::kill(&key);
    };

    assert!(verdict(uncount).contains("3:"));
}

#[test]
fn try_state_should_fail_when_slots_are_out_of_range() {
    assert!(with_row(|row| row.slots = 0).contains("4:"));
    assert!(with_row(|row| row.slots = MAX_SLOTS + 1).contains("4:"));
}

#[test]
fn try_state_should_fail_when_a_worker_list_is_wrong() {
    let proposed = |account| Worker {
        account,
        consent: Consent::Proposed,
    };
    let list = |workers: Vec<Worker<AccountId>>| -> WorkersOf<Test> { workers.try_into().unwrap() };

    assert!(verdict(|| Workers::<Test>::insert(9, list(vec![proposed(3)]))).contains("5:"));
    assert!(verdict(|| {
        register(3, MIN_STAKE, 1);
        Workers::<Test>::insert(3, list(vec![]));
    })
    .contains("5:"));
    assert!(verdict(|| {
        register(3, MIN_STAKE, 1);
        Workers::<Test>::insert(3, list(vec![proposed(4), proposed(4)]));
    })
    .contains("5:"));
}

#[test]
fn try_state_should_fail_when_lists_and_keys_disagree() {
    assert!(verdict(|| WorkerKeys::<Test>::remove(2)).contains("6:"));
    assert!(verdict(|| WorkerKeys::<Test>::insert(3, 1)).contains("6:"));
    assert!(verdict(|| Provers::admit(&2, MIN_STAKE, 1).unwrap()).contains("6:"));
}
