//! What the daemon tells of its work, and what it asks before it decides.

use crate::intake::Phase;
use proofnet_market::{CircuitId, RejectionReason, RequestId};
use std::time::Duration;

/// A job that is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSeen {
    /// Its request.
    pub request: RequestId,
    /// Its circuit.
    pub circuit: CircuitId,
    /// Its category.
    pub category: u32,
    /// Where the worker is with it.
    pub phase: Phase,
    /// Attempts so far.
    pub attempts: u32,
    /// Block of the match.
    pub matched: u32,
    /// Last block to hand it back.
    pub reject_by: u32,
    /// Last block to deliver.
    pub due: u32,
    /// Planck that a proof in time is owed, before the protocol fee.
    pub payment: u128,
    /// Planck that a miss costs.
    pub collateral: u128,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// All jobs that are assigned, after a block was acted on.
    Jobs {
        /// The best block.
        number: u32,
        /// The last final one.
        finalized: u32,
        /// Proofs at a time.
        lanes: usize,
        /// The jobs.
        jobs: Vec<JobSeen>,
    },
    /// A transaction ended.
    Transaction {
        /// What it called.
        call: &'static str,
        /// `included`, or the error's code.
        result: &'static str,
    },
    /// The worker was told to stop.
    Stopping,
    /// Something broke that does not mend itself, and the worker is about to end.
    Broken {
        /// What.
        what: String,
    },
    /// A block is acted on; so many jobs are assigned in it.
    Block {
        /// Its number.
        number: u32,
        /// Jobs.
        assigned: usize,
    },
    /// A job is assigned that was not before.
    Assigned {
        /// Its request.
        request: RequestId,
        /// Its circuit.
        circuit: CircuitId,
        /// Its category.
        category: u32,
    },
    /// An attempt to prove begins.
    Proving {
        /// The request.
        request: RequestId,
    },
    /// A proof was made and verified.
    Proved {
        /// The request.
        request: RequestId,
        /// Its circuit.
        circuit: CircuitId,
        /// What it took, with input and witness.
        took: Duration,
        /// What generating the witness took.
        witness: Duration,
        /// What proving and verifying took.
        proving: Duration,
    },
    /// An attempt failed.
    Failed {
        /// The request.
        request: RequestId,
        /// Its circuit.
        circuit: CircuitId,
        /// The error's code.
        code: &'static str,
        /// Whether the worker is to blame, not the requester.
        own: bool,
    },
    /// A delivery got into a block.
    Delivered {
        /// The request.
        request: RequestId,
        /// The block.
        block: u32,
    },
    /// A job was handed back.
    HandedBack {
        /// The request.
        request: RequestId,
        /// What the market was told.
        reason: RejectionReason,
    },
    /// A job's due block passed.
    Missed {
        /// The request.
        request: RequestId,
    },
}

/// Listens to what happens, and says how long proofs take.
pub trait Advisor: Send + Sync + 'static {
    /// Something happened. Called from the daemon's loop: it must not take long.
    fn event(&self, event: &Event);

    /// How long a proof for `circuit` is expected to take; `None` where that is not known.
    fn expected(&self, circuit: &CircuitId) -> Option<Duration>;

    /// Whether the job of `request` is better handed back now than tried, with `left` for proving it once a lane is free.
    fn is_better_handed_back(&self, request: RequestId, left: Duration) -> bool;
}
