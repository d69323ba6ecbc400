//! Takes steps on a chain; after each, and in every block, its laws are checked.

mod laws;

use super::{
    order::{self, Order},
    steps::{Amount, Bid, Part, Pick, Step, Target, Who, EVERYBODY, TINY},
    *,
};
use frame_support::traits::GetCallMetadata;
use pallet_market::{Jobs, MarketTime, Requests};
use pallet_provers::{Consent, ProverOf, State};
use proofnet_market::{Provers as _, RequestId};
use sp_runtime::{traits::Dispatchable, DispatchError};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// How often each call, by pallet and name, was accepted and refused.
pub type Tally = BTreeMap<(&'static str, &'static str), (u32, u32)>;

/// A chain, and what its events have told of it.
pub struct World {
    issuance: Balance,
    ledger: Ledger,
    /// Requests with a job.
    running: BTreeSet<RequestId>,
    ended: BTreeSet<RequestId>,
    tally: Tally,
}

impl World {
    /// Takes `steps` on a fresh chain, brings it to its end, and gives what became of the calls.
    pub fn live(steps: impl IntoIterator<Item = Step>) -> Tally {
        fresh_chain().execute_with(|| {
            let mut world = Self::begin();
            for step in steps {
                world.take(&step);
                world.check();
            }
            world.end();
            world.tally
        })
    }

    /// Every call that there is to take.
    #[cfg(test)]
    pub fn calls() -> impl Iterator<Item = (&'static str, &'static str)> {
        ["Market", "Provers", "Verifier"].into_iter().flat_map(|pallet| {
            let names = RuntimeCall::get_call_names(pallet).iter();
            names.map(move |name| (pallet, *name))
        })
    }

    fn begin() -> Self {
        let issuance = Balances::total_issuance();
        reset_limits();
        JailMisses::set(3);
        JailWindow::set(30);
        let mut world = Self {
            issuance,
            ledger: Ledger::new(),
            running: BTreeSet::new(),
            ended: BTreeSet::new(),
            tally: Tally::new(),
        };
        let parameters = MarketParameters {
            rejection_fee: 20,
            ..parameters()
        };
        let tiny = Category {
            max_units: 10,
            price_floor: 1,
            collateral: CollateralRule {
                fixed: 5,
                per_unit: 0,
            },
            ..small()
        };
        world.govern(pallet_market::Call::set_parameters { parameters });
        world.govern(pallet_market::Call::create_category {
            id: TINY,
            category: tiny,
            reference_price: 1,
        });
        world.call(OWNER, Which::Tiny.registration());
        for prover in &PROVERS[..2] {
            register(*prover, 3);
            set_offers(*prover, &[(SMALL, 6), (LARGE, 60), (TINY, 1)]).unwrap();
        }
        world.check();
        world
    }

