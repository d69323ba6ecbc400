//! Where the funds of a pool are, and how they come and go: on hold in an account that nobody has the key of.

use crate::{pallet::*, pool::Slash, Balance, CreditOf};
use codec::Decode;
use frame_support::{
    defensive, ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::{
            hold::{Balanced as BalancedHold, Mutate as MutateHold},
            Balanced, Inspect, Mutate,
        },
        tokens::{Fortitude, Precision, Preservation, Restriction},
        Defensive, Get, Imbalance, OnUnbalanced,
    },
    Hashable,
};
use sp_runtime::{
    traits::{AccountIdConversion, TrailingZeroInput},
    TokenError,
};

impl<T: Config> Pallet<T> {
    /// The account that holds what is in `prover`'s pool.
    pub fn pool_account(prover: &T::AccountId) -> T::AccountId {
        let entropy = (T::PalletId::get(), *b"pool", prover.clone()).blake2_256();
        // Every account identifier decodes from enough bytes.
        T::AccountId::decode(&mut TrailingZeroInput::new(&entropy))
            .defensive_unwrap_or_else(|| T::PalletId::get().into_account_truncating())
    }

    /// Gives the account of `prover`'s pool what it needs to exist.
    pub(crate) fn open_account(prover: &T::AccountId) -> Result<Balance, DispatchError> {
        let deposit = T::Currency::minimum_balance();
        T::Currency::transfer(
            prover,
            &Self::pool_account(prover),
            deposit,
            Preservation::Preserve,
        )
    }

    /// Gives `prover` everything that its pool's account has, on hold or not, and gives its amount. It is at least what any
    /// account needs to exist, so that the prover can receive it even if its own is gone.
    pub(crate) fn close_account(
        prover: &T::AccountId,
        stake: Balance,
        unbonding: Balance,
    ) -> Result<Balance, DispatchError> {
        let account = Self::pool_account(prover);
        T::Currency::release(&HoldReason::Stake.into(), &account, stake, Precision::Exact)?;
        T::Currency::release(
            &HoldReason::Unbonding.into(),
            &account,
            unbonding,
            Precision::Exact,
        )?;
        let all = T::Currency::reducible_balance(&account, Preservation::Expendable, Fortitude::Force);
        T::Currency::transfer(&account, prover, all, Preservation::Expendable)
    }

    /// Moves `amount` from `staker` into `prover`'s pool.
    pub(crate) fn take_in(staker: &T::AccountId, prover: &T::AccountId, amount: Balance) -> DispatchResult {
        // The currency looks at the pool's account first: an amount that nobody has it calls one which that cannot take.
        let spare = T::Currency::reducible_balance(staker, Preservation::Preserve, Fortitude::Polite);
        ensure!(amount <= spare, TokenError::FundsUnavailable);
        T::Currency::transfer_and_hold(
            &HoldReason::Stake.into(),
            staker,
            &Self::pool_account(prover),
            amount,
            Precision::Exact,
            Preservation::Preserve,
            Fortitude::Polite,
        )?;
        Ok(())
    }

    /// Moves `amount` from the stake of `prover`'s pool that works to what is unbonding.
    pub(crate) fn move_to_unbonding(prover: &T::AccountId, amount: Balance) -> DispatchResult {
        let account = Self::pool_account(prover);
        T::Currency::release(&HoldReason::Stake.into(), &account, amount, Precision::Exact)?;
        T::Currency::hold(&HoldReason::Unbonding.into(), &account, amount)
    }

    /// Moves `amount` that `prover`'s pool holds for `reason` to `staker`.
    pub(crate) fn pay_out(
        reason: HoldReason,
        prover: &T::AccountId,
        staker: &T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        // Nothing is no reason to fail because of an account that is gone.
        if amount == 0 {
            return Ok(());
        }
        T::Currency::transfer_on_hold(
            &reason.into(),
            &Self::pool_account(prover),
            staker,
            amount,
            Precision::Exact,
            Restriction::Free,
            Fortitude::Force,
        )?;
        Ok(())
    }

    /// Like [`Self::pay_out`], and forfeits what `staker` cannot receive: a small amount for an account that is gone must not
    /// keep a pool open.
    pub(crate) fn pay_out_or_forfeit(
        reason: HoldReason,
        prover: &T::AccountId,
        staker: &T::AccountId,
        amount: Balance,
    ) {
        if Self::pay_out(reason, prover, staker, amount).is_err() {
            let credit = Self::take_held(reason, &Self::pool_account(prover), amount);
            Self::deposit_event(Event::Forfeited {
                staker: staker.clone(),
                amount,
            });
            T::Unclaimed::on_unbalanced(credit);
        }
    }

    /// Takes a slash out of `prover`'s pool.
    pub(crate) fn take_slash(prover: &T::AccountId, slash: &Slash) -> CreditOf<T> {
        let account = Self::pool_account(prover);
        let from_pool = Self::take_held(HoldReason::Stake, &account, slash.pool);
        from_pool.merge(Self::take_held(HoldReason::Unbonding, &account, slash.unbonding))
    }

    /// Adds `credit` to the stake of `prover`'s pool that works, or gives it back.
    pub(crate) fn add_to_pool(prover: &T::AccountId, credit: CreditOf<T>) -> Result<(), CreditOf<T>> {
        let (account, amount) = (Self::pool_account(prover), credit.peek());
        T::Currency::resolve(&account, credit)?;
        if T::Currency::hold(&HoldReason::Stake.into(), &account, amount).is_ok() {
            return Ok(());
        }
        let taken_back = T::Currency::withdraw(
            &account,
            amount,
            Precision::Exact,
            Preservation::Expendable,
            Fortitude::Force,
        );
        Err(taken_back.defensive_unwrap_or_else(CreditOf::<T>::zero))
    }

    fn take_held(reason: HoldReason, account: &T::AccountId, amount: Balance) -> CreditOf<T> {
        if amount == 0 {
            return CreditOf::<T>::zero();
        }
        let (credit, missing) = T::Currency::slash(&reason.into(), account, amount);
        if missing > 0 {
            defensive!("a pool's account holds less than its prover's row says");
        }
        credit
    }
}
