//! Sends transactions of one account. One task gives out nonces, so that several may wait for their block at a time.

use super::{Chain, ChainConfig, ChainError, Client, Hash};
use proofnet_market::{RejectionReason, RequestId};
use proofnet_proofs::Scalar;
use std::{sync::Arc, time::Duration};
use subxt::{
    client::OnlineClientAtBlockImpl,
    config::DefaultExtrinsicParamsBuilder,
    dynamic::{tx as call, Value},
    error::{BackendError, ExtrinsicError, RpcError, TransactionEventsError},
    transactions::{Payload, TransactionProgress, TransactionStatus},
    utils::AccountId32,
};
use subxt_signer::sr25519::Keypair;
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

/// A transaction that is in no block after so many blocks is void, so that it can be sent anew.
const MORTALITY: u64 = 64;
/// How long a transaction may take into a block. With blocks of two seconds, longer than it can stay valid.
const INCLUSION: Duration = Duration::from_secs(150);

type Progress = TransactionProgress<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>;

/// What to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Replaces the prover's offers by these unit asks per category.
    SetOffers(Vec<(u32, u128)>),
    /// Delivers a proof.
    Deliver {
        /// The request.
        request: RequestId,
        /// Values of the free public inputs.
        outputs: Vec<Scalar>,
        /// The canonical proof.
        proof: Vec<u8>,
    },
    /// Hands a job back.
    Reject {
        /// The request.
        request: RequestId,
        /// Why it cannot be proved.
        reason: RejectionReason,
    },
    /// Agrees to be the worker key of a prover.
    AcceptWorker(AccountId32),
}

/// The block that a transaction succeeded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inclusion {
    /// Its hash.
    pub hash: Hash,
    /// Its number.
    pub number: u32,
}

/// Why a transaction did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The node could not be asked.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The node did not take it.
    #[error("the node refuses the transaction: {0}")]
    Refused(String),
    /// It was executed and failed.
    #[error("the transaction failed: {0}")]
    Failed(String),
    /// It got into no block.
    #[error("the transaction got into no block: {0}")]
    Lost(String),
}

impl SubmitError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            SubmitError::Chain(error) => error.code(),
            SubmitError::Refused(_) => "transaction.refused",
            SubmitError::Failed(_) => "transaction.failed",
            SubmitError::Lost(_) => "transaction.lost",
        }
    }
}

struct Order {
    call: Call,
    result: oneshot::Sender<Result<Inclusion, SubmitError>>,
}

/// Sends transactions of one account.
#[derive(Clone)]
pub struct Submitter(mpsc::Sender<Order>);

impl Submitter {
    /// Starts the task that signs with `signer`.
    pub fn start(chain: Arc<Chain>, signer: Keypair) -> Self {
        let (sender, mut orders) = mpsc::channel::<Order>(16);
        tokio::spawn(async move {
            while let Some(Order { call, result }) = orders.recv().await {
                let client = chain.client();
                // The node counts what is in its pool, so that the next nonce may be asked for as soon as it has this
                // one.
                match send(&client, &signer, &call).await {
                    Ok(progress) => {
                        tokio::spawn(async move {
                            let _ = result.send(until_included(&client, progress).await);
                        });
                    }
                    Err(error) => {
                        let _ = result.send(Err(error));
                    }
                }
            }
        });
        Self(sender)
    }

    /// Sends `call` and waits until it succeeded in a best block.
    pub async fn submit(&self, call: Call) -> Result<Inclusion, SubmitError> {
        let stopped = || SubmitError::Lost("the worker is stopping".into());
        let (result, receiver) = oneshot::channel();
        self.0.send(Order { call, result }).await.map_err(|_| stopped())?;
        receiver.await.map_err(|_| stopped())?
    }
}

