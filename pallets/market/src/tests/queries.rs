use super::*;
use frame_support::assert_ok;
use proofnet_market::{CategoryView, RequestStatus};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

#[test]
fn categories_should_come_with_their_prices_when_asked_for() {
    run(|| {
        let views = [
            CategoryView {
                id: SMALL,
                category: small(),
                reference_price: 10,
            },
            CategoryView {
                id: LARGE,
                category: large(),
                reference_price: 100,
            },
        ];
        assert_eq!(Market::categories(), views);
    });
}

#[test]
fn status_should_follow_the_request_when_it_moves_on() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        assert_eq!(Market::request_status(request), Some(RequestStatus::Open));
        next_block();
        assert!(matches!(
            Market::request_status(request),
            Some(RequestStatus::Assigned(_))
        ));
        assert_ok!(deliver(PROVER, request));
        assert!(matches!(
            Market::request_status(request),
            Some(RequestStatus::Fulfilled(_))
        ));
        go_to(60);
        assert_eq!(Market::request_status(request), None);
    });
}

#[test]
fn assignments_should_be_the_provers_own_when_there_are_several() {
    run(|| {
        supply(PROVER, 2, 6);
        let order = Order::of(ALICE);
        let requests = [order.place(), order.place()];
        next_block();
        let assignments = Market::assignments(&PROVER);
        assert_eq!(
            assignments
                .iter()
                .map(|assignment| assignment.request)
                .collect::<Vec<_>>(),
            requests
        );
        assert_eq!(assignments[0].work.statement.to_vec(), order.statement);
        assert_eq!((assignments[0].units, assignments[0].category), (100, SMALL));
        assert!(Market::assignments(&PROVERS[1]).is_empty());
    });
}

#[test]
fn quote_should_know_nothing_of_the_past_when_nothing_was_cleared() {
    run(|| {
        let quote = Market::quote(SMALL, 7, None).unwrap();
        assert_eq!((quote.reference_price, quote.fee, quote.unit_bid), (10, 70, 10));
        assert_eq!((quote.clearings, quote.served, quote.expected_wait), (0, 0, None));
        assert_eq!(Market::quote(9, 7, None), None);
        assert_eq!(Market::quote(SMALL, 0, None), None);
        assert_eq!(Market::quote(SMALL, 1_001, None), None);
    });
}

#[test]
fn quote_should_tell_which_bids_were_served_when_requests_compete_for_a_slot() {
    run(|| {
        supply(PROVER, 1, 6);
        let (better, worse) = (Order::of(ALICE).bid(50), Order::of(REQUESTERS[1]).bid(30));
        better.place();
        worse.place();
        next_block();
        // The winner of 100 units at 50 each pays the bid of the other, 30: it took more than that to win.
        let told = |bid| {
            let quote = Market::quote(SMALL, 100, Some(bid)).unwrap();
            (quote.clearings, quote.served, quote.expected_wait)
        };
        assert_eq!(told(31), (1, 1, Some(1)));
        assert_eq!(told(30), (1, 0, None));
        // The slot is taken: whatever the other bids, nobody serves it.
        next_block();
        assert_eq!(told(31), (2, 1, Some(2)));
        assert_eq!(told(u128::MAX), (2, 1, Some(2)));
    });
}

#[test]
fn depth_should_add_up_each_side_by_price_when_orders_stand() {
    run(|| {
        supply(PROVER, 2, 12);
        supply(PROVERS[1], 3, 12);
        supply(PROVERS[2], 1, 11);
        Order::of(ALICE).bid(500).place();
        Order::of(ALICE).bid(500).place();
        Order::of(ALICE).bid(400).place();
        let level = |unit_price, orders, amount| proofnet_market::Level {
            unit_price,
            orders,
            amount,
        };
        let depth = Market::depth(SMALL, 8).unwrap();
        assert_eq!(depth.reference_price, 10);
        assert_eq!(depth.bids, [level(500, 2, 200), level(400, 1, 100)]);
        assert_eq!(depth.asks, [level(11, 1, 1), level(12, 2, 5)]);
        let best = Market::depth(SMALL, 1).unwrap();
        assert_eq!((best.bids.len(), best.asks.len()), (1, 1));
        assert_eq!(Market::depth(9, 1), None);
    });
}
