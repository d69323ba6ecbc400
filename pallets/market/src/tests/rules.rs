use crate::{
    mock::{large, parameters, small, MAX_LIFETIME},
    rules::*,
};
use proofnet_market::{
    Admitted, CircuitId, CircuitInfo, Input, Order, PublicInput, PublicInputs, Repricing, RepricingTerms,
    Statement,
};
use proofnet_proofs::ProofSystem;
use proptest::{collection::vec, prelude::*};
use sp_runtime::Permill;

fn miss() -> Miss<u64> {
    Miss {
        fee: 1_000,
        slashed: 500,
        compensation: Permill::from_percent(20),
        top_up: Permill::from_percent(10),
        now: 50,
        proving_window: 10,
        deadline: 60,
        can_exclude: true,
    }
}

fn statement(inputs: &[PublicInput]) -> Statement {
    inputs.to_vec().try_into().unwrap()
}

fn outputs(values: &[u8]) -> PublicInputs {
    values
        .iter()
        .map(|value| [*value; 32])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}

fn with_order(change: impl FnOnce(&mut Order<u64, u128, u64>)) -> Result<u128, OrderError> {
    let circuit = CircuitInfo {
        system: ProofSystem::Groth16Bn254,
        units: 100,
        public_inputs: 1,
        program: None,
    };
    let mut order = Order {
        circuit: CircuitId::zero(),
        category: 1,
        statement: statement(&[PublicInput::Free]),
        input: Input::Inline(Default::default()),
        max_fee: 1_099,
        match_by: 6,
        deadline: 16,
        repricing: None,
        admitted: Admitted::new(),
    };
    change(&mut order);
    check_order(&order, &circuit, &small(), 5, MAX_LIFETIME)
}

#[test]
fn unit_bid_should_be_rounded_down_when_the_fee_is_no_multiple_of_the_units() {
    assert_eq!(with_order(|_| ()), Ok(10));
}

#[test]
fn order_should_be_accepted_when_it_can_be_matched_in_the_next_block_only() {
    assert!(with_order(|order| (order.match_by, order.deadline) = (6, 16)).is_ok());
    assert_eq!(
        with_order(|order| order.match_by = 5),
        Err(OrderError::MatchByPast)
    );
}

#[test]
fn order_should_be_refused_when_a_late_match_leaves_less_than_the_window() {
    assert_eq!(
        with_order(|order| order.deadline = 15),
        Err(OrderError::DeadlineTooEarly)
    );
}

#[test]
fn order_should_be_refused_when_its_blocks_are_at_the_end_of_all_numbers() {
    let last = |order: &mut Order<u64, u128, u64>| (order.match_by, order.deadline) = (u64::MAX, u64::MAX);
    assert_eq!(with_order(last), Err(OrderError::DeadlineTooFar));
}

#[test]
fn slots_should_be_what_the_free_stake_secures_when_that_is_less() {
    assert_eq!(secured_slots(5, 299, 100), 2);
    assert_eq!(secured_slots(5, 99, 100), 0);
    assert_eq!(secured_slots(5, 5_000, 100), 5);
}

#[test]
fn slots_should_be_those_that_are_free_when_no_collateral_is_asked() {
    assert_eq!(secured_slots(5, 0, 0), 5);
}

fn cut(slots: &[u32], matches: u32, turn: u32) -> Vec<u32> {
    let mut slots = slots.to_vec();
    cut_to_matches(&mut slots, matches, turn);
    slots
}

#[test]
fn slots_should_not_be_cut_when_a_block_has_weight_for_all() {
    assert_eq!(cut(&[50, 0, 14], 64, 7), [50, 0, 14]);
    assert_eq!(cut(&[], 64, 7), [0; 0]);
}

#[test]
fn slots_should_be_shared_equally_when_all_have_more() {
    assert_eq!(cut(&[50, 40, 30], 60, 0), [20, 20, 20]);
}

#[test]
fn small_provers_should_keep_their_slots_when_large_ones_are_cut() {
    assert_eq!(cut(&[50, 3, 40, 1], 64, 0), [30, 3, 30, 1]);
}

