use super::*;
use crate::{Error, Event, Fulfilments, Jobs, Requests, Works};
use frame_support::{assert_ok, dispatch::Pays};
use proofnet_market::{Circuits, FreeInputs, Fulfilment, ProofBytes, Provers as _, RequestStatus};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];

/// In block 2, with a default request matched to `PROVER` at 10 per unit for the requester and 8 for the prover.
fn matched() -> RequestId {
    supply(PROVER, 1, 6);
    supply(OTHER, 1, 8);
    let request = Order::of(ALICE).place();
    next_block();
    assert_eq!(Jobs::<Test>::get(request).unwrap().prover, PROVER);
    events();
    request
}

fn deliver_with(request: RequestId, outputs: &[Scalar], proof: &ProofBytes) -> Result<(), DispatchError> {
    let outputs = outputs.to_vec().try_into().unwrap();
    let call = RuntimeCall::Market(crate::Call::deliver {
        request,
        outputs,
        proof: proof.clone(),
    });
    dispatch(PROVER, call).map(|_| ()).map_err(|error| error.error)
}

#[test]
fn prover_should_be_paid_in_the_same_block_when_it_delivers() {
    run(|| {
        let request = matched();
        let (before, treasury, surplus) = (free(PROVER), free(TREASURY), free(SURPLUS));
        assert_ok!(deliver(PROVER, request));
        assert_eq!(free(PROVER), before + 792);
        assert_eq!(free(TREASURY), treasury + 8);
        assert_eq!(free(SURPLUS), surplus + 200);
        assert_eq!(escrow(ALICE), 0);
    });
}

#[test]
fn delivery_should_report_every_figure_when_accepted() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        let fulfilled = Event::Fulfilled {
            request,
            prover: PROVER,
            fee: 1_000,
            released: 1_000,
            paid: 792,
            protocol_fee: 8,
            surplus: 200,
            collateral: 200,
            deposit_released: 878 - PROOF_DEPOSIT,
            griefing_deposit: 0,
        };
        assert_eq!(events(), [fulfilled]);
    });
}

#[test]
fn delivery_should_free_slot_and_collateral_when_accepted() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        let capacity = Provers::capacity(&PROVER).unwrap();
        assert_eq!((capacity.free_slots, capacity.free_stake), (1, 20_000));
    });
}

#[test]
fn delivery_should_be_free_of_charge_when_accepted() {
    run(|| {
        let request = matched();
        let info = dispatch(PROVER, delivery(request, NONCE)).unwrap();
        assert_eq!(info.pays_fee, Pays::No);
        assert_eq!(
            info.actual_weight,
            Some(Market::deliver_weight(2, proofnet_proofs::PROOF_LEN as u32))
        );
    });
}

#[test]
fn delivery_should_be_charged_in_full_when_refused() {
    run(|| {
        let request = matched();
        let error = dispatch(PROVER, delivery(request, NONCE + 1)).unwrap_err();
        assert_eq!(
            (error.post_info.pays_fee, error.post_info.actual_weight),
            (Pays::Yes, None)
        );
    });
}

#[test]
fn proof_should_be_kept_when_delivered() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        let (outputs, proof) = proof_of(Which::Small, NONCE);
        let fulfilment = Fulfilment {
            requester: ALICE,
            prover: PROVER,
            circuit: Which::Small.id(),
            public_inputs: vec![outputs[0], scalar(NONCE)].try_into().unwrap(),
            free: FreeInputs(0b01),
            proof,
            fee: 1_000,
            deposit: PROOF_DEPOSIT,
            fulfilled: 2,
        };
        assert_eq!(
            Market::request_status(request),
            Some(RequestStatus::Fulfilled(fulfilment.clone()))
        );
        let inputs = fulfilment.public_inputs.to_vec();
        assert_ok!(<Verifier as Circuits>::verify(
            &fulfilment.circuit,
            &inputs,
            &fulfilment.proof
        ));
        assert!(!Requests::<Test>::contains_key(request) && !Works::<Test>::contains_key(request));
    });
}

#[test]
fn deposit_should_be_held_for_the_proof_only_when_delivered() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        assert_eq!(deposited(ALICE), PROOF_DEPOSIT);
        assert_eq!(free(ALICE), ENDOWMENT - 1_000 - PROOF_DEPOSIT);
    });
}

