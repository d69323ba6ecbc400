use super::*;
use crate::{Call, Circuit, Circuits, Error, Event, Keys, PreparedKeys};
use codec::Encode;
use frame_support::assert_noop;
use proofnet_market::Artifacts;
use sp_runtime::{traits::Dispatchable, DispatchError, TokenError};

#[test]
fn register_circuit_should_store_the_circuit_when_the_key_is_valid() {
    run(|| {
        let fixture = Fixture::new(3, 0);
        let artifacts = Some(Artifacts {
            uri: b"ipfs://circuit".to_vec().try_into().unwrap(),
            hash: CircuitId::repeat_byte(1),
        });
        let key = bytes(fixture.key());

        assert_ok!(Verifier::register_circuit(
            RuntimeOrigin::signed(1),
            SYSTEM,
            key.clone(),
            7,
            artifacts.clone()
        ));

        let id = id_of(&fixture);
        assert_eq!(
            Circuits::<Test>::get(id),
            Some(Circuit {
                owner: 1,
                deposit: held(1),
                system: SYSTEM,
                units: 7,
                public_inputs: 3,
                artifacts,
                users: 0,
                program: None,
            })
        );
        assert_eq!(Verifier::verifying_key(&id), Some(key));
        System::assert_last_event(
            Event::CircuitRegistered {
                circuit: id,
                owner: 1,
                deposit: held(1),
            }
            .into(),
        );
    });
}

#[test]
fn register_circuit_should_hold_a_deposit_for_each_byte_stored_when_valid() {
    run(|| {
        let id = register(1, &Fixture::new(1, 0));

        let stored = Circuits::<Test>::get(id).encoded_size() - 1 + Keys::<Test>::get(id).encoded_size() - 1
            + PreparedKeys::<Test>::get(id).encoded_size()
            - 1;
        assert_eq!(held(1), DEPOSIT_BASE + DEPOSIT_PER_BYTE * stored as Balance);
    });
}

#[test]
fn register_circuit_should_fail_when_registered_by_anyone_already() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        register(1, &fixture);

        for who in [1, 2] {
            assert_noop!(
                Verifier::register_circuit(RuntimeOrigin::signed(who), SYSTEM, bytes(fixture.key()), 8, None),
                Error::<Test>::AlreadyRegistered
            );
        }
    });
}

#[test]
fn register_circuit_should_fail_when_it_takes_no_units() {
    run(|| {
        let key = bytes(Fixture::new(1, 0).key());

        assert_noop!(
            Verifier::register_circuit(RuntimeOrigin::signed(1), SYSTEM, key, 0, None),
            Error::<Test>::ZeroUnits
        );
    });
}

#[test]
fn register_circuit_should_fail_when_the_account_cannot_spare_the_deposit() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let id = register(1, &fixture);
        let deposit = held(1);
        assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), id));
        let rest = deposit + EXISTENTIAL_DEPOSIT - 1;
        assert_ok!(Balances::transfer_keep_alive(
            RuntimeOrigin::signed(1),
            2,
            ENDOWMENT - rest
        ));

        assert_noop!(
            Verifier::register_circuit(RuntimeOrigin::signed(1), SYSTEM, bytes(fixture.key()), 7, None),
            TokenError::FundsUnavailable
        );
        assert_ok!(Balances::transfer_keep_alive(RuntimeOrigin::signed(2), 1, 1));
        register(1, &fixture);
    });
}

#[test]
fn remove_circuit_should_restore_the_state_exactly_when_unused() {
    run(|| {
        register(1, &Fixture::new(2, 1));
        let before = state_root();

        let circuits: Vec<_> = (2..5).map(|seed| register(1, &Fixture::new(1, seed))).collect();
        assert_ne!(state_root(), before);
        for circuit in circuits {
            assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), circuit));
        }

        assert_eq!(state_root(), before);
    });
}

#[test]
fn remove_circuit_should_give_the_deposit_back_when_the_owner_is_at_the_existential_deposit() {
    run(|| {
        let id = register(1, &Fixture::new(1, 0));
        let deposit = held(1);
        assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(1), 2, false));
        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);

        assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), id));

        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT + deposit);
        System::assert_last_event(
            Event::CircuitRemoved {
                circuit: id,
                owner: 1,
                deposit,
            }
            .into(),
        );
    });
}

#[test]
fn remove_circuit_should_fail_when_called_by_another() {
    run(|| {
        let id = register(1, &Fixture::new(1, 0));

        assert_noop!(
            Verifier::remove_circuit(RuntimeOrigin::signed(2), id),
            Error::<Test>::NotOwner
        );
    });
}

#[test]
fn remove_circuit_should_fail_when_unknown() {
    run(|| {
        assert_noop!(
            Verifier::remove_circuit(RuntimeOrigin::signed(1), CircuitId::zero()),
            Error::<Test>::CircuitNotFound
        );
    });
}

#[test]
fn circuit_should_be_registered_anew_when_removed() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let id = register(1, &fixture);
        assert_ok!(Verifier::remove_circuit(RuntimeOrigin::signed(1), id));

        register(2, &fixture);

        assert_eq!(held(1), 0);
        assert_eq!(Circuits::<Test>::get(id).unwrap().owner, 2);
    });
}

#[test]
fn circuit_should_have_any_size_but_zero_when_it_is_extreme() {
    for (units, expected) in [
        (0, Err(Error::<Test>::ZeroUnits.into())),
        (1, Ok(())),
        (EXISTENTIAL_DEPOSIT as u64, Ok(())),
        (u64::MAX, Ok(())),
    ] {
        run(|| {
            let before = state_root();
            let call = RuntimeCall::Verifier(Call::register_circuit {
                system: SYSTEM,
                key: bytes(Fixture::new(2, 0).key()),
                units,
                artifacts: None,
            });
            let done = call.dispatch(RuntimeOrigin::signed(1));
            assert_eq!(done.map(drop).map_err(|error| error.error), expected);
            assert!(expected.is_ok() || state_root() == before);
        });
    }
}

#[test]
fn register_circuit_should_change_nothing_when_the_owner_has_next_to_nothing() {
    run(|| {
        let owner = ACCOUNTS + 1;
        for balance in [0, 1, EXISTENTIAL_DEPOSIT] {
            let _ = Balances::transfer_allow_death(RuntimeOrigin::signed(1), owner, balance);
            let before = state_root();
            let call = RuntimeCall::Verifier(Call::register_circuit {
                system: SYSTEM,
                key: bytes(Fixture::new(2, 0).key()),
                units: 7,
                artifacts: None,
            });
            let error = call.dispatch(RuntimeOrigin::signed(owner)).unwrap_err().error;
            assert!(matches!(error, DispatchError::Token(_)), "{error:?}");
            assert_eq!(state_root(), before);
        }
    });
}
