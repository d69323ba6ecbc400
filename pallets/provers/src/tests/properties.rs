//! Random sequences of calls and of the market's events, against a model of who owes what.

use super::*;
use frame_support::traits::fungible::Balanced;
use proofnet_market::Provers as _;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Takes every slash; endowed so that it exists.
const TREASURY: AccountId = ACCOUNTS;

#[derive(Clone, Debug)]
enum Op {
    Register {
        who: AccountId,
        stake: Balance,
        slots: u32,
    },
    AddStake {
        who: AccountId,
        amount: Balance,
    },
    SetSlots {
        who: AccountId,
        slots: u32,
    },
    Propose {
        who: AccountId,
        worker: AccountId,
    },
    Accept {
        who: AccountId,
        prover: AccountId,
    },
    Remove {
        who: AccountId,
        worker: AccountId,
    },
    Deregister {
        who: AccountId,
    },
    Withdraw {
        who: AccountId,
    },
    Start {
        who: AccountId,
        collateral: Balance,
    },
    Finish {
        job: usize,
    },
    Miss {
        job: usize,
    },
    MissUnknown {
        who: AccountId,
        collateral: Balance,
    },
    Advance {
        blocks: u64,
    },
}

fn account() -> impl Strategy<Value = AccountId> {
    1..ACCOUNTS
}

fn amount() -> impl Strategy<Value = Balance> {
    prop_oneof![
        8 => 0..3 * MIN_STAKE,
        1 => Just(EXISTENTIAL_DEPOSIT),
        1 => Just(ENDOWMENT - EXISTENTIAL_DEPOSIT),
        1 => any::<Balance>(),
        1 => Just(Balance::MAX),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        3 => (account(), amount(), 0..=MAX_SLOTS + 1)
            .prop_map(|(who, stake, slots)| Op::Register { who, stake, slots }),
        2 => (account(), amount()).prop_map(|(who, amount)| Op::AddStake { who, amount }),
        1 => (account(), 0..=MAX_SLOTS + 1).prop_map(|(who, slots)| Op::SetSlots { who, slots }),
        2 => (account(), account()).prop_map(|(who, worker)| Op::Propose { who, worker }),
        2 => (account(), account()).prop_map(|(who, prover)| Op::Accept { who, prover }),
        1 => (account(), account()).prop_map(|(who, worker)| Op::Remove { who, worker }),
        2 => account().prop_map(|who| Op::Deregister { who }),
        3 => account().prop_map(|who| Op::Withdraw { who }),
        6 => (account(), amount()).prop_map(|(who, collateral)| Op::Start { who, collateral }),
        2 => any::<usize>().prop_map(|job| Op::Finish { job }),
        2 => any::<usize>().prop_map(|job| Op::Miss { job }),
        1 => (account(), amount()).prop_map(|(who, collateral)| Op::MissUnknown { who, collateral }),
        2 => (0..=LEAVE_DELAY).prop_map(|blocks| Op::Advance { blocks }),
    ]
}

/// What everyone owes and is owed, kept by plain sums.
#[derive(Default)]
struct Model {
    stakes: BTreeMap<AccountId, Balance>,
    jobs: Vec<(AccountId, Balance)>,
    slashed: Balance,
}

impl Model {
    fn locked(&self, who: AccountId) -> Balance {
        self.jobs
            .iter()
            .filter(|(prover, _)| *prover == who)
            .map(|(_, collateral)| collateral)
            .sum()
    }

    fn running(&self, who: AccountId) -> u32 {
        self.jobs.iter().filter(|(prover, _)| *prover == who).count() as u32
    }

    fn apply(&mut self, op: Op) {
        let signed = RuntimeOrigin::signed;
        match op {
            Op::Register { who, stake, slots } => {
                if Provers::register(signed(who), stake, slots).is_ok() {
                    assert_eq!(self.stakes.insert(who, stake), None);
                }
            }
            Op::AddStake { who, amount } => {
                if Provers::add_stake(signed(who), amount).is_ok() {
                    *self.stakes.get_mut(&who).unwrap() += amount;
                }
            }
            Op::SetSlots { who, slots } => {
                let _ = Provers::set_slots(signed(who), slots);
            }
            Op::Propose { who, worker } => {
                let _ = Provers::propose_worker(signed(who), worker);
            }
            Op::Accept { who, prover } => {
                if Provers::accept_worker(signed(who), prover).is_ok() {
                    assert_eq!(Provers::prover_of(&who), Some(prover));
                }
            }
            Op::Remove { who, worker } => {
                let _ = Provers::remove_worker(signed(who), worker);
            }
            Op::Deregister { who } => {
                if Provers::deregister(signed(who)).is_ok() {
                    assert_eq!(Provers::capacity(&who), None);
                }
            }
            Op::Withdraw { who } => {
                if Provers::withdraw(signed(who)).is_ok() {
                    assert_eq!(self.running(who), 0, "withdrew under a running job");
                    assert!(self.stakes.remove(&who).is_some());
                }
            }
            Op::Start { who, collateral } => {
                if Provers::start_job(&who, collateral).is_ok() {
                    self.jobs.push((who, collateral));
                }
            }
            Op::Finish { job } => {
                if let Some((who, collateral)) = self.end(job) {
                    Provers::finish_job(&who, collateral);
                }
            }
            Op::Miss { job } => {
                if let Some((who, collateral)) = self.end(job) {
                    let slashed = Provers::miss_job(&who, collateral);
                    assert_eq!(slashed.peek(), collateral, "a running job was not covered");
                    *self.stakes.get_mut(&who).unwrap() -= collateral;
                    self.slashed += collateral;
                    Balances::resolve(&TREASURY, slashed).map_err(drop).unwrap();
                }
            }
            Op::MissUnknown { who, collateral } => {
                if self.running(who) == 0 {
                    assert_eq!(Provers::miss_job(&who, collateral).peek(), 0);
                }
            }
            Op::Advance { blocks } => advance(blocks),
        }
    }

    fn end(&mut self, job: usize) -> Option<(AccountId, Balance)> {
        let at = job.checked_rem(self.jobs.len())?;
        Some(self.jobs.swap_remove(at))
    }

    fn check(&self) {
        Provers::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), Balance::from(ACCOUNTS) * ENDOWMENT);
        assert_eq!(Balances::free_balance(TREASURY), ENDOWMENT + self.slashed);
        for who in 1..ACCOUNTS {
            assert_eq!(held(who), self.stakes.get(&who).copied().unwrap_or_default());
            let row = crate::Provers::<Test>::get(who);
            assert_eq!(row.as_ref().map_or(0, |row| row.locked), self.locked(who));
            assert_eq!(row.map_or(0, |row| row.jobs), self.running(who));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn holds_should_equal_what_is_owed_when_calls_come_in_any_order(
        ops in prop::collection::vec(op(), 1..120),
    ) {
        new_test_ext().execute_with(|| {
            let mut model = Model::default();
            for op in ops {
                model.apply(op);
                model.check();
            }
        });
    }
}
