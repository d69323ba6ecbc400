//! Circuits, provers, the market.

use crate::{currency::*, *};
use codec::Encode;
use frame_support::{
    parameter_types,
    traits::{tokens::imbalance::ResolveTo, ConstU32, Randomness},
    PalletId,
};
use pallet_provers::ProverParameters;
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
    // A day: stake that leaves is slashed for what its prover does until then.
    pub const UnbondingPeriod: BlockNumber = configs::governance::DAYS;
    pub const InitialProverParameters: ProverParameters<BlockNumber> = ProverParameters {
        min_self_stake: 100 * UNIT,
        min_delegation: UNIT,
        // Payments are gross: the operator bears the cost of proving alone. Something always is the stakers'.
        max_commission: Permill::from_percent(95),
        max_commission_rise: Permill::from_percent(1),
        // Not faster than stake leaves: whoever does not like a rise is out before the next.
        commission_period: UnbondingPeriod::get(),
        jail_misses: 4,
        jail_window: configs::governance::HOURS,
        jail_cooling: configs::governance::HOURS,
    };
    pub const RequestDepositBase: Balance = deposit(4, 0);
    // Apart from the treasury, so that governance sees what the auction itself yields. Nobody has its key.
    pub SurplusAccount: AccountId = PalletId(*b"pn/srpls").into_account_truncating();
    pub const MaxLifetime: BlockNumber = 7 * configs::governance::DAYS;
}

impl pallet_verifier::Config for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type Currency = Balances;
    type AdminOrigin = origins::VerifierAdmin;
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
    type AdminOrigin = origins::MarketAdmin;
    type InitialParameters = InitialProverParameters;
    type MaxSlots = ConstU32<256>;
    type MaxProvers = MaxProvers;
    type MaxWorkers = ConstU32<16>;
    type MaxChunks = ConstU32<16>;
    type UnbondingPeriod = UnbondingPeriod;
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
    type AdminOrigin = origins::MarketAdmin;
    type PauseOrigin = origins::Guard;
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
