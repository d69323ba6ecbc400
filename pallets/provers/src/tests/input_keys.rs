use super::*;
use crate::{Error, Event, InputKeys};
use frame_support::{assert_noop, assert_ok};

const KEY: [u8; 32] = [7; 32];

fn set(who: AccountId, key: Option<[u8; 32]>) -> sp_runtime::DispatchResult {
    Provers::set_input_key(RuntimeOrigin::signed(who), key)
}

#[test]
fn input_key_should_be_shown_with_the_prover_when_set() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(set(1, Some(KEY)));

        assert_eq!(Provers::prover(1).unwrap().input_key, Some(KEY));
        System::assert_last_event(
            Event::InputKeySet {
                prover: 1,
                key: Some(KEY),
            }
            .into(),
        );
    });
}

#[test]
fn input_key_should_be_the_provers_when_its_worker_sets_it() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));
        assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(2), 1));

        assert_ok!(set(2, Some(KEY)));

        assert_eq!(InputKeys::<Test>::get(1), Some(KEY));
        assert_eq!(InputKeys::<Test>::get(2), None);
    });
}

#[test]
fn input_key_should_be_gone_when_taken_back() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(set(1, Some(KEY)));

        assert_ok!(set(1, None));

        assert!(!InputKeys::<Test>::contains_key(1));
    });
}

#[test]
fn set_input_key_should_fail_when_the_caller_acts_for_no_prover() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 2));

        // Proposed is not accepted.
        assert_noop!(set(2, Some(KEY)), Error::<Test>::NotRegistered);
        assert_noop!(set(3, Some(KEY)), Error::<Test>::NotRegistered);
    });
}
