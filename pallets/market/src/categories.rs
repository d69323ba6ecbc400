//! Categories and the market's parameters, as governance sets them.

use crate::{
    rules::{self, CategoryError, ParametersError},
    Balance, Categories, CategoryOf, Config, Error, Event, MarketParameters, Pallet, Parameters,
    ReferencePrices,
};
use frame_support::{dispatch::DispatchResult, ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::CategoryId;

impl<T> From<CategoryError> for Error<T> {
    fn from(error: CategoryError) -> Self {
        match error {
            CategoryError::ZeroUnits => Error::ZeroUnits,
            CategoryError::ZeroWindow => Error::ZeroWindow,
            CategoryError::WindowTooLong => Error::WindowTooLong,
            CategoryError::RejectionWindowTooLong => Error::RejectionWindowTooLong,
            CategoryError::ZeroFloor => Error::ZeroFloor,
            CategoryError::ReferencePriceBelowFloor => Error::ReferencePriceBelowFloor,
        }
    }
}

impl<T> From<ParametersError> for Error<T> {
    fn from(error: ParametersError) -> Self {
        match error {
            ParametersError::TooManyRestricted => Error::TooManyRestricted,
            ParametersError::ZeroRetention => Error::ZeroRetention,
            ParametersError::RejectionsOutOfRange => Error::RejectionsOutOfRange,
        }
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn store_new_category(
        id: CategoryId,
        category: &CategoryOf<T>,
        reference_price: Balance,
    ) -> DispatchResult {
        ensure!(!Categories::<T>::contains_key(id), Error::<T>::CategoryExists);
        ensure!(
            Categories::<T>::count() < T::MaxCategories::get(),
            Error::<T>::TooManyCategories
        );
        rules::check_category(category, reference_price, T::MaxLifetime::get()).map_err(Error::<T>::from)?;
        Categories::<T>::insert(id, category);
        ReferencePrices::<T>::insert(id, reference_price);
        Self::deposit_event(Event::CategoryCreated {
            category: id,
            reference_price,
        });
        Ok(())
    }

    pub(crate) fn store_category(id: CategoryId, category: &CategoryOf<T>) -> DispatchResult {
        let known = Categories::<T>::get(id).ok_or(Error::<T>::UnknownCategory)?;
        ensure!(known.system == category.system, Error::<T>::ProofSystemFixed);
        let price = ReferencePrices::<T>::get(id).ok_or(Error::<T>::UnknownCategory)?;
        let next = price.max(category.price_floor);
        rules::check_category(category, next, T::MaxLifetime::get()).map_err(Error::<T>::from)?;
        Categories::<T>::insert(id, category);
        Self::deposit_event(Event::CategoryUpdated { category: id });
        Self::move_reference_price(id, price, next);
        Ok(())
    }

    pub(crate) fn store_parameters(parameters: MarketParameters<BlockNumberFor<T>>) -> DispatchResult {
        rules::check_parameters(&parameters, T::MaxRestricted::get()).map_err(Error::<T>::from)?;
        Parameters::<T>::put(parameters);
        Self::deposit_event(Event::ParametersSet { parameters });
        Ok(())
    }

    pub(crate) fn move_reference_price(category: CategoryId, from: Balance, to: Balance) {
        if from != to {
            ReferencePrices::<T>::insert(category, to);
            Self::deposit_event(Event::ReferencePriceMoved {
                category,
                reference_price: to,
            });
        }
    }
}
