//! Requests, jobs, proofs.

use super::Decimal;
use crate::{AccountId, Balance, BlockNumber};
use proofnet_market::{
    CategoryId, CircuitId, Excluded, Failure, PublicInput, RejectionReason, Repricing, RequestFilter,
    RequestId, RequestView, Units,
};
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};

/// Which requests to list.
#[derive(Clone, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub enum Filter {
    /// The open ones of a category.
    Category(CategoryId),
    /// The open and assigned ones that an account pays for.
    Requester(AccountId),
}

impl From<Filter> for RequestFilter<AccountId> {
    fn from(filter: Filter) -> Self {
        match filter {
            Filter::Category(category) => Self::OpenIn(category),
            Filter::Requester(who) => Self::PlacedBy(who),
        }
    }
}

/// A request in whichever state.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(untagged)]
pub enum Request {
    /// It is open or assigned.
    Pending(Box<RequestWithWork>),
    /// Proved and paid.
    Fulfilled(Box<FulfilledRequest>),
}

/// A request that is open or assigned, with what is to be proved.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
pub struct RequestWithWork {
    /// The request.
    #[serde(flatten)]
    pub request: PendingRequest,
    /// What is to be proved.
    #[serde(flatten)]
    pub work: Option<Work>,
}

/// A request that is open or assigned.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct PendingRequest {
    /// Which one.
    pub id: RequestId,
    /// `open` or `assigned`.
    pub state: &'static str,
    /// Who pays.
    pub requester: AccountId,
    /// What is to be proved.
    pub circuit: CircuitId,
    /// Where it competes.
    pub category: CategoryId,
    /// Its size, in proving units.
    pub units: Decimal<Units>,
    /// Planck that it bids in the next clearing.
    pub bid: Decimal<Balance>,
    /// Planck held for the fee.
    pub escrow: Decimal<Balance>,
    /// Planck held for its rows.
    pub deposit: Decimal<Balance>,
    /// Planck held for the provers that reject it.
    pub griefing_deposit: Decimal<Balance>,
    /// Last block in which it may be matched.
    pub match_by: BlockNumber,
    /// Last block in which its proof is of use.
    pub deadline: BlockNumber,
    /// How its bid rises; `null` if it bids the whole escrow.
    pub repricing: Option<Rising>,
    /// The provers that may serve it; none for any prover.
    pub admitted: Vec<AccountId>,
    /// Provers that failed it: they get it no more.
    pub excluded: Vec<Exclusion>,
    /// Who is at work on it, and on which terms; `null` while it is open.
    pub job: Option<Job>,
}

/// A bid that rises by itself.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Rising {
    /// Planck by which it rises each time.
    pub step: Decimal<Balance>,
    /// Blocks from one rise to the next.
    pub every: BlockNumber,
    /// In which block's clearing the next rise takes part.
    pub next: BlockNumber,
}

/// A prover that failed a request.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Exclusion {
    /// Who.
    pub prover: AccountId,
    /// `missed` or `rejected`.
    pub failure: &'static str,
    /// Why it rejected the job; `null` if it did not.
    pub reason: Option<&'static str>,
}

/// What is to be proved for a request.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// For each public input of the circuit its value, or `null` if it is free.
    pub statement: Vec<Option<Bytes>>,
    /// From what the witness is generated.
    pub input: Input,
}

/// The witness input of a request.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub enum Input {
    /// The bytes themselves.
    Inline(Bytes),
    /// Bytes to fetch.
    Remote {
        /// Where they lie: text, or hexadecimal if it is none.
        uri: String,
        /// Their blake2-256.
        hash: H256,
    },
}

/// A matched request.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Which request.
    pub request: RequestId,
    /// Its circuit.
    pub circuit: CircuitId,
    /// Its category.
    pub category: CategoryId,
    /// Its size, in proving units.
    pub units: Decimal<Units>,
    /// Who proves.
    pub prover: AccountId,
    /// What the requester pays, planck per proving unit.
    pub requester_unit_price: Decimal<Balance>,
    /// What the prover is owed, planck per proving unit, before the protocol fee.
    pub prover_unit_price: Decimal<Balance>,
    /// Block of the match.
    pub matched: BlockNumber,
    /// Last block in which the prover may reject it.
    pub reject_by: BlockNumber,
    /// Last block in which the proof is accepted.
    pub due: BlockNumber,
    /// Planck of the prover's stake locked for it.
    pub collateral: Decimal<Balance>,
}

/// A request that is proved and paid.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct FulfilledRequest {
    /// Which one.
    pub id: RequestId,
    /// `fulfilled`.
    pub state: &'static str,
    /// Who paid.
    pub requester: AccountId,
    /// What was proved.
    pub circuit: CircuitId,
    /// Who proved.
    pub prover: AccountId,
    /// Planck that the requester paid.
    pub fee: Decimal<Balance>,
    /// Planck held until the proof is pruned.
    pub deposit: Decimal<Balance>,
    /// Block of the delivery.
    pub fulfilled: BlockNumber,
}

