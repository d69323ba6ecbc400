//! What validators stake, who backs them, how they are elected and what they earn.

use crate::{currency::UNIT, *};
use frame_election_provider_support::{
    bounds::{ElectionBounds, ElectionBoundsBuilder},
    onchain, SequentialPhragmen, VoteWeight,
};
use frame_support::{
    derive_impl, parameter_types,
    traits::{tokens::imbalance::ResolveTo, ConstBool, ConstU32, ConstU8},
    PalletId,
};
use sp_core::U256;
use sp_runtime::{curve::PiecewiseLinear, traits::Convert, FixedU128, Perbill};
use sp_staking::{EraIndex, SessionIndex};

// Stakers get 2.5 % of the issuance a year while nothing is staked and 10 % when half of it is; beyond half, what they get halves
// with each further 5 % staked, since tokens that are all staked buy no proofs. The treasury gets the rest of the 10 %.
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

/// Bags that nominators are sorted into.
const BAGS: usize = 200;
/// Upper bound of the first bag, in votes, which are planck while the issuance is less than 2^64 planck.
const FIRST_BAG: VoteWeight = currency::EXISTENTIAL_DEPOSIT as VoteWeight;
/// Upper bounds of the bags: each is an eighth above the one before, so that the last reaches the whole of the votes, and two
/// nominators of a bag differ by an eighth at most.
pub const BAG_THRESHOLDS: [VoteWeight; BAGS] = bag_thresholds();

const fn bag_thresholds() -> [VoteWeight; BAGS] {
    let mut thresholds = [FIRST_BAG; BAGS];
    let mut rest: &mut [VoteWeight] = &mut thresholds;
    let mut last = FIRST_BAG;
    while let Some((bag, others)) = rest.split_first_mut() {
        *bag = last;
        last = last.saturating_add(last / 8);
        rest = others;
    }
    thresholds
}

/// What a new network asks of those who stake. Governance changes it by `staking.setStakingConfigs` and `nominationPools.setConfigs`.
pub mod terms {
    use super::*;

    /// Least stake of a validator, in planck.
    pub const MIN_VALIDATOR_BOND: Balance = 10_000 * UNIT;
    /// Least stake of a nominator, in planck. Who has less joins a pool.
    pub const MIN_NOMINATOR_BOND: Balance = 100 * UNIT;
    /// Most accounts that are candidates for validator: as many as an election looks at.
    pub const MAX_VALIDATOR_COUNT: u32 = MAX_ELECTABLE_TARGETS;
    /// Least planck that join a pool.
    pub const MIN_JOIN_BOND: Balance = UNIT;
    /// Least planck that open a pool.
    pub const MIN_CREATE_BOND: Balance = 100 * UNIT;
    /// Most pools: each is one of the voters of an election.
    pub const MAX_POOLS: u32 = 256;
    /// Most of a pool's rewards that its operator takes.
    pub const MAX_POOL_COMMISSION: Perbill = Perbill::from_percent(20);
}

const MAX_ELECTABLE_TARGETS: u32 = 400;

parameter_types! {
    pub SessionsPerEra: SessionIndex = Pace::current().era_sessions;
    pub BondingDuration: EraIndex = Pace::current().bonding_eras;
    pub SlashDeferDuration: EraIndex = Pace::current().slash_defer_eras;
    pub const RewardCurve: &'static PiecewiseLinear<'static> = &REWARD_CURVE;
    pub const MaxValidators: u32 = 100;
    // What one block can elect from beside the market's largest hooks: the list gives those who stake most.
    pub const MaxElectingVoters: u32 = 800;
    pub const MaxElectableTargets: u32 = MAX_ELECTABLE_TARGETS;
    pub OnChainElectionBounds: ElectionBounds = ElectionBoundsBuilder::default()
        .voters_count(MaxElectingVoters::get().into())
        .targets_count(MaxElectableTargets::get().into())
        .build();
    pub const BagThresholds: &'static [VoteWeight] = &BAG_THRESHOLDS;
    pub const NominationPoolsPalletId: PalletId = PalletId(*b"pn/nopls");
    pub const DelegatedStakingPalletId: PalletId = PalletId(*b"pn/dlgst");
    // To whoever applies a pool's slash to one of its members, which takes a call for each.
    pub const SlashRewardFraction: Perbill = Perbill::from_percent(1);
    // Beyond the eras that stake is bound, for members who are late to withdraw.
    pub MaxUnbondingPools: u32 = Pace::current().bonding_eras.saturating_add(4);
}

