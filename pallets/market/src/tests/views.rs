//! Requests and proofs as they are shown outside the chain.

use super::*;
use codec::{Decode, Encode};
use frame_support::{assert_ok, view_functions::ViewFunctionId};
use proofnet_market::{FreeInputs, Page, Quote, RequestFilter, RequestView, MAX_PAGE};

const ALICE: AccountId = REQUESTERS[0];
const BOB: AccountId = REQUESTERS[1];
const PROVER: AccountId = PROVERS[0];

type View = RequestView<AccountId, Balance, BlockNumber>;

/// All that `filter` names, in pages of `limit`, by identifier.
fn listed(filter: RequestFilter<AccountId>, limit: u32) -> Vec<RequestId> {
    let (mut seen, mut after) = (vec![], None);
    loop {
        let page = Market::requests(filter.clone(), after, limit);
        assert!(page.items.len() <= limit as usize);
        seen.extend(page.items.iter().map(|view| view.id));
        after = page.next;
        if after.is_none() {
            seen.sort_unstable();
            return seen;
        }
    }
}

/// Calls the view function `name` as a wallet does that has nothing but the metadata.
fn call(name: &str, arguments: impl Encode) -> Vec<u8> {
    let functions = Market::pallet_view_functions_metadata();
    let id = functions
        .iter()
        .find(|function| function.name == name)
        .unwrap()
        .id;
    let id = ViewFunctionId {
        prefix: id[..16].try_into().unwrap(),
        suffix: id[16..].try_into().unwrap(),
    };
    Test::execute_view_function(id, arguments.encode()).unwrap()
}

#[test]
fn view_should_have_all_of_a_request_when_it_is_open() {
    run(|| {
        let order = Order::of(ALICE).rising(500, 100, 3).only(&[PROVER, PROVERS[1]]);
        let request = order.place();
        let View {
            id,
            request: row,
            job,
        } = Market::request(request).unwrap();
        assert_eq!((id, job), (request, None));
        assert_eq!(
            (row.requester, row.circuit, row.category, row.units),
            (ALICE, order.circuit, SMALL, 100)
        );
        assert_eq!(
            (row.escrow, row.bid(), row.deposit),
            (2_000, 500, order.deposit())
        );
        assert_eq!((row.match_by, row.deadline), (order.match_by, order.deadline));
        assert_eq!(row.admitted.to_vec(), [PROVER, PROVERS[1]]);
        assert!(row.excluded.is_empty());
    });
}

#[test]
fn view_should_have_job_and_excluded_provers_when_one_has_failed() {
    run(|| {
        supply(PROVER, 1, 6);
        supply(PROVERS[1], 1, 7);
        let request = Order::of(ALICE).place();
        next_block();
        let first = Market::request(request).unwrap().job.unwrap();
        assert_ok!(reject(first.prover, request));
        next_block();
        let view = Market::request(request).unwrap();
        let excluded = Excluded {
            prover: first.prover,
            failure: Failure::Rejected(RejectionReason::WitnessUnsatisfiable),
        };
        assert_eq!(view.request.excluded.to_vec(), [excluded]);
        let job = view.job.unwrap();
        assert_ne!(job.prover, first.prover);
        assert_eq!((job.matched, job.reject_by, job.due), (3, 8, 13));
    });
}

#[test]
fn view_should_speak_of_blocks_of_the_chain_when_the_market_was_paused() {
    run(|| {
        let order = Order::of(ALICE).rising(500, 100, 3);
        let request = order.place();
        let next = Market::request(request).unwrap().request.repricing.unwrap().next;
        set_paused(true);
        go_to(41);
        set_paused(false);
        let view = Market::request(request).unwrap().request;
        assert_eq!(
            (view.match_by, view.deadline),
            (order.match_by + 40, order.deadline + 40)
        );
        assert_eq!(view.repricing.unwrap().next, next + 40);
        assert_eq!(
            Market::requests(RequestFilter::PlacedBy(ALICE), None, 1).items[0].request,
            view
        );
    });
}

#[test]
fn view_should_be_none_when_the_request_is_neither_open_nor_assigned() {
    run(|| {
        supply(PROVER, 1, 6);
        let fulfilled = Order::of(ALICE).place();
        next_block();
        assert_ok!(deliver(PROVER, fulfilled));
        let cancelled = Order::of(ALICE).place();
        assert_ok!(cancel(ALICE, cancelled));
        let requests = [fulfilled, cancelled, cancelled + 1];
        assert_eq!(requests.map(Market::request), [None, None, None]);
    });
}

