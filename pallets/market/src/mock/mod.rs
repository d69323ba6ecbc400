//! A runtime of the market with real circuits, provers and balances, for tests, benchmarks and the fuzzer.

mod crowd;
mod ledger;
mod order;
mod product;
mod steps;
mod world;

pub use crowd::{crowd_of_provers, crowd_of_requests, jobs_due_at_once};
pub use ledger::Ledger;
pub use order::{batch, dispatch, Order, NONCE};
pub use product::{proof_of, scalar, Product, Which};
pub use steps::{Step, STEP_LEN};
pub use world::{Tally, World};

use frame_support::{
    derive_impl, parameter_types,
    traits::{
        fungible::InspectHold, tokens::imbalance::ResolveTo, ConstU128, ConstU32, ConstU64, OnFinalize,
        OnInitialize, Randomness,
    },
    weights::Weight,
    PalletId,
};
use frame_system::EnsureRoot;
use pallet_market::{Ask, Balance, Event, HoldReason, MarketParameters};
use proofnet_market::{Category, CategoryId, CollateralRule};
use proofnet_proofs::{Backend, ProofSystem};
use sp_runtime::{
    traits::{BlakeTwo256, Hash, IdentityLookup},
    BuildStorage, Permill,
};

pub type AccountId = u64;
pub type BlockNumber = u64;
pub type H256 = <BlakeTwo256 as Hash>::Output;

pub const EXISTENTIAL_DEPOSIT: Balance = 10;
pub const ENDOWMENT: Balance = 100_000_000;
/// Endowed, and owner of the circuits.
pub const OWNER: AccountId = 1;
/// Endowed.
pub const REQUESTERS: [AccountId; 3] = [2, 3, 4];
/// Endowed.
pub const PROVERS: [AccountId; 4] = [11, 12, 13, 14];
/// Endowed, for worker keys and for whoever has nothing to do with it.
pub const STRANGER: AccountId = 21;
pub const TREASURY: AccountId = 99;
pub const SURPLUS: AccountId = 98;

/// A category of small work, at a reference price of 10.
pub const SMALL: CategoryId = 1;
/// A category of large work, at a reference price of 100.
pub const LARGE: CategoryId = 2;

pub const MAX_PROVERS: u32 = 3;
pub const MAX_MATCHES: u32 = 6;
pub const MAX_CALENDAR_ROWS: u32 = 4;
pub const MAX_DELIVERIES: u32 = 6;
pub const MAX_LIFETIME: BlockNumber = 1_000;
pub const DEPOSIT_BASE: Balance = 100;
pub const DEPOSIT_PER_BYTE: Balance = 2;

#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Test;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(2)]
    pub type Verifier = pallet_verifier;
    #[runtime::pallet_index(3)]
    pub type Provers = pallet_provers;
    #[runtime::pallet_index(4)]
    pub type Market = pallet_market;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
}

impl pallet_verifier::Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type AdminOrigin = EnsureRoot<AccountId>;
    type DepositBase = ConstU128<1>;
    type DepositPerByte = ConstU128<1>;
    type ReceiptDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type ReceiptRetention = ConstU64<20>;
    type WeightInfo = ();
}

impl pallet_provers::Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type OnProverLeft = Market;
    type Unclaimed = ResolveTo<Treasury, Balances>;
    type PalletId = PoolsId;
    type AdminOrigin = EnsureRoot<AccountId>;
    type InitialParameters = ProverTerms;
    type MaxSlots = ConstU32<64>;
    type MaxProvers = ConstU32<1_024>;
    type MaxWorkers = ConstU32<2>;
    type MaxChunks = ConstU32<2>;
    type UnbondingPeriod = ConstU64<5>;
    type WeightInfo = ();
}