async fn send(client: &Client, signer: &Keypair, what: &Call) -> Result<Progress, SubmitError> {
    match what {
        Call::SetOffers(asks) => sign(client, signer, &call("Market", "set_offers", (asks.clone(),))).await,
        Call::Deliver {
            request,
            outputs,
            proof,
        } => {
            let fields = (*request, outputs.clone(), proof.clone());
            sign(client, signer, &call("Market", "deliver", fields)).await
        }
        Call::Reject { request, reason } => {
            let reason = Value::unnamed_variant(name(*reason), []);
            sign(client, signer, &call("Market", "reject", (*request, reason))).await
        }
        Call::AcceptWorker(prover) => {
            sign(client, signer, &call("Provers", "accept_worker", (*prover,))).await
        }
    }
}

/// As the chain's metadata names it.
fn name(reason: RejectionReason) -> &'static str {
    match reason {
        RejectionReason::InputUnavailable => "InputUnavailable",
        RejectionReason::HashMismatch => "HashMismatch",
        RejectionReason::WitnessUnsatisfiable => "WitnessUnsatisfiable",
        RejectionReason::TooLarge => "TooLarge",
        RejectionReason::CircuitUnavailable => "CircuitUnavailable",
    }
}

async fn sign(client: &Client, signer: &Keypair, payload: &impl Payload) -> Result<Progress, SubmitError> {
    let account = signer.public_key().to_account_id();
    let nonce = client
        .rpc
        .system_account_next_index(&account)
        .await
        .map_err(|error| ChainError::request("system_accountNextIndex", error))?;
    let parameters = DefaultExtrinsicParamsBuilder::<ChainConfig>::new()
        .nonce(nonce)
        .mortal(MORTALITY)
        .build();
    // Mortality counts from a block that no reorganisation takes back.
    let finalized = client.api.at_current_block().await;
    let finalized = finalized.map_err(|error| ChainError::request("the finalized block", error))?;
    let transaction = finalized
        .transactions()
        .create_signed(payload, signer, parameters)
        .await;
    let transaction = transaction.map_err(|error| unsent(&error))?;
    transaction
        .submit_and_watch()
        .await
        .map_err(|error| unsent(&error))
}

/// Whether the node refused a transaction, or could not be asked.
fn unsent(error: &ExtrinsicError) -> SubmitError {
    match error {
        ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
            subxt::rpcs::Error::User(error),
        ))) => {
            let detail = error
                .data
                .as_ref()
                .map(|data| format!(": {data}"))
                .unwrap_or_default();
            SubmitError::Refused(format!("{}{detail}", error.message))
        }
        error => ChainError::request("sending a transaction", error).into(),
    }
}

async fn until_included(client: &Client, progress: Progress) -> Result<Inclusion, SubmitError> {
    timeout(INCLUSION, included(client, progress))
        .await
        .unwrap_or_else(|_| Err(SubmitError::Lost(format!("waited for {INCLUSION:?}"))))
}

async fn included(client: &Client, mut progress: Progress) -> Result<Inclusion, SubmitError> {
    while let Some(status) = progress.next().await {
        let status = status.map_err(|error| ChainError::request("watching a transaction", error))?;
        match status {
            TransactionStatus::InBestBlock(block) | TransactionStatus::InFinalizedBlock(block) => {
                block.wait_for_success().await.map_err(|error| match error {
                    TransactionEventsError::ExtrinsicFailed(error) => SubmitError::Failed(error.to_string()),
                    error => ChainError::request("reading a transaction's events", error).into(),
                })?;
                let hash = block.block_hash();
                return Ok(Inclusion {
                    hash,
                    number: client.number_of(hash).await?,
                });
            }
            TransactionStatus::Error { message }
            | TransactionStatus::Invalid { message }
            | TransactionStatus::Dropped { message } => return Err(SubmitError::Lost(message)),
            TransactionStatus::Validated
            | TransactionStatus::Broadcasted
            | TransactionStatus::NoLongerInBestBlock => {}
        }
    }
    Err(SubmitError::Lost("the node stopped reporting on it".into()))
}
