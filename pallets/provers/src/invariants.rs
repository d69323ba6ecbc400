//! What always holds between blocks.

#[cfg(any(feature = "try-runtime", test))]
use crate::{pallet::*, Consent};

#[cfg(any(feature = "try-runtime", test))]
impl<T: Config> Pallet<T> {
    /// Checks that:
    ///
    /// 1. what is held of a prover's account as stake is its stake;
    /// 2. what jobs have locked is at most the stake, and nothing without jobs;
    /// 3. the counter of provers is right and at most `MaxProvers`;
    /// 4. every prover has from 1 to `MaxSlots` slots;
    /// 5. worker lists belong to provers, are not empty and name no account twice;
    /// 6. the accepted keys of the lists are the worker keys, and the other way round, and none of them is a prover.
    pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        use alloc::collections::BTreeSet;
        use frame_support::{
            ensure,
            traits::{fungible::InspectHold, Get},
        };
        use sp_runtime::traits::Zero;

        let mut provers: u32 = 0;
        for (who, prover) in Provers::<T>::iter() {
            provers = provers.saturating_add(1);
            let held = T::Currency::balance_on_hold(&HoldReason::Stake.into(), &who);
            ensure!(held == prover.stake, "1: a prover's hold differs from its stake");
            ensure!(prover.locked <= prover.stake, "2: more is locked than staked");
            ensure!(
                prover.jobs > 0 || prover.locked.is_zero(),
                "2: collateral is locked without a job"
            );
            ensure!(
                (1..=T::MaxSlots::get()).contains(&prover.slots),
                "4: slots are out of range"
            );
        }
        ensure!(
            provers == Provers::<T>::count(),
            "3: the counter of provers is wrong"
        );
        ensure!(provers <= T::MaxProvers::get(), "3: there are too many provers");

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
}
