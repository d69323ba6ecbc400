use super::*;
use crate::{Event, Jobs};
use frame_support::traits::fungible::Inspect;
use proptest::{collection::vec, prelude::*};

const REQUESTER: AccountId = REQUESTERS[0];
const PARTNER: AccountId = PROVERS[0];
const RIVAL: AccountId = PROVERS[1];

/// Everything that the party has, held or not.
fn joint() -> Balance {
    [REQUESTER, PARTNER, Provers::pool_account(&PARTNER)]
        .iter()
        .map(<Balances as Inspect<AccountId>>::total_balance)
        .sum()
}

/// Places `bids`, matches them, and delivers what came to the partner: the fees that its payments bore.
fn trade(bids: &[Balance]) -> Balance {
    let requests: Vec<RequestId> = bids
        .iter()
        .filter_map(|bid| Order::of(REQUESTER).bid(*bid).try_place().ok())
        .collect();
    next_block();
    events();
    for request in requests {
        if Jobs::<Test>::get(request).is_some_and(|job| job.prover == PARTNER) {
            deliver(PARTNER, request).unwrap();
        }
    }
    events()
        .into_iter()
        .map(|event| match event {
            Event::Fulfilled { protocol_fee, .. } => protocol_fee,
            _ => 0,
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn party_should_lose_the_protocol_fee_when_it_trades_with_itself(
        bids in vec(1u128..40, 1..6), slots in 1u32..4, ask in 1u128..30, rival in proptest::option::of(1u128..30),
    ) {
        new_test_ext().execute_with(|| {
            supply(PARTNER, slots, ask);
            if let Some(ask) = rival {
                supply(RIVAL, 2, ask);
            }
            let before = joint();
            let fees = trade(&bids);
            assert!(joint() + fees <= before, "{} and fees of {fees} after {before}", joint());
        });
    }
}

#[test]
fn party_should_lose_no_more_than_fee_and_surplus_when_nobody_else_is_in_the_market() {
    run(|| {
        supply(PARTNER, 1, 6);
        let before = joint();
        assert_eq!(trade(&[20]), 10);
        assert_eq!(joint(), before - 10);
    });
}
