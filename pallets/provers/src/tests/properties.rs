//! Random sequences of calls and of the market's events, against a ledger that knows nothing but the pallet's events.

use super::*;
use crate::{Delegations, Unbondings};
use proofnet_market::Provers as _;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Op {
    Register(AccountId, Balance, u32, Permill),
    Stake(AccountId, AccountId, Balance),
    Unstake(AccountId, AccountId, Balance),
    /// A part of what one has, so that more than the odd call succeeds.
    UnstakePart(AccountId, AccountId, u8),
    Withdraw(AccountId, AccountId),
    SetSlots(AccountId, u32),
    SetCommission(AccountId, Permill),
    Unjail(AccountId),
    Propose(AccountId, AccountId),
    Accept(AccountId, AccountId),
    Remove(AccountId, AccountId),
    SetInputKey(AccountId),
    Deregister(AccountId),
    Close(AccountId),
    Start(AccountId, Balance),
    Finish(usize),
    Reject(usize),
    Miss(usize),
    MissUnknown(AccountId, Balance),
    Reward(AccountId, Balance),
    /// A transfer to the account of a pool.
    Gift(AccountId, AccountId, Balance),
    /// All that an account can spare goes to the treasury, which may end it.
    Bury(AccountId),
    /// The treasury gives something back.
    Fund(AccountId, Balance),
    Advance(u64),
}

// Few, so that they meet each other.
fn account() -> impl Strategy<Value = AccountId> {
    1..6u64
}

fn amount() -> impl Strategy<Value = Balance> {
    prop_oneof![
        4 => 0..3 * MIN_STAKE,
        4 => 0..100_000u128,
        1 => 0..3u128,
        1 => Just(EXISTENTIAL_DEPOSIT),
        1 => Just(ENDOWMENT - 2 * EXISTENTIAL_DEPOSIT),
        1 => any::<Balance>(),
        1 => Just(Balance::MAX),
    ]
}

fn permill() -> impl Strategy<Value = Permill> {
    (0..=1_000_000u32).prop_map(Permill::from_parts)
}

fn op() -> impl Strategy<Value = Op> {
    let pair = || (account(), account());
    prop_oneof![
        4 => (account(), amount(), 0..=MAX_SLOTS + 1, permill()).prop_map(|(a, b, c, d)| Op::Register(a, b, c, d)),
        8 => (pair(), amount()).prop_map(|((a, b), c)| Op::Stake(a, b, c)),
        1 => (pair(), amount()).prop_map(|((a, b), c)| Op::Unstake(a, b, c)),
        6 => (pair(), any::<u8>()).prop_map(|((a, b), c)| Op::UnstakePart(a, b, c)),
        6 => pair().prop_map(|(a, b)| Op::Withdraw(a, b)),
        1 => (account(), 0..=MAX_SLOTS + 1).prop_map(|(a, b)| Op::SetSlots(a, b)),
        1 => (account(), permill()).prop_map(|(a, b)| Op::SetCommission(a, b)),
        3 => account().prop_map(Op::Unjail),
        1 => pair().prop_map(|(a, b)| Op::Propose(a, b + 2)),
        1 => pair().prop_map(|(a, b)| Op::Accept(a + 2, b)),
        1 => pair().prop_map(|(a, b)| Op::Remove(a, b + 2)),
        1 => account().prop_map(Op::SetInputKey),
        1 => account().prop_map(Op::Deregister),
        3 => account().prop_map(Op::Close),
        10 => (account(), amount()).prop_map(|(a, b)| Op::Start(a, b)),
        2 => any::<usize>().prop_map(Op::Finish),
        2 => any::<usize>().prop_map(Op::Reject),
        3 => any::<usize>().prop_map(Op::Miss),
        1 => (account(), amount()).prop_map(|(a, b)| Op::MissUnknown(a, b)),
        4 => (account(), 0..20_000u128).prop_map(|(a, b)| Op::Reward(a, b)),
        1 => (pair(), 0..50_000u128).prop_map(|((a, b), c)| Op::Gift(a, b, c)),
        1 => account().prop_map(Op::Bury),
        2 => (account(), 0..50_000u128).prop_map(|(a, b)| Op::Fund(a, b)),
        5 => (0..=PERIOD).prop_map(Op::Advance),
    ]
}

