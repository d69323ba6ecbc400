use super::*;
use crate::{Error, Event, Jobs, Queues, Requests};
use frame_support::assert_ok;
use frame_support::{traits::fungible::Inspect, weights::Weight};
use proofnet_market::RequestStatus;

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];
const OTHER: AccountId = PROVERS[1];

/// In block 2, with `order` matched to `PROVER`, who is alone, at 10 per unit, a fee of 1,000 and a collateral of 200.
fn matched(order: &Order) -> RequestId {
    supply(PROVER, 1, 6);
    let request = order.place();
    next_block();
    assert_eq!(
        Jobs::<Test>::get(request).map(|job| (job.prover, job.due)),
        Some((PROVER, 12))
    );
    events();
    request
}

/// With a collateral of 500 for a default request, so that more than the compensation is slashed.
pub(super) fn dear_collateral() {
    let collateral = proofnet_market::CollateralRule {
        fixed: 0,
        per_unit: 5,
    };
    let category = proofnet_market::Category {
        collateral,
        ..small()
    };
    assert_ok!(Market::update_category(RuntimeOrigin::root(), SMALL, category));
}

#[test]
fn request_should_be_refunded_when_it_finds_no_match_in_time() {
    run(|| {
        let order = Order::of(ALICE).until(5, 100);
        let request = order.place();
        go_to(5);
        assert_eq!(Market::request_status(request), Some(RequestStatus::Open));
        events();
        next_block();
        assert_eq!(
            events(),
            [Event::Expired {
                request,
                fee: 2_000,
                deposit: order.deposit(),
                griefing_deposit: 0,
            }]
        );
        assert_eq!((Market::request_status(request), free(ALICE)), (None, ENDOWMENT));
    });
}

#[test]
fn request_should_be_matched_when_supply_comes_for_its_last_block() {
    run(|| {
        let request = Order::of(ALICE).until(5, 15).place();
        go_to(4);
        supply(PROVER, 1, 6);
        next_block();
        assert_eq!(Jobs::<Test>::get(request).map(|job| job.due), Some(15));
    });
}

#[test]
fn job_should_not_be_missed_when_its_due_block_is_not_past() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        go_to(12);
        assert!(Jobs::<Test>::contains_key(request));
        assert_eq!(staked(PROVER), 20_000);
    });
}

#[test]
fn prover_should_lose_its_collateral_when_it_misses_the_due_block() {
    run(|| {
        let request = matched(&Order::of(ALICE));
        go_to(13);
        assert_eq!(staked(PROVER), 20_000 - 200);
        assert!(!Jobs::<Test>::contains_key(request));
    });
}

#[test]
fn requester_should_be_compensated_out_of_the_slash_when_a_job_is_missed() {
    run(|| {
        let order = Order::of(ALICE);
        matched(&order);
        go_to(13);
        // The whole slash of 200 is the compensation: 20 % of a fee of 1,000.
        assert_eq!(free(ALICE), ENDOWMENT - 2_000 - order.deposit() + 200);
        assert_eq!(free(TREASURY), ENDOWMENT);
    });
}

#[test]
fn slash_should_be_shared_in_order_when_it_is_more_than_the_compensation() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE));
        go_to(13);
        let missed = Event::Missed {
            request,
            prover: PROVER,
            slashed: 500,
            compensation: 200,
            top_up: 100,
            forwarded: 200,
        };
        assert_eq!(
            events()[..2],
            [
                missed,
                Event::Reauctioned {
                    request,
                    fee: 2_100,
                    match_by: 91
                }
            ]
        );
        assert_eq!(escrow(ALICE), 2_100);
        assert_eq!(free(TREASURY), ENDOWMENT + 200);
    });
}

#[test]
fn missed_request_should_go_to_another_prover_in_the_same_block_when_time_is_left() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE));
        go_to(12);
        supply(OTHER, 1, 8);
        next_block();
        let job = Jobs::<Test>::get(request).unwrap();
        assert_eq!((job.prover, job.matched, job.due), (OTHER, 13, 23));
        assert_eq!(Queues::<Test>::iter_keys().count(), 0);
        assert_ok!(deliver(OTHER, request));
    });
}

#[test]
fn missed_request_should_not_return_to_its_prover_when_there_is_no_other() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE));
        go_to(30);
        assert!(!Jobs::<Test>::contains_key(request));
        assert_eq!(
            Requests::<Test>::get(request).unwrap().excluded.to_vec(),
            [missed_by(PROVER)]
        );
        assert_eq!(staked(PROVER), 20_000 - 500);
    });
}

#[test]
fn missed_request_should_come_before_ordinary_ones_when_slots_are_scarce() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE));
        go_to(12);
        assert_ok!(set_offers(PROVER, &[]));
        supply(OTHER, 1, 8);
        let ordinary = Order::of(REQUESTERS[1]).bid(50).place();
        next_block();
        assert!(Jobs::<Test>::contains_key(request) && !Jobs::<Test>::contains_key(ordinary));
    });
}

