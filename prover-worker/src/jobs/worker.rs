//! The daemon's loop: a best block comes in, what differs is acted on, tasks report back.

use super::{
    after_delivery_failed, after_failure, prove, reconcile, Action, Assigned, Delivery, Fault, JobError,
    Phase, Workshop, REPEAT_AFTER,
};
use crate::{
    chain::{follow, Assignment, Call, Chain, ChainError, Head, Inclusion, SubmitError, Submitter},
    config::{Config, Shutdown},
    offers::difference,
};
use proofnet_market::{RejectionReason, RequestId};
use std::{
    collections::BTreeMap,
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};
use subxt::utils::AccountId32;
use tokio::{
    sync::{mpsc, watch},
    time::sleep_until,
};

/// Offers on chain are compared with the configuration this often, in blocks.
const OFFERS_CHECK: u32 = 15;
/// Offers that could not be set are tried again after so many blocks.
const OFFERS_RETRY: u32 = 3;

/// A prover's daemon.
pub struct Worker {
    chain: Arc<Chain>,
    submitter: Submitter,
    workshop: Workshop,
    prover: AccountId32,
    offers: BTreeMap<u32, u128>,
    lanes: usize,
    stall: Duration,
    shutdown: Shutdown,
    jobs: BTreeMap<RequestId, Job>,
    /// What the chain had assigned when it was asked last.
    assigned: Vec<Assigned>,
    asking: bool,
    head: u32,
    next_offers_check: u32,
    checking_offers: bool,
    /// The block from which on the chain had the offers that are wanted.
    offers_settled: Option<u32>,
    reports: mpsc::Sender<Report>,
}

/// What the worker knows of a job.
struct Job {
    phase: Phase,
    attempts: u32,
    assigned: Assigned,
    delivery: Option<Delivery>,
}

/// What a task has to say.
enum Report {
    Proved(RequestId, Result<Delivery, JobError>),
    Delivered(RequestId, Result<Inclusion, SubmitError>),
    Rejected(RequestId, RejectionReason, Result<Inclusion, SubmitError>),
    Assigned(u32, Result<Vec<Assignment>, ChainError>),
    /// With the offers that were wanted, and the block in which they were set where they had to be.
    OffersChecked(BTreeMap<u32, u128>, Result<Option<Inclusion>, SubmitError>),
}

impl Worker {
    /// A worker with nothing to do yet. Reports of its tasks come out of the receiver.
    fn new(chain: Arc<Chain>, workshop: Workshop, config: &Config) -> (Self, mpsc::Receiver<Report>) {
        let (reports, receiver) = mpsc::channel(64);
        let worker = Self {
            submitter: Submitter::start(chain.clone(), config.signer.clone()),
            chain,
            workshop,
            prover: config.prover,
            offers: config.offers.clone(),
            lanes: config.limits.parallel_jobs,
            stall: config.node.stall_timeout,
            shutdown: config.shutdown.clone(),
            jobs: BTreeMap::new(),
            assigned: Vec::new(),
            asking: false,
            head: 0,
            next_offers_check: 0,
            checking_offers: false,
            offers_settled: None,
            reports,
        };
        (worker, receiver)
    }

    /// Works until `stop` is ready, then withdraws and finishes what it can.
    pub async fn run(chain: Arc<Chain>, workshop: Workshop, config: &Config, stop: impl Future<Output = ()>) {
        let (mut worker, mut reports) = Self::new(chain, workshop, config);
        let (sender, mut heads) = watch::channel(None);
        let follower = tokio::spawn(follow(worker.chain.clone(), worker.stall, sender));
        tokio::pin!(stop);
        let mut end: Option<Instant> = None;
        loop {
            tokio::select! {
                () = &mut stop, if end.is_none() => end = Some(worker.begin_to_stop()),
                () = until(end) => {
                    tracing::warn!("stopping with jobs unfinished: the next start takes them up again");
                    break;
                }
                Ok(()) = heads.changed() => {
                    let head = heads.borrow_and_update().clone();
                    if let Some(head) = head {
                        worker.on_head(head);
                    }
                }
                Some(report) = reports.recv() => worker.on_report(report),
            }
            if end.is_some() && worker.is_done() {
                break;
            }
        }
        follower.abort();
    }

    /// Nothing is offered from now on; the result is when to stop in any case.
    fn begin_to_stop(&mut self) -> Instant {
        tracing::info!(grace_s = self.shutdown.grace.as_secs(), "stopping");
        if self.shutdown.withdraw_offers {
            self.offers.clear();
            self.offers_settled = None;
            self.check_offers();
        }
        Instant::now() + self.shutdown.grace
    }

