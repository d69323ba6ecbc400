//! How often a process that keeps ending is started again.

use std::time::{Duration, Instant};

/// Ends in a row after which it is left alone for a while.
const PATIENCE: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// Ends of a process since it last did its work.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Restarts {
    ends: u32,
    not_before: Option<Instant>,
}

impl Restarts {
    /// It did its work.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// It ended, or did not get ready.
    pub fn ended(&mut self, now: Instant) {
        self.ends = self.ends.saturating_add(1);
        let pauses = self.ends.checked_sub(PATIENCE);
        self.not_before = pauses.map(|pauses| now + pause(pauses));
    }

    /// How long it is still left alone.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let wait = self.not_before?.saturating_duration_since(now);
        (!wait.is_zero()).then_some(wait)
    }
}

/// Doubles with every end.
fn pause(pauses: u32) -> Duration {
    let factor = 1u32.checked_shl(pauses.min(16)).unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(ends: u32, now: Instant) -> Restarts {
        let mut restarts = Restarts::default();
        (0..ends).for_each(|_| restarts.ended(now));
        restarts
    }

    #[test]
    fn process_should_start_at_once_when_it_ended_less_than_three_times() {
        let now = Instant::now();
        assert_eq!(after(0, now).wait(now), None);
        assert_eq!(after(2, now).wait(now), None);
    }

    #[test]
    fn process_should_wait_when_it_ended_three_times() {
        let now = Instant::now();
        let restarts = after(3, now);
        assert_eq!(restarts.wait(now), Some(FIRST_PAUSE));
        assert_eq!(restarts.wait(now + FIRST_PAUSE), None);
    }

    #[test]
    fn pause_should_double_up_to_an_hour_when_it_goes_on_ending() {
        let now = Instant::now();
        assert_eq!(after(4, now).wait(now), Some(2 * FIRST_PAUSE));
        assert_eq!(after(u32::from(u16::MAX), now).wait(now), Some(LONGEST_PAUSE));
    }

    #[test]
    fn process_should_have_its_patience_back_when_it_succeeded() {
        let now = Instant::now();
        let mut restarts = after(5, now);
        restarts.succeeded();
        assert_eq!(restarts, Restarts::default());
    }
}
