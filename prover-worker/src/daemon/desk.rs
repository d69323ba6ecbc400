//! Where everything comes together: a block comes in, what differs is acted on, tasks report back.

use super::{
    book::{Book, Made},
    Advisor, Event, JobSeen, Setup,
};
use crate::{
    chain::{
        Assignment, Call, ChainError, Hash, Head, Ordered, ProofOf, Purpose, Report as Transaction,
        RequestStatus, Submission, SubmitError, Submitter,
    },
    config::{Config, Shutdown},
    delivery::{Delivered, Deliveries},
    intake::{
        after_delivery_failed, after_failure, hopeless, left_at_the_end, reconcile, Action, Assigned,
        Expected, Fault as JobFault, Phase, Stop, REPEAT_AFTER,
    },
    offers::Offers,
    proving::{attempt, Attempt, Delivery, JobError, Order, Workshop},
    store::{Change, Outcome, Proof, Settled, StoreError},
    supervise::Fault,
};
use proofnet_market::{RejectionReason, RequestId};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};
use subxt::utils::AccountId32;
use tokio::sync::mpsc;

/// How far finality has come is written down this often, in blocks.
const SETTLE: u32 = 10;
/// Blocks that handing a job back takes, at most.
const REJECTION: u32 = 3;

/// What the worker is at.
pub(super) struct Desk {
    workshop: Workshop,
    advisor: Arc<dyn Advisor>,
    submitter: Submitter,
    deliveries: Deliveries,
    offers: Offers,
    prover: AccountId32,
    lanes: usize,
    block_time: Duration,
    book: Book,
    /// What the chain had assigned when it was asked last.
    assignments: BTreeMap<RequestId, Assignment>,
    /// Jobs of which the chain is asked how they ended.
    closing: BTreeSet<RequestId>,
    asking: bool,
    head: Option<Head>,
    /// The last block of which it was written down that it is final.
    settled: u32,
    stopping: Option<Stopping>,
    reports: mpsc::Sender<Report>,
}

struct Stopping {
    end: Instant,
    hand_back: bool,
}

/// What a task has to say.
pub(super) enum Report {
    Seen(Head, Result<Seen, ChainError>),
    Proved(RequestId, Duration, Attempt),
    Rejected(RequestId, RejectionReason, Transaction),
    /// A transaction of an earlier process that concerns no job has ended.
    Ended(Transaction),
    /// Where a request stands that is assigned no more, as of a block.
    Left(RequestId, u32, Result<Option<RequestStatus>, ChainError>),
}

/// What there is to see in a block.
pub(super) struct Seen {
    assignments: Vec<Assignment>,
    finalized: (u32, Hash),
}

impl Desk {
    /// Reports of its tasks come out of the receiver.
    pub fn new(
        setup: &Setup,
        config: &Config,
        book: Book,
        submitter: Submitter,
        deliveries: Deliveries,
        offers: Offers,
    ) -> (Self, mpsc::Receiver<Report>) {
        let (reports, receiver) = mpsc::channel(64);
        let desk = Self {
            workshop: setup.workshop.clone(),
            advisor: setup.advisor.clone(),
            submitter,
            deliveries,
            offers,
            prover: config.prover,
            lanes: config.limits.parallel_jobs,
            block_time: setup.block_time,
            book,
            assignments: BTreeMap::new(),
            closing: BTreeSet::new(),
            asking: false,
            head: None,
            settled: 0,
            stopping: None,
            reports,
        };
        (desk, receiver)
    }

    /// Takes up a transaction of an earlier process.
    pub fn resume(&self, submission: Submission, order: Ordered, delivered: &mpsc::Sender<Delivered>) {
        let (reports, delivered) = (self.reports.clone(), delivered.clone());
        tokio::spawn(async move {
            let report = order.report().await;
            let _ = match submission.purpose {
                Purpose::Deliver(requests) => {
                    return drop(delivered.send(Delivered { requests, report }).await)
                }
                Purpose::Reject(request, reason) => {
                    reports.send(Report::Rejected(request, reason, report)).await
                }
                Purpose::Offers | Purpose::Accept | Purpose::InputKey => {
                    reports.send(Report::Ended(report)).await
                }
            };
        });
    }

    /// From now on what cannot be finished is handed back; the result is when to stop in any case.
    pub fn begin_to_stop(&mut self, shutdown: &Shutdown) -> Result<Instant, Fault> {
        let end = Instant::now() + shutdown.grace;
        self.stopping = Some(Stopping {
            end,
            hand_back: shutdown.hand_back,
        });
        self.act(Instant::now())?;
        Ok(end)
    }

