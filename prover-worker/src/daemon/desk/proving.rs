//! The making of proofs: a task for each, and what comes of it.

use super::{millis, Desk, Report};
use crate::{
    chain::Assignment,
    daemon::{book::Made, Event},
    intake::{after_failure, Fault, Phase},
    proving::{attempt, Attempt, Delivery, JobError, Order},
    store::{Change, Proof, StoreError},
};
use proofnet_market::RequestId;
use std::time::{Duration, Instant};

impl Desk {
    pub(super) fn prove(&mut self, request: RequestId, since: Instant) -> Result<(), StoreError> {
        let Some(Assignment {
            circuit,
            category,
            units,
            job,
            work,
            ..
        }) = self.assignments.get(&request).cloned()
        else {
            return Ok(());
        };
        let attempt_number = self.book.count_attempt(request);
        self.book.advance(&[(request, Phase::Proving)], vec![])?;
        tracing::info!(
            request,
            ?circuit,
            category,
            matched = job.matched,
            due = job.due,
            attempt = attempt_number,
            "proving"
        );
        self.advisor.event(&Event::Proving { request });
        let (workshop, reports) = (self.workshop.clone(), self.reports.clone());
        let late = since.elapsed();
        let order = Order {
            circuit,
            work,
            category: Some(category),
            units: Some(units),
            time_left: Some(
                self.block_time
                    .saturating_mul(job.due.saturating_sub(self.height().best)),
            ),
        };
        tokio::spawn(async move {
            let attempt = attempt(workshop, order).await;
            let _ = reports.send(Report::Proved(request, late, attempt)).await;
        });
        Ok(())
    }

    pub(super) fn on_proved(
        &mut self,
        request: RequestId,
        late: Duration,
        attempt: Attempt,
    ) -> Result<(), StoreError> {
        let Attempt { result, took, ended } = attempt;
        match result {
            Ok(delivery) => self.on_proof(request, late, took, ended, delivery)?,
            Err(error) => self.on_failure(request, &error)?,
        }
        // A lane is free.
        self.act(ended)
    }

    fn on_proof(
        &mut self,
        request: RequestId,
        late: Duration,
        took: Duration,
        ended: Instant,
        delivery: Delivery,
    ) -> Result<(), StoreError> {
        let Some(job) = self.book.get_mut(request) else {
            return Ok(());
        };
        let alone = delivery.witness_time.saturating_add(delivery.proving_time);
        job.made = Some(Made {
            around: late.saturating_add(took.saturating_sub(alone)),
            ended,
        });
        // One that is being handed back meanwhile is delivered if that fails.
        let phase = match job.phase {
            Phase::Rejecting => Phase::Rejecting,
            _ => Phase::Proved,
        };
        let (name, witness, proving) = (delivery.circuit, delivery.witness_time, delivery.proving_time);
        self.advisor.event(&Event::Proved {
            request,
            circuit: delivery.id,
            took,
            witness: delivery.witness_time,
            proving: delivery.proving_time,
        });
        let proof = Proof {
            circuit: delivery.id,
            public_inputs: delivery.public_inputs,
            outputs: delivery.outputs,
            proof: delivery.proof,
        };
        self.book
            .advance(&[(request, phase)], vec![Change::Proof(request, proof)])?;
        let (witness_ms, proving_ms) = (millis(witness), millis(proving));
        tracing::info!(request, circuit = name, witness_ms, proving_ms, "proved");
        Ok(())
    }

    fn on_failure(&mut self, request: RequestId, error: &JobError) -> Result<(), StoreError> {
        let height = self.height();
        let Some(job) = self.book.get(request) else {
            return Ok(());
        };
        if job.phase == Phase::Rejecting {
            return Ok(());
        }
        let fault = Fault {
            permanent: error.is_permanent(),
            rejection: error.rejection(),
        };
        let attempt = job.row.attempts;
        let next = after_failure(height, attempt, &job.assigned(request), fault);
        tracing::error!(code = error.code(), request, attempt, ?next, "{error}");
        self.advisor.event(&Event::Failed {
            request,
            circuit: job.row.circuit,
            code: error.code(),
            own: fault.rejection.is_none(),
        });
        self.book.advance(&[(request, next)], vec![])
    }
}
