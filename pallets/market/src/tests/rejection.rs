use super::*;
use crate::{Error, Event, Jobs, Requests};
use frame_support::assert_ok;
use proofnet_market::{Provers as _, RequestStatus};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];
const THIRD: AccountId = PROVERS[2];

fn rejected_by(prover: AccountId) -> Excluded<AccountId> {
    Excluded {
        prover,
        failure: Failure::Rejected(RejectionReason::WitnessUnsatisfiable),
    }
}

/// In block 2, with `order` matched to `PROVER`, who is alone. A rejection costs 20.
fn matched(order: &Order) -> RequestId {
    charge_rejections();
    supply(PROVER, 1, 6);
    let request = order.place();
    next_block();
    assert_eq!(
        Jobs::<Test>::get(request).map(|job| (job.prover, job.reject_by, job.due)),
        Some((PROVER, 7, 12))
    );
    events();
    request
}

/// Matches `request`, an open rescue, to `prover`, and lets it reject the job. The request is topped up, since a rescue
/// has to bid more than its first price.
fn match_and_reject(request: RequestId, prover: AccountId) {
    assert_ok!(top_up(ALICE, request, 500));
    supply(prover, 1, 6);
    next_block();
    assert_eq!(Jobs::<Test>::get(request).map(|job| job.prover), Some(prover));
    assert_ok!(set_offers(prover, &[]));
    assert_ok!(reject(prover, request));
}

#[test]
fn rejection_should_report_every_figure_when_accepted() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(reject(PROVER, request));
        let rejected = Event::Rejected {
            request,
            prover: PROVER,
            payer: PROVER,
            reason: RejectionReason::WitnessUnsatisfiable,
            fee: 20,
            collateral: 200,
        };
        let reauctioned = Event::Reauctioned {
            request,
            fee: 2_000,
            match_by: 91,
        };
        assert_eq!(events(), [rejected, reauctioned]);
    });
}

#[test]
fn rejection_should_cost_the_prover_the_fee_and_nothing_else_when_in_time() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        let (before, treasury) = (free(PROVER), free(TREASURY));
        assert_ok!(reject(PROVER, request));
        go_to(20);
        assert_eq!((free(PROVER), staked(PROVER)), (before - 20, 20_000));
        assert_eq!(free(TREASURY), treasury + 20);
        let capacity = Provers::capacity(&PROVER).unwrap();
        assert_eq!((capacity.free_slots, capacity.free_stake), (1, 20_000));
    });
}

#[test]
fn rejection_should_leave_the_escrow_when_the_request_is_auctioned_again() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        let before = free(ALICE);
        assert_ok!(reject(PROVER, request));
        assert_eq!((escrow(ALICE), griefing_deposit(ALICE)), (2_000, 60));
        assert_eq!(free(ALICE), before);
        assert_eq!(Market::request_status(request), Some(RequestStatus::Open));
    });
}

#[test]
fn rejected_request_should_go_to_another_prover_when_the_next_block_starts() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(reject(PROVER, request));
        assert_ok!(top_up(ALICE, request, 100));
        supply(OTHER, 1, 8);
        next_block();
        let job = Jobs::<Test>::get(request).unwrap();
        assert_eq!((job.prover, job.matched, job.reject_by), (OTHER, 3, 8));
        assert_ok!(deliver(OTHER, request));
        assert_eq!((escrow(ALICE), griefing_deposit(ALICE)), (0, 0));
    });
}

#[test]
fn rejected_request_should_not_return_to_its_prover_when_there_is_no_other() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(reject(PROVER, request));
        assert_ok!(top_up(ALICE, request, 1_000));
        go_to(30);
        assert!(!Jobs::<Test>::contains_key(request));
        assert_eq!(
            Requests::<Test>::get(request).unwrap().excluded.to_vec(),
            [rejected_by(PROVER)]
        );
    });
}

#[test]
fn rejection_should_be_accepted_when_in_the_last_block_of_the_window() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        go_to(7);
        assert_ok!(reject(PROVER, request));
    });
}

#[test]
fn rejection_should_be_refused_when_the_window_is_past() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        go_to(8);
        refused(|| reject(PROVER, request), Error::<Test>::RejectionWindowPast);
        assert_ok!(deliver(PROVER, request));
    });
}

#[test]
fn rejection_window_should_be_that_of_the_match_when_the_category_changes() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        let category = proofnet_market::Category {
            rejection_window: 0,
            ..small()
        };
        assert_ok!(Market::update_category(RuntimeOrigin::root(), SMALL, category));
        go_to(7);
        assert_ok!(reject(PROVER, request));
    });
}