/// The election of validators, on chain: no off-chain phases, which its bounds make affordable.
pub struct OnChainElection;
impl onchain::Config for OnChainElection {
    type System = Runtime;
    type Solver = SequentialPhragmen<AccountId, Perbill>;
    type DataProvider = Staking;
    type WeightInfo = weights::frame_election_provider_support::WeightInfo<Runtime>;
    type MaxWinnersPerPage = MaxValidators;
    type MaxBackersPerWinner = MaxElectingVoters;
    type Sort = ConstBool<true>;
    type Bounds = OnChainElectionBounds;
}

/// How many stakers the benchmarks of staking make up.
pub struct StakingBenchmarks;
impl pallet_staking::BenchmarkingConfig for StakingBenchmarks {
    type MaxValidators = MaxValidators;
    type MaxNominators = MaxElectingVoters;
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
    type HistoryDepth = ConstU32<{ pace::HISTORY_ERAS }>;
    type RewardRemainder = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type Slash = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type Reward = ();
    type SessionsPerEra = SessionsPerEra;
    type BondingDuration = BondingDuration;
    type SlashDeferDuration = SlashDeferDuration;
    #[cfg(not(feature = "runtime-benchmarks"))]
    type AdminOrigin = origins::StakingAdmin;
    // Whom the SDK's benchmarks call as.
    #[cfg(feature = "runtime-benchmarks")]
    type AdminOrigin = frame_system::EnsureRoot<AccountId>;
    type SessionInterface = Self;
    type EraPayout = pallet_staking::ConvertCurve<RewardCurve>;
    type NextNewSession = Session;
    type MaxExposurePageSize = ConstU32<64>;
    type MaxValidatorSet = MaxValidators;
    type VoterList = VoterList;
    type TargetList = pallet_staking::UseValidatorsMap<Self>;
    type MaxUnlockingChunks = ConstU32<32>;
    type MaxControllersInDeprecationBatch = ConstU32<100>;
    type EventListeners = (NominationPools, DelegatedStaking);
    type Filter = pallet_nomination_pools::AllPoolMembers<Runtime>;
    type WeightInfo = weights::pallet_staking::WeightInfo<Runtime>;
    type BenchmarkingConfig = StakingBenchmarks;
}

impl pallet_bags_list::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type ScoreProvider = Staking;
    type BagThresholds = BagThresholds;
    // Rewards and slashes move nominators between bags without telling the list: idle blocks put these right.
    type MaxAutoRebagPerBlock = ConstU32<8>;
    type Score = VoteWeight;
    type WeightInfo = weights::pallet_bags_list::WeightInfo<Runtime>;
}

/// Planck in the width that pools calculate shares in.
pub struct BalanceToU256;
impl Convert<Balance, U256> for BalanceToU256 {
    fn convert(balance: Balance) -> U256 {
        U256::from(balance)
    }
}

/// And back.
pub struct U256ToBalance;
impl Convert<U256, Balance> for U256ToBalance {
    fn convert(amount: U256) -> Balance {
        amount.try_into().unwrap_or(Balance::MAX)
    }
}

impl pallet_nomination_pools::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = pallet_nomination_pools::weights::SubstrateWeight<Runtime>;
    type Currency = Balances;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type RewardCounter = FixedU128;
    type PalletId = NominationPoolsPalletId;
    // A pool that slashes have left with less than a tenth of a planck for a point takes no more members.
    type MaxPointsToBalance = ConstU8<10>;
    type MaxUnbonding = ConstU32<8>;
    type BalanceToU256 = BalanceToU256;
    type U256ToBalance = U256ToBalance;
    // What a member brings stays in its own account, on hold, and can vote.
    type StakeAdapter = pallet_nomination_pools::adapter::DelegateStake<Self, Staking, DelegatedStaking>;
    type MaxUnbondingPools = MaxUnbondingPools;
    type MaxMetadataLen = ConstU32<256>;
    type AdminOrigin = origins::StakingAdmin;
    type BlockNumberProvider = System;
    type Filter = pallet_staking::AllStakers<Runtime>;
}

impl pallet_delegated_staking::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type PalletId = DelegatedStakingPalletId;
    type Currency = Balances;
    type OnSlash = ResolveTo<configs::accounts::TreasuryAccount, Balances>;
    type SlashRewardFraction = SlashRewardFraction;
    type RuntimeHoldReason = RuntimeHoldReason;
    type CoreStaking = Staking;
}
