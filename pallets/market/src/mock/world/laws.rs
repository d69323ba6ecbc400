//! What must be true of a chain, whatever has happened on it.

use super::{super::steps::EVERYBODY, *};
use pallet_market::{Calendar, NextRequestId, Repricings};
use proofnet_market::Capacity;

impl World {
    pub(super) fn pass(&mut self, blocks: BlockNumber) {
        for _ in 0..blocks {
            start_block();
            self.check();
        }
    }

    /// What is true after every call and in every block.
    pub(super) fn check(&mut self) {
        Market::do_try_state().unwrap();
        Provers::do_try_state().unwrap();
        self.ledger.follow(System::events());
        assert_eq!(Balances::total_issuance(), self.issuance - self.ledger.lost);
        for event in events() {
            self.account_for(&event);
        }
        assert!(self.running.iter().copied().eq(jobs()));
    }

    /// Checks what an event says of itself, and that it fits what was told of its request before.
    fn account_for(&mut self, event: &Event<Test>) {
        match event {
            Event::Matched {
                request,
                prover,
                requester_unit_price,
                prover_unit_price,
                ..
            } => {
                let asks = Market::offers(prover);
                let asked = asks.iter().any(|(_, ask)| ask <= prover_unit_price);
                assert!(asked, "a prover is paid less than any of its asks");
                assert!(prover_unit_price <= requester_unit_price);
                assert!(self.running.insert(*request), "{request} is matched twice");
                self.assert_covered(*prover);
            }
            Event::Fulfilled {
                request,
                fee,
                paid,
                protocol_fee,
                surplus,
                ..
            } => {
                assert_eq!(*fee, paid + protocol_fee + surplus);
                assert!(self.running.remove(request), "{request} is paid without a job");
            }
            Event::Missed {
                request,
                slashed,
                compensation,
                top_up,
                forwarded,
                ..
            } => {
                assert_eq!(*slashed, compensation + top_up + forwarded);
                assert!(self.running.remove(request), "{request} is missed twice");
            }
            Event::Rejected { request, .. } => {
                assert!(
                    self.running.remove(request),
                    "{request} is rejected without a job"
                );
            }
            _ => {}
        }
        if let Some(request) = end_of(event) {
            assert!(self.ended.insert(request), "{request} has ended twice");
        }
    }

    /// What `prover` has locked can be slashed.
    pub(super) fn assert_covered(&self, prover: AccountId) {
        if let Some(Capacity { locked, .. }) = Provers::capacity(&prover) {
            assert!(locked <= staked(prover) + unbonding(prover));
        }
    }

    /// Lets everything come to its end: of no request, stake or circuit anything is left, and nothing is stuck.
    pub(super) fn end(&mut self) {
        if paused() {
            self.govern(pallet_market::Call::set_paused { paused: false });
        }
        // Each block works through some rows, and no request has more than a few in its life.
        let last = System::block_number() + 500 + 4 * NextRequestId::<Test>::get();
        while Calendar::<Test>::iter_keys().next().is_some() {
            assert!(System::block_number() < last, "the calendar never ends");
            self.pass(1);
        }
        assert_eq!(self.ended.len() as u64, NextRequestId::<Test>::get());
        assert_eq!(Requests::<Test>::iter().count(), 0);
        assert_eq!(Repricings::<Test>::iter().count(), 0);
        let held = |who: &AccountId| escrow(*who) + deposited(*who) + griefing_deposit(*who);
        assert!(EVERYBODY.iter().all(|who| held(who) == 0));
        self.close_provers();
        for (id, circuit) in pallet_verifier::Circuits::<Test>::iter().collect::<Vec<_>>() {
            let remove = pallet_verifier::Call::remove_circuit { circuit: id };
            assert!(self.call(circuit.owner, remove), "a circuit is in use for ever");
        }
        self.check();
        Verifier::do_try_state().unwrap();
    }

    fn close_provers(&mut self) {
        let provers: Vec<_> = pallet_provers::Provers::<Test>::iter_keys().collect();
        for prover in &provers {
            self.call(*prover, pallet_provers::Call::deregister {});
        }
        self.pass(5);
        for prover in provers {
            for staker in EVERYBODY.into_iter().chain([77]) {
                self.call(STRANGER, pallet_provers::Call::withdraw { prover, staker });
            }
            let close = pallet_provers::Call::close { prover };
            assert!(self.call(STRANGER, close), "a prover's stake is stuck");
            self.check();
        }
    }
}

/// What ended a request, if the event says that something did.
fn end_of(event: &Event<Test>) -> Option<RequestId> {
    match event {
        Event::Fulfilled { request, .. }
        | Event::Cancelled { request, .. }
        | Event::Expired { request, .. }
        | Event::Unprovable { request, .. }
        | Event::Refunded { request, .. } => Some(*request),
        _ => None,
    }
}
