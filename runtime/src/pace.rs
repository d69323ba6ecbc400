//! The pace of a network: chosen once, at genesis, and constant from then on.
//!
//! One runtime serves every network. How long its slots, epochs and eras are, how long stake is bound, and by how much the
//! periods of governance are divided, is part of the chain specification. BABE, GRANDPA and staking count on these values never to
//! change: there is no call to change them.

pub use pallet::*;

use crate::BlockNumber;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// For how many eras staking remembers who staked what, and so what can still be slashed and paid.
pub const HISTORY_ERAS: u32 = 84;
/// An epoch's authorities are announced an epoch ahead: with fewer slots, an outage of seconds would skip whole epochs.
const MIN_EPOCH_SLOTS: u64 = 10;

/// What sets the pace of a network.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub struct Pace {
    /// Milliseconds from one slot to the next.
    pub slot_ms: u64,
    /// Slots of an epoch, which is a session.
    pub epoch_slots: u64,
    /// Sessions of an era.
    pub era_sessions: u32,
    /// Eras for which stake stays bound after it is unbonded.
    pub bonding_eras: u32,
    /// Eras between an offence and its slash, in which governance can cancel it.
    pub slash_defer_eras: u32,
    /// What every period of governance is divided by.
    pub governance_divisor: u32,
}

impl Pace {
    /// Of a network that is worth something: epochs of an hour, eras of six, a week until stake is free.
    pub const PRODUCTION: Self = Self {
        slot_ms: 2_000,
        epoch_slots: 1_800,
        era_sessions: 6,
        bonding_eras: 28,
        slash_defer_eras: 27,
        governance_divisor: 1,
    };

    /// Of a network for trying out: epochs of 40 seconds, eras of two minutes, and about two minutes for a referendum.
    pub const DEVELOPMENT: Self = Self {
        slot_ms: 2_000,
        epoch_slots: 20,
        era_sessions: 3,
        bonding_eras: 3,
        slash_defer_eras: 1,
        governance_divisor: 1_500,
    };