#[test]
fn provers_should_take_turns_when_there_are_more_of_them_than_matches() {
    assert_eq!(cut(&[9, 9, 9, 9, 9], 2, 0), [1, 1, 0, 0, 0]);
    assert_eq!(cut(&[9, 9, 9, 9, 9], 2, 1), [0, 0, 1, 1, 0]);
    assert_eq!(cut(&[9, 9, 9, 9, 9], 2, 2), [1, 0, 0, 0, 1]);
}

proptest! {
    #[test]
    fn slots_should_be_as_many_as_there_are_matches_when_cut(
        own in vec(0u32..=40, 0..30), matches in 0u32..=200, turn in any::<u32>(),
    ) {
        let cut = cut(&own, matches, turn);
        let sum: u32 = own.iter().sum();
        prop_assert_eq!(cut.iter().sum::<u32>(), sum.min(matches));
        prop_assert!(cut.iter().zip(&own).all(|(cut, own)| cut <= own));
        let most = cut.iter().max().copied().unwrap_or(0);
        prop_assert!(cut.iter().zip(&own).all(|(cut, own)| cut == own || *cut + 1 >= most));
    }

    #[test]
    fn prover_should_not_get_more_when_it_hides_or_invents_slots(
        own in vec(1u32..=40, 1..12), matches in 0u32..=100, turn in any::<u32>(), told in 0u32..=80,
    ) {
        let honest = cut(&own, matches, turn)[0];
        let mut misreport = own.clone();
        misreport[0] = told;
        // What it has not it cannot use. By which block's turn it is it may gain one slot, and lose it in another.
        prop_assert!(cut(&misreport, matches, turn)[0].min(own[0]) <= honest + 1);
    }

    #[test]
    fn turns_should_even_out_when_every_block_has_the_same_provers(provers in 1usize..20, matches in 1u32..40) {
        let mut sum = vec![0; provers];
        for turn in 0..provers as u32 {
            for (sum, slots) in sum.iter_mut().zip(cut(&vec![50; provers], matches, turn)) {
                *sum += slots;
            }
        }
        prop_assert!(sum.iter().all(|slots| *slots == sum[0]));
    }
}

#[test]
fn match_should_be_possible_when_the_window_just_fits() {
    assert!(can_be_matched(100, 50, 60, &small(), 50));
    assert!(!can_be_matched(100, 49, 60, &small(), 50));
    assert!(!can_be_matched(100, 50, 59, &small(), 50));
    assert!(!can_be_matched(1_001, 50, 60, &small(), 50));
}

#[test]
fn settlement_should_add_up_to_the_fee_when_rounding_the_protocol_fee() {
    let shares = settle(1_000, 100, 7, Permill::from_parts(9_999));
    assert_eq!(
        shares,
        Settlement {
            paid: 694,
            protocol_fee: 6,
            surplus: 300
        }
    );
}

#[test]
fn settlement_should_not_wrap_when_figures_are_extreme() {
    let shares = settle(u128::MAX, u64::MAX, u128::MAX, Permill::one());
    assert_eq!(
        shares,
        Settlement {
            paid: 0,
            protocol_fee: u128::MAX,
            surplus: 0
        }
    );
}

#[test]
fn missed_request_should_be_auctioned_again_when_the_window_just_fits() {
    let reauction = Some(Reauction {
        top_up: 100,
        match_by: 50,
    });
    assert_eq!(
        after_miss(&miss()),
        AfterMiss {
            compensation: 200,
            reauction
        }
    );
}

#[test]
fn missed_request_should_be_refunded_when_the_window_is_one_block_too_long() {
    let outcome = after_miss(&Miss {
        deadline: 59,
        ..miss()
    });
    assert_eq!(
        outcome,
        AfterMiss {
            compensation: 200,
            reauction: None
        }
    );
}

#[test]
fn missed_request_should_be_refunded_when_no_more_provers_can_be_excluded() {
    assert_eq!(
        after_miss(&Miss {
            can_exclude: false,
            ..miss()
        })
        .reauction,
        None
    );
}

#[test]
fn compensation_should_come_before_the_top_up_when_the_slash_is_small() {
    let outcome = after_miss(&Miss {
        slashed: 250,
        ..miss()
    });
    assert_eq!(outcome.compensation, 200);
    assert_eq!(outcome.reauction.map(|reauction| reauction.top_up), Some(50));
    let outcome = after_miss(&Miss {
        slashed: 150,
        ..miss()
    });
    assert_eq!(outcome.compensation, 150);
    assert_eq!(outcome.reauction.map(|reauction| reauction.top_up), Some(0));
}

