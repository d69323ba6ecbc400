//! Deliveries: of proofs that are there, and what became of the transactions.

use super::{done, millis, Desk};
use crate::{
    chain::{ProofOf, SubmitError},
    daemon::Event,
    delivery::Delivered,
    intake::{after_delivery_failed, Phase},
    store::{Proof, StoreError},
    supervise::Fault,
};
use proofnet_market::RequestId;
use std::time::Instant;

impl Desk {
    /// Delivers the proof of a job that the chain still assigns.
    pub(super) fn deliver(&mut self, request: RequestId) -> Result<(), StoreError> {
        let Some(Proof {
            circuit,
            public_inputs,
            outputs,
            proof,
        }) = self.book.proof(request)?
        else {
            // Its proof was dropped when its delivery was final: only a chain that takes back final blocks asks for it again.
            return self.book.advance(&[(request, Phase::NEW)], vec![]);
        };
        self.book.advance(&[(request, Phase::Delivering)], vec![])?;
        self.deliveries.deliver(ProofOf {
            request,
            circuit,
            public_inputs,
            outputs,
            proof,
        });
        Ok(())
    }

    pub fn on_delivered(&mut self, Delivered { requests, report }: Delivered) -> Result<(), Fault> {
        let head = self.height().acted_on;
        let changes = done(&report);
        self.tell_transaction("deliver", &report);
        let mut moves = Vec::new();
        if let Err(SubmitError::Journal(error)) = report.result {
            return Err(error.into());
        }
        for request in requests {
            let next = match &report.result {
                Ok(block) => match block.refused.iter().find(|(refused, _)| *refused == request) {
                    None => {
                        self.tell_delivered(request, block.number, report.sent);
                        Phase::Delivered { at: block.number }
                    }
                    Some((_, reason)) => {
                        self.failed_delivery(request, head, &SubmitError::Failed(reason.clone()))
                    }
                },
                // Whether it was delivered by it is for the next block's assignments to say.
                Err(SubmitError::Passed(_)) => Phase::Waiting {
                    until: head.saturating_add(1),
                    proved: true,
                },
                Err(error) => self.failed_delivery(request, head, error),
            };
            moves.push((request, next));
        }
        self.book.advance(&moves, changes)?;
        Ok(())
    }

    pub(super) fn tell_delivered(&self, request: RequestId, block: u32, sent: Option<Instant>) {
        let made = self.book.get(request).and_then(|job| job.made);
        let overhead = made.zip(sent).map(|(made, sent)| {
            let handed_over = sent.saturating_duration_since(made.ended);
            millis(made.around.saturating_add(handed_over))
        });
        tracing::info!(request, block, overhead_ms = overhead, "delivered");
        self.advisor.event(&Event::Delivered { request, block });
    }

    fn failed_delivery(&mut self, request: RequestId, head: u32, error: &SubmitError) -> Phase {
        let attempt = self.book.count_attempt(request);
        let next = after_delivery_failed(head, attempt);
        tracing::error!(code = error.code(), request, attempt, ?next, "{error}");
        next
    }
}
