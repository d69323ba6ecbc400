//! The calendar: what happens to a request once a block is past.
//!
//! The trie is the calendar: iterating it gives rows in the order in time, and what one block has no room for is simply
//! still there in the next.

use crate::{
    rules, Balance, Calendar, CalendarKey, Categories, Config, Event, Fulfilments, HoldReason, Jobs, Pallet,
    Parameters, Requests, RowKind, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
    defensive,
    traits::{Get, Imbalance},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{Failure, Provers, RequestId};
use rules::Miss;
use sp_runtime::{
    traits::{UniqueSaturatedInto, Zero},
    Permill,
};

impl<T: Config> Pallet<T> {
    /// Works through the rows of blocks before `now`, in order, as many as one block has room for.
    /// Rising bids come last: they have what room is left.
    pub(crate) fn work_through_calendar(now: BlockNumberFor<T>) -> Weight {
        let block: u64 = now.unique_saturated_into();
        let room = T::MaxCalendarRows::get();
        let rows: Vec<(CalendarKey, RowKind)> = Calendar::<T>::iter()
            .take(room as usize)
            .take_while(|(key, _)| key.block() < block)
            .collect();
        let left = room.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let deadlines = rows.into_iter().fold(Weight::zero(), |weight, (key, kind)| {
            Calendar::<T>::remove(key);
            let done = match kind {
                RowKind::MatchBy => Self::expire(key.request()),
                RowKind::Due => Self::miss(key.request(), now),
                RowKind::Prune => Self::prune(key.request()),
            };
            weight.saturating_add(done)
        });
        deadlines.saturating_add(Self::work_through_repricings(now, left))
    }

    /// Refunds a request that found no match in time.
    pub(crate) fn expire(id: RequestId) -> Weight {
        match Requests::<T>::get(id) {
            Some(request) => {
                Self::withdraw(id, &request);
                Self::close(id, &request);
                Self::deposit_event(Event::Expired {
                    request: id,
                    fee: request.escrow,
                    deposit: request.deposit,
                    griefing_deposit: request.griefing_deposit,
                });
            }
            None => {
                defensive!("a calendar row without its request");
            }
        }
        T::WeightInfo::expire()
    }

    /// Removes a proof that was kept for long enough.
    pub(crate) fn prune(id: RequestId) -> Weight {
        match Fulfilments::<T>::take(id) {
            Some(fulfilment) => {
                let deposit = fulfilment.deposit;
                Self::refund(HoldReason::RequestDeposit, &fulfilment.requester, deposit);
                Self::deposit_event(Event::Pruned { request: id, deposit });
            }
            None => {
                defensive!("a calendar row without its fulfilment");
            }
        }
        T::WeightInfo::prune()
    }

    /// Slashes the prover of a job that was not delivered, compensates the requester, and auctions the request again if
    /// time is left.
    pub(crate) fn miss(id: RequestId, now: BlockNumberFor<T>) -> Weight {
        let (Some(job), Some(mut request)) = (Jobs::<T>::take(id), Requests::<T>::get(id)) else {
            defensive!("a calendar row without its job");
            return T::WeightInfo::miss_refunded();
        };
        let missed = T::Provers::miss_job(&job.prover, job.collateral);
        let slashed = missed.slashed.peek();
        let category = Categories::<T>::get(request.category);
        let outcome = rules::after_miss(&Miss {
            fee: rules::price_of(request.units, job.requester_unit_price),
            slashed,
            compensation: category
                .as_ref()
                .map_or(Permill::zero(), |category| category.compensation),
            top_up: Parameters::<T>::get().top_up,
            now,
            proving_window: category.map_or_else(
                <BlockNumberFor<T> as sp_runtime::traits::Bounded>::max_value,
                |c| c.proving_window,
            ),
            deadline: request.deadline,
            can_exclude: request.can_do_without(&job.prover),
        });

        let (compensation, rest) = missed.slashed.split(outcome.compensation);
        let (top_up, rest) = rest.split(outcome.reauction.map_or(Balance::zero(), |r| r.top_up));
        Self::pay(&request.requester, compensation);
        let (top_up, rest) = match Self::add_to_escrow(&request.requester, top_up) {
            Ok(top_up) => (top_up, rest),
            Err(credit) => (Balance::zero(), rest.merge(credit)),
        };
        let forwarded = rest.peek();
        Self::pay_protocol(rest);
        Self::deposit_event(Event::Missed {
            request: id,
            prover: job.prover.clone(),
            slashed,
            compensation: outcome.compensation,
            top_up,
            forwarded,
        });

        let measured = match outcome.reauction {
            Some(reauction) => {
                request.escrow = request.escrow.saturating_add(top_up);
                Self::auction_again(id, request, job.prover, Failure::Missed, reauction.match_by);
                T::WeightInfo::miss_reauctioned()
            }
            None => {
                Self::refund_failed(id, &request);
                T::WeightInfo::miss_refunded()
            }
        };
        measured.saturating_add(missed.ejection)
    }

    /// The most that a miss takes: measured was one that ejects nobody.
    pub(crate) fn max_miss_weight() -> Weight {
        T::WeightInfo::miss_reauctioned()
            .max(T::WeightInfo::miss_refunded())
            .saturating_add(T::Provers::ejection_weight())
    }
}
