//! How many jobs can be at work at a time without a missed deadline, from how long proofs take.
//!
//! # The rule
//!
//! With `L` lanes, `T` the longest proving time of any category served and `W` the shortest time that any of them leaves for
//! proving, `n = L * floor(W / T)` slots are safe if jobs are proved in the order of their deadlines:
//!
//! - A job with the shortest window: whoever is matched after it is due no earlier, so at most `n - 1` others go first.
//!   On `L` lanes the last of `n` jobs of at most `T` each ends after `ceil(n / L) * T <= W`.
//! - Any other job, due at `D`: whoever is matched from `D - W` on is due no earlier than `D`. At `D - W` there are at most `n`
//!   jobs, so all of them, this one included, have ended at `D`.
//!
//! It holds for every mix and order of jobs, which the market chooses, not the prover.

use std::{collections::BTreeMap, time::Duration};

/// What a category asks of this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// The longest that a job takes, at the percentile and with the headroom that the operator wants.
    pub proving: Duration,
    /// What the proving window leaves for that, once input and inclusion have had their time.
    pub window: Duration,
}

impl Load {
    /// The load of jobs that take `measured`, enlarged by `headroom_percent`, in `blocks` of `block_time` of which `reserve` goes
    /// to fetching the input and into the block.
    pub fn new(
        measured: Duration,
        headroom_percent: u32,
        blocks: u32,
        block_time: Duration,
        reserve: Duration,
    ) -> Self {
        let percent = headroom_percent.saturating_add(100);
        Self {
            proving: measured.saturating_mul(percent) / 100,
            window: block_time.saturating_mul(blocks).saturating_sub(reserve),
        }
    }
}

/// How many slots are safe with `lanes` while all of `loads` are served; `None` if nothing is served.
pub fn safe_slots<'a>(loads: impl IntoIterator<Item = &'a Load>, lanes: usize) -> Option<u32> {
    let (longest, shortest) = loads.into_iter().fold(None, |extremes, load| match extremes {
        None => Some((load.proving, load.window)),
        Some((proving, window)) => Some((load.proving.max(proving), load.window.min(window))),
    })?;
    let rounds = shortest.as_nanos() / longest.as_nanos().max(1);
    let lanes = u128::try_from(lanes).unwrap_or(u128::MAX);
    Some(u32::try_from(rounds.saturating_mul(lanes)).unwrap_or(u32::MAX))
}

/// The categories that can be served while the prover has `slots`: as many as possible are kept, the one whose leaving gains
/// most safe slots goes first, of equals the one with the highest id.
pub fn acceptable(mut loads: BTreeMap<u32, Load>, lanes: usize, slots: u32) -> BTreeMap<u32, Load> {
    while safe_slots(loads.values(), lanes).is_some_and(|safe| safe < slots) {
        let gain = |left_out: u32| {
            let rest = loads.iter().filter(|(id, _)| **id != left_out);
            // Without the last category nothing is served, which is safe.
            safe_slots(rest.map(|(_, load)| load), lanes).unwrap_or(u32::MAX)
        };
        let Some(worst) = loads.keys().copied().max_by_key(|id| (gain(*id), *id)) else {
            break;
        };
        loads.remove(&worst);
    }
    loads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn load(proving: u64, window: u64) -> Load {
        Load {
            proving: Duration::from_secs(proving),
            window: Duration::from_secs(window),
        }
    }

    #[test]
    fn load_should_have_headroom_and_reserve_when_given() {
        let load = Load::new(
            Duration::from_secs(8),
            25,
            30,
            Duration::from_secs(2),
            Duration::from_secs(6),
        );
        assert_eq!(load, self::load(10, 54));
    }

    #[test]
    fn window_should_be_nothing_when_the_reserve_takes_it_all() {
        let load = Load::new(
            Duration::from_secs(1),
            0,
            2,
            Duration::from_secs(2),
            Duration::from_secs(9),
        );
        assert_eq!(safe_slots([&load], 4), Some(0));
    }

    #[test]
    fn slots_should_be_as_many_rounds_as_fit_when_one_category_is_served() {
        assert_eq!(safe_slots([&load(10, 59)], 1), Some(5));
        assert_eq!(safe_slots([&load(10, 60)], 2), Some(12));
        assert_eq!(safe_slots([&load(61, 60)], 4), Some(0));
    }

    #[test]
    fn slots_should_follow_the_slowest_and_the_shortest_when_several_are_served() {
        assert_eq!(safe_slots([&load(1, 10), &load(5, 100)], 1), Some(2));
        assert_eq!(safe_slots([], 1), None);
    }

    #[test]
    fn category_should_stay_when_the_slots_are_safe() {
        let loads = BTreeMap::from([(0, load(1, 10)), (1, load(5, 100))]);
        assert_eq!(acceptable(loads.clone(), 1, 2), loads);
    }

    #[test]
    fn category_should_go_when_it_makes_the_slots_unsafe() {
        let loads = BTreeMap::from([(0, load(1, 10)), (1, load(5, 100)), (2, load(1, 12))]);
        // Without category 1 ten slots are safe, without another one only two.
        let kept = acceptable(loads, 1, 10);
        assert_eq!(kept.keys().copied().collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn every_category_should_go_when_none_is_safe() {
        assert!(acceptable(BTreeMap::from([(0, load(11, 10))]), 1, 1).is_empty());
    }

    /// Proves jobs in the order of their deadlines; a matched job is due its category's window later, and a slot that is free is
    /// taken at once where `arrivals` says so. Whether all were in time.
    fn all_in_time(loads: &[Load], lanes: usize, slots: u32, arrivals: &[(usize, bool)]) -> bool {
        let mut now = 0u64;
        let mut running: Vec<(u64, u64)> = Vec::new();
        let mut waiting: Vec<(u64, u64)> = Vec::new();
        let mut arrivals = arrivals.iter();
        let mut next = arrivals.next();
        loop {
            while waiting.len() + running.len() < slots as usize {
                let Some((which, at_once)) = next else { break };
                let load = &loads[which % loads.len()];
                waiting.push((now + load.window.as_secs(), load.proving.as_secs()));
                next = arrivals.next();
                if !at_once {
                    break;
                }
            }
            waiting.sort();
            while running.len() < lanes && !waiting.is_empty() {
                let (due, proving) = waiting.remove(0);
                running.push((now + proving, due));
            }
            let Some((end, due)) = running.iter().copied().min() else {
                return true;
            };
            if end > due {
                return false;
            }
            running.retain(|job| *job != (end, due));
            now = end;
        }
    }

    proptest! {
        #[test]
        fn no_deadline_should_be_missed_when_the_slots_are_safe(
            times in prop::collection::vec((1u64..20, 1u64..200), 1..4),
            lanes in 1usize..4,
            arrivals in prop::collection::vec((0usize..4, any::<bool>()), 1..60),
        ) {
            let loads: Vec<Load> = times.iter().map(|(proving, window)| load(*proving, *window)).collect();
            let slots = safe_slots(&loads, lanes).unwrap();
            prop_assert!(all_in_time(&loads, lanes, slots, &arrivals));
        }
    }

    #[test]
    fn deadline_should_be_missed_when_there_is_a_slot_too_many() {
        let loads = [load(10, 50)];
        let arrivals = [(0, true); 12];
        let safe = safe_slots(&loads, 2).unwrap();
        assert!(all_in_time(&loads, 2, safe, &arrivals));
        assert!(!all_in_time(&loads, 2, safe + 1, &arrivals));
    }
}
