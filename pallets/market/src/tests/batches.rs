use super::*;
use crate::{batches::Settlement, Error, Event, Fulfilments, Jobs};
use codec::{Decode, Encode};
use frame_support::{
    assert_ok,
    dispatch::{DispatchInfo, GetDispatchInfo, Pays, PostDispatchInfo},
};
use pallet_verifier::Error as Refused;
use proofnet_market::{BatchSize, Circuits as _, Delivery, Provers as _};
use proofnet_proofs::PROOF_LEN;

const ALICE: AccountId = REQUESTERS[0];
const BOB: AccountId = REQUESTERS[1];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];

/// In block 2, with `count` requests of `ALICE` and `BOB` in turn, all matched to `PROVER`.
fn matched(count: u64) -> Vec<RequestId> {
    supply(PROVER, MAX_DELIVERIES, 6);
    let requests: Vec<_> = (0..count)
        .map(|index| Order::of([ALICE, BOB][index as usize % 2]).place())
        .collect();
    next_block();
    for request in &requests {
        assert_eq!(Jobs::<Test>::get(request).unwrap().prover, PROVER);
    }
    events();
    requests
}

fn of(request: RequestId, which: Which, nonce: u64) -> Delivery {
    let (outputs, proof) = proof_of(which, nonce);
    Delivery {
        request,
        outputs,
        proof,
    }
}

/// A valid delivery for a default order.
fn good(request: RequestId) -> Delivery {
    of(request, Which::Small, NONCE)
}

/// A delivery whose proof is of another statement.
fn bad(request: RequestId) -> Delivery {
    of(request, Which::Small, NONCE + 1)
}

fn batch_of(deliveries: &[Delivery]) -> RuntimeCall {
    batch_within(deliveries, 1, 2 * deliveries.len() as u32)
}

fn batch_within(deliveries: &[Delivery], circuits: u32, public_inputs: u32) -> RuntimeCall {
    RuntimeCall::Market(crate::Call::deliver_batch {
        deliveries: deliveries.to_vec().try_into().unwrap(),
        circuits,
        public_inputs,
    })
}

#[track_caller]
fn deliver_all(who: AccountId, deliveries: &[Delivery]) -> PostDispatchInfo {
    dispatch(who, batch_of(deliveries)).unwrap()
}

/// What became of each delivery, in order: its request, and what was wrong with it.
fn outcomes() -> Vec<(RequestId, Option<DispatchError>)> {
    let outcome = |event| match event {
        Event::Fulfilled { request, .. } => Some((request, None)),
        Event::DeliveryRefused { request, error, .. } => Some((request, Some(error))),
        _ => None,
    };
    events().into_iter().filter_map(outcome).collect()
}

/// As an error is after it was stored: without its message.
fn stored(error: impl Into<DispatchError>) -> DispatchError {
    DispatchError::decode(&mut &error.into().encode()[..]).unwrap()
}

fn refusal(request: RequestId, error: impl Into<DispatchError>) -> (RequestId, Option<DispatchError>) {
    (request, Some(stored(error)))
}

#[test]
fn batch_should_leave_the_state_of_single_deliveries_when_all_are_good() {
    let after = |deliver: &dyn Fn(&[RequestId])| {
        new_test_ext().execute_with(|| {
            let requests = matched(5);
            deliver(&requests);
            let events = events();
            Market::do_try_state().unwrap();
            (state(), events)
        })
    };
    let singly = after(&|requests| requests.iter().for_each(|id| deliver(PROVER, *id).unwrap()));
    let together = after(&|requests| {
        deliver_all(PROVER, &requests.iter().map(|id| good(*id)).collect::<Vec<_>>());
    });
    assert_eq!(singly, together);
}

#[test]
fn batch_should_be_free_of_charge_when_all_are_accepted() {
    run(|| {
        let requests = matched(3);
        let info = deliver_all(PROVER, &[good(requests[0]), good(requests[1]), good(requests[2])]);
        assert_eq!(info.pays_fee, Pays::No);
    });
}

