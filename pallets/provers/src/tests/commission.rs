use super::*;
use crate::{
    commission::{Commission, CommissionError, Rules},
    Error,
};
use frame_support::assert_noop;

const RULES: Rules<u64> = Rules {
    max: Permill::from_percent(80),
    max_rise: Permill::from_percent(5),
    period: 20,
};

fn percent(percent: u32) -> Permill {
    Permill::from_percent(percent)
}

fn at(rate: u32, raised: u64) -> Commission<u64> {
    Commission {
        rate: percent(rate),
        raised,
    }
}

fn set(who: AccountId, commission: Permill) -> DispatchResult {
    Provers::set_commission(RuntimeOrigin::signed(who), commission)
}

#[test]
fn first_commission_should_be_refused_when_above_the_maximum() {
    assert_eq!(Commission::new(percent(80), 3, &RULES), Ok(at(80, 3)));
    assert_eq!(
        Commission::new(Permill::from_parts(800_001), 3, &RULES),
        Err(CommissionError::TooHigh)
    );
}

#[test]
fn commission_should_rise_by_a_step_at_most_when_a_period_has_passed() {
    assert_eq!(at(10, 100).changed(percent(15), 120, &RULES), Ok(at(15, 120)));
    assert_eq!(
        at(10, 100).changed(Permill::from_parts(150_001), 120, &RULES),
        Err(CommissionError::RisesTooMuch)
    );
}

#[test]
fn commission_should_not_rise_when_the_period_has_not_passed() {
    assert_eq!(
        at(10, 100).changed(percent(11), 119, &RULES),
        Err(CommissionError::RisesTooSoon)
    );
}

#[test]
fn commission_should_not_rise_when_it_would_be_above_the_maximum() {
    assert_eq!(
        at(79, 0).changed(percent(81), 100, &RULES),
        Err(CommissionError::TooHigh)
    );
    assert_eq!(at(79, 0).changed(percent(80), 100, &RULES), Ok(at(80, 100)));
}

#[test]
fn commission_should_fall_at_once_when_lowered_and_leave_the_period() {
    assert_eq!(at(50, 100).changed(percent(0), 100, &RULES), Ok(at(0, 100)));
    // It cannot jump back.
    assert_eq!(
        at(0, 100).changed(percent(50), 1_000, &RULES),
        Err(CommissionError::RisesTooMuch)
    );
}

#[test]
fn commission_should_be_changed_when_it_was_raised_long_ago() {
    assert_eq!(
        at(0, 0).changed(percent(5), u64::MAX, &RULES),
        Ok(at(5, u64::MAX))
    );
}

#[test]
fn set_commission_should_take_effect_when_within_the_bounds() {
    run(|| {
        register(1, MIN_STAKE, 1);
        advance(COMMISSION_PERIOD);

        assert_ok!(set(1, MAX_RISE));

        assert_eq!(row(1).commission.rate, MAX_RISE);
        System::assert_last_event(
            Event::CommissionSet {
                prover: 1,
                commission: MAX_RISE,
            }
            .into(),
        );
    });
}

#[test]
fn set_commission_should_fail_when_it_rises_too_soon_or_too_much_or_too_high() {
    run(|| {
        register(1, MIN_STAKE, 1);
        assert_noop!(set(1, MAX_RISE), Error::<Test>::CommissionRisesTooSoon);
        advance(COMMISSION_PERIOD - 1);
        assert_noop!(set(1, MAX_RISE), Error::<Test>::CommissionRisesTooSoon);
        advance(1);

        assert_noop!(
            set(1, MAX_RISE + Permill::from_parts(1)),
            Error::<Test>::CommissionRisesTooMuch
        );
        assert_noop!(set(1, Permill::one()), Error::<Test>::CommissionTooHigh);
        assert_ok!(set(1, MAX_RISE));
        assert_noop!(set(1, MAX_RISE + MAX_RISE), Error::<Test>::CommissionRisesTooSoon);
    });
}

#[test]
fn set_commission_should_fail_when_the_caller_is_no_prover_or_leaving() {
    run(|| {
        assert_noop!(set(1, Permill::zero()), Error::<Test>::NotRegistered);
        register(1, MIN_STAKE, 1);
        leave(1);

        assert_noop!(set(1, Permill::zero()), Error::<Test>::Leaving);
    });
}