    /// Whether a stopping worker has nothing left to finish.
    fn is_done(&self) -> bool {
        // A block that sets offers may have matched before: its assignments are to be seen first.
        let offers_are_seen = self.offers_settled.is_some_and(|block| block <= self.head) && !self.asking;
        let is_finished = |job: &Assigned| {
            let known = self.jobs.get(&job.request);
            self.head >= job.due || known.is_some_and(|known| known.phase.is_finished(job, self.head))
        };
        (offers_are_seen || !self.shutdown.withdraw_offers) && self.assigned.iter().all(is_finished)
    }

    fn on_head(&mut self, head: Head) {
        self.head = head.number;
        if self.head >= self.next_offers_check {
            self.check_offers();
        }
        // A node that answers slowly is not asked again in between: the next block asks the same.
        if self.asking {
            return;
        }
        self.asking = true;
        let (prover, reports) = (self.prover, self.reports.clone());
        tokio::spawn(async move {
            let result = head.client.assignments(&prover, head.hash).await;
            let _ = reports.send(Report::Assigned(head.number, result)).await;
        });
    }

    fn on_assigned(&mut self, block: u32, result: Result<Vec<Assignment>, ChainError>) {
        self.asking = false;
        let assignments = match result {
            Ok(assignments) => assignments,
            Err(error) => return tracing::warn!(code = error.code(), block, "{error}"),
        };
        self.assigned = assignments.iter().map(as_assigned).collect();
        let phases = self
            .jobs
            .iter()
            .map(|(request, job)| (*request, job.phase))
            .collect();
        let mut assignments: BTreeMap<_, _> = assignments
            .into_iter()
            .map(|assignment| (assignment.request, assignment))
            .collect();
        for action in reconcile(block, &self.assigned, &phases, self.lanes) {
            match action {
                Action::Prove(request) => {
                    if let Some(assignment) = assignments.remove(&request) {
                        self.prove(assignment);
                    }
                }
                Action::Deliver(request) => self.deliver(request),
                Action::Reject(request, reason) => self.reject(request, reason),
                Action::Forget(request) => self.forget(request),
            }
        }
    }

    fn prove(&mut self, assignment: Assignment) {
        let assigned_as = as_assigned(&assignment);
        let Assignment {
            request,
            circuit,
            category,
            job: assigned,
            work,
            ..
        } = assignment;
        let job = self.jobs.entry(request).or_insert(Job {
            phase: Phase::Proving,
            attempts: 0,
            assigned: assigned_as,
            delivery: None,
        });
        job.phase = Phase::Proving;
        job.attempts += 1;
        tracing::info!(
            request,
            ?circuit,
            category,
            matched = assigned.matched,
            due = assigned.due,
            "proving"
        );
        let (workshop, reports) = (self.workshop.clone(), self.reports.clone());
        tokio::spawn(async move {
            let result = prove(&workshop, circuit, work).await;
            let _ = reports.send(Report::Proved(request, result)).await;
        });
    }

    fn deliver(&mut self, request: RequestId) {
        let Some(job) = self.jobs.get_mut(&request) else {
            return;
        };
        let Some(Delivery { outputs, proof, .. }) = job.delivery.clone() else {
            return;
        };
        job.phase = Phase::Delivering;
        let (submitter, reports) = (self.submitter.clone(), self.reports.clone());
        tokio::spawn(async move {
            let result = submitter
                .submit(Call::Deliver {
                    request,
                    outputs,
                    proof,
                })
                .await;
            let _ = reports.send(Report::Delivered(request, result)).await;
        });
    }

    fn reject(&mut self, request: RequestId, reason: RejectionReason) {
        let Some(job) = self.jobs.get_mut(&request) else {
            return;
        };
        job.phase = Phase::Rejecting;
        let (submitter, reports) = (self.submitter.clone(), self.reports.clone());
        tokio::spawn(async move {
            let result = submitter.submit(Call::Reject { request, reason }).await;
            let _ = reports.send(Report::Rejected(request, reason, result)).await;
        });
    }

    fn forget(&mut self, request: RequestId) {
        match self.jobs.remove(&request).map(|job| job.phase) {
            Some(Phase::Delivered { .. } | Phase::Unprovable { .. }) | None => {}
            Some(phase) => {
                tracing::warn!(
                    code = "job.gone",
                    request,
                    ?phase,
                    "the chain assigns the job no more"
                );
            }
        }
    }

    fn on_report(&mut self, report: Report) {
        match report {
            Report::Proved(request, result) => self.on_proved(request, result),
            Report::Delivered(request, result) => self.on_delivered(request, result),
            Report::Rejected(request, reason, result) => self.on_rejected(request, reason, result),
            Report::Assigned(block, result) => self.on_assigned(block, result),
            Report::OffersChecked(wanted, result) => self.on_offers_checked(wanted, result),
        }
    }

