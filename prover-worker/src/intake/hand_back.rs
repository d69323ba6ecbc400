//! Which jobs are better handed back, while the market still takes them for a small fee: those that cannot be done in time.

use super::{Assigned, Phase};
use proofnet_market::RequestId;
use std::{collections::BTreeMap, time::Duration};

/// How long proofs are expected to take, counted from now on; none where nothing is known.
pub type Expected = BTreeMap<RequestId, Duration>;

/// A worker that is stopping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Time that is left to finish.
    pub left: Duration,
    /// Time that handing a job back takes, at most.
    pub rejection: Duration,
}

/// Jobs without a proof that are better handed back than tried, with what is left for proving them once one of `lanes` is free. Only those
/// that must be handed back now or never: until then a lane may become free earlier than expected.
pub fn hopeless(
    block: u32,
    block_time: Duration,
    assigned: &[Assigned],
    jobs: &BTreeMap<RequestId, Phase>,
    expected: &Expected,
    lanes: usize,
    is_better_handed_back: impl Fn(RequestId, Duration) -> bool,
) -> Vec<RequestId> {
    let ends = ends(assigned, jobs, expected, lanes);
    let is_last_call = |job: &&Assigned| {
        job.can_be_rejected_after(block) && !job.can_be_rejected_after(block.saturating_add(2))
    };
    let misses = |job: &&Assigned| {
        // The proof gets into the block after it is made, at the earliest.
        let blocks = job.due.saturating_sub(block).saturating_sub(1);
        let Some(end) = ends.get(&job.request) else {
            return false;
        };
        // Where it is not known when a lane is free, the best is assumed.
        let start = end
            .zip(expected.get(&job.request))
            .map_or(Duration::ZERO, |(end, proving)| end.saturating_sub(*proving));
        let left = block_time.saturating_mul(blocks).saturating_sub(start);
        is_better_handed_back(job.request, left)
    };
    let hopeless = assigned.iter().filter(is_last_call).filter(misses);
    hopeless.map(|job| job.request).collect()
}

/// Jobs that a worker which stops will not finish, and can still hand back. What is being proved gets all the time there is, what
/// has not begun only if it is expected to end in time.
pub fn left_at_the_end(
    block: u32,
    assigned: &[Assigned],
    jobs: &BTreeMap<RequestId, Phase>,
    expected: &Expected,
    lanes: usize,
    stop: Stop,
) -> Vec<RequestId> {
    let ends = ends(assigned, jobs, expected, lanes);
    let is_left = |job: &&Assigned| match jobs.get(&job.request) {
        Some(Phase::Proving) => stop.left <= stop.rejection,
        Some(phase) if !phase.is_unproved() => false,
        _ => {
            let end = ends.get(&job.request).copied().flatten();
            end.is_none_or(|end| end > stop.left.saturating_sub(stop.rejection))
        }
    };
    let left = assigned
        .iter()
        .filter(|job| job.can_be_rejected_after(block))
        .filter(is_left);
    left.map(|job| job.request).collect()
}

