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