/// A pool as its events tell it.
#[derive(Default)]
struct PoolBook {
    account: AccountId,
    deposit: Balance,
    assets: Balance,
    unbonding: Balance,
    shares: BTreeMap<AccountId, Balance>,
    unbonding_shares: BTreeMap<AccountId, Balance>,
}

/// What everyone has and is owed, from events alone.
struct Ledger {
    pools: BTreeMap<AccountId, PoolBook>,
    /// Signed: what is forfeited is told before what it was part of.
    free: BTreeMap<AccountId, i128>,
}

impl Ledger {
    fn open() -> Self {
        Self {
            pools: BTreeMap::new(),
            free: (1..ACCOUNTS).map(|who| (who, ENDOWMENT as i128)).collect(),
        }
    }

    fn pay(&mut self, who: AccountId, amount: Balance) {
        *self.free.get_mut(&who).unwrap() += amount as i128;
    }

    fn charge(&mut self, who: AccountId, amount: Balance) {
        *self.free.get_mut(&who).unwrap() -= amount as i128;
    }

    fn enter(&mut self, event: Event<Test>) {
        match event {
            Event::Registered {
                prover,
                pool,
                deposit,
                ..
            } => {
                self.charge(prover, deposit);
                let book = PoolBook {
                    account: pool,
                    deposit,
                    ..PoolBook::default()
                };
                assert!(self.pools.insert(prover, book).is_none());
            }
            Event::Staked {
                prover,
                staker,
                amount,
                shares,
            } => {
                self.charge(staker, amount);
                let pool = self.pools.get_mut(&prover).unwrap();
                pool.assets += amount;
                *pool.shares.entry(staker).or_default() += shares;
            }
            Event::Unstaked {
                prover,
                staker,
                shares,
                amount,
                unbonding_shares,
                ..
            } => {
                let pool = self.pools.get_mut(&prover).unwrap();
                pool.assets -= amount;
                pool.unbonding += amount;
                *pool.shares.get_mut(&staker).unwrap() -= shares;
                *pool.unbonding_shares.entry(staker).or_default() += unbonding_shares;
            }
            Event::Withdrawn {
                prover,
                staker,
                shares,
                from_pool,
                unbonding_shares,
                from_unbonding,
            } => {
                let pool = self.pools.get_mut(&prover).unwrap();
                pool.assets -= from_pool;
                pool.unbonding -= from_unbonding;
                *pool.shares.entry(staker).or_default() -= shares;
                *pool.unbonding_shares.entry(staker).or_default() -= unbonding_shares;
                self.pay(staker, from_pool + from_unbonding);
            }
            Event::Forfeited { staker, amount } => self.charge(staker, amount),
            Event::Rewarded {
                prover,
                commission,
                pooled,
            } => {
                self.pay(prover, commission);
                self.pools.get_mut(&prover).unwrap().assets += pooled;
            }
            Event::Slashed {
                prover,
                from_pool,
                from_unbonding,
                ..
            } => {
                let pool = self.pools.get_mut(&prover).unwrap();
                pool.assets -= from_pool;
                pool.unbonding -= from_unbonding;
            }
            Event::Closed {
                prover,
                from_pool,
                from_unbonding,
                deposit,
            } => {
                let pool = self.pools.remove(&prover).unwrap();
                assert_eq!((pool.assets, pool.unbonding), (from_pool, from_unbonding));
                self.pay(prover, from_pool + from_unbonding + deposit);
            }
            _ => {}
        }
    }

    /// Holds the ledger against storage.
    fn check(&self) {
        for (who, free) in &self.free {
            assert_eq!(Balances::free_balance(who) as i128, *free, "account {who}");
        }
        let rows: BTreeMap<_, _> = crate::Provers::<Test>::iter().collect();
        assert!(rows.keys().eq(self.pools.keys()));
        for (prover, pool) in &self.pools {
            let row = &rows[prover];
            assert_eq!(
                (row.pool.assets, row.unbonding.assets),
                (pool.assets, pool.unbonding)
            );
            assert!(Balances::total_balance(&pool.account) >= pool.deposit + pool.assets + pool.unbonding);
            for staker in 1..ACCOUNTS {
                let shares = Provers::shares_of(row, prover, &staker);
                assert_eq!(shares, pool.shares.get(&staker).copied().unwrap_or_default());
                let chunks = Unbondings::<Test>::get(prover, staker);
                let unbonding: Balance = chunks.iter().map(|chunk| chunk.shares).sum();
                let booked = pool.unbonding_shares.get(&staker).copied();
                assert_eq!(unbonding, booked.unwrap_or_default());
            }
        }
    }
}

