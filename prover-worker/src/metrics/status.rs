//! The state of now, as `/status` gives it and the terminal view shows it.

use crate::economics::Plan;
use serde::{Deserialize, Serialize};

/// What the worker is at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Version of the worker.
    pub version: String,
    /// The prover that it works for.
    pub prover: String,
    /// The account that signs.
    pub signer: String,
    /// When it started, in seconds since the epoch.
    pub started: u64,
    /// Whether it was told to stop.
    pub stopping: bool,
    /// What broke and does not mend itself.
    pub fault: Option<String>,
    /// The stable code of the latest failure.
    pub last_failure: Option<String>,
    /// The node.
    pub node: NodeStatus,
    /// Jobs that the chain has assigned.
    pub jobs: Vec<JobStatus>,
    /// Lanes at work.
    pub lanes_busy: usize,
    /// All lanes.
    pub lanes: usize,
    /// Categories of the configuration.
    pub offers: Vec<OfferStatus>,
    /// What the prover has at its disposal.
    pub capacity: Option<CapacityStatus>,
    /// The breaker.
    pub breaker: BreakerStatus,
    /// How jobs ended since the start.
    pub totals: Totals,
    /// What is known of circuits.
    pub circuits: Vec<CircuitStatus>,
}

/// The node.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeStatus {
    /// Which one, host and port only: a path may hold a secret.
    pub url: String,
    /// Whether it answers.
    pub connected: bool,
    /// Best block.
    pub head: u32,
    /// When the worker saw it, in seconds since the epoch.
    pub head_seen: u64,
    /// Finalized block; 0 where the worker does not follow finality.
    pub finalized: u32,
    /// Time from block to block, in milliseconds.
    pub block_time_ms: u64,
}

/// A job that the chain has assigned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobStatus {
    /// The request.
    pub request: u64,
    /// The circuit's name in the configuration, or the beginning of its id.
    pub circuit: String,
    /// The category.
    pub category: u32,
    /// One of [`JOB_STATES`](super::JOB_STATES).
    pub state: String,
    /// Attempts so far.
    pub attempts: u32,
    /// Block of the match.
    pub matched: u32,
    /// Last block to hand it back.
    pub reject_by: u32,
    /// Last block to deliver.
    pub due: u32,
    /// Planck that a proof in time is owed, before the protocol fee.
    #[serde(with = "planck")]
    pub payment: u128,
    /// Planck that a miss costs.
    #[serde(with = "planck")]
    pub collateral: u128,
}

/// A category of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferStatus {
    /// Which one.
    pub category: u32,
    /// Unit ask on offer, in planck per proving unit.
    pub ask: Option<String>,
    /// Why it is not offered.
    pub held: Option<String>,
}

/// What the prover has at its disposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapacityStatus {
    /// Slots that can take a job.
    pub free_slots: u32,
    /// Planck of stake that can secure jobs.
    #[serde(with = "planck")]
    pub free_stake: u128,
    /// Planck that jobs have locked.
    #[serde(with = "planck")]
    pub locked: u128,
}

/// The breaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakerStatus {
    /// `closed`, `half-open` or `open`.
    pub state: String,
    /// When its pause ends, in seconds since the epoch.
    pub paused_until: Option<u64>,
}

impl Default for BreakerStatus {
    fn default() -> Self {
        Self {
            state: "closed".into(),
            paused_until: None,
        }
    }
}

/// How jobs ended since the start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Proofs in time.
    pub delivered: u64,
    /// Deadlines missed.
    pub missed: u64,
    /// Jobs handed back.
    pub rejected: u64,
    /// Errors of any kind.
    pub failures: u64,
    /// Planck owed for proofs, before the protocol fee.
    #[serde(with = "planck")]
    pub earned: u128,
    /// Planck of collateral lost.
    #[serde(with = "planck")]
    pub slashed: u128,
}

impl Totals {
    /// Share of jobs that were delivered of those that were not handed back; 1 before the first.
    pub fn on_time(&self) -> f64 {
        match self.delivered.saturating_add(self.missed) {
            0 => 1.0,
            all => self.delivered as f64 / all as f64,
        }
    }
}

/// What is known of a circuit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircuitStatus {
    /// Its name in the configuration.
    pub name: String,
    /// Proofs that were timed.
    pub measured: usize,
    /// Half of them took no longer, in milliseconds.
    pub median_ms: u64,
    /// 99 of 100 took no longer, in milliseconds.
    pub p99_ms: u64,
}

impl Status {
    pub(super) fn new(prover: &str, signer: &str, started: u64) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            prover: prover.into(),
            signer: signer.into(),
            started,
            ..Self::default()
        }
    }

    /// Why the worker cannot take jobs at `now`; empty if it can. A node that has told of no block for `stall_s` seconds counts as
    /// gone.
    pub fn obstacles(&self, now: u64, stall_s: u64) -> Vec<String> {
        let mut obstacles = Vec::new();
        if let Some(fault) = &self.fault {
            obstacles.push(format!("broken: {fault}"));
        }
        if self.stopping {
            obstacles.push("stopping".into());
        }
        if !self.node.connected {
            obstacles.push("no node answers".into());
        } else if now.saturating_sub(self.node.head_seen) > stall_s {
            obstacles.push(format!(
                "no block since {} s",
                now.saturating_sub(self.node.head_seen)
            ));
        }
        obstacles
    }
}

impl OfferStatus {
    pub(super) fn of(plan: &Plan) -> Vec<Self> {
        let offered = plan.offers.iter().map(|(category, ask)| Self {
            category: *category,
            ask: Some(ask.to_string()),
            held: None,
        });
        let held = plan.held.iter().map(|(category, reason)| Self {
            category: *category,
            ask: None,
            held: Some(reason.to_string()),
        });
        let mut all: Vec<Self> = offered.chain(held).collect();
        all.sort_by_key(|offer| offer.category);
        all
    }
}

/// Amounts as strings: many readers of JSON cut numbers off at 2^53.
mod planck {
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(amount: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(amount)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::custom("not an amount of planck"))
    }
}
