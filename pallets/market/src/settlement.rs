//! Delivery of a proof, and its payment in the same block.

use crate::{
    rules::{self, OutputsError},
    Calendar, Config, Error, Event, Fulfilments, HoldReason, JobOf, Jobs, Pallet, Parameters, RequestOf,
    Requests, RowKind, Works,
};
use frame_support::{
    ensure,
    traits::{Get, Imbalance},
};
use proofnet_market::{Circuits, FreeInputs, Fulfilment, ProofBytes, Provers, PublicInputs, RequestId};
use sp_runtime::{
    traits::{SaturatedConversion, Saturating},
    DispatchError,
};

impl<T> From<OutputsError> for Error<T> {
    fn from(error: OutputsError) -> Self {
        match error {
            OutputsError::Count => Error::OutputCount,
            OutputsError::NotCanonical => Error::OutputNotCanonical,
        }
    }
}

/// A delivery that is in order, but for its proof.
pub(crate) struct Checked<T: Config> {
    pub(crate) request: RequestOf<T>,
    pub(crate) job: JobOf<T>,
    pub(crate) public_inputs: PublicInputs,
    pub(crate) free: FreeInputs,
}

impl<T: Config> Pallet<T> {
    /// Gives the number of public inputs, which the weight depends on.
    pub(crate) fn do_deliver(
        who: T::AccountId,
        id: RequestId,
        outputs: PublicInputs,
        proof: ProofBytes,
    ) -> Result<u32, DispatchError> {
        let checked = Self::check_delivery(&who, id, &outputs)?;
        T::Circuits::verify(&checked.request.circuit, &checked.public_inputs, &proof)?;
        let inputs = count(checked.public_inputs.len());
        Self::settle(id, checked, proof);
        Ok(inputs)
    }

    /// Checks all but the proof.
    pub(crate) fn check_delivery(
        who: &T::AccountId,
        id: RequestId,
        outputs: &PublicInputs,
    ) -> Result<Checked<T>, DispatchError> {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let job = Self::job_of(who, id)?;
        ensure!(Self::now() <= job.due, Error::<T>::PastDue);
        let work = Works::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let public_inputs = rules::public_inputs(&work.statement, outputs).map_err(Error::<T>::from)?;
        Ok(Checked {
            request,
            job,
            public_inputs,
            free: FreeInputs::of(&work.statement),
        })
    }

    /// The job of request `id`, if it is `who`'s to do.
    pub(crate) fn job_of(who: &T::AccountId, id: RequestId) -> Result<JobOf<T>, Error<T>> {
        let job = Jobs::<T>::get(id).ok_or(Error::<T>::NotAssigned)?;
        let assigned = *who == job.prover || T::Provers::prover_of(who).as_ref() == Some(&job.prover);
        ensure!(assigned, Error::<T>::NotAssignedProver);
        Ok(job)
    }

    /// Pays for an accepted proof and keeps it.
    pub(crate) fn settle(id: RequestId, checked: Checked<T>, proof: ProofBytes) {
        let Checked {
            request,
            job,
            public_inputs,
            free,
        } = checked;
        Requests::<T>::remove(id);
        Works::<T>::remove(id);
        Jobs::<T>::remove(id);
        Calendar::<T>::remove(Self::calendar_key(job.due, id));
        T::Circuits::release(&request.circuit);
        let latency = Self::now().saturating_sub(job.matched).saturated_into();
        T::Provers::finish_job(&job.prover, job.collateral, latency);

        let parameters = Parameters::<T>::get();
        let fee = rules::price_of(request.units, job.requester_unit_price);
        let shares = rules::settle(fee, request.units, job.prover_unit_price, parameters.protocol_fee);
        let (payment, rest) = Self::take_held(HoldReason::Escrow, &request.requester, fee).split(shares.paid);
        let released = request.escrow.saturating_sub(fee);
        Self::refund(HoldReason::Escrow, &request.requester, released);
        if let Err(unpaid) = T::Provers::reward(&job.prover, payment) {
            Self::forfeit(&job.prover, unpaid);
        }
        let (protocol_fee, surplus) = rest.split(shares.protocol_fee);
        Self::pay_protocol(protocol_fee);
        Self::pay(&T::SurplusAccount::get(), surplus);

        // The deposit for statement and input is not needed any more; rates may have changed since it was made.
        let bytes = rules::fulfilment_bytes(count(public_inputs.len()), count(proof.len()));
        let deposit =
            rules::deposit(T::DepositBase::get(), T::DepositPerByte::get(), bytes).min(request.deposit);
        let deposit_released = request.deposit.saturating_sub(deposit);
        Self::refund(HoldReason::RequestDeposit, &request.requester, deposit_released);
        Self::refund(
            HoldReason::GriefingDeposit,
            &request.requester,
            request.griefing_deposit,
        );

        let kept_until = Self::now().saturating_add(parameters.retention);
        Calendar::<T>::insert(Self::calendar_key(kept_until, id), RowKind::Prune);
        let fulfilment = Fulfilment {
            requester: request.requester,
            prover: job.prover.clone(),
            circuit: request.circuit,
            public_inputs,
            free,
            proof,
            fee,
            deposit,
            fulfilled: frame_system::Pallet::<T>::block_number(),
        };
        Fulfilments::<T>::insert(id, fulfilment);
        Self::deposit_event(Event::Fulfilled {
            request: id,
            prover: job.prover,
            fee,
            released,
            paid: shares.paid,
            protocol_fee: shares.protocol_fee,
            surplus: shares.surplus,
            collateral: job.collateral,
            deposit_released,
            griefing_deposit: request.griefing_deposit,
        });
    }
}

pub(crate) fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
