//! The circuit breaker: after failures of its own the worker offers nothing for a while, then tries itself with one job.

use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, time::Duration};

/// When the breaker trips, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakerRules {
    /// Failures in a row that trip it.
    pub in_a_row: u32,
    /// Share of failures, in percent, among the last `window` jobs that trips it.
    pub rate_percent: u32,
    /// Jobs that the rate is taken over; it does not count before there are so many.
    pub window: usize,
    /// How long nothing is offered after it tripped. Twice as long after each trial that fails.
    pub pause: Duration,
    /// The longest such pause.
    pub longest_pause: Duration,
}

/// What may be offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permit {
    /// Everything.
    All,
    /// One job, to see whether it works again.
    One,
    /// Nothing.
    Nothing,
}

impl Permit {
    /// What metrics and the status call it, as a circuit breaker's states are called.
    pub fn state(&self) -> &'static str {
        match self {
            Permit::All => "closed",
            Permit::One => "half-open",
            Permit::Nothing => "open",
        }
    }
}

/// Counts failures. Times are seconds since the epoch, so that a restart does not forget a pause.
///
/// A failure is what the prover is to blame for: a proof that could not be made or did not verify, a missed deadline. What a
/// requester got wrong is neither failure nor success.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaker {
    in_a_row: u32,
    /// Whether the latest jobs failed, oldest first.
    recent: VecDeque<bool>,
    /// When the pause ends; `None` unless it has tripped.
    paused_until: Option<u64>,
    /// Trials that failed since it tripped.
    failed_trials: u32,
}

impl Breaker {
    /// What may be offered at `now`.
    pub fn permit(&self, now: u64) -> Permit {
        match self.paused_until {
            None => Permit::All,
            Some(until) if now < until => Permit::Nothing,
            Some(_) => Permit::One,
        }
    }

    /// When a trial may begin, while nothing is offered.
    pub fn paused_until(&self) -> Option<u64> {
        self.paused_until
    }

    /// The chance that the next job succeeds, in thousandths: certain while it is closed, and after it tripped by Laplace's rule of
    /// succession on the failures in a row, `1 / (failures + 2)`.
    pub fn works_permille(&self) -> u64 {
        match self.paused_until {
            None => 1_000,
            Some(_) => 1_000 / u64::from(self.in_a_row).saturating_add(2),
        }
    }

    /// A job was delivered at `now`.
    pub fn succeeded(&mut self, now: u64, rules: &BreakerRules) {
        self.note(false, rules);
        self.in_a_row = 0;
        // What was at work when it tripped may still succeed, and proves nothing about the jobs to come.
        if self.permit(now) == Permit::One {
            *self = Self::default();
        }
    }

    /// A job failed at `now`.
    pub fn failed(&mut self, now: u64, rules: &BreakerRules) {
        self.note(true, rules);
        self.in_a_row = self.in_a_row.saturating_add(1);
        match self.permit(now) {
            Permit::All if self.in_a_row >= rules.in_a_row.max(1) || self.rate_is_reached(rules) => {
                self.pause(now, rules);
            }
            Permit::All => {}
            Permit::One => {
                self.failed_trials = self.failed_trials.saturating_add(1);
                self.pause(now, rules);
            }
            // Another job of those that were at work: the pause begins anew, without counting as a trial.
            Permit::Nothing => self.pause(now, rules),
        }
    }

    fn note(&mut self, failed: bool, rules: &BreakerRules) {
        while self.recent.len() >= rules.window.max(1) {
            self.recent.pop_front();
        }
        self.recent.push_back(failed);
    }

    fn rate_is_reached(&self, rules: &BreakerRules) -> bool {
        let failures = self.recent.iter().filter(|failed| **failed).count();
        let rate = u64::from(rules.rate_percent);
        self.recent.len() >= rules.window
            && failures as u64 * 100 >= rate.saturating_mul(self.recent.len() as u64)
    }

