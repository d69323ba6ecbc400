use super::*;
use codec::{Decode, Encode};
use frame_support::view_functions::{ViewFunctionDispatchError, ViewFunctionId};
use proofnet_market::{Latency, Page, ProverState, ProverView, Provers as _, StakeView};

type View = ProverView<AccountId, Balance, u64>;

fn state(prover: AccountId) -> ProverState<u64> {
    Provers::prover(prover).unwrap().state
}

/// The identifier that the metadata gives to the view function `name`.
fn id(name: &str) -> ViewFunctionId {
    let functions = Provers::pallet_view_functions_metadata();
    let function = functions.iter().find(|function| function.name == name);
    let id = function.expect("in the metadata").id;
    ViewFunctionId {
        prefix: id[..16].try_into().unwrap(),
        suffix: id[16..].try_into().unwrap(),
    }
}

#[test]
fn view_should_have_all_of_a_prover_when_it_has_worked() {
    run(|| {
        register(1, 2_000, 4);
        assert_ok!(stake(2, 1, 1_000));
        assert_ok!(unstake(2, 1, 400));
        assert_ok!(Provers::start_job(&1, 300));
        Provers::finish_job(&1, 300, 3);
        assert_ok!(Provers::start_job(&1, 300));
        slash(1, 30);

        let view = Provers::prover(1).unwrap();
        assert_eq!((view.prover, view.state), (1, ProverState::Active));
        assert_eq!((view.slots, view.jobs, view.free_slots), (4, 1, 3));
        assert_eq!((view.commission, view.commission_raised), (Permill::zero(), 1));
        // The slash of 30 takes 26 of the 2,600 that work and 4 of the 400 that are unbonding.
        let stake = StakeView {
            pool: 2_574,
            free: 2_274,
            locked: 300,
            shares: 2_600,
            own_shares: 2_000,
            own: 1_980,
            unbonding: 396,
            unbonding_shares: 400,
            shortfall: 0,
        };
        assert_eq!(view.stake, stake);
        let performance = view.performance;
        assert_eq!((performance.record.delivered, performance.record.missed), (1, 1));
        assert_eq!(performance.on_time, Some(Permill::from_percent(50)));
        let latency = Latency {
            p50: 3,
            p90: 3,
            p99: 3,
        };
        assert_eq!(performance.latency, Some(latency));
    });
}

#[test]
fn view_should_follow_the_state_when_it_changes() {
    run(|| {
        register(1, MIN_STAKE, 4);
        assert_eq!(state(1), ProverState::Active);
        slash(1, 1);
        assert_eq!(state(1), ProverState::Registered);
        assert_ok!(stake(1, 1, 1_000));
        assert_eq!(state(1), ProverState::Active);
        (1..JAIL_MISSES).for_each(|_| slash(1, 1));
        let until = 1 + JAIL_COOLING;
        assert_eq!(state(1), ProverState::Jailed { until });
        assert_eq!(Provers::prover(1).unwrap().free_slots, 0);
        advance(1);
        leave(1);
        assert_eq!(state(1), ProverState::Leaving { since: 2 });
    });
}

#[test]
fn view_should_be_none_when_nobody_is_registered() {
    run(|| {
        assert_eq!(Provers::prover(1), None);
        register(1, 2_000, 4);
        assert!(Provers::prover(1).is_some());
        leave_and_close(1);
        assert_eq!(Provers::prover(1), None);
    });
}

#[test]
fn pages_should_have_every_prover_once_when_read_to_the_end() {
    run(|| {
        (1..=4).for_each(|who| register(who, 2_000, 1));
        for limit in 1..=5 {
            let (mut seen, mut after) = (vec![], None);
            loop {
                let page = Provers::provers(after, limit);
                assert!(page.items.len() <= limit as usize);
                seen.extend(page.items.iter().map(|view: &View| view.prover));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            seen.sort_unstable();
            assert_eq!(seen, [1, 2, 3, 4], "pages of {limit}");
        }
    });
}

#[test]
fn next_page_should_be_the_same_when_the_prover_it_follows_has_gone() {
    run(|| {
        (1..=4).for_each(|who| register(who, 2_000, 1));
        let first = Provers::provers(None, 2);
        let second = Provers::provers(first.next, 2);
        leave_and_close(first.next.unwrap());
        assert_eq!(Provers::provers(first.next, 2), second);
    });
}

#[test]
fn view_functions_should_answer_when_called_by_their_identifiers_in_the_metadata() {
    run(|| {
        register(1, 2_000, 4);
        let answer = Test::execute_view_function(id("prover"), 1u64.encode()).unwrap();
        let prover = Option::<View>::decode(&mut &answer[..]).unwrap();
        assert_eq!(prover, Provers::prover(1));

        let answer = Test::execute_view_function(id("provers"), (None::<u64>, 9u32).encode()).unwrap();
        let page = Page::<View, AccountId>::decode(&mut &answer[..]).unwrap();
        assert_eq!(page, Provers::provers(None, 9));

        let refused = Test::execute_view_function(id("prover"), vec![1]);
        assert!(matches!(refused, Err(ViewFunctionDispatchError::Codec)));
    });
}
