//! Decides what to do in a block, from the jobs that the chain has assigned and what the worker is at.

use super::Height;
use codec::{Decode, Encode};
use proofnet_market::{RejectionReason, RequestId};
use std::collections::BTreeMap;

/// Blocks after which a delivery, or a rejection, that a reorganisation took back is sent again.
pub const REPEAT_AFTER: u32 = 5;
/// Attempts at a job that fails for a reason that may pass.
pub const MAX_ATTEMPTS: u32 = 8;
/// Longest pause between two attempts, in blocks.
const MAX_PAUSE: u32 = 16;

/// A job of the prover, as far as deciding needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The request.
    pub request: RequestId,
    /// Last block in which it may be rejected.
    pub reject_by: u32,
    /// Last block in which its proof is accepted.
    pub due: u32,
}

/// Where the worker is with a job. On disk by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Phase {
    /// A task makes the proof.
    #[codec(index = 0)]
    Proving,
    /// The proof waits to be delivered.
    #[codec(index = 1)]
    Proved,
    /// A task delivers the proof.
    #[codec(index = 2)]
    Delivering,
    /// The delivery succeeded in a block.
    #[codec(index = 3)]
    Delivered {
        /// Number of the best block then.
        at: u32,
    },
    /// The next attempt is from this block on.
    #[codec(index = 4)]
    Waiting {
        /// Number of the block.
        until: u32,
        /// Whether the proof is there and only its delivery is to be tried again.
        proved: bool,
    },
    /// It cannot be proved, and is to be handed back from this block on.
    #[codec(index = 5)]
    Unprovable {
        /// Why.
        reason: RejectionReason,
        /// Number of the block.
        from: u32,
    },
    /// A task hands it back.
    #[codec(index = 6)]
    Rejecting,
    /// It cannot be done.
    #[codec(index = 7)]
    GivenUp,
}

/// Why an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Whether another attempt would fail in the same way.
    pub permanent: bool,
    /// What the market is told if the job is handed back; none where the fault is the worker's own.
    pub rejection: Option<RejectionReason>,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Start to make the proof.
    Prove(RequestId),
    /// Deliver the proof that is there.
    Deliver(RequestId),
    /// Hand the job back.
    Reject(RequestId, RejectionReason),
    /// Drop what is kept of the job.
    Forget(RequestId),
}

impl Assigned {
    /// Whether a transaction that is sent after `block` can still hand it back: it gets into the next block at the earliest.
    pub(super) fn can_be_rejected_after(&self, block: u32) -> bool {
        block < self.reject_by
    }
}

impl Phase {
    /// A job that nothing was done for yet.
    pub const NEW: Phase = Phase::Waiting {
        until: 0,
        proved: false,
    };

    /// Where a worker begins that finds this on its disk, `attempts` after the job's first: what a task was at is to be done again.
    pub fn after_restart(self, attempts: u32) -> Self {
        match self {
            // A job that ends the process each time, by taking all memory for example, must not take it down for ever.
            Phase::Proving if attempts >= MAX_ATTEMPTS => Phase::GivenUp,
            Phase::Proving | Phase::Rejecting => Phase::NEW,
            Phase::Delivering => Phase::Proved,
            phase => phase,
        }
    }

    /// Whether its proof is still to be made.
    pub fn is_unproved(&self) -> bool {
        matches!(self, Phase::Proving | Phase::Waiting { proved: false, .. })
    }

    /// Whether a worker that stops at `height` has nothing left to do for `job`.
    pub fn is_finished(&self, job: &Assigned, height: Height) -> bool {
        let Height { acted_on, best } = height;
        match self {
            Phase::Delivered { .. } | Phase::GivenUp => true,
            Phase::Unprovable { from, .. } => *from > acted_on || !job.can_be_rejected_after(best),
            Phase::Proving | Phase::Proved | Phase::Delivering | Phase::Rejecting | Phase::Waiting { .. } => {
                best >= job.due
            }
        }
    }

    /// What to do for `job` at `height`; whether there is room for another proof is not considered.
    fn action(&self, job: &Assigned, height: Height) -> Option<Action> {
        let Height { acted_on, best } = height;
        let request = job.request;
        match *self {
            Phase::Proved => Some(Action::Deliver(request)),
            Phase::Waiting { until, .. } if acted_on < until => None,
            Phase::Waiting { proved: true, .. } => Some(Action::Deliver(request)),
            Phase::Waiting { proved: false, .. } => Some(Action::Prove(request)),
            Phase::Delivered { at } => {
                (at.saturating_add(REPEAT_AFTER) <= acted_on).then_some(Action::Deliver(request))
            }
            Phase::Unprovable { reason, from } => (from <= acted_on && job.can_be_rejected_after(best))
                .then_some(Action::Reject(request, reason)),
            Phase::Proving | Phase::Delivering | Phase::Rejecting | Phase::GivenUp => None,
        }
    }
}

