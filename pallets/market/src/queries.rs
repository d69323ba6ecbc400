//! What the runtime API answers.

use crate::{
    Ask, Balance, Categories, Config, Fulfilments, JobOf, Jobs, Offers, Pallet, ReferencePrices, Requests,
    Works,
};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{Assignment, CategoryView, RequestId, RequestStatus};

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

    /// Standing unit asks of `prover`, by category.
    pub fn offers(prover: &T::AccountId) -> Vec<Ask> {
        let mut asks = Offers::<T>::get(prover)
            .map(|asks| asks.into_inner())
            .unwrap_or_default();
        asks.sort_unstable();
        asks
    }
}