#[test]
fn pages_should_have_what_the_filter_names_when_read_to_the_end() {
    run(|| {
        supply(PROVER, 2, 6);
        let assigned = [Order::of(ALICE).place(), Order::of(BOB).place()];
        next_block();
        let open = [0; 7].map(|_| Order::of(ALICE).place());
        let of_bob = Order::of(BOB).place();
        let private = Order::of(BOB).only(&[PROVERS[1]]).place();
        let large = Order {
            category: LARGE,
            ..Order::of(BOB)
        }
        .place();

        let mut in_small = open.to_vec();
        in_small.extend([of_bob, private]);
        let mut of_alice = vec![assigned[0]];
        of_alice.extend(open);
        for limit in [1, 2, 3, 100] {
            assert_eq!(listed(RequestFilter::OpenIn(SMALL), limit), in_small);
            assert_eq!(listed(RequestFilter::OpenIn(LARGE), limit), [large]);
            assert_eq!(listed(RequestFilter::PlacedBy(ALICE), limit), of_alice);
            assert!(listed(RequestFilter::PlacedBy(STRANGER), limit).is_empty());
            assert_eq!(listed(RequestFilter::AssignedTo(PROVER), limit), assigned);
            assert!(listed(RequestFilter::AssignedTo(PROVERS[1]), limit).is_empty());
        }
    });
}

#[test]
fn page_should_keep_to_the_highest_limit_when_more_is_asked_for() {
    run(|| {
        for _ in 0..=MAX_PAGE {
            Order::of(ALICE).place();
        }
        let page = Market::requests(RequestFilter::OpenIn(SMALL), None, u32::MAX);
        assert_eq!(page.items.len(), MAX_PAGE as usize);
        let rest = Market::requests(RequestFilter::OpenIn(SMALL), page.next, u32::MAX);
        assert_eq!((rest.items.len(), rest.next), (1, None));
    });
}

#[test]
fn next_page_should_be_the_same_when_the_request_it_follows_has_gone() {
    run(|| {
        for _ in 0..6 {
            Order::of(ALICE).place();
        }
        let filter = RequestFilter::OpenIn(SMALL);
        let first = Market::requests(filter.clone(), None, 3);
        let second = Market::requests(filter.clone(), first.next, 3);
        assert_ok!(cancel(ALICE, first.next.unwrap()));
        assert_eq!(Market::requests(filter, first.next, 3), second);
    });
}

#[test]
fn proof_should_tell_its_outputs_until_it_is_pruned() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        assert_eq!(Market::proof(request), None);
        next_block();
        assert_ok!(deliver(PROVER, request));
        let (outputs, bytes) = proof_of(Which::Small, NONCE);
        let proof = Market::proof(request).unwrap();
        assert_eq!((proof.free, proof.proof.clone()), (FreeInputs(0b01), bytes));
        assert_eq!(proof.outputs().collect::<Vec<_>>(), [(0, &outputs[0])]);
        assert_eq!((proof.prover, proof.fee, proof.fulfilled), (PROVER, 1_000, 2));
        go_to(60);
        assert_eq!(Market::proof(request), None);
    });
}

#[test]
fn view_functions_should_answer_when_called_by_their_identifiers_in_the_metadata() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();

        let quote = call("quote", (SMALL, 7u64, None::<Balance>));
        let quote = Option::<Quote<Balance>>::decode(&mut &quote[..]).unwrap();
        assert_eq!(quote, Market::quote(SMALL, 7, None));

        let view = Option::<View>::decode(&mut &call("request", request)[..]).unwrap();
        assert_eq!(view, Market::request(request));

        let filter = RequestFilter::PlacedBy(ALICE);
        let page = call("requests", (filter.clone(), None::<RequestId>, 5u32));
        let page = Page::<View, RequestId>::decode(&mut &page[..]).unwrap();
        assert_eq!(page, Market::requests(filter, None, 5));

        let depth = call("depth", (SMALL, 8u32));
        assert_eq!(depth, Market::depth(SMALL, 8).encode());
        assert_eq!(call("categories", ()), Market::categories().encode());
        assert_eq!(call("proof", request), None::<()>.encode());
    });
}
