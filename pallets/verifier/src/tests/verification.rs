use super::*;
use crate::{ActiveBackend, Call, Error, Event, WeightInfo};
use codec::{Decode, Encode};
use frame_support::{assert_noop, dispatch::GetDispatchInfo};
use proofnet_proofs::{Backend, VerifyError, MAX_PROOF_LEN, PROOF_LEN};

const BACKENDS: [Backend; 2] = [Backend::Host, Backend::Portable];

fn verify(circuit: CircuitId, values: &[Scalar], bytes: &[u8]) -> frame_support::dispatch::DispatchResult {
    Verifier::verify(RuntimeOrigin::signed(9), circuit, inputs(values), proof(bytes))
}

fn use_backend(backend: Backend) {
    assert_ok!(Verifier::set_backend(RuntimeOrigin::root(), backend));
}

#[test]
fn verify_should_tell_the_statement_when_the_proof_holds() {
    run(|| {
        for backend in BACKENDS {
            use_backend(backend);
            for count in [0, 1, 5, 20] {
                let fixture = Fixture::new(count, 0);
                let circuit = id_of(&fixture);
                if backend == BACKENDS[0] {
                    register(1, &fixture);
                }
                let values = fixture.inputs();

                assert_ok!(verify(circuit, &values, &fixture.prove(&values, 1)));

                let statement = Verifier::statement(&circuit, &values);
                System::assert_last_event(
                    Event::Verified {
                        who: 9,
                        circuit,
                        statement,
                    }
                    .into(),
                );
            }
        }
    });
}

#[test]
fn statement_should_be_the_hash_of_circuit_and_inputs_when_encoded() {
    let (circuit, values) = (CircuitId::repeat_byte(3), vec![[1u8; 32], [2u8; 32]]);

    let mut encoded = vec![3u8; 32];
    encoded.push(2 << 2);
    encoded.extend([1u8; 32]);
    encoded.extend([2u8; 32]);

    assert_eq!(
        Verifier::statement(&circuit, &values),
        sp_io::hashing::blake2_256(&encoded).into()
    );
}

#[test]
fn verify_should_fail_when_the_proof_is_of_other_inputs() {
    run(|| {
        let fixture = Fixture::new(2, 0);
        let circuit = register(1, &fixture);
        let values = fixture.inputs();
        let bytes = fixture.prove(&values, 1);
        let swapped = [values[1], values[0]];

        for backend in BACKENDS {
            use_backend(backend);
            assert_ok!(verify(circuit, &values, &bytes));
            assert_noop!(verify(circuit, &swapped, &bytes), Error::<Test>::ProofInvalid);
        }
    });
}

#[test]
fn verify_should_fail_when_the_proof_is_of_another_circuit() {
    run(|| {
        let (one, other) = (Fixture::new(1, 1), Fixture::new(1, 2));
        let circuit = register(1, &one);
        register(1, &other);
        let values = one.inputs();

        assert_noop!(
            verify(circuit, &values, &other.prove(&values, 1)),
            Error::<Test>::ProofInvalid
        );
    });
}

#[test]
fn verify_should_fail_when_the_circuit_is_unknown_or_removed() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let values = fixture.inputs();
        let bytes = fixture.prove(&values, 1);
        assert_noop!(
            verify(id_of(&fixture), &values, &bytes),
            Error::<Test>::CircuitNotFound
        );

        let circuit = register(1, &fixture);
        assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), circuit));

        assert_noop!(verify(circuit, &values, &bytes), Error::<Test>::CircuitNotFound);
    });
}

#[test]
fn verify_should_fail_when_the_number_of_inputs_is_wrong() {
    run(|| {
        let fixture = Fixture::new(2, 0);
        let circuit = register(1, &fixture);
        let values = fixture.inputs();
        let bytes = fixture.prove(&values, 1);

        let longer = [&values[..], &[[0; 32]]].concat();
        for values in [&[], &values[..1], &longer[..]] {
            assert_noop!(verify(circuit, values, &bytes), Error::<Test>::InputCount);
        }
    });
}

#[test]
fn verify_should_fail_when_an_input_is_not_below_the_order() {
    run(|| {
        let fixture = Fixture::new(2, 0);
        let circuit = register(1, &fixture);
        let values = [[0; 32], [0; 32]];
        let bytes = fixture.prove(&values, 1);
        assert_ok!(verify(circuit, &values, &bytes));

        // The order stands for zero too, and would verify if it were reduced.
        for alias in [order(), [0xff; 32]] {
            assert_noop!(
                verify(circuit, &[[0; 32], alias], &bytes),
                Error::<Test>::InputNotCanonical
            );
        }
    });
}

#[test]
fn verify_should_fail_when_the_proof_has_another_length() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let circuit = register(1, &fixture);
        let values = fixture.inputs();
        let bytes = fixture.prove(&values, 1);

        for len in [0, 1, PROOF_LEN - 1] {
            assert_noop!(
                verify(circuit, &values, &bytes[..len]),
                Error::<Test>::ProofLength
            );
        }
    });
}

