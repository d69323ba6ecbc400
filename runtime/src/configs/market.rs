//! Circuits, provers, the market.

use crate::{currency::*, *};
use codec::Encode;
use frame_support::{
    parameter_types,
    traits::{tokens::imbalance::ResolveTo, ConstU32, Randomness},
    PalletId,
};
use frame_system::EnsureRoot;
use sp_runtime::{
    traits::{AccountIdConversion, Hash as _},
    Permill,
};

parameter_types! {
    pub const CircuitDepositBase: Balance = deposit(3, 0);
    pub const DepositPerByte: Balance = deposit(0, 1);
    pub const MaxProvers: u32 = 1_024;
    pub const ReceiptDeposit: Balance = deposit(1, 120);
    // As long as a bought proof is kept by default: time enough for whoever relies on it to read it.
    pub const ReceiptRetention: BlockNumber = 7 * configs::governance::DAYS;
    pub const PoolsPalletId: PalletId = PalletId(*b"pn/pools");
    pub const MinSelfStake: Balance = 100 * UNIT;
    pub const MinDelegation: Balance = UNIT;
    // A day: stake that leaves is slashed for what its prover does until then.
    pub const UnbondingPeriod: BlockNumber = configs::governance::DAYS;
    // Payments are gross: the operator bears the cost of proving alone. Something always is the stakers'.
    pub const MaxCommission: Permill = Permill::from_percent(95);
    // Slower than stake leaves: whoever does not like a rise is out before the next.
    pub const MaxCommissionRise: Permill = Permill::from_percent(1);
    pub const CommissionPeriod: BlockNumber = UnbondingPeriod::get();
    pub const JailWindow: BlockNumber = configs::governance::HOURS;
    pub const JailCooling: BlockNumber = configs::governance::HOURS;
    pub const RequestDepositBase: Balance = deposit(4, 0);
    // Apart from the treasury, so that governance sees what the auction itself yields. Nobody has its key.
    pub SurplusAccount: AccountId = PalletId(*b"pn/srpls").into_account_truncating();
    pub const MaxLifetime: BlockNumber = 7 * configs::governance::DAYS;
}

impl pallet_verifier::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type AdminOrigin = EnsureRoot<AccountId>;
    type DepositBase = CircuitDepositBase;
    type DepositPerByte = DepositPerByte;
    type ReceiptDeposit = ReceiptDeposit;
    type ReceiptRetention = ReceiptRetention;
    type WeightInfo = pallet_verifier::weights::SubstrateWeight<Runtime>;
}

impl pallet_provers::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type OnProverLeft = Market;
    type Unclaimed = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type PalletId = PoolsPalletId;
    type MinSelfStake = MinSelfStake;
    type MinDelegation = MinDelegation;
    type MaxSlots = ConstU32<256>;
    type MaxProvers = MaxProvers;
    type MaxWorkers = ConstU32<16>;
    type MaxChunks = ConstU32<16>;
    type UnbondingPeriod = UnbondingPeriod;
    type MaxCommission = MaxCommission;
    type MaxCommissionRise = MaxCommissionRise;
    type CommissionPeriod = CommissionPeriod;
    type JailMisses = ConstU32<4>;
    type JailWindow = JailWindow;
    type JailCooling = JailCooling;
    type WeightInfo = pallet_provers::weights::SubstrateWeight<Runtime>;
}

/// The seed of a block's clearing. Drawn from the VRF of the block that clears, which the authors of the orders' blocks
/// could not know, and from its parent, which the block that clears cannot change.
pub struct ClearingSeed;
impl Randomness<Hash, BlockNumber> for ClearingSeed {
    fn random(subject: &[u8]) -> (Hash, BlockNumber) {
        let vrf = configs::consensus::author_vrf();
        let seed = BlakeTwo256::hash_of(&(subject, vrf.encode(), System::parent_hash()));
        (seed, System::block_number())
    }
}

impl pallet_market::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type AdminOrigin = EnsureRoot<AccountId>;
    type Circuits = Verifier;
    type Provers = Provers;
    type Randomness = ClearingSeed;
    type FeeDestination = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type SurplusAccount = SurplusAccount;
    type DepositBase = RequestDepositBase;
    type DepositPerByte = DepositPerByte;
    type MaxLifetime = MaxLifetime;
    type MaxCategories = ConstU32<32>;
    type MaxProvers = MaxProvers;
    type MaxMatches = ConstU32<256>;
    type MaxRestricted = ConstU32<16>;
    type MaxCalendarRows = ConstU32<96>;
    // From here on a proof in a batch hardly becomes cheaper, and a block still has room for the worst of one circuit.
    type MaxDeliveries = ConstU32<32>;
    type WeightInfo = pallet_market::weights::SubstrateWeight<Runtime>;
}
