//! Benchmarks of the calls, each in its worst case. The two that compute on the curve are measured with either backend.

use super::*;
use crate::fixture::Fixture;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    traits::{fungible::Mutate, EnsureOrigin, Get},
};
use frame_system::RawOrigin;
use proofnet_market::{Artifacts, CircuitId, ProofBytes, PublicInputs};
use proofnet_proofs::{circuit_id, Backend, ProofSystem, Scalar, MAX_KEY_LEN, MAX_PUBLIC_INPUTS};
use sp_runtime::traits::Saturating;

const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

fn owner<T: Config>() -> T::AccountId {
    let who: T::AccountId = account("owner", 0, 0);
    // A circuit takes several times its key in storage, since the prepared key holds the lines of two G2 points.
    let bytes = (MAX_KEY_LEN as u32).saturating_add(100_000);
    let deposit = T::DepositBase::get().saturating_add(T::DepositPerByte::get().saturating_mul(bytes.into()));
    let funds = T::Currency::minimum_balance()
        .saturating_add(deposit)
        .saturating_mul(10u32.into());
    assert_ok!(T::Currency::mint_into(&who, funds));
    who
}

fn key_of(fixture: &Fixture) -> KeyBytes {
    KeyBytes::truncate_from(fixture.key())
}

fn longest_artifacts() -> Option<Artifacts> {
    let uri = vec![b'x'; proofnet_market::MAX_URI_LEN as usize];
    uri.try_into().ok().map(|uri| Artifacts {
        uri,
        hash: CircuitId::repeat_byte(7),
    })
}

/// Registers a circuit, unless it is there, and gives it with inputs and a proof of them.
pub(crate) fn registered_proof<T: Config>(public_inputs: u32) -> (CircuitId, Vec<Scalar>, Vec<u8>) {
    let fixture = Fixture::new(public_inputs, 0);
    let circuit = CircuitId::from(circuit_id(SYSTEM, &fixture.key()));
    if !Circuits::<T>::contains_key(circuit) {
        let key = key_of(&fixture);
        assert_ok!(Pallet::<T>::do_register(
            owner::<T>(),
            SYSTEM,
            key,
            1,
            longest_artifacts()
        ));
    }
    let inputs = fixture.inputs();
    let proof = fixture.prove(&inputs, 0);
    (circuit, inputs, proof)
}

/// The arguments of `verify` after `registered_proof`.
fn verifiable<T: Config>(public_inputs: u32) -> (CircuitId, PublicInputs, ProofBytes) {
    let (circuit, inputs, proof) = registered_proof::<T>(public_inputs);
    (
        circuit,
        PublicInputs::truncate_from(inputs),
        ProofBytes::truncate_from(proof),
    )
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_circuit_host(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Host);
        let who = owner::<T>();
        let key = key_of(&Fixture::new(n, 0));
        let circuit = CircuitId::from(circuit_id(SYSTEM, &key));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(who), SYSTEM, key, 1, longest_artifacts());

        assert!(PreparedKeys::<T>::contains_key(circuit));
    }

    #[benchmark]
    fn register_circuit_portable(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Portable);
        let who = owner::<T>();
        let key = key_of(&Fixture::new(n, 0));
        let circuit = CircuitId::from(circuit_id(SYSTEM, &key));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(who), SYSTEM, key, 1, longest_artifacts());

        assert!(PreparedKeys::<T>::contains_key(circuit));
    }

    #[benchmark]
    fn remove_circuit() {
        let (circuit, _, _) = registered_proof::<T>(MAX_PUBLIC_INPUTS);
        let who: T::AccountId = account("owner", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), circuit);

        assert!(!PreparedKeys::<T>::contains_key(circuit));
    }

    #[benchmark]
    fn verify_host(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Host);
        let (circuit, inputs, proof) = verifiable::<T>(n);

        #[extrinsic_call]
        verify(RawOrigin::Signed(account("anyone", 0, 0)), circuit, inputs, proof);
    }

    #[benchmark]
    fn verify_portable(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Portable);
        let (circuit, inputs, proof) = verifiable::<T>(n);

        #[extrinsic_call]
        verify(RawOrigin::Signed(account("anyone", 0, 0)), circuit, inputs, proof);
    }

    #[benchmark]
    fn set_backend() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin()
            .map_err(|()| BenchmarkError::Stop("no origin may set the backend"))?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Backend::Portable);

        assert_eq!(ActiveBackend::<T>::get(), Backend::Portable);
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
