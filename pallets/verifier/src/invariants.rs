//! What always holds between blocks.

#![cfg(any(feature = "std", feature = "try-runtime"))]

use crate::{pallet::*, BalanceOf};

impl<T: Config> Pallet<T> {
    /// Checks that:
    ///
    /// 1. every circuit but programs has a key and a prepared key, and there are no others;
    /// 2. a circuit's id is the hash of its system and key;
    /// 3. the prepared key is what the key gives, and the row's system and number of public inputs are the key's;
    /// 4. every circuit takes at least one proving unit;
    /// 5. what is held of an owner for circuits is the sum of its circuits' deposits;
    /// 6. what is held of an owner for receipts is the sum of its receipts' deposits, and no receipt is of a later block;
    /// 7. a program's id is its hash, and the circuit that wraps its proofs is registered, has as many public inputs as the
    ///    program, and counts it as a user.
    pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        use alloc::collections::BTreeMap;
        use frame_support::{ensure, traits::fungible::InspectHold};
        use proofnet_market::{program_id, CircuitId};
        use proofnet_proofs::{circuit_id, prepare, Backend};
        use sp_runtime::traits::Saturating;

        let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        let mut circuits: usize = 0;
        let mut wrapped = BTreeMap::<CircuitId, u32>::new();
        for (circuit, row) in Circuits::<T>::iter() {
            ensure!(row.units > 0, "4: a circuit takes no proving unit");
            deposits
                .entry(row.owner.clone())
                .or_default()
                .saturating_accrue(row.deposit);
            if let Some(program) = row.program {
                ensure!(
                    program_id(&program) == circuit,
                    "7: a program's id is not its hash"
                );
                let wrapper = CircuitId::from(program.circuit());
                let wrapping = Circuits::<T>::get(wrapper).filter(|wrapping| wrapping.program.is_none());
                ensure!(
                    wrapping.is_some_and(|wrapping| wrapping.public_inputs == row.public_inputs),
                    "7: a program is wrapped by no circuit of its kind"
                );
                wrapped.entry(wrapper).or_default().saturating_inc();
                continue;
            }
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
        }
        for (wrapper, programs) in wrapped {
            let users = Circuits::<T>::get(wrapper).map(|row| row.users);
            ensure!(
                users >= Some(programs),
                "7: a circuit does not count the programs it wraps"
            );
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
        Self::check_receipts()
    }

    fn check_receipts() -> Result<(), sp_runtime::TryRuntimeError> {
        use alloc::collections::BTreeMap;
        use frame_support::{ensure, traits::fungible::InspectHold};
        use sp_runtime::traits::Saturating;

        let mut deposits = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        for receipt in Receipts::<T>::iter_values() {
            deposits
                .entry(receipt.owner)
                .or_default()
                .saturating_accrue(receipt.deposit);
            ensure!(
                receipt.proved_in <= frame_system::Pallet::<T>::block_number(),
                "6: a receipt is of a later block"
            );
        }
        for (owner, deposit) in deposits {
            let held = T::Currency::balance_on_hold(&HoldReason::Receipt.into(), &owner);
            ensure!(
                held == deposit,
                "6: an owner's hold differs from its receipts' deposits"
            );
        }
        Ok(())
    }
}
