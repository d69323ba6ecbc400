use super::*;
use crate::{Error, Event, Offers};
use frame_support::assert_ok;

const PROVER: AccountId = PROVERS[0];

#[test]
fn offers_should_stand_when_set_by_the_prover() {
    run(|| {
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(LARGE, 50), (SMALL, 6)]));
        assert_eq!(Market::offers(&PROVER), [(SMALL, 6), (LARGE, 50)]);
        assert_eq!(
            events(),
            [Event::OffersSet {
                prover: PROVER,
                asks: vec![(LARGE, 50), (SMALL, 6)]
            }]
        );
    });
}

#[test]
fn offers_should_stand_when_set_by_a_worker_key() {
    run(|| {
        register(PROVER, 1);
        give_worker(PROVER, STRANGER);
        assert_ok!(set_offers(STRANGER, &[(SMALL, 6)]));
        assert_eq!(Market::offers(&PROVER), [(SMALL, 6)]);
        assert!(!Offers::<Test>::contains_key(STRANGER));
    });
}

#[test]
fn set_offers_should_be_refused_until_the_record_is_long_enough_when_the_category_asks_for_one() {
    run(|| {
        let tier = proofnet_market::Category {
            min_delivered: 1,
            ..large()
        };
        assert_ok!(Market::update_category(RuntimeOrigin::root(), LARGE, tier));
        supply(PROVER, 1, 6);
        refused(
            || set_offers(PROVER, &[(SMALL, 6), (LARGE, 50)]),
            Error::<Test>::RecordTooShort,
        );

        let request = Order::of(REQUESTERS[0]).place();
        next_block();
        assert_ok!(deliver(PROVER, request));
        assert_ok!(set_offers(PROVER, &[(SMALL, 6), (LARGE, 50)]));
    });
}

#[test]
fn offers_should_be_replaced_when_set_again() {
    run(|| {
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(SMALL, 6)]));
        assert_ok!(set_offers(PROVER, &[(LARGE, 50)]));
        assert_eq!(Market::offers(&PROVER), [(LARGE, 50)]);
        assert_eq!(Offers::<Test>::count(), 1);
    });
}

#[test]
fn offers_should_be_removed_when_set_to_none() {
    run(|| {
        supply(PROVER, 1, 6);
        events();
        assert_ok!(set_offers(PROVER, &[]));
        assert_eq!(Offers::<Test>::count(), 0);
        assert_eq!(events(), [Event::OffersRemoved { prover: PROVER }]);
    });
}

#[test]
fn offers_should_be_removed_when_the_prover_leaves() {
    run(|| {
        supply(PROVER, 1, 6);
        assert_ok!(Provers::deregister(RuntimeOrigin::signed(PROVER)));
        assert_eq!(Offers::<Test>::count(), 0);
    });
}

#[test]
fn set_offers_should_be_refused_when_the_caller_is_no_prover() {
    run(|| refused(|| set_offers(STRANGER, &[(SMALL, 6)]), Error::<Test>::NotProver));
}

#[test]
fn set_offers_should_be_refused_when_the_prover_is_leaving() {
    run(|| {
        register(PROVER, 1);
        assert_ok!(Provers::deregister(RuntimeOrigin::signed(PROVER)));
        refused(
            || set_offers(PROVER, &[(SMALL, 6)]),
            Error::<Test>::ProverInactive,
        );
    });
}

#[test]
fn set_offers_should_be_refused_when_an_ask_is_zero() {
    run(|| {
        register(PROVER, 1);
        refused(|| set_offers(PROVER, &[(SMALL, 0)]), Error::<Test>::ZeroAsk);
    });
}

#[test]
fn set_offers_should_be_refused_when_a_category_is_named_twice() {
    run(|| {
        register(PROVER, 1);
        refused(
            || set_offers(PROVER, &[(SMALL, 6), (SMALL, 7)]),
            Error::<Test>::DuplicateAsk,
        );
    });
}

#[test]
fn set_offers_should_be_refused_when_a_category_is_unknown() {
    run(|| {
        register(PROVER, 1);
        refused(
            || set_offers(PROVER, &[(SMALL, 6), (9, 6)]),
            Error::<Test>::UnknownCategory,
        );
    });
}

#[test]
fn set_offers_should_be_refused_when_the_stake_secures_no_job_of_a_category() {
    run(|| {
        assert_ok!(register_with(PROVER, 1_099, 1));
        refused(|| set_offers(PROVER, &[(SMALL, 6)]), Error::<Test>::StakeTooLow);
    });
}

#[test]
fn set_offers_should_be_accepted_when_the_stake_secures_just_one_job() {
    run(|| {
        assert_ok!(register_with(PROVER, 1_100, 1));
        assert_ok!(set_offers(PROVER, &[(SMALL, 6)]));
    });
}

#[test]
fn set_offers_should_be_refused_when_as_many_provers_have_offers_as_is_allowed() {
    run(|| {
        PROVERS[..3].iter().for_each(|prover| supply(*prover, 1, 6));
        register(PROVERS[3], 1);
        refused(
            || set_offers(PROVERS[3], &[(SMALL, 6)]),
            Error::<Test>::TooManyProvers,
        );
    });
}

#[test]
fn offers_should_be_changeable_when_as_many_provers_have_offers_as_is_allowed() {
    run(|| {
        PROVERS[..3].iter().for_each(|prover| supply(*prover, 1, 6));
        assert_ok!(set_offers(PROVER, &[(SMALL, 7)]));
    });
}

#[test]
fn offers_should_be_accepted_when_asks_are_extreme() {
    run(|| {
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(SMALL, u128::MAX)]));
        Order::of(REQUESTERS[0]).place();
        next_block();
    });
}
