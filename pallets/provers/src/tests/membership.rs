use super::*;
use crate::Error;
use frame_support::assert_noop;
use proofnet_market::{Capacity, Provers as _};
use sp_runtime::TokenError;

fn try_register(who: AccountId, stake: Balance, slots: u32) -> DispatchResult {
    Provers::register(RuntimeOrigin::signed(who), stake, slots, Permill::zero())
}

#[test]
fn register_should_hold_the_stake_when_all_is_well() {
    run(|| {
        register(1, 5_000, 3);

        assert_eq!(held(1), (5_000, 0));
        assert_eq!(row(1), fresh_row(5_000, 3));
        assert_eq!(Balances::free_balance(1), ENDOWMENT - 5_000 - EXISTENTIAL_DEPOSIT);
        assert_eq!(
            Provers::capacity(&1),
            Some(Capacity {
                free_slots: 3,
                stake: 5_000,
                free_stake: 5_000,
                locked: 0
            })
        );
        assert_eq!(
            events(),
            [
                Event::Registered {
                    prover: 1,
                    pool: Provers::pool_account(&1),
                    deposit: EXISTENTIAL_DEPOSIT,
                    slots: 3,
                    commission: Permill::zero(),
                },
                Event::Staked {
                    prover: 1,
                    staker: 1,
                    amount: 5_000,
                    shares: 5_000,
                },
                Event::StateChanged {
                    prover: 1,
                    state: State::Active,
                },
            ]
        );
    });
}

#[test]
fn register_should_fail_when_the_commission_is_above_the_maximum() {
    run(|| {
        assert_noop!(
            Provers::register(RuntimeOrigin::signed(1), MIN_STAKE, 1, Permill::one()),
            Error::<Test>::CommissionTooHigh
        );
        assert_ok!(Provers::register(
            RuntimeOrigin::signed(1),
            MIN_STAKE,
            1,
            MAX_COMMISSION
        ));
    });
}

#[test]
fn stake_should_give_no_vote_to_the_operator_when_delegated() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let before = Balances::total_balance(&1);

        assert_ok!(stake(2, 1, 5_000));

        // What votes by total balance must not see the stake of others.
        assert_eq!(Balances::total_balance(&1), before);
    });
}

#[test]
fn register_should_fail_when_the_stake_is_one_planck_below_the_minimum() {
    run(|| {
        for stake in [0, 1, EXISTENTIAL_DEPOSIT, MIN_STAKE - 1] {
            assert_noop!(try_register(1, stake, 1), Error::<Test>::OwnStakeTooLow);
        }
        register(1, MIN_STAKE, 1);
    });
}

#[test]
fn register_should_fail_when_slots_are_out_of_range() {
    run(|| {
        for slots in [0, MAX_SLOTS + 1, u32::MAX] {
            assert_noop!(try_register(1, MIN_STAKE, slots), Error::<Test>::InvalidSlots);
        }
    });
}

#[test]
fn register_should_fail_when_the_account_is_a_prover_already() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(try_register(1, MIN_STAKE, 1), Error::<Test>::AlreadyRegistered);
    });
}

#[test]
fn register_should_fail_when_the_account_is_a_worker_key() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));
        assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(2), 1));

        assert_noop!(try_register(2, MIN_STAKE, 1), Error::<Test>::IsWorker);
    });
}

#[test]
fn register_should_fail_when_there_are_max_provers() {
    run(|| {
        for who in 1..=u64::from(MAX_PROVERS) {
            register(who, MIN_STAKE, 1);
        }

        assert_noop!(try_register(7, MIN_STAKE, 1), Error::<Test>::TooManyProvers);
    });
}

#[test]
fn register_should_fail_when_the_account_would_fall_below_the_existential_deposit() {
    run(|| {
        let all = ENDOWMENT - 2 * EXISTENTIAL_DEPOSIT;
        for stake in [all + 1, ENDOWMENT, Balance::MAX] {
            let refused = frame_support::storage::with_storage_layer(|| try_register(1, stake, 1));
            assert!(matches!(
                refused,
                Err(sp_runtime::DispatchError::Token(_) | sp_runtime::DispatchError::Arithmetic(_))
            ));
            assert_eq!(Balances::free_balance(1), ENDOWMENT);
        }
        register(1, all, 1);
    });
}

#[test]
fn register_should_fail_when_the_account_does_not_exist() {
    run(|| {
        assert_noop!(try_register(99, MIN_STAKE, 1), TokenError::FundsUnavailable);
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
