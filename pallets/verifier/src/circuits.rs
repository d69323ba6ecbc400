//! Circuits registered, used and removed.

use crate::{pallet::*, BalanceOf, Circuit, KeyBytes, WeightInfo};
use codec::Encode;
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{fungible::hold::Mutate as MutateHold, tokens::Precision, Get},
    weights::Weight,
};
use proofnet_market::{Artifacts, CircuitId, Units};
use proofnet_proofs::{circuit_id, prepare, Backend, ProofSystem};
use sp_runtime::{
    traits::{Saturating, Zero},
    ArithmeticError, SaturatedConversion,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register(
        owner: T::AccountId,
        system: ProofSystem,
        key: KeyBytes,
        units: Units,
        artifacts: Option<Artifacts>,
    ) -> Result<CircuitId, DispatchError> {
        ensure!(!units.is_zero(), Error::<T>::ZeroUnits);
        let circuit = CircuitId::from(circuit_id(system, &key));
        ensure!(
            !Circuits::<T>::contains_key(circuit),
            Error::<T>::AlreadyRegistered
        );
        let prepared = prepare(ActiveBackend::<T>::get(), system, &key).map_err(Error::<T>::from)?;

        let public_inputs = prepared.public_inputs();
        let mut row = Circuit {
            owner: owner.clone(),
            deposit: Zero::zero(),
            system,
            units,
            public_inputs,
            artifacts,
            users: 0,
            program: None,
        };
        let bytes = row
            .encoded_size()
            .saturating_add(key.encoded_size())
            .saturating_add(prepared.encoded_size());
        let deposit = Self::deposit_of(bytes);
        row.deposit = deposit;
        T::Currency::hold(&HoldReason::Circuit.into(), &owner, deposit)?;
        Circuits::<T>::insert(circuit, row);
        Keys::<T>::insert(circuit, key);
        PreparedKeys::<T>::insert(circuit, prepared);
        Self::deposit_event(Event::CircuitRegistered {
            circuit,
            owner,
            deposit,
        });
        Ok(circuit)
    }

    pub(crate) fn do_remove(who: T::AccountId, circuit: CircuitId) -> DispatchResult {
        let row = Circuits::<T>::get(circuit).ok_or(Error::<T>::CircuitNotFound)?;
        ensure!(row.owner == who, Error::<T>::NotOwner);
        ensure!(row.users.is_zero(), Error::<T>::InUse);
        let deposit = T::Currency::release(&HoldReason::Circuit.into(), &who, row.deposit, Precision::Exact)?;
        Circuits::<T>::remove(circuit);
        match row.program {
            Some(program) => Self::do_release(&program.circuit().into()),
            None => {
                Keys::<T>::remove(circuit);
                PreparedKeys::<T>::remove(circuit);
            }
        }
        Self::deposit_event(Event::CircuitRemoved {
            circuit,
            owner: who,
            deposit,
        });
        Ok(())
    }

    /// Counts one more user.
    pub(crate) fn do_acquire(circuit: &CircuitId) -> DispatchResult {
        Circuits::<T>::try_mutate(circuit, |row| {
            let row = row.as_mut().ok_or(Error::<T>::CircuitNotFound)?;
            row.users = row.users.checked_add(1).ok_or(ArithmeticError::Overflow)?;
            Ok(())
        })
    }

    /// Counts one user less; nothing without users.
    pub(crate) fn do_release(circuit: &CircuitId) {
        Circuits::<T>::mutate_extant(circuit, |row| row.users = row.users.saturating_sub(1));
    }

    /// The canonical verifying key of `circuit`; for a program, of the circuit that wraps its proofs.
    pub fn verifying_key(circuit: &CircuitId) -> Option<KeyBytes> {
        Keys::<T>::get(Self::route(circuit).ok()?.key)
    }

    /// `DepositBase + DepositPerByte * bytes stored`, in planck.
    pub(crate) fn deposit_of(bytes: usize) -> BalanceOf<T> {
        let bytes = bytes.saturated_into::<u32>();
        T::DepositBase::get().saturating_add(T::DepositPerByte::get().saturating_mul(bytes.into()))
    }

    /// Weight of a registration with a key of so many bytes.
    pub(crate) fn register_weight(system: ProofSystem, key_bytes: usize) -> Weight {
        let backend = ActiveBackend::<T>::get();
        let inputs = inputs_of(system, key_bytes);
        match (system, backend) {
            (ProofSystem::Groth16Bn254, Backend::Host) => T::WeightInfo::register_circuit_host(inputs),
            (ProofSystem::Groth16Bn254, Backend::Portable) => {
                T::WeightInfo::register_circuit_portable(inputs)
            }
            (ProofSystem::Groth16Bls12381, Backend::Host) => T::WeightInfo::register_bls12_381_host(inputs),
            (ProofSystem::Groth16Bls12381, Backend::Portable) => {
                T::WeightInfo::register_bls12_381_portable(inputs)
            }
            // Preparing such a key calls no host function.
            (ProofSystem::PlonkBn254, _) => T::WeightInfo::register_plonk(),
        }
    }
}

/// The public inputs of a key of so many bytes, rounded up; none for systems whose keys are all of one length.
fn inputs_of(system: ProofSystem, key_bytes: usize) -> u32 {
    let base = system.key_len(0);
    let each = system.key_len(1).saturating_sub(base).max(1);
    key_bytes.saturating_sub(base).div_ceil(each).saturated_into()
}