#[test]
fn rejection_should_be_accepted_when_a_worker_key_signs_and_pays() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        give_worker(PROVER, STRANGER);
        let (prover, worker) = (free(PROVER), free(STRANGER));
        assert_ok!(reject(STRANGER, request));
        assert_eq!((free(PROVER), free(STRANGER)), (prover, worker - 20));
    });
}

#[test]
fn rejection_should_be_refused_when_it_is_not_the_signers_job() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        register(OTHER, 1);
        for who in [OTHER, ALICE, STRANGER] {
            refused(|| reject(who, request), Error::<Test>::NotAssignedProver);
        }
        refused(|| reject(PROVER, 7), Error::<Test>::UnknownRequest);
        let open = Order::of(ALICE).place();
        refused(|| reject(PROVER, open), Error::<Test>::NotAssigned);
    });
}

#[test]
fn rejection_should_be_refused_when_the_signer_cannot_spare_the_fee() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        let give_away = |value: Balance| {
            let call = pallet_balances::Call::transfer_allow_death {
                dest: STRANGER,
                value,
            };
            assert_ok!(dispatch(PROVER, RuntimeCall::Balances(call)));
        };
        give_away(free(PROVER) - EXISTENTIAL_DEPOSIT - 20);
        let spare = EXISTENTIAL_DEPOSIT + 20;
        assert_eq!(free(PROVER), spare);
        let _ = frame_support::storage::with_transaction(|| {
            give_away(1);
            refused(
                || reject(PROVER, request),
                sp_runtime::TokenError::FundsUnavailable,
            );
            sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
        });
        assert_ok!(reject(PROVER, request));
        assert_eq!(free(PROVER), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn rejection_should_cost_nothing_when_the_fee_is_zero() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        next_block();
        let before = free(PROVER);
        assert_ok!(reject(PROVER, request));
        assert_eq!(free(PROVER), before);
    });
}

#[test]
fn rejected_request_should_be_refunded_when_the_window_fits_no_more() {
    run(|| {
        let order = Order::of(ALICE).until(2, 12);
        let request = matched(&order);
        assert_ok!(reject(PROVER, request));
        let refunded = Event::Refunded {
            request,
            fee: 2_000,
            deposit: order.deposit(),
            griefing_deposit: 60,
        };
        assert_eq!(events().last(), Some(&refunded));
        assert_eq!((Market::request_status(request), free(ALICE)), (None, ENDOWMENT));
    });
}

#[test]
fn rejected_request_should_be_auctioned_again_when_the_window_just_fits() {
    run(|| {
        let request = matched(&Order::of(ALICE).until(3, 13));
        assert_ok!(reject(PROVER, request));
        assert_ok!(top_up(ALICE, request, 100));
        supply(OTHER, 1, 8);
        next_block();
        assert_eq!(Jobs::<Test>::get(request).map(|job| job.due), Some(13));
    });
}

#[test]
fn rejected_request_should_be_served_at_an_unchanged_price_when_it_bids_more() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(reject(PROVER, request));
        supply(OTHER, 1, 8);
        crate::ReferencePrices::<Test>::insert(SMALL, 10);
        next_block();
        // At the price of a rescue.
        let job = Jobs::<Test>::get(request).unwrap();
        assert_eq!((job.prover, job.requester_unit_price), (OTHER, 11));
    });
}

#[test]
fn request_should_be_over_when_three_provers_have_rejected_it() {
    run(|| {
        let order = Order::of(ALICE);
        let request = matched(&order);
        assert_ok!(set_offers(PROVER, &[]));
        assert_ok!(reject(PROVER, request));
        match_and_reject(request, OTHER);
        assert_eq!(griefing_deposit(ALICE), 60);
        events();
        match_and_reject(request, THIRD);
        let paid = |prover| Event::RejecterPaid {
            request,
            prover,
            amount: 20,
        };
        let events = events();
        assert_eq!(
            events[events.len() - 4..events.len() - 1],
            [paid(PROVER), paid(OTHER), paid(THIRD)]
        );
        assert!(matches!(
            events.last(),
            Some(Event::Unprovable {
                griefing_deposit: 0,
                ..
            })
        ));
        assert_eq!(Market::request_status(request), None);
        // The requester has paid what the rejections cost, and the provers nothing.
        assert_eq!(free(ALICE), ENDOWMENT - 60);
        for prover in [PROVER, OTHER, THIRD] {
            assert_eq!(free(prover) + pooled(prover), ENDOWMENT);
        }
        assert_eq!(free(TREASURY), ENDOWMENT + 60);
    });
}

