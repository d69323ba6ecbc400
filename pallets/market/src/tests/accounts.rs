//! Accounts that cannot receive what is due to them.

use super::*;
use crate::Event;
use frame_support::{assert_ok, traits::tokens::Preservation};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

/// Takes away everything that `who` can be left without. Another pallet's provider reference lets it fall below the
/// existential deposit although funds are on hold.
fn empty(who: AccountId) {
    use frame_support::traits::fungible::{Inspect, Mutate};
    System::inc_providers(&who);
    let all = Balances::reducible_balance(
        &who,
        Preservation::Expendable,
        frame_support::traits::tokens::Fortitude::Polite,
    );
    assert_ok!(<Balances as Mutate<_>>::transfer(
        &who,
        &STRANGER,
        all,
        Preservation::Expendable
    ));
    assert_eq!(free(who), 0);
}

/// A default request with a fee that is below the existential deposit once it is matched.
fn tiny() -> Order {
    Order {
        category: 3,
        max_fee: 9,
        ..Order::of(ALICE)
    }
}

/// A category whose units cost next to nothing: the fee of a default request is less than 100 planck.
fn cheap_category() {
    let collateral = proofnet_market::CollateralRule {
        fixed: 5,
        per_unit: 0,
    };
    let category = proofnet_market::Category {
        collateral,
        price_floor: 1,
        ..small()
    };
    assert_ok!(Market::create_category(RuntimeOrigin::root(), 3, category, 1));
    // One unit only, so that fees can be small.
    pallet_verifier::Circuits::<Test>::mutate(Which::Small.id(), |row| row.as_mut().unwrap().units = 1);
}

#[test]
fn refund_should_reach_the_requester_when_it_is_at_the_existential_deposit() {
    run(|| {
        let order = Order::of(ALICE);
        let spare = ENDOWMENT - order.deposit() - EXISTENTIAL_DEPOSIT;
        let request = Order {
            max_fee: spare,
            ..order
        }
        .place();
        assert_eq!(free(ALICE), EXISTENTIAL_DEPOSIT);
        assert_ok!(cancel(ALICE, request));
        assert_eq!(free(ALICE), ENDOWMENT);
    });
}

#[test]
fn refund_should_revive_the_requester_when_it_is_at_least_the_existential_deposit() {
    run(|| {
        let order = Order::of(ALICE).until(5, 100);
        order.place();
        empty(ALICE);
        go_to(6);
        assert_eq!(free(ALICE), 2_000 + order.deposit());
    });
}

#[test]
fn refund_should_go_to_the_protocol_when_the_requester_cannot_receive_it() {
    run(|| {
        cheap_category();
        let order = tiny();
        let request = Order {
            match_by: 5,
            ..order.clone()
        }
        .place();
        empty(ALICE);
        go_to(5);
        events();
        next_block();
        assert_eq!(Market::request_status(request), None);
        assert_eq!(free(TREASURY), ENDOWMENT + 9);
        assert_eq!(free(ALICE), order.deposit());
        assert!(events().contains(&Event::Forfeited {
            who: ALICE,
            amount: 9
        }));
    });
}

#[test]
fn released_part_of_the_fee_should_go_to_the_protocol_when_the_requester_cannot_receive_it() {
    run(|| {
        cheap_category();
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(3, 1)]));
        let request = tiny().place();
        empty(ALICE);
        next_block();
        events();
        assert_ok!(deliver(PROVER, request));
        let forfeited = Event::Forfeited {
            who: ALICE,
            amount: 8,
        };
        assert!(events().contains(&forfeited));
    });
}

#[test]
fn compensation_should_go_to_the_protocol_when_the_requester_cannot_receive_it() {
    run(|| {
        cheap_category();
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(3, 5)]));
        let category = proofnet_market::Category {
            collateral: proofnet_market::CollateralRule {
                fixed: 5,
                per_unit: 0,
            },
            price_floor: 5,
            compensation: sp_runtime::Permill::one(),
            ..small()
        };
        assert_ok!(Market::update_category(RuntimeOrigin::root(), 3, category));
        let request = Order {
            match_by: 2,
            deadline: 12,
            ..tiny()
        }
        .place();
        next_block();
        empty(ALICE);
        go_to(12);
        events();
        let treasury = free(TREASURY);
        next_block();
        assert_eq!(Market::request_status(request), None);
        // The compensation of 5 and the fee of 9 are each below the existential deposit.
        assert_eq!(free(TREASURY), treasury + 14);
        let forfeited = |amount| Event::Forfeited { who: ALICE, amount };
        let told = events();
        assert!(told.contains(&forfeited(5)) && told.contains(&forfeited(9)));
    });
}

#[test]
fn payment_should_go_into_the_pool_when_the_provers_account_cannot_receive_it() {
    run(|| {
        cheap_category();
        register(PROVER, 1);
        assert_ok!(set_offers(PROVER, &[(3, 1)]));
        let request = tiny().place();
        next_block();
        give_worker(PROVER, REQUESTERS[1]);
        empty(PROVER);
        let (staked_before, treasury) = (staked(PROVER), free(TREASURY));
        assert_ok!(deliver(REQUESTERS[1], request));
        assert_eq!((free(PROVER), free(TREASURY)), (0, treasury));
        assert_eq!(staked(PROVER), staked_before + 1);
    });
}

#[test]
fn payment_should_go_to_the_protocol_when_neither_prover_nor_pool_can_receive_it() {
    run(|| {
        cheap_category();
        assert_ok!(register_with(PROVER, 100, 1));
        assert_ok!(set_offers(PROVER, &[(3, 1)]));
        let request = tiny().place();
        next_block();
        give_worker(PROVER, REQUESTERS[1]);
        // As if slashes had taken all that there was.
        let stake = |assets| {
            pallet_provers::Provers::<Test>::mutate(PROVER, |row| row.as_mut().unwrap().pool.assets = assets)
        };
        empty(PROVER);
        let treasury = free(TREASURY);
        events();
        stake(0);
        assert_ok!(deliver(REQUESTERS[1], request));
        stake(100);
        assert_eq!((free(PROVER), free(TREASURY)), (0, treasury + 1));
        assert!(events().contains(&Event::Forfeited {
            who: PROVER,
            amount: 1
        }));
    });
}

#[test]
fn payment_should_revive_the_prover_when_it_is_at_least_the_existential_deposit() {
    run(|| {
        supply(PROVER, 1, 6);
        let request = Order::of(ALICE).place();
        next_block();
        empty(PROVER);
        assert_ok!(deliver(PROVER, request));
        assert_eq!(free(PROVER), 990);
    });
}
