//! What is kept, in SCALE. A change of these types is a new schema.

use crate::{chain::Hash, intake::Phase};
use codec::{Decode, Encode};
use proofnet_market::CircuitId;
use proofnet_proofs::Scalar;

/// For whom the state is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Identity {
    /// The chain's first block.
    pub genesis: [u8; 32],
    /// The account of the key that signs.
    pub key: [u8; 32],
    /// The prover that it acts for.
    pub prover: [u8; 32],
}

/// What is known of a job. Times are block numbers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct JobRow {
    /// Its circuit.
    pub circuit: CircuitId,
    /// Its category.
    pub category: u32,
    /// Block of the match.
    pub matched: u32,
    /// Last block in which it may be rejected.
    pub reject_by: u32,
    /// Last block in which its proof is accepted.
    pub due: u32,
    /// Attempts to prove or to deliver it that were begun.
    pub attempts: u32,
    /// Those of them that were to prove it.
    pub proofs_begun: u32,
    /// Where the worker is with it.
    pub phase: Phase,
    /// How it ended, when it did.
    pub closed: Option<Closed>,
}

/// How the chain stopped to assign a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Closed {
    /// How it ended.
    pub outcome: Outcome,
    /// The best block in which that was seen first. Final once finality has come as far.
    pub at: u32,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Outcome {
    /// Its proof was accepted and paid.
    #[codec(index = 0)]
    Delivered,
    /// It was handed back.
    #[codec(index = 1)]
    HandedBack,
    /// Its due block passed without a proof.
    #[codec(index = 2)]
    Missed,
    /// The chain assigns it no more for a reason of its own, such as a reorganisation.
    #[codec(index = 3)]
    Gone,
}

/// A proof that was verified here, with what its delivery states.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Proof {
    /// What was proved.
    pub circuit: CircuitId,
    /// How many public inputs the circuit has.
    pub public_inputs: u32,
    /// Values of the free ones, in order.
    pub outputs: Vec<Scalar>,
    /// The canonical proof.
    pub proof: Vec<u8>,
}

/// The last block that was seen final: a chain that does not have it is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Settled {
    /// Its number.
    pub number: u32,
    /// Its hash.
    pub hash: Hash,
}
