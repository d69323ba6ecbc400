use super::*;
use crate::{Delegations, Error};
use frame_support::{assert_noop, traits::fungible::Mutate};
use proofnet_market::Provers as _;
use sp_runtime::{ArithmeticError, TokenError};

#[test]
fn stake_should_buy_shares_at_their_price_when_delegated() {
    run(|| {
        register(1, MIN_STAKE, 1);
        reward(1, 500);

        assert_ok!(stake(2, 1, 300));

        assert_eq!(Delegations::<Test>::get(1, 2), Some(200));
        assert_eq!(held(1), (1_800, 0));
        assert_eq!(Balances::free_balance(2), ENDOWMENT - 300);
        System::assert_last_event(
            Event::Staked {
                prover: 1,
                staker: 2,
                amount: 300,
                shares: 200,
            }
            .into(),
        );
    });
}

#[test]
fn stake_should_add_up_when_one_delegates_twice() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(stake(2, 1, 300));
        assert_ok!(stake(2, 1, 100));

        assert_eq!(Delegations::<Test>::get(1, 2), Some(400));
        assert_eq!(row(1).pool.assets, MIN_STAKE + 400);
    });
}

#[test]
fn stake_should_count_as_own_when_the_operator_stakes() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(stake(1, 1, 1));

        assert_eq!(row(1), fresh_row(MIN_STAKE + 1, 1));
        assert_eq!(Delegations::<Test>::get(1, 1), None);
    });
}

#[test]
fn stake_should_secure_jobs_when_delegated() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_noop!(
            Provers::start_job(&1, MIN_STAKE + 300),
            Error::<Test>::FreeStakeTooLow
        );

        assert_ok!(stake(2, 1, 300));

        assert_ok!(Provers::start_job(&1, MIN_STAKE + 300));
    });
}

#[test]
fn stake_should_fail_when_the_amount_is_zero_one_or_below_the_minimum() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(stake(1, 1, 0), Error::<Test>::ZeroAmount);
        assert_noop!(stake(2, 1, 0), Error::<Test>::ZeroAmount);
        for amount in [1, EXISTENTIAL_DEPOSIT, MIN_DELEGATION - 1] {
            assert_noop!(stake(2, 1, amount), Error::<Test>::DelegationTooLow);
        }
        assert_ok!(stake(2, 1, MIN_DELEGATION));
    });
}

#[test]
fn stake_should_fail_when_the_account_cannot_spare_it() {
    run(|| {
        register(1, MIN_STAKE, 1);

        for amount in [
            ENDOWMENT - EXISTENTIAL_DEPOSIT + 1,
            ENDOWMENT,
            Balance::MAX - MIN_STAKE,
        ] {
            assert!(stake(2, 1, amount).is_err());
            assert_eq!(row(1), fresh_row(MIN_STAKE, 1));
        }
        assert_noop!(stake(2, 1, ENDOWMENT), TokenError::FundsUnavailable);
        assert_noop!(stake(99, 1, ENDOWMENT), TokenError::FundsUnavailable);
        assert_ok!(stake(2, 1, ENDOWMENT - EXISTENTIAL_DEPOSIT));
    });
}

#[test]
fn stake_should_fail_when_the_sum_overflows() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_noop!(stake(1, 1, Balance::MAX), ArithmeticError::Overflow);
        assert_noop!(stake(2, 1, Balance::MAX), ArithmeticError::Overflow);
    });
}

#[test]
fn stake_should_fail_when_there_is_no_such_prover_or_it_is_leaving() {
    run(|| {
        assert_noop!(stake(2, 1, 500), Error::<Test>::NotRegistered);
        register(1, MIN_STAKE, 1);
        leave(1);

        assert_noop!(stake(1, 1, 500), Error::<Test>::Leaving);
        assert_noop!(stake(2, 1, 500), Error::<Test>::Leaving);
    });
}

#[test]
fn stake_should_fail_when_the_pool_is_ruined() {
    run(|| {
        let much = 5 * crate::pool::MAX_SHARES_PER_PLANCK;
        assert_ok!(Balances::mint_into(&1, much));
        register(1, much, 1);
        slash(1, much - 4);

        assert_noop!(stake(1, 1, 500), Error::<Test>::PoolRuined);
        assert_noop!(stake(3, 1, 500), Error::<Test>::PoolRuined);
    });
}

#[test]
fn price_should_not_move_when_somebody_transfers_to_the_pools_account() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(Balances::transfer_allow_death(
            RuntimeOrigin::signed(3),
            Provers::pool_account(&1),
            500_000
        ));

        assert_eq!(row(1), fresh_row(MIN_STAKE, 1));
        assert_ok!(stake(2, 1, 300));
        assert_eq!(Delegations::<Test>::get(1, 2), Some(300));
        assert_eq!(held(1), (MIN_STAKE + 300, 0));
    });
}

#[test]
fn delegator_should_lose_less_than_a_planck_when_the_operator_inflates_the_price() {
    run(|| {
        register(1, MIN_STAKE, 1);
        // A share is worth 301 planck then.
        reward(1, 300 * MIN_STAKE);
        for amount in [302, 601, 602, 999, 100_000] {
            let before = Balances::free_balance(2);
            let shares = Delegations::<Test>::get(1, 2).unwrap_or_default();
            assert_ok!(stake(2, 1, amount));
            let paid = before - Balances::free_balance(2);
            let got = Delegations::<Test>::get(1, 2).unwrap() - shares;

            assert!(row(1).pool.value(got) + 1 >= paid);
        }
        assert_noop!(stake(2, 1, 300), Error::<Test>::BelowOneShare);
    });
}

#[test]
fn accounts_of_pools_should_differ_when_provers_do() {
    let pools: std::collections::BTreeSet<_> = (1..100).map(|who| Provers::pool_account(&who)).collect();

    assert_eq!(pools.len(), 99);
}
