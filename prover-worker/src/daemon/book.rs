//! The jobs, in memory and on disk: every change is on disk before anybody acts on it.

use crate::{
    chain::{Assignment, Purpose, Submission},
    intake::{Assigned, Phase},
    store::{Change, Closed, JobRow, Outcome, Proof, Store, StoreError},
};
use proofnet_market::RequestId;
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// A job that has not ended.
pub struct Job {
    /// What is on disk.
    pub row: JobRow,
    /// Where the worker is with it now.
    pub phase: Phase,
    /// How its proof came about, where this process made it.
    pub made: Option<Made>,
}

/// What passed around the making of a proof.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    /// From what started the attempt (a block, a lane that became free) to its start, and what it took beside witness and proof.
    pub around: Duration,
    /// When the proof was there.
    pub ended: Instant,
}

impl Job {
    /// As deciding needs it.
    pub fn assigned(&self, request: RequestId) -> Assigned {
        Assigned {
            request,
            reject_by: self.row.reject_by,
            due: self.row.due,
        }
    }
}

/// The jobs.
pub struct Book {
    store: Arc<Store>,
    jobs: BTreeMap<RequestId, Job>,
}

impl Book {
    /// Reads what the process before left. Gives the transactions of which it did not see the end, too.
    pub fn load(store: Arc<Store>) -> Result<(Self, Vec<Submission>), StoreError> {
        let submissions = store.submissions()?;
        let mut jobs = BTreeMap::new();
        for (request, row) in store.jobs()? {
            if row.closed.is_none() {
                let phase = row.phase.after_restart(row.attempts);
                if phase == Phase::GivenUp && row.phase != phase {
                    tracing::error!(
                        code = "job.crashes",
                        request,
                        attempts = row.attempts,
                        "the worker ended in each attempt to prove this: given up"
                    );
                }
                jobs.insert(
                    request,
                    Job {
                        row,
                        phase,
                        made: None,
                    },
                );
            }
        }
        for submission in &submissions {
            let (requests, phase) = match &submission.purpose {
                Purpose::Deliver(requests) => (requests.as_slice(), Phase::Delivering),
                Purpose::Reject(request, _) => (std::slice::from_ref(request), Phase::Rejecting),
                Purpose::Offers | Purpose::Accept | Purpose::InputKey => continue,
            };
            for request in requests {
                if let Some(job) = jobs.get_mut(request) {
                    job.phase = phase;
                }
            }
        }
        if !jobs.is_empty() || !submissions.is_empty() {
            tracing::info!(
                jobs = jobs.len(),
                transactions = submissions.len(),
                path = %store.path().display(),
                "taking up what is on disk"
            );
        }
        Ok((Self { store, jobs }, submissions))
    }

    /// Where the worker is with every job.
    pub fn phases(&self) -> BTreeMap<RequestId, Phase> {
        self.jobs
            .iter()
            .map(|(request, job)| (*request, job.phase))
            .collect()
    }

    /// A job.
    pub fn get(&self, request: RequestId) -> Option<&Job> {
        self.jobs.get(&request)
    }

    /// A job, to note what is not for the disk.
    pub fn get_mut(&mut self, request: RequestId) -> Option<&mut Job> {
        self.jobs.get_mut(&request)
    }

    /// The proof for `request`.
    pub fn proof(&self, request: RequestId) -> Result<Option<Proof>, StoreError> {
        self.store.proof(request)
    }

    /// Takes up what is assigned. Gives the requests that are new.
    pub fn observe(
        &mut self,
        assignments: &BTreeMap<RequestId, Assignment>,
    ) -> Result<Vec<RequestId>, StoreError> {
        let (mut changes, mut new) = (Vec::new(), Vec::new());
        for (request, assignment) in assignments {
            let job = match self.jobs.get_mut(request) {
                Some(job) => job,
                None => {
                    new.push(*request);
                    let row = self.reopened(*request)?.unwrap_or_else(|| row(assignment));
                    let phase = row.phase;
                    changes.push(Change::Job(*request, row.clone()));
                    self.jobs.entry(*request).or_insert(Job {
                        row,
                        phase,
                        made: None,
                    })
                }
            };
            // After a reorganisation the match may be another one.
            let terms = &assignment.job;
            if (job.row.matched, job.row.due) != (terms.matched, terms.due) {
                job.row.matched = terms.matched;
                job.row.reject_by = terms.reject_by;
                job.row.due = terms.due;
                changes.push(Change::Job(*request, job.row.clone()));
            }
        }
        self.write(&changes)?;
        Ok(new)
    }