#[test]
fn missed_request_should_be_auctioned_again_when_the_window_just_fits() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE).until(13, 23));
        go_to(12);
        supply(OTHER, 1, 8);
        next_block();
        assert_eq!(Jobs::<Test>::get(request).map(|job| job.due), Some(23));
    });
}

#[test]
fn missed_request_should_be_refunded_when_the_window_fits_no_more() {
    run(|| {
        dear_collateral();
        let order = Order::of(ALICE).until(12, 22);
        let request = matched(&order);
        go_to(12);
        supply(OTHER, 1, 8);
        events();
        next_block();
        let missed = Event::Missed {
            request,
            prover: PROVER,
            slashed: 500,
            compensation: 200,
            top_up: 0,
            forwarded: 300,
        };
        let refunded = Event::Refunded {
            request,
            fee: 2_000,
            deposit: order.deposit(),
            griefing_deposit: 0,
        };
        assert_eq!(events(), [missed, refunded]);
        assert_eq!(
            (Market::request_status(request), free(ALICE)),
            (None, ENDOWMENT + 200)
        );
    });
}

#[test]
fn rescue_should_be_refunded_with_the_top_up_when_it_finds_no_match_in_time() {
    run(|| {
        dear_collateral();
        let order = Order::of(ALICE).until(5, 30);
        let request = matched(&order);
        go_to(20);
        assert_eq!(Market::request_status(request), Some(RequestStatus::Open));
        events();
        next_block();
        assert_eq!(
            events(),
            [Event::Expired {
                request,
                fee: 2_100,
                deposit: order.deposit(),
                griefing_deposit: 0,
            }]
        );
        assert_eq!(free(ALICE), ENDOWMENT + 300);
    });
}

#[test]
fn rescue_should_give_everything_back_when_cancelled() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE));
        go_to(13);
        assert_ok!(cancel(ALICE, request));
        assert_eq!(
            (free(ALICE), escrow(ALICE), deposited(ALICE)),
            (ENDOWMENT + 300, 0, 0)
        );
    });
}

#[test]
fn miss_should_be_slashed_once_when_many_blocks_pass() {
    run(|| {
        matched(&Order::of(ALICE));
        go_to(40);
        assert_eq!(staked(PROVER), 20_000 - 200);
    });
}

#[test]
fn missed_request_should_be_refunded_when_too_many_provers_have_missed_it() {
    run(|| {
        dear_collateral();
        let request = matched(&Order::of(ALICE).until(20, 900));
        Requests::<Test>::mutate(request, |row| {
            let excluded = [900, 901, 902, 903].map(missed_by);
            row.as_mut().unwrap().excluded = excluded.to_vec().try_into().unwrap();
        });
        go_to(13);
        assert_eq!(Market::request_status(request), None);
    });
}

#[test]
fn block_should_weigh_an_ejection_when_a_miss_ejects_and_only_then() {
    let weight_of_a_miss = |stake| {
        let mut weight = Weight::zero();
        run(|| {
            let category = proofnet_market::Category {
                collateral: proofnet_market::CollateralRule {
                    fixed: 1_000,
                    per_unit: 0,
                },
                ..small()
            };
            assert_ok!(Market::update_category(RuntimeOrigin::root(), SMALL, category));
            assert_ok!(register_with(PROVER, stake, 1));
            assert_ok!(set_offers(PROVER, &[(SMALL, 6)]));
            Order::of(ALICE).until(2, 12).place();
            go_to(12);
            weight = start_block();
        });
        weight
    };
    let (ejected, kept) = (weight_of_a_miss(1_000), weight_of_a_miss(2_000));
    assert_eq!(ejected - kept, <() as crate::WeightInfo>::on_prover_left());
}

#[test]
fn joint_balance_should_not_rise_when_requester_and_prover_collude() {
    run(|| {
        dear_collateral();
        let joint = || {
            let of = |who| Balances::total_balance(&who);
            of(ALICE) + of(PROVER) + of(Provers::pool_account(&PROVER))
        };
        let before = joint();
        matched(&Order::of(ALICE).until(5, 30));
        go_to(60);
        assert_eq!(joint(), before - 200);
    });
}

#[test]
fn request_should_end_in_one_way_only_when_everything_is_tried_after_a_miss() {
    run(|| {
        let request = matched(&Order::of(ALICE).until(12, 22));
        go_to(13);
        assert_eq!(free(ALICE), ENDOWMENT + 200);
        refused(|| cancel(ALICE, request), Error::<Test>::UnknownRequest);
        refused(|| deliver(PROVER, request), Error::<Test>::UnknownRequest);
    });
}
