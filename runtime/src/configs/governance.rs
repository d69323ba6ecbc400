//! How the token's holders govern: referenda, by conviction-weighted votes. There is no other privileged account. The tracks are in
//! [`super::tracks`], who may do what is said where each call's pallet is configured.

use crate::{currency::*, *};
use frame_support::{
    parameter_types,
    traits::{
        fungible::HoldConsideration,
        tokens::{PayFromAccount, UnityAssetBalanceConversion},
        ConstU32, EqualPrivilegeOnly, LinearStoragePrice,
    },
    weights::Weight,
    PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned, EnsureWithSuccess};
use sp_runtime::{traits::IdentityLookup, Perbill, Permill};

/// Blocks of a day at 2 seconds. Periods of governance are what they are divided to by the network's [`pace`].
pub const DAYS: BlockNumber = 24 * HOURS;
/// Blocks of an hour at 2 seconds.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks of a minute at 2 seconds.
pub const MINUTES: BlockNumber = 30;

parameter_types! {
    pub MaximumSchedulerWeight: Weight =
        Perbill::from_percent(80) * configs::system::MaxBlockWeight::get();
    pub const PreimageBaseDeposit: Balance = deposit(2, 64);
    pub const PreimageByteDeposit: Balance = deposit(0, 1);
    pub const PreimageHoldReason: RuntimeHoldReason =
        RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
    pub VoteLockingPeriod: BlockNumber = Pace::current().governance(7 * DAYS);
    pub const SubmissionDeposit: Balance = 10 * UNIT;
    pub UndecidingTimeout: BlockNumber = Pace::current().governance(14 * DAYS);
    pub const TreasuryPalletId: PalletId = PalletId(*b"pn/trsry");
    pub SpendPeriod: BlockNumber = Pace::current().governance(7 * DAYS);
    pub const Burn: Permill = Permill::zero();
    pub PayoutPeriod: BlockNumber = Pace::current().governance(30 * DAYS);
    // More than that takes root: `balances.forceTransfer` from the treasury's account.
    pub const MaxSpend: Balance = 100_000 * UNIT;
}

impl pallet_scheduler::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeOrigin = RuntimeOrigin;
    type PalletsOrigin = OriginCaller;
    type RuntimeCall = RuntimeCall;
    type MaximumWeight = MaximumSchedulerWeight;
    type ScheduleOrigin = EnsureRoot<AccountId>;
    type OriginPrivilegeCmp = EqualPrivilegeOnly;
    type MaxScheduledPerBlock = ConstU32<50>;
    type WeightInfo = weights::pallet_scheduler::WeightInfo<Runtime>;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

impl pallet_preimage::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = weights::pallet_preimage::WeightInfo<Runtime>;
    type Currency = Balances;
    type ManagerOrigin = EnsureRoot<AccountId>;
    type Consideration = HoldConsideration<
        AccountId,
        Balances,
        PreimageHoldReason,
        LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
    >;
}

impl pallet_conviction_voting::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = weights::pallet_conviction_voting::WeightInfo<Runtime>;
    type Currency = Balances;
    type Polls = Referenda;
    type MaxTurnout = frame_support::traits::TotalIssuanceOf<Balances, AccountId>;
    type MaxVotes = ConstU32<128>;
    type VoteLockingPeriod = VoteLockingPeriod;
    type BlockNumberProvider = System;
    type VotingHooks = ();
}

impl pallet_referenda::Config for Runtime {
    type RuntimeCall = RuntimeCall;
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = weights::pallet_referenda::WeightInfo<Runtime>;
    type Scheduler = Scheduler;
    type Currency = Balances;
    type SubmitOrigin = frame_support::traits::AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type CancelOrigin = origins::ReferendumCanceller;
    type KillOrigin = origins::ReferendumKiller;
    type Slash = Treasury;
    type Votes = pallet_conviction_voting::VotesOf<Runtime>;
    type Tally = pallet_conviction_voting::TallyOf<Runtime>;
    type SubmissionDeposit = SubmissionDeposit;
    type MaxQueued = ConstU32<100>;
    type UndecidingTimeout = UndecidingTimeout;
    type AlarmInterval = ConstU32<1>;
    type Tracks = configs::tracks::Tracks;
    type Preimages = Preimage;
    type BlockNumberProvider = System;
}

impl pallet_treasury::Config for Runtime {
    type PalletId = TreasuryPalletId;
    type Currency = Balances;
    type RejectOrigin = origins::Treasurer;
    type RuntimeEvent = RuntimeEvent;
    type SpendPeriod = SpendPeriod;
    type Burn = Burn;
    type BurnDestination = ();
    type WeightInfo = weights::pallet_treasury::WeightInfo<Runtime>;
    type SpendFunds = ();
    type MaxApprovals = ConstU32<100>;
    type SpendOrigin = EnsureWithSuccess<origins::Treasurer, AccountId, MaxSpend>;
    type AssetKind = ();
    type Beneficiary = AccountId;
    type BeneficiaryLookup = IdentityLookup<AccountId>;
    type Paymaster = PayFromAccount<Balances, configs::accounts::TreasuryAccount>;
    type BalanceConverter = UnityAssetBalanceConversion;
    type PayoutPeriod = PayoutPeriod;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::FundedBeneficiary;
    type BlockNumberProvider = System;
}
