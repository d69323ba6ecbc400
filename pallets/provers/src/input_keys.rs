//! Input keys: what requesters encrypt inputs to, so that only the matched prover reads them.

use crate::pallet::*;
use frame_support::pallet_prelude::DispatchResult;
use proofnet_market::{InputKey, Provers as _};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_set_input_key(who: &T::AccountId, key: Option<InputKey>) -> DispatchResult {
        let prover = Self::prover_of(who).ok_or(Error::<T>::NotRegistered)?;
        InputKeys::<T>::set(&prover, key);
        Self::deposit_event(Event::InputKeySet { prover, key });
        Ok(())
    }
}
