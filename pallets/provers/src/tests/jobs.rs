use super::*;
use crate::{Error, Event, Prover, Record};
use frame_support::{assert_noop, assert_ok, traits::fungible::Balanced};
use proofnet_market::{Capacity, Provers as _};

fn prover(who: AccountId) -> Prover<Balance, u64> {
    crate::Provers::<Test>::get(who).unwrap()
}

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
                free_stake: MIN_STAKE - 400
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
fn finish_job_should_free_slot_and_collateral_when_a_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));

        Provers::finish_job(&1, 400);

        assert_eq!(
            prover(1),
            Prover {
                record: Record {
                    delivered: 1,
                    missed: 0,
                    rejected: 0
                },
                ..Prover::new(MIN_STAKE, 1)
            }
        );
    });
}

#[test]
fn finish_job_should_change_nothing_when_no_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let before = state_root();

        Provers::finish_job(&1, 400);
        Provers::finish_job(&2, 400);

        assert_eq!(state_root(), before);
    });
}

#[test]
fn reject_job_should_free_slot_and_collateral_and_count_when_a_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));

        Provers::reject_job(&1, 400);

        assert_eq!(
            prover(1),
            Prover {
                record: Record {
                    rejected: 1,
                    ..Record::default()
                },
                ..Prover::new(MIN_STAKE, 1)
            }
        );
    });
}

#[test]
fn reject_job_should_change_nothing_when_no_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let before = state_root();

        Provers::reject_job(&1, 400);
        Provers::reject_job(&2, 400);

        assert_eq!(state_root(), before);
    });
}

#[test]
fn miss_job_should_slash_the_collateral_when_a_job_runs() {
    run(|| {
        register(1, 3_000, 1);
        assert_ok!(Provers::start_job(&1, 400));

        let slashed = Provers::miss_job(&1, 400);

        assert_eq!(slashed.peek(), 400);
        assert_eq!(held(1), 2_600);
        assert_eq!(
            prover(1),
            Prover {
                record: Record {
                    delivered: 0,
                    missed: 1,
                    rejected: 0
                },
                ..Prover::new(2_600, 1)
            }
        );
        System::assert_has_event(
            Event::Slashed {
                prover: 1,
                amount: 400,
                shortfall: 0,
            }
            .into(),
        );
    });
}

#[test]
fn miss_job_should_leave_the_issuance_when_the_slash_is_resolved() {
    run(|| {
        register(1, 3_000, 1);
        let issuance = Balances::total_issuance();
        assert_ok!(Provers::start_job(&1, 400));

        assert_ok!(Balances::resolve(&2, Provers::miss_job(&1, 400)).map_err(|_| ()));

        assert_eq!(Balances::free_balance(2), ENDOWMENT + 400);
        assert_eq!(Balances::total_issuance(), issuance);
    });
}

#[test]
fn miss_job_should_slash_once_when_the_same_miss_is_processed_twice() {
    run(|| {
        register(1, 3_000, 2);
        assert_ok!(Provers::start_job(&1, 400));
        drop(Provers::miss_job(&1, 400));
        let before = state_root();

        let again = Provers::miss_job(&1, 400);

        assert_eq!(again.peek(), 0);
        assert_eq!(held(1), 2_600);
        assert_eq!(state_root(), before);
    });
}

#[test]
fn miss_job_should_slash_nothing_when_the_job_was_delivered() {
    run(|| {
        register(1, 3_000, 2);
        assert_ok!(Provers::start_job(&1, 400));
        Provers::finish_job(&1, 400);

        assert_eq!(Provers::miss_job(&1, 400).peek(), 0);
        assert_eq!(
            prover(1).record,
            Record {
                delivered: 1,
                missed: 0,
                rejected: 0
            }
        );
    });
}

#[test]
fn miss_job_should_slash_nothing_when_the_account_is_no_prover() {
    run(|| {
        let before = state_root();

        assert_eq!(Provers::miss_job(&1, 400).peek(), 0);
        assert_eq!(state_root(), before);
    });
}

#[test]
fn miss_job_should_take_what_there_is_when_the_slash_exceeds_the_stake() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, MIN_STAKE));

        let slashed = Provers::miss_job(&1, Balance::MAX);

        assert_eq!(slashed.peek(), MIN_STAKE);
        assert_eq!(held(1), 0);
        System::assert_has_event(
            Event::Slashed {
                prover: 1,
                amount: MIN_STAKE,
                shortfall: Balance::MAX - MIN_STAKE,
            }
            .into(),
        );
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::StakeTooLow);
    });
}

#[test]
fn miss_job_should_leave_the_free_stake_when_the_slash_exceeds_what_is_locked() {
    run(|| {
        register(1, 3_000, 1);
        assert_ok!(Provers::start_job(&1, 400));

        assert_eq!(Provers::miss_job(&1, 1_000).peek(), 400);

        assert_eq!(held(1), 2_600);
        System::assert_has_event(
            Event::Slashed {
                prover: 1,
                amount: 400,
                shortfall: 600,
            }
            .into(),
        );
    });
}

#[test]
fn miss_job_should_leave_the_collateral_of_other_jobs_when_two_run() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 600));
        assert_ok!(Provers::start_job(&1, 400));

        assert_eq!(Provers::miss_job(&1, 600).peek(), 600);
        assert_eq!(prover(1).locked, 400);
        assert_eq!(Provers::miss_job(&1, 400).peek(), 400);

        assert_eq!(prover(1).stake, 0);
    });
}

#[test]
fn prover_should_get_no_jobs_when_slashed_below_the_minimum_until_topped_up() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 1));
        drop(Provers::miss_job(&1, 1));

        assert_eq!(
            Provers::capacity(&1),
            Some(Capacity {
                free_slots: 0,
                stake: MIN_STAKE - 1,
                free_stake: MIN_STAKE - 1
            })
        );
        assert_noop!(Provers::start_job(&1, 0), Error::<Test>::StakeTooLow);
        assert_ok!(Provers::add_stake(RuntimeOrigin::signed(1), 1));

        assert_eq!(Provers::capacity(&1).unwrap().free_slots, 2);
        assert_ok!(Provers::start_job(&1, 0));
    });
}

#[test]
fn slash_should_reach_the_stake_when_the_account_is_at_the_existential_deposit() {
    run(|| {
        register(1, ENDOWMENT - EXISTENTIAL_DEPOSIT, 1);
        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);
        assert_ok!(Provers::start_job(&1, ENDOWMENT - EXISTENTIAL_DEPOSIT));

        let slashed = Provers::miss_job(&1, ENDOWMENT - EXISTENTIAL_DEPOSIT);

        assert_eq!(slashed.peek(), ENDOWMENT - EXISTENTIAL_DEPOSIT);
        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn prover_account_should_not_be_reaped_when_it_has_a_stake() {
    run(|| {
        register(1, MIN_STAKE, 1);

        assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(1), 2, false));

        assert_eq!(Balances::free_balance(1), EXISTENTIAL_DEPOSIT);
        assert_eq!(held(1), MIN_STAKE);
    });
}