    /// Whether a stopping worker has nothing left to finish.
    pub fn is_done(&self, shutdown: &Shutdown) -> bool {
        let head = self.number();
        // A block that sets offers may have matched before: its assignments are to be seen first.
        let offers_are_seen = self.offers.settled().is_some_and(|block| block <= head) && !self.asking;
        let is_finished = |job: &Assigned| {
            let known = self.book.get(job.request);
            head >= job.due || known.is_some_and(|known| known.phase.is_finished(job, head))
        };
        (offers_are_seen || !shutdown.withdraw_offers) && self.assigned().iter().all(is_finished)
    }

    pub fn on_head(&mut self, head: Head) {
        self.head = Some(head.clone());
        // A node that answers slowly is not asked again in between: the next block asks the same.
        if self.asking {
            return;
        }
        self.asking = true;
        let (prover, reports) = (self.prover, self.reports.clone());
        tokio::spawn(async move {
            let seen = look(&head, &prover).await;
            let _ = reports.send(Report::Seen(head, seen)).await;
        });
    }

    pub fn on_report(&mut self, report: Report) -> Result<(), Fault> {
        match report {
            Report::Seen(head, seen) => self.on_seen(&head, seen)?,
            Report::Proved(request, late, attempt) => self.on_proved(request, late, attempt)?,
            Report::Rejected(request, reason, report) => self.on_rejected(request, reason, report)?,
            Report::Ended(report) => self.book.write(&done(&report))?,
            Report::Left(request, block, status) => self.on_left(request, block, status)?,
        }
        Ok(())
    }

    fn number(&self) -> u32 {
        self.head.as_ref().map_or(0, |head| head.number)
    }

    fn assigned(&self) -> Vec<Assigned> {
        self.assignments.values().map(as_assigned).collect()
    }

    fn on_seen(&mut self, head: &Head, seen: Result<Seen, ChainError>) -> Result<(), StoreError> {
        self.asking = false;
        let Seen {
            assignments,
            finalized,
        } = match seen {
            Ok(seen) => seen,
            Err(error) => {
                tracing::warn!(code = error.code(), block = head.number, "{error}");
                return Ok(());
            }
        };
        let by_request = |assignment: Assignment| (assignment.request, assignment);
        self.assignments = assignments.into_iter().map(by_request).collect();
        for request in self.book.observe(&self.assignments)? {
            if let Some(Assignment {
                circuit, category, ..
            }) = self.assignments.get(&request)
            {
                self.advisor.event(&Event::Assigned {
                    request,
                    circuit: *circuit,
                    category: *category,
                });
            }
        }
        self.advisor.event(&Event::Block {
            number: head.number,
            assigned: self.assignments.len(),
        });
        self.act(head.seen)?;
        let (number, hash) = finalized;
        self.advisor.event(&Event::Jobs {
            number: head.number,
            finalized: number,
            lanes: self.lanes,
            jobs: self.jobs_seen(),
        });
        if number >= self.settled.saturating_add(SETTLE) {
            self.settled = number;
            self.book.write(&[Change::Settled(Settled { number, hash })])?;
            self.book.prune(number)?;
        }
        Ok(())
    }

    fn jobs_seen(&self) -> Vec<JobSeen> {
        let seen = self.assignments.values().map(|assignment| {
            let known = self.book.get(assignment.request);
            let job = &assignment.job;
            JobSeen {
                request: assignment.request,
                circuit: assignment.circuit,
                category: assignment.category,
                phase: known.map_or(Phase::NEW, |known| known.phase),
                attempts: known.map_or(0, |known| known.row.attempts),
                matched: job.matched,
                reject_by: job.reject_by,
                due: job.due,
                payment: job.prover_unit_price.saturating_mul(u128::from(assignment.units)),
                collateral: job.collateral,
            }
        });
        seen.collect()
    }

    /// Does what is to be done with the jobs that there are; `since` is when the reason to do so came up.
    fn act(&mut self, since: Instant) -> Result<(), StoreError> {
        let (block, assigned) = (self.number(), self.assigned());
        for (request, why) in self.to_hand_back(block, &assigned) {
            self.hand_back(request, why)?;
        }
        for action in reconcile(block, &assigned, &self.book.phases(), self.lanes) {
            match action {
                Action::Prove(request) => self.prove(request, since)?,
                Action::Deliver(request) => self.deliver(request)?,
                Action::Reject(request, reason) => self.reject(request, reason)?,
                Action::Forget(request) => self.ask_what_became_of(request),
            }
        }
        Ok(())
    }

