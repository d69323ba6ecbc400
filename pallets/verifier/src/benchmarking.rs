//! Benchmarks of the calls, each in its worst case. The two that compute on the curve are measured with either backend.

use super::*;
use crate::fixture::{plonk, Fixture, FixtureBls12381};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    traits::{fungible::Mutate, EnsureOrigin, Get},
};
use frame_system::RawOrigin;
use proofnet_market::{Artifacts, CircuitId, Claim, ProofBytes, PublicInputs};
use proofnet_proofs::{
    circuit_id,
    zkvm::{sp1::Release, Program},
    Backend, ProofSystem, Scalar, MAX_KEY_LEN, MAX_PUBLIC_INPUTS,
};
use sp_runtime::traits::{One, Saturating};

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

/// Registers a circuit of `system`, unless it is there, and gives its id.
fn registered<T: Config>(system: ProofSystem, key: &[u8]) -> CircuitId {
    let circuit = CircuitId::from(circuit_id(system, key));
    if !Circuits::<T>::contains_key(circuit) {
        let key = KeyBytes::truncate_from(key.to_vec());
        assert_ok!(Pallet::<T>::do_register(
            owner::<T>(),
            system,
            key,
            1,
            longest_artifacts()
        ));
    }
    circuit
}

/// The arguments of `verify` over BLS12-381.
fn verifiable_bls12_381<T: Config>(public_inputs: u32) -> (CircuitId, PublicInputs, ProofBytes) {
    let fixture = FixtureBls12381::new(public_inputs, 0);
    let inputs = fixture.inputs();
    let proof = fixture.prove(&inputs, 0);
    (
        registered::<T>(ProofSystem::Groth16Bls12381, &fixture.key()),
        PublicInputs::truncate_from(inputs),
        ProofBytes::truncate_from(proof),
    )
}

/// The arguments of `verify` of PLONK.
fn verifiable_plonk<T: Config>() -> (CircuitId, PublicInputs, ProofBytes) {
    (
        registered::<T>(ProofSystem::PlonkBn254, plonk::KEY),
        PublicInputs::truncate_from(plonk::inputs().to_vec()),
        ProofBytes::truncate_from(plonk::PROOF.to_vec()),
    )
}

/// Registers the circuit number `seed`, unless it is there, and gives it with inputs and a proof of them.
pub(crate) fn registered_proof<T: Config>(
    public_inputs: u32,
    seed: u32,
) -> (CircuitId, Vec<Scalar>, Vec<u8>) {
    let fixture = Fixture::new(public_inputs, seed.into());
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
    let (circuit, inputs, proof) = registered_proof::<T>(public_inputs, 0);
    (
        circuit,
        PublicInputs::truncate_from(inputs),
        ProofBytes::truncate_from(proof),
    )
}

/// Most keys, and most further claims of one of them, that a batch is measured with.
const MAX_BATCH_MEASURED: u32 = if cfg!(test) { 3 } else { 32 };

/// A circuit, public inputs, and a proof of them.
type Proof = (CircuitId, Vec<Scalar>, Vec<u8>);

/// Proofs under `k` keys, one each, and `n` more under the first, which has `i` public inputs; the others have none.
fn batch<T: Config>(k: u32, n: u32, i: u32) -> Vec<Proof> {
    let first = Fixture::new(i, 0);
    let inputs = first.inputs();
    let (circuit, ..) = registered_proof::<T>(i, 0);
    let of_first =
        (1..=n).map(|randomness| (circuit, inputs.clone(), first.prove(&inputs, randomness.into())));
    let of_others = (0..k).map(|seed| registered_proof::<T>(if seed == 0 { i } else { 0 }, seed));
    of_others.chain(of_first).collect()
}

