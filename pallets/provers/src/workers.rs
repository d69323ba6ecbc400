//! Worker keys: proposed by the prover, accepted by the key, ended by either.

use crate::pallet::*;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use scale_info::TypeInfo;

/// How far a worker key has got.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub enum Consent {
    /// The prover has proposed it.
    Proposed,
    /// The key has accepted: it acts for the prover.
    Given,
}

/// A worker key in its prover's list.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Worker<AccountId> {
    /// The key's account.
    pub account: AccountId,
    /// How far it has got.
    pub consent: Consent,
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_propose_worker(prover: T::AccountId, worker: T::AccountId) -> DispatchResult {
        ensure!(Provers::<T>::contains_key(&prover), Error::<T>::NotRegistered);
        ensure!(!Provers::<T>::contains_key(&worker), Error::<T>::IsProver);
        Workers::<T>::try_mutate(&prover, |workers| {
            ensure!(
                workers.iter().all(|w| w.account != worker),
                Error::<T>::AlreadyProposed
            );
            workers
                .try_push(Worker {
                    account: worker.clone(),
                    consent: Consent::Proposed,
                })
                .map_err(|_| Error::<T>::TooManyWorkers)
        })?;
        Self::deposit_event(Event::WorkerProposed { prover, worker });
        Ok(())
    }

    pub(crate) fn do_accept_worker(worker: T::AccountId, prover: T::AccountId) -> DispatchResult {
        ensure!(!WorkerKeys::<T>::contains_key(&worker), Error::<T>::AlreadyWorker);
        // It may have registered since it was proposed.
        ensure!(!Provers::<T>::contains_key(&worker), Error::<T>::IsProver);
        Workers::<T>::try_mutate(&prover, |workers| {
            let row = workers
                .iter_mut()
                .find(|w| w.account == worker)
                .ok_or(Error::<T>::NotProposed)?;
            row.consent = Consent::Given;
            Ok::<_, Error<T>>(())
        })?;
        WorkerKeys::<T>::insert(&worker, &prover);
        Self::deposit_event(Event::WorkerAccepted { prover, worker });
        Ok(())
    }

    pub(crate) fn do_remove_worker(who: T::AccountId, worker: T::AccountId) -> DispatchResult {
        let prover = if who == worker {
            WorkerKeys::<T>::get(&worker).ok_or(Error::<T>::NotWorker)?
        } else {
            who
        };
        let removed = Workers::<T>::try_mutate_exists(&prover, |row| {
            let workers = row.as_mut().ok_or(Error::<T>::NotWorker)?;
            let at = workers
                .iter()
                .position(|w| w.account == worker)
                .ok_or(Error::<T>::NotWorker)?;
            let removed = workers.remove(at);
            if workers.is_empty() {
                *row = None;
            }
            Ok::<_, Error<T>>(removed)
        })?;
        if removed.consent == Consent::Given {
            WorkerKeys::<T>::remove(&worker);
        }
        Self::deposit_event(Event::WorkerRemoved { prover, worker });
        Ok(())
    }

    /// Removes every worker key of a prover that leaves; gives how many there were.
    pub(crate) fn drop_workers(prover: &T::AccountId) -> u32 {
        let workers = Workers::<T>::take(prover);
        for worker in workers.iter().filter(|w| w.consent == Consent::Given) {
            WorkerKeys::<T>::remove(&worker.account);
        }
        workers.len() as u32
    }
}
