use super::*;
use crate::{Error, Event, Prover};
use frame_support::{assert_noop, assert_ok};
use proofnet_market::{Capacity, Provers as _};
use sp_runtime::{traits::Zero, ArithmeticError, TokenError};

#[test]
fn register_should_hold_the_stake_when_all_is_well() {
    run(|| {
        register(1, 5_000, 3);

        assert_eq!(held(1), 5_000);
        assert_eq!(crate::Provers::<Test>::get(1), Some(Prover::new(5_000, 3)));
        assert_eq!(
            Provers::capacity(&1),
            Some(Capacity {
                free_slots: 3,
                stake: 5_000,
                free_stake: 5_000
            })
        );
        System::assert_last_event(
            Event::Registered {
                prover: 1,
                stake: 5_000,
                slots: 3,
            }
            .into(),
        );
    });
}

#[test]
fn register_should_fail_when_the_stake_is_one_planck_below_the_minimum() {
    run(|| {
        for stake in [0, 1, EXISTENTIAL_DEPOSIT, MIN_STAKE - 1] {
            assert_noop!(
                Provers::register(RuntimeOrigin::signed(1), stake, 1),
                Error::<Test>::StakeTooLow
            );
        }
        register(1, MIN_STAKE, 1);
    });
}

#[test]
fn register_should_fail_when_slots_are_out_of_range() {
    run(|| {
        for slots in [0, MAX_SLOTS + 1, u32::MAX] {
            assert_noop!(
                Provers::register(RuntimeOrigin::signed(1), MIN_STAKE, slots),
                Error::<Test>::InvalidSlots
            );
        }
    });
}

#[test]
fn register_should_fail_when_the_account_is_a_prover_already() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(
            Provers::register(RuntimeOrigin::signed(1), MIN_STAKE, 1),
            Error::<Test>::AlreadyRegistered
        );
    });
}

#[test]
fn register_should_fail_when_the_account_is_a_worker_key() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));
        assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(2), 1));

        assert_noop!(
            Provers::register(RuntimeOrigin::signed(2), MIN_STAKE, 1),
            Error::<Test>::IsWorker
        );
    });
}

#[test]
fn register_should_fail_when_there_are_max_provers() {
    run(|| {
        for who in 1..=u64::from(MAX_PROVERS) {
            register(who, MIN_STAKE, 1);
        }

        assert_noop!(
            Provers::register(RuntimeOrigin::signed(7), MIN_STAKE, 1),
            Error::<Test>::TooManyProvers
        );
    });
}

#[test]
fn register_should_fail_when_the_account_would_fall_below_the_existential_deposit() {
    run(|| {
        for stake in [ENDOWMENT - EXISTENTIAL_DEPOSIT + 1, ENDOWMENT, Balance::MAX] {
            assert_noop!(
                Provers::register(RuntimeOrigin::signed(1), stake, 1),
                TokenError::FundsUnavailable
            );
        }
        register(1, ENDOWMENT - EXISTENTIAL_DEPOSIT, 1);
    });
}

#[test]
fn register_should_fail_when_the_account_does_not_exist() {
    run(|| {
        assert_noop!(
            Provers::register(RuntimeOrigin::signed(99), MIN_STAKE, 1),
            TokenError::FundsUnavailable
        );
    });
}

#[test]
fn add_stake_should_hold_more_when_the_prover_is_active() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(Provers::add_stake(RuntimeOrigin::signed(1), 1));

        assert_eq!(held(1), MIN_STAKE + 1);
        System::assert_last_event(Event::StakeAdded { prover: 1, amount: 1 }.into());
    });
}

#[test]
fn add_stake_should_fail_when_the_amount_is_zero() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(
            Provers::add_stake(RuntimeOrigin::signed(1), Balance::zero()),
            Error::<Test>::ZeroAmount
        );
    });
}

#[test]
fn add_stake_should_fail_when_the_sum_overflows() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(
            Provers::add_stake(RuntimeOrigin::signed(1), Balance::MAX),
            ArithmeticError::Overflow
        );
    });
}

#[test]
fn add_stake_should_fail_when_the_account_cannot_spare_it() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(
            Provers::add_stake(RuntimeOrigin::signed(1), ENDOWMENT),
            TokenError::FundsUnavailable
        );
    });
}

#[test]
fn add_stake_should_fail_when_the_account_is_no_prover() {
    run(|| {
        assert_noop!(
            Provers::add_stake(RuntimeOrigin::signed(1), 1),
            Error::<Test>::NotRegistered
        );
    });
}

#[test]
fn set_slots_should_leave_running_jobs_when_there_are_fewer_slots_than_jobs() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 1));
        assert_ok!(Provers::start_job(&1, 1));

        assert_ok!(Provers::set_slots(RuntimeOrigin::signed(1), 1));

        assert_eq!(Provers::capacity(&1).unwrap().free_slots, 0);
        assert_eq!(crate::Provers::<Test>::get(1).unwrap().jobs, 2);
        System::assert_last_event(Event::SlotsSet { prover: 1, slots: 1 }.into());
    });
}

#[test]
fn set_slots_should_fail_when_out_of_range() {
    run(|| {
        register(1, MIN_STAKE, 2);

        for slots in [0, MAX_SLOTS + 1, u32::MAX] {
            assert_noop!(
                Provers::set_slots(RuntimeOrigin::signed(1), slots),
                Error::<Test>::InvalidSlots
            );
        }
    });
}

#[test]
fn set_slots_should_fail_when_the_account_is_no_prover() {
    run(|| {
        assert_noop!(
            Provers::set_slots(RuntimeOrigin::signed(1), 1),
            Error::<Test>::NotRegistered
        );
    });
}