#[test]
fn proof_should_be_pruned_when_the_retention_period_is_over() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        go_to(52);
        assert!(Fulfilments::<Test>::contains_key(request));
        events();
        next_block();
        assert!(!Fulfilments::<Test>::contains_key(request));
        assert_eq!(
            events(),
            [Event::Pruned {
                request,
                deposit: PROOF_DEPOSIT
            }]
        );
        assert_eq!((deposited(ALICE), free(ALICE)), (0, ENDOWMENT - 1_000));
    });
}

#[test]
fn proof_should_be_accepted_when_a_worker_key_delivers_it() {
    run(|| {
        let request = matched();
        give_worker(PROVER, STRANGER);
        let (prover, worker) = (free(PROVER), free(STRANGER));
        assert_ok!(deliver(STRANGER, request));
        assert_eq!((free(PROVER), free(STRANGER)), (prover + 792, worker));
    });
}

#[test]
fn proof_should_be_accepted_when_the_prover_is_leaving() {
    run(|| {
        let request = matched();
        assert_ok!(Provers::deregister(RuntimeOrigin::signed(PROVER)));
        assert_ok!(deliver(PROVER, request));
    });
}

#[test]
fn proof_should_be_accepted_when_delivered_in_the_due_block() {
    run(|| {
        let request = matched();
        go_to(12);
        assert_ok!(deliver(PROVER, request));
    });
}

#[test]
fn proof_should_be_refused_when_delivered_after_the_due_block() {
    run(|| {
        // The slash adds to the fee, which so reaches the reference price of a rescue.
        deadlines::dear_collateral();
        let request = matched();
        go_to(13);
        // The miss has given it to the other prover.
        refused(|| deliver(PROVER, request), Error::<Test>::NotAssignedProver);
    });
}

#[test]
fn proof_should_be_refused_when_it_is_late_and_the_calendar_is_behind() {
    run(|| {
        let request = matched();
        System::set_block_number(13);
        refused(|| deliver(PROVER, request), Error::<Test>::PastDue);
    });
}

#[test]
fn delivery_should_be_refused_when_the_request_is_unknown() {
    run(|| refused(|| deliver(PROVER, 7), Error::<Test>::UnknownRequest));
}

#[test]
fn delivery_should_be_refused_when_the_request_is_open() {
    run(|| {
        register(PROVER, 1);
        let request = Order::of(ALICE).place();
        refused(|| deliver(PROVER, request), Error::<Test>::NotAssigned);
    });
}

#[test]
fn delivery_should_be_refused_when_another_prover_copies_the_proof() {
    run(|| {
        let request = matched();
        refused(|| deliver(OTHER, request), Error::<Test>::NotAssignedProver);
    });
}

#[test]
fn delivery_should_be_refused_when_a_stranger_copies_the_proof() {
    run(|| {
        let request = matched();
        refused(|| deliver(STRANGER, request), Error::<Test>::NotAssignedProver);
    });
}

#[test]
fn delivery_should_be_refused_when_the_worker_key_is_another_provers() {
    run(|| {
        let request = matched();
        give_worker(OTHER, STRANGER);
        refused(|| deliver(STRANGER, request), Error::<Test>::NotAssignedProver);
    });
}

#[test]
fn delivery_should_be_refused_when_it_is_replayed() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        refused(|| deliver(PROVER, request), Error::<Test>::UnknownRequest);
    });
}

#[test]
fn proof_should_be_refused_when_it_is_of_another_statement() {
    run(|| {
        let request = matched();
        let (outputs, proof) = proof_of(Which::Small, NONCE + 1);
        refused(
            || deliver_with(request, &outputs, &proof),
            pallet_verifier::Error::<Test>::ProofInvalid,
        );
    });
}

#[test]
fn proof_should_be_refused_when_it_is_of_another_circuit() {
    run(|| {
        let request = matched();
        let (outputs, proof) = proof_of(Which::Large, NONCE);
        refused(
            || deliver_with(request, &outputs, &proof),
            pallet_verifier::Error::<Test>::ProofInvalid,
        );
    });
}

#[test]
fn proof_should_be_refused_when_it_is_of_another_request() {
    run(|| {
        let first = matched();
        let statement = vec![PublicInput::Free, PublicInput::Fixed(scalar(NONCE + 1))];
        let second = Order {
            statement,
            ..Order::of(ALICE)
        }
        .place();
        assert_ok!(deliver(PROVER, first));
        next_block();
        assert_eq!(Jobs::<Test>::get(second).unwrap().prover, PROVER);
        refused(
            || deliver(PROVER, second),
            pallet_verifier::Error::<Test>::ProofInvalid,
        );
    });
}

