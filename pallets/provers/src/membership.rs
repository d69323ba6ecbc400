//! Joining, changing and leaving.

use crate::{commission::Rules, pallet::*, state::Cause, Balance, Commission, ProverOf};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::Get,
};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::OnProverLeft;
use sp_runtime::{traits::Saturating, Permill};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register(
        who: &T::AccountId,
        stake: Balance,
        slots: u32,
        commission: Permill,
    ) -> DispatchResult {
        ensure!(
            stake >= Self::parameters().min_self_stake,
            Error::<T>::OwnStakeTooLow
        );
        Self::check_slots(slots)?;
        let now = frame_system::Pallet::<T>::block_number();
        let commission =
            Commission::new(commission, now, &Self::commission_rules()).map_err(Error::<T>::from)?;
        ensure!(!Provers::<T>::contains_key(who), Error::<T>::AlreadyRegistered);
        ensure!(!WorkerKeys::<T>::contains_key(who), Error::<T>::IsWorker);
        ensure!(
            Provers::<T>::count() < T::MaxProvers::get(),
            Error::<T>::TooManyProvers
        );

        Self::admit(who, stake, slots, commission)
    }

    /// Opens the pool and writes the row; whether the prover may join is for the caller to check.
    pub(crate) fn admit(
        who: &T::AccountId,
        stake: Balance,
        slots: u32,
        commission: Commission<BlockNumberFor<T>>,
    ) -> DispatchResult {
        let mut row = ProverOf::<T>::new(slots, commission);
        let deposit = Self::open_account(who)?;
        Self::take_in(who, who, stake)?;
        let shares = row.pool.buy(stake).map_err(Self::pool_error)?.shares;
        row.own_shares = shares;
        Self::deposit_event(Event::Registered {
            prover: who.clone(),
            pool: Self::pool_account(who),
            deposit,
            slots,
            commission: commission.rate,
        });
        Self::deposit_event(Event::Staked {
            prover: who.clone(),
            staker: who.clone(),
            amount: stake,
            shares,
        });
        Self::follow_own_stake(who, &mut row);
        Provers::<T>::insert(who, row);
        Ok(())
    }

    pub(crate) fn do_set_slots(who: &T::AccountId, slots: u32) -> DispatchResult {
        Self::check_slots(slots)?;
        let mut row = Self::staying(who)?;
        row.slots = slots;
        Provers::<T>::insert(who, row);
        Self::deposit_event(Event::SlotsSet {
            prover: who.clone(),
            slots,
        });
        Ok(())
    }

    pub(crate) fn do_set_commission(who: &T::AccountId, rate: Permill) -> DispatchResult {
        let mut row = Self::staying(who)?;
        let now = frame_system::Pallet::<T>::block_number();
        row.commission = row
            .commission
            .changed(rate, now, &Self::commission_rules())
            .map_err(Error::<T>::from)?;
        Provers::<T>::insert(who, row);
        Self::deposit_event(Event::CommissionSet {
            prover: who.clone(),
            commission: rate,
        });
        Ok(())
    }

    pub(crate) fn do_unjail(who: &T::AccountId) -> DispatchResult {
        let mut row = Provers::<T>::get(who).ok_or(Error::<T>::NotRegistered)?;
        let enough = row.own_stake() >= Self::parameters().min_self_stake;
        let now = frame_system::Pallet::<T>::block_number();
        Self::change_state(who, &mut row, Cause::Unjail { now, enough })?;
        Provers::<T>::insert(who, row);
        Ok(())
    }

    pub(crate) fn do_deregister(who: &T::AccountId) -> DispatchResult {
        let mut row = Provers::<T>::get(who).ok_or(Error::<T>::NotRegistered)?;
        let now = frame_system::Pallet::<T>::block_number();
        Self::change_state(who, &mut row, Cause::Leave { now })?;
        Provers::<T>::insert(who, row);
        T::OnProverLeft::on_prover_left(who);
        Ok(())
    }

    /// Gives the number of worker rows that went with the prover.
    pub(crate) fn do_close(who: &T::AccountId) -> Result<u32, DispatchError> {
        let row = Provers::<T>::get(who).ok_or(Error::<T>::NotRegistered)?;
        let now = frame_system::Pallet::<T>::block_number();
        if !row.is_settled(now, T::UnbondingPeriod::get()) {
            return Err(Self::why_not_settled(&row, now).into());
        }
        let own_unbonding = Unbondings::<T>::get(who, who)
            .iter()
            .fold(0, |sum: Balance, chunk| sum.saturating_add(chunk.shares));
        ensure!(
            row.pool.shares == row.own_shares && row.unbonding.shares == own_unbonding,
            Error::<T>::StakersLeft
        );

        let (from_pool, from_unbonding) = (row.pool.assets, row.unbonding.assets);
        let paid = Self::close_account(who, from_pool, from_unbonding)?;
        let workers = Self::drop_workers(who);
        Unbondings::<T>::remove(who, who);
        Records::<T>::remove(who);
        InputKeys::<T>::remove(who);
        Misses::<T>::remove(who);
        Provers::<T>::remove(who);
        Self::deposit_event(Event::Closed {
            prover: who.clone(),
            from_pool,
            from_unbonding,
            deposit: paid.saturating_sub(from_pool).saturating_sub(from_unbonding),
        });
        Ok(workers)
    }

    /// Has the state follow the operator's own stake.
    pub(crate) fn follow_own_stake(who: &T::AccountId, row: &mut ProverOf<T>) {
        let enough = row.own_stake() >= Self::parameters().min_self_stake;
        // No state refuses this cause.
        let _ = Self::change_state(who, row, Cause::OwnStake { enough });
    }

    /// Changes the state of a row that the caller writes, and says so if it is another.
    pub(crate) fn change_state(
        who: &T::AccountId,
        row: &mut ProverOf<T>,
        cause: Cause<BlockNumberFor<T>>,
    ) -> DispatchResult {
        let before = row.state;
        row.state = before.after(cause).map_err(Error::<T>::from)?;
        if row.state != before {
            Self::deposit_event(Event::StateChanged {
                prover: who.clone(),
                state: row.state,
            });
        }
        Ok(())
    }

    /// The row of a prover that is not leaving.
    pub(crate) fn staying(who: &T::AccountId) -> Result<ProverOf<T>, Error<T>> {
        let row = Provers::<T>::get(who).ok_or(Error::<T>::NotRegistered)?;
        ensure!(!row.state.is_leaving(), Error::<T>::Leaving);
        Ok(row)
    }

    fn why_not_settled(row: &ProverOf<T>, now: BlockNumberFor<T>) -> Error<T> {
        use crate::State::Leaving;
        match row.state {
            Leaving { since } if now < since.saturating_add(T::UnbondingPeriod::get()) => {
                Error::<T>::StillLocked
            }
            Leaving { .. } => Error::<T>::JobsRunning,
            _ => Error::<T>::NotLeaving,
        }
    }

    fn check_slots(slots: u32) -> DispatchResult {
        ensure!(
            (1..=T::MaxSlots::get()).contains(&slots),
            Error::<T>::InvalidSlots
        );
        Ok(())
    }

    fn commission_rules() -> Rules<BlockNumberFor<T>> {
        let parameters = Self::parameters();
        Rules {
            max: parameters.max_commission,
            max_rise: parameters.max_commission_rise,
            period: parameters.commission_period,
        }
    }
}
