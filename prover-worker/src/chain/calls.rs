//! What the worker tells the chain, as transactions.

use super::{ChainConfig, ChainError, Client, Hash};
use codec::{Decode, Encode};
use proofnet_market::{CircuitId, InputKey, RejectionReason, RequestId};
use proofnet_proofs::Scalar;
use std::collections::BTreeSet;
use subxt::{
    client::OnlineClientAtBlockImpl,
    config::DefaultExtrinsicParamsBuilder,
    dynamic::{tx as call, Value},
    error::ExtrinsicError,
    transactions::{Payload, SubmittableTransaction, TransactionsClient},
    utils::AccountId32,
};
use subxt_signer::sr25519::Keypair;

/// A signed transaction.
pub(super) type Signed = SubmittableTransaction<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>;
/// Makes transactions.
pub(super) type Transactions = TransactionsClient<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>;
/// Values and their types' names, as the metadata has them.
type Parameters =
    <<ChainConfig as subxt::Config>::TransactionExtensions as subxt::config::TransactionExtensions<
        ChainConfig,
    >>::Params;

/// What to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Replaces the prover's offers by these unit asks per category.
    SetOffers(Vec<(u32, u128)>),
    /// Delivers proofs: by itself where it is one, as a batch where they are more.
    Deliver(Vec<ProofOf>),
    /// Hands a job back.
    Reject {
        /// The request.
        request: RequestId,
        /// Why it cannot be proved.
        reason: RejectionReason,
    },
    /// Agrees to be the worker key of a prover.
    AcceptWorker(AccountId32),
    /// Names what inputs for the prover are encrypted to.
    SetInputKey(InputKey),
}

/// A proof, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofOf {
    /// The request.
    pub request: RequestId,
    /// Its circuit.
    pub circuit: CircuitId,
    /// How many public inputs the circuit has.
    pub public_inputs: u32,
    /// Values of the free ones.
    pub outputs: Vec<Scalar>,
    /// The canonical proof.
    pub proof: Vec<u8>,
}

/// What a transaction is for, as far as it matters once it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Purpose {
    /// Offers.
    #[codec(index = 0)]
    Offers,
    /// The delivery of these requests.
    #[codec(index = 1)]
    Deliver(Vec<RequestId>),
    /// The rejection of this request.
    #[codec(index = 2)]
    Reject(RequestId, RejectionReason),
    /// The worker's key.
    #[codec(index = 3)]
    Accept,
    /// The input key.
    #[codec(index = 4)]
    InputKey,
}

impl Call {
    /// What it is for.
    pub fn purpose(&self) -> Purpose {
        match self {
            Call::SetOffers(_) => Purpose::Offers,
            Call::Deliver(proofs) => Purpose::Deliver(proofs.iter().map(|proof| proof.request).collect()),
            Call::Reject { request, reason } => Purpose::Reject(*request, *reason),
            Call::AcceptWorker(_) => Purpose::Accept,
            Call::SetInputKey(_) => Purpose::InputKey,
        }
    }
}

/// How a transaction is signed.
pub(super) struct Terms {
    pub nonce: u64,
    pub tip: u128,
    /// Blocks that it is valid for.
    pub mortality: u64,
    /// The block from which they count.
    pub born: (u64, Hash),
}

