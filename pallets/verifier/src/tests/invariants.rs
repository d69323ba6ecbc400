//! Each invariant is seen to break, one after the other.

use super::*;
use crate::{CircuitOf, Circuits, Keys, PreparedKeys};
use frame_support::traits::fungible::MutateHold;
use proofnet_market::program_id;
use proofnet_proofs::zkvm::Program;

/// What the check says of a state with two circuits after `damage`, which is given their ids.
fn verdict(damage: impl FnOnce([CircuitId; 2])) -> String {
    new_test_ext().execute_with(|| {
        let circuits = [register(1, &Fixture::new(1, 0)), register(1, &Fixture::new(1, 1))];
        assert_ok!(Verifier::do_try_state());
        damage(circuits);
        format!("{:?}", Verifier::do_try_state().unwrap_err())
    })
}

fn with_row(change: impl FnOnce(&mut CircuitOf<Test>)) -> String {
    verdict(|[circuit, _]| Circuits::<Test>::mutate(circuit, |row| change(row.as_mut().unwrap())))
}

#[test]
fn try_state_should_fail_when_the_maps_hold_different_circuits() {
    assert!(verdict(|[circuit, _]| Keys::<Test>::remove(circuit)).contains("1:"));
    assert!(verdict(|[circuit, _]| PreparedKeys::<Test>::remove(circuit)).contains("1:"));
    assert!(verdict(|[circuit, _]| Circuits::<Test>::remove(circuit)).contains("1:"));
}

#[test]
fn try_state_should_fail_when_a_circuit_has_the_key_of_another() {
    assert!(verdict(|[one, other]| Keys::<Test>::swap(one, other)).contains("2:"));
}

#[test]
fn try_state_should_fail_when_a_prepared_key_is_not_its_key_s() {
    assert!(verdict(|[one, other]| PreparedKeys::<Test>::swap(one, other)).contains("3:"));
    assert!(with_row(|row| row.public_inputs = 2).contains("3:"));
}

#[test]
fn try_state_should_fail_when_a_circuit_takes_no_units() {
    assert!(with_row(|row| row.units = 0).contains("4:"));
}

#[test]
fn try_state_should_fail_when_a_hold_differs_from_the_deposits() {
    let hold = |_| Balances::hold(&HoldReason::Circuit.into(), &1, 1).unwrap();

    assert!(verdict(hold).contains("5:"));
    assert!(with_row(|row| row.deposit += 1).contains("5:"));
}

#[test]
fn try_state_should_fail_when_a_receipt_and_its_deposit_disagree() {
    let receipt = |deposit, proved_in| crate::Receipt {
        circuit: CircuitId::zero(),
        proved_in,
        kept_until: 9,
        owner: 1,
        deposit,
    };
    let insert = |receipt| verdict(|_| crate::Receipts::<Test>::insert(crate::H256::zero(), receipt));
    assert!(insert(receipt(1, 1)).contains("6:"));
    assert!(insert(receipt(0, 2)).contains("6:"));
}

#[test]
fn try_state_should_fail_when_a_program_lacks_its_wrapper_or_is_another() {
    let program = Program::Pico {
        circuit: [7; 32],
        vkey: [0; 32],
    };
    let insert = |id: CircuitId, program: Program, change: &dyn Fn(&mut CircuitOf<Test>)| {
        verdict(|[circuit, _]| {
            let mut row = Circuits::<Test>::get(circuit).unwrap();
            (row.deposit, row.program) = (0, Some(program));
            change(&mut row);
            Circuits::<Test>::insert(id, row);
        })
    };
    assert!(insert(CircuitId::zero(), program, &|_| ()).contains("7:"));
    assert!(insert(program_id(&program), program, &|_| ()).contains("7:"));
    // The wrapper is there, and does not count the program.
    let wrapped = Program::Pico {
        circuit: id_of(&Fixture::new(1, 1)).0,
        vkey: [0; 32],
    };
    assert!(insert(program_id(&wrapped), wrapped, &|_| ()).contains("7:"));
    assert!(insert(program_id(&wrapped), wrapped, &|row| row.public_inputs = 2).contains("7:"));
}
