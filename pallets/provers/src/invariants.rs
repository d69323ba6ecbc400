//! What always holds between blocks.

#![cfg(any(feature = "std", feature = "try-runtime"))]

use crate::{breaker, pallet::*, Balance, Consent, ProverOf};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
    ensure,
    traits::{
        fungible::{Inspect, InspectHold},
        Get,
    },
};
use sp_runtime::TryRuntimeError;

type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
    /// Checks that:
    ///
    /// 1. of the account of each pool exactly what its prover's row says is on hold, by reason, and it has what it needs to exist
    ///    besides; of no other account anything is;
    /// 2. what jobs have locked is at most the stake that can be slashed, and nothing without jobs;
    /// 3. the counter of provers is right and at most `MaxProvers`;
    /// 4. every prover has from 1 to `MaxSlots` slots;
    /// 5. worker lists belong to provers, are not empty and name no account twice;
    /// 6. the accepted keys of the lists are the worker keys, and the other way round, and none of them is a prover;
    /// 7. a pool's shares are its operator's and its delegators' together, none of whom has none, and without shares a pool is
    ///    empty;
    /// 8. the shares of unbonding stake are its chunks' together, none of which is empty, in the order in which they mature; one is
    ///    worth 1 planck at most, and without shares nothing is unbonding;
    /// 9. records, misses and input keys belong to provers, and fewer misses count than can be asked for to jail one;
    /// 10. the parameters are within their bounds.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::check_rows()?;
        Self::check_holds()?;
        Self::check_workers()?;
        Self::check_input_keys()?;
        Self::check_pools()?;
        Self::check_unbonding()?;
        Self::check_records()?;
        ensure!(
            Self::parameters().check(T::UnbondingPeriod::get()).is_ok(),
            "10: the parameters are out of bounds"
        );
        Ok(())
    }

    fn check_rows() -> Checked {
        let mut provers: u32 = 0;
        for (_, row) in Provers::<T>::iter() {
            provers = provers.saturating_add(1);
            ensure!(
                row.locked <= row.total_stake(),
                "2: more is locked than can be slashed"
            );
            ensure!(
                row.jobs > 0 || row.locked == 0,
                "2: collateral is locked without a job"
            );
            ensure!(
                (1..=T::MaxSlots::get()).contains(&row.slots),
                "4: slots are out of range"
            );
        }
        ensure!(
            provers == Provers::<T>::count(),
            "3: the counter of provers is wrong"
        );
        ensure!(provers <= T::MaxProvers::get(), "3: there are too many provers");
        Ok(())
    }

    fn check_holds() -> Checked {
        let mut owed: BTreeMap<T::AccountId, (Balance, Balance)> = Provers::<T>::iter()
            .map(|(who, row)| (Self::pool_account(&who), (row.pool.assets, row.unbonding.assets)))
            .collect();
        for account in frame_system::Account::<T>::iter_keys() {
            let is_pool = owed.contains_key(&account);
            let expected = owed.remove(&account).unwrap_or_default();
            let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &account);
            ensure!(
                (held(HoldReason::Stake), held(HoldReason::Unbonding)) == expected,
                "1: what is on hold differs from what the row says"
            );
            ensure!(
                !is_pool || T::Currency::balance(&account) >= T::Currency::minimum_balance(),
                "1: the account of a pool lacks what it needs to exist"
            );
        }
        ensure!(owed.is_empty(), "1: a pool has no account");
        Ok(())
    }

    fn check_workers() -> Checked {
        let mut accepted: u32 = 0;
        for (prover, workers) in Workers::<T>::iter() {
            ensure!(
                Provers::<T>::contains_key(&prover),
                "5: a worker list belongs to no prover"
            );
            ensure!(!workers.is_empty(), "5: a worker list is empty");
            let names: BTreeSet<_> = workers.iter().map(|w| &w.account).collect();
            ensure!(
                names.len() == workers.len(),
                "5: a worker list names an account twice"
            );
            for worker in workers.iter().filter(|w| w.consent == Consent::Given) {
                accepted = accepted.saturating_add(1);
                ensure!(
                    WorkerKeys::<T>::get(&worker.account).as_ref() == Some(&prover),
                    "6: an accepted key does not act for its prover"
                );
                ensure!(
                    !Provers::<T>::contains_key(&worker.account),
                    "6: a worker key is a prover"
                );
            }
        }
        let keys = u32::try_from(WorkerKeys::<T>::iter_keys().count()).unwrap_or(u32::MAX);
        ensure!(keys == accepted, "6: a worker key is in no list");
        Ok(())
    }

    fn check_input_keys() -> Checked {
        ensure!(
            InputKeys::<T>::iter_keys().all(Provers::<T>::contains_key),
            "9: an input key belongs to no prover"
        );
        Ok(())
    }

    fn check_pools() -> Checked {
        let mut delegated: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
        for (prover, staker, shares) in Delegations::<T>::iter() {
            ensure!(shares > 0, "7: a delegator has no shares");
            ensure!(staker != prover, "7: an operator is among its delegators");
            let sum = delegated.entry(prover).or_default();
            *sum = sum.saturating_add(shares);
        }
        for (who, row) in Provers::<T>::iter() {
            let others = delegated.remove(&who).unwrap_or_default();
            ensure!(
                row.own_shares.checked_add(others) == Some(row.pool.shares),
                "7: the shares of a pool are not its stakers' together"
            );
            ensure!(
                row.pool.shares > 0 || row.pool.assets == 0,
                "7: a pool without shares holds something"
            );
        }
        ensure!(delegated.is_empty(), "7: a delegation to no prover");
        Ok(())
    }

    fn check_unbonding() -> Checked {
        let mut chunked: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
        for (prover, _, chunks) in Unbondings::<T>::iter() {
            ensure!(!chunks.is_empty(), "8: a list of chunks is empty");
            ensure!(chunks.iter().all(|chunk| chunk.shares > 0), "8: a chunk is empty");
            ensure!(
                chunks
                    .iter()
                    .zip(chunks.iter().skip(1))
                    .all(|(a, b)| a.matures < b.matures),
                "8: chunks are out of order"
            );
            let sum = chunked.entry(prover).or_default();
            *sum = chunks
                .iter()
                .fold(*sum, |sum, chunk| sum.saturating_add(chunk.shares));
        }
        for (who, row) in Provers::<T>::iter() {
            let ProverOf::<T> { unbonding, .. } = row;
            ensure!(
                chunked.remove(&who).unwrap_or_default() == unbonding.shares,
                "8: the shares of unbonding stake are not the chunks' together"
            );
            ensure!(
                unbonding.assets <= unbonding.shares,
                "8: a share of unbonding stake is worth more than 1 planck"
            );
        }
        ensure!(chunked.is_empty(), "8: a chunk of no prover");
        Ok(())
    }

    fn check_records() -> Checked {
        ensure!(
            Records::<T>::iter_keys().all(Provers::<T>::contains_key),
            "9: a record of no prover"
        );
        for (who, misses) in Misses::<T>::iter() {
            ensure!(Provers::<T>::contains_key(who), "9: misses of no prover");
            ensure!(
                misses.len() < breaker::MAX_MISS_LIMIT as usize,
                "9: more misses count than can jail a prover"
            );
        }
        Ok(())
    }
}
