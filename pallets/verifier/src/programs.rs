//! Programs of zkVMs: registered like circuits, proved under the key of the circuit that wraps a zkVM's proofs.

use crate::{pallet::*, Circuit};
use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::fungible::hold::Mutate as MutateHold};
use proofnet_market::{program_id, Artifacts, CircuitId, Units};
use proofnet_proofs::{
    zkvm::{Meaning, Program, ProgramError},
    Scalar,
};
use sp_runtime::traits::Zero;

/// How a proof for a circuit is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The circuit whose key it is verified under.
    pub key: CircuitId,
    /// The program that its public inputs have to name.
    pub program: Option<Program>,
}

impl<T> From<ProgramError> for Error<T> {
    fn from(error: ProgramError) -> Self {
        match error {
            ProgramError::ProgramNotCanonical => Error::ProgramNotCanonical,
            ProgramError::InputCount { .. } => Error::InputCount,
            ProgramError::Mismatch { .. } => Error::InputsNotOfProgram,
            // Of proofs in the zkVM's own form, which the chain does not take.
            ProgramError::Length { .. } | ProgramError::Selector { .. } => Error::ProofLength,
        }
    }
}

/// Whether `public_inputs` say that `program` ran to its end, as far as they tell; true of a circuit that is no program.
pub fn check_program<T: Config>(program: Option<&Program>, public_inputs: &[Scalar]) -> Result<(), Error<T>> {
    match program {
        Some(program) => Ok(program.check_program(public_inputs)?),
        None => Ok(()),
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_register_program(
        owner: T::AccountId,
        program: Program,
        units: Units,
        artifacts: Option<Artifacts>,
    ) -> DispatchResult {
        ensure!(!units.is_zero(), Error::<T>::ZeroUnits);
        let circuit = program_id(&program);
        ensure!(
            !Circuits::<T>::contains_key(circuit),
            Error::<T>::AlreadyRegistered
        );
        let inputs = program.statement().map_err(Error::<T>::from)?;
        let wrapper = CircuitId::from(program.circuit());
        let wrapping = Circuits::<T>::get(wrapper).filter(|row| row.program.is_none());
        let wrapping = wrapping.ok_or(Error::<T>::WrapperNotFound)?;
        ensure!(
            wrapping.public_inputs as usize == inputs.len(),
            Error::<T>::WrapperInputs
        );

        let mut row = Circuit {
            owner: owner.clone(),
            deposit: Zero::zero(),
            system: wrapping.system,
            units,
            public_inputs: wrapping.public_inputs,
            artifacts,
            users: 0,
            program: Some(program),
        };
        let deposit = Self::deposit_of(row.encoded_size());
        row.deposit = deposit;
        T::Currency::hold(&HoldReason::Circuit.into(), &owner, deposit)?;
        Self::do_acquire(&wrapper)?;
        Circuits::<T>::insert(circuit, row);
        Self::deposit_event(Event::ProgramRegistered {
            circuit,
            program,
            owner,
            deposit,
        });
        Ok(())
    }

    /// How a proof for `circuit` is verified.
    pub(crate) fn route(circuit: &CircuitId) -> Result<Route, Error<T>> {
        let row = Circuits::<T>::get(circuit).ok_or(Error::<T>::CircuitNotFound)?;
        let program = row.program;
        Ok(Route {
            key: program.map_or(*circuit, |program| program.circuit().into()),
            program,
        })
    }

    /// Checks a proof of which nothing is known but what its public inputs say.
    ///
    /// Those of the market are of requests: their statements were derived from a program's public values where inputs alone
    /// do not name the program.
    pub(crate) fn check_standalone(
        circuit: &CircuitId,
        public_inputs: &[Scalar],
        proof: &[u8],
    ) -> DispatchResult {
        let named = match Self::route(circuit)?.program {
            Some(program) => program.meanings().contains(&Meaning::Program),
            None => true,
        };
        ensure!(named, Error::<T>::PublicValuesNeeded);
        Self::check_proof(circuit, public_inputs, proof)
    }
}