    fn take(&mut self, step: &Step) {
        match step.clone() {
            Step::Place(bid) => {
                let order = order_of(&bid);
                self.dispatch(RuntimeOrigin::signed(bid.who), order.call());
            }
            Step::PlaceBatch(bids) => {
                let who = bids.first().map_or(REQUESTERS[0], |bid| bid.who);
                let orders: Vec<_> = bids.iter().map(order_of).collect();
                self.dispatch(RuntimeOrigin::signed(who), order::batch(&orders));
            }
            Step::TopUp(pick, who, amount) => self.top_up(pick, who, amount),
            Step::Cancel(pick, who) => self.cancel(pick, who),
            Step::SetOffers(who, asks) => {
                let who = prover_or_worker(who);
                let asks: Vec<_> = asks.into_iter().map(|(id, ask)| (id, ask.of(who))).collect();
                let asks = asks.try_into().unwrap();
                self.call(who, pallet_market::Call::set_offers { asks });
            }
            Step::Deliver(pick, who, valid) => self.deliver(pick, who, valid),
            Step::DeliverBatch(jobs, who, circuits) => self.deliver_batch(&jobs, who, circuits),
            Step::Reject(pick, who, reason) => {
                let request = job_at(pick);
                let job = Jobs::<Test>::get(request);
                let who = signer(who, job.as_ref().map_or(STRANGER, |job| job.prover));
                let in_time = job.is_some_and(|job| {
                    Provers::prover_of(&who) == Some(job.prover) && now() <= job.reject_by
                });
                let rejected = self.call(who, pallet_market::Call::reject { request, reason });
                assert!(in_time || !rejected);
                assert!(!rejected || !Jobs::<Test>::contains_key(request));
            }
            Step::SetParameters(parameters) => {
                self.govern(pallet_market::Call::set_parameters { parameters });
                // Of provers' parameters those that a running chain notices, in and out of their bounds like the market's.
                let parameters = pallet_provers::ProverParameters {
                    jail_misses: parameters.max_rejections,
                    jail_window: parameters.retention,
                    ..Provers::parameters()
                };
                let call = pallet_provers::Call::set_parameters { parameters };
                self.dispatch(RuntimeOrigin::root(), RuntimeCall::Provers(call));
            }
            Step::SetCategory(id, category) => {
                if pallet_market::Categories::<Test>::contains_key(id) {
                    self.govern(pallet_market::Call::update_category { id, category });
                } else {
                    let reference_price = category.price_floor.saturating_add(1);
                    self.govern(pallet_market::Call::create_category {
                        id,
                        category,
                        reference_price,
                    });
                }
            }
            Step::Pause(other) => {
                let paused = paused() != other;
                self.govern(pallet_market::Call::set_paused { paused });
            }
            Step::Register(who, stake, slots, commission) => {
                let who = signer(who, STRANGER);
                let stake = stake.of(who);
                self.call(
                    who,
                    pallet_provers::Call::register {
                        stake,
                        slots,
                        commission,
                    },
                );
            }
            Step::Stake(who, prover, amount) => {
                let who = staker(who, prover);
                let amount = amount.of(who);
                self.call(who, pallet_provers::Call::stake { prover, amount });
            }
            Step::Unstake(who, prover, part) => {
                let who = staker(who, prover);
                let shares = shares(part, who, prover);
                self.call(who, pallet_provers::Call::unstake { prover, shares });
            }
            Step::Withdraw(prover, who) => {
                let staker = staker(who, prover);
                self.call(STRANGER, pallet_provers::Call::withdraw { prover, staker });
                self.assert_covered(prover);
            }
            Step::SetSlots(who, slots) => {
                let who = signer(who, STRANGER);
                self.call(who, pallet_provers::Call::set_slots { slots });
            }
            Step::SetCommission(who, commission) => {
                let who = signer(who, STRANGER);
                self.call(who, pallet_provers::Call::set_commission { commission });
            }
            Step::Unjail(who) => {
                let jailed = |row: &ProverOf<Test>| matches!(row.state, State::Jailed { .. });
                let mut provers = pallet_provers::Provers::<Test>::iter();
                let found = provers.find(|(_, row)| jailed(row)).map(|(prover, _)| prover);
                let who = signer(who, found.unwrap_or(PROVERS[0]));
                self.call(who, pallet_provers::Call::unjail {});
            }
            Step::ProposeWorker(who, worker) => {
                let who = signer(who, STRANGER);
                self.call(who, pallet_provers::Call::propose_worker { worker });
            }
            Step::AcceptWorker(who, prover) => {
                let (who, prover) = match (who, proposal()) {
                    (Who::Due(_), Some(proposed)) => proposed,
                    _ => (signer(who, STRANGER), prover),
                };
                if self.call(who, pallet_provers::Call::accept_worker { prover }) {
                    assert_eq!(Provers::prover_of(&who), Some(prover));
                }
            }
            Step::RemoveWorker(who, worker) => {
                let prover = pallet_provers::WorkerKeys::<Test>::get(worker).unwrap_or(worker);
                let who = signer(who, prover);
                if self.call(who, pallet_provers::Call::remove_worker { worker }) {
                    // Another prover may have it as its key: what was removed may be no more than a proposal.
                    let key_of = pallet_provers::WorkerKeys::<Test>::get(worker);
                    assert!(key_of != Some(who) && (key_of.is_none() || who != worker));
                }
            }
            Step::SetInputKey(who) => {
                let who = signer(who, STRANGER);
                let key = Some([1; 32]);
                if self.call(who, pallet_provers::Call::set_input_key { key }) {
                    let prover = Provers::prover_of(&who);
                    assert_eq!(prover.and_then(pallet_provers::InputKeys::<Test>::get), key);
                }
            }
            Step::Deregister(who) => {
                let who = signer(who, STRANGER);
                if self.call(who, pallet_provers::Call::deregister {}) {
                    assert_eq!(Provers::capacity(&who), None);
                    assert!(!pallet_market::Offers::<Test>::contains_key(who));
                }
            }
            Step::Close(prover) => {
                let works = Jobs::<Test>::iter_values().any(|job| job.prover == prover);
                let closed = self.call(STRANGER, pallet_provers::Call::close { prover });
                assert!(!(works && closed), "closed under a running job");
            }
            Step::RegisterCircuit(who, which) => {
                self.call(signer(who, OWNER), which.registration());
            }
            Step::RemoveCircuit(who, which) => {
                let circuit = which.id();
                let used = Requests::<Test>::iter_values().any(|request| request.circuit == circuit);
                let removed = self.call(
                    signer(who, OWNER),
                    pallet_verifier::Call::remove_circuit { circuit },
                );
                assert!(!(used && removed), "removed under a request");
            }
            Step::Verify(who, which, valid) => {
                let known = pallet_verifier::Circuits::<Test>::contains_key(which.id());
                let (outputs, proof) = proof_of(which, if valid { NONCE } else { NONCE + 1 });
                let public_inputs = [outputs[0], scalar(NONCE)].to_vec().try_into().unwrap();
                let verify = pallet_verifier::Call::verify {
                    circuit: which.id(),
                    public_inputs,
                    proof,
                };
                assert_eq!(self.call(signer(who, STRANGER), verify), valid && known);
            }
            Step::Attest(who, which, valid) => {
                let (outputs, proof) = proof_of(which, if valid { NONCE } else { NONCE + 1 });
                let attest = pallet_verifier::Call::attest {
                    circuit: which.id(),
                    public_inputs: [outputs[0], scalar(NONCE)].to_vec().try_into().unwrap(),
                    proof,
                };
                let attested = self.call(signer(who, STRANGER), attest);
                assert!(valid || !attested, "attested without a proof");
            }
            Step::RemoveReceipt(who, which) => {
                let (outputs, _) = proof_of(which, NONCE);
                let statement = Verifier::statement(&which.id(), &[outputs[0], scalar(NONCE)]);
                let receipt = pallet_verifier::Receipts::<Test>::get(statement);
                let who = signer(who, receipt.as_ref().map_or(STRANGER, |receipt| receipt.owner));
                let due = receipt.is_some_and(|receipt| {
                    receipt.owner == who && receipt.kept_until < System::block_number()
                });
                let removed = self.call(who, pallet_verifier::Call::remove_receipt { statement });
                assert_eq!(removed, due, "removed, or not, whatever was due");
            }
            Step::SetBackend(backend) => {
                let call = RuntimeCall::Verifier(pallet_verifier::Call::set_backend { backend });
                self.dispatch(RuntimeOrigin::root(), call);
            }
            Step::Transfer(from, target, amount) => {
                let dest = match target {
                    Target::Account(who) => who,
                    Target::PoolOf(prover) => Provers::pool_account(&prover),
                };
                let value = amount.of(from);
                self.call(from, pallet_balances::Call::transfer_allow_death { dest, value });
            }
            Step::Empty(who, kept_alive) => {
                if kept_alive && System::providers(&who) < 2 {
                    System::inc_providers(&who);
                }
                let (dest, keep_alive) = (TREASURY, false);
                self.call(who, pallet_balances::Call::transfer_all { dest, keep_alive });
            }
            Step::Pass(blocks) => self.pass(blocks),
        }
    }

