//! What the worker tells of itself: counters for Prometheus, and the state of now for `/status`.
//!
//! The daemon calls the methods of [`Metrics`]; nobody else writes. What they mean is in the book, page
//! `provers/metrics.md`, which a test compares with the registry.

mod status;

pub use status::{
    BreakerStatus, CapacityStatus, CircuitStatus, JobStatus, NodeStatus, OfferStatus, Status, Totals,
};

use crate::economics::{Permit, Plan};
use prometheus_client::{
    encoding::{text::encode, EncodeLabelSet},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{exponential_buckets, Histogram},
        info::Info,
    },
    registry::Registry,
};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{atomic::AtomicU64, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// What every metric's name starts with.
pub const PREFIX: &str = "prover_worker";

/// The states that a job may be in, as `prover_worker_jobs` and `/status` name them.
pub const JOB_STATES: [&str; 7] = [
    "queued",
    "proving",
    "proved",
    "delivering",
    "delivered",
    "handing-back",
    "given-up",
];

type Real = Gauge<f64, AtomicU64>;
type Amount = Counter<f64, AtomicU64>;

/// Declares a label set with one label.
macro_rules! label {
    ($name:ident, $label:ident) => {
        #[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
        struct $name {
            $label: String,
        }
    };
}
label!(ByState, state);
label!(ByCircuit, circuit);
label!(ByCategory, category);
label!(ByReason, reason);
label!(ByCode, code);
label!(ByBackend, backend);
label!(ByUse, of);

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ByDevice {
    device: String,
    of: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ByCall {
    call: String,
    result: String,
}

/// The worker's metrics and its state of now.
pub struct Metrics {
    registry: Registry,
    status: Mutex<Status>,
    jobs: Family<ByState, Gauge>,
    lanes: Family<ByState, Gauge>,
    assigned: Counter,
    delivered: Counter,
    missed: Counter,
    rejected: Family<ByReason, Counter>,
    on_time: Real,
    failures: Family<ByCode, Counter>,
    wrong_proofs: Family<ByBackend, Counter>,
    witness: Family<ByCircuit, Histogram, fn() -> Histogram>,
    proving: Family<ByCircuit, Histogram, fn() -> Histogram>,
    latency: Histogram,
    earned: Amount,
    slashed: Amount,
    stake: Family<ByUse, Real>,
    free_slots: Gauge,
    asks: Family<ByCategory, Real>,
    breaker: Gauge,
    connected: Gauge,
    reconnects: Counter,
    head: Gauge,
    finalized: Gauge,
    transactions: Family<ByCall, Counter>,
    resident: Gauge,
    gpu_memory: Family<ByDevice, Gauge>,
}

/// 10 ms to about 3 hours.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.01, 2.0, 21))
}

impl Metrics {
    /// Nothing has happened yet.
    pub fn new(prover: &str, signer: &str) -> Self {
        let mut registry = Registry::with_prefix(PREFIX);
        /// Registers a metric and gives it back.
        macro_rules! register {
            ($name:expr, $help:expr) => {
                register!($name, $help, Default::default())
            };
            ($name:expr, $help:expr, $metric:expr) => {{
                let metric = $metric;
                registry.register($name, $help, Clone::clone(&metric));
                metric
            }};
        }
        let jobs = register!(
            "jobs",
            "Jobs that the chain has assigned, by what the worker does with them"
        );
        let lanes = register!("lanes", "Room for proofs at a time, busy and in all");
        let assigned = register!("jobs_assigned", "Jobs that the prover was matched with");
        let delivered = register!("jobs_delivered", "Proofs delivered in time");
        let missed = register!("jobs_missed", "Deadlines missed");
        let rejected = register!("jobs_rejected", "Jobs handed back, by reason");
        let on_time = register!(
            "on_time_ratio",
            "Delivered / (delivered + missed) since the start; 1 before the first"
        );
        let failures = register!("failures", "Errors, by stable code");
        let wrong_proofs = register!(
            "wrong_proofs",
            "Proofs that did not verify and were not sent, by backend"
        );
        let witness = register!(
            "witness_seconds",
            "Generating a witness, by circuit",
            Family::new_with_constructor(seconds as fn() -> Histogram)
        );
        let proving = register!(
            "proving_seconds",
            "Proving and verifying, by circuit",
            Family::new_with_constructor(seconds as fn() -> Histogram)
        );
        let latency = register!(
            "delivery_blocks",
            "Blocks from the match to the delivery",
            Histogram::new([
                1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0, 89.0, 144.0, 233.0, 610.0, 1_597.0, 4_181.0
            ])
        );
        let earned = register!(
            "earned_planck",
            "What delivered proofs are owed, before the protocol fee"
        );
        let slashed = register!("slashed_planck", "Collateral of missed deadlines");
        let stake = register!(
            "stake_planck",
            "The prover's stake: free for new jobs, and locked as collateral"
        );
        let free_slots = register!("free_slots", "Slots on chain that can take a job");
        let asks = register!("offer_ask_planck", "Unit asks on offer, by category");
        let breaker = register!("breaker_state", "0 closed, 1 half-open, 2 open");
        let connected = register!("node_connected", "1 while a node answers");
        let reconnects = register!("node_reconnects", "Connections to a node after the first");
        let head = register!("head_block", "Best block");
        let finalized = register!("finalized_block", "Finalized block");
        let transactions = register!("transactions", "Transactions, by call and how they ended");
        let resident = register!("resident_memory_bytes", "Memory of the process");
        let gpu_memory = register!("gpu_memory_bytes", "Memory of accelerators, used and in all");
        registry.register(
            "build",
            "Version of the worker",
            Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]),
        );
        let metrics = Self {
            status: Mutex::new(Status::new(prover, signer, now())),
            registry,
            jobs,
            lanes,
            assigned,
            delivered,
            missed,
            rejected,
            on_time,
            failures,
            wrong_proofs,
            witness,
            proving,
            latency,
            earned,
            slashed,
            stake,
            free_slots,
            asks,
            breaker,
            connected,
            reconnects,
            head,
            finalized,
            transactions,
            resident,
            gpu_memory,
        };
        metrics.on_time.set(1.0);
        metrics.jobs(Vec::new());
        metrics
    }

    fn status_mut(&self) -> MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state of now.
    pub fn status(&self) -> Status {
        self.status_mut().clone()
    }

    /// In the format that Prometheus scrapes.
    pub fn text(&self) -> Result<String, fmt::Error> {
        self.resident.set(resident_memory());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    /// A node answers.
    pub fn connected(&self, url: &str, block_time: Duration) {
        let mut status = self.status_mut();
        let is_first = status.node.url.is_empty();
        if !is_first && (!status.node.connected || status.node.url != url) {
            self.reconnects.inc();
        }
        self.connected.set(1);
        status.node.url = url.to_owned();
        status.node.connected = true;
        status.node.block_time_ms = millis(block_time);
    }

    /// No node answers any more.
    pub fn disconnected(&self) {
        self.connected.set(0);
        self.status_mut().node.connected = false;
    }

    /// There is a new best block.
    pub fn head(&self, number: u32) {
        self.head.set(i64::from(number));
        let mut status = self.status_mut();
        status.node.head = number;
        status.node.head_seen = now();
        status.node.connected = true;
        self.connected.set(1);
    }

    /// There is a new finalized block.
    pub fn finalized(&self, number: u32) {
        self.finalized.set(i64::from(number));
        self.status_mut().node.finalized = number;
    }

    /// The jobs that the chain has assigned, all of them.
    pub fn jobs(&self, jobs: Vec<JobStatus>) {
        let mut counts = BTreeMap::from(JOB_STATES.map(|state| (state, 0i64)));
        for job in &jobs {
            if let Some(count) = counts.get_mut(job.state.as_str()) {
                *count += 1;
            }
        }
        for (state, count) in counts {
            let labels = ByState { state: state.into() };
            self.jobs.get_or_create(&labels).set(count);
        }
        self.status_mut().jobs = jobs;
    }

    /// How many lanes there are, and how many are at work.
    pub fn lanes(&self, busy: usize, all: usize) {
        for (state, count) in [("busy", busy), ("all", all)] {
            let labels = ByState { state: state.into() };
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.lanes.get_or_create(&labels).set(count);
        }
        let mut status = self.status_mut();
        (status.lanes_busy, status.lanes) = (busy, all);
    }

    /// The prover was matched with a job.
    pub fn assigned(&self) {
        self.assigned.inc();
    }

    /// A proof was made and holds.
    pub fn proved(&self, circuit: &str, witness: Duration, proving: Duration) {
        let labels = ByCircuit {
            circuit: circuit.to_owned(),
        };
        self.witness.get_or_create(&labels).observe(witness.as_secs_f64());
        self.proving.get_or_create(&labels).observe(proving.as_secs_f64());
    }

    /// What is known of how long circuits take.
    pub fn circuits(&self, circuits: Vec<CircuitStatus>) {
        self.status_mut().circuits = circuits;
    }

    /// A proof was delivered, `blocks` after the match; `payment` planck are owed for it.
    pub fn delivered(&self, blocks: u32, payment: u128) {
        self.delivered.inc();
        self.latency.observe(f64::from(blocks));
        self.earned.inc_by(payment as f64);
        let mut status = self.status_mut();
        status.totals.delivered += 1;
        status.totals.earned = status.totals.earned.saturating_add(payment);
        self.on_time.set(status.totals.on_time());
    }

    /// A deadline was missed, and `collateral` planck with it.
    pub fn missed(&self, collateral: u128) {
        self.missed.inc();
        self.slashed.inc_by(collateral as f64);
        let mut status = self.status_mut();
        status.totals.missed += 1;
        status.totals.slashed = status.totals.slashed.saturating_add(collateral);
        self.on_time.set(status.totals.on_time());
    }

    /// A job was handed back.
    pub fn rejected(&self, reason: impl fmt::Debug) {
        let labels = ByReason {
            reason: format!("{reason:?}"),
        };
        self.rejected.get_or_create(&labels).inc();
        self.status_mut().totals.rejected += 1;
    }

    /// Something failed, with a stable code.
    pub fn failed(&self, code: &str) {
        let labels = ByCode {
            code: code.to_owned(),
        };
        self.failures.get_or_create(&labels).inc();
        let mut status = self.status_mut();
        status.totals.failures += 1;
        status.last_failure = Some(code.to_owned());
    }

    /// A backend is in use. Its wrong proofs are told from 0 on: the first one is to be seen as an increase.
    pub fn backend(&self, backend: &str) {
        let labels = ByBackend {
            backend: backend.to_owned(),
        };
        drop(self.wrong_proofs.get_or_create(&labels));
    }

    /// A backend made a proof that does not verify.
    pub fn wrong_proof(&self, backend: &str) {
        let labels = ByBackend {
            backend: backend.to_owned(),
        };
        self.wrong_proofs.get_or_create(&labels).inc();
    }

    /// A transaction ended: `included`, or the stable code of the error.
    pub fn transaction(&self, call: &str, result: &str) {
        let labels = ByCall {
            call: call.to_owned(),
            result: result.to_owned(),
        };
        self.transactions.get_or_create(&labels).inc();
    }

    /// What is offered and what is not.
    pub fn offers(&self, plan: &Plan) {
        self.asks.clear();
        for (category, ask) in &plan.offers {
            let labels = ByCategory {
                category: category.to_string(),
            };
            self.asks.get_or_create(&labels).set(*ask as f64);
        }
        self.status_mut().offers = OfferStatus::of(plan);
    }

    /// What the prover has at its disposal.
    pub fn capacity(&self, free_slots: u32, free_stake: u128, locked: u128) {
        self.free_slots.set(i64::from(free_slots));
        for (of, planck) in [("free", free_stake), ("locked", locked)] {
            let labels = ByUse { of: of.into() };
            self.stake.get_or_create(&labels).set(planck as f64);
        }
        self.status_mut().capacity = Some(CapacityStatus {
            free_slots,
            free_stake,
            locked,
        });
    }

    /// What the breaker permits; `until` is when its pause ends, in seconds since the epoch.
    pub fn breaker(&self, permit: Permit, until: Option<u64>) {
        self.breaker.set(match permit {
            Permit::All => 0,
            Permit::One => 1,
            Permit::Nothing => 2,
        });
        self.status_mut().breaker = BreakerStatus {
            state: permit.state().into(),
            paused_until: until,
        };
    }

    /// The memory of an accelerator, in bytes.
    pub fn gpu_memory(&self, device: &str, used: u64, all: u64) {
        for (of, bytes) in [("used", used), ("all", all)] {
            let labels = ByDevice {
                device: device.to_owned(),
                of: of.into(),
            };
            let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            self.gpu_memory.get_or_create(&labels).set(bytes);
        }
    }

    /// The worker was told to stop.
    pub fn stopping(&self) {
        self.status_mut().stopping = true;
    }

    /// Something broke that does not mend itself: `/health` says so from now on.
    pub fn fault(&self, what: &str) {
        self.status_mut().fault = Some(what.to_owned());
    }
}

/// Seconds since the epoch.
pub fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map(|since| since.as_secs()).unwrap_or_default()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Bytes of the process's memory that are in use, 0 where the system does not tell.
fn resident_memory() -> i64 {
    const PAGE: i64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split_whitespace().nth(1);
    pages
        .and_then(|pages| pages.parse::<i64>().ok())
        .map_or(0, |pages| pages.saturating_mul(PAGE))
}
