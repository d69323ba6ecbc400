//! The tracks of referenda: how long each takes, and how many have to be for it.
//!
//! On every track the approval that a referendum needs (aye's part of all votes, weighted by conviction) and its support (the part of
//! the issuance that votes aye, whatever its conviction) fall in a straight line over the decision period. What nearly everybody
//! wants passes early, and what few care for has time to be noticed. A referendum is through once it was above both lines for the
//! whole confirmation period.

use crate::{
    configs::governance::{DAYS, HOURS, MINUTES},
    currency::UNIT,
    origins::Origin,
    *,
};
use alloc::borrow::Cow;
use frame_support::traits::OriginTrait;
use frame_system::RawOrigin;
use pallet_referenda::{Curve, Track, TrackInfo};
use sp_runtime::{str_array, Perbill};

/// The track that can do everything.
pub const ROOT: u16 = 0;

/// From `first` percent at the beginning of the decision period to `last` percent at its end.
const fn falling(first: u32, last: u32) -> Curve {
    Curve::LinearDecreasing {
        length: Perbill::one(),
        floor: Perbill::from_percent(last),
        ceil: Perbill::from_percent(first),
    }
}

const TRACKS: [Track<u16, Balance, BlockNumber>; 8] = [
    // Code, and all that no other track holds. One at a time, so that each has everybody's attention; a day from the decision
    // to its effect, in which nodes are brought up to it and stake that disagrees can begin to leave.
    Track {
        id: ROOT,
        info: TrackInfo {
            name: str_array("root"),
            max_deciding: 1,
            decision_deposit: 10_000 * UNIT,
            prepare_period: 2 * HOURS,
            decision_period: 14 * DAYS,
            confirm_period: DAYS,
            min_enactment_period: DAYS,
            min_approval: falling(100, 50),
            min_support: falling(50, 0),
        },
    },
    // Prices and rules of the market. What it may set is within bounds that calls check, and jobs keep the terms of their match: it
    // need not be as slow as root, but requesters and provers get a day's notice of what they will be bound by.
    Track {
        id: Origin::MarketAdmin.track(),
        info: TrackInfo {
            name: str_array("market_admin"),
            max_deciding: 5,
            decision_deposit: 1_000 * UNIT,
            prepare_period: HOURS,
            decision_period: 7 * DAYS,
            confirm_period: 6 * HOURS,
            min_enactment_period: DAYS,
            min_approval: falling(100, 50),
            min_support: falling(25, 1),
        },
    },
    // Which of two ways to the same verdicts the chain takes: when one is faulty or slow, hours count.
    Track {
        id: Origin::VerifierAdmin.track(),
        info: TrackInfo {
            name: str_array("verifier_admin"),
            max_deciding: 2,
            decision_deposit: 1_000 * UNIT,
            prepare_period: 10 * MINUTES,
            decision_period: 3 * DAYS,
            confirm_period: HOURS,
            min_enactment_period: 10 * MINUTES,
            min_approval: falling(100, 50),
            min_support: falling(25, 1),
        },
    },
    // It can undo a slash, and make one: more support at the end than elsewhere, and all of it well within the time for which a
    // slash is deferred.
    Track {
        id: Origin::StakingAdmin.track(),
        info: TrackInfo {
            name: str_array("staking_admin"),
            max_deciding: 3,
            decision_deposit: 2_000 * UNIT,
            prepare_period: HOURS,
            decision_period: 4 * DAYS,
            confirm_period: 6 * HOURS,
            min_enactment_period: HOURS,
            min_approval: falling(100, 60),
            min_support: falling(30, 5),
        },
    },
    // Up to a fixed amount for each call: what it can lose is bounded, and there is no hurry.
    Track {
        id: Origin::Treasurer.track(),
        info: TrackInfo {
            name: str_array("treasurer"),
            max_deciding: 10,
            decision_deposit: 1_000 * UNIT,
            prepare_period: 2 * HOURS,
            decision_period: 14 * DAYS,
            confirm_period: 12 * HOURS,
            min_enactment_period: DAYS,
            min_approval: falling(100, 50),
            min_support: falling(25, 0),
        },
    },
    // Minutes count. A pause takes nothing from anybody and can be undone the same way; what guards it is that two thirds of
    // the votes have to want it even at the end, and a fifth of all tokens at the beginning.
    Track {
        id: Origin::Guard.track(),
        info: TrackInfo {
            name: str_array("guard"),
            max_deciding: 5,
            decision_deposit: 2_000 * UNIT,
            prepare_period: 2 * MINUTES,
            decision_period: DAYS,
            confirm_period: 5 * MINUTES,
            min_enactment_period: 1,
            min_approval: falling(100, 66),
            min_support: falling(20, 2),
        },
    },
    // Quicker than the quickest track but the guard's, which needs no stopping: what it stops is not yet decided.
    Track {
        id: Origin::ReferendumCanceller.track(),
        info: TrackInfo {
            name: str_array("referendum_canceller"),
            max_deciding: 10,
            decision_deposit: 1_000 * UNIT,
            prepare_period: 10 * MINUTES,
            decision_period: 3 * DAYS,
            confirm_period: HOURS,
            min_enactment_period: 10 * MINUTES,
            min_approval: falling(100, 50),
            min_support: falling(20, 1),
        },
    },
    // The same, and it takes deposits: nearly all votes have to be for that.
    Track {
        id: Origin::ReferendumKiller.track(),
        info: TrackInfo {
            name: str_array("referendum_killer"),
            max_deciding: 10,
            decision_deposit: 2_000 * UNIT,
            prepare_period: 10 * MINUTES,
            decision_period: 7 * DAYS,
            confirm_period: HOURS,
            min_enactment_period: 10 * MINUTES,
            min_approval: falling(100, 80),
            min_support: falling(25, 2),
        },
    },
];

/// The tracks at the network's pace.
pub struct Tracks;

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for Tracks {
    type Id = u16;
    type RuntimeOrigin = <RuntimeOrigin as OriginTrait>::PalletsOrigin;

    fn tracks() -> impl Iterator<Item = Cow<'static, Track<Self::Id, Balance, BlockNumber>>> {
        let pace = Pace::current();
        TRACKS.into_iter().map(move |mut track| {
            for period in [
                &mut track.info.prepare_period,
                &mut track.info.decision_period,
                &mut track.info.confirm_period,
                &mut track.info.min_enactment_period,
            ] {
                *period = pace.governance(*period);
            }
            Cow::Owned(track)
        })
    }

    fn track_for(origin: &Self::RuntimeOrigin) -> Result<Self::Id, ()> {
        match origin {
            OriginCaller::system(RawOrigin::Root) => Ok(ROOT),
            OriginCaller::Origins(decided) => Ok(decided.track()),
            _ => Err(()),
        }
    }
}
