//! Programs of zkVMs, with proofs that others published.

use super::{published::Published, *};
use crate::{Circuit, Circuits, Error, Event};
use frame_support::{assert_noop, dispatch::DispatchResult};
use proofnet_market::{program_id, CircuitInfo, Circuits as _, Claim};
use proofnet_proofs::zkvm::{sp1, Program};

impl Published {
    fn id(&self) -> CircuitId {
        program_id(&self.program)
    }

    /// Registers the wrapper for account 1 and the program for account 2.
    fn register(&self) {
        register_wrapper(&self.program);
        assert_ok!(register_program(self.program));
    }

    fn verify(&self, circuit: CircuitId) -> DispatchResult {
        Verifier::verify(
            RuntimeOrigin::signed(9),
            circuit,
            inputs(&self.inputs),
            proof(&self.proof),
        )
    }
}

fn register_wrapper(program: &Program) {
    let key = bytes(program.key().unwrap().to_vec());
    assert_ok!(Verifier::register_circuit(
        RuntimeOrigin::signed(1),
        SYSTEM,
        key,
        7,
        None
    ));
}

fn register_program(program: Program) -> DispatchResult {
    Verifier::register_program(RuntimeOrigin::signed(2), program, 11, None)
}

fn other_program(program: Program) -> Program {
    match program {
        Program::Sp1 { release, mut vkey } => {
            vkey[31] ^= 1;
            Program::Sp1 { release, vkey }
        }
        other => other,
    }
}

#[test]
fn program_should_be_stored_without_a_key_when_registered() {
    run(|| {
        let published = Published::sp1_5();
        published.register();

        let row = Circuit {
            owner: 2,
            deposit: held(2),
            system: SYSTEM,
            units: 11,
            public_inputs: 2,
            artifacts: None,
            users: 0,
            program: Some(published.program),
        };
        assert_eq!(Circuits::<Test>::get(published.id()), Some(row));
        assert!(held(2) < held(1) / 10);
        assert!(!crate::PreparedKeys::<Test>::contains_key(published.id()));
        System::assert_last_event(
            Event::ProgramRegistered {
                circuit: published.id(),
                program: published.program,
                owner: 2,
                deposit: held(2),
            }
            .into(),
        );
        let info = CircuitInfo {
            system: SYSTEM,
            units: 11,
            public_inputs: 2,
            program: Some(published.program),
        };
        assert_eq!(Verifier::info(&published.id()), Some(info));
        let key = Verifier::verifying_key(&published.id()).unwrap();
        assert_eq!(Some(&key[..]), published.program.key());
    });
}

#[test]
fn program_id_should_be_the_hash_of_the_documented_bytes_when_computed() {
    let vkey = [3; 32];
    let program = Program::Sp1 {
        release: sp1::Release::V5,
        vkey,
    };
    let encoded = [&b"proofnet/program/1"[..], &[0, 1], &vkey].concat();
    assert_eq!(program_id(&program), sp_io::hashing::blake2_256(&encoded).into());
}

#[test]
fn published_proofs_should_hold_when_verified_for_their_programs() {
    for published in [Published::sp1_5(), Published::sp1_6_1()] {
        run(|| {
            published.register();
            assert_ok!(published.verify(published.id()));
            assert_ok!(published.verify(published.program.circuit().into()));
        });
    }
}

#[test]
fn proof_should_be_refused_when_it_is_of_another_program() {
    run(|| {
        let published = Published::sp1_5();
        published.register();
        let other = other_program(published.program);
        assert_ok!(register_program(other));

        assert_noop!(
            published.verify(program_id(&other)),
            Error::<Test>::InputsNotOfProgram
        );
    });
}

#[test]
fn proof_should_be_refused_when_the_program_failed() {
    run(|| {
        let mut published = Published::sp1_6_1();
        published.register();
        published.inputs[2] = [0; 32];
        published.inputs[2][31] = 1;
        assert_noop!(
            published.verify(published.id()),
            Error::<Test>::InputsNotOfProgram
        );
    });
}

#[test]
fn proof_should_be_refused_when_its_public_values_are_others() {
    run(|| {
        let mut published = Published::sp1_5();
        published.register();
        published.public_values[0] ^= 1;
        let statement = published.program.statement_with(&published.public_values);
        published.inputs = statement.unwrap().into_iter().map(Option::unwrap).collect();
        assert_noop!(published.verify(published.id()), Error::<Test>::ProofInvalid);
    });
}

#[test]
fn proof_should_be_refused_when_it_has_another_number_of_inputs_than_the_program() {
    run(|| {
        let mut published = Published::sp1_5();
        published.register();
        published.inputs.pop();
        assert_noop!(published.verify(published.id()), Error::<Test>::InputCount);
    });
}

#[test]
fn proof_of_risc_zero_should_be_refused_when_only_its_inputs_are_given() {
    run(|| {
        let published = Published::risc_zero();
        published.register();

        assert_noop!(
            published.verify(published.id()),
            Error::<Test>::PublicValuesNeeded
        );
        assert_ok!(published.verify(published.program.circuit().into()));
        // The market derived them from image id and journal.
        assert_ok!(<Verifier as proofnet_market::Circuits>::verify(
            &published.id(),
            &published.inputs,
            &published.proof
        ));
    });
}