#[test]
fn verify_should_fail_when_a_point_of_the_proof_is_malformed() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let circuit = register(1, &fixture);
        let values = fixture.inputs();
        let valid = fixture.prove(&values, 1);
        let (a, b, c) = (0, 64, 192);
        let changed = |offset: usize, part: &[u8]| {
            let mut bytes = valid.clone();
            bytes[offset..offset + part.len()].copy_from_slice(part);
            bytes
        };

        for backend in BACKENDS {
            use_backend(backend);
            for (offset, len) in [(a, 64), (b, 128), (c, 64)] {
                let identity = changed(offset, &vec![0; len]);
                assert_noop!(verify(circuit, &values, &identity), Error::<Test>::ProofIdentity);
                let too_large = changed(offset, &modulus());
                assert_noop!(
                    verify(circuit, &values, &too_large),
                    Error::<Test>::ProofNotCanonical
                );
                let off_curve = changed(offset + 63, &[valid[offset + 63] ^ 1]);
                assert_noop!(verify(circuit, &values, &off_curve), Error::<Test>::ProofOffCurve);
            }
            let outside = changed(b, &g2_outside_the_subgroup());
            assert_noop!(
                verify(circuit, &values, &outside),
                Error::<Test>::ProofWrongSubgroup
            );
            let swapped = [&valid[c..], &valid[b..c], &valid[a..b]].concat();
            assert_noop!(verify(circuit, &values, &swapped), Error::<Test>::ProofInvalid);
        }
    });
}

#[test]
fn call_should_not_decode_when_its_arguments_are_too_long() {
    let call = |key: usize, inputs: usize, proof: usize| {
        let register = (
            0u8,
            SYSTEM,
            vec![0u8; key],
            codec::Compact(7u64),
            None::<proofnet_market::Artifacts>,
        );
        let verify = (2u8, CircuitId::zero(), vec![[0u8; 32]; inputs], vec![0u8; proof]);
        (
            Call::<Test>::decode(&mut &register.encode()[..]).is_ok(),
            Call::<Test>::decode(&mut &verify.encode()[..]).is_ok(),
        )
    };
    let (key, inputs) = (
        proofnet_proofs::MAX_KEY_LEN,
        proofnet_proofs::MAX_PUBLIC_INPUTS as usize,
    );

    assert_eq!(call(key, inputs, MAX_PROOF_LEN), (true, true));
    assert_eq!(call(key + 1, inputs + 1, MAX_PROOF_LEN), (false, false));
    assert_eq!(call(key + 1, inputs, MAX_PROOF_LEN + 1), (false, false));
}

#[test]
fn weight_should_be_that_of_the_backend_when_set() {
    run(|| {
        let fixture = Fixture::new(3, 0);
        let verify = Call::<Test>::verify {
            circuit: CircuitId::zero(),
            public_inputs: inputs(&fixture.inputs()),
            proof: proof(&[0; PROOF_LEN]),
        };
        let register = Call::<Test>::register_circuit {
            system: SYSTEM,
            key: bytes(fixture.key()),
            units: 1,
            artifacts: None,
        };
        let weights = || {
            (
                verify.get_dispatch_info().call_weight,
                register.get_dispatch_info().call_weight,
            )
        };

        assert_eq!(
            weights(),
            (
                <() as WeightInfo>::verify_host(3),
                <() as WeightInfo>::register_circuit_host(3)
            )
        );
        use_backend(Backend::Portable);

        assert_eq!(
            weights(),
            (
                <() as WeightInfo>::verify_portable(3),
                <() as WeightInfo>::register_circuit_portable(3)
            )
        );
    });
}

#[test]
fn set_backend_should_be_stored_when_called_by_the_admin() {
    run(|| {
        assert_eq!(ActiveBackend::<Test>::get(), Backend::Host);

        use_backend(Backend::Portable);

        assert_eq!(ActiveBackend::<Test>::get(), Backend::Portable);
        System::assert_last_event(
            Event::BackendSet {
                backend: Backend::Portable,
            }
            .into(),
        );
    });
}

#[test]
fn prepared_key_should_be_the_same_when_registered_by_either_backend() {
    run(|| {
        let fixture = Fixture::new(3, 0);
        let circuit = register(1, &fixture);
        let by_host = crate::PreparedKeys::<Test>::get(circuit);
        assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), circuit));

        use_backend(Backend::Portable);
        register(1, &fixture);

        assert_eq!(crate::PreparedKeys::<Test>::get(circuit), by_host);
    });
}

#[test]
fn verify_proofs_should_judge_each_on_its_own_when_one_is_wrong() {
    let fixture = Fixture::new(1, 0);
    let values = fixture.inputs();
    let valid = fixture.prove(&values, 1);
    let proofs = [
        (values.clone(), valid.clone()),
        (vec![], valid.clone()),
        (vec![[1; 32]], valid.clone()),
        (values, valid[1..].to_vec()),
    ];

    for backend in BACKENDS {
        assert_eq!(
            Verifier::verify_proofs(backend, SYSTEM, &fixture.key(), &proofs),
            Ok(vec![
                Ok(()),
                Err(VerifyError::InputCount { expected: 1, got: 0 }),
                Err(VerifyError::Invalid),
                Err(VerifyError::ProofLength {
                    len: PROOF_LEN as u32 - 1
                }),
            ])
        );
    }
}
