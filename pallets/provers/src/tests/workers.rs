use super::*;
use crate::{Error, Event, WorkerKeys, Workers};
use frame_support::{assert_noop, assert_ok};
use proofnet_market::Provers as _;

fn with_worker(prover: AccountId, worker: AccountId) {
    assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(prover), worker));
    assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(worker), prover));
}

#[test]
fn worker_should_act_for_its_prover_when_both_have_agreed() {
    run(|| {
        register(1, MIN_STAKE, 1);

        with_worker(1, 2);

        assert_eq!(Provers::prover_of(&2), Some(1));
        System::assert_has_event(Event::WorkerProposed { prover: 1, worker: 2 }.into());
        System::assert_last_event(Event::WorkerAccepted { prover: 1, worker: 2 }.into());
    });
}

#[test]
fn prover_should_act_for_itself_when_registered() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_eq!(Provers::prover_of(&1), Some(1));
        assert_eq!(Provers::prover_of(&2), None);
    });
}

#[test]
fn worker_should_not_act_for_a_prover_when_only_proposed() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));

        assert_eq!(Provers::prover_of(&2), None);
    });
}

#[test]
fn propose_worker_should_fail_when_the_caller_is_no_prover() {
    run(|| {
        assert_noop!(
            Provers::propose_worker(RuntimeOrigin::signed(1), 2),
            Error::<Test>::NotRegistered
        );
    });
}

#[test]
fn propose_worker_should_fail_when_the_key_is_a_prover() {
    run(|| {
        register(1, MIN_STAKE, 1);
        register(2, MIN_STAKE, 1);

        for worker in [1, 2] {
            assert_noop!(
                Provers::propose_worker(RuntimeOrigin::signed(1), worker),
                Error::<Test>::IsProver
            );
        }
    });
}

#[test]
fn propose_worker_should_fail_when_proposed_already() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));

        assert_noop!(
            Provers::propose_worker(RuntimeOrigin::signed(1), 2),
            Error::<Test>::AlreadyProposed
        );
    });
}

#[test]
fn propose_worker_should_fail_when_the_list_is_full() {
    run(|| {
        register(1, MIN_STAKE, 1);
        for worker in 0..u64::from(MAX_WORKERS) {
            assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 100 + worker));
        }

        assert_noop!(
            Provers::propose_worker(RuntimeOrigin::signed(1), 2),
            Error::<Test>::TooManyWorkers
        );
    });
}

#[test]
fn accept_worker_should_fail_when_not_proposed() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(
            Provers::accept_worker(RuntimeOrigin::signed(2), 1),
            Error::<Test>::NotProposed
        );
        assert_noop!(
            Provers::accept_worker(RuntimeOrigin::signed(2), 3),
            Error::<Test>::NotProposed
        );
    });
}

#[test]
fn accept_worker_should_fail_when_the_key_serves_another_prover() {
    run(|| {
        register(1, MIN_STAKE, 1);
        register(2, MIN_STAKE, 1);
        with_worker(1, 3);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(2), 3));

        assert_noop!(
            Provers::accept_worker(RuntimeOrigin::signed(3), 2),
            Error::<Test>::AlreadyWorker
        );
        assert_eq!(Provers::prover_of(&3), Some(1));
    });
}

#[test]
fn accept_worker_should_fail_when_the_key_became_a_prover_after_the_proposal() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));
        register(2, MIN_STAKE, 1);

        assert_noop!(
            Provers::accept_worker(RuntimeOrigin::signed(2), 1),
            Error::<Test>::IsProver
        );
    });
}

#[test]
fn remove_worker_should_take_effect_at_once_when_called_by_the_prover() {
    run(|| {
        register(1, MIN_STAKE, 1);
        with_worker(1, 2);

        assert_ok!(Provers::remove_worker(RuntimeOrigin::signed(1), 2));

        assert_eq!(Provers::prover_of(&2), None);
        System::assert_last_event(Event::WorkerRemoved { prover: 1, worker: 2 }.into());
    });
}

#[test]
fn remove_worker_should_take_effect_at_once_when_called_by_the_key() {
    run(|| {
        register(1, MIN_STAKE, 1);
        with_worker(1, 2);

        assert_ok!(Provers::remove_worker(RuntimeOrigin::signed(2), 2));

        assert_eq!(Provers::prover_of(&2), None);
    });
}

#[test]
fn remove_worker_should_withdraw_the_proposal_when_not_accepted_yet() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));

        assert_ok!(Provers::remove_worker(RuntimeOrigin::signed(1), 2));

        assert_noop!(
            Provers::accept_worker(RuntimeOrigin::signed(2), 1),
            Error::<Test>::NotProposed
        );
    });
}

#[test]
fn remove_worker_should_leave_the_key_to_its_prover_when_another_withdraws_its_proposal() {
    run(|| {
        register(1, MIN_STAKE, 1);
        register(2, MIN_STAKE, 1);
        with_worker(1, 3);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(2), 3));

        assert_ok!(Provers::remove_worker(RuntimeOrigin::signed(2), 3));

        assert_eq!(Provers::prover_of(&3), Some(1));
    });
}

#[test]
fn remove_worker_should_fail_when_called_by_a_third_party() {
    run(|| {
        register(1, MIN_STAKE, 1);
        register(4, MIN_STAKE, 1);
        with_worker(1, 2);

        for who in [2, 3, 4] {
            let worker = if who == 2 { 1 } else { 2 };
            assert_noop!(
                Provers::remove_worker(RuntimeOrigin::signed(who), worker),
                Error::<Test>::NotWorker
            );
        }
    });
}

#[test]
fn remove_worker_should_restore_the_state_exactly_when_it_was_the_only_one() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let before = state_root();

        with_worker(1, 2);
        assert_ne!(state_root(), before);
        assert_ok!(Provers::remove_worker(RuntimeOrigin::signed(1), 2));

        assert_eq!(state_root(), before);
    });
}

#[test]
fn worker_key_should_serve_another_prover_when_its_first_is_closed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        register(2, MIN_STAKE, 1);
        with_worker(1, 3);
        leave_and_close(1);

        assert!(!Workers::<Test>::contains_key(1));
        assert!(!WorkerKeys::<Test>::contains_key(3));
        with_worker(2, 3);

        assert_eq!(Provers::prover_of(&3), Some(2));
    });
}
