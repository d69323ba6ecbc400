//! The calendar: what happens to a request once a block is past.
//!
//! The trie is the calendar: iterating it gives rows in the order in time, and what one block has no room for is simply
//! still there in the next.

use crate::{
    rules, Balance, Calendar, CalendarKey, Categories, Config, Event, Fulfilments, HoldReason, Jobs, Pallet,
    Parameters, RequestOf, Requests, RowKind, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
    defensive,
    traits::{Get, Imbalance},
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{Provers, RequestId};
use rules::{Miss, Reauction};
use sp_runtime::{
    traits::{UniqueSaturatedInto, Zero},
    Permill,
};

impl<T: Config> Pallet<T> {
    /// Works through the rows of blocks before `now`, in order, as many as one block has room for.
    pub(crate) fn work_through_calendar(now: BlockNumberFor<T>) -> Weight {
        let block: u64 = now.unique_saturated_into();
        let rows: Vec<(CalendarKey, RowKind)> = Calendar::<T>::iter()
            .take(T::MaxCalendarRows::get() as usize)
            .take_while(|(key, _)| key.block() < block)
            .collect();
        rows.into_iter().fold(Weight::zero(), |weight, (key, kind)| {
            Calendar::<T>::remove(key);
            let done = match kind {
                RowKind::MatchBy => Self::expire(key.request()),
                RowKind::Due => Self::miss(key.request(), now),
                RowKind::Prune => Self::prune(key.request()),
            };
            weight.saturating_add(done)
        })
    }

    /// Refunds a request that found no match in time.
    pub(crate) fn expire(id: RequestId) -> Weight {
        match Requests::<T>::get(id) {
            Some(request) => {
                Self::withdraw(id, &request);
                Self::close(id, &request);
                let (fee, deposit) = (request.escrow, request.deposit);
                Self::deposit_event(Event::Expired {
                    request: id,
                    fee,
                    deposit,
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
        let slash = T::Provers::miss_job(&job.prover, job.collateral);
        let slashed = slash.peek();
        let category = Categories::<T>::get(request.category);
        let outcome = rules::after_miss(&Miss {
            fee: request.escrow,
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
            can_exclude: !request.excluded.is_full(),
        });

        let (compensation, rest) = slash.split(outcome.compensation);
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

        match outcome.reauction {
            Some(reauction) => {
                request.escrow = request.escrow.saturating_add(top_up);
                Self::auction_again(id, request, job.prover, reauction);
                T::WeightInfo::miss_reauctioned()
            }
            None => {
                Self::close(id, &request);
                let (fee, deposit) = (request.escrow, request.deposit);
                Self::deposit_event(Event::Refunded {
                    request: id,
                    fee,
                    deposit,
                });
                T::WeightInfo::miss_refunded()
            }
        }
    }

    fn auction_again(
        id: RequestId,
        mut request: RequestOf<T>,
        without: T::AccountId,
        reauction: Reauction<BlockNumberFor<T>>,
    ) {
        request.match_by = reauction.match_by;
        if request.excluded.try_push(without).is_err() {
            defensive!("a request is auctioned again without room for one more excluded prover");
        }
        Self::open(id, &request);
        let (fee, match_by) = (request.escrow, request.match_by);
        Requests::<T>::insert(id, request);
        Self::deposit_event(Event::Reauctioned {
            request: id,
            fee,
            match_by,
        });
    }
}
