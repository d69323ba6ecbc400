//! Stake that comes into a pool and leaves it: at once in, in two steps out.

use crate::{pallet::*, Balance, ChunksOf, ProverOf};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_runtime::{traits::Saturating, ArithmeticError};

/// Part of the unbonding stake that matures in one block.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub struct Chunk<BlockNumber> {
    /// Shares of the unbonding stake.
    pub shares: Balance,
    /// First block in which it can be withdrawn.
    pub matures: BlockNumber,
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_stake(staker: &T::AccountId, prover: &T::AccountId, amount: Balance) -> DispatchResult {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let mut row = Self::staying(prover)?;
        ensure!(
            staker == prover || amount >= Self::parameters().min_delegation,
            Error::<T>::DelegationTooLow
        );
        let bought = row.pool.buy(amount).map_err(Self::pool_error)?;
        let shares = Self::shares_of(&row, prover, staker)
            .checked_add(bought.shares)
            .ok_or(ArithmeticError::Overflow)?;
        Self::take_in(staker, prover, bought.cost)?;
        Self::set_shares(&mut row, prover, staker, shares);
        Self::deposit_event(Event::Staked {
            prover: prover.clone(),
            staker: staker.clone(),
            amount: bought.cost,
            shares: bought.shares,
        });
        Self::follow_own_stake(prover, &mut row);
        Provers::<T>::insert(prover, row);
        Ok(())
    }

    pub(crate) fn do_unstake(
        staker: &T::AccountId,
        prover: &T::AccountId,
        shares: Balance,
    ) -> DispatchResult {
        ensure!(shares > 0, Error::<T>::ZeroAmount);
        let mut row = Provers::<T>::get(prover).ok_or(Error::<T>::NotRegistered)?;
        let left = Self::shares_of(&row, prover, staker)
            .checked_sub(shares)
            .ok_or(Error::<T>::NotEnoughShares)?;
        let amount = row.pool.redeem(shares).map_err(Self::pool_error)?;
        let left_stake = row.pool.value(left);
        if staker == prover {
            ensure!(
                left_stake >= Self::parameters().min_self_stake,
                Error::<T>::OwnStakeTooLow
            );
        }
        // All that a delegator has may be little: slashes have no minimum.
        let all = left == 0;
        ensure!(
            all || amount.min(left_stake) >= Self::parameters().min_delegation,
            Error::<T>::DelegationTooLow
        );
        let matures = frame_system::Pallet::<T>::block_number().saturating_add(T::UnbondingPeriod::get());
        let unbonding_shares = if amount > 0 {
            let unbonding_shares = row.unbonding.put(amount).map_err(Self::pool_error)?;
            let chunk = Chunk {
                shares: unbonding_shares,
                matures,
            };
            let chunks = Self::with_chunk(Unbondings::<T>::get(prover, staker), chunk)?;
            Self::move_to_unbonding(prover, amount)?;
            Unbondings::<T>::insert(prover, staker, chunks);
            unbonding_shares
        } else {
            0
        };
        Self::set_shares(&mut row, prover, staker, left);
        Provers::<T>::insert(prover, row);
        Self::deposit_event(Event::Unstaked {
            prover: prover.clone(),
            staker: staker.clone(),
            shares,
            amount,
            unbonding_shares,
            matures,
        });
        Ok(())
    }

    pub(crate) fn do_withdraw(prover: &T::AccountId, staker: &T::AccountId) -> DispatchResult {
        let mut row = Provers::<T>::get(prover).ok_or(Error::<T>::NotRegistered)?;
        let now = frame_system::Pallet::<T>::block_number();
        let settled = row.is_settled(now, T::UnbondingPeriod::get());

        let mut chunks = Unbondings::<T>::get(prover, staker);
        let mut unbonding_shares: Balance = 0;
        chunks.retain(|chunk| {
            let stays = !settled && chunk.matures > now;
            if !stays {
                unbonding_shares = unbonding_shares.saturating_add(chunk.shares);
            }
            stays
        });
        let shares = if settled && staker != prover {
            Self::shares_of(&row, prover, staker)
        } else {
            0
        };
        ensure!(unbonding_shares > 0 || shares > 0, Error::<T>::NothingToWithdraw);

        let before = row.clone();
        let from_unbonding = row.unbonding.redeem(unbonding_shares).map_err(Self::pool_error)?;
        let from_pool = row.pool.redeem(shares).map_err(Self::pool_error)?;
        ensure!(
            before.can_spare(from_unbonding.saturating_add(from_pool)),
            Error::<T>::StakeLocked
        );
        if settled {
            Self::pay_out_or_forfeit(HoldReason::Unbonding, prover, staker, from_unbonding);
            Self::pay_out_or_forfeit(HoldReason::Stake, prover, staker, from_pool);
        } else {
            Self::pay_out(HoldReason::Unbonding, prover, staker, from_unbonding)?;
        }

        if chunks.is_empty() {
            Unbondings::<T>::remove(prover, staker);
        } else {
            Unbondings::<T>::insert(prover, staker, chunks);
        }
        if shares > 0 {
            Self::set_shares(&mut row, prover, staker, 0);
        }
        Provers::<T>::insert(prover, row);
        Self::deposit_event(Event::Withdrawn {
            prover: prover.clone(),
            staker: staker.clone(),
            shares,
            from_pool,
            unbonding_shares,
            from_unbonding,
        });
        Ok(())
    }

    /// Shares of `prover`'s pool that are `staker`'s.
    pub(crate) fn shares_of(row: &ProverOf<T>, prover: &T::AccountId, staker: &T::AccountId) -> Balance {
        if staker == prover {
            row.own_shares
        } else {
            Delegations::<T>::get(prover, staker).unwrap_or_default()
        }
    }

    fn set_shares(row: &mut ProverOf<T>, prover: &T::AccountId, staker: &T::AccountId, shares: Balance) {
        if staker == prover {
            row.own_shares = shares;
        } else if shares == 0 {
            Delegations::<T>::remove(prover, staker);
        } else {
            Delegations::<T>::insert(prover, staker, shares);
        }
    }

    /// Puts a chunk, which matures last, behind the others; what matures in one block is one chunk.
    fn with_chunk(
        mut chunks: ChunksOf<T>,
        chunk: Chunk<BlockNumberFor<T>>,
    ) -> Result<ChunksOf<T>, sp_runtime::DispatchError> {
        match chunks.last_mut().filter(|last| last.matures == chunk.matures) {
            Some(last) => {
                last.shares = last
                    .shares
                    .checked_add(chunk.shares)
                    .ok_or(ArithmeticError::Overflow)?;
            }
            None => chunks.try_push(chunk).map_err(|_| Error::<T>::TooManyChunks)?,
        }
        Ok(chunks)
    }
}
