//! A runtime of this pallet and the balances.

use crate as pallet_verifier;
use frame_support::{
    derive_impl,
    traits::{ConstU128, ConstU64},
};
use frame_system::EnsureRoot;
use sp_runtime::BuildStorage;

pub type AccountId = u64;
pub type Balance = u128;

pub const DEPOSIT_BASE: Balance = 1_000;
pub const DEPOSIT_PER_BYTE: Balance = 10;
pub const RECEIPT_DEPOSIT: Balance = 500;
pub const RECEIPT_RETENTION: u64 = 20;
pub const EXISTENTIAL_DEPOSIT: Balance = 10;

/// Accounts `1..=ACCOUNTS` are endowed.
pub const ACCOUNTS: u64 = 4;
pub const ENDOWMENT: Balance = 10_000_000;

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

impl pallet_verifier::Config for Test {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type AdminOrigin = EnsureRoot<AccountId>;
    type DepositBase = ConstU128<DEPOSIT_BASE>;
    type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
    type ReceiptDeposit = ConstU128<RECEIPT_DEPOSIT>;
    type ReceiptRetention = ConstU64<RECEIPT_RETENTION>;
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
        Verifier::do_try_state().unwrap();
    });
}