    /// The row of a job that ended, but on a fork that is no more.
    fn reopened(&self, request: RequestId) -> Result<Option<JobRow>, StoreError> {
        let Some(mut row) = self.store.job(request)? else {
            return Ok(None);
        };
        row.closed = None;
        row.attempts = 0;
        row.phase = match self.store.proof(request)? {
            Some(_) => Phase::Proved,
            None => Phase::NEW,
        };
        Ok(Some(row))
    }

    /// Moves jobs, and writes that together with `changes`.
    pub fn advance(
        &mut self,
        moves: &[(RequestId, Phase)],
        mut changes: Vec<Change>,
    ) -> Result<(), StoreError> {
        for (request, phase) in moves {
            let Some(job) = self.jobs.get_mut(request) else {
                continue;
            };
            job.phase = *phase;
            let durable = match phase {
                // That a transaction is under way, the transaction itself says.
                Phase::Delivering => Phase::Proved,
                Phase::Rejecting => job.row.phase,
                phase => *phase,
            };
            if durable == Phase::Proving {
                job.row.proofs_begun = job.row.proofs_begun.saturating_add(1);
            }
            if durable != job.row.phase || durable == Phase::Proving {
                job.row.phase = durable;
                changes.push(Change::Job(*request, job.row.clone()));
            }
        }
        self.write(&changes)
    }

    /// Counts an attempt, which is on disk with the next move.
    pub fn count_attempt(&mut self, request: RequestId) -> u32 {
        let Some(job) = self.jobs.get_mut(&request) else {
            return 0;
        };
        job.row.attempts = job.row.attempts.saturating_add(1);
        job.row.attempts
    }

    /// Ends a job, which the chain assigned no more in block `at`.
    pub fn close(&mut self, request: RequestId, outcome: Outcome, at: u32) -> Result<(), StoreError> {
        let Some(mut job) = self.jobs.remove(&request) else {
            return Ok(());
        };
        job.row.closed = Some(Closed { outcome, at });
        self.write(&[Change::Job(request, job.row)])
    }

    /// Writes what concerns no job.
    pub fn write(&self, changes: &[Change]) -> Result<(), StoreError> {
        match changes.is_empty() {
            true => Ok(()),
            false => self.store.write(changes),
        }
    }

    /// Drops what is not needed any more once block `finalized` is final.
    pub fn prune(&self, finalized: u32) -> Result<(), StoreError> {
        self.store.prune(finalized).map(drop)
    }
}

