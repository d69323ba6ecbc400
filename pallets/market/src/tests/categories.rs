use super::*;
use crate::{Categories, Error, Event, Parameters, ReferencePrices};
use frame_support::assert_ok;
use proofnet_market::Category;
use sp_runtime::DispatchResult;

type Rules = Category<Balance, BlockNumber>;

fn create(id: CategoryId, category: Rules, reference_price: Balance) -> DispatchResult {
    Market::create_category(RuntimeOrigin::root(), id, category, reference_price)
}

fn update(id: CategoryId, category: Rules) -> DispatchResult {
    Market::update_category(RuntimeOrigin::root(), id, category)
}

#[test]
fn category_should_be_open_for_orders_when_created() {
    run(|| {
        assert_ok!(create(3, small(), 10));
        assert_eq!(
            events(),
            [Event::CategoryCreated {
                category: 3,
                reference_price: 10
            }]
        );
        assert_ok!(Order {
            category: 3,
            ..Order::of(REQUESTERS[0])
        }
        .try_place());
    });
}

#[test]
fn create_should_be_refused_when_the_category_exists() {
    run(|| refused(|| create(SMALL, small(), 10), Error::<Test>::CategoryExists));
}

#[test]
fn create_should_be_refused_when_there_are_as_many_as_is_allowed() {
    run(|| {
        assert_ok!(create(3, small(), 10));
        assert_ok!(create(4, small(), 10));
        refused(|| create(5, small(), 10), Error::<Test>::TooManyCategories);
    });
}

#[test]
fn create_should_be_refused_when_a_figure_is_out_of_bounds() {
    run(|| {
        refused(
            || {
                create(
                    3,
                    Rules {
                        max_units: 0,
                        ..small()
                    },
                    10,
                )
            },
            Error::<Test>::ZeroUnits,
        );
        refused(
            || {
                create(
                    3,
                    Rules {
                        proving_window: 0,
                        ..small()
                    },
                    10,
                )
            },
            Error::<Test>::ZeroWindow,
        );
        refused(
            || {
                create(
                    3,
                    Rules {
                        proving_window: u64::MAX,
                        ..small()
                    },
                    10,
                )
            },
            Error::<Test>::WindowTooLong,
        );
        refused(
            || {
                create(
                    3,
                    Rules {
                        price_floor: 0,
                        ..small()
                    },
                    10,
                )
            },
            Error::<Test>::ZeroFloor,
        );
        refused(|| create(3, small(), 1), Error::<Test>::ReferencePriceBelowFloor);
    });
}

#[test]
fn update_should_raise_the_reference_price_when_the_floor_is_above_it() {
    run(|| {
        let category = Rules {
            price_floor: 12,
            ..small()
        };
        assert_ok!(update(SMALL, category.clone()));
        assert_eq!(Categories::<Test>::get(SMALL), Some(category));
        assert_eq!(ReferencePrices::<Test>::get(SMALL), Some(12));
        let moved = Event::ReferencePriceMoved {
            category: SMALL,
            reference_price: 12,
        };
        assert_eq!(events(), [Event::CategoryUpdated { category: SMALL }, moved]);
    });
}

#[test]
fn update_should_keep_the_reference_price_when_the_floor_is_below_it() {
    run(|| {
        assert_ok!(update(
            SMALL,
            Rules {
                price_floor: 9,
                ..small()
            }
        ));
        assert_eq!(ReferencePrices::<Test>::get(SMALL), Some(10));
    });
}

#[test]
fn update_should_be_refused_when_the_category_is_unknown() {
    run(|| refused(|| update(3, small()), Error::<Test>::UnknownCategory));
}

#[test]
fn update_should_be_refused_when_a_figure_is_out_of_bounds() {
    run(|| {
        refused(
            || {
                update(
                    SMALL,
                    Rules {
                        max_units: 0,
                        ..small()
                    },
                )
            },
            Error::<Test>::ZeroUnits,
        )
    });
}

#[test]
fn request_should_not_be_matched_when_a_longer_window_misses_its_deadline() {
    run(|| {
        supply(PROVERS[0], 1, 6);
        let request = Order::of(REQUESTERS[0]).until(5, 15).place();
        assert_ok!(update(
            SMALL,
            Rules {
                proving_window: 14,
                ..small()
            }
        ));
        go_to(6);
        assert_eq!(Market::request_status(request), None);
        assert_eq!(free(REQUESTERS[0]), ENDOWMENT);
    });
}

#[test]
fn request_should_be_matched_when_a_longer_window_still_meets_its_deadline() {
    run(|| {
        supply(PROVERS[0], 1, 6);
        let request = Order::of(REQUESTERS[0]).until(5, 15).place();
        assert_ok!(update(
            SMALL,
            Rules {
                proving_window: 13,
                ..small()
            }
        ));
        next_block();
        assert!(Market::assignments(&PROVERS[0])
            .iter()
            .any(|assignment| assignment.request == request));
    });
}

#[test]
fn request_should_not_be_matched_when_it_is_larger_than_a_lowered_limit() {
    run(|| {
        supply(PROVERS[0], 1, 6);
        Order::of(REQUESTERS[0]).place();
        assert_ok!(update(
            SMALL,
            Rules {
                max_units: 99,
                ..small()
            }
        ));
        next_block();
        assert!(Market::assignments(&PROVERS[0]).is_empty());
    });
}

#[test]
fn job_should_keep_its_terms_when_its_category_changes() {
    run(|| {
        supply(PROVERS[0], 1, 6);
        let request = Order::of(REQUESTERS[0]).place();
        next_block();
        assert_ok!(update(
            SMALL,
            Rules {
                proving_window: 1,
                rejection_window: 1,
                max_units: 1,
                ..small()
            }
        ));
        go_to(12);
        assert_ok!(deliver(PROVERS[0], request));
    });
}

#[test]
fn parameters_should_be_in_force_when_set() {
    run(|| {
        let parameters = crate::MarketParameters {
            retention: 9,
            ..parameters()
        };
        assert_ok!(Market::set_parameters(RuntimeOrigin::root(), parameters));
        assert_eq!(Parameters::<Test>::get(), parameters);
        assert_eq!(events(), [Event::ParametersSet { parameters }]);
    });
}

#[test]
fn set_parameters_should_be_refused_when_a_figure_is_out_of_bounds() {
    run(|| {
        let set = |parameters| Market::set_parameters(RuntimeOrigin::root(), parameters);
        let many = crate::MarketParameters {
            max_restricted: 17,
            ..parameters()
        };
        refused(|| set(many), Error::<Test>::TooManyRestricted);
        let none = crate::MarketParameters {
            retention: 0,
            ..parameters()
        };
        refused(|| set(none), Error::<Test>::ZeroRetention);
    });
}
