//! What the market does to provers: jobs started, delivered, rejected and missed, and payments.

use crate::{breaker, pallet::*, state::Cause, Balance, CreditOf, ProverOf};
use frame_support::{
    pallet_prelude::DispatchResult,
    traits::{fungible::Balanced, Imbalance},
    weights::Weight,
};
use proofnet_market::{Capacity, Missed, OnProverLeft, Record};
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

    fn capacity(prover: &T::AccountId) -> Option<Capacity<Balance>> {
        let row = Provers::<T>::get(prover).filter(|row| !row.state.is_leaving())?;
        Some(Capacity {
            free_slots: row.free_slots(Self::parameters().min_self_stake),
            stake: row.pool.assets,
            free_stake: row.free_stake(),
            locked: row.locked,
        })
    }

    fn record(prover: &T::AccountId) -> Option<Record> {
        Provers::<T>::contains_key(prover).then(|| Records::<T>::get(prover))
    }

    fn start_job(prover: &T::AccountId, collateral: Balance) -> DispatchResult {
        Provers::<T>::try_mutate(prover, |row| {
            let row = row.as_mut().ok_or(Error::<T>::NotRegistered)?;
            row.start(collateral, Self::parameters().min_self_stake)
                .map_err(Error::<T>::from)?;
            Ok(())
        })
    }

    /// Does nothing if the prover runs no job.
    fn finish_job(prover: &T::AccountId, collateral: Balance, latency: u32) {
        if Self::end_job(prover, collateral) {
            Records::<T>::mutate(prover, |record| record.deliver(latency));
        }
    }

    /// Does nothing if the prover runs no job.
    fn reject_job(prover: &T::AccountId, collateral: Balance) {
        if Self::end_job(prover, collateral) {
            Records::<T>::mutate(prover, Record::reject);
        }
    }

    /// Does nothing, and gives nothing, if the prover runs no job.
    fn miss_job(prover: &T::AccountId, collateral: Balance) -> Missed<CreditOf<T>> {
        let nothing = || Missed {
            slashed: CreditOf::<T>::zero(),
            ejection: Weight::zero(),
        };
        let Some(mut row) = Provers::<T>::get(prover) else {
            return nothing();
        };
        let Some(slash) = row.miss(collateral) else {
            return nothing();
        };
        let credit = Self::take_slash(prover, &slash);
        let shortfall = collateral.saturating_sub(credit.peek());
        Self::deposit_event(Event::Slashed {
            prover: prover.clone(),
            from_pool: slash.pool,
            from_unbonding: slash.unbonding,
            shortfall,
        });
        Records::<T>::mutate(prover, Record::miss);
        let was_leaving = row.state.is_leaving();
        Self::judge_miss(prover, &mut row, shortfall);
        let is_leaving = row.state.is_leaving();
        Provers::<T>::insert(prover, row);
        let ejection = if is_leaving && !was_leaving {
            T::OnProverLeft::on_prover_left(prover);
            Self::ejection_weight()
        } else {
            Weight::zero()
        };
        Missed {
            slashed: credit,
            ejection,
        }
    }

    fn ejection_weight() -> Weight {
        T::OnProverLeft::weight()
    }

    fn reward(prover: &T::AccountId, payment: CreditOf<T>) -> Result<(), CreditOf<T>> {
        let Some(mut row) = Provers::<T>::get(prover) else {
            return Err(payment);
        };
        // A pool without anything in it is nobody's.
        let of_operator = if row.pool.assets == 0 {
            payment.peek()
        } else {
            row.commission.rate.mul_floor(payment.peek())
        };
        let (of_operator, of_pool) = payment.split(of_operator);
        let mut commission = of_operator.peek();
        let of_pool = match T::Currency::resolve(prover, of_operator) {
            Ok(()) => of_pool,
            // Its account is gone and this too little to bring it back: its part in the pool is not.
            Err(of_operator) => {
                commission = 0;
                of_pool.merge(of_operator)
            }
        };
        let mut pooled = of_pool.peek();
        let given_back = if pooled == 0 {
            Ok(())
        } else if row.pool.assets == 0 {
            Err(of_pool)
        } else {
            Self::add_to_pool(prover, of_pool)
        };
        if given_back.is_err() {
            pooled = 0;
        }
        if pooled > 0 {
            row.pool.gain(pooled);
            Self::follow_own_stake(prover, &mut row);
            Provers::<T>::insert(prover, row);
        }
        if commission > 0 || pooled > 0 {
            Self::deposit_event(Event::Rewarded {
                prover: prover.clone(),
                commission,
                pooled,
            });
        }
        given_back
    }

    #[cfg(feature = "runtime-benchmarks")]
    #[allow(clippy::expect_used)]
    fn benchmark_register(prover: &T::AccountId, slots: u32, collateral: Balance) {
        use frame_support::traits::fungible::{Inspect, Mutate};
        let stake = collateral
            .saturating_mul(slots.into())
            .max(Self::parameters().min_self_stake);
        let funds = stake.saturating_add(T::Currency::minimum_balance().saturating_mul(1_000));
        T::Currency::mint_into(prover, funds).expect("the issuance has room for a benchmark");
        // Paid to operator and pool, so that a payment does all that it can.
        let commission = crate::Commission {
            rate: Self::parameters()
                .max_commission
                .min(sp_runtime::Permill::from_percent(50)),
            raised: frame_system::Pallet::<T>::block_number(),
        };
        Self::admit(prover, stake, slots, commission).expect("the account was funded");
    }
}

impl<T: Config> Pallet<T> {
    /// Whether there was a job to end.
    fn end_job(prover: &T::AccountId, collateral: Balance) -> bool {
        Provers::<T>::mutate(prover, |row| {
            row.as_mut().and_then(|row| row.end(collateral)).is_some()
        })
    }

    /// What a miss does to the state, beyond the slash.
    fn judge_miss(prover: &T::AccountId, row: &mut ProverOf<T>, shortfall: Balance) {
        let now = frame_system::Pallet::<T>::block_number();
        let parameters = Self::parameters();
        let tripped = Misses::<T>::mutate(prover, |misses| {
            breaker::trips(misses, now, parameters.jail_window, parameters.jail_misses)
        });
        Self::follow_own_stake(prover, row);
        if shortfall > 0 || row.pool.assets == 0 {
            let _ = Self::change_state(prover, row, Cause::Eject { now });
        } else if tripped {
            let until = now.saturating_add(parameters.jail_cooling);
            let _ = Self::change_state(prover, row, Cause::TooManyMisses { until });
        }
    }
}
