//! Blocks, weights, time.

use crate::*;
use frame_support::{
    derive_impl,
    dispatch::DispatchClass,
    parameter_types,
    weights::{
        constants::{BlockExecutionWeight, ExtrinsicBaseWeight, WEIGHT_REF_TIME_PER_MILLIS},
        Weight,
    },
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::Perbill;
use sp_version::RuntimeVersion;

/// Computation per block: a third of a slot of 2 seconds, so that a block is authored, sent and imported within its slot.
const MAX_REF_TIME_MS: u64 = 660;
/// No proof of the block's storage accesses is sent anywhere, so its size limits nothing.
const MAX_PROOF_SIZE: u64 = u64::MAX;
/// What user transactions may fill; the rest is for operational ones.
const NORMAL_RATIO: Perbill = Perbill::from_percent(75);
/// What initialising a block (hooks, inherents) is expected to take on average.
const ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(10);
/// Bytes of a block: 2.5 MiB in 2 seconds is 10 Mbit/s per peer.
const MAX_BLOCK_BYTES: u32 = 2 * 1024 * 1024 + 512 * 1024;

parameter_types! {
    // BABE derives the slot from it again.
    pub HalfSlot: u64 = Pace::current().slot_ms / 2;
    pub const Version: RuntimeVersion = VERSION;
    pub const SS58Prefix: u16 = currency::SS58_PREFIX;
    // A day of blocks at 2 seconds: how old the checkpoint of a mortal transaction may be.
    pub const BlockHashCount: BlockNumber = 43_200;
    pub RuntimeBlockLength: BlockLength = BlockLength::builder()
        .max_length(MAX_BLOCK_BYTES)
        .modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_RATIO * MAX_BLOCK_BYTES)
        .build();
    pub MaxBlockWeight: Weight =
        Weight::from_parts(MAX_REF_TIME_MS.saturating_mul(WEIGHT_REF_TIME_PER_MILLIS), MAX_PROOF_SIZE);
    pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
        .base_block(BlockExecutionWeight::get())
        .for_class(DispatchClass::all(), |weights| weights.base_extrinsic = ExtrinsicBaseWeight::get())
        .for_class(DispatchClass::Normal, |weights| weights.max_total = Some(NORMAL_RATIO * MaxBlockWeight::get()))
        .for_class(DispatchClass::Operational, |weights| {
            weights.max_total = Some(MaxBlockWeight::get());
            weights.reserved = Some(MaxBlockWeight::get() - NORMAL_RATIO * MaxBlockWeight::get());
        })
        .avg_block_initialization(ON_INITIALIZE_RATIO)
        .build_or_panic();
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type Block = Block;
    type BaseCallFilter = TxPause;
    type AccountData = pallet_balances::AccountData<Balance>;
    type BlockHashCount = BlockHashCount;
    type BlockLength = RuntimeBlockLength;
    type BlockWeights = RuntimeBlockWeights;
    type DbWeight = configs::database::DatabaseWeight;
    type Nonce = Nonce;
    type SS58Prefix = SS58Prefix;
    type SystemWeightInfo = weights::frame_system::WeightInfo<Runtime>;
    type ExtensionsWeightInfo = weights::frame_system_extensions::WeightInfo<Runtime>;
    type Version = Version;
}

impl pace::Config for Runtime {}

impl origins::Config for Runtime {}

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Babe;
    type MinimumPeriod = HalfSlot;
    type WeightInfo = weights::pallet_timestamp::WeightInfo<Runtime>;
}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    type RuntimeCall = RuntimeCall;
    type Extrinsic = UncheckedExtrinsic;
}

impl<LocalCall> frame_system::offchain::CreateBare<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
        UncheckedExtrinsic::new_bare(call)
    }
}
