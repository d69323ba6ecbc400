use super::*;
use crate::Jobs;
use frame_support::assert_ok;

#[test]
fn every_balance_should_follow_from_the_events_when_requests_end_in_every_way() {
    run(|| {
        charge_rejections();
        let mut ledger = Ledger::new();
        let (alice, bob) = (REQUESTERS[0], REQUESTERS[1]);
        let [prover, other, ..] = PROVERS;
        supply(prover, 4, 6);
        let orders: Vec<_> = (0..4).map(|_| Order::of(alice).until(20, 60).place()).collect();
        let rising = Order::of(bob).bid(50).rising(500, 500, 2).place();
        let private = Order::of(bob).only(&[other]).until(4, 40).place();
        let cancelled = Order::of(bob).bid(5).place();
        assert_ok!(top_up(bob, cancelled, 7));
        assert_ok!(cancel(bob, cancelled));
        next_block();
        assert_eq!(Jobs::<Test>::iter().count(), 4);
        assert_ok!(deliver(prover, orders[0]));
        assert_ok!(reject(prover, orders[1]));
        assert_ok!(top_up(alice, orders[1], 700));
        supply(other, 1, 7);
        ledger.follow(System::events());
        System::reset_events();
        // The rest is missed, auctioned again, expires, and is pruned.
        go_to(100);
        ledger.follow(System::events());
        assert!(crate::Requests::<Test>::iter().next().is_none());
        assert!(Jobs::<Test>::get(rising).is_none() && Jobs::<Test>::get(private).is_none());
    });
}