/// When each unproved job is expected to be proved, those due first going first; `None` from the first one on of which nothing is
/// known.
fn ends(
    assigned: &[Assigned],
    jobs: &BTreeMap<RequestId, Phase>,
    expected: &Expected,
    lanes: usize,
) -> BTreeMap<RequestId, Option<Duration>> {
    let is_proving = |job: &&Assigned| jobs.get(&job.request) == Some(&Phase::Proving);
    let mut waiting: Vec<&Assigned> = assigned
        .iter()
        .filter(|job| jobs.get(&job.request).is_none_or(Phase::is_unproved) && !is_proving(job))
        .collect();
    waiting.sort_by_key(|job| (job.due, job.request));
    let running = assigned.iter().filter(is_proving);

    // When each lane is free; never known again once something unknown has taken it.
    let mut free: Vec<Option<Duration>> = vec![Some(Duration::ZERO); lanes.max(1)];
    let mut ends = BTreeMap::new();
    for job in running.chain(waiting) {
        let known_last = |end: &Option<Duration>| end.unwrap_or(Duration::MAX);
        free.sort_by_key(known_last);
        let Some(lane) = free.first_mut() else { continue };
        *lane = lane
            .zip(expected.get(&job.request))
            .map(|(start, proving)| start.saturating_add(*proving));
        ends.insert(job.request, *lane);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: Duration = Duration::from_secs(2);

    fn job(request: RequestId, reject_by: u32, due: u32) -> Assigned {
        Assigned {
            request,
            reject_by,
            due,
        }
    }

    fn expected(times: &[(RequestId, u64)]) -> Expected {
        let seconds = |(request, seconds): &(RequestId, u64)| (*request, Duration::from_secs(*seconds));
        times.iter().map(seconds).collect()
    }

    /// What is handed back where a job is worth trying as long as it takes no longer than expected.
    fn given_up(
        block: u32,
        assigned: &[Assigned],
        jobs: &BTreeMap<RequestId, Phase>,
        expected: &Expected,
        lanes: usize,
    ) -> Vec<RequestId> {
        hopeless(block, BLOCK, assigned, jobs, expected, lanes, |request, left| {
            expected.get(&request).is_some_and(|proving| *proving > left)
        })
    }

    fn stop(left: u64) -> Stop {
        Stop {
            left: Duration::from_secs(left),
            rejection: Duration::from_secs(6),
        }
    }

    #[test]
    fn job_should_be_handed_back_when_it_ends_after_its_due_block() {
        let jobs = [job(1, 12, 20)];
        let slow = expected(&[(1, 19)]);
        assert_eq!(given_up(10, &jobs, &BTreeMap::new(), &slow, 1), [1]);
        let just_in_time = expected(&[(1, 18)]);
        assert!(given_up(10, &jobs, &BTreeMap::new(), &just_in_time, 1).is_empty());
    }

    #[test]
    fn job_should_be_kept_when_it_can_be_handed_back_later_or_not_any_more() {
        let slow = expected(&[(1, 99)]);
        for (block, handed_back) in [(9, vec![]), (10, vec![1]), (11, vec![1]), (12, vec![])] {
            let found = given_up(block, &[job(1, 12, 20)], &BTreeMap::new(), &slow, 1);
            assert_eq!(found, handed_back, "block {block}");
        }
    }

    #[test]
    fn job_should_be_expected_to_begin_at_once_when_nothing_is_known_of_what_goes_before() {
        let jobs = [job(1, 12, 18), job(2, 12, 20)];
        assert!(given_up(10, &jobs, &BTreeMap::new(), &expected(&[(2, 18)]), 1).is_empty());
        assert_eq!(
            given_up(10, &jobs, &BTreeMap::new(), &expected(&[(2, 19)]), 1),
            [2]
        );
    }

    #[test]
    fn job_should_be_handed_back_when_those_before_it_take_the_lanes() {
        let jobs = [job(1, 12, 18), job(2, 12, 20), job(3, 12, 20)];
        let times = expected(&[(1, 10), (2, 10), (3, 10)]);
        assert_eq!(given_up(10, &jobs, &BTreeMap::new(), &times, 1), [2, 3]);
        assert_eq!(given_up(10, &jobs, &BTreeMap::new(), &times, 2), [3]);
    }

    #[test]
    fn proof_should_be_delivered_when_it_is_there_however_slow_it_was() {
        let jobs = BTreeMap::from([(1, Phase::Proved)]);
        let slow = expected(&[(1, 99)]);
        assert!(given_up(10, &[job(1, 12, 20)], &jobs, &slow, 1).is_empty());
        assert!(left_at_the_end(10, &[job(1, 12, 20)], &jobs, &slow, 1, stop(0)).is_empty());
    }

    #[test]
    fn stopping_worker_should_hand_back_what_has_not_begun_when_it_takes_too_long_or_nobody_knows() {
        let jobs = [job(1, 12, 18), job(2, 12, 20), job(3, 12, 20)];
        let times = expected(&[(1, 10), (2, 20)]);
        assert_eq!(
            left_at_the_end(10, &jobs, &BTreeMap::new(), &times, 1, stop(20)),
            [2, 3]
        );
        assert!(left_at_the_end(12, &jobs, &BTreeMap::new(), &times, 1, stop(20)).is_empty());
    }

    #[test]
    fn stopping_worker_should_hand_back_a_running_job_when_its_time_is_up() {
        let jobs = BTreeMap::from([(1, Phase::Proving)]);
        let assigned = [job(1, 12, 20)];
        assert!(left_at_the_end(10, &assigned, &jobs, &Expected::new(), 1, stop(7)).is_empty());
        assert_eq!(
            left_at_the_end(10, &assigned, &jobs, &Expected::new(), 1, stop(6)),
            [1]
        );
    }
}
