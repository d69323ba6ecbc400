//! The market's clock, which stands still while the market is paused.
//!
//! Every block number that the market stores is a time of this clock. A pause therefore shifts every deadline by its
//! length, and no row has to be touched. Calls, events and the runtime API speak of blocks of the chain.

use crate::{Config, Error, Event, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{dispatch::DispatchResult, ensure};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_runtime::traits::AtLeast32BitUnsigned;

/// For how long the market has been paused.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, Default, PartialEq, Eq, Debug,
)]
pub struct Clock<BlockNumber> {
    /// Block in which the pause that lasts began.
    pub paused_since: Option<BlockNumber>,
    /// Blocks of all pauses that are over.
    pub paused_for: BlockNumber,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Clock<BlockNumber> {
    /// The time in `block`.
    pub fn time(&self, block: BlockNumber) -> BlockNumber {
        self.paused_since
            .map_or(block, |since| since.min(block))
            .saturating_sub(self.paused_for)
    }

    /// The block in which it is `time`, seen from block `now`, if there is no other pause.
    pub fn block(&self, time: BlockNumber, now: BlockNumber) -> BlockNumber {
        time.saturating_add(now.saturating_sub(self.time(now)))
    }

    /// Stops the clock in block `now`. `None` if it stands still already.
    pub fn stopped(&self, now: BlockNumber) -> Option<Self> {
        self.paused_since.is_none().then_some(Self {
            paused_since: Some(now),
            ..*self
        })
    }

    /// Starts the clock in block `now`. `None` if it runs already.
    pub fn started(&self, now: BlockNumber) -> Option<Self> {
        self.paused_since.map(|since| Self {
            paused_since: None,
            paused_for: self.paused_for.saturating_add(now.saturating_sub(since)),
        })
    }
}

impl<T: Config> Pallet<T> {
    /// The time now.
    pub(crate) fn now() -> BlockNumberFor<T> {
        crate::MarketTime::<T>::get().time(frame_system::Pallet::<T>::block_number())
    }

    /// The block in which it is `time`, if there is no other pause.
    pub(crate) fn block_at(time: BlockNumberFor<T>) -> BlockNumberFor<T> {
        crate::MarketTime::<T>::get().block(time, frame_system::Pallet::<T>::block_number())
    }

    pub(crate) fn ensure_running() -> DispatchResult {
        ensure!(
            crate::MarketTime::<T>::get().paused_since.is_none(),
            Error::<T>::MarketPaused
        );
        Ok(())
    }

    pub(crate) fn do_set_paused(paused: bool) -> DispatchResult {
        let (clock, now) = (
            crate::MarketTime::<T>::get(),
            frame_system::Pallet::<T>::block_number(),
        );
        let (next, event) = if paused {
            let stopped = clock.stopped(now).ok_or(Error::<T>::AlreadyPaused)?;
            (stopped, Event::Paused)
        } else {
            let started = clock.started(now).ok_or(Error::<T>::NotPaused)?;
            let paused_for = started.paused_for;
            (started, Event::Resumed { paused_for })
        };
        crate::MarketTime::<T>::put(next);
        Self::deposit_event(event);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn clock_should_tell_the_block_when_there_was_no_pause() {
        assert_eq!(Clock::<u64>::default().time(7), 7);
    }

    #[test]
    fn clock_should_stand_still_when_paused() {
        let clock = Clock::<u64>::default().stopped(7).unwrap();
        assert_eq!((clock.time(7), clock.time(8), clock.time(90)), (7, 7, 7));
    }

    #[test]
    fn clock_should_go_on_where_it_stood_when_started() {
        let clock = Clock::<u64>::default().stopped(7).unwrap().started(12).unwrap();
        assert_eq!((clock.time(12), clock.time(13)), (7, 8));
        let again = clock.stopped(14).unwrap().started(24).unwrap();
        assert_eq!((again.time(24), again.time(25)), (9, 10));
    }

    #[test]
    fn clock_should_be_stopped_and_started_only_once_when_told_twice() {
        let clock = Clock::<u64>::default();
        assert_eq!(clock.started(7), None);
        assert_eq!(clock.stopped(7).unwrap().stopped(8), None);
    }

    #[test]
    fn block_of_a_time_should_be_shifted_by_all_pauses_when_there_were_some() {
        let clock = Clock::<u64>::default().stopped(7).unwrap();
        assert_eq!(clock.block(20, 10), 23);
        assert_eq!(clock.started(12).unwrap().block(20, 90), 25);
    }

    #[test]
    fn clock_should_not_wrap_when_figures_are_extreme() {
        let clock = Clock {
            paused_since: Some(u64::MAX),
            paused_for: u64::MAX,
        };
        assert_eq!(clock.time(u64::MAX), 0);
        assert_eq!(clock.block(u64::MAX, u64::MAX), u64::MAX);
    }
}
