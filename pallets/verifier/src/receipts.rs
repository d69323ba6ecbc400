//! Receipts: that a statement was proved, for other pallets and other chains to rely on.

use crate::{pallet::*, Receipt, H256};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{fungible::hold::Mutate as MutateHold, tokens::Precision, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::CircuitId;
use sp_runtime::traits::Saturating;

impl<T: Config> Pallet<T> {
    /// Leaves a receipt for a statement that has just been proved, in place of one that is there.
    pub(crate) fn leave_receipt(owner: T::AccountId, circuit: CircuitId, statement: H256) -> DispatchResult {
        let now = frame_system::Pallet::<T>::block_number();
        let former = Receipts::<T>::get(statement);
        let proved_in = former.as_ref().map_or(now, |receipt| receipt.proved_in);
        if let Some(receipt) = former {
            Self::release_receipt(statement, receipt.owner, receipt.deposit)?;
        }
        let deposit = T::ReceiptDeposit::get();
        T::Currency::hold(&HoldReason::Receipt.into(), &owner, deposit)?;
        let kept_until = now.saturating_add(T::ReceiptRetention::get());
        let receipt = Receipt {
            circuit,
            proved_in,
            kept_until,
            owner: owner.clone(),
            deposit,
        };
        Receipts::<T>::insert(statement, receipt);
        Self::deposit_event(Event::Attested {
            who: owner,
            circuit,
            statement,
            kept_until,
            deposit,
        });
        Ok(())
    }

    pub(crate) fn do_remove_receipt(who: &T::AccountId, statement: H256) -> DispatchResult {
        let receipt = Receipts::<T>::get(statement).ok_or(Error::<T>::ReceiptNotFound)?;
        ensure!(receipt.owner == *who, Error::<T>::NotReceiptOwner);
        let now = frame_system::Pallet::<T>::block_number();
        ensure!(now > receipt.kept_until, Error::<T>::ReceiptKept);
        Self::release_receipt(statement, receipt.owner, receipt.deposit)?;
        Receipts::<T>::remove(statement);
        Ok(())
    }

    fn release_receipt(
        statement: H256,
        owner: T::AccountId,
        deposit: crate::BalanceOf<T>,
    ) -> Result<(), DispatchError> {
        let deposit = T::Currency::release(&HoldReason::Receipt.into(), &owner, deposit, Precision::Exact)?;
        Self::deposit_event(Event::ReceiptReleased {
            statement,
            owner,
            deposit,
        });
        Ok(())
    }
}

impl<T: Config> proofnet_market::Receipts for Pallet<T> {
    type BlockNumber = BlockNumberFor<T>;

    fn proved_in(statement: &H256) -> Option<BlockNumberFor<T>> {
        Receipts::<T>::get(statement).map(|receipt| receipt.proved_in)
    }
}
