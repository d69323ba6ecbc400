use super::*;
use crate::{Error, Records};
use frame_support::assert_noop;
use proofnet_market::{Capacity, Provers as _, Record};

#[test]
fn start_job_should_take_a_slot_and_lock_collateral_when_there_is_room() {
    run(|| {
        register(1, MIN_STAKE, 2);

        assert_ok!(Provers::start_job(&1, 400));

        assert_eq!(
            Provers::capacity(&1),
            Some(Capacity {
                free_slots: 1,
                stake: MIN_STAKE,
                free_stake: MIN_STAKE - 400,
                locked: 400,
            })
        );
    });
}

#[test]
fn start_job_should_fail_when_every_slot_has_a_job() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 0));

        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::NoFreeSlot);
    });
}

#[test]
fn start_job_should_fail_when_the_collateral_exceeds_the_free_stake() {
    run(|| {
        register(1, MIN_STAKE, 3);
        assert_ok!(Provers::start_job(&1, 400));

        for collateral in [MIN_STAKE - 400 + 1, MIN_STAKE, Balance::MAX] {
            assert_noop!(Provers::start_job(&1, collateral), Error::<Test>::FreeStakeTooLow);
        }
        assert_ok!(Provers::start_job(&1, MIN_STAKE - 400));
    });
}

#[test]
fn start_job_should_fail_when_the_account_is_no_prover() {
    run(|| {
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::NotRegistered);
    });
}

#[test]
fn start_job_should_fail_when_the_minimum_was_raised_after_the_state_was_set() {
    run(|| {
        register(1, MIN_STAKE, 1);
        crate::Provers::<Test>::mutate(1, |row| {
            let row = row.as_mut().unwrap();
            assert_eq!(row.start(0, MIN_STAKE + 1), Err(crate::Refusal::OwnStakeTooLow));
            assert_eq!(row.free_slots(MIN_STAKE + 1), 0);
        });
    });
}

#[test]
fn finish_job_should_free_slot_and_collateral_and_count_when_a_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));

        Provers::finish_job(&1, 400, 5);

        assert_eq!(row(1), fresh_row(MIN_STAKE, 1));
        let mut record = Record::default();
        record.deliver(5);
        assert_eq!(Provers::record(&1), Some(record));
    });
}

#[test]
fn reject_job_should_free_slot_and_collateral_and_count_when_a_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));

        Provers::reject_job(&1, 400);

        assert_eq!(row(1), fresh_row(MIN_STAKE, 1));
        assert_eq!(held(1), (MIN_STAKE, 0));
        assert_eq!(
            Provers::record(&1),
            Some(Record {
                rejected: 1,
                ..Record::default()
            })
        );
    });
}

#[test]
fn job_should_change_nothing_when_it_ends_and_none_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let before = state_root();

        for who in [1, 2] {
            Provers::finish_job(&who, 400, 1);
            Provers::reject_job(&who, 400);
        }

        assert_eq!(state_root(), before);
    });
}

#[test]
fn record_should_be_unknown_when_the_account_is_no_prover() {
    run(|| {
        assert_eq!(Provers::record(&1), None);
        register(1, MIN_STAKE, 1);

        assert_eq!(Provers::record(&1), Some(Record::default()));
        assert!(!Records::<Test>::contains_key(1));
    });
}
