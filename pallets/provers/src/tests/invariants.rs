//! Each invariant is seen to break, one after the other.

use super::*;
use crate::{
    Chunk, ChunksOf, Consent, Delegations, Misses, Records, Unbondings, Worker, WorkerKeys, Workers,
    WorkersOf,
};
use frame_support::traits::fungible::{Mutate, MutateHold};

/// What the check says of a state with one prover, one accepted worker key and one delegator with stake unbonding after `damage`.
fn verdict(damage: impl FnOnce()) -> String {
    new_test_ext().execute_with(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));
        assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(2), 1));
        assert_ok!(stake(3, 1, 500));
        assert_ok!(unstake(3, 1, 200));
        assert_ok!(Provers::do_try_state());
        damage();
        format!("{:?}", Provers::do_try_state().unwrap_err())
    })
}

fn with_row(change: impl FnOnce(&mut ProverOf<Test>)) -> String {
    verdict(|| crate::Provers::<Test>::mutate(1, |row| change(row.as_mut().unwrap())))
}

#[test]
fn try_state_should_fail_when_a_hold_differs_from_the_row() {
    let hold = |reason: crate::HoldReason, who| move || Balances::hold(&reason.into(), &who, 20).unwrap();
    let pool = Provers::pool_account(&1);

    assert!(verdict(hold(crate::HoldReason::Stake, 1)).contains("1:"));
    assert!(verdict(hold(crate::HoldReason::Unbonding, 5)).contains("1:"));
    assert!(verdict(|| {
        Balances::mint_into(&pool, 20).unwrap();
        hold(crate::HoldReason::Unbonding, pool)();
    })
    .contains("1:"));
    assert!(with_row(|row| row.pool.assets += 1).contains("1:"));
    assert!(with_row(|row| row.unbonding.assets -= 1).contains("1:"));
}

#[test]
fn try_state_should_fail_when_collateral_is_locked_without_job_or_stake() {
    assert!(with_row(|row| row.locked = 1).contains("2:"));
    assert!(with_row(|row| {
        row.jobs = 1;
        row.locked = MIN_STAKE + 501;
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
        register(4, MIN_STAKE, 1);
        Workers::<Test>::insert(4, list(vec![]));
    })
    .contains("5:"));
    assert!(verdict(|| {
        register(4, MIN_STAKE, 1);
        Workers::<Test>::insert(4, list(vec![proposed(5), proposed(5)]));
    })
    .contains("5:"));
}

#[test]
fn try_state_should_fail_when_lists_and_keys_disagree() {
    assert!(verdict(|| WorkerKeys::<Test>::remove(2)).contains("6:"));
    assert!(verdict(|| WorkerKeys::<Test>::insert(3, 1)).contains("6:"));
    let commission = fresh_row(MIN_STAKE, 1).commission;
    assert!(verdict(|| Provers::admit(&2, MIN_STAKE, 1, commission).unwrap()).contains("6:"));
}

#[test]
fn try_state_should_fail_when_shares_do_not_add_up() {
    assert!(verdict(|| Delegations::<Test>::insert(1, 3, 301)).contains("7:"));
    assert!(verdict(|| Delegations::<Test>::insert(1, 4, 0)).contains("7:"));
    assert!(verdict(|| Delegations::<Test>::insert(9, 3, 1)).contains("7:"));
    assert!(verdict(|| {
        Delegations::<Test>::insert(1, 1, 1);
    })
    .contains("7:"));
    assert!(with_row(|row| row.own_shares -= 1).contains("7:"));
}

#[test]
fn try_state_should_fail_when_chunks_do_not_add_up() {
    let insert = |staker, chunks: &[(Balance, u64)]| {
        let chunks: Vec<_> = chunks
            .iter()
            .map(|(shares, matures)| Chunk {
                shares: *shares,
                matures: *matures,
            })
            .collect();
        Unbondings::<Test>::insert(1, staker, ChunksOf::<Test>::try_from(chunks).unwrap());
    };

    assert!(verdict(|| insert(3, &[(201, 11)])).contains("8:"));
    assert!(verdict(|| insert(4, &[])).contains("8:"));
    assert!(verdict(|| insert(4, &[(0, 11)])).contains("8:"));
    assert!(verdict(|| insert(3, &[(100, 11), (100, 11)])).contains("8:"));
    assert!(verdict(|| Unbondings::<Test>::remove(1, 3)).contains("8:"));
    assert!(verdict(|| {
        insert(3, &[(100, 11)]);
        crate::Provers::<Test>::mutate(1, |row| row.as_mut().unwrap().unbonding.shares = 100);
    })
    .contains("8:"));
}

#[test]
fn try_state_should_fail_when_a_record_or_misses_are_nobodys_or_too_many() {
    assert!(verdict(|| Records::<Test>::insert(9, crate::Record::default())).contains("9:"));
    assert!(verdict(|| Misses::<Test>::insert(9, crate::breaker::RecentMisses::default())).contains("9:"));
    let misses = vec![1; crate::breaker::MAX_MISS_LIMIT as usize];
    assert!(
        verdict(|| Misses::<Test>::insert(1, crate::breaker::RecentMisses::try_from(misses).unwrap()))
            .contains("9:")
    );
}