#[test]
fn batch_should_be_charged_when_one_is_refused() {
    run(|| {
        let requests = matched(3);
        let info = deliver_all(PROVER, &[good(requests[0]), bad(requests[1]), good(requests[2])]);
        assert_eq!(info.pays_fee, Pays::Yes);
    });
}

#[test]
fn bad_proof_should_cost_only_its_own_delivery_when_in_a_batch() {
    run(|| {
        let requests = matched(5);
        let before = free(PROVER);
        let mut deliveries: Vec<_> = requests.iter().map(|id| good(*id)).collect();
        deliveries[2] = bad(requests[2]);
        deliver_all(PROVER, &deliveries);

        let mut expected: Vec<_> = requests.iter().map(|id| (*id, None)).collect();
        expected[2] = refusal(requests[2], Refused::<Test>::ProofInvalid);
        assert_eq!(outcomes(), expected);
        assert_eq!(free(PROVER), before + 4 * 990);
        assert_eq!(Fulfilments::<Test>::iter().count(), 4);
        // It can be delivered still.
        assert_ok!(deliver(PROVER, requests[2]));
    });
}

#[test]
fn refusal_should_say_who_sent_it_when_it_is_a_worker_key() {
    run(|| {
        let requests = matched(2);
        give_worker(PROVER, STRANGER);
        deliver_all(STRANGER, &[bad(requests[0]), good(requests[1])]);
        let expected = Event::DeliveryRefused {
            request: requests[0],
            who: STRANGER,
            error: stored(Refused::<Test>::ProofInvalid),
        };
        let events = events();
        assert_eq!(events[0], expected);
        assert!(matches!(events[1], Event::Fulfilled { prover: PROVER, .. }));
    });
}

#[test]
fn delivery_should_be_refused_when_its_request_is_in_the_batch_already() {
    run(|| {
        let requests = matched(1);
        let before = free(PROVER);
        deliver_all(PROVER, &[good(requests[0]), good(requests[0])]);
        assert_eq!(
            outcomes(),
            [
                (requests[0], None),
                refusal(requests[0], Error::<Test>::DeliveredTwice)
            ]
        );
        assert_eq!(free(PROVER), before + 990);
    });
}

#[test]
fn second_delivery_should_be_refused_when_the_first_for_its_request_is_bad() {
    run(|| {
        let requests = matched(1);
        deliver_all(PROVER, &[bad(requests[0]), good(requests[0])]);
        assert_eq!(
            outcomes(),
            [
                refusal(requests[0], Refused::<Test>::ProofInvalid),
                refusal(requests[0], Error::<Test>::DeliveredTwice)
            ]
        );
        assert!(Jobs::<Test>::contains_key(requests[0]));
    });
}

#[test]
fn delivery_should_be_refused_when_its_request_is_unknown_open_or_fulfilled() {
    run(|| {
        let requests = matched(2);
        let open = Order::of(ALICE).place();
        assert_ok!(deliver(PROVER, requests[0]));
        events();
        deliver_all(
            PROVER,
            &[good(requests[0]), good(99), good(open), good(requests[1])],
        );
        assert_eq!(
            outcomes(),
            [
                refusal(requests[0], Error::<Test>::UnknownRequest),
                refusal(99, Error::<Test>::UnknownRequest),
                refusal(open, Error::<Test>::NotAssigned),
                (requests[1], None),
            ]
        );
    });
}

#[test]
fn delivery_should_be_refused_when_the_job_is_another_provers() {
    run(|| {
        let requests = matched(2);
        supply(OTHER, 1, 6);
        let of_other = Order::of(ALICE).only(&[OTHER]).place();
        next_block();
        assert_eq!(Jobs::<Test>::get(of_other).unwrap().prover, OTHER);
        events();
        let before = (free(PROVER), free(OTHER));
        deliver_all(PROVER, &[good(requests[0]), good(of_other), good(requests[1])]);
        assert_eq!(outcomes()[1], refusal(of_other, Error::<Test>::NotAssignedProver));
        assert_eq!((free(PROVER), free(OTHER)), (before.0 + 2 * 990, before.1));
    });
}

