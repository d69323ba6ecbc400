use super::*;
use crate::{Book, Error, Event, Requests, Works};
use codec::{Decode, Encode};
use frame_support::assert_ok;
use proofnet_market::Work;

const ALICE: AccountId = REQUESTERS[0];

fn refused_with(change: impl FnOnce(&mut Order), error: impl Into<DispatchError>) {
    run(|| {
        let mut order = Order::of(ALICE);
        change(&mut order);
        refused(|| order.try_place(), error);
    });
}

#[test]
fn place_should_hold_fee_and_deposit_when_accepted() {
    run(|| {
        let order = Order::of(ALICE);
        order.place();
        assert_eq!(escrow(ALICE), 2_000);
        assert_eq!(deposited(ALICE), order.deposit());
        assert_eq!(free(ALICE), ENDOWMENT - 2_000 - order.deposit());
    });
}

#[test]
fn place_should_report_every_figure_when_accepted() {
    run(|| {
        let order = Order::of(ALICE);
        let request = order.place();
        let placed = Event::Placed {
            request,
            requester: ALICE,
            circuit: Which::Small.id(),
            category: SMALL,
            units: 100,
            max_fee: 2_000,
            deposit: order.deposit(),
            griefing_deposit: 0,
            match_by: 21,
            deadline: 101,
            repricing: None,
            admitted: vec![],
        };
        assert_eq!(events(), vec![placed]);
    });
}

#[test]
fn place_should_store_the_work_when_accepted() {
    run(|| {
        let order = Order::of(ALICE);
        let request = order.place();
        let statement: Statement = order.statement.clone().try_into().unwrap();
        let input = Input::Inline(order.input.clone().try_into().unwrap());
        assert_eq!(Works::<Test>::get(request), Some(Work { statement, input }));
    });
}

#[test]
fn place_should_keep_the_circuit_when_accepted() {
    run(|| {
        Order::of(ALICE).place();
        let removal = Verifier::remove_circuit(RuntimeOrigin::signed(OWNER), Which::Small.id());
        assert_eq!(removal, Err(pallet_verifier::Error::<Test>::InUse.into()));
    });
}

#[test]
fn place_should_give_each_request_its_identifier_when_there_are_several() {
    run(|| {
        assert_eq!(
            [
                Order::of(ALICE).place(),
                Order::of(ALICE).place(),
                Order::of(3).place()
            ],
            [0, 1, 2]
        );
    });
}

#[test]
fn place_should_be_refused_when_the_category_is_unknown() {
    refused_with(|order| order.category = 7, Error::<Test>::UnknownCategory);
}

#[test]
fn place_should_be_refused_when_the_circuit_is_unknown() {
    refused_with(
        |order| order.circuit = CircuitId::repeat_byte(1),
        Error::<Test>::UnknownCircuit,
    );
}

#[test]
fn place_should_be_refused_when_the_circuit_is_too_large() {
    refused_with(
        |order| order.circuit = Which::Large.id(),
        Error::<Test>::CircuitTooLarge,
    );
}

#[test]
fn place_should_be_refused_when_the_statement_is_too_short() {
    refused_with(
        |order| order.statement.truncate(1),
        Error::<Test>::StatementLength,
    );
}

#[test]
fn place_should_be_refused_when_the_statement_is_too_long() {
    refused_with(
        |order| order.statement.push(PublicInput::Free),
        Error::<Test>::StatementLength,
    );
}

#[test]
fn place_should_be_refused_when_a_fixed_value_is_not_canonical() {
    refused_with(
        |order| order.statement[1] = PublicInput::Fixed([0xff; 32]),
        Error::<Test>::StatementNotCanonical,
    );
}

#[test]
fn place_should_be_refused_when_the_unit_bid_is_below_the_floor() {
    refused_with(|order| order.max_fee = 199, Error::<Test>::FeeBelowFloor);
}

#[test]
fn place_should_be_refused_when_the_fee_is_zero() {
    refused_with(|order| order.max_fee = 0, Error::<Test>::FeeBelowFloor);
}

#[test]
fn place_should_be_accepted_when_the_unit_bid_is_the_floor() {
    run(|| {
        assert_ok!(Order::of(ALICE).bid(2).try_place());
    });
}

#[test]
fn place_should_be_refused_when_no_clearing_comes_in_time() {
    refused_with(|order| order.match_by = 1, Error::<Test>::MatchByPast);
}

#[test]
fn place_should_be_refused_when_no_prover_can_meet_the_deadline() {
    refused_with(
        |order| order.deadline = order.match_by + 9,
        Error::<Test>::DeadlineTooEarly,
    );
}

