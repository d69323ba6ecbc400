use super::*;
use crate::{Error, Event, WeightInfo};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use proofnet_market::{OnProverLeft as _, Provers as _};

fn leave(who: AccountId) {
    assert_ok!(Provers::deregister(RuntimeOrigin::signed(who)));
}

#[test]
fn deregister_should_end_the_taking_of_jobs_when_active() {
    run(|| {
        register(1, MIN_STAKE, 1);

        leave(1);

        assert_eq!(Provers::capacity(&1), None);
        assert_noop!(Provers::start_job(&1, 1), Error::<Test>::Leaving);
        assert_eq!(Left::get(), vec![1]);
        System::assert_last_event(
            Event::Deregistered {
                prover: 1,
                withdrawable: 1 + LEAVE_DELAY,
            }
            .into(),
        );
    });
}

#[test]
fn deregister_should_weigh_what_its_listener_weighs_when_declared() {
    run(|| {
        let declared = crate::Call::<Test>::deregister {}.get_dispatch_info().call_weight;

        assert_ne!(RecordLeft::weight(), Weight::zero());
        assert_eq!(declared, <() as WeightInfo>::deregister() + RecordLeft::weight());
    });
}

#[test]
fn deregister_should_fail_when_the_account_is_no_prover() {
    run(|| {
        assert_noop!(
            Provers::deregister(RuntimeOrigin::signed(1)),
            Error::<Test>::NotRegistered
        );
    });
}

#[test]
fn leaving_prover_should_refuse_changes_when_not_withdrawn() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);

        assert_noop!(
            Provers::deregister(RuntimeOrigin::signed(1)),
            Error::<Test>::Leaving
        );
        assert_noop!(
            Provers::add_stake(RuntimeOrigin::signed(1), 1),
            Error::<Test>::Leaving
        );
        assert_noop!(
            Provers::set_slots(RuntimeOrigin::signed(1), 1),
            Error::<Test>::Leaving
        );
        assert_noop!(
            Provers::register(RuntimeOrigin::signed(1), MIN_STAKE, 1),
            Error::<Test>::AlreadyRegistered
        );
        assert_eq!(Left::get(), vec![1]);
    });
}

#[test]
fn leaving_prover_should_deliver_its_jobs_when_they_were_started_before() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, MIN_STAKE));
        leave(1);

        assert_eq!(Provers::prover_of(&1), Some(1));
        Provers::finish_job(&1, MIN_STAKE);
        advance(LEAVE_DELAY);

        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));
        assert_eq!(Balances::free_balance(1), ENDOWMENT);
    });
}

#[test]
fn leaving_prover_should_be_slashed_when_it_misses_a_job() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));
        leave(1);
        advance(LEAVE_DELAY + 1);

        let slashed = Provers::miss_job(&1, 400);

        assert_eq!(slashed.peek(), 400);
        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));
        assert_eq!(Balances::free_balance(1), ENDOWMENT - 400);
    });
}

#[test]
fn withdraw_should_fail_when_the_delay_has_not_passed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);

        advance(LEAVE_DELAY - 1);
        assert_noop!(
            Provers::withdraw(RuntimeOrigin::signed(1)),
            Error::<Test>::StillLocked
        );
        advance(1);

        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));
        System::assert_last_event(
            Event::Withdrawn {
                prover: 1,
                stake: MIN_STAKE,
            }
            .into(),
        );
    });
}

#[test]
fn withdraw_should_fail_when_a_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 1));
        leave(1);
        advance(10 * LEAVE_DELAY);

        assert_noop!(
            Provers::withdraw(RuntimeOrigin::signed(1)),
            Error::<Test>::JobsRunning
        );
        assert_eq!(held(1), MIN_STAKE);
    });
}

#[test]
fn withdraw_should_fail_when_a_job_without_collateral_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 0));
        leave(1);
        advance(LEAVE_DELAY);

        assert_noop!(
            Provers::withdraw(RuntimeOrigin::signed(1)),
            Error::<Test>::JobsRunning
        );
    });
}

#[test]
fn withdraw_should_fail_when_the_prover_is_active() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(
            Provers::withdraw(RuntimeOrigin::signed(1)),
            Error::<Test>::NotLeaving
        );
    });
}

#[test]
fn withdraw_should_fail_when_done_twice() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);
        advance(LEAVE_DELAY);
        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));

        assert_noop!(
            Provers::withdraw(RuntimeOrigin::signed(1)),
            Error::<Test>::NotRegistered
        );
    });
}

#[test]
fn withdraw_should_restore_the_state_exactly_when_the_prover_had_worker_keys() {
    run(|| {
        register(8, MIN_STAKE, 1);
        advance(LEAVE_DELAY);
        let now = System::block_number();
        Left::set(&vec![1]);
        let before = state_root();

        System::set_block_number(now - LEAVE_DELAY);
        Left::set(&vec![]);
        register(1, 5_000, 3);
        for worker in [2, 3] {
            assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), worker));
            assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(worker), 1));
        }
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 4));
        assert_ok!(Provers::start_job(&1, 700));
        Provers::finish_job(&1, 700);
        leave(1);
        advance(LEAVE_DELAY);
        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));

        assert_eq!(state_root(), before);
    });
}

#[test]
fn withdraw_should_cost_less_than_declared_when_there_are_few_worker_keys() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);
        advance(LEAVE_DELAY);

        let actual = Provers::withdraw(RuntimeOrigin::signed(1))
            .unwrap()
            .actual_weight
            .unwrap();

        let declared = crate::Call::<Test>::withdraw {}.get_dispatch_info().call_weight;
        assert!(actual.ref_time() < declared.ref_time());
    });
}

#[test]
fn withdraw_should_succeed_when_the_whole_stake_was_slashed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, MIN_STAKE));
        drop(Provers::miss_job(&1, MIN_STAKE));
        leave(1);
        advance(LEAVE_DELAY);

        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));

        assert_eq!(Balances::free_balance(1), ENDOWMENT - MIN_STAKE);
    });
}

#[test]
fn register_should_start_a_new_record_when_the_account_has_withdrawn() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);
        advance(LEAVE_DELAY);
        assert_ok!(Provers::withdraw(RuntimeOrigin::signed(1)));

        register(1, MIN_STAKE, 1);

        assert_eq!(Provers::capacity(&1).unwrap().free_slots, 1);
    });
}
