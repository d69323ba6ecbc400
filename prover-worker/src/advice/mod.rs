//! What the daemon tells becomes metrics, figures and the breaker's state; what it asks is answered from them.

mod memory;
mod pricer;

pub use memory::Memory;
pub use pricer::Pricer;

use crate::{
    daemon::{Advisor, Event, JobSeen},
    economics::{Permit, Plan, Policy, ProvingTimes},
    intake::Phase,
    metrics::{now, CircuitStatus, JobStatus, Metrics},
    offers::Offers,
};
use proofnet_market::{CircuitId, RequestId};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, time::sleep};

/// Jobs that are remembered: those that the chain assigns, and those of which it is not known yet how they ended.
const REMEMBERED: usize = 4_096;

/// Answers the daemon from one policy, and tells the metrics what happens.
pub struct Counsel {
    policy: Mutex<Policy>,
    jobs: Mutex<Jobs>,
    metrics: Arc<Metrics>,
    stopping: Mutex<bool>,
    /// Something happened that may change the offers.
    changed: Notify,
}

#[derive(Default)]
struct Jobs {
    known: BTreeMap<RequestId, JobSeen>,
    assigned: usize,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Counsel {
    /// Counsel by `policy`.
    pub fn new(policy: Policy, metrics: Arc<Metrics>) -> Self {
        let counsel = Self {
            policy: Mutex::new(policy),
            jobs: Mutex::default(),
            metrics,
            stopping: Mutex::new(false),
            changed: Notify::new(),
        };
        counsel.tell_breaker();
        counsel.tell_circuits();
        counsel
    }

    /// What is to be offered now, where the chain has `current`; `None` before anything was learned of the chain.
    pub fn plan(&self, current: BTreeMap<u32, u128>) -> Option<Plan> {
        let jobs = locked(&self.jobs).assigned;
        let plan = locked(&self.policy).plan(now(), jobs, current)?;
        self.metrics.offers(&plan);
        self.tell_breaker();
        Some(plan)
    }

    /// Has `plan` offered, unless the worker is stopping.
    fn offer(&self, offers: &Offers, plan: &Plan) {
        let stopping = locked(&self.stopping);
        if !*stopping {
            offers.want(plan.offers.clone());
        }
    }

    /// Ready when the pause of an open breaker is over; never while there is none.
    async fn trial(&self) {
        let pause = {
            let (policy, now) = (locked(&self.policy), now());
            match policy.permit(now) {
                Permit::Nothing => policy
                    .breaker()
                    .paused_until()
                    .map(|until| until.saturating_sub(now)),
                Permit::All | Permit::One => None,
            }
        };
        match pause {
            Some(seconds) => sleep(Duration::from_secs(seconds)).await,
            None => std::future::pending().await,
        }
    }

    fn tell_breaker(&self) {
        let policy = locked(&self.policy);
        self.metrics
            .breaker(policy.permit(now()), policy.breaker().paused_until());
    }

    fn tell_circuits(&self) {
        let millis = |times: &ProvingTimes, percent| {
            let time = times.percentile(percent).unwrap_or_default();
            u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
        };
        let policy = locked(&self.policy);
        let circuits = policy.times().map(|(_, name, times)| CircuitStatus {
            name: name.to_owned(),
            measured: times.len(),
            median_ms: millis(times, 50),
            p99_ms: millis(times, 99),
        });
        self.metrics.circuits(circuits.collect());
    }

    fn name(&self, circuit: &CircuitId) -> String {
        match locked(&self.policy).name(circuit) {
            Some(name) => name.to_owned(),
            None => format!("{circuit:?}"),
        }
    }

    fn seen(&self, lanes: usize, seen: &[JobSeen]) {
        let busy = seen.iter().filter(|job| job.phase == Phase::Proving).count();
        self.metrics.lanes(busy, lanes);
        let rows = seen.iter().map(|job| JobStatus {
            request: job.request,
            circuit: self.name(&job.circuit),
            category: job.category,
            state: state(&job.phase).into(),
            attempts: job.attempts,
            matched: job.matched,
            reject_by: job.reject_by,
            due: job.due,
            payment: job.payment,
            collateral: job.collateral,
        });
        self.metrics.jobs(rows.collect());
        let mut jobs = locked(&self.jobs);
        // A trial is one job: the next one is not to come while it is at work.
        let is_trial = locked(&self.policy).permit(now()) == Permit::One;
        if is_trial && jobs.assigned < seen.len() {
            self.changed.notify_one();
        }
        jobs.assigned = seen.len();
        for job in seen {
            jobs.known.insert(job.request, job.clone());
        }
        while jobs.known.len() > REMEMBERED {
            jobs.known.pop_first();
        }
    }

    fn ended(&self, request: RequestId) -> Option<JobSeen> {
        locked(&self.jobs).known.remove(&request)
    }

    fn blamed(&self) {
        locked(&self.policy).failed(now());
        self.changed.notify_one();
    }
}

impl Advisor for Counsel {
    fn event(&self, event: &Event) {
        match event {
            Event::Block { .. } | Event::Proving { .. } => {}
            Event::Jobs {
                number,
                finalized,
                lanes,
                jobs,
            } => {
                self.metrics.head(*number);
                self.metrics.finalized(*finalized);
                self.seen(*lanes, jobs);
            }
            Event::Assigned { .. } => self.metrics.assigned(),
            Event::Proved {
                circuit,
                took,
                witness,
                proving,
                ..
            } => {
                locked(&self.policy).proved(circuit, *took);
                self.metrics.proved(&self.name(circuit), *witness, *proving);
                self.tell_circuits();
            }
            Event::Failed { code, own, .. } => {
                self.metrics.failed(code);
                if *own {
                    self.blamed();
                }
            }
            Event::Transaction { call, result } => self.metrics.transaction(call, result),
            Event::Delivered { request, block } => {
                if let Some(job) = self.ended(*request) {
                    self.metrics
                        .delivered(block.saturating_sub(job.matched), job.payment);
                }
                locked(&self.policy).succeeded(now());
                self.changed.notify_one();
            }
            Event::HandedBack { request, reason } => {
                self.ended(*request);
                self.metrics.rejected(reason);
                self.changed.notify_one();
            }
            Event::Missed { request } => {
                let collateral = self.ended(*request).map_or(0, |job| job.collateral);
                self.metrics.missed(collateral);
                self.blamed();
            }
            Event::Broken { what } => self.metrics.fault(what),
            Event::Stopping => {
                *locked(&self.stopping) = true;
                self.metrics.stopping();
            }
        }
    }

