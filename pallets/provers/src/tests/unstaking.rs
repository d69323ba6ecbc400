use super::*;
use crate::{Chunk, Delegations, Error, Unbondings};
use frame_support::assert_noop;
use proofnet_market::Provers as _;
use sp_runtime::TokenError;

fn chunks(prover: AccountId, staker: AccountId) -> Vec<Chunk<u64>> {
    Unbondings::<Test>::get(prover, staker).into_inner()
}

#[test]
fn unstake_should_move_stake_to_unbonding_when_a_delegator_asks() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));

        assert_ok!(unstake(2, 1, 400));

        assert_eq!(held(1), (1_600, 400));
        assert_eq!(Delegations::<Test>::get(1, 2), Some(600));
        let matures = 1 + PERIOD;
        assert_eq!(chunks(1, 2), [Chunk { shares: 400, matures }]);
        System::assert_last_event(
            Event::Unstaked {
                prover: 1,
                staker: 2,
                shares: 400,
                amount: 400,
                unbonding_shares: 400,
                matures,
            }
            .into(),
        );
    });
}

#[test]
fn withdraw_should_pay_when_the_period_has_passed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(unstake(2, 1, 1_000));
        advance(PERIOD - 1);
        assert_noop!(withdraw(1, 2), Error::<Test>::NothingToWithdraw);
        advance(1);

        assert_ok!(withdraw(1, 2));

        assert_eq!(Balances::free_balance(2), ENDOWMENT);
        assert_eq!(held(1), (MIN_STAKE, 0));
        assert!(chunks(1, 2).is_empty());
        System::assert_last_event(
            Event::Withdrawn {
                prover: 1,
                staker: 2,
                shares: 0,
                from_pool: 0,
                unbonding_shares: 1_000,
                from_unbonding: 1_000,
            }
            .into(),
        );
    });
}

#[test]
fn withdraw_should_pay_what_has_matured_when_more_is_unbonding() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(unstake(2, 1, 300));
        advance(3);
        assert_ok!(unstake(2, 1, 200));
        advance(PERIOD - 3);

        assert_ok!(withdraw(1, 2));

        assert_eq!(Balances::free_balance(2), ENDOWMENT - 700);
        assert_eq!(chunks(1, 2).len(), 1);
        assert_noop!(withdraw(1, 2), Error::<Test>::NothingToWithdraw);
    });
}

#[test]
fn withdraw_should_fail_when_there_is_no_such_prover_or_nothing_at_all() {
    run(|| {
        assert_noop!(withdraw(1, 2), Error::<Test>::NotRegistered);
        register(1, MIN_STAKE, 1);
        advance(PERIOD);

        assert_noop!(withdraw(1, 2), Error::<Test>::NothingToWithdraw);
        assert_noop!(withdraw(1, 1), Error::<Test>::NothingToWithdraw);
    });
}

#[test]
fn state_should_be_restored_exactly_when_a_delegator_has_come_and_gone() {
    run(|| {
        register(1, MIN_STAKE, 1);
        advance(PERIOD);
        let now = System::block_number();
        let before = state_root();

        System::set_block_number(now - PERIOD);
        assert_ok!(stake(2, 1, 777));
        assert_ok!(unstake(2, 1, 777));
        System::set_block_number(now);
        assert_ok!(withdraw(1, 2));

        assert_eq!(state_root(), before);
    });
}

#[test]
fn unstake_should_fail_when_the_shares_are_none_too_few_or_too_many() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 500));

        assert_noop!(unstake(2, 1, 0), Error::<Test>::ZeroAmount);
        for shares in [1, EXISTENTIAL_DEPOSIT, MIN_DELEGATION - 1] {
            assert_noop!(unstake(2, 1, shares), Error::<Test>::DelegationTooLow);
        }
        assert_noop!(
            unstake(2, 1, 500 - MIN_DELEGATION + 1),
            Error::<Test>::DelegationTooLow
        );
        for shares in [501, Balance::MAX] {
            assert_noop!(unstake(2, 1, shares), Error::<Test>::NotEnoughShares);
        }
        assert_noop!(unstake(3, 1, 1), Error::<Test>::NotEnoughShares);
        assert_noop!(unstake(2, 3, 500), Error::<Test>::NotRegistered);
        assert_ok!(unstake(2, 1, 500 - MIN_DELEGATION));
        assert_ok!(unstake(2, 1, MIN_DELEGATION));
    });
}

#[test]
fn unstake_should_keep_the_minimum_when_the_operator_asks() {
    run(|| {
        register(1, MIN_STAKE + 500, 1);

        assert_noop!(unstake(1, 1, 501), Error::<Test>::OwnStakeTooLow);
        assert_noop!(unstake(1, 1, MIN_STAKE + 500), Error::<Test>::OwnStakeTooLow);
        assert_ok!(unstake(1, 1, 500));

        assert_eq!(row(1).own_stake(), MIN_STAKE);
        leave(1);
        assert_noop!(unstake(1, 1, 200), Error::<Test>::OwnStakeTooLow);
    });
}