#[test]
fn batch_should_hold_when_its_programs_share_a_wrapper() {
    run(|| {
        let (one, risc_zero) = (Published::sp1_5(), Published::risc_zero());
        one.register();
        risc_zero.register();
        let other = other_program(one.program);
        assert_ok!(register_program(other));
        let claim = |published: &'static Published, circuit| Claim {
            circuit,
            public_inputs: &published.inputs,
            proof: &published.proof,
        };
        let (one, risc_zero): (&'static _, &'static _) =
            (Box::leak(Box::new(one)), Box::leak(Box::new(risc_zero)));

        let (results, _) = Verifier::verify_batch(&[
            claim(one, one.id()),
            claim(one, program_id(&other)),
            claim(one, one.program.circuit().into()),
            claim(risc_zero, risc_zero.id()),
        ]);

        let refused = Err(Error::<Test>::InputsNotOfProgram.into());
        assert_eq!(results, [Ok(()), refused, Ok(()), Ok(())]);
    });
}

#[test]
fn register_program_should_fail_when_its_wrapper_is_not_registered() {
    run(|| {
        let program = Published::sp1_5().program;
        assert_noop!(register_program(program), Error::<Test>::WrapperNotFound);
    });
}

#[test]
fn register_program_should_fail_when_it_is_registered_already() {
    run(|| {
        let published = Published::sp1_5();
        published.register();
        assert_noop!(
            register_program(published.program),
            Error::<Test>::AlreadyRegistered
        );
    });
}

#[test]
fn register_program_should_fail_when_it_takes_no_units() {
    run(|| {
        let program = Published::sp1_5().program;
        register_wrapper(&program);
        let call = Verifier::register_program(RuntimeOrigin::signed(2), program, 0, None);
        assert_noop!(call, Error::<Test>::ZeroUnits);
    });
}

#[test]
fn register_program_should_fail_when_its_key_is_not_canonical() {
    run(|| {
        let release = sp1::Release::V5;
        let vkey = order();
        let program = Program::Sp1 { release, vkey };
        register_wrapper(&program);
        assert_noop!(register_program(program), Error::<Test>::ProgramNotCanonical);
    });
}

#[test]
fn register_program_should_fail_when_its_wrapper_has_another_number_of_inputs() {
    run(|| {
        let circuit = register(1, &Fixture::new(3, 0)).0;
        let vkey = [0; 32];
        assert_noop!(
            register_program(Program::Pico { circuit, vkey }),
            Error::<Test>::WrapperInputs
        );
    });
}

#[test]
fn register_program_should_fail_when_its_wrapper_is_a_program() {
    run(|| {
        let published = Published::sp1_5();
        published.register();
        let (circuit, vkey) = (published.id().0, [0; 32]);
        assert_noop!(
            register_program(Program::Pico { circuit, vkey }),
            Error::<Test>::WrapperNotFound
        );
    });
}

#[test]
fn register_program_should_fail_when_the_account_cannot_spare_the_deposit() {
    run(|| {
        let program = Published::sp1_5().program;
        register_wrapper(&program);
        let call = Verifier::register_program(RuntimeOrigin::signed(8), program, 1, None);
        assert_noop!(call, sp_runtime::TokenError::FundsUnavailable);
    });
}

#[test]
fn wrapper_should_stay_when_a_program_needs_it_until_that_is_removed() {
    run(|| {
        let published = Published::sp1_5();
        register_wrapper(&published.program);
        let before = state_root();
        assert_ok!(register_program(published.program));
        let wrapper = CircuitId::from(published.program.circuit());
        let remove = |who, circuit| Verifier::remove_circuit(RuntimeOrigin::signed(who), circuit);

        assert_noop!(remove(1, wrapper), Error::<Test>::InUse);
        assert_noop!(remove(1, published.id()), Error::<Test>::NotOwner);
        assert_ok!(remove(2, published.id()));
        assert_eq!(state_root(), before);
        assert_ok!(remove(1, wrapper));
    });
}

#[test]
fn program_should_stay_when_a_request_uses_it() {
    run(|| {
        let published = Published::sp1_5();
        published.register();
        assert_ok!(Verifier::acquire(&published.id()));
        assert_noop!(
            Verifier::remove_circuit(RuntimeOrigin::signed(2), published.id()),
            Error::<Test>::InUse
        );
        Verifier::release(&published.id());
    });
}

#[test]
fn receipt_should_be_of_the_program_when_it_is_attested() {
    run(|| {
        let published = Published::sp1_5();
        published.register();
        assert_ok!(Verifier::attest(
            RuntimeOrigin::signed(3),
            published.id(),
            inputs(&published.inputs),
            proof(&published.proof)
        ));
        // Whoever knows program and public values computes the statement.
        let stated = published.program.statement_with(&published.public_values);
        let stated: Vec<_> = stated.unwrap().into_iter().map(Option::unwrap).collect();
        let statement = proofnet_market::statement(&published.id(), &stated);
        assert_eq!(
            <Verifier as proofnet_market::Receipts>::proved_in(&statement),
            Some(1)
        );
    });
}
