//! The state machine, apart from the chain.

use crate::state::{Cause, Denial, State};

const JAILED: State<u64> = State::Jailed { until: 10 };
const LEAVING: State<u64> = State::Leaving { since: 3 };
const STAYING: [State<u64>; 3] = [State::Registered, State::Active, JAILED];

#[test]
fn state_should_follow_the_own_stake_when_neither_jailed_nor_leaving() {
    for state in [State::<u64>::Registered, State::Active] {
        assert_eq!(state.after(Cause::OwnStake { enough: true }), Ok(State::Active));
        assert_eq!(
            state.after(Cause::OwnStake { enough: false }),
            Ok(State::Registered)
        );
    }
    for state in [JAILED, LEAVING] {
        for enough in [true, false] {
            assert_eq!(state.after(Cause::OwnStake { enough }), Ok(state));
        }
    }
}

#[test]
fn prover_should_be_jailed_when_it_misses_too_often() {
    for state in [State::Registered, State::Active] {
        assert_eq!(state.after(Cause::TooManyMisses { until: 10 }), Ok(JAILED));
    }
    assert_eq!(LEAVING.after(Cause::TooManyMisses { until: 10 }), Ok(LEAVING));
}

#[test]
fn term_should_be_the_longer_one_when_jailed_twice() {
    assert_eq!(JAILED.after(Cause::TooManyMisses { until: 9 }), Ok(JAILED));
    assert_eq!(
        JAILED.after(Cause::TooManyMisses { until: 11 }),
        Ok(State::Jailed { until: 11 })
    );
}

#[test]
fn unjail_should_wait_for_the_end_of_the_term_when_jailed() {
    let unjail = |now, enough| JAILED.after(Cause::Unjail { now, enough });

    assert_eq!(unjail(9, true), Err(Denial::TermNotOver));
    assert_eq!(unjail(10, true), Ok(State::Active));
    assert_eq!(unjail(11, false), Ok(State::Registered));
}

#[test]
fn unjail_should_be_refused_when_not_jailed() {
    let unjail = Cause::Unjail {
        now: 100,
        enough: true,
    };

    assert_eq!(State::Registered.after(unjail), Err(Denial::NotJailed));
    assert_eq!(State::Active.after(unjail), Err(Denial::NotJailed));
    assert_eq!(LEAVING.after(unjail), Err(Denial::Leaving));
}

#[test]
fn prover_should_be_leaving_when_it_leaves_or_is_ejected() {
    for state in STAYING {
        assert_eq!(
            state.after(Cause::Leave { now: 7 }),
            Ok(State::Leaving { since: 7 })
        );
        assert_eq!(
            state.after(Cause::Eject { now: 7 }),
            Ok(State::Leaving { since: 7 })
        );
    }
}

#[test]
fn time_of_leaving_should_stay_when_it_is_ejected_after() {
    assert_eq!(LEAVING.after(Cause::Eject { now: 7 }), Ok(LEAVING));
    assert_eq!(LEAVING.after(Cause::Leave { now: 7 }), Err(Denial::Leaving));
}