/// Signs `what`.
pub(super) fn sign(
    transactions: &Transactions,
    signer: &Keypair,
    what: &Call,
    terms: &Terms,
) -> Result<Signed, ExtrinsicError> {
    match what {
        Call::SetOffers(asks) => signed(
            transactions,
            signer,
            &call("Market", "set_offers", (asks.clone(),)),
            terms,
        ),
        Call::Deliver(proofs) => match proofs.as_slice() {
            [one] => {
                let fields = (one.request, one.outputs.clone(), one.proof.clone());
                signed(transactions, signer, &call("Market", "deliver", fields), terms)
            }
            many => {
                let circuits: BTreeSet<_> = many.iter().map(|proof| proof.circuit).collect();
                let circuits = u32::try_from(circuits.len()).unwrap_or(u32::MAX);
                let inputs = many
                    .iter()
                    .map(|proof| proof.public_inputs)
                    .fold(0, u32::saturating_add);
                let deliveries: Vec<Value> = many.iter().map(delivery).collect();
                let fields = (deliveries, circuits, inputs);
                signed(
                    transactions,
                    signer,
                    &call("Market", "deliver_batch", fields),
                    terms,
                )
            }
        },
        Call::Reject { request, reason } => {
            let reason = Value::unnamed_variant(name(*reason), []);
            signed(
                transactions,
                signer,
                &call("Market", "reject", (*request, reason)),
                terms,
            )
        }
        Call::AcceptWorker(prover) => signed(
            transactions,
            signer,
            &call("Provers", "accept_worker", (*prover,)),
            terms,
        ),
        Call::SetInputKey(key) => {
            let key = Value::unnamed_variant("Some", [Value::from_bytes(key)]);
            signed(
                transactions,
                signer,
                &call("Provers", "set_input_key", (key,)),
                terms,
            )
        }
    }
}

fn signed(
    transactions: &Transactions,
    signer: &Keypair,
    payload: &impl Payload,
    terms: &Terms,
) -> Result<Signed, ExtrinsicError> {
    let (number, hash) = terms.born;
    let parameters: Parameters = DefaultExtrinsicParamsBuilder::<ChainConfig>::new()
        .nonce(terms.nonce)
        .tip(terms.tip)
        .mortal_from_unchecked(terms.mortality, number, hash)
        .build();
    transactions
        .create_signable_offline(payload, parameters)?
        .sign(signer)
}

fn delivery(proof: &ProofOf) -> Value {
    let outputs = proof.outputs.iter().map(Value::from_bytes);
    Value::named_composite([
        ("request", Value::u128(proof.request.into())),
        ("outputs", Value::unnamed_composite(outputs)),
        ("proof", Value::from_bytes(&proof.proof)),
    ])
}

/// As the chain's metadata names it.
fn name(reason: RejectionReason) -> &'static str {
    match reason {
        RejectionReason::InputUnavailable => "InputUnavailable",
        RejectionReason::HashMismatch => "HashMismatch",
        RejectionReason::WitnessUnsatisfiable => "WitnessUnsatisfiable",
        RejectionReason::TooLarge => "TooLarge",
        RejectionReason::CircuitUnavailable => "CircuitUnavailable",
        RejectionReason::OutOfTime => "OutOfTime",
    }
}

impl Client {
    /// Makes transactions.
    pub(super) async fn transactions(&self) -> Result<Transactions, ChainError> {
        let at = self.api.at_current_block().await;
        let at = at.map_err(|error| ChainError::request("the finalized block", error))?;
        Ok(at.transactions())
    }

    /// The block from which a transaction counts that is valid for `mortality` blocks.
    pub(super) async fn birth(&self, mortality: u64) -> Result<(u64, Hash), ChainError> {
        let (finalized, hash) = self.finalized().await?;
        let best = self.best_number().await?;
        match birth(best, finalized, mortality) {
            number if number == finalized => Ok((number.into(), hash)),
            number => {
                let hash = self.hash_of(number).await?;
                let gone = || ChainError::request("chain_getBlockHash", format!("no block {number}"));
                Ok((number.into(), hash.ok_or_else(gone)?))
            }
        }
    }
}

/// The final block, which no reorganisation takes back; where finality is far behind, a recent one, so that what is signed is not
/// void from the start.
fn birth(best: u32, finalized: u32, mortality: u64) -> u32 {
    let mortality = u32::try_from(mortality).unwrap_or(u32::MAX);
    match best.saturating_sub(finalized) > mortality / 2 {
        true => best.saturating_sub(mortality / 4),
        false => finalized,
    }
}

#[cfg(test)]
mod tests {
    use super::birth;

    #[test]
    fn transaction_should_count_from_the_final_block_when_finality_keeps_up() {
        assert_eq!(birth(100, 97, 64), 97);
        assert_eq!(birth(100, 68, 64), 68);
    }

    #[test]
    fn transaction_should_count_from_a_recent_block_when_finality_stands_still() {
        assert_eq!(birth(1_000, 97, 64), 984);
    }
}