    /// Says what is wrong with it, where a block takes up to `block_ms` of computation.
    pub fn check(&self, block_ms: u64) -> Result<(), &'static str> {
        let rules = [
            (
                self.slot_ms > block_ms,
                "pace.slotMs must be more than a block may compute, 660",
            ),
            (
                self.slot_ms.is_multiple_of(2),
                "pace.slotMs must be even: BABE derives the slot from half of it",
            ),
            (
                self.epoch_slots >= MIN_EPOCH_SLOTS,
                "pace.epochSlots must be at least 10",
            ),
            (
                self.epoch_slots <= u32::MAX.into(),
                "pace.epochSlots must be less than 2^32",
            ),
            (self.era_sessions > 0, "pace.eraSessions must be at least 1"),
            (
                self.slash_defer_eras < self.bonding_eras,
                "pace.slashDeferEras must be less than pace.bondingEras: stake would leave before it is slashed",
            ),
            (
                self.bonding_eras <= HISTORY_ERAS,
                "pace.bondingEras must be at most 84: staking remembers no more eras",
            ),
            (
                self.governance_divisor > 0,
                "pace.governanceDivisor must be at least 1, which leaves the periods of governance as they are",
            ),
        ];
        match rules.iter().find(|(holds, _)| !holds) {
            Some((_, wrong)) => Err(wrong),
            None => Ok(()),
        }
    }

    /// Sessions for which stake stays bound.
    pub fn bonding_sessions(&self) -> u32 {
        self.bonding_eras.saturating_mul(self.era_sessions)
    }

    /// Slots for which stake stays bound.
    pub fn bonding_slots(&self) -> u64 {
        u64::from(self.bonding_sessions()).saturating_mul(self.epoch_slots)
    }

    /// A period of governance at this pace, from its `blocks` on a network that is worth something.
    pub fn governance(&self, blocks: BlockNumber) -> BlockNumber {
        blocks
            .checked_div(self.governance_divisor)
            .unwrap_or(blocks)
            .max(1)
    }
}

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
    use super::Pace;
    use frame_support::{pallet_prelude::*, traits::Get, weights::constants::WEIGHT_REF_TIME_PER_MILLIS};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {}

    #[pallet::type_value]
    pub fn DefaultPace() -> Pace {
        Pace::PRODUCTION
    }

    /// What genesis chose.
    #[pallet::storage]
    pub type Chosen<T> = StorageValue<_, Pace, ValueQuery, DefaultPace>;

    /// What is left out is that of [`Pace::PRODUCTION`].
    #[pallet::genesis_config]
    pub struct GenesisConfig<T: Config> {
        /// Milliseconds from one slot to the next.
        pub slot_ms: u64,
        /// Slots of an epoch, which is a session.
        pub epoch_slots: u64,
        /// Sessions of an era.
        pub era_sessions: u32,
        /// Eras for which stake stays bound after it is unbonded.
        pub bonding_eras: u32,
        /// Eras between an offence and its slash.
        pub slash_defer_eras: u32,
        /// What every period of governance is divided by.
        pub governance_divisor: u32,
        #[serde(skip)]
        pub _marker: core::marker::PhantomData<T>,
    }

    impl<T: Config> From<Pace> for GenesisConfig<T> {
        fn from(pace: Pace) -> Self {
            Self {
                slot_ms: pace.slot_ms,
                epoch_slots: pace.epoch_slots,
                era_sessions: pace.era_sessions,
                bonding_eras: pace.bonding_eras,
                slash_defer_eras: pace.slash_defer_eras,
                governance_divisor: pace.governance_divisor,
                _marker: core::marker::PhantomData,
            }
        }
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Pace::PRODUCTION.into()
        }
    }

    impl<T: Config> GenesisConfig<T> {
        /// The pace, where a chain can have it.
        pub fn pace(&self) -> Result<Pace, &'static str> {
            let pace = Pace {
                slot_ms: self.slot_ms,
                epoch_slots: self.epoch_slots,
                era_sessions: self.era_sessions,
                bonding_eras: self.bonding_eras,
                slash_defer_eras: self.slash_defer_eras,
                governance_divisor: self.governance_divisor,
            };
            let block = T::BlockWeights::get().max_block.ref_time();
            pace.check(block / WEIGHT_REF_TIME_PER_MILLIS).map(|()| pace)
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            let pace = self.pace();
            assert!(pace.is_ok(), "{pace:?}");
            if let Ok(pace) = pace {
                Chosen::<T>::put(pace);
            }
        }
    }

    impl<T: Config> Pallet<T> {
        /// The pace of this network.
        pub fn current() -> Pace {
            // FRAME's integrity tests ask for constants outside of any chain.
            #[cfg(test)]
            if sp_externalities::with_externalities(|_| ()).is_none() {
                return Pace::PRODUCTION;
            }
            Chosen::<T>::get()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{configs, Babe, Runtime, RuntimeGenesisConfig};
    use pallet_referenda::TracksInfo;
    use sp_runtime::BuildStorage;

    fn refused(pace: Pace) -> &'static str {
        pace.check(660).unwrap_err()
    }

    #[test]
    fn pace_should_be_accepted_when_it_is_one_of_ours() {
        assert_eq!(Pace::PRODUCTION.check(660), Ok(()));
        assert_eq!(Pace::DEVELOPMENT.check(660), Ok(()));
    }

    #[test]
    fn pace_should_be_refused_naming_the_value_when_it_is_nonsense() {
        let pace = Pace::PRODUCTION;
        let wrong = [
            (Pace { slot_ms: 0, ..pace }, "slotMs"),
            (Pace { slot_ms: 660, ..pace }, "slotMs"),
            (
                Pace {
                    slot_ms: 2_001,
                    ..pace
                },
                "even",
            ),
            (
                Pace {
                    epoch_slots: 0,
                    ..pace
                },
                "epochSlots",
            ),
            (
                Pace {
                    epoch_slots: 1 << 32,
                    ..pace
                },
                "epochSlots",
            ),
            (
                Pace {
                    era_sessions: 0,
                    ..pace
                },
                "eraSessions",
            ),
            (
                Pace {
                    bonding_eras: 0,
                    ..pace
                },
                "bondingEras",
            ),
            (
                Pace {
                    bonding_eras: 85,
                    ..pace
                },
                "bondingEras",
            ),
            (
                Pace {
                    slash_defer_eras: 28,
                    ..pace
                },
                "slashDeferEras",
            ),
            (
                Pace {
                    governance_divisor: 0,
                    ..pace
                },
                "governanceDivisor",
            ),
        ];
        for (pace, name) in wrong {
            assert!(refused(pace).contains(name), "{pace:?}: {}", refused(pace));
        }
    }

    #[test]
    fn limit_in_the_message_should_be_that_of_a_block_when_compared() {
        let block = configs::system::MaxBlockWeight::get().ref_time();
        let block_ms = block / frame_support::weights::constants::WEIGHT_REF_TIME_PER_MILLIS;
        assert!(refused(Pace {
            slot_ms: 0,
            ..Pace::PRODUCTION
        })
        .ends_with(&format!(" {block_ms}")));
    }

    #[test]
    fn period_of_governance_should_last_a_block_when_the_divisor_is_beyond_it() {
        let fast = Pace {
            governance_divisor: u32::MAX,
            ..Pace::PRODUCTION
        };
        assert_eq!(fast.governance(43_200), 1);
        assert_eq!(Pace::DEVELOPMENT.governance(43_200), 28);
        assert_eq!(Pace::PRODUCTION.governance(43_200), 43_200);
    }

    fn in_a_chain_of(pace: Pace, test: impl FnOnce()) {
        let genesis = RuntimeGenesisConfig {
            pace: pace.into(),
            ..Default::default()
        };
        sp_io::TestExternalities::new(genesis.build_storage().unwrap()).execute_with(test);
    }

    #[test]
    #[should_panic(expected = "pace.bondingEras")]
    fn genesis_should_not_be_built_when_its_pace_is_nonsense() {
        in_a_chain_of(
            Pace {
                bonding_eras: 27,
                ..Pace::PRODUCTION
            },
            || (),
        );
    }

    #[test]
    fn genesis_should_say_what_is_wrong_when_its_pace_is_nonsense() {
        sp_io::TestExternalities::default().execute_with(|| {
            let genesis = RuntimeGenesisConfig {
                pace: Pace {
                    era_sessions: 0,
                    ..Pace::PRODUCTION
                }
                .into(),
                ..Default::default()
            };
            let json = serde_json::to_vec(&genesis).unwrap();
            assert_eq!(
                crate::genesis::build_state(json),
                Err("pace.eraSessions must be at least 1".into())
            );
        });
    }

    #[test]
    fn every_length_should_follow_genesis_when_it_chooses() {
        let pace = Pace {
            slot_ms: 1_000,
            epoch_slots: 30,
            era_sessions: 4,
            bonding_eras: 5,
            slash_defer_eras: 2,
            governance_divisor: 100,
        };
        in_a_chain_of(pace, || {
            assert_eq!(Babe::slot_duration(), 1_000);
            assert_eq!(<Runtime as pallet_babe::Config>::ExpectedBlockTime::get(), 1_000);
            assert_eq!(<Runtime as pallet_babe::Config>::EpochDuration::get(), 30);
            assert_eq!(<Runtime as pallet_staking::Config>::SessionsPerEra::get(), 4);
            assert_eq!(<Runtime as pallet_staking::Config>::BondingDuration::get(), 5);
            assert_eq!(<Runtime as pallet_staking::Config>::SlashDeferDuration::get(), 2);
            assert_eq!(
                <Runtime as pallet_grandpa::Config>::MaxSetIdSessionEntries::get(),
                20
            );
            assert_eq!(configs::consensus::ReportLongevity::get(), 600);
            assert_eq!(configs::governance::VoteLockingPeriod::get(), 3_024);
            let root = configs::tracks::Tracks::info(0).unwrap();
            assert_eq!(root.confirm_period, 432);
        });
    }
}
