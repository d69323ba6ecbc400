//! Every balance, from events alone.

use super::*;
use proofnet_market::RequestId;
use std::collections::BTreeMap;

/// What an account has, in planck.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Account {
    free: i128,
    escrow: i128,
    deposit: i128,
    griefing: i128,
    stake: i128,
}

/// Follows the chain by its events. Of storage it knows the balances with which it began.
pub struct Ledger {
    accounts: BTreeMap<AccountId, Account>,
    requesters: BTreeMap<RequestId, AccountId>,
    /// Planck that went out of existence with accounts.
    pub lost: Balance,
}

impl Ledger {
    /// Begins now.
    pub fn new() -> Self {
        System::reset_events();
        let accounts = frame_system::Account::<Test>::iter_keys();
        Self {
            accounts: accounts.map(|who| (who, Account::of(who))).collect(),
            requesters: BTreeMap::new(),
            lost: 0,
        }
    }

    /// Takes up `events`, all since the last call, and compares.
    #[track_caller]
    pub fn follow(&mut self, events: Vec<frame_system::EventRecord<RuntimeEvent, H256>>) {
        for record in events {
            match record.event {
                RuntimeEvent::Market(event) => self.apply(event),
                RuntimeEvent::Provers(event) => self.apply_to_stakes(event),
                RuntimeEvent::Verifier(event) => self.apply_to_circuits(event),
                RuntimeEvent::Balances(pallet_balances::Event::Transfer { from, to, amount }) => {
                    self.of(from).free -= amount as i128;
                    self.of(to).free += amount as i128;
                }
                // What an account that ends had left, less than the existential deposit.
                RuntimeEvent::Balances(pallet_balances::Event::DustLost { account, amount }) => {
                    self.of(account).free -= amount as i128;
                    self.lost += amount;
                }
                _ => {}
            }
        }
        for (who, account) in &self.accounts {
            assert_eq!(
                *account,
                Account::of(*who),
                "account {who} by its events and in storage"
            );
        }
    }

    fn of(&mut self, who: AccountId) -> &mut Account {
        self.accounts.entry(who).or_default()
    }

    fn requester_of(&mut self, request: RequestId) -> &mut Account {
        let who = self.requesters[&request];
        self.of(who)
    }

    fn apply(&mut self, event: Event<Test>) {
        let planck = |amount: Balance| amount as i128;
        match event {
            Event::Placed {
                request,
                requester,
                max_fee,
                deposit,
                griefing_deposit,
                ..
            } => {
                self.requesters.insert(request, requester);
                let account = self.of(requester);
                account.hold(planck(max_fee), planck(deposit), planck(griefing_deposit));
            }
            Event::ToppedUp { request, amount, .. } => {
                self.requester_of(request).hold(planck(amount), 0, 0);
            }
            Event::Cancelled {
                request,
                fee,
                deposit,
                griefing_deposit,
            }
            | Event::Expired {
                request,
                fee,
                deposit,
                griefing_deposit,
            }
            | Event::Refunded {
                request,
                fee,
                deposit,
                griefing_deposit,
            }
            | Event::Unprovable {
                request,
                fee,
                deposit,
                griefing_deposit,
            } => {
                let account = self.requester_of(request);
                account.hold(-planck(fee), -planck(deposit), -planck(griefing_deposit));
            }
            Event::Fulfilled {
                request,
                prover,
                fee,
                released,
                paid,
                protocol_fee,
                surplus,
                deposit_released,
                griefing_deposit,
                ..
            } => {
                let account = self.requester_of(request);
                account.escrow -= planck(fee);
                account.hold(
                    -planck(released),
                    -planck(deposit_released),
                    -planck(griefing_deposit),
                );
                self.of(prover).free += planck(paid);
                self.of(TREASURY).free += planck(protocol_fee);
                self.of(SURPLUS).free += planck(surplus);
            }
            Event::Missed {
                request,
                compensation,
                top_up,
                forwarded,
                ..
            } => {
                let account = self.requester_of(request);
                account.free += planck(compensation);
                account.escrow += planck(top_up);
                self.of(TREASURY).free += planck(forwarded);
            }
            Event::Rejected { payer, fee, .. } => {
                self.of(payer).free -= planck(fee);
                self.of(TREASURY).free += planck(fee);
            }
            Event::RejecterPaid {
                request,
                prover,
                amount,
            } => {
                self.requester_of(request).griefing -= planck(amount);
                self.of(prover).free += planck(amount);
            }
            Event::Pruned { request, deposit } => {
                self.requester_of(request).hold(0, -planck(deposit), 0);
            }
            Event::Forfeited { who, amount } => {
                self.of(who).free -= planck(amount);
                self.of(TREASURY).free += planck(amount);
            }
            _ => {}
        }
    }

    /// Stake is that of a prover, in whatever account it is held.
    fn apply_to_stakes(&mut self, event: pallet_provers::Event<Test>) {
        use pallet_provers::Event;
        match event {
            Event::Staked {
                prover,
                staker,
                amount,
                ..
            } => {
                self.of(staker).free -= amount as i128;
                self.of(prover).stake += amount as i128;
            }
            Event::Withdrawn {
                prover,
                staker,
                from_pool,
                from_unbonding,
                ..
            } => {
                let amount = (from_pool + from_unbonding) as i128;
                self.of(prover).stake -= amount;
                self.of(staker).free += amount;
            }
            Event::Rewarded { prover, pooled, .. } => {
                // What the market says was paid to the prover.
                self.of(prover).free -= pooled as i128;
                self.of(prover).stake += pooled as i128;
            }
            Event::Slashed {
                prover,
                from_pool,
                from_unbonding,
                ..
            } => self.of(prover).stake -= (from_pool + from_unbonding) as i128,
            Event::Closed {
                prover,
                from_pool,
                from_unbonding,
                ..
            } => {
                // What is released in the pool's account leaves it by a transfer.
                let amount = (from_pool + from_unbonding) as i128;
                self.of(prover).stake -= amount;
                self.of(Provers::pool_account(&prover)).free += amount;
            }
            Event::Forfeited { staker, amount } => {
                self.of(staker).free -= amount as i128;
                self.of(TREASURY).free += amount as i128;
            }
            _ => {}
        }
    }

    fn apply_to_circuits(&mut self, event: pallet_verifier::Event<Test>) {
        use pallet_verifier::Event;
        match event {
            Event::CircuitRegistered { owner, deposit, .. } => self.of(owner).free -= deposit as i128,
            Event::CircuitRemoved { owner, deposit, .. } => self.of(owner).free += deposit as i128,
            Event::Attested { who, deposit, .. } => self.of(who).free -= deposit as i128,
            Event::ReceiptReleased { owner, deposit, .. } => self.of(owner).free += deposit as i128,
            _ => {}
        }
    }
}

impl Account {
    /// As it is in storage.
    fn of(who: AccountId) -> Self {
        let planck = |amount: Balance| amount as i128;
        Self {
            free: planck(free(who)),
            escrow: planck(escrow(who)),
            deposit: planck(deposited(who)),
            griefing: planck(griefing_deposit(who)),
            stake: planck(staked(who) + unbonding(who)),
        }
    }

    fn hold(&mut self, fee: i128, deposit: i128, griefing: i128) {
        self.free -= fee + deposit + griefing;
        self.escrow += fee;
        self.deposit += deposit;
        self.griefing += griefing;
    }
}