parameter_types! {
    pub const Treasury: AccountId = TREASURY;
    pub const Surplus: AccountId = SURPLUS;
    pub const PoolsId: PalletId = PalletId(*b"pn/pools");
    /// As good as never, unless a test wants it.
    pub static JailMisses: u32 = pallet_provers::breaker::MAX_MISS_LIMIT;
    pub static JailWindow: BlockNumber = 1;
    pub ProverTerms: pallet_provers::ProverParameters<BlockNumber> = pallet_provers::ProverParameters {
        min_self_stake: 100,
        min_delegation: 10,
        max_commission: Permill::one(),
        max_commission_rise: Permill::one(),
        commission_period: 5,
        jail_misses: JailMisses::get(),
        jail_window: JailWindow::get(),
        jail_cooling: 1,
    };
    pub static ProverLimit: u32 = MAX_PROVERS;
    pub static MatchLimit: u32 = MAX_MATCHES;
    pub static RowLimit: u32 = MAX_CALENDAR_ROWS;
    /// What the randomness of the clearing is drawn from, besides the block.
    pub storage Entropy: u64 = 0;
}

/// A source that nobody has to trust in a test.
pub struct TestRandomness;

impl Randomness<H256, BlockNumber> for TestRandomness {
    fn random(subject: &[u8]) -> (H256, BlockNumber) {
        let now = System::block_number();
        (BlakeTwo256::hash_of(&(subject, now, Entropy::get())), now)
    }
}

impl pallet_market::Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type Circuits = Verifier;
    type Provers = Provers;
    type AdminOrigin = EnsureRoot<AccountId>;
    type PauseOrigin = EnsureRoot<AccountId>;
    type Randomness = TestRandomness;
    type FeeDestination = ResolveTo<Treasury, Balances>;
    type SurplusAccount = Surplus;
    type MaxCategories = ConstU32<4>;
    type MaxProvers = ProverLimit;
    type MaxMatches = MatchLimit;
    type MaxRestricted = ConstU32<16>;
    type MaxCalendarRows = RowLimit;
    type MaxDeliveries = ConstU32<MAX_DELIVERIES>;
    type MaxLifetime = ConstU64<MAX_LIFETIME>;
    type DepositBase = ConstU128<DEPOSIT_BASE>;
    type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
    type WeightInfo = ();
}

/// The category of small work: 10 blocks to prove, 5 to reject, a collateral of 100 and 1 per unit, a compensation of 20 %.
pub fn small() -> Category<Balance, BlockNumber> {
    Category {
        system: ProofSystem::Groth16Bn254,
        max_units: 1_000,
        proving_window: 10,
        rejection_window: 5,
        min_delivered: 0,
        collateral: CollateralRule {
            fixed: 100,
            per_unit: 1,
        },
        price_floor: 2,
        compensation: Permill::from_percent(20),
    }
}

/// The category of large work: 20 blocks to prove.
pub fn large() -> Category<Balance, BlockNumber> {
    Category {
        max_units: 10_000,
        proving_window: 20,
        price_floor: 5,
        ..small()
    }
}

/// Proofs are kept for 50 blocks; the protocol takes 1 %; a slash tops a fee up by 10 %.
pub fn parameters() -> MarketParameters<BlockNumber> {
    MarketParameters {
        retention: 50,
        ..Default::default()
    }
}

/// Block 1, with both categories, both circuits and everybody endowed, but no prover registered.
pub fn new_test_ext() -> sp_io::TestExternalities {
    reset_limits();
    let mut storage = frame_system::GenesisConfig::<Test>::default()
        .build_storage()
        .unwrap();
    let accounts = [OWNER, STRANGER, TREASURY, SURPLUS]
        .into_iter()
        .chain(REQUESTERS)
        .chain(PROVERS);
    pallet_balances::GenesisConfig::<Test> {
        balances: accounts.map(|who| (who, ENDOWMENT)).collect(),
        ..Default::default()
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    pallet_market::GenesisConfig::<Test> {
        categories: vec![(SMALL, small(), 10), (LARGE, large(), 100)],
        parameters: parameters(),
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    let mut ext = sp_io::TestExternalities::new(storage);
    ext.execute_with(|| {
        System::set_block_number(1);
        Product::register_all();
    });
    ext
}

/// What an earlier test in the same thread has set is forgotten.
fn reset_limits() {
    JailMisses::set(pallet_provers::breaker::MAX_MISS_LIMIT);
    JailWindow::set(1);
    ProverLimit::set(MAX_PROVERS);
    MatchLimit::set(MAX_MATCHES);
    RowLimit::set(MAX_CALENDAR_ROWS);
}

/// Runs a test, and checks the invariants and that no planck came or went.
pub fn run(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        let issuance = Balances::total_issuance();
        test();
        check(issuance);
    });
}

