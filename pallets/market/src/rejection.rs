//! Rejection of a job that its prover found unprovable.

use crate::{
    rules::{self, AfterRejection, Rejection},
    Balance, Calendar, Categories, Config, Error, Event, HoldReason, Jobs, Pallet, Parameters, RequestOf,
    Requests,
};
use frame_support::{
    defensive,
    dispatch::DispatchResult,
    ensure,
    traits::{
        fungible::Balanced,
        tokens::{Fortitude, Precision, Preservation},
        Imbalance,
    },
};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{Excluded, Failure, Provers, RejectionReason, Request, RequestId};
use sp_runtime::traits::{Bounded, Zero};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_reject(who: T::AccountId, id: RequestId, reason: RejectionReason) -> DispatchResult {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let job = Self::job_of(&who, id)?;
        let now = Self::now();
        ensure!(now <= job.reject_by, Error::<T>::RejectionWindowPast);
        let parameters = Parameters::<T>::get();
        let fee = parameters.rejection_fee;
        Self::charge(&who, fee)?;

        Jobs::<T>::remove(id);
        Calendar::<T>::remove(Self::calendar_key(job.due, id));
        T::Provers::reject_job(&job.prover, job.collateral);
        Self::deposit_event(Event::Rejected {
            request: id,
            prover: job.prover.clone(),
            payer: who,
            reason,
            fee,
            collateral: job.collateral,
        });

        let category = Categories::<T>::get(request.category);
        let outcome = rules::after_rejection(&Rejection {
            rejections: count(rejecters(&request).count()).saturating_add(1),
            max_rejections: parameters.max_rejections,
            now,
            proving_window: category.map_or_else(BlockNumberFor::<T>::max_value, |c| c.proving_window),
            deadline: request.deadline,
            can_exclude: request.can_do_without(&job.prover),
        });
        match outcome {
            AfterRejection::Unprovable => Self::close_unprovable(id, request, job.prover, fee),
            AfterRejection::Reauctioned { match_by } => {
                Self::auction_again(id, request, job.prover, Failure::Rejected(reason), match_by);
            }
            AfterRejection::Refunded => Self::refund_failed(id, &request),
        }
        Ok(())
    }

    /// Takes `amount` from `who` for the protocol. Never for the requester, who could place what nobody can prove to
    /// collect it.
    fn charge(who: &T::AccountId, amount: Balance) -> DispatchResult {
        if !amount.is_zero() {
            let credit = T::Currency::withdraw(
                who,
                amount,
                Precision::Exact,
                Preservation::Preserve,
                Fortitude::Polite,
            )?;
            Self::pay_protocol(credit);
        }
        Ok(())
    }

    /// Closes a request that enough provers have rejected, `last` being the last of them: its requester pays what it cost
    /// them.
    fn close_unprovable(id: RequestId, mut request: RequestOf<T>, last: T::AccountId, fee: Balance) {
        let provers = rejecters(&request).cloned().chain([last]);
        let provers: alloc::vec::Vec<_> = provers.collect();
        let share = rules::rejecter_share(request.griefing_deposit, count(provers.len()), fee);
        let total = share.saturating_mul(Balance::from(count(provers.len())));
        request.griefing_deposit = request.griefing_deposit.saturating_sub(total);
        let mut credit = Self::take_held(HoldReason::GriefingDeposit, &request.requester, total);
        for prover in provers {
            let amount = credit.extract(share);
            Self::deposit_event(Event::RejecterPaid {
                request: id,
                prover: prover.clone(),
                amount: amount.peek(),
            });
            Self::pay(&prover, amount);
        }
        Self::pay_protocol(credit);
        Self::close(id, &request);
        Self::deposit_event(Event::Unprovable {
            request: id,
            fee: request.escrow,
            deposit: request.deposit,
            griefing_deposit: request.griefing_deposit,
        });
    }

    /// Ends a failed request for which there is no time or no prover left.
    pub(crate) fn refund_failed(id: RequestId, request: &RequestOf<T>) {
        Self::close(id, request);
        Self::deposit_event(Event::Refunded {
            request: id,
            fee: request.escrow,
            deposit: request.deposit,
            griefing_deposit: request.griefing_deposit,
        });
    }

    /// Puts a failed request into another auction, without the prover that failed it.
    pub(crate) fn auction_again(
        id: RequestId,
        mut request: RequestOf<T>,
        prover: T::AccountId,
        failure: Failure,
        match_by: BlockNumberFor<T>,
    ) {
        request.match_by = match_by;
        if request.excluded.try_push(Excluded { prover, failure }).is_err() {
            defensive!("a request is auctioned again without room for one more excluded prover");
        }
        Self::open(id, &request);
        Self::deposit_event(Event::Reauctioned {
            request: id,
            fee: request.escrow,
            match_by: Self::block_at(match_by),
        });
        Requests::<T>::insert(id, request);
    }
}

/// The provers that have rejected `request`.
fn rejecters<A, B, N>(request: &Request<A, B, N>) -> impl Iterator<Item = &A> {
    let rejected = |excluded: &&Excluded<A>| matches!(excluded.failure, Failure::Rejected(_));
    request
        .excluded
        .iter()
        .filter(rejected)
        .map(|excluded| &excluded.prover)
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