#[test]
fn batch_should_pay_nobody_when_a_stranger_copies_it() {
    run(|| {
        let requests = matched(2);
        let before = free(STRANGER);
        let info = deliver_all(STRANGER, &[good(requests[0]), good(requests[1])]);
        let refused = |id| refusal(id, Error::<Test>::NotAssignedProver);
        assert_eq!(outcomes(), [refused(requests[0]), refused(requests[1])]);
        assert_eq!((free(STRANGER), info.pays_fee), (before, Pays::Yes));
    });
}

#[test]
fn batch_should_pay_nothing_when_it_is_replayed() {
    run(|| {
        let requests = matched(3);
        let deliveries: Vec<_> = requests.iter().map(|id| good(*id)).collect();
        deliver_all(PROVER, &deliveries);
        let before = free(PROVER);
        let info = deliver_all(PROVER, &deliveries);
        assert_eq!((free(PROVER), info.pays_fee), (before, Pays::Yes));
    });
}

#[test]
fn delivery_should_be_refused_when_it_is_late() {
    run(|| {
        let requests = matched(1);
        let due = Jobs::<Test>::get(requests[0]).unwrap().due;
        go_to(due);
        let later = Order::of(BOB).place();
        System::set_block_number(due + 1);
        events();
        deliver_all(PROVER, &[good(requests[0]), good(later)]);
        assert_eq!(
            outcomes(),
            [
                refusal(requests[0], Error::<Test>::PastDue),
                refusal(later, Error::<Test>::NotAssigned)
            ]
        );
        System::set_block_number(due);
    });
}

#[test]
fn delivery_should_be_refused_with_the_reason_when_its_form_is_wrong() {
    run(|| {
        let requests = matched(6);
        let changed = |index: usize, change: &dyn Fn(&mut Delivery)| {
            let mut delivery = good(requests[index]);
            change(&mut delivery);
            delivery
        };
        let deliveries = [
            changed(0, &|d| d.outputs = Default::default()),
            changed(1, &|d| d.outputs[0] = [0xff; 32]),
            changed(2, &|d| d.proof.truncate(255)),
            changed(3, &|d| d.proof[63] ^= 1),
            changed(4, &|d| d.outputs[0] = scalar(1)),
            changed(5, &|_| ()),
        ];
        deliver_all(PROVER, &deliveries);
        let expected = [
            refusal(requests[0], Error::<Test>::OutputCount),
            refusal(requests[1], Error::<Test>::OutputNotCanonical),
            refusal(requests[2], Refused::<Test>::ProofLength),
            refusal(requests[3], Refused::<Test>::ProofOffCurve),
            refusal(requests[4], Refused::<Test>::ProofInvalid),
            (requests[5], None),
        ];
        assert_eq!(outcomes(), expected);
    });
}

#[test]
fn proofs_should_be_refused_when_two_of_a_batch_are_exchanged() {
    run(|| {
        supply(PROVER, 2, 6);
        let other_nonce = Order {
            statement: vec![PublicInput::Free, PublicInput::Fixed(scalar(NONCE + 1))],
            ..Order::of(ALICE)
        };
        let (one, other) = (Order::of(ALICE).place(), other_nonce.place());
        next_block();
        events();
        let (mut first, mut second) = (good(one), bad(other));
        core::mem::swap(&mut first.proof, &mut second.proof);
        deliver_all(PROVER, &[first, second]);
        let refused = |id| refusal(id, Refused::<Test>::ProofInvalid);
        assert_eq!(outcomes(), [refused(one), refused(other)]);
        deliver_all(PROVER, &[good(one), bad(other)]);
        assert_eq!(outcomes(), [(one, None), (other, None)]);
    });
}