struct World {
    ledger: Ledger,
    jobs: Vec<(AccountId, Balance)>,
}

impl World {
    fn new() -> Self {
        Self {
            ledger: Ledger::open(),
            jobs: Vec::new(),
        }
    }

    fn locked(&self, who: AccountId) -> (u32, Balance) {
        let own = self.jobs.iter().filter(|(prover, _)| *prover == who);
        own.fold((0, 0), |(jobs, locked), (_, collateral)| {
            (jobs + 1, locked + collateral)
        })
    }

    fn end(&mut self, job: usize) -> Option<(AccountId, Balance)> {
        let at = job.checked_rem(self.jobs.len())?;
        Some(self.jobs.swap_remove(at))
    }

    /// A transfer that is none of this pallet's business.
    fn transfer(&mut self, from: AccountId, to: AccountId, amount: Balance) {
        let _ = call(|| Balances::transfer_allow_death(RuntimeOrigin::signed(from), to, amount));
        for who in [from, to] {
            if let Some(free) = self.ledger.free.get_mut(&who) {
                *free = Balances::free_balance(who) as i128;
            }
        }
    }

    fn apply(&mut self, op: Op) {
        let signed = RuntimeOrigin::signed;
        match op {
            Op::Register(who, amount, slots, commission) => {
                let _ = call(|| Provers::register(signed(who), amount, slots, commission));
            }
            Op::Stake(who, prover, amount) => {
                let _ = call(|| stake(who, prover, amount));
            }
            Op::Unstake(who, prover, shares) => {
                let _ = call(|| unstake(who, prover, shares));
            }
            Op::UnstakePart(who, prover, part) => {
                let shares = match crate::Provers::<Test>::get(prover) {
                    Some(row) if who == prover => row.own_shares,
                    _ => Delegations::<Test>::get(prover, who).unwrap_or_default(),
                };
                let shares = if part > 200 {
                    shares
                } else {
                    shares / 200 * Balance::from(part)
                };
                let _ = call(|| unstake(who, prover, shares));
            }
            Op::Withdraw(prover, who) => {
                let before = crate::Provers::<Test>::get(prover);
                if call(|| withdraw(prover, who)).is_ok() {
                    let row = before.unwrap();
                    let settled = row.is_settled(System::block_number(), PERIOD);
                    assert!(settled || row.locked <= self::row(prover).total_stake());
                }
            }
            Op::SetSlots(who, slots) => {
                let _ = call(|| Provers::set_slots(signed(who), slots));
            }
            Op::SetCommission(who, commission) => {
                let _ = call(|| Provers::set_commission(signed(who), commission));
            }
            Op::Unjail(who) => {
                let _ = call(|| Provers::unjail(signed(who)));
            }
            Op::Propose(who, worker) => {
                let _ = call(|| Provers::propose_worker(signed(who), worker));
            }
            Op::Accept(who, prover) => {
                if call(|| Provers::accept_worker(signed(who), prover)).is_ok() {
                    assert_eq!(Provers::prover_of(&who), Some(prover));
                }
            }
            Op::Remove(who, worker) => {
                let _ = call(|| Provers::remove_worker(signed(who), worker));
            }
            Op::SetInputKey(who) => {
                let _ = call(|| Provers::set_input_key(signed(who), Some([1; 32])));
            }
            Op::Deregister(who) => {
                if call(|| Provers::deregister(signed(who))).is_ok() {
                    assert_eq!(Provers::capacity(&who), None);
                }
            }
            Op::Close(who) => {
                let closed = call(|| {
                    Provers::close(signed(TREASURY), who)
                        .map(|_| ())
                        .map_err(|error| error.error)
                });
                if closed.is_ok() {
                    assert_eq!(self.locked(who).0, 0, "closed under a running job");
                }
            }
            Op::Start(who, collateral) => {
                let state = crate::Provers::<Test>::get(who).map(|row| row.state);
                if call(|| Provers::start_job(&who, collateral)).is_ok() {
                    assert_eq!(state, Some(State::Active));
                    self.jobs.push((who, collateral));
                }
            }
            Op::Finish(job) => {
                if let Some((who, collateral)) = self.end(job) {
                    Provers::finish_job(&who, collateral, job as u32);
                }
            }
            Op::Reject(job) => {
                if let Some((who, collateral)) = self.end(job) {
                    Provers::reject_job(&who, collateral);
                }
            }
            Op::Miss(job) => {
                if let Some((who, collateral)) = self.end(job) {
                    let slashed = miss(&who, collateral);
                    assert_eq!(slashed.peek(), collateral, "a running job was not covered");
                    resolve(slashed);
                }
            }
            Op::MissUnknown(who, collateral) => {
                if self.locked(who).0 == 0 {
                    assert_eq!(miss(&who, collateral).peek(), 0);
                }
            }
            Op::Reward(prover, amount) => {
                if amount + EXISTENTIAL_DEPOSIT <= Balances::free_balance(TREASURY) {
                    reward(prover, amount);
                }
            }
            Op::Gift(from, prover, amount) => self.transfer(from, Provers::pool_account(&prover), amount),
            Op::Bury(who) => self.transfer(who, TREASURY, Balances::free_balance(who)),
            Op::Fund(who, amount) => {
                if amount + EXISTENTIAL_DEPOSIT <= Balances::free_balance(TREASURY) {
                    self.transfer(TREASURY, who, amount);
                }
            }
            Op::Advance(blocks) => advance(blocks),
        }
    }