fn row(assignment: &Assignment) -> JobRow {
    JobRow {
        circuit: assignment.circuit,
        category: assignment.category,
        matched: assignment.job.matched,
        reject_by: assignment.job.reject_by,
        due: assignment.job.due,
        attempts: 0,
        proofs_begun: 0,
        phase: Phase::NEW,
        closed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Identity;
    use proofnet_market::{Input, RejectionReason, Work};
    use subxt::utils::AccountId32;
    use tempfile::TempDir;

    fn store(folder: &TempDir) -> Arc<Store> {
        let identity = Identity {
            genesis: [1; 32],
            key: [2; 32],
            prover: [3; 32],
        };
        Arc::new(Store::open(folder.path(), &identity).unwrap())
    }

    fn assigned(due: u32) -> BTreeMap<RequestId, Assignment> {
        let assignment = Assignment {
            request: 1,
            circuit: [7; 32].into(),
            category: 0,
            units: 9,
            work: Work {
                statement: vec![].try_into().unwrap(),
                input: Input::Inline(vec![].try_into().unwrap()),
            },
            job: proofnet_market::Job {
                prover: AccountId32([3; 32]),
                requester_unit_price: 1,
                prover_unit_price: 1,
                matched: due - 30,
                reject_by: due - 20,
                due,
                collateral: 1,
            },
        };
        BTreeMap::from([(1, assignment)])
    }

    fn proof() -> Change {
        let proof = Proof {
            circuit: [7; 32].into(),
            public_inputs: 1,
            outputs: vec![],
            proof: vec![1],
        };
        Change::Proof(1, proof)
    }

    fn sent(purpose: Purpose) -> Change {
        Change::Submission(Submission {
            nonce: 4,
            hash: [0; 32],
            bytes: vec![],
            purpose,
            valid_until: 99,
        })
    }

    /// The phase of the job in the process after the one that has done `steps`.
    fn after(steps: impl Fn(&mut Book)) -> Phase {
        let folder = TempDir::new().unwrap();
        {
            let (mut book, _) = Book::load(store(&folder)).unwrap();
            book.observe(&assigned(50)).unwrap();
            steps(&mut book);
        }
        let (book, _) = Book::load(store(&folder)).unwrap();
        book.get(1).unwrap().phase
    }

    #[test]
    fn job_should_be_begun_anew_when_the_process_ended_while_proving() {
        assert_eq!(after(|_| {}), Phase::NEW);
        assert_eq!(
            after(|book| book.advance(&[(1, Phase::Proving)], vec![]).unwrap()),
            Phase::NEW
        );
    }

    #[test]
    fn proof_should_be_delivered_when_the_process_ended_before_its_transaction_was_written() {
        let steps = |book: &mut Book| {
            book.advance(&[(1, Phase::Proved)], vec![proof()]).unwrap();
            book.advance(&[(1, Phase::Delivering)], vec![]).unwrap();
        };
        assert_eq!(after(steps), Phase::Proved);
    }

    #[test]
    fn transaction_should_be_waited_for_when_the_process_ended_after_it_was_written() {
        let steps = |book: &mut Book| {
            book.advance(
                &[(1, Phase::Proved)],
                vec![proof(), sent(Purpose::Deliver(vec![1]))],
            )
            .unwrap();
        };
        assert_eq!(after(steps), Phase::Delivering);
        let purpose = || Purpose::Reject(1, RejectionReason::TooLarge);
        assert_eq!(
            after(|book| book.write(&[sent(purpose())]).unwrap()),
            Phase::Rejecting
        );
    }

    #[test]
    fn delivery_should_not_be_forgotten_when_it_was_seen_in_a_block() {
        let delivered = Phase::Delivered { at: 40 };
        let steps = |book: &mut Book| {
            book.advance(
                &[(1, Phase::Proved)],
                vec![proof(), sent(Purpose::Deliver(vec![1]))],
            )
            .unwrap();
            book.advance(&[(1, delivered)], vec![Change::Done(4)]).unwrap();
        };
        assert_eq!(after(steps), delivered);
    }

    #[test]
    fn job_should_be_given_up_when_eight_processes_ended_while_proving_it() {
        let steps = |book: &mut Book| {
            for _ in 0..8 {
                book.count_attempt(1);
                book.advance(&[(1, Phase::Proving)], vec![]).unwrap();
            }
        };
        assert_eq!(after(steps), Phase::GivenUp);
    }

    #[test]
    fn proof_should_be_used_again_when_a_reorganisation_brings_a_paid_job_back() {
        let folder = TempDir::new().unwrap();
        let (mut book, _) = Book::load(store(&folder)).unwrap();
        book.observe(&assigned(50)).unwrap();
        book.advance(&[(1, Phase::Delivered { at: 40 })], vec![proof()])
            .unwrap();
        book.close(1, Outcome::Delivered, 41).unwrap();
        assert!(book.get(1).is_none());
        assert_eq!(book.observe(&assigned(52)).unwrap(), [1]);
        let job = book.get(1).unwrap();
        assert_eq!(
            (job.phase, job.row.due, job.row.closed),
            (Phase::Proved, 52, None)
        );
    }
}
