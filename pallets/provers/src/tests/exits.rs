use super::*;
use crate::{Error, Unbondings, WeightInfo};
use frame_support::{assert_noop, dispatch::GetDispatchInfo, weights::Weight};
use proofnet_market::{OnProverLeft as _, Provers as _};

fn close(prover: AccountId) -> DispatchResult {
    Provers::close(RuntimeOrigin::signed(TREASURY), prover)
        .map(|_| ())
        .map_err(|error| error.error)
}

#[test]
fn deregister_should_end_the_taking_of_jobs_when_active() {
    run(|| {
        register(1, MIN_STAKE, 1);

        leave(1);

        assert_eq!(Provers::capacity(&1), None);
        assert_noop!(Provers::start_job(&1, 1), Error::<Test>::Leaving);
        assert_eq!(Left::get(), vec![1]);
        System::assert_last_event(
            Event::StateChanged {
                prover: 1,
                state: State::Leaving { since: 1 },
            }
            .into(),
        );
    });
}

#[test]
fn deregister_should_weigh_what_its_listener_weighs_when_declared() {
    run(|| {
        let declared = crate::Call::<Test>::deregister {}.get_dispatch_info().call_weight;

        assert_ne!(RecordLeft::weight(), Weight::zero());
        assert_eq!(declared, <() as WeightInfo>::deregister() + RecordLeft::weight());
    });
}

#[test]
fn deregister_should_fail_when_the_account_is_no_prover_or_leaving() {
    run(|| {
        let deregister = || Provers::deregister(RuntimeOrigin::signed(1));
        assert_noop!(deregister(), Error::<Test>::NotRegistered);
        register(1, MIN_STAKE, 1);
        leave(1);

        assert_noop!(deregister(), Error::<Test>::Leaving);
        assert_eq!(Left::get(), vec![1]);
    });
}

#[test]
fn leaving_prover_should_deliver_its_jobs_when_they_were_started_before() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, MIN_STAKE));
        leave(1);

        assert_eq!(Provers::prover_of(&1), Some(1));
        Provers::finish_job(&1, MIN_STAKE, 2);
        reward(1, 300);
        advance(PERIOD);

        assert_ok!(close(1));
        assert_eq!(Balances::free_balance(1), ENDOWMENT + 300);
    });
}

#[test]
fn leaving_prover_should_be_slashed_when_it_misses_a_job() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Provers::start_job(&1, 400));
        leave(1);
        advance(PERIOD + 1);

        resolve(miss(&1, 400));

        assert_ok!(close(1));
        assert_eq!(Balances::free_balance(1), ENDOWMENT - 400);
    });
}

#[test]
fn close_should_pay_the_operator_when_it_is_alone() {
    run(|| {
        register(1, 5_000, 1);
        assert_ok!(unstake(1, 1, 1_000));
        leave(1);
        advance(PERIOD);

        assert_ok!(close(1));

        assert_eq!(Balances::free_balance(1), ENDOWMENT);
        System::assert_last_event(
            Event::Closed {
                prover: 1,
                from_pool: 4_000,
                from_unbonding: 1_000,
                deposit: EXISTENTIAL_DEPOSIT,
            }
            .into(),
        );
    });
}

#[test]
fn close_should_fail_when_the_period_has_not_passed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);
        advance(PERIOD - 1);

        assert_noop!(close(1), Error::<Test>::StillLocked);
        advance(1);

        assert_ok!(close(1));
    });
}

#[test]
fn close_should_fail_when_a_job_runs() {
    run(|| {
        register(1, MIN_STAKE, 2);
        assert_ok!(Provers::start_job(&1, 0));
        leave(1);
        advance(10 * PERIOD);

        assert_noop!(close(1), Error::<Test>::JobsRunning);
        assert_eq!(held(1), (MIN_STAKE, 0));
    });
}

#[test]
fn close_should_fail_when_not_leaving_or_not_registered() {
    run(|| {
        assert_noop!(close(1), Error::<Test>::NotRegistered);
        register(1, MIN_STAKE, 1);
        assert_noop!(close(1), Error::<Test>::NotLeaving);
        leave_and_close(1);

        assert_noop!(close(1), Error::<Test>::NotRegistered);
    });
}

#[test]
fn close_should_wait_for_every_staker_when_others_have_stake() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 500));
        assert_ok!(stake(3, 1, 500));
        assert_ok!(unstake(3, 1, 500));
        leave(1);
        advance(PERIOD);

        assert_noop!(close(1), Error::<Test>::StakersLeft);
        assert_ok!(withdraw(1, 2));
        assert_noop!(close(1), Error::<Test>::StakersLeft);
        assert_ok!(withdraw(1, 3));

        assert_ok!(close(1));
        assert!([1, 2, 3]
            .iter()
            .all(|who| Balances::free_balance(who) == ENDOWMENT));
    });
}