#[test]
fn public_inputs_should_be_merged_in_order_when_some_are_free() {
    use PublicInput::{Fixed, Free};
    let statement = statement(&[Free, Fixed([7; 32]), Free]);
    assert_eq!(
        public_inputs(&statement, &outputs(&[1, 2])),
        Ok(outputs(&[1, 7, 2]))
    );
}

#[test]
fn outputs_should_be_refused_when_their_number_is_not_what_is_free() {
    let statement = statement(&[PublicInput::Free]);
    assert_eq!(public_inputs(&statement, &outputs(&[])), Err(OutputsError::Count));
    assert_eq!(
        public_inputs(&statement, &outputs(&[1, 2])),
        Err(OutputsError::Count)
    );
}

#[test]
fn outputs_should_be_refused_when_one_is_not_canonical() {
    let statement = statement(&[PublicInput::Free]);
    assert_eq!(
        public_inputs(&statement, &outputs(&[0xff])),
        Err(OutputsError::NotCanonical)
    );
}

#[test]
fn category_should_be_refused_when_a_figure_is_out_of_bounds() {
    let check = |category, price| check_category(&category, price, MAX_LIFETIME);
    assert_eq!(check(small(), 2), Ok(()));
    assert_eq!(check(large(), 4), Err(CategoryError::ReferencePriceBelowFloor));
    let category = proofnet_market::Category {
        max_units: 0,
        ..small()
    };
    assert_eq!(check(category, 2), Err(CategoryError::ZeroUnits));
    let category = proofnet_market::Category {
        proving_window: 0,
        ..small()
    };
    assert_eq!(check(category, 2), Err(CategoryError::ZeroWindow));
    let category = proofnet_market::Category {
        proving_window: MAX_LIFETIME,
        ..small()
    };
    assert_eq!(check(category, 2), Err(CategoryError::WindowTooLong));
    let category = proofnet_market::Category {
        rejection_window: 11,
        ..small()
    };
    assert_eq!(check(category, 2), Err(CategoryError::RejectionWindowTooLong));
    let category = proofnet_market::Category {
        price_floor: 0,
        ..small()
    };
    assert_eq!(check(category, 2), Err(CategoryError::ZeroFloor));
}

#[test]
fn parameters_should_be_refused_when_a_figure_is_out_of_bounds() {
    assert_eq!(check_parameters(&parameters(), 16), Ok(()));
    assert_eq!(
        check_parameters(&parameters(), 15),
        Err(ParametersError::TooManyRestricted)
    );
    for max_rejections in [0, 5] {
        let rejections = crate::MarketParameters {
            max_rejections,
            ..parameters()
        };
        assert_eq!(
            check_parameters(&rejections, 16),
            Err(ParametersError::RejectionsOutOfRange)
        );
    }
    let none = crate::MarketParameters {
        retention: 0,
        ..parameters()
    };
    assert_eq!(check_parameters(&none, 16), Err(ParametersError::ZeroRetention));
}

#[test]
fn deposit_should_not_wrap_when_figures_are_extreme() {
    assert_eq!(
        deposit(u128::MAX, u128::MAX, request_bytes(u32::MAX, u32::MAX, u32::MAX)),
        u128::MAX
    );
}

fn rising() -> RepricingTerms<u128, u64> {
    RepricingTerms {
        start: 500,
        step: 200,
        every: 3,
    }
}

#[test]
fn bid_should_rise_as_often_as_its_budget_needs_when_the_last_step_is_smaller() {
    assert_eq!(repricings(&rising(), 1_099), Some(3));
    assert_eq!(repricings(&rising(), 900), Some(2));
    assert_eq!(repricings(&rising(), 501), Some(1));
}