    fn pause(&mut self, now: u64, rules: &BreakerRules) {
        let factor = 1u32.checked_shl(self.failed_trials).unwrap_or(u32::MAX);
        let pause = rules.pause.saturating_mul(factor).min(rules.longest_pause);
        self.paused_until = Some(now.saturating_add(pause.as_secs()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> BreakerRules {
        BreakerRules {
            in_a_row: 2,
            rate_percent: 30,
            window: 10,
            pause: Duration::from_secs(60),
            longest_pause: Duration::from_secs(200),
        }
    }

    fn tripped() -> Breaker {
        let mut breaker = Breaker::default();
        breaker.failed(100, &rules());
        breaker.failed(100, &rules());
        breaker
    }

    #[test]
    fn breaker_should_stay_closed_when_failures_are_single() {
        let mut breaker = Breaker::default();
        for now in 0..9 {
            match now % 5 {
                0 => breaker.failed(now, &rules()),
                _ => breaker.succeeded(now, &rules()),
            }
            assert_eq!(breaker.permit(now), Permit::All);
        }
    }

    #[test]
    fn breaker_should_open_when_failures_come_in_a_row() {
        let mut breaker = Breaker::default();
        breaker.failed(100, &rules());
        assert_eq!(breaker.permit(100), Permit::All);
        breaker.failed(100, &rules());
        assert_eq!(breaker.permit(100), Permit::Nothing);
    }

    #[test]
    fn breaker_should_open_when_the_rate_is_reached() {
        let mut breaker = Breaker::default();
        for now in 0..10 {
            assert_eq!(breaker.permit(now), Permit::All);
            match now % 3 {
                0 => breaker.failed(now, &rules()),
                _ => breaker.succeeded(now, &rules()),
            }
        }
        assert_eq!(breaker.permit(10), Permit::Nothing);
    }

    #[test]
    fn breaker_should_half_open_when_the_pause_is_over() {
        let breaker = tripped();
        assert_eq!(breaker.permit(159), Permit::Nothing);
        assert_eq!(breaker.permit(160), Permit::One);
    }

    #[test]
    fn breaker_should_close_when_the_trial_succeeds() {
        let mut breaker = tripped();
        breaker.succeeded(170, &rules());
        assert_eq!(breaker, Breaker::default());
    }

    #[test]
    fn next_job_should_be_doubted_when_the_breaker_has_tripped() {
        let mut breaker = Breaker::default();
        breaker.failed(100, &rules());
        assert_eq!(breaker.works_permille(), 1_000);
        breaker.failed(100, &rules());
        assert_eq!(breaker.works_permille(), 250);
        breaker.failed(160, &rules());
        assert_eq!(breaker.works_permille(), 200);
        breaker.succeeded(300, &rules());
        assert_eq!(breaker.works_permille(), 1_000);
    }

    #[test]
    fn breaker_should_stay_open_when_a_job_from_before_succeeds() {
        let mut breaker = tripped();
        breaker.succeeded(110, &rules());
        assert_eq!(breaker.permit(110), Permit::Nothing);
    }

    #[test]
    fn pause_should_double_up_to_the_longest_when_trials_fail() {
        let mut breaker = tripped();
        let mut now = 160;
        for pause in [120, 200, 200] {
            breaker.failed(now, &rules());
            assert_eq!(breaker.permit(now + pause - 1), Permit::Nothing);
            now += pause;
            assert_eq!(breaker.permit(now), Permit::One);
        }
    }

    #[test]
    fn pause_should_begin_anew_but_not_double_when_another_old_job_fails() {
        let mut breaker = tripped();
        breaker.failed(130, &rules());
        assert_eq!(breaker.paused_until(), Some(190));
    }

    #[test]
    fn breaker_should_remember_its_pause_when_it_was_written_and_read() {
        let text = serde_json::to_string(&tripped()).unwrap();
        let read: Breaker = serde_json::from_str(&text).unwrap();
        assert_eq!(read, tripped());
    }

    #[test]
    fn pause_should_be_the_longest_when_trials_failed_without_end() {
        let mut breaker = tripped();
        breaker.failed_trials = u32::MAX - 1;
        breaker.failed(160, &rules());
        assert_eq!(breaker.paused_until(), Some(360));
    }
}
