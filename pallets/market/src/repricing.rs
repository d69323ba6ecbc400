//! Bids that rise by themselves.
//!
//! The key of a request in the book is its bid as of the last rise that was carried out. Rises are rows of their own
//! queue in the order of time, so that no hook walks the book, and they come after the deadlines of a block: too many of
//! them delay each other, and nothing else. One that comes late makes up for all that were due.

use crate::{rules, CalendarKey, Config, Event, Pallet, Repricings, RequestOf, Requests, WeightInfo};
use alloc::vec::Vec;
use frame_support::{defensive, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::RequestId;
use sp_runtime::traits::UniqueSaturatedInto;

impl<T: Config> Pallet<T> {
    /// Raises the bids that are to rise by `now`, in order, at most `room` of them.
    pub(crate) fn work_through_repricings(now: BlockNumberFor<T>, room: u32) -> Weight {
        let block: u64 = now.unique_saturated_into();
        let due: Vec<CalendarKey> = Repricings::<T>::iter_keys()
            .take(room as usize)
            .take_while(|key| key.block() <= block)
            .collect();
        due.into_iter().fold(Weight::zero(), |weight, key| {
            Repricings::<T>::remove(key);
            Self::raise_bid(key.request(), now);
            weight.saturating_add(T::WeightInfo::reprice())
        })
    }

    fn raise_bid(id: RequestId, now: BlockNumberFor<T>) {
        let found = Requests::<T>::get(id);
        let Some((mut request, repricing)) =
            found.and_then(|r: RequestOf<T>| r.repricing.map(|now| (r, now)))
        else {
            defensive!("a bid is to rise that nobody makes");
            return;
        };
        Self::unlist(id, &request);
        request.repricing = rules::reprice(&repricing, request.escrow, now);
        Self::list(id, &request);
        if let Some(block) = crate::placing::next_repricing(&request) {
            Repricings::<T>::insert(Self::calendar_key(block, id), ());
        }
        Self::deposit_event(Event::Repriced {
            request: id,
            bid: request.bid(),
        });
        Requests::<T>::insert(id, request);
    }
}
