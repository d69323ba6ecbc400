//! Whether a prover takes jobs, and what changes it.
//!
//! | from \ cause | own stake too low | own stake enough | too many misses | unjail | leave, eject |
//! |---|---|---|---|---|---|
//! | registered | registered | active | jailed | refused | leaving |
//! | active | registered | active | jailed | refused | leaving |
//! | jailed | jailed | jailed | jailed, the longer term | after its term: registered or active, as its own stake says | leaving |
//! | leaving | leaving | leaving | leaving | refused | leave: refused; eject: leaving |

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Whether a prover takes jobs.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub enum State<BlockNumber> {
    /// It takes none: the operator's own stake is below the minimum.
    Registered,
    /// It takes jobs, as far as its slots and its stake go.
    Active,
    /// It takes none: it missed too many deadlines.
    Jailed {
        /// First block in which the operator may end it.
        until: BlockNumber,
    },
    /// It takes none any more; what it was given before is still due, and the stake answers for it.
    Leaving {
        /// Block in which it began to leave.
        since: BlockNumber,
    },
}

/// What may change a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause<BlockNumber> {
    /// The operator's own stake may have crossed the minimum.
    OwnStake {
        /// Whether it is at least the minimum.
        enough: bool,
    },
    /// It missed too many deadlines.
    TooManyMisses {
        /// First block in which the operator may have it taking jobs again.
        until: BlockNumber,
    },
    /// The operator wants it to take jobs again.
    Unjail {
        /// This block.
        now: BlockNumber,
        /// Whether the operator's own stake is at least the minimum.
        enough: bool,
    },
    /// The operator wants to leave.
    Leave {
        /// This block.
        now: BlockNumber,
    },
    /// Its stake did not cover a slash, or is gone.
    Eject {
        /// This block.
        now: BlockNumber,
    },
}

/// Why a state does not change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denial {
    /// It is leaving.
    Leaving,
    /// It is not jailed.
    NotJailed,
    /// Its term is not over.
    TermNotOver,
}

impl<BlockNumber: Ord + Copy> State<BlockNumber> {
    /// The state that follows from `cause`.
    pub fn after(self, cause: Cause<BlockNumber>) -> Result<Self, Denial> {
        use State::{Active, Jailed, Leaving, Registered};
        match (self, cause) {
            (Leaving { .. }, Cause::Leave { .. } | Cause::Unjail { .. }) => Err(Denial::Leaving),
            (Leaving { .. }, _) => Ok(self),
            (_, Cause::Leave { now } | Cause::Eject { now }) => Ok(Leaving { since: now }),
            (Jailed { until }, Cause::Unjail { now, enough }) if now >= until => Ok(Self::of_stake(enough)),
            (Jailed { .. }, Cause::Unjail { .. }) => Err(Denial::TermNotOver),
            (Registered | Active, Cause::Unjail { .. }) => Err(Denial::NotJailed),
            (Jailed { until }, Cause::TooManyMisses { until: other }) => Ok(Jailed {
                until: until.max(other),
            }),
            (Registered | Active, Cause::TooManyMisses { until }) => Ok(Jailed { until }),
            (Jailed { .. }, Cause::OwnStake { .. }) => Ok(self),
            (Registered | Active, Cause::OwnStake { enough }) => Ok(Self::of_stake(enough)),
        }
    }

    /// Whether it is leaving.
    pub fn is_leaving(&self) -> bool {
        matches!(self, State::Leaving { .. })
    }

    fn of_stake(enough: bool) -> Self {
        if enough {
            State::Active
        } else {
            State::Registered
        }
    }
}
