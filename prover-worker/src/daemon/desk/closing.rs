//! How jobs ended that the chain assigns no more.

use super::{Desk, Report};
use crate::{
    chain::{ChainError, RequestStatus},
    daemon::Event,
    intake::Phase,
    store::{Outcome, StoreError},
};
use proofnet_market::RequestId;

impl Desk {
    /// Asks the chain how a job ended that it assigns no more.
    pub(super) fn ask_what_became_of(&mut self, request: RequestId) {
        let Some(head) = self.head.clone() else { return };
        if !self.closing.insert(request) {
            return;
        }
        let reports = self.reports.clone();
        tokio::spawn(async move {
            let status = head.client.request_status(request, Some(head.hash)).await;
            let _ = reports.send(Report::Left(request, head.number, status)).await;
        });
    }

    pub(super) fn on_left(
        &mut self,
        request: RequestId,
        block: u32,
        status: Result<Option<RequestStatus>, ChainError>,
    ) -> Result<(), StoreError> {
        self.closing.remove(&request);
        let status = match status {
            Ok(status) => status,
            Err(error) => {
                tracing::warn!(code = error.code(), request, "{error}");
                return Ok(());
            }
        };
        let Some(job) = self.book.get(request) else {
            return Ok(());
        };
        // Another block may have brought it back meanwhile.
        if self.assignments.contains_key(&request) {
            return Ok(());
        }
        let outcome = match (status, job.phase) {
            (Some(RequestStatus::Fulfilled(proof)), phase) if proof.prover == self.prover => {
                if !matches!(phase, Phase::Delivered { .. }) {
                    self.tell_delivered(request, proof.fulfilled, None);
                }
                Outcome::Delivered
            }
            (_, Phase::Unprovable { reason, .. }) => {
                self.advisor.event(&Event::HandedBack { request, reason });
                Outcome::HandedBack
            }
            (_, phase) if block > job.row.due => {
                tracing::error!(
                    code = "job.missed",
                    request,
                    ?phase,
                    due = job.row.due,
                    "the job was not delivered in time"
                );
                self.advisor.event(&Event::Missed { request });
                Outcome::Missed
            }
            (_, phase) => {
                tracing::warn!(
                    code = "job.gone",
                    request,
                    ?phase,
                    "the chain assigns the job no more"
                );
                Outcome::Gone
            }
        };
        self.book.close(request, outcome, block)
    }
}