#[test]
fn proof_should_be_refused_when_an_output_is_not_the_proven_one() {
    run(|| {
        let request = matched();
        let (_, proof) = proof_of(Which::Small, NONCE);
        refused(
            || deliver_with(request, &[scalar(1)], &proof),
            pallet_verifier::Error::<Test>::ProofInvalid,
        );
    });
}

#[test]
fn delivery_should_be_refused_when_the_number_of_outputs_is_wrong() {
    run(|| {
        let request = matched();
        let (_, proof) = proof_of(Which::Small, NONCE);
        refused(|| deliver_with(request, &[], &proof), Error::<Test>::OutputCount);
        refused(
            || deliver_with(request, &[scalar(1), scalar(2)], &proof),
            Error::<Test>::OutputCount,
        );
    });
}

#[test]
fn delivery_should_be_refused_when_an_output_is_not_canonical() {
    run(|| {
        let request = matched();
        let (_, proof) = proof_of(Which::Small, NONCE);
        refused(
            || deliver_with(request, &[[0xff; 32]], &proof),
            Error::<Test>::OutputNotCanonical,
        );
    });
}

#[test]
fn proof_should_be_refused_when_it_is_too_short() {
    run(|| {
        let request = matched();
        let (outputs, proof) = proof_of(Which::Small, NONCE);
        let short = proof[..255].to_vec().try_into().unwrap();
        refused(
            || deliver_with(request, &outputs, &short),
            pallet_verifier::Error::<Test>::ProofLength,
        );
    });
}

#[test]
fn proof_should_be_refused_when_a_point_is_off_its_curve() {
    run(|| {
        let request = matched();
        let (outputs, proof) = proof_of(Which::Small, NONCE);
        let mut bent = proof.to_vec();
        bent[63] ^= 1;
        refused(
            || deliver_with(request, &outputs, &bent.try_into().unwrap()),
            pallet_verifier::Error::<Test>::ProofOffCurve,
        );
    });
}

#[test]
fn circuit_should_be_removable_when_its_last_request_is_fulfilled() {
    run(|| {
        let request = matched();
        assert_ok!(deliver(PROVER, request));
        assert_ok!(Verifier::remove_circuit(
            RuntimeOrigin::signed(OWNER),
            Which::Small.id()
        ));
    });
}

#[test]
fn surplus_should_go_to_the_protocol_when_its_account_cannot_receive_it() {
    run(|| {
        let all = free(SURPLUS);
        let call = pallet_balances::Call::transfer_allow_death {
            dest: STRANGER,
            value: all,
        };
        assert_ok!(dispatch(SURPLUS, RuntimeCall::Balances(call)));
        // A surplus of 1 planck per unit, for one unit.
        pallet_verifier::Circuits::<Test>::mutate(Which::Small.id(), |row| row.as_mut().unwrap().units = 1);
        supply(PROVERS[0], 1, 6);
        supply(PROVERS[1], 1, 9);
        let request = Order {
            max_fee: 20,
            ..Order::of(REQUESTERS[0])
        }
        .place();
        next_block();
        let treasury = free(TREASURY);
        assert_ok!(deliver(PROVERS[0], request));
        assert_eq!((free(SURPLUS), free(TREASURY)), (0, treasury + 1));
        assert!(events().contains(&Event::Forfeited {
            who: SURPLUS,
            amount: 1
        }));
    });
}

#[test]
fn trading_with_oneself_should_cost_the_protocol_fee_and_the_surplus_when_one_account_is_both_sides() {
    run(|| {
        let all = |who| free(who) + pooled(who) + escrow(who) + deposited(who) + griefing_deposit(who);
        let others = || free(TREASURY) + free(SURPLUS);
        let before = (all(ALICE), others());
        supply(ALICE, 1, 6);
        let request = Order::of(ALICE).place();
        next_block();
        let protocol_fee = free(TREASURY);
        assert_ok!(deliver(ALICE, request));
        let protocol_fee = free(TREASURY) - protocol_fee;
        go_to(60);
        assert!(protocol_fee > 0);
        assert_eq!(before.0 - all(ALICE), others() - before.1);
    });
}
