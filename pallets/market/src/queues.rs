//! Rescues and private requests: each is a good of its own in the auction, and a clearing has room for few.
//!
//! They take turns. A clearing goes on in a queue where the one before it stopped, so that requests which bid too little,
//! or which no prover is left for, keep nobody behind them from the auction. Who takes part depends on nobody's bid beyond
//! whether it is enough.

use crate::{
    placing, rules, Balance, Categories, Config, Pallet, Parameters, Queue, QueueCursors, QueueKey, Queues,
    ReferencePrices, RequestOf, Requests,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::RequestId;

/// Rows read of each queue for each request that a clearing has room for.
const ROWS_PER_PLACE: u32 = 4;
/// Queues, each of which is read apart: requests in one that bid too little are not in the way of the other.
const QUEUES: [Queue; 2] = [Queue::Rescues, Queue::Private];

/// Requests that take part in a clearing, and how many were read to find them.
pub(crate) struct Turn<T: Config> {
    pub requests: Vec<(RequestId, RequestOf<T>)>,
    pub read: u32,
}

impl<T: Config> Pallet<T> {
    /// The rescues, and as far as there is room left the private requests, whose turn it is.
    pub(crate) fn restricted(now: BlockNumberFor<T>) -> Turn<T> {
        let places = Parameters::<T>::get().max_restricted;
        let mut turn = Turn {
            requests: Vec::new(),
            read: 0,
        };
        for queue in QUEUES {
            Self::take_turns(queue, now, places, &mut turn);
        }
        turn
    }

    /// The most rows that one clearing reads of the queues.
    pub(crate) fn max_queue_rows(places: u32) -> u32 {
        let of_each = places.saturating_mul(ROWS_PER_PLACE);
        of_each.saturating_mul(QUEUES.len() as u32)
    }

    fn take_turns(queue: Queue, now: BlockNumberFor<T>, places: u32, turn: &mut Turn<T>) {
        let cursor = QueueCursors::<T>::get(queue);
        let mut rows = places.saturating_mul(ROWS_PER_PLACE);
        let mut keys = Self::keys_after(queue, cursor);
        let mut next = cursor;
        while rows > 0 && (turn.requests.len() as u64) < u64::from(places) {
            let Some(key) = keys.next() else {
                // All had their turn: the next clearing begins with the earliest.
                next = None;
                break;
            };
            next = Some(key);
            rows = rows.saturating_sub(1);
            turn.read = turn.read.saturating_add(1);
            let id = key.request();
            if let Some(request) = Requests::<T>::get(id).filter(|request| Self::bids_enough(request, now)) {
                turn.requests.push((id, request));
            }
        }
        if next != cursor {
            QueueCursors::<T>::set(queue, next);
        }
    }

    /// The keys of `queue` after `cursor`, and then those up to it.
    fn keys_after(queue: Queue, cursor: Option<QueueKey>) -> impl Iterator<Item = QueueKey> {
        let after = cursor.map(|key| {
            let key = Queues::<T>::hashed_key_for(queue, key);
            Queues::<T>::iter_key_prefix_from(queue, key)
        });
        let up_to = Queues::<T>::iter_key_prefix(queue)
            .take_while(move |key| cursor.is_none_or(|cursor| *key <= cursor));
        after.into_iter().flatten().chain(up_to)
    }

    fn bids_enough(request: &RequestOf<T>, now: BlockNumberFor<T>) -> bool {
        let (category, price) = (
            Categories::<T>::get(request.category),
            ReferencePrices::<T>::get(request.category),
        );
        let (Some(category), Some(price)) = (category, price) else {
            return false;
        };
        let threshold: Balance = match placing::queue_of(request) {
            Some(Queue::Private) => price.saturating_sub(1),
            _ => price.saturating_add(1),
        };
        let (match_by, deadline) = (request.match_by, request.deadline);
        rules::unit_bid(request.bid(), request.units) >= threshold
            && rules::can_be_matched(request.units, match_by, deadline, &category, now)
    }
}