#[test]
fn place_should_be_refused_when_the_deadline_is_too_far() {
    refused_with(
        |order| order.deadline = 1 + MAX_LIFETIME + 1,
        Error::<Test>::DeadlineTooFar,
    );
}

#[test]
fn place_should_be_accepted_when_the_deadline_is_the_furthest() {
    run(|| {
        assert_ok!(Order::of(ALICE).until(20, 1 + MAX_LIFETIME).try_place());
    });
}

#[test]
fn place_should_be_refused_when_the_fee_is_more_than_there_is() {
    refused_with(
        |order| order.max_fee = u128::MAX,
        sp_runtime::TokenError::FundsUnavailable,
    );
    refused_with(
        |order| order.max_fee = ENDOWMENT + 1,
        sp_runtime::TokenError::FundsUnavailable,
    );
}

#[test]
fn place_should_change_nothing_when_only_the_deposit_is_lacking() {
    refused_with(
        |order| order.max_fee = ENDOWMENT - 100,
        sp_runtime::TokenError::FundsUnavailable,
    );
}

#[test]
fn place_should_be_refused_when_identifiers_are_used_up() {
    run(|| {
        NextRequestId::<Test>::put(u64::MAX);
        refused(|| Order::of(ALICE).try_place(), Error::<Test>::Overflow);
    });
}

/// The call to place an order, with as many bytes of input and entries of a statement as one likes.
fn encoded(input: usize, statement: usize) -> Vec<u8> {
    let (pallet, call, inline) = (4u8, 0u8, 0u8);
    let statement = vec![PublicInput::Free; statement];
    let circuit = Which::Small.id();
    (
        pallet,
        call,
        circuit,
        SMALL,
        statement,
        inline,
        vec![0u8; input],
        1u128,
        2u64,
        3u64,
    )
        .encode()
}

#[test]
fn place_should_not_decode_when_its_input_is_too_long() {
    let decoded = |input| RuntimeCall::decode(&mut &encoded(input, 2)[..]).is_ok();
    assert!(decoded(16 * 1024) && !decoded(16 * 1024 + 1));
}

#[test]
fn place_should_not_decode_when_its_statement_is_too_long() {
    let decoded = |statement| RuntimeCall::decode(&mut &encoded(3, statement)[..]).is_ok();
    assert!(decoded(64) && !decoded(65));
}

#[test]
fn book_should_be_in_the_order_of_the_auction_when_iterated() {
    run(|| {
        let placed = [15, 20, 15, 300, 9].map(|bid| Order::of(ALICE).bid(bid).place());
        let order: Vec<_> = Book::<Test>::iter_key_prefix(SMALL)
            .map(|key| key.request())
            .collect();
        assert_eq!(order, [placed[3], placed[1], placed[0], placed[2], placed[4]]);
    });
}

#[test]
fn cancel_should_give_everything_back_when_the_request_is_open() {
    run(|| {
        let order = Order::of(ALICE);
        let request = order.place();
        events();
        assert_ok!(cancel(ALICE, request));
        assert_eq!(
            events(),
            vec![Event::Cancelled {
                request,
                fee: 2_000,
                deposit: order.deposit(),
                griefing_deposit: 0,
            }]
        );
        assert_eq!((free(ALICE), escrow(ALICE), deposited(ALICE)), (ENDOWMENT, 0, 0));
        assert_eq!(Requests::<Test>::get(request), None);
    });
}

#[test]
fn cancel_should_be_refused_when_the_request_is_unknown() {
    run(|| refused(|| cancel(ALICE, 0), Error::<Test>::UnknownRequest));
}

#[test]
fn cancel_should_be_refused_when_it_is_done_twice() {
    run(|| {
        let request = Order::of(ALICE).place();
        assert_ok!(cancel(ALICE, request));
        refused(|| cancel(ALICE, request), Error::<Test>::UnknownRequest);
    });
}

#[test]
fn cancel_should_be_refused_when_the_request_is_of_another() {
    run(|| {
        let request = Order::of(ALICE).place();
        refused(|| cancel(STRANGER, request), Error::<Test>::NotRequester);
    });
}

#[test]
fn cancel_should_be_refused_when_the_request_was_matched_in_this_block() {
    run(|| {
        supply(PROVERS[0], 1, 6);
        let request = Order::of(ALICE).place();
        next_block();
        refused(|| cancel(ALICE, request), Error::<Test>::NotOpen);
    });
}

#[test]
fn request_should_not_be_matched_when_it_was_cancelled_in_the_block_before() {
    run(|| {
        supply(PROVERS[0], 1, 6);
        let request = Order::of(ALICE).place();
        assert_ok!(cancel(ALICE, request));
        next_block();
        assert_eq!(Market::request_status(request), None);
    });
}
