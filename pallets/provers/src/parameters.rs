//! What governance decides about provers.

use crate::{breaker, pallet::*, Balance};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{dispatch::DispatchResult, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// What governance decides about provers.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub struct ProverParameters<BlockNumber> {
    /// Least stake of an operator in its own pool, in planck, for the prover to take jobs.
    pub min_self_stake: Balance,
    /// Least planck that are delegated or unstaked at a time, and that stay delegated; less only if it is all.
    pub min_delegation: Balance,
    /// Highest commission that is set from now on.
    pub max_commission: Permill,
    /// Most that a commission rises at a time, in parts of the payment.
    pub max_commission_rise: Permill,
    /// Least blocks between two rises of a commission.
    pub commission_period: BlockNumber,
    /// Misses within `jail_window` that jail a prover.
    pub jail_misses: u32,
    /// Blocks for which a miss counts.
    pub jail_window: BlockNumber,
    /// Blocks for which a jailed prover takes no jobs at least.
    pub jail_cooling: BlockNumber,
}

/// Why parameters are refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParametersError {
    /// A prover, or a delegation, would need no stake.
    ZeroStake,
    /// Commissions would rise faster than stake can leave.
    CommissionPeriodTooShort,
    /// No misses would jail a prover, or more than are counted.
    JailMissesOutOfRange,
    /// No miss would count.
    ZeroJailWindow,
    /// Leaving and registering anew would be the shorter term.
    JailCoolingTooLong,
}

impl<BlockNumber: Copy + Ord + From<u32>> ProverParameters<BlockNumber> {
    /// Says what is wrong with them where stake is unbonding for `unbonding_period`.
    pub fn check(&self, unbonding_period: BlockNumber) -> Result<(), ParametersError> {
        if self.min_self_stake == 0 || self.min_delegation == 0 {
            return Err(ParametersError::ZeroStake);
        }
        if self.commission_period < unbonding_period {
            return Err(ParametersError::CommissionPeriodTooShort);
        }
        if !(1..=breaker::MAX_MISS_LIMIT).contains(&self.jail_misses) {
            return Err(ParametersError::JailMissesOutOfRange);
        }
        if self.jail_window == 0.into() {
            return Err(ParametersError::ZeroJailWindow);
        }
        if self.jail_cooling > unbonding_period {
            return Err(ParametersError::JailCoolingTooLong);
        }
        Ok(())
    }
}

impl<T> From<ParametersError> for Error<T> {
    fn from(error: ParametersError) -> Self {
        match error {
            ParametersError::ZeroStake => Error::ZeroStake,
            ParametersError::CommissionPeriodTooShort => Error::CommissionPeriodTooShort,
            ParametersError::JailMissesOutOfRange => Error::JailMissesOutOfRange,
            ParametersError::ZeroJailWindow => Error::ZeroJailWindow,
            ParametersError::JailCoolingTooLong => Error::JailCoolingTooLong,
        }
    }
}

impl<T: Config> Pallet<T> {
    /// What governance has decided.
    pub fn parameters() -> ProverParameters<BlockNumberFor<T>> {
        Parameters::<T>::get()
    }

    pub(crate) fn store_parameters(parameters: ProverParameters<BlockNumberFor<T>>) -> DispatchResult {
        parameters
            .check(T::UnbondingPeriod::get())
            .map_err(Error::<T>::from)?;
        Parameters::<T>::put(parameters);
        Self::deposit_event(Event::ParametersSet { parameters });
        Ok(())
    }
}