    fn check(&mut self) {
        events().into_iter().for_each(|event| self.ledger.enter(event));
        self.ledger.check();
        Provers::do_try_state().unwrap();
        assert_eq!(Balances::total_issuance(), Balance::from(ACCOUNTS) * ENDOWMENT);
        for (who, row) in crate::Provers::<Test>::iter() {
            assert_eq!((row.jobs, row.locked), self.locked(who));
        }
    }
}

/// As the chain dispatches: an error undoes everything.
fn call(call: impl FnOnce() -> DispatchResult) -> DispatchResult {
    frame_support::storage::with_storage_layer(call)
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    match std::env::var("PROPTEST_CASES") {
        Ok(_) => ProptestConfig::default(),
        Err(_) => ProptestConfig::with_cases(64),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn events_should_tell_every_balance_when_calls_come_in_any_order(
        ops in prop::collection::vec(op(), 1..160),
    ) {
        new_test_ext().execute_with(|| {
            let mut world = World::new();
            // The first has something to begin with, whatever follows.
            world.apply(Op::Register(1, 10 * MIN_STAKE, 4, Permill::from_percent(20)));
            world.check();
            for op in ops {
                world.apply(op);
                world.check();
            }
        });
    }

    #[test]
    fn nobody_should_gain_when_stake_comes_and_goes_without_rewards(
        steps in prop::collection::vec((2..5u64, any::<bool>(), 0..5_000u128), 1..40),
        (gain, loss) in (0..10_000u128, 0..999u128),
    ) {
        new_test_ext().execute_with(|| {
            register(1, 2 * MIN_STAKE, 1);
            // Any price to begin with.
            reward(1, gain);
            slash(1, loss);
            let own = row(1).own_stake();
            let mut calls = 0;
            for (who, comes, amount) in steps {
                let done = if comes {
                    call(|| stake(who, 1, amount))
                } else {
                    call(|| unstake(who, 1, amount))
                };
                calls += u128::from(done.is_ok());
            }
            for who in 2..5 {
                let _ = unstake(who, 1, Delegations::<Test>::get(1, who).unwrap_or_default());
            }
            leave(1);
            advance(PERIOD);
            for who in 2..5 {
                let _ = call(|| withdraw(1, who));
                let wealth = Balances::free_balance(who);
                // Less than a planck for each of its calls stays in the pool; what others lost so may come to it.
                assert!(wealth <= ENDOWMENT + calls && wealth + 2 * calls + 4 >= ENDOWMENT);
            }
            let all: Balance = (2..5).map(Balances::free_balance).sum();
            assert!(all <= 3 * ENDOWMENT, "together they have gained");
            assert!(row(1).own_stake() >= own, "the operator has lost");
        });
    }
}