#[test]
fn batch_should_be_accepted_when_it_is_of_several_circuits() {
    run(|| {
        register(PROVER, 2);
        assert_ok!(set_offers(PROVER, &[(SMALL, 6), (LARGE, 60)]));
        let small = Order::of(ALICE).place();
        let large = Order {
            circuit: Which::Large.id(),
            category: LARGE,
            max_fee: 1_000_000,
            ..Order::of(BOB)
        }
        .place();
        next_block();
        events();
        let deliveries = [good(small), of(large, Which::Large, NONCE)];
        assert_ok!(dispatch(PROVER, batch_within(&deliveries, 2, 4)));
        assert_eq!(outcomes(), [(small, None), (large, None)]);
    });
}

#[test]
fn delivery_should_be_refused_when_its_circuit_is_beyond_those_declared() {
    run(|| {
        let requests = matched(2);
        let deliveries = [good(requests[0]), good(requests[1])];
        assert_ok!(dispatch(PROVER, batch_within(&deliveries, 0, 4)));
        let refused = |id| refusal(id, Error::<Test>::MoreCircuitsThanDeclared);
        assert_eq!(outcomes(), [refused(requests[0]), refused(requests[1])]);
    });
}

#[test]
fn delivery_should_be_refused_when_its_inputs_are_beyond_those_declared() {
    run(|| {
        let requests = matched(2);
        let deliveries = [good(requests[0]), good(requests[1])];
        assert_ok!(dispatch(PROVER, batch_within(&deliveries, 1, 3)));
        assert_eq!(
            outcomes(),
            [
                (requests[0], None),
                refusal(requests[1], Error::<Test>::MoreInputsThanDeclared)
            ]
        );
    });
}

#[test]
fn batch_should_be_refused_when_it_is_empty() {
    run(|| {
        let attempt = || dispatch(PROVER, batch_of(&[])).map_err(|error| error.error);
        refused(attempt, Error::<Test>::EmptyBatch);
    });
}

#[test]
fn batch_should_not_decode_when_it_has_too_many_deliveries() {
    new_test_ext().execute_with(|| {
        let encoded = |count: u32| {
            let deliveries: Vec<_> = (0..count).map(|id| good(id.into())).collect();
            let circuits = codec::Compact(1u32);
            (11u8, deliveries, circuits, circuits).encode()
        };
        let decodes = |count| crate::Call::<Test>::decode(&mut &encoded(count)[..]).is_ok();
        assert_eq!(
            (decodes(MAX_DELIVERIES), decodes(MAX_DELIVERIES + 1)),
            (true, false)
        );
    });
}

#[test]
fn batch_should_be_accepted_when_the_market_is_paused() {
    run(|| {
        let requests = matched(2);
        set_paused(true);
        deliver_all(PROVER, &[good(requests[0]), good(requests[1])]);
        assert_eq!(Fulfilments::<Test>::iter().count(), 2);
        set_paused(false);
    });
}

#[test]
fn jobs_should_be_freed_and_counted_when_delivered_in_a_batch() {
    run(|| {
        let requests = matched(4);
        let deliveries: Vec<_> = requests.iter().map(|id| good(*id)).collect();
        deliver_all(PROVER, &deliveries);
        let capacity = Provers::capacity(&PROVER).unwrap();
        assert_eq!((capacity.free_slots, capacity.locked), (MAX_DELIVERIES, 0));
        assert_eq!(Provers::record(&PROVER).unwrap().delivered, 4);
    });
}

fn settlement(deliveries: u32, circuits: u32, requesters: u32) -> Settlement {
    Settlement {
        deliveries,
        circuits,
        requesters,
    }
}

fn declared(call: &RuntimeCall) -> DispatchInfo {
    call.get_dispatch_info()
}