#[test]
fn repricing_should_be_refused_when_a_figure_is_out_of_bounds() {
    let with = |change: fn(&mut RepricingTerms<u128, u64>)| {
        let mut terms = rising();
        change(&mut terms);
        with_order(|order| order.repricing = Some(terms))
    };
    assert_eq!(with(|_| ()), Ok(5));
    assert_eq!(with(|terms| terms.start = 1_099), Err(OrderError::RepricingStart));
    assert_eq!(
        with(|terms| terms.start = u128::MAX),
        Err(OrderError::RepricingStart)
    );
    assert_eq!(with(|terms| terms.start = 199), Err(OrderError::FeeBelowFloor));
    assert_eq!(with(|terms| terms.step = 0), Err(OrderError::RepricingStep));
    assert_eq!(with(|terms| terms.every = 0), Err(OrderError::RepricingStep));
    assert_eq!(with(|terms| terms.step = 18), Err(OrderError::TooManyRepricings));
    assert_eq!(with(|terms| terms.step = 19), Ok(5));
    assert_eq!(
        with(|terms| (terms.step, terms.every) = (u128::MAX, u64::MAX)),
        Ok(5)
    );
}

#[test]
fn order_should_be_refused_when_it_names_a_prover_twice() {
    let named = |provers: &[u64]| {
        let admitted = provers.to_vec().try_into().unwrap();
        with_order(|order| order.admitted = admitted)
    };
    assert_eq!(named(&[7, 8, 9]), Ok(10));
    assert_eq!(named(&[7, 8, 7]), Err(OrderError::AdmittedTwice));
}

#[test]
fn bid_should_rise_by_one_step_when_its_block_has_come() {
    let first = first_bid(&rising(), 10);
    assert_eq!((first.fee, first.next), (500, 14));
    let second = reprice(&first, 1_099, 14);
    assert_eq!(
        second,
        Some(Repricing {
            fee: 700,
            next: 17,
            ..first
        })
    );
}

#[test]
fn bid_should_make_up_for_what_was_missed_when_it_rises_late() {
    let first = first_bid(&rising(), 10);
    let in_time = reprice(&first, 1_099, 14).and_then(|bid| reprice(&bid, 1_099, 17));
    for late in [17, 18, 19] {
        assert_eq!(reprice(&first, 1_099, late), in_time);
    }
}

#[test]
fn bid_should_stop_at_the_escrow_when_it_reaches_it() {
    let first = first_bid(&rising(), 10);
    assert_eq!(reprice(&first, 1_099, 20), None);
    assert_eq!(reprice(&first, 700, 14), None);
    let extreme = Repricing {
        fee: u128::MAX - 1,
        step: u128::MAX,
        every: 1,
        next: 0,
    };
    assert_eq!(reprice(&extreme, u128::MAX, u64::MAX), None);
}

fn rejection() -> Rejection<u64> {
    Rejection {
        rejections: 1,
        max_rejections: 3,
        now: 49,
        proving_window: 10,
        deadline: 60,
        can_exclude: true,
    }
}

#[test]
fn rejected_request_should_be_auctioned_again_when_the_next_clearing_leaves_the_window() {
    assert_eq!(
        after_rejection(&rejection()),
        AfterRejection::Reauctioned { match_by: 50 }
    );
    let late = Rejection {
        now: 50,
        ..rejection()
    };
    assert_eq!(after_rejection(&late), AfterRejection::Refunded);
    let extreme = Rejection {
        proving_window: u64::MAX,
        deadline: u64::MAX,
        ..rejection()
    };
    assert_eq!(after_rejection(&extreme), AfterRejection::Refunded);
}

#[test]
fn rejected_request_should_be_refunded_when_nobody_else_could_serve_it() {
    let alone = Rejection {
        can_exclude: false,
        ..rejection()
    };
    assert_eq!(after_rejection(&alone), AfterRejection::Refunded);
}

#[test]
fn rejected_request_should_be_over_when_enough_provers_rejected_it() {
    for rejections in [3, 4] {
        let last = Rejection {
            rejections,
            can_exclude: false,
            ..rejection()
        };
        assert_eq!(after_rejection(&last), AfterRejection::Unprovable);
    }
}

#[test]
fn rejecters_should_never_get_more_than_it_cost_them_when_the_deposit_is_larger() {
    assert_eq!(griefing_deposit(20, 3), 60);
    assert_eq!(griefing_deposit(u128::MAX, 4), u128::MAX);
    assert_eq!(rejecter_share(60, 3, 20), 20);
    assert_eq!(rejecter_share(60, 1, 20), 20);
    assert_eq!(rejecter_share(50, 3, 20), 16);
    assert_eq!(rejecter_share(60, 0, 20), 0);
}
