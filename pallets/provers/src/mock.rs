//! A runtime of this pallet and the balances.

use crate as pallet_provers;
use frame_support::{
    derive_impl, parameter_types,
    traits::{tokens::imbalance::ResolveTo, ConstU128, ConstU32, ConstU64, OnFinalize, OnInitialize},
    weights::Weight,
    PalletId,
};
use sp_runtime::{BuildStorage, Permill};

pub type AccountId = u64;
pub type Balance = u128;

pub const MIN_STAKE: Balance = 1_000;
pub const MIN_DELEGATION: Balance = 100;
pub const MAX_SLOTS: u32 = 8;
pub const MAX_PROVERS: u32 = 4;
pub const MAX_WORKERS: u32 = 3;
pub const MAX_CHUNKS: u32 = 3;
pub const PERIOD: u64 = 10;
pub const COMMISSION_PERIOD: u64 = 20;
pub const MAX_COMMISSION: Permill = Permill::from_percent(80);
pub const MAX_RISE: Permill = Permill::from_percent(5);
pub const JAIL_MISSES: u32 = 3;
pub const JAIL_WINDOW: u64 = 30;
pub const JAIL_COOLING: u64 = 8;
pub const EXISTENTIAL_DEPOSIT: Balance = 10;

/// Accounts `1..=ACCOUNTS` are endowed.
pub const ACCOUNTS: u64 = 8;
pub const ENDOWMENT: Balance = 1_000_000;
/// Takes every slash and what nobody can receive; endowed so that it exists.
pub const TREASURY: AccountId = ACCOUNTS;

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
    pub type Provers = pallet_provers;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = Balance;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
}

parameter_types! {
    pub const PoolsId: PalletId = PalletId(*b"pn/pools");
    pub const InitialParameters: crate::ProverParameters<u64> = crate::ProverParameters {
        min_self_stake: MIN_STAKE,
        min_delegation: MIN_DELEGATION,
        max_commission: MAX_COMMISSION,
        max_commission_rise: MAX_RISE,
        commission_period: COMMISSION_PERIOD,
        jail_misses: JAIL_MISSES,
        jail_window: JAIL_WINDOW,
        jail_cooling: JAIL_COOLING,
    };
    pub const Treasury: AccountId = TREASURY;
    /// Whom the pallet reported as leaving.
    pub storage Left: Vec<AccountId> = Vec::new();
}

/// Writes down who left.
pub struct RecordLeft;

impl proofnet_market::OnProverLeft<AccountId> for RecordLeft {
    fn on_prover_left(prover: &AccountId) {
        let mut left = Left::get();
        left.push(*prover);
        Left::set(&left);
    }

    fn weight() -> Weight {
        Weight::from_parts(1_000, 0)
    }
}

impl pallet_provers::Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type OnProverLeft = RecordLeft;
    type Unclaimed = ResolveTo<Treasury, Balances>;
    type PalletId = PoolsId;
    type AdminOrigin = frame_system::EnsureRoot<AccountId>;
    type InitialParameters = InitialParameters;
    type MaxSlots = ConstU32<MAX_SLOTS>;
    type MaxProvers = ConstU32<MAX_PROVERS>;
    type MaxWorkers = ConstU32<MAX_WORKERS>;
    type MaxChunks = ConstU32<MAX_CHUNKS>;
    type UnbondingPeriod = ConstU64<PERIOD>;
    type WeightInfo = ();
}

/// The block after a genesis in which accounts `1..=ACCOUNTS` have their endowment.
pub fn new_test_ext() -> sp_io::TestExternalities {
    let mut storage = frame_system::GenesisConfig::<Test>::default()
        .build_storage()
        .unwrap();
    pallet_balances::GenesisConfig::<Test> {
        balances: (1..=ACCOUNTS).map(|who| (who, ENDOWMENT)).collect(),
        ..Default::default()
    }
    .assimilate_storage(&mut storage)
    .unwrap();
    let mut ext = sp_io::TestExternalities::new(storage);
    ext.execute_with(|| System::set_block_number(1));
    ext
}

/// Runs a test and checks the invariants after it.
#[cfg(test)]
pub fn run(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        test();
        Provers::do_try_state().unwrap();
    });
}

/// Lets `blocks` blocks pass.
#[cfg(test)]
pub fn advance(blocks: u64) {
    for _ in 0..blocks {
        let now = System::block_number();
        Provers::on_finalize(now);
        System::set_block_number(now + 1);
        Provers::on_initialize(now + 1);
    }
}
