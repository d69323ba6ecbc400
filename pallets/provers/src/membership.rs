//! Joining, changing and leaving.

use crate::{pallet::*, BalanceOf, Prover, ProverOf, State};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{fungible::hold::Mutate as MutateHold, tokens::Precision, Get},
};
use proofnet_market::OnProverLeft;
use sp_runtime::{
    traits::{CheckedAdd, Saturating, Zero},
    ArithmeticError,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register(who: &T::AccountId, stake: BalanceOf<T>, slots: u32) -> DispatchResult {
        ensure!(stake >= T::MinStake::get(), Error::<T>::StakeTooLow);
        Self::check_slots(slots)?;
        ensure!(!Provers::<T>::contains_key(who), Error::<T>::AlreadyRegistered);
        ensure!(!WorkerKeys::<T>::contains_key(who), Error::<T>::IsWorker);
        ensure!(
            Provers::<T>::count() < T::MaxProvers::get(),
            Error::<T>::TooManyProvers
        );
        Self::admit(who, stake, slots)
    }

    /// Holds the stake and writes the row; whether the prover may join is for the caller to check.
    pub(crate) fn admit(who: &T::AccountId, stake: BalanceOf<T>, slots: u32) -> DispatchResult {
        T::Currency::hold(&HoldReason::Stake.into(), who, stake)?;
        Provers::<T>::insert(who, Prover::new(stake, slots));
        Self::deposit_event(Event::Registered {
            prover: who.clone(),
            stake,
            slots,
        });
        Ok(())
    }

    pub(crate) fn do_add_stake(who: &T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
        Self::mutate_active(who, |prover| {
            prover.stake = prover
                .stake
                .checked_add(&amount)
                .ok_or(ArithmeticError::Overflow)?;
            T::Currency::hold(&HoldReason::Stake.into(), who, amount)
        })?;
        Self::deposit_event(Event::StakeAdded {
            prover: who.clone(),
            amount,
        });
        Ok(())
    }

    pub(crate) fn do_set_slots(who: &T::AccountId, slots: u32) -> DispatchResult {
        Self::check_slots(slots)?;
        Self::mutate_active(who, |prover| {
            prover.slots = slots;
            Ok(())
        })?;
        Self::deposit_event(Event::SlotsSet {
            prover: who.clone(),
            slots,
        });
        Ok(())
    }

    pub(crate) fn do_deregister(who: T::AccountId) -> DispatchResult {
        let since = frame_system::Pallet::<T>::block_number();
        Self::mutate_active(&who, |prover| {
            prover.state = State::Leaving { since };
            Ok(())
        })?;
        T::OnProverLeft::on_prover_left(&who);
        let withdrawable = since.saturating_add(T::LeaveDelay::get());
        Self::deposit_event(Event::Deregistered {
            prover: who,
            withdrawable,
        });
        Ok(())
    }

    /// Gives the number of worker rows that went with the prover.
    pub(crate) fn do_withdraw(who: &T::AccountId) -> Result<u32, DispatchError> {
        let prover = Provers::<T>::get(who).ok_or(Error::<T>::NotRegistered)?;
        let State::Leaving { since } = prover.state else {
            return Err(Error::<T>::NotLeaving.into());
        };
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(
            now >= since.saturating_add(T::LeaveDelay::get()),
            Error::<T>::StillLocked
        );
        ensure!(prover.jobs.is_zero(), Error::<T>::JobsRunning);

        let stake = T::Currency::release(&HoldReason::Stake.into(), who, prover.stake, Precision::Exact)?;
        let workers = Self::drop_workers(who);
        Provers::<T>::remove(who);
        Self::deposit_event(Event::Withdrawn {
            prover: who.clone(),
            stake,
        });
        Ok(workers)
    }

    fn check_slots(slots: u32) -> DispatchResult {
        ensure!(
            (1..=T::MaxSlots::get()).contains(&slots),
            Error::<T>::InvalidSlots
        );
        Ok(())
    }

    fn mutate_active(
        who: &T::AccountId,
        change: impl FnOnce(&mut ProverOf<T>) -> DispatchResult,
    ) -> DispatchResult {
        Provers::<T>::try_mutate(who, |row| {
            let prover = row.as_mut().ok_or(Error::<T>::NotRegistered)?;
            ensure!(prover.state == State::Active, Error::<T>::Leaving);
            change(prover)
        })
    }
}
