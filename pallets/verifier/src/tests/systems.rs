//! Circuits of the other proof systems: registered, verified and weighed as their own.

use super::*;
use crate::{
    fixture::{plonk, FixtureBls12381},
    mock::Verifier,
    Call, Circuits, Error, WeightInfo,
};
use frame_support::{assert_noop, dispatch::GetDispatchInfo, weights::Weight};
use proofnet_market::{BatchSize, Circuits as _, Claim};
use proofnet_proofs::{Backend, MAX_PUBLIC_INPUTS};

/// A key with public inputs and a proof of them.
struct Case {
    system: ProofSystem,
    key: Vec<u8>,
    inputs: Vec<Scalar>,
    proof: Vec<u8>,
}

fn bls12_381(public_inputs: u32) -> Case {
    let fixture = FixtureBls12381::new(public_inputs, 0);
    let inputs = fixture.inputs();
    Case {
        system: ProofSystem::Groth16Bls12381,
        key: fixture.key(),
        proof: fixture.prove(&inputs, 1),
        inputs,
    }
}

fn plonk() -> Case {
    Case {
        system: ProofSystem::PlonkBn254,
        key: plonk::KEY.to_vec(),
        inputs: plonk::inputs().to_vec(),
        proof: plonk::PROOF.to_vec(),
    }
}

impl Case {
    fn register(&self) -> CircuitId {
        let key = bytes(self.key.clone());
        let origin = RuntimeOrigin::signed(1);
        assert_ok!(Verifier::register_circuit(origin, self.system, key, 7, None));
        circuit_id(self.system, &self.key).into()
    }
}

fn use_backend(backend: Backend) {
    assert_ok!(Verifier::set_backend(RuntimeOrigin::root(), backend));
}

#[test]
fn verify_should_accept_when_the_proof_is_of_any_system() {
    run(|| {
        for case in [bls12_381(0), bls12_381(3), plonk()] {
            let circuit = case.register();
            for backend in [Backend::Host, Backend::Portable] {
                use_backend(backend);
                assert_ok!(<Verifier as proofnet_market::Circuits>::verify(
                    &circuit,
                    &case.inputs,
                    &case.proof
                ));
            }
            let info = Verifier::info(&circuit).unwrap();
            assert_eq!(info.system, case.system);
            assert_eq!(info.public_inputs as usize, case.inputs.len());
        }
    });
}

#[test]
fn prepared_key_should_be_the_same_when_any_system_is_registered_by_either_backend() {
    run(|| {
        for case in [bls12_381(2), plonk()] {
            use_backend(Backend::Host);
            let circuit = case.register();
            let by_host = crate::PreparedKeys::<Test>::get(circuit);
            assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), circuit));
            use_backend(Backend::Portable);
            case.register();
            assert!(by_host.is_some());
            assert_eq!(crate::PreparedKeys::<Test>::get(circuit), by_host);
        }
    });
}

#[test]
fn verify_should_fail_when_the_proof_is_changed() {
    run(|| {
        for case in [bls12_381(2), plonk()] {
            let circuit = case.register();
            let mut values = case.inputs.clone();
            values.swap(0, 1);
            let verify = |values: &[Scalar], bytes: &[u8]| {
                Verifier::verify(RuntimeOrigin::signed(2), circuit, inputs(values), proof(bytes))
            };
            assert_noop!(verify(&values, &case.proof), Error::<Test>::ProofInvalid);
            assert_noop!(verify(&values[1..], &case.proof), Error::<Test>::InputCount);
            assert_noop!(verify(&case.inputs, &case.proof[1..]), Error::<Test>::ProofLength);
        }
    });
}

#[test]
fn verify_should_fail_for_its_length_when_the_proof_is_of_another_system() {
    run(|| {
        let (one, other) = (bls12_381(1), Fixture::new(1, 0));
        let (values, bytes) = (other.inputs(), other.prove(&other.inputs(), 0));
        let circuit = one.register();
        register(1, &other);
        assert_noop!(
            Verifier::verify(RuntimeOrigin::signed(2), circuit, inputs(&values), proof(&bytes)),
            Error::<Test>::ProofLength
        );
    });
}

#[test]
fn register_circuit_should_fail_when_the_key_is_of_another_system() {
    run(|| {
        for case in [bls12_381(1), plonk()] {
            for system in ProofSystem::ALL {
                if system == case.system {
                    continue;
                }
                let origin = RuntimeOrigin::signed(1);
                let key = bytes(case.key.clone());
                assert!(Verifier::register_circuit(origin, system, key, 7, None).is_err());
            }
        }
        assert_eq!(Circuits::<Test>::iter().count(), 0);
    });
}

