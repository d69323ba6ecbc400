//! Standing offers of provers.

use crate::{
    rules::{self, OfferError},
    Ask, Categories, Config, Error, Event, Offers, Pallet, WeightInfo,
};
use core::cell::LazyCell;
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, weights::Weight, BoundedVec};
use proofnet_market::{OnProverLeft, Provers};

impl<T> From<OfferError> for Error<T> {
    fn from(error: OfferError) -> Self {
        match error {
            OfferError::ZeroAsk => Error::ZeroAsk,
            OfferError::DuplicateAsk => Error::DuplicateAsk,
        }
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_set_offers(
        who: T::AccountId,
        asks: BoundedVec<Ask, T::MaxCategories>,
    ) -> DispatchResult {
        let prover = T::Provers::prover_of(&who).ok_or(Error::<T>::NotProver)?;
        if asks.is_empty() {
            Self::remove_offers(&prover);
            return Ok(());
        }
        Self::ensure_running()?;
        rules::check_asks(&asks).map_err(Error::<T>::from)?;
        let capacity = T::Provers::capacity(&prover).ok_or(Error::<T>::ProverInactive)?;
        let record = LazyCell::new(|| T::Provers::record(&prover).unwrap_or_default());
        for (category, _) in &asks {
            let category = Categories::<T>::get(category).ok_or(Error::<T>::UnknownCategory)?;
            let collateral = category.collateral.of(category.max_units);
            ensure!(capacity.stake >= collateral, Error::<T>::StakeTooLow);
            // Most ask for none, and then it is not read.
            let enough = category.min_delivered == 0 || category.is_open_to(record.delivered);
            ensure!(enough, Error::<T>::RecordTooShort);
        }
        let has_room = Offers::<T>::count() < T::MaxProvers::get() || Offers::<T>::contains_key(&prover);
        ensure!(has_room, Error::<T>::TooManyProvers);
        Offers::<T>::insert(&prover, &asks);
        Self::deposit_event(Event::OffersSet {
            prover,
            asks: asks.into_inner(),
        });
        Ok(())
    }

    fn remove_offers(prover: &T::AccountId) {
        if Offers::<T>::take(prover).is_some() {
            Self::deposit_event(Event::OffersRemoved {
                prover: prover.clone(),
            });
        }
    }
}

impl<T: Config> OnProverLeft<T::AccountId> for Pallet<T> {
    fn on_prover_left(prover: &T::AccountId) {
        Self::remove_offers(prover);
    }

    fn weight() -> Weight {
        T::WeightInfo::on_prover_left()
    }
}