#[test]
fn weight_should_be_corrected_to_the_work_when_all_are_accepted() {
    run(|| {
        let requests = matched(6);
        let deliveries: Vec<_> = requests.iter().map(|id| good(*id)).collect();
        let declared = declared(&batch_of(&deliveries)).call_weight.ref_time();
        let actual = deliver_all(PROVER, &deliveries).actual_weight.unwrap().ref_time();
        let settlement = Market::settle_batch_weight(settlement(6, 1, 2)).ref_time();
        assert!(actual - settlement < (declared - settlement) / 4);
        assert!(actual < 6 * Market::deliver_weight(2, PROOF_LEN as u32).ref_time());
    });
}

#[test]
fn weight_should_be_less_when_a_batch_is_for_one_requester() {
    run(|| {
        let requests = matched(6);
        let weight_of = |one: usize, other: usize| {
            let deliveries = [good(requests[one]), good(requests[other])];
            deliver_all(PROVER, &deliveries).actual_weight.unwrap()
        };
        let (one, both) = (weight_of(0, 2), weight_of(1, 4));
        assert_eq!(
            both.saturating_sub(one),
            Market::settle_batch_weight(settlement(2, 1, 2))
                .saturating_sub(Market::settle_batch_weight(settlement(2, 1, 1)))
        );
        assert!(both.ref_time() > one.ref_time());
    });
}

#[test]
fn declared_weight_should_cover_the_work_when_any_deliveries_are_bad() {
    for pattern in 0..64u32 {
        run(|| {
            let requests = matched(6);
            let is_bad = |index: usize| (pattern >> index) & 1 == 1;
            let deliveries: Vec<_> = requests
                .iter()
                .enumerate()
                .map(|(index, id)| if is_bad(index) { bad(*id) } else { good(*id) })
                .collect();
            let declared = declared(&batch_of(&deliveries)).call_weight;
            let actual = deliver_all(PROVER, &deliveries).actual_weight.unwrap();
            assert!(actual.all_lte(declared), "{pattern:b}: {actual:?}, {declared:?}");
            let refused: Vec<_> = outcomes().iter().map(|(_, error)| error.is_some()).collect();
            assert_eq!(refused, (0..6).map(is_bad).collect::<Vec<_>>());
        });
    }
}

#[test]
fn declared_weight_should_be_that_of_the_worst_batch_when_more_is_declared_than_there_can_be() {
    run(|| {
        let deliveries = [good(0), good(1)];
        let most = BatchSize {
            claims: 2,
            circuits: 2,
            public_inputs: 2 * proofnet_proofs::MAX_PUBLIC_INPUTS,
        };
        let weight = declared(&batch_within(&deliveries, u32::MAX, u32::MAX)).call_weight;
        let verification = Verifier::verify_batch_weight(most);
        assert_eq!(
            weight,
            Market::settle_batch_weight(settlement(2, 2, 2)).saturating_add(verification)
        );
    });
}

#[test]
fn batch_should_leave_the_state_of_single_deliveries_when_any_are_bad() {
    for pattern in 0..16u32 {
        let after = |together: bool| {
            new_test_ext().execute_with(|| {
                let deliveries: Vec<_> = (0u32..)
                    .zip(matched(4))
                    .map(|(index, id)| {
                        if (pattern >> index) & 1 == 1 {
                            bad(id)
                        } else {
                            good(id)
                        }
                    })
                    .collect();
                if together {
                    deliver_all(PROVER, &deliveries);
                } else {
                    for delivery in deliveries {
                        let call = crate::Call::deliver {
                            request: delivery.request,
                            outputs: delivery.outputs,
                            proof: delivery.proof,
                        };
                        let _ = dispatch(PROVER, RuntimeCall::Market(call));
                    }
                }
                Market::do_try_state().unwrap();
                (Fulfilments::<Test>::iter().count(), state())
            })
        };
        assert_eq!(after(true), after(false), "{pattern:b}");
        assert_eq!(after(true).0, 4 - pattern.count_ones() as usize);
    }
}
