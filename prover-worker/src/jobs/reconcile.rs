//! Decides what to do in a block, from the jobs that the chain has assigned and what the worker is at.

use proofnet_market::RequestId;
use std::collections::BTreeMap;

/// Blocks after which a delivery that a reorganisation took back is delivered again.
pub const REDELIVER_AFTER: u32 = 5;
/// Attempts at a job that fails for a reason that may pass.
pub const MAX_ATTEMPTS: u32 = 8;
/// Longest pause between two attempts, in blocks.
const MAX_PAUSE: u32 = 16;

/// A job of the prover, as far as deciding needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The request.
    pub request: RequestId,
    /// Last block in which its proof is accepted.
    pub due: u32,
}

/// Where the worker is with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// A task makes the proof.
    Proving,
    /// The proof waits to be delivered.
    Proved,
    /// A task delivers the proof.
    Delivering,
    /// The delivery succeeded in a block.
    Delivered {
        /// Number of the best block then.
        at: u32,
    },
    /// An attempt failed, the next one is from this block on.
    Waiting {
        /// Number of the block.
        until: u32,
        /// Whether the proof is there and only its delivery is to be tried again.
        proved: bool,
    },
    /// It cannot be done.
    GivenUp,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Start to make the proof.
    Prove(RequestId),
    /// Deliver the proof that is there.
    Deliver(RequestId),
    /// Drop what is kept of the job.
    Forget(RequestId),
}

/// What to do after block number `block`, with room for `lanes` proofs at a time.
pub fn reconcile(
    block: u32,
    assigned: &[Assigned],
    jobs: &BTreeMap<RequestId, Phase>,
    lanes: usize,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let is_assigned = |request: &RequestId| assigned.iter().any(|job| job.request == *request);
    for (request, phase) in jobs {
        // A task reports back; what it reports of a job that is gone is dropped in the block after.
        if !is_assigned(request) && !matches!(phase, Phase::Proving | Phase::Delivering) {
            actions.push(Action::Forget(*request));
        }
    }

    let proving = jobs.values().filter(|phase| **phase == Phase::Proving).count();
    let mut free_lanes = lanes.saturating_sub(proving);
    // The next transaction gets into the next block at the earliest.
    let mut in_time: Vec<&Assigned> = assigned.iter().filter(|job| block < job.due).collect();
    in_time.sort_by_key(|job| (job.due, job.request));
    for job in in_time {
        let phase = jobs.get(&job.request).copied();
        let deliver = match phase {
            Some(Phase::Proved) => true,
            Some(Phase::Waiting { until, proved }) => proved && until <= block,
            Some(Phase::Delivered { at }) => at.saturating_add(REDELIVER_AFTER) <= block,
            _ => false,
        };
        let prove = match phase {
            None => true,
            Some(Phase::Waiting { until, proved }) => !proved && until <= block,
            _ => false,
        };
        if deliver {
            actions.push(Action::Deliver(job.request));
        } else if prove && free_lanes > 0 {
            free_lanes -= 1;
            actions.push(Action::Prove(job.request));
        }
    }
    actions
}