fn claims(proofs: &[Proof]) -> Vec<Claim<'_>> {
    proofs
        .iter()
        .map(|(circuit, public_inputs, proof)| Claim {
            circuit: *circuit,
            public_inputs,
            proof,
        })
        .collect()
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
        let (circuit, _, _) = registered_proof::<T>(MAX_PUBLIC_INPUTS, 0);
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

    /// One product over proofs that all hold: see `Load`.
    #[benchmark]
    fn verify_batch_host(
        k: Linear<1, MAX_BATCH_MEASURED>,
        n: Linear<0, MAX_BATCH_MEASURED>,
        i: Linear<0, MAX_PUBLIC_INPUTS>,
    ) {
        ActiveBackend::<T>::put(Backend::Host);
        let proofs = batch::<T>(k, n, i);
        let claims = claims(&proofs);
        let results;

        #[block]
        {
            (results, _) = Pallet::<T>::check_batch(&claims);
        }

        assert!(results.iter().all(Result::is_ok));
    }

    /// The same in the runtime itself.
    #[benchmark]
    fn verify_batch_portable(
        k: Linear<1, MAX_BATCH_MEASURED>,
        n: Linear<0, MAX_BATCH_MEASURED>,
        i: Linear<0, MAX_PUBLIC_INPUTS>,
    ) {
        ActiveBackend::<T>::put(Backend::Portable);
        let proofs = batch::<T>(k, n, i);
        let claims = claims(&proofs);
        let results;

        #[block]
        {
            (results, _) = Pallet::<T>::check_batch(&claims);
        }

        assert!(results.iter().all(Result::is_ok));
    }

    #[benchmark]
    fn register_bls12_381_host(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Host);
        let who = owner::<T>();
        let system = ProofSystem::Groth16Bls12381;
        let key = KeyBytes::truncate_from(FixtureBls12381::new(n, 0).key());
        let circuit = CircuitId::from(circuit_id(system, &key));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(who), system, key, 1, longest_artifacts());

        assert!(PreparedKeys::<T>::contains_key(circuit));
    }

    #[benchmark]
    fn register_bls12_381_portable(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Portable);
        let who = owner::<T>();
        let system = ProofSystem::Groth16Bls12381;
        let key = KeyBytes::truncate_from(FixtureBls12381::new(n, 0).key());
        let circuit = CircuitId::from(circuit_id(system, &key));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(who), system, key, 1, longest_artifacts());

        assert!(PreparedKeys::<T>::contains_key(circuit));
    }

    #[benchmark]
    fn register_plonk() {
        let who = owner::<T>();
        let system = ProofSystem::PlonkBn254;
        let key = KeyBytes::truncate_from(plonk::KEY.to_vec());
        let circuit = CircuitId::from(circuit_id(system, &key));

        #[extrinsic_call]
        register_circuit(RawOrigin::Signed(who), system, key, 1, longest_artifacts());

        assert!(PreparedKeys::<T>::contains_key(circuit));
    }

    #[benchmark]
    fn verify_bls12_381_host(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Host);
        let (circuit, inputs, proof) = verifiable_bls12_381::<T>(n);

        #[extrinsic_call]
        verify(RawOrigin::Signed(account("anyone", 0, 0)), circuit, inputs, proof);
    }

    #[benchmark]
    fn verify_bls12_381_portable(n: Linear<0, MAX_PUBLIC_INPUTS>) {
        ActiveBackend::<T>::put(Backend::Portable);
        let (circuit, inputs, proof) = verifiable_bls12_381::<T>(n);

        #[extrinsic_call]
        verify(RawOrigin::Signed(account("anyone", 0, 0)), circuit, inputs, proof);
    }

    #[benchmark]
    fn verify_plonk_host() {
        ActiveBackend::<T>::put(Backend::Host);
        let (circuit, inputs, proof) = verifiable_plonk::<T>();

        #[extrinsic_call]
        verify(RawOrigin::Signed(account("anyone", 0, 0)), circuit, inputs, proof);
    }

    #[benchmark]
    fn verify_plonk_portable() {
        ActiveBackend::<T>::put(Backend::Portable);
        let (circuit, inputs, proof) = verifiable_plonk::<T>();

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

    #[benchmark]
    fn register_program() {
        let who = owner::<T>();
        let release = Release::V6_1;
        let vkey = [0; 32];
        let program = Program::Sp1 { release, vkey };
        let wrapper = CircuitId::from(program.circuit());
        if !Circuits::<T>::contains_key(wrapper) {
            let key = KeyBytes::truncate_from(release.key().to_vec());
            assert_ok!(Pallet::<T>::do_register(who.clone(), SYSTEM, key, 1, None));
        }

        #[extrinsic_call]
        _(RawOrigin::Signed(who), program, 1, longest_artifacts());

        assert!(Circuits::<T>::contains_key(proofnet_market::program_id(&program)));
    }

    /// All but the verification, of a statement that another account had a receipt made for.
    #[benchmark]
    fn attest() {
        let who = owner::<T>();
        let former: T::AccountId = account("former", 0, 0);
        let funds = T::Currency::minimum_balance().saturating_add(T::ReceiptDeposit::get());
        assert_ok!(T::Currency::mint_into(&former, funds));
        let (circuit, statement) = (CircuitId::repeat_byte(1), H256::repeat_byte(2));
        assert_ok!(Pallet::<T>::leave_receipt(former, circuit, statement));

        #[block]
        {
            assert_ok!(Pallet::<T>::leave_receipt(who.clone(), circuit, statement));
        }

        assert!(Receipts::<T>::get(statement).is_some_and(|receipt| receipt.owner == who));
    }

    #[benchmark]
    fn remove_receipt() {
        let who = owner::<T>();
        let statement = H256::repeat_byte(2);
        assert_ok!(Pallet::<T>::leave_receipt(
            who.clone(),
            CircuitId::repeat_byte(1),
            statement
        ));
        let later =
            Receipts::<T>::get(statement).map(|receipt| receipt.kept_until.saturating_add(One::one()));
        frame_system::Pallet::<T>::set_block_number(later.unwrap_or_default());

        #[extrinsic_call]
        _(RawOrigin::Signed(who), statement);

        assert!(!Receipts::<T>::contains_key(statement));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