/// Checks the invariants of all pallets and the issuance.
pub fn check(issuance: Balance) {
    Market::do_try_state().unwrap();
    Provers::do_try_state().unwrap();
    Verifier::do_try_state().unwrap();
    assert_eq!(Balances::total_issuance(), issuance);
}

/// Goes on to the start of block `to`, with nothing in the blocks between.
pub fn go_to(to: BlockNumber) {
    while System::block_number() < to {
        start_block();
        Market::do_try_state().unwrap();
    }
}

/// Ends a block and starts the next, within the weight that is declared for that. Gives the weight.
pub fn start_block() -> Weight {
    let now = System::block_number();
    AllPalletsWithSystem::on_finalize(now);
    System::set_block_number(now + 1);
    let weight = AllPalletsWithSystem::on_initialize(now + 1);
    assert!(
        weight.all_lte(Market::max_hook_weight()),
        "a block's hooks exceed what is declared"
    );
    weight
}

/// Goes on to the start of the next block.
pub fn next_block() {
    go_to(System::block_number() + 1);
}

/// Registers `prover` with `slots` and a stake that secures any job in each of them.
pub fn register(prover: AccountId, slots: u32) {
    register_with(prover, 20_000 * Balance::from(slots), slots).unwrap();
}

/// Registers `prover` with a commission of everything, so that payments reach its account.
pub fn register_with(prover: AccountId, stake: Balance, slots: u32) -> sp_runtime::DispatchResult {
    Provers::register(RuntimeOrigin::signed(prover), stake, slots, Permill::one())
}

/// Registers `prover` with `slots`, and lets it ask `ask` for small work.
pub fn supply(prover: AccountId, slots: u32, ask: Balance) {
    register(prover, slots);
    set_offers(prover, &[(SMALL, ask)]).unwrap();
}

/// Gives `prover` the worker key `worker`.
pub fn give_worker(prover: AccountId, worker: AccountId) {
    Provers::propose_worker(RuntimeOrigin::signed(prover), worker).unwrap();
    Provers::accept_worker(RuntimeOrigin::signed(worker), prover).unwrap();
}

pub fn set_offers(who: AccountId, asks: &[Ask]) -> sp_runtime::DispatchResult {
    Market::set_offers(RuntimeOrigin::signed(who), asks.to_vec().try_into().unwrap())
}

pub fn free(who: AccountId) -> Balance {
    Balances::free_balance(who)
}

pub fn held(reason: HoldReason, who: AccountId) -> Balance {
    Balances::balance_on_hold(&reason.into(), &who)
}

pub fn escrow(who: AccountId) -> Balance {
    held(HoldReason::Escrow, who)
}

pub fn griefing_deposit(who: AccountId) -> Balance {
    held(HoldReason::GriefingDeposit, who)
}

pub fn deposited(who: AccountId) -> Balance {
    held(HoldReason::RequestDeposit, who)
}

/// Everything in storage, as one hash.
pub fn storage_root() -> Vec<u8> {
    sp_io::storage::root(sp_runtime::StateVersion::V1)
}

pub fn staked(who: AccountId) -> Balance {
    let pool = Provers::pool_account(&who);
    Balances::balance_on_hold(&pallet_provers::HoldReason::Stake.into(), &pool)
}

pub fn unbonding(who: AccountId) -> Balance {
    let pool = Provers::pool_account(&who);
    Balances::balance_on_hold(&pallet_provers::HoldReason::Unbonding.into(), &pool)
}

/// All that is in the pool of `who`, with what its account was opened with.
pub fn pooled(who: AccountId) -> Balance {
    free(Provers::pool_account(&who)) + staked(who)
}

/// The market's events since the last call.
pub fn events() -> Vec<Event<Test>> {
    let events = System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Market(event) => Some(event),
            _ => None,
        });
    let events = events.collect();
    System::reset_events();
    events
}
