//! What the market sees.

use super::*;
use crate::{Circuits, Error};
use frame_support::assert_noop;
use proofnet_market::{CircuitInfo, Circuits as _};
use sp_runtime::ArithmeticError;

#[test]
fn info_should_tell_size_and_inputs_when_registered() {
    run(|| {
        let id = register(1, &Fixture::new(3, 0));

        assert_eq!(
            Verifier::info(&id),
            Some(CircuitInfo {
                system: SYSTEM,
                units: 7,
                public_inputs: 3,
                program: None,
            })
        );
        assert_eq!(Verifier::info(&CircuitId::zero()), None);
    });
}

#[test]
fn circuit_should_stay_when_in_use_until_every_user_is_gone() {
    run(|| {
        let id = register(1, &Fixture::new(1, 0));
        let before = state_root();
        assert_ok!(Verifier::acquire(&id));
        assert_ok!(Verifier::acquire(&id));

        for _ in 0..2 {
            assert_noop!(
                Verifier::remove_circuit(RuntimeOrigin::signed(1), id),
                Error::<Test>::InUse
            );
            Verifier::release(&id);
        }

        assert_eq!(state_root(), before);
        assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), id));
    });
}

#[test]
fn acquire_should_fail_when_the_circuit_is_unknown() {
    run(|| {
        assert_noop!(
            Verifier::acquire(&CircuitId::zero()),
            Error::<Test>::CircuitNotFound
        );
    });
}

#[test]
fn acquire_should_fail_when_there_are_as_many_users_as_can_be_counted() {
    run(|| {
        let id = register(1, &Fixture::new(1, 0));
        Circuits::<Test>::mutate(id, |row| row.as_mut().unwrap().users = u32::MAX);

        assert_noop!(Verifier::acquire(&id), ArithmeticError::Overflow);
    });
}

#[test]
fn release_should_change_nothing_when_there_are_no_users() {
    run(|| {
        let id = register(1, &Fixture::new(1, 0));
        let before = state_root();

        Verifier::release(&id);
        Verifier::release(&CircuitId::zero());

        assert_eq!(state_root(), before);
    });
}

#[test]
fn verify_should_say_why_not_when_called_by_the_market() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let id = register(1, &fixture);
        let values = fixture.inputs();
        let bytes = fixture.prove(&values, 1);

        assert_ok!(<Verifier as proofnet_market::Circuits>::verify(
            &id, &values, &bytes
        ));
        assert_noop!(
            <Verifier as proofnet_market::Circuits>::verify(&id, &[[5; 32]], &bytes),
            Error::<Test>::ProofInvalid
        );
    });
}

#[test]
fn verify_weight_should_grow_when_there_are_more_inputs() {
    run(|| {
        let weights: Vec<_> = [0, 1, 5, 20, 64]
            .map(|inputs| Verifier::verify_weight(inputs, proofnet_proofs::PROOF_LEN as u32))
            .to_vec();

        assert!(weights
            .windows(2)
            .all(|pair| pair[0].ref_time() < pair[1].ref_time()));
    });
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn benchmark_proof_should_be_accepted_when_asked_for_twice() {
    run(|| {
        for count in [0, 5, 5] {
            let (circuit, values, bytes) = Verifier::benchmark_proof(count, 0);
            assert_ok!(<Verifier as proofnet_market::Circuits>::verify(
                &circuit, &values, &bytes
            ));
        }
    });
}
