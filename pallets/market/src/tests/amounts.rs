//! Zero, one, the existential deposit and the most that there is, wherever a call takes an amount.

use super::*;
use crate::{Call, Error};
use frame_support::assert_ok;
use proofnet_market::{Category, CollateralRule};
use sp_runtime::{ArithmeticError, TokenError};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];
const AMOUNTS: [Balance; 4] = [0, 1, EXISTENTIAL_DEPOSIT, Balance::MAX];

type Outcomes = [Result<(), DispatchError>; 4];

fn no_funds() -> Result<(), DispatchError> {
    Err(TokenError::FundsUnavailable.into())
}

fn too_little(error: Error<Test>) -> Result<(), DispatchError> {
    Err(error.into())
}

/// Makes `attempt` with each of the amounts, each on a chain of its own, prepared by `before`.
#[track_caller]
fn attempt_each(
    before: impl Fn(),
    attempt: impl Fn(Balance) -> Result<(), DispatchError>,
    expected: Outcomes,
) {
    for (amount, expected) in AMOUNTS.into_iter().zip(expected) {
        println!("{amount} planck");
        run(|| {
            before();
            match expected {
                Ok(()) => attempt(amount).unwrap(),
                Err(error) => refused(|| attempt(amount), error),
            }
            go_to(130);
        });
    }
}

/// Supply for all, at any price, so that what is accepted is matched too.
fn cheap_supply() {
    cheap_category(3);
    register(PROVER, 4);
    assert_ok!(set_offers(PROVER, &[(3, 1)]));
}

fn cheap_category(id: CategoryId) {
    let call = Call::create_category {
        id,
        category: cheap(),
        reference_price: 1,
    };
    assert_ok!(govern(call));
    assert_ok!(dispatch(OWNER, RuntimeCall::Verifier(Which::Tiny.registration())));
}

fn cheap() -> Category<Balance, BlockNumber> {
    Category {
        price_floor: 1,
        collateral: CollateralRule {
            fixed: 5,
            per_unit: 0,
        },
        ..small()
    }
}

fn govern(call: Call<Test>) -> Result<(), DispatchError> {
    let done = RuntimeCall::Market(call).dispatch(RuntimeOrigin::root());
    done.map(|_| ()).map_err(|error| error.error)
}

fn cheap_order() -> Order {
    Order {
        circuit: Which::Tiny.id(),
        category: 3,
        ..Order::of(ALICE)
    }
}

#[test]
fn place_should_take_all_fees_that_reach_the_floor_and_can_be_held_when_they_are_extreme() {
    let place = |max_fee| {
        let order = Order {
            max_fee,
            ..cheap_order()
        };
        order.try_place().map(drop)
    };
    let expected = [too_little(Error::FeeBelowFloor), Ok(()), Ok(()), no_funds()];
    attempt_each(cheap_supply, place, expected);
}

#[test]
fn place_batch_should_take_all_starts_below_the_fee_when_they_are_extreme() {
    let place = |start| {
        let order = Order {
            max_fee: 1_000,
            ..cheap_order()
        };
        order.rising(start, 100, 1).try_place().map(drop)
    };
    let expected = [
        too_little(Error::FeeBelowFloor),
        Ok(()),
        Ok(()),
        too_little(Error::RepricingStart),
    ];
    attempt_each(cheap_supply, place, expected);
}

#[test]
fn place_batch_should_take_all_steps_that_rise_seldom_enough_when_they_are_extreme() {
    let place = |step| {
        let order = Order {
            max_fee: 20,
            ..cheap_order()
        };
        order.rising(1, step, 1).try_place().map(drop)
    };
    let expected = [too_little(Error::RepricingStep), Ok(()), Ok(()), Ok(())];
    attempt_each(cheap_supply, place, expected);
}

#[test]
fn top_up_should_take_all_that_can_be_held_when_it_is_extreme() {
    let place = || assert_eq!(Order::of(ALICE).place(), 0);
    let expected = [too_little(Error::ZeroTopUp), Ok(()), Ok(()), no_funds()];
    attempt_each(place, |amount| top_up(ALICE, 0, amount), expected);
}

