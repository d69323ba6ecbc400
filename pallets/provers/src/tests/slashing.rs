use super::*;
use crate::{Delegations, Error, Records};
use frame_support::assert_noop;
use frame_support::weights::Weight;
use proofnet_market::{OnProverLeft as _, Provers as _, Record};

fn missed(missed: u32) -> Record {
    Record {
        missed,
        ..Record::default()
    }
}

#[test]
fn miss_job_should_slash_the_collateral_when_a_job_runs() {
    run(|| {
        register(1, 3_000, 1);
        assert_ok!(Provers::start_job(&1, 400));
        events();

        let slashed = miss(&1, 400);

        assert_eq!(slashed.peek(), 400);
        assert_eq!(held(1), (2_600, 0));
        assert_eq!(Records::<Test>::get(1), missed(1));
        assert_eq!(
            row(1),
            Prover {
                pool: crate::Vault {
                    assets: 2_600,
                    shares: 3_000
                },
                ..fresh_row(3_000, 1)
            }
        );
        assert_eq!(
            events(),
            [Event::Slashed {
                prover: 1,
                from_pool: 400,
                from_unbonding: 0,
                shortfall: 0,
            }]
        );
    });
}

#[test]
fn miss_job_should_slash_every_staker_in_proportion_when_some_delegate() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 3_000));

        slash(1, 400);

        assert_eq!(row(1).own_stake(), 900);
        assert_eq!(row(1).pool.value(Delegations::<Test>::get(1, 2).unwrap()), 2_700);
    });
}

#[test]
fn miss_job_should_leave_the_issuance_when_the_slash_is_resolved() {
    run(|| {
        register(1, 3_000, 1);
        let issuance = Balances::total_issuance();

        slash(1, 400);

        assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + 400);
        assert_eq!(Balances::total_issuance(), issuance);
    });
}

#[test]
fn miss_job_should_slash_once_when_the_same_miss_is_processed_twice() {
    run(|| {
        register(1, 3_000, 2);
        slash(1, 400);
        let before = state_root();

        let again = miss(&1, 400);

        assert_eq!(again.peek(), 0);
        assert_eq!(held(1), (2_600, 0));
        assert_eq!(state_root(), before);
    });
}

#[test]
fn miss_job_should_slash_nothing_when_the_job_was_delivered_or_rejected() {
    run(|| {
        register(1, 3_000, 2);
        assert_ok!(Provers::start_job(&1, 400));
        Provers::finish_job(&1, 400, 1);
        assert_ok!(Provers::start_job(&1, 400));
        Provers::reject_job(&1, 400);
        let before = state_root();

        assert_eq!(miss(&1, 400).peek(), 0);

        assert_eq!(state_root(), before);
    });
}

#[test]
fn miss_job_should_slash_nothing_when_the_account_is_no_prover() {
    run(|| {
        let before = state_root();

        assert_eq!(miss(&1, 400).peek(), 0);
        assert_eq!(state_root(), before);
    });
}

#[test]
fn miss_job_should_leave_the_collateral_of_other_jobs_when_two_run() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 600));
        assert_ok!(Provers::start_job(&1, 400));

        assert_eq!(miss(&1, 600).peek(), 600);
        assert_eq!(row(1).locked, 400);
        assert_eq!(miss(&1, 400).peek(), 400);

        assert_eq!(row(1).total_stake(), 0);
    });
}

#[test]
fn miss_should_weigh_what_the_ejection_takes_when_the_prover_is_ejected() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, MIN_STAKE));
        assert_ok!(Provers::start_job(&1, 0));

        let ejected = Provers::miss_job(&1, MIN_STAKE);
        resolve(ejected.slashed);
        let after = Provers::miss_job(&1, 0);

        assert_eq!(ejected.ejection, RecordLeft::weight());
        assert_eq!(after.ejection, Weight::zero());
        assert_eq!(Left::get(), vec![1]);
    });
}

#[test]
fn miss_should_weigh_nothing_more_when_nobody_is_ejected() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));

        let missed = Provers::miss_job(&1, 400);
        resolve(missed.slashed);

        assert_eq!(missed.ejection, Weight::zero());
    });
}