    fn top_up(&mut self, pick: Pick, who: Who, amount: Amount) {
        let request = request_at(pick);
        let requester = Requests::<Test>::get(request).map(|request| request.requester);
        let who = signer(who, requester.unwrap_or(STRANGER));
        let amount = amount.of(who);
        let open = requester == Some(who) && !Jobs::<Test>::contains_key(request);
        // What nothing else keeps alive keeps the existential deposit.
        let kept = if System::can_dec_provider(&who) {
            0
        } else {
            EXISTENTIAL_DEPOSIT
        };
        let spare = free(who).saturating_sub(kept);
        let topped_up = self.call(who, pallet_market::Call::top_up { request, amount });
        assert_eq!(topped_up, open && !paused() && (1..=spare).contains(&amount));
    }

    fn cancel(&mut self, pick: Pick, who: Who) {
        let request = request_at(pick);
        let requester = Requests::<Test>::get(request).map(|request| request.requester);
        let who = signer(who, requester.unwrap_or(STRANGER));
        let open = requester == Some(who) && !Jobs::<Test>::contains_key(request);
        let cancelled = self.call(who, pallet_market::Call::cancel { request });
        assert_eq!(cancelled, open, "cancelled, or not, whatever it was");
    }

    fn deliver(&mut self, pick: Pick, who: Who, valid: bool) {
        let request = job_at(pick);
        let job = Jobs::<Test>::get(request);
        let who = signer(who, job.as_ref().map_or(STRANGER, |job| job.prover));
        let found = Requests::<Test>::get(request).map(|request| Which::of(request.circuit));
        // A row of the calendar that waits for room in a block is past its time.
        let expected =
            valid && job.is_some_and(|job| Provers::prover_of(&who) == Some(job.prover) && now() <= job.due);
        let (outputs, proof) = proof_of(
            found.unwrap_or(Which::Small),
            if valid { NONCE } else { NONCE + 1 },
        );
        let delivered = self.call(
            who,
            pallet_market::Call::deliver {
                request,
                outputs,
                proof,
            },
        );
        assert_eq!(delivered, expected, "delivered, or not, whatever was due");
    }

