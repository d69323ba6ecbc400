//! What always holds between blocks.

#[cfg(any(feature = "try-runtime", test))]
use crate::{pallet::*, BalanceOf};

#[cfg(any(feature = "try-runtime", test))]
impl<T: Config> Pallet<T> {
    /// Checks that:
    ///
    /// 1. every circuit has a key and a prepared key, and there are no others;
    /// 2. a circuit's id is the hash of its system and key;
    /// 3. the prepared key is what the key gives, and the row's system and number of public inputs are the key's;
    /// 4. every circuit takes at least one proving unit;
    /// 5. what is held of an owner for circuits is the sum of its circuits' deposits.
    pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        use alloc::collections::BTreeMap;
        use frame_support::{ensure, traits::fungible::InspectHold};
        use proofnet_market::CircuitId;
        use proofnet_proofs::{circuit_id, prepare, Backend};
        use sp_runtime::traits::Saturating;

        let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        let mut circuits: usize = 0;
        for (circuit, row) in Circuits::<T>::iter() {
            circuits = circuits.saturating_add(1);
            let key = Keys::<T>::get(circuit).ok_or("1: a circuit has no key")?;
            let prepared = PreparedKeys::<T>::get(circuit).ok_or("1: a circuit has no prepared key")?;
            let id = CircuitId::from(circuit_id(row.system, &key));
            ensure!(id == circuit, "2: a circuit's id is not the hash of its key");
            let anew = prepare(Backend::Portable, row.system, &key).map_err(|_| "3: a key is not valid")?;
            ensure!(anew == prepared, "3: a prepared key is not what the key gives");
            ensure!(
                prepared.public_inputs() == row.public_inputs,
                "3: public inputs differ from the key's"
            );
            ensure!(row.units > 0, "4: a circuit takes no proving unit");
            deposits
                .entry(row.owner)
                .or_default()
                .saturating_accrue(row.deposit);
        }
        ensure!(
            Keys::<T>::iter_keys().count() == circuits,
            "1: a key belongs to no circuit"
        );
        ensure!(
            PreparedKeys::<T>::iter_keys().count() == circuits,
            "1: a prepared key belongs to no circuit"
        );
        for (owner, deposit) in deposits {
            let held = T::Currency::balance_on_hold(&HoldReason::Circuit.into(), &owner);
            ensure!(
                held == deposit,
                "5: an owner's hold differs from its circuits' deposits"
            );
        }
        Ok(())
    }
}
