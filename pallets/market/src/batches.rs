//! Many proofs delivered at once: checked, verified together, and settled one by one.

use crate::{
    settlement::{count, Checked},
    Config, Error, Event, Pallet,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{dispatch::DispatchResult, ensure, weights::Weight};
use proofnet_market::{CircuitId, Circuits, Claim, Delivery, ProofBytes, RequestId};
use sp_runtime::DispatchError;

/// A delivery, refused or in order but for its proof.
type Candidate<T> = (RequestId, Result<(Checked<T>, ProofBytes), DispatchError>);

/// What settling a batch costs depends on: its deliveries, and whose rows beside those of each request it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settlement {
    pub(crate) deliveries: u32,
    pub(crate) circuits: u32,
    pub(crate) requesters: u32,
}

impl Settlement {
    fn of<T: Config>(candidates: &[Candidate<T>]) -> Self {
        let in_order = || {
            candidates
                .iter()
                .filter_map(|(_, candidate)| candidate.as_ref().ok())
        };
        let circuits: BTreeSet<_> = in_order().map(|(checked, _)| checked.request.circuit).collect();
        let requesters: BTreeSet<_> = in_order()
            .map(|(checked, _)| &checked.request.requester)
            .collect();
        Self {
            deliveries: count(candidates.len()),
            circuits: count(circuits.len()),
            requesters: count(requesters.len()),
        }
    }
}

/// What a batch may still hold of what its sender declared.
struct Allowance {
    circuits: u32,
    public_inputs: u32,
    /// Circuits seen, which cost nothing more.
    known: BTreeSet<CircuitId>,
}

impl Allowance {
    fn take<T: Config>(&mut self, circuit: CircuitId, public_inputs: usize) -> Result<(), Error<T>> {
        let public_inputs = u32::try_from(public_inputs).unwrap_or(u32::MAX);
        let rest = self.public_inputs.checked_sub(public_inputs);
        let rest = rest.ok_or(Error::<T>::MoreInputsThanDeclared)?;
        if !self.known.contains(&circuit) {
            let circuits = self.circuits.checked_sub(1);
            self.circuits = circuits.ok_or(Error::<T>::MoreCircuitsThanDeclared)?;
            self.known.insert(circuit);
        }
        self.public_inputs = rest;
        Ok(())
    }
}

impl<T: Config> Pallet<T> {
    /// Gives how many deliveries were refused, and the weight of what was done.
    pub(crate) fn do_deliver_batch(
        who: &T::AccountId,
        deliveries: impl IntoIterator<Item = Delivery>,
        circuits: u32,
        public_inputs: u32,
    ) -> Result<(u32, Weight), DispatchError> {
        let candidates = Self::check_deliveries(who, deliveries, circuits, public_inputs);
        ensure!(!candidates.is_empty(), Error::<T>::EmptyBatch);
        let claims: Vec<_> = candidates
            .iter()
            .filter_map(|(_, candidate)| candidate.as_ref().ok())
            .map(|(checked, proof)| Claim {
                circuit: checked.request.circuit,
                public_inputs: &checked.public_inputs,
                proof,
            })
            .collect();
        let (verdicts, verification) = T::Circuits::verify_batch(&claims);
        let settlement = Self::settle_batch_weight(Settlement::of(&candidates));
        let refused = Self::settle_batch(who, candidates, verdicts);
        Ok((refused, settlement.saturating_add(verification)))
    }

    /// Checks all but the proofs.
    pub(crate) fn check_deliveries(
        who: &T::AccountId,
        deliveries: impl IntoIterator<Item = Delivery>,
        circuits: u32,
        public_inputs: u32,
    ) -> Vec<Candidate<T>> {
        let mut allowance = Allowance {
            circuits,
            public_inputs,
            known: BTreeSet::new(),
        };
        // A request is settled from what was read of it before the first is settled: once, therefore.
        let mut seen = BTreeSet::new();
        let mut check = |delivery: Delivery| -> Result<(Checked<T>, ProofBytes), DispatchError> {
            ensure!(seen.insert(delivery.request), Error::<T>::DeliveredTwice);
            let checked = Self::check_delivery(who, delivery.request, &delivery.outputs)?;
            allowance.take::<T>(checked.request.circuit, checked.public_inputs.len())?;
            Ok((checked, delivery.proof))
        };
        deliveries
            .into_iter()
            .map(|delivery| (delivery.request, check(delivery)))
            .collect()
    }

    /// Settles the deliveries whose proofs hold. `verdicts` are on those that were in order, in their order. Gives how many were
    /// refused.
    pub(crate) fn settle_batch(
        who: &T::AccountId,
        candidates: Vec<Candidate<T>>,
        verdicts: Vec<DispatchResult>,
    ) -> u32 {
        let mut verdicts = verdicts.into_iter();
        let mut refused: u32 = 0;
        for (id, candidate) in candidates {
            let accepted = candidate.and_then(|in_order| {
                // There is one for each.
                verdicts.next().unwrap_or(Err(DispatchError::Corruption))?;
                Ok(in_order)
            });
            match accepted {
                Ok((checked, proof)) => Self::settle(id, checked, proof),
                Err(error) => {
                    refused = refused.saturating_add(1);
                    Self::deposit_event(Event::DeliveryRefused {
                        request: id,
                        who: who.clone(),
                        error,
                    });
                }
            }
        }
        refused
    }
}
