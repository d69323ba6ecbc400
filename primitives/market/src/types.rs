//! Types that more than one pallet, the node or a worker speaks of.

use crate::Fulfilment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use proofnet_proofs::{zkvm::Program, ProofSystem, Scalar, MAX_PROOF_LEN, MAX_PUBLIC_INPUTS};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{
    traits::{AtLeast32BitUnsigned, BlakeTwo256, Hash},
    Permill,
};

/// Identifies a circuit: blake2-256 of its proof system and canonical verifying key.
pub type CircuitId = H256;
/// Identifies a category.
pub type CategoryId = u32;
/// Identifies a request; counts up, so that it is the request's sequence number in the auction too.
pub type RequestId = u64;
/// Proving units.
pub type Units = u64;

/// Longest URI, in bytes.
pub const MAX_URI_LEN: u32 = 256;
/// Most bytes of public values that a request for a zkVM's program states.
pub const MAX_PUBLIC_VALUES_LEN: u32 = 4 * 1024;
/// Longest witness input that is kept on chain, in bytes.
pub const MAX_INLINE_INPUT_LEN: u32 = 16 * 1024;
/// Most provers that one request excludes: each missed or rejected it once.
pub const MAX_EXCLUDED: u32 = 4;
/// Most provers that a private request names.
pub const MAX_ADMITTED: u32 = 8;
/// Most orders that are placed at once.
pub const MAX_BATCH: u32 = 16;
/// Most times that a request raises its own bid.
pub const MAX_REPRICINGS: u32 = 32;

/// The digest of a statement: that `public_inputs` hold for `circuit`. Blake2-256 of the SCALE encoding of the pair.
pub fn statement(circuit: &CircuitId, public_inputs: &[Scalar]) -> H256 {
    BlakeTwo256::hash_of(&(circuit, public_inputs))
}

/// Identifies a program of a zkVM among the circuits: blake2-256 of the SCALE encoding of ("proofnet/program/1", program).
pub fn program_id(program: &Program) -> CircuitId {
    BlakeTwo256::hash_of(&(b"proofnet/program/1", program))
}

/// Where something lies outside the chain.
pub type Uri = BoundedVec<u8, ConstU32<MAX_URI_LEN>>;
/// Values of public inputs, in the circuit's order.
pub type PublicInputs = BoundedVec<Scalar, ConstU32<MAX_PUBLIC_INPUTS>>;
/// What a program of a zkVM reveals: SP1's and Pico's public values, RISC Zero's journal.
pub type PublicValues = BoundedVec<u8, ConstU32<MAX_PUBLIC_VALUES_LEN>>;
/// For each public input of the circuit, in its order: fixed by the requester, or free.
pub type Statement = BoundedVec<PublicInput, ConstU32<MAX_PUBLIC_INPUTS>>;
/// The provers that a private request names; none if any prover may serve it.
pub type Admitted<AccountId> = BoundedVec<AccountId, ConstU32<MAX_ADMITTED>>;
/// A proof in its canonical encoding, of any system.
pub type ProofBytes = BoundedVec<u8, ConstU32<{ MAX_PROOF_LEN as u32 }>>;

/// A proof that is delivered together with others.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// Which request it is for.
    pub request: RequestId,
    /// Values of the public inputs that the request's statement leaves free, in their order.
    pub outputs: PublicInputs,
    /// The proof.
    pub proof: ProofBytes,
}

/// What a request says of one public input.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum PublicInput {
    /// The proof must have this value.
    Fixed(Scalar),
    /// The prover fills it in; the chain stores it as an output.
    Free,
}

/// The witness input of a request.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// The bytes themselves.
    Inline(BoundedVec<u8, ConstU32<MAX_INLINE_INPUT_LEN>>),
    /// Bytes to fetch, and their blake2-256.
    Remote {
        /// Where they lie.
        uri: Uri,
        /// What they hash to.
        hash: H256,
    },
}

impl Input {
    /// Bytes that the input takes on chain.
    pub fn stored_len(&self) -> u32 {
        match self {
            Input::Inline(bytes) => bytes.len() as u32,
            Input::Remote { uri, .. } => (uri.len() as u32).saturating_add(32),
        }
    }
}

/// Where the artifacts of a circuit (proving key, witness generator) lie.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Artifacts {
    /// Where they lie.
    pub uri: Uri,
    /// Blake2-256 of what lies there.
    pub hash: H256,
}