#[test]
fn settled_prover_should_pay_everything_at_once_when_a_staker_withdraws() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 900));
        leave(1);
        advance(PERIOD - 1);
        assert_ok!(unstake(2, 1, 300));
        assert_noop!(withdraw(1, 2), Error::<Test>::NothingToWithdraw);
        advance(1);

        assert_ok!(withdraw(1, 2));

        assert_eq!(Balances::free_balance(2), ENDOWMENT);
        System::assert_last_event(
            Event::Withdrawn {
                prover: 1,
                staker: 2,
                shares: 600,
                from_pool: 600,
                unbonding_shares: 300,
                from_unbonding: 300,
            }
            .into(),
        );
    });
}

#[test]
fn operator_should_not_be_paid_before_others_when_the_prover_is_settled() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 900));
        leave(1);
        advance(PERIOD);

        assert_noop!(withdraw(1, 1), Error::<Test>::NothingToWithdraw);
        assert_noop!(close(1), Error::<Test>::StakersLeft);
    });
}

#[test]
fn amount_should_be_forfeited_when_the_account_is_gone_and_the_prover_settled() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(stake(2, 1, 100));
        slash(1, 1_000);
        assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(2), 3, false));
        leave(1);
        advance(PERIOD);
        let before = Balances::free_balance(TREASURY);

        assert_ok!(withdraw(1, 2));

        assert_eq!(Balances::free_balance(TREASURY), before + 9);
        System::assert_has_event(Event::Forfeited { staker: 2, amount: 9 }.into());
        assert_ok!(close(1));
    });
}

#[test]
fn close_should_revive_the_operators_account_when_it_is_gone() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_ok!(Balances::transfer_all(RuntimeOrigin::signed(1), 2, false));
        slash(1, MIN_STAKE - 1);
        leave(1);
        advance(PERIOD);

        assert_ok!(close(1));

        assert_eq!(Balances::free_balance(1), 1 + EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn close_should_give_gifts_to_the_operator_when_somebody_has_made_any() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let pool = Provers::pool_account(&1);
        assert_ok!(Balances::transfer_allow_death(
            RuntimeOrigin::signed(2),
            pool,
            300
        ));

        leave_and_close(1);

        assert_eq!(Balances::free_balance(1), ENDOWMENT + 300);
        assert_eq!(Balances::total_balance(&pool), 0);
    });
}

#[test]
fn close_should_restore_the_state_exactly_when_the_prover_had_everything() {
    run(|| {
        register(7, MIN_STAKE, 1);
        advance(PERIOD);
        let now = System::block_number();
        Left::set(&vec![1]);
        let before = state_root();

        System::set_block_number(now - PERIOD);
        Left::set(&vec![]);
        register(1, 5_000, 3);
        for worker in [2, 3] {
            assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), worker));
            assert_ok!(Provers::accept_worker(RuntimeOrigin::signed(worker), 1));
        }
        assert_ok!(Provers::propose_worker(RuntimeOrigin::signed(1), 4));
        assert_ok!(stake(5, 1, 700));
        assert_ok!(unstake(5, 1, 200));
        assert_ok!(unstake(1, 1, 200));
        assert_ok!(Provers::start_job(&1, 700));
        Provers::finish_job(&1, 700, 3);
        assert_ok!(Provers::start_job(&1, 0));
        resolve(miss(&1, 0));
        leave(1);
        System::set_block_number(now);
        assert_ok!(withdraw(1, 5));
        assert_ok!(close(1));

        assert!(Unbondings::<Test>::iter().next().is_none());
        assert_eq!(state_root(), before);
    });
}

#[test]
fn close_should_cost_less_than_declared_when_there_are_few_worker_keys() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);
        advance(PERIOD);

        let actual = Provers::close(RuntimeOrigin::signed(1), 1)
            .unwrap()
            .actual_weight
            .unwrap();

        let declared = crate::Call::<Test>::close { prover: 1 }
            .get_dispatch_info()
            .call_weight;
        assert!(actual.ref_time() < declared.ref_time());
    });
}

#[test]
fn leaving_prover_should_refuse_changes_when_not_closed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        leave(1);

        assert_noop!(
            Provers::set_slots(RuntimeOrigin::signed(1), 1),
            Error::<Test>::Leaving
        );
        assert_noop!(
            Provers::register(RuntimeOrigin::signed(1), MIN_STAKE, 1, Permill::zero()),
            Error::<Test>::AlreadyRegistered
        );
    });
}
