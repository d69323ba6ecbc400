use super::*;
use crate::{Error, Misses};
use frame_support::assert_noop;
use proofnet_market::{Capacity, Provers as _};

/// Has `prover` miss as many jobs as jail it.
fn jail(prover: AccountId) {
    for _ in 0..JAIL_MISSES {
        slash(prover, 10);
    }
}

fn unjail(who: AccountId) -> DispatchResult {
    Provers::unjail(RuntimeOrigin::signed(who))
}

#[test]
fn prover_should_be_jailed_when_it_misses_too_often_within_the_window() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        for _ in 1..JAIL_MISSES {
            slash(1, 10);
            assert_eq!(row(1).state, State::Active);
        }
        events();

        slash(1, 10);

        let state = State::Jailed {
            until: 1 + JAIL_COOLING,
        };
        assert_eq!(row(1).state, state);
        assert!(events().contains(&Event::StateChanged { prover: 1, state }));
    });
}

#[test]
fn prover_should_stay_active_when_its_misses_are_far_apart() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        for _ in 0..4 * JAIL_MISSES {
            slash(1, 10);
            advance(JAIL_WINDOW / u64::from(JAIL_MISSES - 1));
        }

        assert_eq!(row(1).state, State::Active);
    });
}

#[test]
fn jailed_prover_should_get_no_jobs_when_it_has_slots_and_stake() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        jail(1);

        let stake = 2 * MIN_STAKE - 10 * Balance::from(JAIL_MISSES);
        assert_eq!(
            Provers::capacity(&1),
            Some(Capacity {
                free_slots: 0,
                stake,
                free_stake: stake,
                locked: 0
            })
        );
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::Jailed);
        assert!(Left::get().is_empty());
    });
}

#[test]
fn jailed_prover_should_deliver_when_a_job_runs() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 100));
        jail(1);

        Provers::finish_job(&1, 100, 1);
        reward(1, 50);

        assert_eq!(Provers::record(&1).unwrap().delivered, 1);
        assert_eq!(row(1).jobs, 0);
    });
}

#[test]
fn unjail_should_let_it_take_jobs_when_the_term_is_over() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        jail(1);
        advance(JAIL_COOLING - 1);
        assert_noop!(unjail(1), Error::<Test>::TermNotOver);
        advance(1);

        assert_ok!(unjail(1));

        System::assert_last_event(
            Event::StateChanged {
                prover: 1,
                state: State::Active,
            }
            .into(),
        );
        assert_ok!(Provers::start_job(&1, 0));
    });
}

#[test]
fn unjail_should_leave_it_without_jobs_when_its_own_stake_is_too_low() {
    run(|| {
        register(1, MIN_STAKE, 4);
        for _ in 0..JAIL_MISSES {
            assert_ok!(Provers::start_job(&1, 10));
        }
        for _ in 0..JAIL_MISSES {
            resolve(miss(&1, 10));
        }
        assert!(matches!(row(1).state, State::Jailed { .. }));
        advance(JAIL_COOLING);

        assert_ok!(unjail(1));

        assert_eq!(row(1).state, State::Registered);
    });
}

#[test]
fn unjail_should_fail_when_not_jailed_not_registered_or_leaving() {
    run(|| {
        assert_noop!(unjail(1), Error::<Test>::NotRegistered);
        register(1, MIN_STAKE, 1);
        assert_noop!(unjail(1), Error::<Test>::NotJailed);
        leave(1);

        assert_noop!(unjail(1), Error::<Test>::Leaving);
    });
}

#[test]
fn misses_should_count_anew_when_jailed_once() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        jail(1);
        advance(JAIL_COOLING);
        assert_ok!(unjail(1));
        assert!(Misses::<Test>::get(1).is_empty());

        for _ in 1..JAIL_MISSES {
            slash(1, 10);
        }

        assert_eq!(row(1).state, State::Active);
    });
}

#[test]
fn jailed_prover_should_leave_when_it_likes() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        jail(1);

        leave_and_close(1);

        assert!(!crate::Provers::<Test>::contains_key(1));
    });
}

#[test]
fn jailed_prover_should_accept_stake_when_offered() {
    run(|| {
        register(1, 2 * MIN_STAKE, 2);
        jail(1);

        assert_ok!(stake(2, 1, 500));

        assert!(matches!(row(1).state, State::Jailed { .. }));
    });
}
