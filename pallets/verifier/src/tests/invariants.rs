//! Each invariant is seen to break, one after the other.

use super::*;
use crate::{CircuitOf, Circuits, Keys, PreparedKeys};
use frame_support::traits::fungible::MutateHold;

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
