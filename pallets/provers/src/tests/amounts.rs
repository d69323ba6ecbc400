//! Zero, one, the existential deposit and the most that there is, wherever a call takes an amount.

use super::*;
use crate::{Call, Error};
use sp_runtime::{traits::Dispatchable, ArithmeticError, DispatchError, TokenError};

const AMOUNTS: [Balance; 4] = [0, 1, EXISTENTIAL_DEPOSIT, Balance::MAX];

type Outcomes = [Result<(), DispatchError>; 4];

fn refusal(error: Error<Test>) -> Result<(), DispatchError> {
    Err(error.into())
}

fn no_funds() -> Result<(), DispatchError> {
    Err(TokenError::FundsUnavailable.into())
}

/// Dispatches as the chain does, with each of the amounts, on a chain with the prover 1, in whose pool 2 has a part. What
/// is refused changes nothing.
#[track_caller]
fn dispatch_each(who: AccountId, call: impl Fn(Balance) -> Call<Test>, expected: Outcomes) {
    for (amount, expected) in AMOUNTS.into_iter().zip(expected) {
        run(|| {
            register(1, 2 * MIN_STAKE, 1);
            assert_ok!(stake(2, 1, 5 * MIN_DELEGATION));
            let before = state_root();
            let done = RuntimeCall::Provers(call(amount)).dispatch(RuntimeOrigin::signed(who));
            let outcome = done.map(|_| ()).map_err(|error| error.error);
            assert_eq!(outcome, expected, "{amount} planck");
            if outcome.is_err() {
                assert_eq!(state_root(), before, "a refusal has changed something");
            }
        });
    }
}

#[test]
fn register_should_be_refused_when_the_stake_is_extreme() {
    let register = |stake| Call::register {
        stake,
        slots: 1,
        commission: Permill::zero(),
    };
    let too_low = || refusal(Error::OwnStakeTooLow);
    dispatch_each(3, register, [too_low(), too_low(), too_low(), no_funds()]);
}

#[test]
fn operator_should_stake_any_amount_that_it_has_when_it_is_extreme() {
    let stake = |amount| Call::stake { prover: 1, amount };
    let overflow = Err(ArithmeticError::Overflow.into());
    dispatch_each(1, stake, [refusal(Error::ZeroAmount), Ok(()), Ok(()), overflow]);
}

#[test]
fn delegation_should_be_refused_when_the_amount_is_extreme() {
    let stake = |amount| Call::stake { prover: 1, amount };
    let too_low = || refusal(Error::DelegationTooLow);
    let overflow = Err(ArithmeticError::Overflow.into());
    dispatch_each(
        3,
        stake,
        [refusal(Error::ZeroAmount), too_low(), too_low(), overflow],
    );
}

#[test]
fn unstaking_should_be_refused_when_the_shares_are_extreme() {
    let unstake = |shares| Call::unstake { prover: 1, shares };
    let too_low = || refusal(Error::DelegationTooLow);
    let expected = || {
        [
            refusal(Error::ZeroAmount),
            too_low(),
            too_low(),
            refusal(Error::NotEnoughShares),
        ]
    };
    dispatch_each(1, unstake, expected());
    dispatch_each(2, unstake, expected());
}