/// Where a job is after its `attempts`-th attempt failed in block `block`.
pub fn after_failure(block: u32, attempts: u32, permanent: bool, proved: bool) -> Phase {
    if permanent || attempts >= MAX_ATTEMPTS {
        return Phase::GivenUp;
    }
    let pause = 1u32
        .checked_shl(attempts.saturating_sub(1))
        .unwrap_or(MAX_PAUSE)
        .min(MAX_PAUSE);
    Phase::Waiting {
        until: block.saturating_add(pause),
        proved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(request: RequestId, due: u32) -> Assigned {
        Assigned { request, due }
    }

    #[test]
    fn proof_should_start_when_a_job_is_new() {
        assert_eq!(
            reconcile(10, &[job(1, 20)], &BTreeMap::new(), 1),
            [Action::Prove(1)]
        );
    }

    #[test]
    fn proof_should_wait_when_all_lanes_are_taken() {
        let jobs = BTreeMap::from([(1, Phase::Proving)]);
        assert_eq!(reconcile(10, &[job(1, 20), job(2, 20)], &jobs, 1), []);
    }

    #[test]
    fn earliest_due_should_start_first_when_lanes_are_scarce() {
        let assigned = [job(1, 30), job(2, 20), job(3, 25)];
        let actions = reconcile(10, &assigned, &BTreeMap::new(), 2);
        assert_eq!(actions, [Action::Prove(2), Action::Prove(3)]);
    }

    #[test]
    fn job_should_be_left_when_no_block_before_its_due_remains() {
        assert_eq!(reconcile(20, &[job(1, 20)], &BTreeMap::new(), 1), []);
        assert_eq!(
            reconcile(19, &[job(1, 20)], &BTreeMap::new(), 1),
            [Action::Prove(1)]
        );
    }

    #[test]
    fn proof_should_be_delivered_when_it_is_there() {
        let jobs = BTreeMap::from([(1, Phase::Proved)]);
        assert_eq!(reconcile(10, &[job(1, 20)], &jobs, 1), [Action::Deliver(1)]);
    }

    #[test]
    fn running_job_should_be_left_alone_when_still_assigned() {
        for phase in [Phase::Proving, Phase::Delivering, Phase::GivenUp] {
            assert_eq!(
                reconcile(10, &[job(1, 20)], &BTreeMap::from([(1, phase)]), 2),
                [],
                "{phase:?}"
            );
        }
    }

    #[test]
    fn job_should_be_forgotten_when_assigned_no_more() {
        for phase in [Phase::Proved, Phase::Delivered { at: 9 }, Phase::GivenUp] {
            let jobs = BTreeMap::from([(1, phase)]);
            assert_eq!(reconcile(10, &[], &jobs, 1), [Action::Forget(1)], "{phase:?}");
        }
    }

    #[test]
    fn job_should_be_kept_when_its_task_runs_though_assigned_no_more() {
        for phase in [Phase::Proving, Phase::Delivering] {
            assert_eq!(
                reconcile(10, &[], &BTreeMap::from([(1, phase)]), 1),
                [],
                "{phase:?}"
            );
        }
    }

    #[test]
    fn job_should_be_tried_again_when_its_pause_is_over() {
        let proving = BTreeMap::from([(
            1,
            Phase::Waiting {
                until: 12,
                proved: false,
            },
        )]);
        assert_eq!(reconcile(11, &[job(1, 20)], &proving, 1), []);
        assert_eq!(reconcile(12, &[job(1, 20)], &proving, 1), [Action::Prove(1)]);
    }

    #[test]
    fn proof_should_not_be_made_again_when_only_its_delivery_failed() {
        let jobs = BTreeMap::from([(
            1,
            Phase::Waiting {
                until: 12,
                proved: true,
            },
        )]);
        assert_eq!(reconcile(12, &[job(1, 20)], &jobs, 1), [Action::Deliver(1)]);
    }

    #[test]
    fn proof_should_be_delivered_again_when_a_reorganisation_took_it_back() {
        let jobs = BTreeMap::from([(1, Phase::Delivered { at: 10 })]);
        assert_eq!(reconcile(10 + REDELIVER_AFTER - 1, &[job(1, 99)], &jobs, 1), []);
        assert_eq!(
            reconcile(10 + REDELIVER_AFTER, &[job(1, 99)], &jobs, 1),
            [Action::Deliver(1)]
        );
    }

    #[test]
    fn pause_should_double_up_to_its_bound_when_attempts_fail() {
        let pauses: Vec<Phase> = (1..=6)
            .map(|attempts| after_failure(100, attempts, false, false))
            .collect();
        let expected: Vec<Phase> = [1, 2, 4, 8, 16, 16]
            .map(|pause| Phase::Waiting {
                until: 100 + pause,
                proved: false,
            })
            .into();
        assert_eq!(pauses, expected);
    }

    #[test]
    fn job_should_be_given_up_when_attempts_are_used_up_or_cannot_help() {
        assert_eq!(after_failure(100, MAX_ATTEMPTS, false, false), Phase::GivenUp);
        assert_eq!(after_failure(100, 1, true, false), Phase::GivenUp);
    }
}