    /// Of a batch each delivery ends as it would by itself, unless it is beyond what was declared, or comes twice.
    fn deliver_batch(&mut self, jobs: &[(Pick, bool)], who: Who, circuits: u32) {
        let requests: Vec<_> = jobs.iter().map(|(pick, valid)| (job_at(*pick), *valid)).collect();
        let prover = requests
            .iter()
            .find_map(|(request, _)| Jobs::<Test>::get(request));
        let who = signer(who, prover.map_or(STRANGER, |job| job.prover));
        let mut seen = BTreeSet::new();
        let mut known = BTreeSet::new();
        let mut expected = Vec::new();
        let mut deliveries = Vec::new();
        for (request, valid) in requests {
            let found = Requests::<Test>::get(request).map(|request| request.circuit);
            let due = Jobs::<Test>::get(request)
                .is_some_and(|job| Provers::prover_of(&who) == Some(job.prover) && now() <= job.due);
            let first = seen.insert(request);
            let declared = first
                && due
                && found.is_some_and(|circuit| {
                    known.contains(&circuit) || (known.len() < circuits as usize && known.insert(circuit))
                });
            if declared && valid {
                expected.push(request);
            }
            let which = found.map_or(Which::Small, Which::of);
            let (outputs, proof) = proof_of(which, if valid { NONCE } else { NONCE + 1 });
            deliveries.push(proofnet_market::Delivery {
                request,
                outputs,
                proof,
            });
        }
        let call = pallet_market::Call::deliver_batch {
            deliveries: deliveries.clone().try_into().unwrap(),
            circuits,
            public_inputs: 2 * deliveries.len() as u32,
        };
        assert_eq!(self.call(who, call), !deliveries.is_empty());
        let delivered: Vec<_> = seen
            .iter()
            .filter(|request| expected.contains(request))
            .filter(|request| pallet_market::Fulfilments::<Test>::contains_key(request))
            .collect();
        assert_eq!(
            delivered.len(),
            expected.len(),
            "a delivery that was due is refused"
        );
        let is_open = |request: &RequestId| Jobs::<Test>::contains_key(request);
        assert!(!expected.iter().any(is_open));
    }

    fn call(&mut self, who: AccountId, call: impl Into<RuntimeCall>) -> bool {
        self.dispatch(RuntimeOrigin::signed(who), call.into())
    }

    fn govern(&mut self, call: pallet_market::Call<Test>) {
        self.dispatch(RuntimeOrigin::root(), RuntimeCall::Market(call));
    }

    /// Dispatches as the chain does. What is refused says why, and has changed nothing.
    fn dispatch(&mut self, origin: RuntimeOrigin, call: RuntimeCall) -> bool {
        let name = call.get_call_metadata();
        let (accepted, refused) = self
            .tally
            .entry((name.pallet_name, name.function_name))
            .or_default();
        let before = storage_root();
        match call.dispatch(origin) {
            Ok(_) => *accepted += 1,
            Err(error) => {
                *refused += 1;
                let told = matches!(
                    error.error,
                    DispatchError::Module(_) | DispatchError::Token(_) | DispatchError::Arithmetic(_)
                );
                assert!(told, "{name:?} is refused for no reason: {error:?}");
                assert_eq!(
                    storage_root(),
                    before,
                    "{name:?} is refused and has changed something"
                );
                return false;
            }
        }
        true
    }
}

