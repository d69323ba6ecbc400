//! Holds, refunds and payments. Nothing is ever lost or stuck: what an account cannot receive goes to the protocol.

use crate::{Balance, Config, CreditOf, Event, HoldReason, Pallet};
use frame_support::{
    defensive,
    dispatch::DispatchResult,
    traits::{
        fungible::{Balanced, BalancedHold, MutateHold},
        tokens::{Fortitude, Precision, Preservation},
        Defensive, Imbalance, OnUnbalanced,
    },
};
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
    /// Holds `amount` of `who`'s for `reason`.
    pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
        T::Currency::hold(&reason.into(), who, amount)
    }

    /// Releases `amount` that is held for `reason`, to the protocol if `who` cannot have it: the account may be left with
    /// a free balance below the existential deposit, which a small refund does not lift it over.
    pub(crate) fn refund(reason: HoldReason, who: &T::AccountId, amount: Balance) {
        if T::Currency::release(&reason.into(), who, amount, Precision::Exact).is_err() {
            let held = Self::take_held(reason, who, amount);
            Self::forfeit(who, held);
        }
    }

    /// Takes `amount` that is held for `reason` out of `who`'s account, whether it is frozen or not: it is owed.
    pub(crate) fn take_held(reason: HoldReason, who: &T::AccountId, amount: Balance) -> CreditOf<T> {
        let (credit, missing) = T::Currency::slash(&reason.into(), who, amount);
        if !missing.is_zero() {
            defensive!("the market's holds are less than what it owes");
        }
        credit
    }

    /// Pays `credit` to `who`, or to the protocol if `who` cannot receive it. Gives what `who` received.
    pub(crate) fn pay(who: &T::AccountId, credit: CreditOf<T>) -> Balance {
        let amount = credit.peek();
        match T::Currency::resolve(who, credit) {
            Ok(()) => amount,
            Err(credit) => {
                Self::forfeit(who, credit);
                Balance::zero()
            }
        }
    }

    /// Adds `credit` to what is held of `who`'s for fees, and gives its amount; or gives it back if it cannot be held.
    pub(crate) fn add_to_escrow(who: &T::AccountId, credit: CreditOf<T>) -> Result<Balance, CreditOf<T>> {
        let amount = credit.peek();
        if amount.is_zero() {
            return Ok(amount);
        }
        T::Currency::resolve(who, credit)?;
        if Self::hold(HoldReason::Escrow, who, amount).is_ok() {
            return Ok(amount);
        }
        // It was theirs for no longer than this call: freezes have no claim on it.
        let taken_back = T::Currency::withdraw(
            who,
            amount,
            Precision::Exact,
            Preservation::Expendable,
            Fortitude::Force,
        );
        Err(taken_back.defensive_unwrap_or_else(CreditOf::<T>::zero))
    }

    /// Pays `credit` to the protocol.
    pub(crate) fn pay_protocol(credit: CreditOf<T>) {
        if !credit.peek().is_zero() {
            T::FeeDestination::on_unbalanced(credit);
        }
    }

    pub(crate) fn forfeit(who: &T::AccountId, credit: CreditOf<T>) {
        if !credit.peek().is_zero() {
            Self::deposit_event(Event::Forfeited {
                who: who.clone(),
                amount: credit.peek(),
            });
        }
        Self::pay_protocol(credit);
    }
}
