//! Handing jobs back: which ones, and what became of the transaction.

use super::{done, stopping::Stopping, Desk, Report};
use crate::{
    chain::{Call, Report as Transaction},
    intake::{hopeless, left_at_the_end, Assigned, Expected, Phase, Stop, REPEAT_AFTER},
    store::StoreError,
};
use proofnet_market::{RejectionReason, RequestId};
use std::time::Instant;

/// Blocks that handing a job back takes, at most.
const REJECTION: u32 = 3;

impl Desk {
    pub(super) fn to_hand_back(&self, block: u32, assigned: &[Assigned]) -> Vec<(RequestId, &'static str)> {
        let phases = self.book.phases();
        let expected: Expected = self
            .assignments
            .values()
            .filter_map(|job| Some((job.request, self.advisor.expected(&job.circuit)?)))
            .collect();
        let hopeless = hopeless(
            block,
            self.block_time,
            assigned,
            &phases,
            &expected,
            self.lanes,
            |request, left| self.advisor.is_better_handed_back(request, left),
        );
        let mut found: Vec<_> = hopeless
            .into_iter()
            .map(|request| (request, "it will probably not be proved in time"))
            .collect();
        if let Some(Stopping { end, hand_back: true }) = self.stopping {
            let stop = Stop {
                left: end.saturating_duration_since(Instant::now()),
                rejection: self.block_time.saturating_mul(REJECTION),
            };
            let left = left_at_the_end(block, assigned, &phases, &expected, self.lanes, stop);
            found.extend(left.into_iter().map(|request| (request, "the worker stops")));
        }
        found
    }

    /// Hands back a job that is not at fault.
    pub(super) fn hand_back(&mut self, request: RequestId, why: &str) -> Result<(), StoreError> {
        let is_unproved = self.book.get(request).is_some_and(|job| job.phase.is_unproved());
        if !is_unproved {
            return Ok(());
        }
        tracing::warn!(code = "job.handed-back", request, "handing the job back: {why}");
        let reason = RejectionReason::OutOfTime;
        let unprovable = Phase::Unprovable {
            reason,
            from: self.height().acted_on,
        };
        self.book.advance(&[(request, unprovable)], vec![])?;
        self.reject(request, reason)
    }

    pub(super) fn reject(&mut self, request: RequestId, reason: RejectionReason) -> Result<(), StoreError> {
        self.book.advance(&[(request, Phase::Rejecting)], vec![])?;
        let (submitter, reports) = (self.submitter.clone(), self.reports.clone());
        tokio::spawn(async move {
            let report = submitter.submit(Call::Reject { request, reason }).await;
            let _ = reports.send(Report::Rejected(request, reason, report)).await;
        });
        Ok(())
    }

    pub(super) fn on_rejected(
        &mut self,
        request: RequestId,
        reason: RejectionReason,
        report: Transaction,
    ) -> Result<(), StoreError> {
        let changes = done(&report);
        self.tell_transaction("reject", &report);
        // Sent again if the chain still assigns the job then: a reorganisation has taken the rejection back, or it failed.
        let (from, succeeded) = match &report.result {
            Ok(block) => {
                tracing::info!(request, ?reason, block = block.number, "rejected");
                (block.number.saturating_add(REPEAT_AFTER), true)
            }
            Err(error) => {
                tracing::error!(code = error.code(), request, ?reason, "{error}");
                (self.height().acted_on.saturating_add(1), false)
            }
        };
        let next = match self.book.proof(request)? {
            Some(_) if !succeeded => Phase::Proved,
            _ => Phase::Unprovable { reason, from },
        };
        self.book.advance(&[(request, next)], changes)
    }
}
