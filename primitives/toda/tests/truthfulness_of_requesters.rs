//! No request gains by bidding other than its value.

mod common;

use common::*;
use proofnet_toda::Restriction;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn requester_should_not_gain_when_it_misreports_its_bid(book in small_book()) {
        let truth = cleared(&book);
        for index in 0..book.requests.len() {
            let request = &book.requests[index];
            let honest = requester_gain(&truth, request, request.max_fee);
            // Around every price of the book, and between.
            for bid in (0..=18).map(|half| half * SCALE / 2).flat_map(|bid| [bid, bid + 1, bid.saturating_sub(1)]) {
                let mut misreport = book.clone();
                misreport.requests[index].max_fee = bid * u128::from(request.units);
                let gain = requester_gain(&cleared(&misreport), request, request.max_fee);
                prop_assert!(gain <= honest, "request {} gains {gain} > {honest} by bidding {bid}", request.id);
            }
        }
    }

    #[test]
    fn requester_should_gain_less_than_the_remainder_of_its_fee_when_it_rounds_up(
        book in small_book(), extra in 1u128..3,
    ) {
        // The bid is rounded down to whole planck per unit: only what that cut off can be won.
        let mut book = book;
        for request in &mut book.requests {
            request.max_fee += extra.min(u128::from(request.units) - 1);
        }
        let truth = cleared(&book);
        for index in 0..book.requests.len() {
            let request = &book.requests[index];
            let honest = requester_gain(&truth, request, request.max_fee);
            for bid in (0..=9).map(|bid| bid * SCALE).flat_map(|bid| [bid, bid + 1]) {
                let mut misreport = book.clone();
                misreport.requests[index].max_fee = bid * u128::from(request.units);
                let gain = requester_gain(&cleared(&misreport), request, request.max_fee);
                let remainder = (request.max_fee % u128::from(request.units)) as i128;
                prop_assert!(gain <= honest.max(remainder));
            }
        }
    }

    #[test]
    fn requester_should_gain_one_planck_per_unit_at_most_when_it_admits_every_prover_by_name(book in small_book()) {
        let truth = cleared(&book);
        let everyone: Vec<u32> = book.provers.iter().map(|prover| prover.id).collect();
        for index in 0..book.requests.len() {
            let request = &book.requests[index];
            if request.restriction != Restriction::None {
                continue;
            }
            let mut misreport = book.clone();
            misreport.requests[index].restriction = Restriction::Only(everyone.clone());
            let gain = requester_gain(&cleared(&misreport), request, request.max_fee);
            let honest = requester_gain(&truth, request, request.max_fee);
            prop_assert!(gain <= honest + i128::from(request.units));
        }
    }
}
