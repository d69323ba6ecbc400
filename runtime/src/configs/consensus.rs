//! Who makes blocks, who finalises them, and what they stake for it.

use crate::*;
use alloc::vec::Vec;
use frame_election_provider_support::{
    bounds::{ElectionBounds, ElectionBoundsBuilder},
    onchain, SequentialPhragmen,
};
use frame_support::{
    derive_impl, parameter_types,
    traits::{tokens::imbalance::ResolveTo, ConstBool, ConstU32},
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{curve::PiecewiseLinear, impl_opaque_keys, traits::OpaqueKeys, Perbill};
use sp_staking::{EraIndex, SessionIndex};

/// One slot in four has a primary author by lot; the others fall to the secondary ones, with a VRF as well, since the
/// market's tie-breaking randomness comes from the VRF of each block.
pub const BABE_GENESIS_EPOCH: BabeEpochConfiguration = BabeEpochConfiguration {
    c: (1, 4),
    allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots,
};

pallet_staking_reward_curve::build! {
    const REWARD_CURVE: PiecewiseLinear<'static> = curve!(
        min_inflation: 0_025_000,
        max_inflation: 0_100_000,
        ideal_stake: 0_500_000,
        falloff: 0_050_000,
        max_piece_count: 40,
        test_precision: 0_005_000,
    );
}

parameter_types! {
    // An hour at 2 seconds.
    pub const EpochDuration: u64 = 1_800;
    pub const MaxAuthorities: u32 = 100;
    // Six hours.
    pub const SessionsPerEra: SessionIndex = 6;
    // A week.
    pub const BondingDuration: EraIndex = 28;
    pub const SlashDeferDuration: EraIndex = 27;
    pub const RewardCurve: &'static PiecewiseLinear<'static> = &REWARD_CURVE;
    pub const MaxNominators: u32 = 1_000;
    // An equivocation can be reported as long as its stake can be slashed.
    pub ReportLongevity: u64 = u64::from(BondingDuration::get())
        .saturating_mul(u64::from(SessionsPerEra::get()))
        .saturating_mul(EpochDuration::get());
    pub MaxSetIdSessionEntries: u32 = BondingDuration::get().saturating_mul(SessionsPerEra::get());
    pub OnChainElectionBounds: ElectionBounds = ElectionBoundsBuilder::default()
        .voters_count(MaxNominators::get().saturating_add(MaxAuthorities::get()).into())
        .targets_count(MaxAuthorities::get().saturating_mul(4).into())
        .build();
    pub SessionKeyDeposit: Balance = currency::deposit(1, 64);
}

impl_opaque_keys! {
    /// The keys that a validator signs blocks with.
    pub struct SessionKeys {
        pub babe: Babe,
        pub grandpa: Grandpa,
    }
}

impl pallet_babe::Config for Runtime {
    type EpochDuration = EpochDuration;
    type ExpectedBlockTime = slot::SlotDuration<Runtime>;
    type EpochChangeTrigger = pallet_babe::ExternalTrigger;
    type DisabledValidators = Session;
    type WeightInfo = ();
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = MaxNominators;
    type KeyOwnerProof = sp_session::MembershipProof;
    type EquivocationReportSystem =
        pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = MaxNominators;
    type MaxSetIdSessionEntries = MaxSetIdSessionEntriesU64;
    type KeyOwnerProof = sp_session::MembershipProof;
    type EquivocationReportSystem =
        pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

parameter_types! {
    pub MaxSetIdSessionEntriesU64: u64 = MaxSetIdSessionEntries::get().into();
}

impl pallet_authorship::Config for Runtime {
    type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
    type EventHandler = Staking;
}

impl pallet_session::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ValidatorId = AccountId;
    type ValidatorIdOf = sp_runtime::traits::ConvertInto;
    type ShouldEndSession = Babe;
    type NextSessionRotation = Babe;
    type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, Staking>;
    type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
    type Keys = SessionKeys;
    type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
    type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    type KeyDeposit = SessionKeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = pallet_staking::UnitIdentificationOf<Self>;
}

/// The election of validators, on chain: no off-chain phases, which its bounds make affordable.
pub struct OnChainElection;
impl onchain::Config for OnChainElection {
    type System = Runtime;
    type Solver = SequentialPhragmen<AccountId, Perbill>;
    type DataProvider = Staking;
    type WeightInfo = frame_election_provider_support::weights::SubstrateWeight<Runtime>;
    type MaxWinnersPerPage = MaxAuthorities;
    type MaxBackersPerWinner = MaxNominators;
    type Sort = ConstBool<true>;
    type Bounds = OnChainElectionBounds;
}

/// How many stakers the benchmarks of staking make up.
pub struct StakingBenchmarks;
impl pallet_staking::BenchmarkingConfig for StakingBenchmarks {
    type MaxValidators = MaxAuthorities;
    type MaxNominators = MaxNominators;
}

#[derive_impl(pallet_staking::config_preludes::TestDefaultConfig)]
impl pallet_staking::Config for Runtime {
    type OldCurrency = Balances;
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type CurrencyBalance = Balance;
    type UnixTime = Timestamp;
    type CurrencyToVote = sp_staking::currency_to_vote::U128CurrencyToVote;
    type ElectionProvider = onchain::OnChainExecution<OnChainElection>;
    type GenesisElectionProvider = Self::ElectionProvider;
    type NominationsQuota = pallet_staking::FixedNominationsQuota<16>;
    type HistoryDepth = ConstU32<84>;
    type RewardRemainder = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type Slash = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type Reward = ();
    type SessionsPerEra = SessionsPerEra;
    type BondingDuration = BondingDuration;
    type SlashDeferDuration = SlashDeferDuration;
    type AdminOrigin = frame_system::EnsureRoot<AccountId>;
    type SessionInterface = Self;
    type EraPayout = pallet_staking::ConvertCurve<RewardCurve>;
    type NextNewSession = Session;
    type MaxExposurePageSize = ConstU32<64>;
    type MaxValidatorSet = MaxAuthorities;
    type VoterList = pallet_staking::UseNominatorsAndValidatorsMap<Self>;
    type TargetList = pallet_staking::UseValidatorsMap<Self>;
    type MaxUnlockingChunks = ConstU32<32>;
    type MaxControllersInDeprecationBatch = ConstU32<100>;
    type WeightInfo = pallet_staking::weights::SubstrateWeight<Runtime>;
    type BenchmarkingConfig = StakingBenchmarks;
}

impl pallet_offences::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
    type OnOffenceHandler = Staking;
}

/// The VRF output of the current block's author: drawn by its slot, so it cannot be chosen, and unknown to whoever chose
/// the orders of the blocks before.
pub fn author_vrf() -> Option<Vec<u8>> {
    use codec::Encode;
    use sp_consensus_babe::digests::PreDigest;
    let digest = frame_system::Pallet::<Runtime>::digest();
    digest
        .logs
        .iter()
        .filter_map(|log| log.as_pre_runtime())
        .find(|(engine, _)| *engine == sp_consensus_babe::BABE_ENGINE_ID)
        .and_then(|(_, mut data)| <PreDigest as codec::Decode>::decode(&mut data).ok())
        .and_then(|digest| match digest {
            PreDigest::Primary(primary) => Some(primary.vrf_signature.pre_output.encode()),
            PreDigest::SecondaryVRF(secondary) => Some(secondary.vrf_signature.pre_output.encode()),
            PreDigest::SecondaryPlain(_) => None,
        })
}
