//! What the runtime API answers.

use crate::{
    rules, Ask, Balance, Book, Categories, Config, Fulfilments, JobOf, Jobs, Offers, Pallet, Recent,
    ReferencePrices, Requests, Works,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{
    Assignment, CategoryId, CategoryView, Depth, Level, Provers, Quote, RequestId, RequestStatus, Units,
};

/// Most prices of each side that one answer has.
const MAX_LEVELS: u32 = 256;
/// Most requests that are read for one answer.
const MAX_BIDS_READ: usize = 4_096;

impl<T: Config> Pallet<T> {
    /// All categories with their reference prices, by identifier.
    pub fn categories() -> Vec<CategoryView<Balance, BlockNumberFor<T>>> {
        let mut categories: Vec<_> = Categories::<T>::iter()
            .filter_map(|(id, category)| {
                let reference_price = ReferencePrices::<T>::get(id)?;
                Some(CategoryView {
                    id,
                    category,
                    reference_price,
                })
            })
            .collect();
        categories.sort_by_key(|view| view.id);
        categories
    }

    /// Where `request` stands; `None` if it is unknown, refunded or pruned.
    pub fn request_status(
        request: RequestId,
    ) -> Option<RequestStatus<T::AccountId, Balance, BlockNumberFor<T>>> {
        if let Some(job) = Jobs::<T>::get(request) {
            return Some(RequestStatus::Assigned(Self::in_blocks(job)));
        }
        if Requests::<T>::contains_key(request) {
            return Some(RequestStatus::Open);
        }
        Fulfilments::<T>::get(request).map(RequestStatus::Fulfilled)
    }

    /// The jobs that `prover` is at work on, by request. Reads all jobs: for calls from outside the chain only.
    pub fn assignments(prover: &T::AccountId) -> Vec<Assignment<T::AccountId, Balance, BlockNumberFor<T>>> {
        let mut assignments: Vec<_> = Jobs::<T>::iter()
            .filter(|(_, job)| job.prover == *prover)
            .filter_map(|(id, job)| {
                let request = Requests::<T>::get(id)?;
                let work = Works::<T>::get(id)?;
                Some(Assignment {
                    request: id,
                    circuit: request.circuit,
                    category: request.category,
                    units: request.units,
                    work,
                    job: Self::in_blocks(job),
                })
            })
            .collect();
        assignments.sort_by_key(|assignment| assignment.request);
        assignments
    }

    /// A job with blocks of the chain in place of times of the market's clock.
    fn in_blocks(job: JobOf<T>) -> JobOf<T> {
        JobOf::<T> {
            matched: Self::block_at(job.matched),
            reject_by: Self::block_at(job.reject_by),
            due: Self::block_at(job.due),
            ..job
        }
    }

    /// What `unit_bid` may expect in `category` for work of `units`; the reference price if no bid is given.
    pub fn quote(category: CategoryId, units: Units, unit_bid: Option<Balance>) -> Option<Quote<Balance>> {
        let rules = Categories::<T>::get(category)?;
        let reference_price = ReferencePrices::<T>::get(category)?;
        if units == 0 || units > rules.max_units {
            return None;
        }
        let unit_bid = unit_bid.unwrap_or(reference_price);
        let recent = Recent::<T>::get(category);
        let clearings = u32::try_from(recent.len()).unwrap_or(u32::MAX);
        let served = rules::served_at(&recent, unit_bid);
        Some(Quote {
            reference_price,
            fee: rules::price_of(units, reference_price),
            unit_bid,
            clearings,
            served,
            expected_wait: rules::expected_wait(served, clearings),
        })
    }

    /// What is wanted and offered in `category`: the best `levels` prices of each side, at most [`MAX_LEVELS`]. Reads all offers: for
    /// calls from outside the chain only.
    pub fn depth(category: CategoryId, levels: u32) -> Option<Depth<Balance>> {
        let reference_price = ReferencePrices::<T>::get(category)?;
        let most = levels.min(MAX_LEVELS) as usize;
        let bids = Book::<T>::iter_prefix(category)
            .take(MAX_BIDS_READ)
            .map(|(key, row)| (key.unit_bid(), row.units));
        let mut asks: Vec<(Balance, u64)> = Offers::<T>::iter()
            .filter_map(|(prover, asks)| {
                let (_, ask) = asks.into_iter().find(|(id, _)| *id == category)?;
                let slots = T::Provers::capacity(&prover)?.free_slots;
                (slots > 0).then_some((ask, slots.into()))
            })
            .collect();
        asks.sort_unstable();
        Some(Depth {
            reference_price,
            bids: to_levels(rules::levels(bids, most)),
            asks: to_levels(rules::levels(asks.into_iter(), most)),
        })
    }

    /// Standing unit asks of `prover`, by category.
    pub fn offers(prover: &T::AccountId) -> Vec<Ask> {
        let mut asks = Offers::<T>::get(prover)
            .map(|asks| asks.into_inner())
            .unwrap_or_default();
        asks.sort_unstable();
        asks
    }
}

fn to_levels(levels: Vec<(Balance, u32, u64)>) -> Vec<Level<Balance>> {
    levels
        .into_iter()
        .map(|(unit_price, orders, amount)| Level {
            unit_price,
            orders,
            amount,
        })
        .collect()
}