    fn expected(&self, circuit: &CircuitId) -> Option<Duration> {
        locked(&self.policy).expected(circuit)
    }

    fn is_better_handed_back(&self, request: RequestId, left: Duration) -> bool {
        let Some(job) = locked(&self.jobs).known.get(&request).cloned() else {
            return false;
        };
        let is_proving = job.phase == Phase::Proving;
        locked(&self.policy).is_better_handed_back(
            &job.circuit,
            left,
            is_proving,
            job.collateral,
            job.payment,
        )
    }
}

/// As metrics and the status call it.
fn state(phase: &Phase) -> &'static str {
    match phase {
        Phase::Waiting { proved: false, .. } => "queued",
        Phase::Proving => "proving",
        Phase::Proved | Phase::Waiting { proved: true, .. } => "proved",
        Phase::Delivering => "delivering",
        Phase::Delivered { .. } => "delivered",
        Phase::Unprovable { .. } | Phase::Rejecting => "handing-back",
        Phase::GivenUp => "given-up",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{chain::MarketTerms, config::Config, economics::Breaker, economics::Market};
    use tokio::time::timeout;

    const CIRCUIT: CircuitId = CircuitId::repeat_byte(7);
    const AT_ONCE: Duration = Duration::from_millis(100);

    /// Counsel whose breaker opens for two seconds at the second failure, where a job is worth less than it may cost.
    fn counsel() -> Counsel {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("worker.toml");
        let text =
            "[key]\ndev = \"//Alice\"\n[node]\nurls = \"ws://127.0.0.1:9944\"\n[breaker]\npause_s = 2\n";
        std::fs::write(&file, text).unwrap();
        let config = Config::load(&file, []).unwrap();
        let mut policy = Policy::new(&config, [(CIRCUIT, "a")], None, Breaker::default());
        policy.learn(Market {
            categories: vec![],
            circuits: BTreeMap::new(),
            terms: MarketTerms {
                protocol_fee: 0,
                rejection_fee: 1,
            },
            slots: None,
            block_time: Duration::from_secs(2),
        });
        Counsel::new(policy, Arc::new(Metrics::new("prover", "signer")))
    }

    fn job(request: RequestId, phase: Phase) -> JobSeen {
        JobSeen {
            request,
            circuit: CIRCUIT,
            category: 0,
            phase,
            attempts: 0,
            matched: 1,
            reject_by: 10,
            due: 30,
            payment: 10,
            collateral: 100,
        }
    }

    fn assigned(counsel: &Counsel, jobs: Vec<JobSeen>) {
        counsel.event(&Event::Jobs {
            number: 1,
            finalized: 1,
            lanes: 1,
            jobs,
        });
    }

    fn fail(counsel: &Counsel, times: usize) {
        for request in 0..times as RequestId {
            counsel.event(&Event::Missed { request });
        }
    }

    #[tokio::test]
    async fn trial_should_never_begin_when_the_breaker_is_closed() {
        let counsel = counsel();
        assert!(timeout(AT_ONCE, counsel.trial()).await.is_err());
        fail(&counsel, 1);
        assert!(timeout(AT_ONCE, counsel.trial()).await.is_err());
    }

    #[tokio::test]
    async fn trial_should_begin_once_when_the_pause_is_over() {
        let counsel = counsel();
        fail(&counsel, 2);
        counsel.trial().await;
        assert_eq!(locked(&counsel.policy).permit(now()), Permit::One);
        assert!(timeout(AT_ONCE, counsel.trial()).await.is_err());
    }

    #[tokio::test]
    async fn offers_should_be_planned_anew_when_a_trial_gets_its_job() {
        let counsel = counsel();
        fail(&counsel, 2);
        counsel.trial().await;
        counsel.changed.notified().await;
        assigned(&counsel, vec![job(9, Phase::NEW)]);
        assert!(timeout(AT_ONCE, counsel.changed.notified()).await.is_ok());
        assigned(&counsel, vec![job(9, Phase::Proving)]);
        assert!(timeout(AT_ONCE, counsel.changed.notified()).await.is_err());
    }

    #[test]
    fn job_that_waits_should_be_handed_back_when_the_breaker_is_open() {
        let counsel = counsel();
        let left = Duration::from_secs(20);
        assigned(&counsel, vec![job(8, Phase::Proving), job(9, Phase::NEW)]);
        assert!(!counsel.is_better_handed_back(9, left));
        fail(&counsel, 2);
        assert!(counsel.is_better_handed_back(9, left));
        assert!(!counsel.is_better_handed_back(8, left));
    }
}
