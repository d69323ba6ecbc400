//! The origins that referenda speak as: one for each track but root's.
//!
//! Each privileged call asks for one of them by [`By`]. Nobody has a key to them.

pub use pallet::*;

use crate::RuntimeOrigin;
use frame_support::traits::EnsureOrigin;

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
    use frame_support::pallet_prelude::*;

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {}

    /// What a referendum decided on.
    #[pallet::origin]
    #[derive(
        Encode,
        Decode,
        DecodeWithMemTracking,
        MaxEncodedLen,
        TypeInfo,
        Clone,
        Copy,
        PartialEq,
        Eq,
        PartialOrd,
        Ord,
        Debug,
    )]
    pub enum Origin {
        /// Categories, the parameters of the market and those of provers.
        MarketAdmin = 10,
        /// Where proofs are verified.
        VerifierAdmin = 11,
        /// Slashes that are to be cancelled, the least commission of validators, the limits of nomination pools.
        StakingAdmin = 12,
        /// What the treasury pays.
        Treasurer = 13,
        /// Pauses, of the market and of calls.
        Guard = 14,
        /// Referenda that are to be cancelled.
        ReferendumCanceller = 20,
        /// Referenda that are to be cancelled and whose deposits are to be slashed.
        ReferendumKiller = 21,
    }
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::MarketAdmin,
        Self::VerifierAdmin,
        Self::StakingAdmin,
        Self::Treasurer,
        Self::Guard,
        Self::ReferendumCanceller,
        Self::ReferendumKiller,
    ];

    /// The track whose referenda speak as it.
    pub const fn track(self) -> u16 {
        self as u16
    }
}

/// The origin of the referenda of one track, and no other.
pub struct By<const TRACK: u16>;

/// See [`Origin::MarketAdmin`].
pub type MarketAdmin = By<{ Origin::MarketAdmin.track() }>;
/// See [`Origin::VerifierAdmin`].
pub type VerifierAdmin = By<{ Origin::VerifierAdmin.track() }>;
/// See [`Origin::StakingAdmin`].
pub type StakingAdmin = By<{ Origin::StakingAdmin.track() }>;
/// See [`Origin::Treasurer`].
pub type Treasurer = By<{ Origin::Treasurer.track() }>;
/// See [`Origin::Guard`].
pub type Guard = By<{ Origin::Guard.track() }>;
/// See [`Origin::ReferendumCanceller`].
pub type ReferendumCanceller = By<{ Origin::ReferendumCanceller.track() }>;
/// See [`Origin::ReferendumKiller`].
pub type ReferendumKiller = By<{ Origin::ReferendumKiller.track() }>;

impl<const TRACK: u16> EnsureOrigin<RuntimeOrigin> for By<TRACK> {
    type Success = ();

    fn try_origin(origin: RuntimeOrigin) -> Result<(), RuntimeOrigin> {
        let decided: Result<Origin, RuntimeOrigin> = origin.into();
        decided.and_then(|decided| {
            if decided.track() == TRACK {
                Ok(())
            } else {
                Err(decided.into())
            }
        })
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
        let decided = Origin::ALL.into_iter().find(|origin| origin.track() == TRACK);
        decided.map(RuntimeOrigin::from).ok_or(())
    }
}