/// What the market has to know of a circuit.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct CircuitInfo {
    /// The proof system of its key.
    pub system: ProofSystem,
    /// Work to prove it once, in proving units.
    pub units: Units,
    /// Number of public inputs.
    pub public_inputs: u32,
    /// Of which program of a zkVM its proofs are; `None` for a circuit with a key of its own.
    pub program: Option<Program>,
}

/// The collateral that a job locks: `fixed + per_unit * units`, in planck.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase")
)]
pub struct CollateralRule<Balance> {
    /// Planck for any job.
    pub fixed: Balance,
    /// Planck for each proving unit.
    pub per_unit: Balance,
}

impl<Balance: AtLeast32BitUnsigned + Copy> CollateralRule<Balance> {
    /// Collateral of a job of `units`.
    pub fn of(&self, units: Units) -> Balance {
        let units = Balance::try_from(units).unwrap_or_else(|_| Balance::max_value());
        self.fixed.saturating_add(self.per_unit.saturating_mul(units))
    }
}

/// One kind of interchangeable proving work.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase")
)]
pub struct Category<Balance, BlockNumber> {
    /// Proof system of every circuit served here.
    pub system: ProofSystem,
    /// Largest request, in proving units; the auction's nominal size of a slot.
    pub max_units: Units,
    /// Blocks from the match to the due block.
    pub proving_window: BlockNumber,
    /// Blocks from the match in which the prover may reject the job; not more than the proving window.
    pub rejection_window: BlockNumber,
    /// Proofs that a prover must have delivered in time before it may offer here.
    pub min_delivered: u32,
    /// Collateral that a job locks.
    pub collateral: CollateralRule<Balance>,
    /// The reference price never goes below this, and no bid may; planck per proving unit.
    pub price_floor: Balance,
    /// What a requester gets for a missed deadline, as a share of the fee, out of the slash.
    pub compensation: Permill,
}

impl<Balance, BlockNumber> Category<Balance, BlockNumber> {
    /// Whether a prover that has delivered this many proofs in time may offer here.
    pub fn is_open_to(&self, delivered: u32) -> bool {
        delivered >= self.min_delivered
    }
}

/// What a requester asks for.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Order<AccountId, Balance, BlockNumber> {
    /// What is to be proved.
    pub circuit: CircuitId,
    /// Where it competes.
    pub category: CategoryId,
    /// For each public input of the circuit, the value that the proof must have, or free.
    pub statement: Statement,
    /// From what the witness is generated.
    pub input: Input,
    /// Planck that the requester pays at most; all of it is held.
    pub max_fee: Balance,
    /// Last block in which it may be matched.
    pub match_by: BlockNumber,
    /// Last block in which its proof is of use.
    pub deadline: BlockNumber,
    /// How its bid rises to `max_fee` by itself; `None` if it bids that from the start.
    pub repricing: Option<RepricingTerms<Balance, BlockNumber>>,
    /// The provers that may serve it; none for any prover.
    pub admitted: Admitted<AccountId>,
}

/// How a request raises its own bid, up to what is held for it.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub struct RepricingTerms<Balance, BlockNumber> {
    /// Planck that it bids first.
    pub start: Balance,
    /// Planck by which the bid rises each time.
    pub step: Balance,
    /// Blocks from one rise to the next.
    pub every: BlockNumber,
}

/// How far the bid of a request has risen.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub struct Repricing<Balance, BlockNumber> {
    /// Planck that it bids now, less than what is held for it.
    pub fee: Balance,
    /// Planck by which the bid rises each time.
    pub step: Balance,
    /// Blocks from one rise to the next.
    pub every: BlockNumber,
    /// In which block's clearing the next rise takes part.
    pub next: BlockNumber,
}

/// Why a prover rejects a job: what its dry run found, or what became of its time.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub enum RejectionReason {
    /// The input cannot be fetched from where it should lie.
    InputUnavailable,
    /// What lies there hashes to something else.
    HashMismatch,
    /// No witness satisfies the circuit with this statement and input.
    WitnessUnsatisfiable,
    /// The input is larger than what provers take.
    TooLarge,
    /// The circuit's proving key or witness generator cannot be had.
    CircuitUnavailable,
    /// The prover will not have the proof in time.
    OutOfTime,
}

/// How a prover failed a request.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub enum Failure {
    /// It did not deliver in time.
    Missed,
    /// It rejected the job.
    Rejected(RejectionReason),
}

/// A prover that gets a request no more.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Excluded<AccountId> {
    /// Who.
    pub prover: AccountId,
    /// How it failed.
    pub failure: Failure,
}