    fn on_proved(&mut self, request: RequestId, result: Result<Delivery, JobError>) {
        let head = self.head;
        let Some(job) = self.jobs.get_mut(&request) else {
            return;
        };
        match result {
            Ok(delivery) => {
                tracing::info!(
                    request,
                    circuit = delivery.circuit,
                    witness_ms = millis(delivery.witness_time),
                    proving_ms = millis(delivery.proving_time),
                    "proved"
                );
                job.phase = Phase::Proved;
                job.delivery = Some(delivery);
                if head < job.assigned.due {
                    self.deliver(request);
                }
            }
            Err(error) => {
                let fault = Fault {
                    permanent: error.is_permanent(),
                    rejection: error.rejection(),
                };
                job.phase = after_failure(head, job.attempts, &job.assigned, fault);
                let (attempt, next) = (job.attempts, job.phase);
                tracing::error!(code = error.code(), request, attempt, ?next, "{error}");
                if let Phase::Unprovable { reason, .. } = next {
                    self.reject(request, reason);
                }
            }
        }
    }

    fn on_delivered(&mut self, request: RequestId, result: Result<Inclusion, SubmitError>) {
        let Some(job) = self.jobs.get_mut(&request) else {
            return;
        };
        match result {
            Ok(block) => {
                tracing::info!(request, block = block.number, hash = ?block.hash, "delivered");
                job.phase = Phase::Delivered { at: block.number };
            }
            // Whether the job is still there is for the next block's assignments to say.
            Err(error) => {
                job.attempts += 1;
                job.phase = after_delivery_failed(self.head, job.attempts);
                let (attempt, next) = (job.attempts, job.phase);
                tracing::error!(code = error.code(), request, attempt, ?next, "{error}");
            }
        }
    }

    fn on_rejected(
        &mut self,
        request: RequestId,
        reason: RejectionReason,
        result: Result<Inclusion, SubmitError>,
    ) {
        let head = self.head;
        let Some(job) = self.jobs.get_mut(&request) else {
            return;
        };
        // Sent again if the chain still assigns the job then: a reorganisation has taken the rejection back, or it failed.
        let from = match result {
            Ok(block) => {
                tracing::info!(request, ?reason, block = block.number, "rejected");
                block.number.saturating_add(REPEAT_AFTER)
            }
            Err(error) => {
                tracing::error!(code = error.code(), request, ?reason, "{error}");
                head.saturating_add(1)
            }
        };
        job.phase = Phase::Unprovable { reason, from };
    }

    fn check_offers(&mut self) {
        if self.checking_offers {
            return;
        }
        self.checking_offers = true;
        self.next_offers_check = self.head.saturating_add(OFFERS_CHECK);
        let (chain, submitter, prover) = (self.chain.clone(), self.submitter.clone(), self.prover);
        let (wanted, reports) = (self.offers.clone(), self.reports.clone());
        tokio::spawn(async move {
            let result = set_offers(&chain, &submitter, &prover, &wanted).await;
            let _ = reports.send(Report::OffersChecked(wanted, result)).await;
        });
    }

    fn on_offers_checked(
        &mut self,
        wanted: BTreeMap<u32, u128>,
        result: Result<Option<Inclusion>, SubmitError>,
    ) {
        self.checking_offers = false;
        if wanted != self.offers {
            return self.check_offers();
        }
        match result {
            Ok(set) => {
                if let Some(block) = set {
                    tracing::info!(offers = ?self.offers, block = block.number, "offers set");
                }
                self.offers_settled = Some(set.map_or(self.head, |block| block.number));
            }
            Err(error) => {
                tracing::error!(code = error.code(), "offers could not be set: {error}");
                self.next_offers_check = self.head.saturating_add(OFFERS_RETRY);
            }
        }
    }
}

/// Makes the offers on chain the wanted ones; the result is the block that changed them, where they had to change.
async fn set_offers(
    chain: &Chain,
    submitter: &Submitter,
    prover: &AccountId32,
    wanted: &BTreeMap<u32, u128>,
) -> Result<Option<Inclusion>, SubmitError> {
    let on_chain: Result<_, ChainError> = chain.client().offers(prover).await;
    match difference(&on_chain?, wanted) {
        None => Ok(None),
        Some(asks) => submitter.submit(Call::SetOffers(asks)).await.map(Some),
    }
}

fn as_assigned(assignment: &Assignment) -> Assigned {
    Assigned {
        request: assignment.request,
        reject_by: assignment.job.reject_by,
        due: assignment.job.due,
    }
}

/// Ready at `end`; never without one.
async fn until(end: Option<Instant>) {
    match end {
        Some(end) => sleep_until(end.into()).await,
        None => std::future::pending().await,
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
