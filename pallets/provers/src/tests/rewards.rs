use super::*;
use crate::Delegations;
use frame_support::traits::fungible::Balanced;
use proofnet_market::Provers as _;

fn register_with(who: AccountId, commission: Permill) {
    assert_ok!(Provers::register(
        RuntimeOrigin::signed(who),
        MIN_STAKE,
        1,
        commission
    ));
}

/// Has the account of `who` die.
fn bury(who: AccountId) {
    assert_ok!(Balances::transfer_all(
        RuntimeOrigin::signed(who),
        TREASURY,
        false
    ));
    assert_eq!(Balances::free_balance(who), 0);
}

#[test]
fn reward_should_raise_the_worth_of_every_share_when_paid() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 3_000));

        reward(1, 400);

        assert_eq!(row(1).own_stake(), 1_100);
        assert_eq!(row(1).pool.value(Delegations::<Test>::get(1, 2).unwrap()), 3_300);
        assert_eq!(held(1), (4_400, 0));
        System::assert_last_event(
            Event::Rewarded {
                prover: 1,
                commission: 0,
                pooled: 400,
            }
            .into(),
        );
    });
}

#[test]
fn reward_should_pay_the_commission_to_the_operator_when_there_is_one() {
    run(|| {
        register_with(1, Permill::from_percent(30));
        let before = Balances::free_balance(1);

        reward(1, 999);

        // 299.7: the odd part is the pool's.
        assert_eq!(Balances::free_balance(1), before + 299);
        assert_eq!(held(1), (MIN_STAKE + 700, 0));
        System::assert_last_event(
            Event::Rewarded {
                prover: 1,
                commission: 299,
                pooled: 700,
            }
            .into(),
        );
    });
}

#[test]
fn reward_should_be_nothing_when_it_is_zero() {
    run(|| {
        register(1, MIN_STAKE, 1);
        events();

        reward(1, 0);

        assert_eq!(row(1), fresh_row(MIN_STAKE, 1));
        assert!(events().is_empty());
    });
}

#[test]
fn reward_should_go_into_the_pool_when_it_is_a_single_planck() {
    run(|| {
        register_with(1, MAX_COMMISSION);

        reward(1, 1);

        assert_eq!(held(1), (MIN_STAKE + 1, 0));
    });
}

#[test]
fn reward_should_be_given_back_when_there_is_no_such_prover() {
    run(|| {
        let before = Balances::free_balance(TREASURY);

        reward(1, 500);

        assert_eq!(Balances::free_balance(TREASURY), before);
    });
}

#[test]
fn commission_should_go_into_the_pool_when_the_operators_account_is_gone() {
    run(|| {
        register_with(1, Permill::from_percent(50));
        bury(1);

        reward(1, 2 * (EXISTENTIAL_DEPOSIT - 1));

        assert_eq!(Balances::free_balance(1), 0);
        assert_eq!(held(1), (MIN_STAKE + 2 * (EXISTENTIAL_DEPOSIT - 1), 0));
        reward(1, 2 * EXISTENTIAL_DEPOSIT);
        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn reward_should_go_to_the_operator_when_nothing_is_in_the_pool() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(stake(2, 1, 500));
        slash(1, MIN_STAKE + 500);
        let before = Balances::free_balance(1);

        reward(1, 700);

        assert_eq!(Balances::free_balance(1), before + 700);
        assert_eq!(row(1).pool.assets, 0);
    });
}

#[test]
fn reward_should_be_given_back_when_nothing_is_in_the_pool_and_the_operator_is_gone() {
    run(|| {
        register(1, MIN_STAKE, 2);
        slash(1, MIN_STAKE);
        bury(1);
        let before = Balances::free_balance(TREASURY);

        reward(1, EXISTENTIAL_DEPOSIT - 1);

        assert_eq!(Balances::free_balance(TREASURY), before);
    });
}

#[test]
fn prover_should_be_active_again_when_rewards_lift_its_own_stake_to_the_minimum() {
    run(|| {
        register(1, MIN_STAKE, 1);
        slash(1, 100);
        assert_eq!(row(1).state, State::Registered);

        reward(1, 99);
        assert_eq!(row(1).state, State::Registered);
        reward(1, 1);

        assert_eq!(row(1).state, State::Active);
    });
}

#[test]
fn issuance_should_be_the_same_when_paid() {
    run(|| {
        register_with(1, Permill::from_percent(50));
        let issuance = Balances::total_issuance();

        let payment = Balances::issue(1_000);
        assert!(Provers::reward(&1, payment).is_ok());

        assert_eq!(Balances::total_issuance(), issuance + 1_000);
    });
}
