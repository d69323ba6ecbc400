//! What is wrong with a call, and which of the pure rules says so.

use crate::{commission::CommissionError, pallet::*, pool::PoolError, state::Denial, Refusal};
use frame_support::pallet_macros::pallet_section;
use sp_runtime::{ArithmeticError, DispatchError};

#[pallet_section]
mod errors {
    /// What is wrong with a call.
    #[pallet::error]
    pub enum Error<T> {
        /// The account is a prover already: change it by `stake`, `set_slots` and `set_commission`.
        AlreadyRegistered,
        /// The account is no prover: register it first.
        NotRegistered,
        /// The account is a worker key: remove it from its prover, or take another account.
        IsWorker,
        /// The account is a prover, which cannot be a worker key: take another account.
        IsProver,
        /// The operator's own stake would be, or is, below `min_self_stake`: stake more, or leave.
        OwnStakeTooLow,
        /// An amount of zero: give more.
        ZeroAmount,
        /// The amount, or what would stay delegated, is below `min_delegation`: take more, or all.
        DelegationTooLow,
        /// The pool has lost nearly all of its stake and takes none any more: stake with another prover.
        PoolRuined,
        /// The amount does not buy one share of the pool: stake more.
        BelowOneShare,
        /// The caller has fewer shares of the pool: see `Delegations`, or the prover's `own_shares`.
        NotEnoughShares,
        /// The staker has `MaxChunks` amounts unbonding: withdraw, or wait until the first matures.
        TooManyChunks,
        /// Nothing of the staker's has matured: wait for the block that `Unstaked` named.
        NothingToWithdraw,
        /// Running jobs have locked it: wait until they end.
        StakeLocked,
        /// Slots are from 1 to `MaxSlots`.
        InvalidSlots,
        /// The commission is above `max_commission`: take less.
        CommissionTooHigh,
        /// The commission rises by more than `max_commission_rise`: take less at a time.
        CommissionRisesTooMuch,
        /// The commission rose, or was set first, less than `commission_period` blocks ago: wait.
        CommissionRisesTooSoon,
        /// There are `MaxProvers` provers: wait until one is closed.
        TooManyProvers,
        /// The prover has `MaxWorkers` worker keys: remove one first.
        TooManyWorkers,
        /// The key is in the prover's list already: nothing to propose.
        AlreadyProposed,
        /// The prover has not proposed this key: let it call `propose_worker` first.
        NotProposed,
        /// The key acts for a prover already: remove it there first.
        AlreadyWorker,
        /// The key is neither the caller's worker nor, for the key itself, anyone's: nothing to remove.
        NotWorker,
        /// The prover is leaving: have it closed, then register again.
        Leaving,
        /// The prover is not leaving: deregister it first.
        NotLeaving,
        /// The prover has been leaving for less than `UnbondingPeriod` blocks: wait.
        StillLocked,
        /// Jobs are running: deliver them or wait for their deadlines.
        JobsRunning,
        /// Others still have stake in the pool: call `withdraw` for each of them first.
        StakersLeft,
        /// The prover is jailed: let its operator call `unjail` when the term is over.
        Jailed,
        /// The prover is not jailed: nothing to end.
        NotJailed,
        /// The prover's term in jail is not over: wait for the block that `StateChanged` named.
        TermNotOver,
        /// Every slot has a job: wait for one to end, or set more slots.
        NoFreeSlot,
        /// The collateral is more than the stake that no job has locked: add stake.
        FreeStakeTooLow,
        /// `min_self_stake` or `min_delegation` is zero: set both above it.
        ZeroStake,
        /// `commission_period` is below `UnbondingPeriod`: stakers could not leave before the next rise.
        CommissionPeriodTooShort,
        /// `jail_misses` is not from 1 to 16.
        JailMissesOutOfRange,
        /// `jail_window` is zero: no miss would count.
        ZeroJailWindow,
        /// `jail_cooling` is above `UnbondingPeriod`: leaving and registering anew would be the shorter term.
        JailCoolingTooLong,
    }
}

impl<T: Config> From<Refusal> for Error<T> {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Leaving => Error::Leaving,
            Refusal::Jailed => Error::Jailed,
            Refusal::OwnStakeTooLow => Error::OwnStakeTooLow,
            Refusal::NoFreeSlot => Error::NoFreeSlot,
            Refusal::FreeStakeTooLow => Error::FreeStakeTooLow,
        }
    }
}

impl<T: Config> From<Denial> for Error<T> {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Leaving => Error::Leaving,
            Denial::NotJailed => Error::NotJailed,
            Denial::TermNotOver => Error::TermNotOver,
        }
    }
}

impl<T: Config> From<CommissionError> for Error<T> {
    fn from(error: CommissionError) -> Self {
        match error {
            CommissionError::TooHigh => Error::CommissionTooHigh,
            CommissionError::RisesTooMuch => Error::CommissionRisesTooMuch,
            CommissionError::RisesTooSoon => Error::CommissionRisesTooSoon,
        }
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn pool_error(error: PoolError) -> DispatchError {
        match error {
            PoolError::Ruined => Error::<T>::PoolRuined.into(),
            PoolError::BelowOneShare => Error::<T>::BelowOneShare.into(),
            PoolError::NotEnoughShares => Error::<T>::NotEnoughShares.into(),
            PoolError::Overflow => ArithmeticError::Overflow.into(),
        }
    }
}