/// A request's row in the market.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Request<AccountId, Balance, BlockNumber> {
    /// Who pays.
    pub requester: AccountId,
    /// What is to be proved.
    pub circuit: CircuitId,
    /// Where it competes.
    pub category: CategoryId,
    /// The circuit's size, in proving units.
    pub units: Units,
    /// Planck held for the fee.
    pub escrow: Balance,
    /// Planck held for the rows that the request takes.
    pub deposit: Balance,
    /// Planck held for the provers that reject it, should it turn out unprovable.
    pub griefing_deposit: Balance,
    /// Last block in which it may be matched.
    pub match_by: BlockNumber,
    /// Last block in which its proof is of use.
    pub deadline: BlockNumber,
    /// How its bid rises; `None` if it bids the whole escrow.
    pub repricing: Option<Repricing<Balance, BlockNumber>>,
    /// The provers that may serve it; none for any prover.
    pub admitted: Admitted<AccountId>,
    /// Provers that failed it: they get it no more.
    pub excluded: BoundedVec<Excluded<AccountId>, ConstU32<MAX_EXCLUDED>>,
}

impl<AccountId, Balance: Copy, BlockNumber> Request<AccountId, Balance, BlockNumber> {
    /// Planck that it bids in the next clearing.
    pub fn bid(&self) -> Balance {
        self.repricing
            .as_ref()
            .map_or(self.escrow, |repricing| repricing.fee)
    }
}

impl<AccountId: PartialEq, Balance, BlockNumber> Request<AccountId, Balance, BlockNumber> {
    /// Whether `prover` has failed it.
    pub fn excludes(&self, prover: &AccountId) -> bool {
        self.excluded.iter().any(|excluded| excluded.prover == *prover)
    }

    /// Whether `prover` may serve it.
    pub fn admits(&self, prover: &AccountId) -> bool {
        let named = self.admitted.is_empty() || self.admitted.contains(prover);
        named && !self.excludes(prover)
    }

    /// Whether it could be served by anybody if `prover` failed it too.
    pub fn can_do_without(&self, prover: &AccountId) -> bool {
        let mut named = self.admitted.iter();
        let others = self.admitted.is_empty() || named.any(|other| other != prover && !self.excludes(other));
        others && !self.excluded.is_full()
    }
}

/// What is to be proved for a request.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// Values of the public inputs, as far as the requester fixes them.
    pub statement: Statement,
    /// From what the witness is generated.
    pub input: Input,
}

/// A matched request.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Job<AccountId, Balance, BlockNumber> {
    /// Who proves.
    pub prover: AccountId,
    /// What the requester pays, planck per proving unit.
    pub requester_unit_price: Balance,
    /// What the prover is owed, planck per proving unit, before the protocol fee.
    pub prover_unit_price: Balance,
    /// Block of the match.
    pub matched: BlockNumber,
    /// Last block in which the prover may reject it.
    pub reject_by: BlockNumber,
    /// Last block in which the proof is accepted.
    pub due: BlockNumber,
    /// Planck of the prover's stake locked for it.
    pub collateral: Balance,
}

/// Everything that a worker needs to do a job.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Assignment<AccountId, Balance, BlockNumber> {
    /// The request.
    pub request: RequestId,
    /// Its circuit.
    pub circuit: CircuitId,
    /// Its category.
    pub category: CategoryId,
    /// Its size, in proving units.
    pub units: Units,
    /// What is to be proved.
    pub work: Work,
    /// The match.
    pub job: Job<AccountId, Balance, BlockNumber>,
}

/// A category with its state.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct CategoryView<Balance, BlockNumber> {
    /// Which one.
    pub id: CategoryId,
    /// Its rules.
    pub category: Category<Balance, BlockNumber>,
    /// What the next clearing starts from, planck per proving unit.
    pub reference_price: Balance,
}

/// Where a request stands.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum RequestStatus<AccountId, Balance, BlockNumber> {
    /// Waits for a match.
    Open,
    /// A prover is at work.
    Assigned(Job<AccountId, Balance, BlockNumber>),
    /// Proved and paid.
    Fulfilled(Fulfilment<AccountId, Balance, BlockNumber>),
}

/// What a prover has at its disposal.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Capacity<Balance> {
    /// Slots that can take a job; none while it is jailed or its own stake is too low.
    pub free_slots: u32,
    /// Planck of stake in its pool, locked or not; what is unbonding is not in it.
    pub stake: Balance,
    /// Planck of the stake that no job has locked.
    pub free_stake: Balance,
    /// Planck that running jobs have locked. More than the stake if some was unstaked meanwhile: what is unbonding answers
    /// for the rest.
    pub locked: Balance,
}
