//! Types that more than one pallet, the node or a worker speaks of.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use proofnet_proofs::{ProofSystem, Scalar, MAX_PUBLIC_INPUTS, PROOF_LEN};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{traits::AtLeast32BitUnsigned, Permill};

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
/// Longest witness input that is kept on chain, in bytes.
pub const MAX_INLINE_INPUT_LEN: u32 = 16 * 1024;
/// Most provers that one request excludes: each missed it once.
pub const MAX_EXCLUDED: u32 = 4;

/// Where something lies outside the chain.
pub type Uri = BoundedVec<u8, ConstU32<MAX_URI_LEN>>;
/// Values of public inputs, in the circuit's order.
pub type PublicInputs = BoundedVec<Scalar, ConstU32<MAX_PUBLIC_INPUTS>>;
/// For each public input of the circuit, in its order: fixed by the requester, or free.
pub type Statement = BoundedVec<PublicInput, ConstU32<MAX_PUBLIC_INPUTS>>;
/// A proof in its canonical encoding.
pub type ProofBytes = BoundedVec<u8, ConstU32<{ PROOF_LEN as u32 }>>;

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
    /// Collateral that a job locks.
    pub collateral: CollateralRule<Balance>,
    /// The reference price never goes below this, and no bid may; planck per proving unit.
    pub price_floor: Balance,
    /// What a requester gets for a missed deadline, as a share of the fee, out of the slash.
    pub compensation: Permill,
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
    /// Last block in which it may be matched.
    pub match_by: BlockNumber,
    /// Last block in which its proof is of use.
    pub deadline: BlockNumber,
    /// Provers that missed it: they get it no more.
    pub excluded: BoundedVec<AccountId, ConstU32<MAX_EXCLUDED>>,
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
    /// Last block in which the proof is accepted.
    pub due: BlockNumber,
    /// Planck of the prover's stake locked for it.
    pub collateral: Balance,
}

/// A proof that was bought, kept for the retention period.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Fulfilment<AccountId, Balance, BlockNumber> {
    /// Who paid.
    pub requester: AccountId,
    /// Who proved.
    pub prover: AccountId,
    /// What was proved.
    pub circuit: CircuitId,
    /// Every public input, fixed and free.
    pub public_inputs: PublicInputs,
    /// The proof.
    pub proof: ProofBytes,
    /// Planck that the requester paid.
    pub fee: Balance,
    /// Planck held for this row until it is pruned.
    pub deposit: Balance,
    /// Block of the delivery.
    pub fulfilled: BlockNumber,
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
    /// Slots without a job.
    pub free_slots: u32,
    /// Planck of stake, locked or not.
    pub stake: Balance,
    /// Planck of stake that no job has locked.
    pub free_stake: Balance,
}