#[test]
fn set_offers_should_take_all_asks_but_zero_when_they_are_extreme() {
    let before = || {
        register(PROVER, 1);
        Order::of(ALICE).place();
    };
    let offer = |ask| {
        let asks = vec![(SMALL, ask)].try_into().unwrap();
        let call = RuntimeCall::Market(Call::set_offers { asks });
        dispatch(PROVER, call).map(drop).map_err(|error| error.error)
    };
    attempt_each(
        before,
        offer,
        [too_little(Error::ZeroAsk), Ok(()), Ok(()), Ok(())],
    );
}

/// Creates a category, has it used, and updates another to the same rules.
fn open(category: Category<Balance, BlockNumber>, reference_price: Balance) -> Result<(), DispatchError> {
    govern(Call::create_category {
        id: 4,
        category: category.clone(),
        reference_price,
    })?;
    govern(Call::update_category {
        id: SMALL,
        category: category.clone(),
    })?;
    let order = Order {
        category: 4,
        max_fee: 1_000,
        ..cheap_order()
    };
    let placed = order.try_place();
    assert_eq!(placed.is_ok(), category.price_floor <= 1_000);
    Ok(())
}

fn supply_of_all() {
    cheap_supply();
    supply(PROVERS[1], 4, 1);
    Order::of(ALICE).place();
}

#[test]
fn categories_should_have_any_floor_but_zero_when_it_is_extreme() {
    let create = |price_floor| {
        let category = Category {
            price_floor,
            ..cheap()
        };
        open(category, Balance::MAX)
    };
    let expected = [too_little(Error::ZeroFloor), Ok(()), Ok(()), Ok(())];
    attempt_each(supply_of_all, create, expected);
}

#[test]
fn categories_should_have_any_reference_price_from_the_floor_on_when_it_is_extreme() {
    let create = |price| open(cheap(), price);
    let expected = [
        too_little(Error::ReferencePriceBelowFloor),
        Ok(()),
        Ok(()),
        Ok(()),
    ];
    attempt_each(supply_of_all, create, expected);
}

#[test]
fn categories_should_have_any_collateral_when_it_is_extreme() {
    let fixed = |fixed| {
        let collateral = CollateralRule { fixed, per_unit: 0 };
        let category = Category {
            collateral,
            ..cheap()
        };
        open(category, 1)
    };
    attempt_each(supply_of_all, fixed, [Ok(()), Ok(()), Ok(()), Ok(())]);
    let per_unit = |per_unit| {
        let collateral = CollateralRule { fixed: 0, per_unit };
        let category = Category {
            collateral,
            ..cheap()
        };
        open(category, 1)
    };
    attempt_each(supply_of_all, per_unit, [Ok(()), Ok(()), Ok(()), Ok(())]);
}

#[test]
fn rejection_fee_should_be_any_amount_when_it_is_extreme() {
    let set = |rejection_fee| {
        let parameters = crate::MarketParameters {
            rejection_fee,
            ..parameters()
        };
        govern(Call::set_parameters { parameters })?;
        // Nobody has the most that there is, three times over.
        let placed = Order::of(ALICE).try_place();
        assert_eq!(placed.is_ok(), rejection_fee <= EXISTENTIAL_DEPOSIT);
        Ok(())
    };
    attempt_each(cheap_supply, set, [Ok(()), Ok(()), Ok(()), Ok(())]);
}

/// What a call asks of an account that has this much and nothing else.
fn place_with(free_balance: Balance) -> Result<(), DispatchError> {
    let who = 77;
    if free_balance > 0 {
        use frame_support::traits::{fungible::Mutate, tokens::Preservation};
        let _ = Balances::transfer(&STRANGER, &who, free_balance, Preservation::Preserve);
    }
    Order::of(who).try_place().map(drop)
}

#[test]
fn place_should_be_refused_when_the_account_has_next_to_nothing() {
    run(|| {
        for balance in [0, 1, EXISTENTIAL_DEPOSIT] {
            let error = place_with(balance).unwrap_err();
            let named = matches!(
                error,
                DispatchError::Token(_) | DispatchError::Arithmetic(ArithmeticError::Underflow)
            );
            assert!(named, "{error:?}");
        }
    });
}