/// What to do at `height`, with room for `lanes` proofs at a time.
pub fn reconcile(
    height: Height,
    assigned: &[Assigned],
    jobs: &BTreeMap<RequestId, Phase>,
    lanes: usize,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let is_assigned = |request: &RequestId| assigned.iter().any(|job| job.request == *request);
    for (request, phase) in jobs {
        // A task reports back; what it reports of a job that is gone is dropped in the block after.
        let is_busy = matches!(phase, Phase::Proving | Phase::Delivering | Phase::Rejecting);
        if !is_assigned(request) && !is_busy {
            actions.push(Action::Forget(*request));
        }
    }

    let proving = jobs.values().filter(|phase| **phase == Phase::Proving).count();
    let mut free_lanes = lanes.saturating_sub(proving);
    // The next transaction gets into the next block at the earliest.
    let mut in_time: Vec<&Assigned> = assigned.iter().filter(|job| height.best < job.due).collect();
    in_time.sort_by_key(|job| (job.due, job.request));
    for job in in_time {
        let action = match jobs.get(&job.request) {
            Some(phase) => phase.action(job, height),
            None => Some(Action::Prove(job.request)),
        };
        match action {
            Some(Action::Prove(_)) if free_lanes == 0 => {}
            Some(Action::Prove(request)) => {
                free_lanes -= 1;
                actions.push(Action::Prove(request));
            }
            other => actions.extend(other),
        }
    }
    actions
}

/// Where `job` is after its `attempts`-th attempt to prove it failed at `height`.
///
/// Rejecting costs a small fee, missing the deadline the collateral: what the worker is not to blame for is tried as long as it can
/// still be handed back afterwards, and handed back then.
pub fn after_failure(height: Height, attempts: u32, job: &Assigned, fault: Fault) -> Phase {
    let Height { acted_on, best } = height;
    let pause = pause(attempts);
    let is_over = fault.permanent || attempts >= MAX_ATTEMPTS;
    let rejection = fault.rejection.filter(|_| job.can_be_rejected_after(best));
    let is_last = is_over || !job.can_be_rejected_after(best.saturating_add(pause));
    match rejection {
        Some(reason) if is_last => Phase::Unprovable {
            reason,
            from: acted_on,
        },
        None if is_over => Phase::GivenUp,
        _ => Phase::Waiting {
            until: acted_on.saturating_add(pause),
            proved: false,
        },
    }
}

/// Where a job with a proof is after its `attempts`-th attempt failed while block `acted_on` was acted on.
pub fn after_delivery_failed(acted_on: u32, attempts: u32) -> Phase {
    match attempts >= MAX_ATTEMPTS {
        true => Phase::GivenUp,
        false => Phase::Waiting {
            until: acted_on.saturating_add(pause(attempts)),
            proved: true,
        },
    }
}

