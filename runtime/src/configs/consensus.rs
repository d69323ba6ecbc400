//! Who makes blocks and who finalises them. What they stake for it is in [`super::staking`].

use crate::*;
use alloc::vec::Vec;
use configs::staking::{MaxElectingVoters, MaxValidators};
use frame_support::{
    parameter_types,
    weights::{
        constants::{WEIGHT_REF_TIME_PER_MICROS, WEIGHT_REF_TIME_PER_NANOS},
        Weight,
    },
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{impl_opaque_keys, traits::OpaqueKeys};

/// One slot in four has a primary author by lot; the others fall to the secondary ones, with a VRF as well, since the
/// market's tie-breaking randomness comes from the VRF of each block.
pub const BABE_GENESIS_EPOCH: BabeEpochConfiguration = BabeEpochConfiguration {
    c: (1, 4),
    allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots,
};

parameter_types! {
    pub SlotDuration: u64 = Pace::current().slot_ms;
    pub EpochDuration: u64 = Pace::current().epoch_slots;
    // An equivocation can be reported as long as its stake can be slashed.
    pub ReportLongevity: u64 = Pace::current().bonding_slots();
    pub MaxSetIdSessionEntries: u64 = Pace::current().bonding_sessions().into();
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
    type ExpectedBlockTime = SlotDuration;
    type EpochChangeTrigger = pallet_babe::ExternalTrigger;
    type DisabledValidators = Session;
    type WeightInfo = EquivocationWeight;
    type MaxAuthorities = MaxValidators;
    // All that can back one validator: a report slashes them at once.
    type MaxNominators = MaxElectingVoters;
    type KeyOwnerProof = sp_session::MembershipProof;
    type EquivocationReportSystem =
        pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = EquivocationWeight;
    type MaxAuthorities = MaxValidators;
    // All that can back one validator: a report slashes them at once.
    type MaxNominators = MaxElectingVoters;
    type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
    type KeyOwnerProof = sp_session::MembershipProof;
    type EquivocationReportSystem =
        pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

/// What reports of equivocations take. The pallets have no benchmarks of them, only an estimate by the validators and nominators that
/// are touched, with a database that is not ours: with it, a report of a validator whom many back would fit in no block.
pub struct EquivocationWeight;

impl EquivocationWeight {
    fn report(validators: u32, nominators: u32) -> Weight {
        let micros = |micros: u64| Weight::from_parts(micros.saturating_mul(WEIGHT_REF_TIME_PER_MICROS), 0);
        let membership = micros(35).saturating_add(
            Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS.saturating_mul(175), 0)
                .saturating_mul(validators.max(MaxValidators::get()).into()),
        );
        let of_nominators = micros(25)
            .saturating_add(configs::database::DatabaseWeight::get().reads_writes(3, 3))
            .saturating_mul(nominators.into());
        membership
            .saturating_add(micros(110 + 110))
            // Two of these reads are GRANDPA's alone: which session a set of voters was of.
            .saturating_add(configs::database::DatabaseWeight::get().reads_writes(5 + 14 + 2, 10))
            .saturating_add(of_nominators)
    }
}

impl pallet_babe::WeightInfo for EquivocationWeight {
    fn plan_config_change() -> Weight {
        configs::database::DatabaseWeight::get().writes(1)
    }

    fn report_equivocation(validators: u32, nominators: u32) -> Weight {
        Self::report(validators, nominators)
    }
}

impl pallet_grandpa::WeightInfo for EquivocationWeight {
    fn report_equivocation(validators: u32, nominators: u32) -> Weight {
        Self::report(validators, nominators)
    }

    fn note_stalled() -> Weight {
        Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS.saturating_mul(3), 0)
            .saturating_add(configs::database::DatabaseWeight::get().writes(1))
    }
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
    // An offender makes no more blocks in its era. At most a third of the validators are stopped so, since the chain needs the rest;
    // where that is reached, the least offender comes back for a worse one.
    type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
    type WeightInfo = weights::pallet_session::WeightInfo<Runtime>;
    type Currency = Balances;
    type KeyDeposit = SessionKeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type FullIdentification = ();
    type FullIdentificationOf = pallet_staking::UnitIdentificationOf<Self>;
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