#[test]
fn griefing_deposit_should_go_back_when_a_proof_is_delivered_after_a_rejection() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(set_offers(PROVER, &[]));
        assert_ok!(reject(PROVER, request));
        assert_ok!(top_up(ALICE, request, 100));
        supply(OTHER, 1, 8);
        next_block();
        assert_ok!(deliver(OTHER, request));
        assert_eq!(griefing_deposit(ALICE), 0);
        assert!(events().iter().any(|event| matches!(
            event,
            Event::Fulfilled {
                griefing_deposit: 60,
                ..
            }
        )));
    });
}

#[test]
fn miss_should_not_count_as_a_rejection_when_it_precedes_them() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        Requests::<Test>::mutate(request, |row| {
            let failed = vec![missed_by(900), rejected_by(901)];
            row.as_mut().unwrap().excluded = failed.try_into().unwrap();
        });
        assert_ok!(reject(PROVER, request));
        assert_eq!(Market::request_status(request), Some(RequestStatus::Open));
    });
}

#[test]
fn rejecting_should_never_pay_when_a_prover_has_several_names() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        let provers = [PROVER, OTHER, THIRD];
        let joint = || provers.map(|who| free(who) + staked(who)).iter().sum::<Balance>();
        let before = joint();
        // Governance lowers the fee meanwhile: what was held is more than what it costs now.
        let parameters = crate::MarketParameters {
            rejection_fee: 5,
            ..parameters()
        };
        assert_ok!(set_offers(PROVER, &[]));
        assert_ok!(reject(PROVER, request));
        assert_ok!(Market::set_parameters(RuntimeOrigin::root(), parameters));
        match_and_reject(request, OTHER);
        match_and_reject(request, THIRD);
        assert_eq!(Market::request_status(request), None);
        assert!(joint() <= before);
        assert_eq!(griefing_deposit(ALICE), 0);
    });
}

#[test]
fn joint_balance_should_not_rise_when_requester_and_rejecters_collude() {
    run(|| {
        let parties = [ALICE, PROVER, OTHER, THIRD];
        let joint = || {
            let of = |who| free(who) + pooled(who) + held_in_all(who);
            parties.map(of).iter().sum::<Balance>()
        };
        let before = joint();
        let request = matched(&Order::of(ALICE));
        assert_ok!(set_offers(PROVER, &[]));
        assert_ok!(reject(PROVER, request));
        match_and_reject(request, OTHER);
        match_and_reject(request, THIRD);
        assert_eq!(Market::request_status(request), None);
        assert_eq!(joint(), before - 60);
    });
}

fn held_in_all(who: AccountId) -> Balance {
    escrow(who) + deposited(who) + griefing_deposit(who)
}

#[test]
fn request_should_end_in_one_way_only_when_everything_is_tried_after_a_rejection() {
    run(|| {
        let request = matched(&Order::of(ALICE).until(2, 12));
        assert_ok!(reject(PROVER, request));
        let balances = (free(ALICE), free(PROVER), staked(PROVER));
        refused(|| reject(PROVER, request), Error::<Test>::UnknownRequest);
        refused(|| deliver(PROVER, request), Error::<Test>::UnknownRequest);
        refused(|| cancel(ALICE, request), Error::<Test>::UnknownRequest);
        go_to(30);
        assert_eq!((free(ALICE), free(PROVER), staked(PROVER)), balances);
    });
}

#[test]
fn rejection_should_be_refused_when_the_proof_was_delivered_in_the_same_block() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(deliver(PROVER, request));
        refused(|| reject(PROVER, request), Error::<Test>::UnknownRequest);
    });
}

#[test]
fn delivery_should_be_refused_when_the_job_was_rejected_in_the_same_block() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        assert_ok!(reject(PROVER, request));
        refused(|| deliver(PROVER, request), Error::<Test>::NotAssigned);
        assert_ok!(cancel(ALICE, request));
        assert_eq!(free(ALICE), ENDOWMENT);
    });
}

#[test]
fn rejecters_should_be_paid_when_the_requester_is_at_the_existential_deposit() {
    run(|| {
        let request = matched(&Order::of(ALICE).until(20, 100));
        Requests::<Test>::mutate(request, |row| {
            let failed = vec![rejected_by(OTHER), rejected_by(THIRD)];
            row.as_mut().unwrap().excluded = failed.try_into().unwrap();
        });
        let all = free(ALICE) - EXISTENTIAL_DEPOSIT;
        let call = pallet_balances::Call::transfer_allow_death {
            dest: STRANGER,
            value: all,
        };
        assert_ok!(dispatch(ALICE, RuntimeCall::Balances(call)));
        let before = free(OTHER);
        assert_ok!(reject(PROVER, request));
        assert_eq!(free(OTHER), before + 20);
    });
}