/// Blocks to wait after so many attempts.
fn pause(attempts: u32) -> u32 {
    1u32.checked_shl(attempts.saturating_sub(1))
        .unwrap_or(MAX_PAUSE)
        .min(MAX_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(request: RequestId, due: u32) -> Assigned {
        Assigned {
            request,
            reject_by: 15,
            due,
        }
    }

    fn at(block: u32) -> Height {
        Height {
            acted_on: block,
            best: block,
        }
    }

    const MAY_PASS: Fault = Fault {
        permanent: false,
        rejection: None,
    };

    fn unprovable(from: u32) -> Phase {
        Phase::Unprovable {
            reason: RejectionReason::TooLarge,
            from,
        }
    }

    fn not_ours(permanent: bool) -> Fault {
        Fault {
            permanent,
            rejection: Some(RejectionReason::TooLarge),
        }
    }

    #[test]
    fn proof_should_start_when_a_job_is_new() {
        assert_eq!(
            reconcile(at(10), &[job(1, 20)], &BTreeMap::new(), 1),
            [Action::Prove(1)]
        );
    }

    #[test]
    fn proof_should_wait_when_all_lanes_are_taken() {
        let jobs = BTreeMap::from([(1, Phase::Proving)]);
        assert_eq!(reconcile(at(10), &[job(1, 20), job(2, 20)], &jobs, 1), []);
    }

    #[test]
    fn earliest_due_should_start_first_when_lanes_are_scarce() {
        let assigned = [job(1, 30), job(2, 20), job(3, 25)];
        let actions = reconcile(at(10), &assigned, &BTreeMap::new(), 2);
        assert_eq!(actions, [Action::Prove(2), Action::Prove(3)]);
    }

    #[test]
    fn job_should_be_left_when_no_block_before_its_due_remains() {
        assert_eq!(reconcile(at(20), &[job(1, 20)], &BTreeMap::new(), 1), []);
        assert_eq!(
            reconcile(at(19), &[job(1, 20)], &BTreeMap::new(), 1),
            [Action::Prove(1)]
        );
    }

    #[test]
    fn proof_should_be_delivered_when_it_is_there() {
        let jobs = BTreeMap::from([(1, Phase::Proved)]);
        assert_eq!(reconcile(at(10), &[job(1, 20)], &jobs, 1), [Action::Deliver(1)]);
    }

    #[test]
    fn running_job_should_be_left_alone_when_still_assigned() {
        for phase in [Phase::Proving, Phase::Delivering, Phase::GivenUp] {
            assert_eq!(
                reconcile(at(10), &[job(1, 20)], &BTreeMap::from([(1, phase)]), 2),
                [],
                "{phase:?}"
            );
        }
    }

    #[test]
    fn job_should_be_forgotten_when_assigned_no_more() {
        for phase in [Phase::Proved, Phase::Delivered { at: 9 }, Phase::GivenUp] {
            let jobs = BTreeMap::from([(1, phase)]);
            assert_eq!(reconcile(at(10), &[], &jobs, 1), [Action::Forget(1)], "{phase:?}");
        }
    }

    #[test]
    fn job_should_be_kept_when_its_task_runs_though_assigned_no_more() {
        for phase in [Phase::Proving, Phase::Delivering] {
            assert_eq!(
                reconcile(at(10), &[], &BTreeMap::from([(1, phase)]), 1),
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
        assert_eq!(reconcile(at(11), &[job(1, 20)], &proving, 1), []);
        assert_eq!(reconcile(at(12), &[job(1, 20)], &proving, 1), [Action::Prove(1)]);
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
        assert_eq!(reconcile(at(12), &[job(1, 20)], &jobs, 1), [Action::Deliver(1)]);
    }

    #[test]
    fn proof_should_be_delivered_again_when_a_reorganisation_took_it_back() {
        let jobs = BTreeMap::from([(1, Phase::Delivered { at: 10 })]);
        assert_eq!(reconcile(at(10 + REPEAT_AFTER - 1), &[job(1, 99)], &jobs, 1), []);
        assert_eq!(
            reconcile(at(10 + REPEAT_AFTER), &[job(1, 99)], &jobs, 1),
            [Action::Deliver(1)]
        );
    }

    #[test]
    fn job_should_be_rejected_when_it_is_unprovable() {
        let jobs = BTreeMap::from([(1, unprovable(10))]);
        let reject = Action::Reject(1, RejectionReason::TooLarge);
        assert_eq!(reconcile(at(10), &[job(1, 99)], &jobs, 1), [reject]);
        assert_eq!(reconcile(at(9), &[job(1, 99)], &jobs, 1), []);
    }

    #[test]
    fn job_should_not_be_rejected_when_the_next_block_is_past_the_window() {
        let jobs = BTreeMap::from([(1, unprovable(10))]);
        let reject = Action::Reject(1, RejectionReason::TooLarge);
        assert_eq!(reconcile(at(14), &[job(1, 99)], &jobs, 1), [reject]);
        assert_eq!(reconcile(at(15), &[job(1, 99)], &jobs, 1), []);
    }

    #[test]
    fn rejection_should_take_no_lane_when_all_are_taken() {
        let jobs = BTreeMap::from([(1, unprovable(10)), (2, Phase::Proving)]);
        let reject = Action::Reject(1, RejectionReason::TooLarge);
        assert_eq!(reconcile(at(10), &[job(1, 99), job(2, 99)], &jobs, 1), [reject]);
    }

    #[test]
    fn job_should_be_handed_back_when_another_attempt_would_fail_in_the_same_way() {
        assert_eq!(
            after_failure(at(10), 1, &job(1, 99), not_ours(true)),
            unprovable(10)
        );
    }

    #[test]
    fn job_should_be_tried_again_when_it_can_still_be_handed_back_afterwards() {
        let waiting = Phase::Waiting {
            until: 14,
            proved: false,
        };
        assert_eq!(after_failure(at(12), 2, &job(1, 99), not_ours(false)), waiting);
        assert_eq!(
            after_failure(at(13), 2, &job(1, 99), not_ours(false)),
            unprovable(13)
        );
    }

    #[test]
    fn job_should_be_tried_to_the_end_when_the_window_is_past() {
        let waiting = Phase::Waiting {
            until: 16,
            proved: false,
        };
        assert_eq!(after_failure(at(15), 1, &job(1, 99), not_ours(false)), waiting);
        assert_eq!(
            after_failure(at(15), 1, &job(1, 99), not_ours(true)),
            Phase::GivenUp
        );
    }

    #[test]
    fn unprovable_job_should_be_finished_when_it_was_sent_back_or_cannot_be() {
        let job = job(1, 99);
        assert!(!unprovable(10).is_finished(&job, at(10)));
        assert!(unprovable(11).is_finished(&job, at(10)));
        assert!(unprovable(10).is_finished(&job, at(15)));
        assert!(!Phase::Rejecting.is_finished(&job, at(15)));
    }

    #[test]
    fn task_should_begin_anew_when_the_process_was_killed_in_it() {
        assert_eq!(Phase::Proving.after_restart(1), Phase::NEW);
        assert_eq!(Phase::Delivering.after_restart(1), Phase::Proved);
        assert_eq!(
            Phase::Delivered { at: 9 }.after_restart(1),
            Phase::Delivered { at: 9 }
        );
        assert_eq!(unprovable(9).after_restart(1), unprovable(9));
    }

    #[test]
    fn job_should_be_given_up_when_each_attempt_ended_the_process() {
        assert_eq!(Phase::Proving.after_restart(MAX_ATTEMPTS), Phase::GivenUp);
    }

    #[test]
    fn pause_should_double_up_to_its_bound_when_attempts_fail() {
        let pauses: Vec<Phase> = (1..=6)
            .map(|attempts| after_failure(at(100), attempts, &job(1, 999), MAY_PASS))
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
        let hopeless = Fault {
            permanent: true,
            ..MAY_PASS
        };
        let job = job(1, 99);
        assert_eq!(
            after_failure(at(10), MAX_ATTEMPTS, &job, MAY_PASS),
            Phase::GivenUp
        );
        assert_eq!(after_failure(at(10), 1, &job, hopeless), Phase::GivenUp);
        assert_eq!(after_delivery_failed(10, MAX_ATTEMPTS), Phase::GivenUp);
    }

    #[test]
    fn proof_should_not_start_when_only_the_final_block_is_before_its_due() {
        let lagging = |best| Height { acted_on: 17, best };
        assert_eq!(
            reconcile(lagging(19), &[job(1, 20)], &BTreeMap::new(), 1),
            [Action::Prove(1)]
        );
        assert_eq!(reconcile(lagging(20), &[job(1, 20)], &BTreeMap::new(), 1), []);
    }

    #[test]
    fn job_should_not_be_rejected_when_only_the_final_block_is_within_the_window() {
        let jobs = BTreeMap::from([(1, unprovable(10))]);
        let lagging = |best| Height { acted_on: 12, best };
        let reject = Action::Reject(1, RejectionReason::TooLarge);
        assert_eq!(reconcile(lagging(14), &[job(1, 99)], &jobs, 1), [reject]);
        assert_eq!(reconcile(lagging(15), &[job(1, 99)], &jobs, 1), []);
    }

    #[test]
    fn job_should_be_handed_back_when_the_window_ends_before_finality_shows_it() {
        let lagging = Height {
            acted_on: 10,
            best: 13,
        };
        assert_eq!(
            after_failure(lagging, 2, &job(1, 99), not_ours(false)),
            unprovable(10)
        );
    }

    #[test]
    fn proof_should_not_be_delivered_again_when_its_block_is_not_final_yet() {
        let jobs = BTreeMap::from([(1, Phase::Delivered { at: 10 })]);
        let lagging = Height {
            acted_on: 10 + REPEAT_AFTER - 1,
            best: 99,
        };
        assert_eq!(reconcile(lagging, &[job(1, 200)], &jobs, 1), []);
    }
}
