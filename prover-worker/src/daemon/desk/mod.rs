//! Where everything comes together: a block comes in, what differs is acted on, tasks report back.

mod closing;
mod delivering;
mod handing_back;
mod proving;
mod stopping;

use super::{book::Book, Advisor, Event, JobSeen, Setup};
use crate::{
    chain::{
        Assignment, ChainError, Hash, Head, Ordered, Purpose, Report as Transaction, RequestStatus,
        Submission, SubmitError, Submitter,
    },
    config::Config,
    delivery::{Delivered, Deliveries},
    intake::{reconcile, Action, Assigned, Height, Phase},
    offers::Offers,
    proving::{Attempt, Workshop},
    store::{Change, Settled, StoreError},
    supervise::Fault,
};
use proofnet_market::{RejectionReason, RequestId};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};
use stopping::Stopping;
use subxt::utils::AccountId32;
use tokio::sync::mpsc;

/// How far finality has come is written down this often, in blocks.
const SETTLE: u32 = 10;

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
    /// The best block when the chain was asked last; the one that is acted on may be an earlier one.
    best: u32,
    /// The last block of which it was written down that it is final.
    settled: u32,
    stopping: Option<Stopping>,
    reports: mpsc::Sender<Report>,
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
    best: u32,
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
            best: 0,
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

    fn height(&self) -> Height {
        let acted_on = self.head.as_ref().map_or(0, |head| head.number);
        Height {
            acted_on,
            best: self.best.max(acted_on),
        }
    }

    fn assigned(&self) -> Vec<Assigned> {
        self.assignments.values().map(as_assigned).collect()
    }

    fn on_seen(&mut self, head: &Head, seen: Result<Seen, ChainError>) -> Result<(), StoreError> {
        self.asking = false;
        let Seen {
            assignments,
            finalized,
            best,
        } = match seen {
            Ok(seen) => seen,
            Err(error) => {
                tracing::warn!(code = error.code(), block = head.number, "{error}");
                return Ok(());
            }
        };
        self.best = best;
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
            number: self.height().best,
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
        let (height, assigned) = (self.height(), self.assigned());
        for (request, why) in self.to_hand_back(height.best, &assigned) {
            self.hand_back(request, why)?;
        }
        for action in reconcile(height, &assigned, &self.book.phases(), self.lanes) {
            match action {
                Action::Prove(request) => self.prove(request, since)?,
                Action::Deliver(request) => self.deliver(request)?,
                Action::Reject(request, reason) => self.reject(request, reason)?,
                Action::Forget(request) => self.ask_what_became_of(request),
            }
        }
        Ok(())
    }

    fn tell_transaction(&self, call: &'static str, report: &Transaction) {
        let result = report
            .result
            .as_ref()
            .map_or_else(SubmitError::code, |_| "included");
        self.advisor.event(&Event::Transaction { call, result });
    }
}

async fn look(head: &Head, prover: &AccountId32) -> Result<Seen, ChainError> {
    let (assignments, finalized, best) = tokio::try_join!(
        head.client.assignments(prover, head.hash),
        head.client.finalized(),
        head.client.best_number()
    )?;
    Ok(Seen {
        assignments,
        finalized,
        best,
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
