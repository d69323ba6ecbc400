//! What the market does to provers: jobs started, delivered and missed.

use crate::{pallet::*, BalanceOf, State};
use frame_support::{
    pallet_prelude::DispatchResult,
    traits::{
        fungible::{hold::Balanced as BalancedHold, Credit},
        Get, Imbalance,
    },
};
use proofnet_market::Capacity;
use sp_runtime::traits::Saturating;

impl<T: Config> proofnet_market::Provers<T::AccountId> for Pallet<T> {
    type Currency = T::Currency;

    fn prover_of(who: &T::AccountId) -> Option<T::AccountId> {
        if Provers::<T>::contains_key(who) {
            Some(who.clone())
        } else {
            WorkerKeys::<T>::get(who)
        }
    }

    fn capacity(prover: &T::AccountId) -> Option<Capacity<BalanceOf<T>>> {
        let prover = Provers::<T>::get(prover).filter(|prover| prover.state == State::Active)?;
        Some(Capacity {
            free_slots: prover.free_slots(T::MinStake::get()),
            stake: prover.stake,
            free_stake: prover.free_stake(),
        })
    }

    fn start_job(prover: &T::AccountId, collateral: BalanceOf<T>) -> DispatchResult {
        Provers::<T>::try_mutate(prover, |row| {
            let row = row.as_mut().ok_or(Error::<T>::NotRegistered)?;
            row.start(collateral, T::MinStake::get())
                .map_err(Error::<T>::from)?;
            Ok(())
        })
    }

    /// Does nothing if the prover runs no job.
    fn finish_job(prover: &T::AccountId, collateral: BalanceOf<T>) {
        Provers::<T>::mutate(prover, |row| {
            if let Some(row) = row {
                row.finish(collateral);
            }
        });
    }

    /// Does nothing if the prover runs no job.
    fn reject_job(prover: &T::AccountId, collateral: BalanceOf<T>) {
        Provers::<T>::mutate(prover, |row| {
            if let Some(row) = row {
                row.reject(collateral);
            }
        });
    }

    /// Does nothing, and gives nothing, if the prover runs no job.
    fn miss_job(prover: &T::AccountId, collateral: BalanceOf<T>) -> Credit<T::AccountId, T::Currency> {
        let credit = Provers::<T>::mutate(prover, |row| {
            let row = row.as_mut()?;
            let due = row.miss(collateral)?;
            let (credit, _) = T::Currency::slash(&HoldReason::Stake.into(), prover, due);
            row.stake = row.stake.saturating_sub(credit.peek());
            // The lock is bounded by the stake, whatever the currency could take.
            row.locked = row.locked.min(row.stake);
            Some(credit)
        });
        let Some(credit) = credit else {
            return Imbalance::zero();
        };
        let amount = credit.peek();
        let shortfall = collateral.saturating_sub(amount);
        Self::deposit_event(Event::Slashed {
            prover: prover.clone(),
            amount,
            shortfall,
        });
        credit
    }

    #[cfg(feature = "runtime-benchmarks")]
    #[allow(clippy::expect_used)]
    fn benchmark_register(prover: &T::AccountId, slots: u32, collateral: BalanceOf<T>) {
        use frame_support::traits::fungible::{Inspect, Mutate};
        let stake = collateral.saturating_mul(slots.into()).max(T::MinStake::get());
        let funds = stake.saturating_add(T::Currency::minimum_balance().saturating_mul(1000u32.into()));
        T::Currency::mint_into(prover, funds).expect("the issuance has room for a benchmark");
        Self::admit(prover, stake, slots).expect("the account was funded");
    }
}
