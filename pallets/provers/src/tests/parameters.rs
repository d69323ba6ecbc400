use super::*;
use crate::{Error, ProverParameters};
use frame_support::assert_noop;
use sp_runtime::DispatchError;

fn set(change: impl FnOnce(&mut ProverParameters<u64>)) -> DispatchResult {
    let mut parameters = Provers::parameters();
    change(&mut parameters);
    Provers::set_parameters(RuntimeOrigin::root(), parameters)
}

#[test]
fn parameters_should_be_the_initial_ones_when_nothing_was_set() {
    run(|| assert_eq!(Provers::parameters(), InitialParameters::get()));
}

#[test]
fn set_parameters_should_be_refused_when_the_origin_is_wrong() {
    run(|| {
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::signed(1)] {
            assert_noop!(
                Provers::set_parameters(origin, InitialParameters::get()),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn set_parameters_should_store_all_when_they_are_within_bounds() {
    run(|| {
        let parameters = ProverParameters {
            jail_misses: 1,
            ..InitialParameters::get()
        };
        assert_ok!(Provers::set_parameters(RuntimeOrigin::root(), parameters));
        assert_eq!(Provers::parameters(), parameters);
        System::assert_last_event(Event::ParametersSet { parameters }.into());
    });
}

#[test]
fn set_parameters_should_be_refused_when_one_is_out_of_bounds() {
    run(|| {
        type Change = fn(&mut ProverParameters<u64>);
        let refusals: [(Change, Error<Test>); 7] = [
            (|p| p.min_self_stake = 0, Error::ZeroStake),
            (|p| p.min_delegation = 0, Error::ZeroStake),
            (
                |p| p.commission_period = PERIOD - 1,
                Error::CommissionPeriodTooShort,
            ),
            (|p| p.jail_misses = 0, Error::JailMissesOutOfRange),
            (|p| p.jail_misses = 17, Error::JailMissesOutOfRange),
            (|p| p.jail_window = 0, Error::ZeroJailWindow),
            (|p| p.jail_cooling = PERIOD + 1, Error::JailCoolingTooLong),
        ];
        for (change, error) in refusals {
            assert_noop!(set(change), error);
        }
    });
}

#[test]
fn prover_should_take_no_jobs_when_the_least_stake_is_raised_above_its_own() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let free_slots = || {
            <Provers as proofnet_market::Provers<_>>::capacity(&1)
                .unwrap()
                .free_slots
        };
        assert_eq!(free_slots(), 1);
        assert_ok!(set(|p| p.min_self_stake = MIN_STAKE + 1));
        assert_eq!(free_slots(), 0);
        assert_ok!(Provers::stake(RuntimeOrigin::signed(1), 1, 1));
        assert_eq!(free_slots(), 1);
    });
}

#[test]
fn commission_should_stay_and_not_rise_when_the_maximum_is_lowered_below_it() {
    run(|| {
        assert_ok!(Provers::register(
            RuntimeOrigin::signed(1),
            MIN_STAKE,
            1,
            Permill::from_percent(50)
        ));
        assert_ok!(set(|p| p.max_commission = Permill::from_percent(40)));
        assert_eq!(row(1).commission.rate, Permill::from_percent(50));
        advance(COMMISSION_PERIOD);
        let set_commission =
            |percent| Provers::set_commission(RuntimeOrigin::signed(1), Permill::from_percent(percent));
        assert_noop!(set_commission(51), Error::<Test>::CommissionTooHigh);
        assert_ok!(set_commission(45));
    });
}