#[test]
fn register_circuit_should_fail_when_a_plonk_key_is_wrong() {
    run(|| {
        let refused = |change: &dyn Fn(&mut Vec<u8>), error: Error<Test>| {
            let mut key = plonk::KEY.to_vec();
            change(&mut key);
            let origin = RuntimeOrigin::signed(1);
            assert_noop!(
                Verifier::register_circuit(origin, ProofSystem::PlonkBn254, bytes(key), 7, None),
                error
            );
        };
        refused(&|key| key[3] = 29, Error::KeyDomain);
        refused(&|key| key[3] = 5, Error::KeyDomain);
        refused(
            &|key| key[7] = MAX_PUBLIC_INPUTS as u8 + 1,
            Error::KeyTooManyInputs,
        );
        refused(&|key| key[39] = 1, Error::KeyCosets);
        let generator = crate::fixture::g2_generator();
        refused(
            &|key| key[584..].copy_from_slice(&generator),
            Error::KeyTrivialSetup,
        );
        refused(
            &|key| key[584..].copy_from_slice(&g2_outside_the_subgroup()),
            Error::KeyWrongSubgroup,
        );
        refused(&|key| key.push(0), Error::KeyLength);
    });
}

#[test]
fn weight_should_be_that_of_the_system_when_a_proof_is_verified() {
    run(|| {
        let weights = |case: &Case| {
            let verify = Call::<Test>::verify {
                circuit: CircuitId::zero(),
                public_inputs: inputs(&case.inputs),
                proof: proof(&case.proof),
            };
            let register = Call::<Test>::register_circuit {
                system: case.system,
                key: bytes(case.key.clone()),
                units: 1,
                artifacts: None,
            };
            [verify.get_dispatch_info(), register.get_dispatch_info()].map(|info| info.call_weight)
        };
        type Weights = ();
        let (bls, plonk) = (bls12_381(3), plonk());
        assert_eq!(
            weights(&bls),
            [
                Weights::verify_bls12_381_host(3),
                Weights::register_bls12_381_host(3)
            ]
        );
        assert_eq!(
            weights(&plonk),
            [Weights::verify_plonk_host(), Weights::register_plonk()]
        );
        use_backend(Backend::Portable);
        assert_eq!(
            weights(&bls),
            [
                Weights::verify_bls12_381_portable(3),
                Weights::register_bls12_381_portable(3)
            ]
        );
        assert_eq!(
            weights(&plonk),
            [Weights::verify_plonk_portable(), Weights::register_plonk()]
        );
    });
}

#[test]
fn batch_should_verify_each_proof_by_its_own_system_when_they_are_mixed() {
    run(|| {
        let fixture = Fixture::new(2, 5);
        register(1, &fixture);
        let inputs = fixture.inputs();
        let combined = [1, 2].map(|randomness| {
            (
                id_of(&fixture),
                inputs.clone(),
                fixture.prove(&inputs, randomness),
            )
        });
        let others =
            [bls12_381(3), plonk()].map(|case| (case.register(), case.inputs.clone(), case.proof.clone()));
        let mut bad = others[1].clone();
        bad.2.clone_from(&others[0].2);
        let proofs: Vec<_> = [&combined[0], &others[0], &bad, &combined[1], &others[1]]
            .map(Clone::clone)
            .into();
        let claims: Vec<_> = proofs
            .iter()
            .map(|(circuit, public_inputs, proof)| Claim {
                circuit: *circuit,
                public_inputs,
                proof,
            })
            .collect();
        let alone: Vec<_> = proofs
            .iter()
            .map(|(circuit, inputs, proof)| {
                <Verifier as proofnet_market::Circuits>::verify(circuit, inputs, proof)
            })
            .collect();

        let (results, weight) = Verifier::verify_batch(&claims);

        assert_eq!(results, alone);
        assert_eq!(results.iter().filter(|result| result.is_err()).count(), 1);
        let of_inputs = |proof: &(CircuitId, Vec<Scalar>, Vec<u8>)| {
            Verifier::verify_weight(proof.1.len() as u32, proof.2.len() as u32)
        };
        let apart = proofs[1..3].iter().chain(&proofs[4..]).map(of_inputs);
        let most = Verifier::verify_batch_weight(BatchSize {
            claims: 5,
            circuits: 3,
            public_inputs: proofs.iter().map(|proof| proof.1.len() as u32).sum(),
        });
        assert!(weight.all_lte(apart.fold(most, Weight::saturating_add)));
    });
}