    fn to_hand_back(&self, block: u32, assigned: &[Assigned]) -> Vec<(RequestId, &'static str)> {
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
            .map(|request| (request, "it cannot be proved in time"))
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
    fn hand_back(&mut self, request: RequestId, why: &str) -> Result<(), StoreError> {
        let is_unproved = self.book.get(request).is_some_and(|job| job.phase.is_unproved());
        if !is_unproved {
            return Ok(());
        }
        tracing::warn!(code = "job.handed-back", request, "handing the job back: {why}");
        // Of the market's reasons the one that says it is this prover that cannot.
        let reason = RejectionReason::CircuitUnavailable;
        let unprovable = Phase::Unprovable {
            reason,
            from: self.number(),
        };
        self.book.advance(&[(request, unprovable)], vec![])?;
        self.reject(request, reason)
    }

    fn prove(&mut self, request: RequestId, since: Instant) -> Result<(), StoreError> {
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
                    .saturating_mul(job.due.saturating_sub(self.number())),
            ),
        };
        tokio::spawn(async move {
            let attempt = attempt(workshop, order).await;
            let _ = reports.send(Report::Proved(request, late, attempt)).await;
        });
        Ok(())
    }

    fn on_proved(&mut self, request: RequestId, late: Duration, attempt: Attempt) -> Result<(), StoreError> {
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
        let head = self.number();
        let Some(job) = self.book.get(request) else {
            return Ok(());
        };
        if job.phase == Phase::Rejecting {
            return Ok(());
        }
        let fault = JobFault {
            permanent: error.is_permanent(),
            rejection: error.rejection(),
        };
        let attempt = job.row.attempts;
        let next = after_failure(head, attempt, &job.assigned(request), fault);
        tracing::error!(code = error.code(), request, attempt, ?next, "{error}");
        self.advisor.event(&Event::Failed {
            request,
            circuit: job.row.circuit,
            code: error.code(),
            own: fault.rejection.is_none(),
        });
        self.book.advance(&[(request, next)], vec![])
    }

    /// Delivers the proof of a job that the chain still assigns.
    fn deliver(&mut self, request: RequestId) -> Result<(), StoreError> {
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
        let head = self.number();
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

    fn tell_transaction(&self, call: &'static str, report: &Transaction) {
        let result = report
            .result
            .as_ref()
            .map_or_else(SubmitError::code, |_| "included");
        self.advisor.event(&Event::Transaction { call, result });
    }

    fn tell_delivered(&self, request: RequestId, block: u32, sent: Option<Instant>) {
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

    fn reject(&mut self, request: RequestId, reason: RejectionReason) -> Result<(), StoreError> {
        self.book.advance(&[(request, Phase::Rejecting)], vec![])?;
        let (submitter, reports) = (self.submitter.clone(), self.reports.clone());
        tokio::spawn(async move {
            let report = submitter.submit(Call::Reject { request, reason }).await;
            let _ = reports.send(Report::Rejected(request, reason, report)).await;
        });
        Ok(())
    }

    fn on_rejected(
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
                (self.number().saturating_add(1), false)
            }
        };
        let next = match self.book.proof(request)? {
            Some(_) if !succeeded => Phase::Proved,
            _ => Phase::Unprovable { reason, from },
        };
        self.book.advance(&[(request, next)], changes)
    }

    /// Asks the chain how a job ended that it assigns no more.
    fn ask_what_became_of(&mut self, request: RequestId) {
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

    fn on_left(
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

async fn look(head: &Head, prover: &AccountId32) -> Result<Seen, ChainError> {
    let (assignments, finalized) = tokio::try_join!(
        head.client.assignments(prover, head.hash),
        head.client.finalized()
    )?;
    Ok(Seen {
        assignments,
        finalized,
    })
}

/// That a transaction has ended.
fn done(report: &Transaction) -> Vec<Change> {
    report.nonce.map(Change::Done).into_iter().collect()
}

fn as_assigned(assignment: &Assignment) -> Assigned {
    Assigned {
        request: assignment.request,
        reject_by: assignment.job.reject_by,
        due: assignment.job.due,
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