#[test]
fn unstake_should_fail_when_the_staker_has_as_many_chunks_as_allowed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 10_000));
        for _ in 0..MAX_CHUNKS {
            assert_ok!(unstake(2, 1, 100));
            advance(1);
        }

        assert_noop!(unstake(2, 1, 100), Error::<Test>::TooManyChunks);
        advance(PERIOD);
        assert_ok!(withdraw(1, 2));
        assert_ok!(unstake(2, 1, 100));
    });
}

#[test]
fn unstake_should_join_chunks_when_they_mature_in_one_block() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 10_000));
        for _ in 0..=MAX_CHUNKS {
            assert_ok!(unstake(2, 1, 100));
        }

        assert_eq!(chunks(1, 2).len(), 1);
    });
}

#[test]
fn unstaked_stake_should_earn_nothing_when_the_prover_is_paid() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(unstake(2, 1, 1_000));

        reward(1, 700);

        assert_eq!(row(1).own_stake(), MIN_STAKE + 700);
        assert_eq!(row(1).unbonding.assets, 1_000);
    });
}

#[test]
fn unstaked_stake_should_secure_no_new_job_when_it_is_unbonding() {
    run(|| {
        register(1, MIN_STAKE, 4);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(unstake(2, 1, 1_000));

        assert_noop!(
            Provers::start_job(&1, MIN_STAKE + 1),
            Error::<Test>::FreeStakeTooLow
        );
        assert_eq!(Provers::capacity(&1).unwrap().free_stake, MIN_STAKE);
    });
}

#[test]
fn prover_should_get_nothing_more_when_unstaking_has_overcommitted_it() {
    run(|| {
        register(1, MIN_STAKE, 4);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(Provers::start_job(&1, 1_500));

        assert_ok!(unstake(2, 1, 1_000));

        let capacity = Provers::capacity(&1).unwrap();
        assert_eq!(
            (capacity.stake, capacity.free_stake, capacity.locked),
            (1_000, 0, 1_500)
        );
        assert_noop!(Provers::start_job(&1, 1), Error::<Test>::FreeStakeTooLow);
        Provers::finish_job(&1, 1_500, 1);
        assert_ok!(Provers::start_job(&1, 1_000));
    });
}

#[test]
fn collateral_of_running_jobs_should_not_leave_when_its_stake_has_matured() {
    run(|| {
        register(1, MIN_STAKE, 4);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(Provers::start_job(&1, 1_500));
        assert_ok!(unstake(2, 1, 1_000));
        advance(10 * PERIOD);

        assert_noop!(withdraw(1, 2), Error::<Test>::StakeLocked);
        resolve(miss(&1, 1_500));

        // The whole collateral was there, and both have borne it.
        assert_eq!(held(1), (250, 250));
        assert_ok!(withdraw(1, 2));
        assert_eq!(Balances::free_balance(2), ENDOWMENT - 750);
    });
}

#[test]
fn unbonding_stake_should_be_slashed_with_the_pool_when_a_job_is_missed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 3_000));
        assert_ok!(Provers::start_job(&1, 800));
        assert_ok!(unstake(2, 1, 1_000));
        events();

        resolve(miss(&1, 800));

        assert_eq!(held(1), (2_400, 800));
        assert!(events().contains(&Event::Slashed {
            prover: 1,
            from_pool: 600,
            from_unbonding: 200,
            shortfall: 0
        }));
        advance(PERIOD);
        assert_ok!(withdraw(1, 2));
        assert_eq!(Balances::free_balance(2), ENDOWMENT - 3_000 + 800);
    });
}

#[test]
fn matured_stake_should_be_slashed_when_it_was_not_withdrawn() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(unstake(2, 1, 1_000));
        advance(PERIOD + 1);

        slash(1, 500);

        assert_ok!(withdraw(1, 2));
        assert_eq!(Balances::free_balance(2), ENDOWMENT - 250);
    });
}

#[test]
fn unbonding_stake_should_not_be_diluted_when_more_follows_after_a_slash() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(stake(3, 1, 1_000));
        assert_ok!(unstake(2, 1, 1_000));
        slash(1, 900);
        assert_eq!(held(1), (1_400, 700));

        assert_ok!(unstake(3, 1, 1_000));

        assert_eq!(held(1), (700, 1_400));
        advance(PERIOD);
        assert_ok!(withdraw(1, 2));
        assert_ok!(withdraw(1, 3));
        assert_eq!(Balances::free_balance(2), ENDOWMENT - 300);
        assert_eq!(Balances::free_balance(3), ENDOWMENT - 300);
    });
}

#[test]
fn withdraw_should_wait_when_the_account_is_gone_and_the_amount_too_small() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 100));
        slash(1, 1_000);
        assert_ok!(unstake(2, 1, 100));
        assert_eq!(row(1).unbonding.assets, 9);
        assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(2), 3, false));
        assert_eq!(Balances::total_balance(&2), 0);
        advance(PERIOD);

        assert_noop!(withdraw(1, 2), TokenError::CannotCreate);
        assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(3), 2, 500));
        assert_ok!(withdraw(1, 2));
    });
}

#[test]
fn shares_should_be_given_up_when_they_are_worth_nothing() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 1_000));
        slash(1, 2_000);

        assert_ok!(unstake(2, 1, 1_000));

        assert_eq!(Delegations::<Test>::get(1, 2), None);
        assert!(chunks(1, 2).is_empty());
        assert_eq!(row(1).pool.shares, 1_000);
    });
}