#[test]
fn slash_should_take_what_there_is_and_eject_when_it_is_larger_than_the_stake() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 500));
        assert_ok!(Provers::start_job(&1, MIN_STAKE + 500));
        assert_ok!(unstake(2, 1, 300));

        let slashed = miss(&1, 10_000);

        assert_eq!(slashed.peek(), MIN_STAKE + 500);
        assert_eq!(held(1), (0, 0));
        assert_eq!(row(1).shortfall, 10_000 - MIN_STAKE - 500);
        assert_eq!(row(1).state, State::Leaving { since: 1 });
        assert_eq!(Provers::capacity(&1), None);
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::Leaving);
        System::assert_has_event(
            Event::Slashed {
                prover: 1,
                from_pool: MIN_STAKE + 200,
                from_unbonding: 300,
                shortfall: 10_000 - MIN_STAKE - 500,
            }
            .into(),
        );
        System::assert_has_event(
            Event::StateChanged {
                prover: 1,
                state: State::Leaving { since: 1 },
            }
            .into(),
        );
        assert_eq!(Left::get(), vec![1]);
    });
}

#[test]
fn slash_should_eject_when_it_leaves_nothing_in_the_pool() {
    run(|| {
        register(1, MIN_STAKE, 1);

        slash(1, MIN_STAKE);

        assert!(row(1).state.is_leaving());
        assert_eq!(row(1).shortfall, 0);
        assert_eq!(Left::get(), vec![1]);
    });
}

#[test]
fn slash_should_leave_the_stake_of_no_job_when_it_exceeds_what_is_locked() {
    run(|| {
        register(1, 3_000, 1);
        assert_ok!(Provers::start_job(&1, 400));

        assert_eq!(miss(&1, 1_000).peek(), 400);

        assert_eq!(held(1), (2_600, 0));
        assert_eq!(row(1).shortfall, 600);
        assert!(row(1).state.is_leaving());
    });
}

#[test]
fn slash_should_not_report_the_leaving_again_when_the_prover_leaves_already() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 500));
        assert_ok!(Provers::start_job(&1, 500));
        leave(1);

        resolve(miss(&1, 500));
        resolve(miss(&1, 500));

        assert_eq!(Left::get(), vec![1]);
    });
}

#[test]
fn ejected_prover_should_start_anew_when_it_was_closed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        slash(1, MIN_STAKE);
        assert_noop!(
            Provers::register(RuntimeOrigin::signed(1), MIN_STAKE, 1, Permill::zero()),
            Error::<Test>::AlreadyRegistered
        );
        advance(PERIOD);
        assert_ok!(Provers::close(RuntimeOrigin::signed(3), 1));

        register(1, MIN_STAKE, 1);

        assert_eq!(row(1).pool.value(1), 1);
        assert_eq!(Records::<Test>::get(1), Record::default());
    });
}

#[test]
fn prover_should_get_no_jobs_when_slashed_below_the_minimum_until_topped_up() {
    run(|| {
        register(1, MIN_STAKE, 2);
        slash(1, 1);

        let capacity = Provers::capacity(&1).unwrap();
        assert_eq!((capacity.free_slots, capacity.stake), (0, MIN_STAKE - 1));
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::OwnStakeTooLow);
        // Stake of others does not count.
        assert_ok!(stake(2, 1, 500));
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::OwnStakeTooLow);
        // A share costs less than a planck: two buy back what was lost and its rounding.
        assert_ok!(stake(1, 1, 2));

        assert_eq!(Provers::capacity(&1).unwrap().free_slots, 2);
        assert_ok!(Provers::start_job(&1, 0));
    });
}

#[test]
fn slash_should_reach_the_stake_when_the_account_is_at_the_existential_deposit() {
    run(|| {
        let all = ENDOWMENT - 2 * EXISTENTIAL_DEPOSIT;
        register(1, all, 1);
        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);

        slash(1, all);

        assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + all);
        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn slash_should_reach_the_stake_when_the_operators_account_is_gone() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(1), 2, false));
        assert_eq!(Balances::total_balance(&1), 0);

        slash(1, MIN_STAKE - 1);

        assert_eq!(held(1), (1, 0));
    });
}
