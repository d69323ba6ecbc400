//! Proofs checked, and the view that other pallets have of it.

use crate::{
    load::Load,
    pallet::*,
    programs::{check_program, Route},
    WeightInfo, H256,
};
use alloc::vec::Vec;
use frame_support::{pallet_prelude::DispatchResult, weights::Weight};
use proofnet_market::{BatchSize, CircuitId, CircuitInfo, Claim};
use proofnet_proofs::{prepare, verify, Backend, KeyError, ProofSystem, Scalar, VerifyError};
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
    /// Whether `proof` proves `public_inputs` for `circuit`; the error says why not.
    pub(crate) fn check_proof(circuit: &CircuitId, public_inputs: &[Scalar], proof: &[u8]) -> DispatchResult {
        let Route { key, program } = Self::route(circuit)?;
        let key = PreparedKeys::<T>::get(key).ok_or(Error::<T>::CircuitNotFound)?;
        check_program::<T>(program.as_ref(), public_inputs)?;
        verify(ActiveBackend::<T>::get(), &key, public_inputs, proof).map_err(Error::<T>::from)?;
        Ok(())
    }

    /// Blake2-256 of the SCALE encoding of (circuit, public inputs).
    pub fn statement(circuit: &CircuitId, public_inputs: &[Scalar]) -> H256 {
        proofnet_market::statement(circuit, public_inputs)
    }

    /// Verifies proofs under one key, each on its own, with the implementation named. Reads nothing of the chain.
    pub fn verify_proofs(
        backend: Backend,
        system: ProofSystem,
        key: &[u8],
        proofs: &[(Vec<Scalar>, Vec<u8>)],
    ) -> Result<Vec<Result<(), VerifyError>>, KeyError> {
        let key = prepare(backend, system, key)?;
        Ok(proofs
            .iter()
            .map(|(inputs, proof)| verify(backend, &key, inputs, proof))
            .collect())
    }

    /// Weight of a verification with so many public inputs and a proof of so many bytes, by the backend in use.
    pub(crate) fn weight_to_verify(public_inputs: usize, proof_len: usize) -> Weight {
        let inputs = public_inputs.saturated_into();
        match (system_of(proof_len), ActiveBackend::<T>::get()) {
            (ProofSystem::Groth16Bn254, Backend::Host) => T::WeightInfo::verify_host(inputs),
            (ProofSystem::Groth16Bn254, Backend::Portable) => T::WeightInfo::verify_portable(inputs),
            (ProofSystem::Groth16Bls12381, Backend::Host) => T::WeightInfo::verify_bls12_381_host(inputs),
            (ProofSystem::Groth16Bls12381, Backend::Portable) => {
                T::WeightInfo::verify_bls12_381_portable(inputs)
            }
            (ProofSystem::PlonkBn254, Backend::Host) => T::WeightInfo::verify_plonk_host(),
            (ProofSystem::PlonkBn254, Backend::Portable) => T::WeightInfo::verify_plonk_portable(),
        }
    }
}

/// The system whose proofs have so many bytes; any when none's have. A proof of another length than its circuit's is
/// refused before anything is computed, so that nobody gets a verification for the weight of another system's.
fn system_of(proof_len: usize) -> ProofSystem {
    ProofSystem::of_proof_len(proof_len).unwrap_or(ProofSystem::Groth16Bn254)
}

impl<T: Config> proofnet_market::Circuits for Pallet<T> {
    fn info(circuit: &CircuitId) -> Option<CircuitInfo> {
        Circuits::<T>::get(circuit).map(|row| row.info())
    }

    fn acquire(circuit: &CircuitId) -> DispatchResult {
        Self::do_acquire(circuit)
    }

    fn release(circuit: &CircuitId) {
        Self::do_release(circuit)
    }

    fn verify(circuit: &CircuitId, public_inputs: &[Scalar], proof: &[u8]) -> DispatchResult {
        Self::check_proof(circuit, public_inputs, proof)
    }

    fn verify_weight(public_inputs: u32, proof_len: u32) -> Weight {
        Self::weight_to_verify(public_inputs as usize, proof_len as usize)
    }

    fn verify_batch(claims: &[Claim]) -> (Vec<DispatchResult>, Weight) {
        Self::check_batch(claims)
    }

    fn verify_batch_weight(size: BatchSize) -> Weight {
        Self::weight_of(&Load::worst(size))
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_proof(public_inputs: u32, number: u32) -> (CircuitId, Vec<Scalar>, Vec<u8>) {
        crate::benchmarking::registered_proof::<T>(public_inputs, number)
    }
}
