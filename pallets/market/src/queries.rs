//! What is read of the market from outside the chain.

use crate::{
    rules, Ask, Balance, Book, Categories, Config, Fulfilments, JobOf, Jobs, Offers, Pallet, Recent,
    ReferencePrices, RequestOf, RequestViewOf, Requests, Works,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{
    page, Assignment, CategoryId, CategoryView, Level, Page, Provers, Quote, Repricing, RequestFilter,
    RequestId, RequestStatus, RequestView, Units,
};

/// Most requests of a book that are read for one answer.
const MAX_BIDS_READ: usize = 4_096;

impl<T: Config> Pallet<T> {
    /// All categories with their reference prices, by identifier.
    pub(crate) fn all_categories() -> Vec<CategoryView<Balance, BlockNumberFor<T>>> {
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

    /// What a bid may expect, by what the last clearings took.
    pub(crate) fn quote_for(
        category: CategoryId,
        units: Units,
        unit_bid: Option<Balance>,
    ) -> Option<Quote<Balance>> {
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

    /// Where `request` stands; `None` if it is unknown, refunded or pruned.
    pub fn request_status(
        request: RequestId,
    ) -> Option<RequestStatus<T::AccountId, Balance, BlockNumberFor<T>>> {
        if let Some(job) = Jobs::<T>::get(request) {
            return Some(RequestStatus::Assigned(Self::job_in_blocks(job)));
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
                    job: Self::job_in_blocks(job),
                })
            })
            .collect();
        assignments.sort_by_key(|assignment| assignment.request);
        assignments
    }

    /// Standing unit asks of `prover`, by category.
    pub fn offers(prover: &T::AccountId) -> Vec<Ask> {
        let mut asks = Offers::<T>::get(prover)
            .map(|asks| asks.into_inner())
            .unwrap_or_default();
        asks.sort_unstable();
        asks
    }

    /// The page of requests that `filter` names.
    pub(crate) fn page_of(
        filter: RequestFilter<T::AccountId>,
        after: Option<RequestId>,
        limit: u32,
    ) -> Page<RequestViewOf<T>, RequestId> {
        let requests = || match after {
            Some(id) => Requests::<T>::iter_from(Requests::<T>::hashed_key_for(id)),
            None => Requests::<T>::iter(),
        };
        let jobs = || match after {
            Some(id) => Jobs::<T>::iter_from(Jobs::<T>::hashed_key_for(id)),
            None => Jobs::<T>::iter(),
        };
        match filter {
            RequestFilter::OpenIn(category) => page(requests(), limit, |id, request| {
                let fits = request.category == category && !Jobs::<T>::contains_key(id);
                fits.then(|| Self::view(*id, request, None))
            }),
            RequestFilter::PlacedBy(who) => page(requests(), limit, |id, request| {
                (request.requester == who).then(|| Self::view(*id, request, Jobs::<T>::get(id)))
            }),
            RequestFilter::AssignedTo(prover) => page(jobs(), limit, |id, job| {
                let request = Requests::<T>::get(id).filter(|_| job.prover == prover)?;
                Some(Self::view(*id, request, Some(job)))
            }),
        }
    }

    /// What is shown of a request, with blocks of the chain in place of times of the market's clock.
    pub(crate) fn view(id: RequestId, request: RequestOf<T>, job: Option<JobOf<T>>) -> RequestViewOf<T> {
        let repricing = request.repricing.map(|repricing| Repricing {
            next: Self::block_at(repricing.next),
            ..repricing
        });
        RequestView {
            id,
            request: RequestOf::<T> {
                match_by: Self::block_at(request.match_by),
                deadline: Self::block_at(request.deadline),
                repricing,
                ..request
            },
            job: job.map(Self::job_in_blocks),
        }
    }

    /// A job with blocks of the chain in place of times of the market's clock.
    fn job_in_blocks(job: JobOf<T>) -> JobOf<T> {
        JobOf::<T> {
            matched: Self::block_at(job.matched),
            reject_by: Self::block_at(job.reject_by),
            due: Self::block_at(job.due),
            ..job
        }
    }

    /// Open requests in the book of `category`, best first, added up per unit bid.
    pub(crate) fn bids(category: CategoryId, levels: usize) -> Vec<Level<Balance>> {
        let bids = Book::<T>::iter_prefix(category)
            .take(MAX_BIDS_READ)
            .map(|(key, row)| (key.unit_bid(), row.units));
        to_levels(rules::levels(bids, levels))
    }

    /// Free slots of provers in `category`, best first, added up per unit ask. Reads all offers.
    pub(crate) fn asks(category: CategoryId, levels: usize) -> Vec<Level<Balance>> {
        let mut asks: Vec<(Balance, u64)> = Offers::<T>::iter()
            .filter_map(|(prover, asks)| {
                let (_, ask) = asks.into_iter().find(|(id, _)| *id == category)?;
                let slots = T::Provers::capacity(&prover)?.free_slots;
                (slots > 0).then_some((ask, slots.into()))
            })
            .collect();
        asks.sort_unstable();
        to_levels(rules::levels(asks.into_iter(), levels))
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