/// A proof that was bought.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// By which request.
    pub request: RequestId,
    /// Who paid.
    pub requester: AccountId,
    /// Who proved.
    pub prover: AccountId,
    /// What was proved.
    pub circuit: CircuitId,
    /// Every public input, fixed and free.
    pub public_inputs: Vec<Bytes>,
    /// Those that the requester left free.
    pub outputs: Vec<Output>,
    /// The proof, in its canonical encoding.
    pub proof: Bytes,
    /// Planck that the requester paid.
    pub fee: Decimal<Balance>,
    /// Block of the delivery.
    pub fulfilled: BlockNumber,
}

/// A public input that the prover filled in.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// Its place among the public inputs, from 0.
    pub index: u32,
    /// Its value.
    pub value: Bytes,
}

type View = RequestView<AccountId, Balance, BlockNumber>;
type Fulfilment = proofnet_market::Fulfilment<AccountId, Balance, BlockNumber>;

impl Job {
    /// The job of a request; `None` if nobody is at work on it.
    pub fn of(view: View) -> Option<Self> {
        let job = view.job?;
        Some(Self {
            request: view.id,
            circuit: view.request.circuit,
            category: view.request.category,
            units: Decimal(view.request.units),
            prover: job.prover,
            requester_unit_price: Decimal(job.requester_unit_price),
            prover_unit_price: Decimal(job.prover_unit_price),
            matched: job.matched,
            reject_by: job.reject_by,
            due: job.due,
            collateral: Decimal(job.collateral),
        })
    }
}

impl From<View> for PendingRequest {
    fn from(view: View) -> Self {
        let job = Job::of(view.clone());
        let request = view.request;
        Self {
            id: view.id,
            state: if job.is_some() { "assigned" } else { "open" },
            bid: Decimal(request.bid()),
            requester: request.requester,
            circuit: request.circuit,
            category: request.category,
            units: Decimal(request.units),
            escrow: Decimal(request.escrow),
            deposit: Decimal(request.deposit),
            griefing_deposit: Decimal(request.griefing_deposit),
            match_by: request.match_by,
            deadline: request.deadline,
            repricing: request.repricing.map(Into::into),
            admitted: request.admitted.into_inner(),
            excluded: request.excluded.into_iter().map(Into::into).collect(),
            job,
        }
    }
}

impl From<Repricing<Balance, BlockNumber>> for Rising {
    fn from(repricing: Repricing<Balance, BlockNumber>) -> Self {
        Self {
            step: Decimal(repricing.step),
            every: repricing.every,
            next: repricing.next,
        }
    }
}

impl From<Excluded<AccountId>> for Exclusion {
    fn from(excluded: Excluded<AccountId>) -> Self {
        let (failure, reason) = match excluded.failure {
            Failure::Missed => ("missed", None),
            Failure::Rejected(reason) => ("rejected", Some(name_of(reason))),
        };
        Self {
            prover: excluded.prover,
            failure,
            reason,
        }
    }
}

fn name_of(reason: RejectionReason) -> &'static str {
    match reason {
        RejectionReason::InputUnavailable => "inputUnavailable",
        RejectionReason::HashMismatch => "hashMismatch",
        RejectionReason::WitnessUnsatisfiable => "witnessUnsatisfiable",
        RejectionReason::TooLarge => "tooLarge",
        RejectionReason::CircuitUnavailable => "circuitUnavailable",
        RejectionReason::OutOfTime => "outOfTime",
    }
}

impl From<proofnet_market::Work> for Work {
    fn from(work: proofnet_market::Work) -> Self {
        let value = |input| match input {
            PublicInput::Fixed(value) => Some(Bytes(value.to_vec())),
            PublicInput::Free => None,
        };
        Self {
            statement: work.statement.into_iter().map(value).collect(),
            input: match work.input {
                proofnet_market::Input::Inline(bytes) => Input::Inline(Bytes(bytes.into_inner())),
                proofnet_market::Input::Remote { uri, hash } => Input::Remote {
                    uri: text_or_hex(uri.into_inner()),
                    hash,
                },
            },
        }
    }
}

fn text_or_hex(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| sp_core::bytes::to_hex(error.as_bytes(), false))
}

impl FulfilledRequest {
    /// The request that bought `fulfilment`.
    pub fn new(id: RequestId, fulfilment: Fulfilment) -> Self {
        Self {
            id,
            state: "fulfilled",
            requester: fulfilment.requester,
            circuit: fulfilment.circuit,
            prover: fulfilment.prover,
            fee: Decimal(fulfilment.fee),
            deposit: Decimal(fulfilment.deposit),
            fulfilled: fulfilment.fulfilled,
        }
    }
}

impl Proof {
    /// The proof that `request` bought.
    pub fn new(request: RequestId, fulfilment: Fulfilment) -> Self {
        let bytes = |value: &[u8; 32]| Bytes(value.to_vec());
        Self {
            request,
            public_inputs: fulfilment.public_inputs.iter().map(bytes).collect(),
            outputs: fulfilment
                .outputs()
                .map(|(index, value)| Output {
                    index,
                    value: bytes(value),
                })
                .collect(),
            requester: fulfilment.requester,
            prover: fulfilment.prover,
            circuit: fulfilment.circuit,
            proof: Bytes(fulfilment.proof.into_inner()),
            fee: Decimal(fulfilment.fee),
            fulfilled: fulfilment.fulfilled,
        }
    }
}