/// The test chain, with nothing in the trie: changes that are not committed are read much faster, and a chain of steps is
/// short.
fn fresh_chain() -> sp_io::TestExternalities {
    static GENESIS: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
        new_test_ext().execute_with(|| {
            let keys =
                core::iter::successors(sp_io::storage::next_key(&[]), |key| sp_io::storage::next_key(key));
            let row = |key: Vec<u8>| {
                let value = sp_io::storage::get(&key).unwrap().to_vec();
                (key, value)
            };
            keys.map(row).collect()
        })
    });
    let genesis = &*GENESIS;
    let mut chain = sp_io::TestExternalities::new_empty();
    chain.execute_with(|| {
        for (key, value) in genesis {
            sp_io::storage::set(key, value);
        }
    });
    chain
}

fn now() -> BlockNumber {
    MarketTime::<Test>::get().time(System::block_number())
}

fn paused() -> bool {
    MarketTime::<Test>::get().paused_since.is_some()
}

fn jobs() -> BTreeSet<RequestId> {
    Jobs::<Test>::iter_keys().collect()
}

fn order_of(bid: &Bid) -> Order {
    let block = System::block_number();
    let units = Balance::from(bid.which.units());
    let max_fee = match bid.bid {
        // A unit of large work is dearer; not a multiple of the units, so that there is something to round.
        Amount::Exactly(unit_bid @ 1..=40) if bid.which == Which::Large => unit_bid * 10 * units + unit_bid,
        Amount::Exactly(unit_bid @ 1..=40) => unit_bid * units + unit_bid,
        extreme => extreme.of(bid.who),
    };
    let match_by = block.saturating_add(bid.wait);
    let order = Order {
        circuit: bid.which.id(),
        category: bid.category,
        max_fee,
        ..Order::of(bid.who)
    };
    let order = order
        .until(match_by, match_by.saturating_add(bid.slack))
        .only(&bid.admitted);
    let order = match bid.rises {
        Some((rises, every)) => {
            let start = (order.max_fee / 2).max(1);
            let step = (order.max_fee - start.min(order.max_fee)) / Balance::from(rises.max(1));
            order.rising(start, step, every)
        }
        None => order,
    };
    if bid.sound {
        order
    } else {
        Order {
            statement: Vec::new(),
            ..order
        }
    }
}

fn request_at(pick: Pick) -> RequestId {
    at(pick, Requests::<Test>::iter_keys().collect())
}

fn job_at(pick: Pick) -> RequestId {
    at(pick, jobs().into_iter().collect())
}

fn at(pick: Pick, there: Vec<RequestId>) -> RequestId {
    match pick {
        Pick::There(nth) if !there.is_empty() => there[usize::from(nth) % there.len()],
        Pick::There(id) | Pick::Any(id) => id.into(),
    }
}

fn signer(who: Who, due: AccountId) -> AccountId {
    match who {
        // Now and then the worker key signs for its prover.
        Who::Due(200..) => STRANGER,
        Who::Due(_) => due,
        Who::Any(who) => who,
    }
}

fn prover_or_worker(who: Who) -> AccountId {
    match who {
        Who::Due(nth) => signer(who, PROVERS[usize::from(nth) % PROVERS.len()]),
        Who::Any(who) => who,
    }
}

/// A key that has been proposed, and by which prover.
fn proposal() -> Option<(AccountId, AccountId)> {
    let mut lists = pallet_provers::Workers::<Test>::iter();
    lists.find_map(|(prover, workers)| {
        let mut workers = workers.into_iter();
        let proposed = workers.find(|worker| worker.consent == Consent::Proposed)?;
        Some((proposed.account, prover))
    })
}

/// The operator, or one who delegates.
fn staker(who: Who, prover: AccountId) -> AccountId {
    match who {
        Who::Due(nth) if nth % 2 == 0 => prover,
        Who::Due(nth) => EVERYBODY[usize::from(nth) % EVERYBODY.len()],
        Who::Any(who) => who,
    }
}

fn shares(part: Part, who: AccountId, prover: AccountId) -> Balance {
    let all = match pallet_provers::Provers::<Test>::get(prover) {
        Some(row) if who == prover => row.own_shares,
        _ => pallet_provers::Delegations::<Test>::get(prover, who).unwrap_or_default(),
    };
    match part {
        Part::Percent(100) => all,
        Part::Percent(percent) => Permill::from_percent(percent.into()).mul_floor(all),
        Part::Exactly(amount) => amount.of(who),
    }
}
