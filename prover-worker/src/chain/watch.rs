//! Follows a transaction to its end: over lost connections, restarted nodes and pools that forget.

use super::{calls::Signed, Chain, ChainConfig, ChainError, Client, Inclusion, Submission, SubmitError};
use proofnet_market::RequestId;
use std::time::Duration;
use subxt::{
    client::OnlineClientAtBlockImpl,
    dynamic::Value,
    error::{BackendError, ExtrinsicError, RpcError, TransactionEventsError},
    ext::scale_value::Composite,
    extrinsics::ExtrinsicEvents,
    transactions::{TransactionInBlock, TransactionProgress, TransactionStatus},
    utils::AccountId32,
};
use tokio::time::{sleep, timeout};

/// A node may be silent about a transaction for so long before it is asked what became of it.
const SILENCE: Duration = Duration::from_secs(30);
/// Shortest and longest pause before a transaction is sent again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(8));
/// JSON-RPC codes of `author_submitExtrinsic`.
const INVALID: i32 = 1010;
const BANNED: i32 = 1012;
const ALREADY_IMPORTED: i32 = 1013;
const TOO_LOW_PRIORITY: i32 = 1014;

/// What the node tells of a transaction.
pub(super) type Progress = TransactionProgress<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>;
type InBlock = TransactionInBlock<ChainConfig, OnlineClientAtBlockImpl<ChainConfig>>;

/// Why the node did not take a transaction.
pub(super) enum Unsent {
    /// It could not be asked, or the answer was lost.
    Chain(ChainError),
    /// It has it already.
    Known,
    /// A transaction with its nonce is in a block, or in the pool.
    NonceTaken,
    /// It threw these very bytes out, and takes them no more for half an hour. Pools do so to what was invalid for a moment, on a
    /// branch of the chain that was left since.
    Banned,
    /// It refuses it.
    Refused(String),
}

/// Sends a transaction.
pub(super) async fn send(signed: &Signed) -> Result<Progress, Unsent> {
    signed.submit_and_watch().await.map_err(|error| unsent(&error))
}

fn unsent(error: &ExtrinsicError) -> Unsent {
    match error {
        ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
            subxt::rpcs::Error::User(error),
        ))) => {
            let data = error
                .data
                .as_ref()
                .map(|data| data.get().to_owned())
                .unwrap_or_default();
            refusal(error.code, &error.message, &data)
        }
        error => Unsent::Chain(ChainError::request("sending a transaction", error)),
    }
}

fn refusal(code: i32, message: &str, data: &str) -> Unsent {
    match code {
        ALREADY_IMPORTED => Unsent::Known,
        TOO_LOW_PRIORITY => Unsent::NonceTaken,
        BANNED => Unsent::Banned,
        // The pool says so in words only.
        INVALID if data.contains("outdated") => Unsent::NonceTaken,
        _ if data.is_empty() => Unsent::Refused(message.to_owned()),
        _ => Unsent::Refused(format!("{message}: {data}")),
    }
}

/// Waits for `submission` to succeed or fail in a block; sends it again whenever the node may have lost it.
pub(super) async fn to_its_end(
    chain: &Chain,
    account: &AccountId32,
    submission: &Submission,
    mut progress: Option<Progress>,
) -> Result<Inclusion, SubmitError> {
    let nonce = submission.nonce;
    let (mut pause, longest) = PAUSES;
    loop {
        let client = chain.client();
        if let Some(progress) = progress.take() {
            match included(&client, progress).await {
                Ok(inclusion) => return Ok(inclusion),
                Err(error @ SubmitError::Failed(_)) => return Err(error),
                Err(error) => tracing::warn!(code = error.code(), nonce, "{error}; looking for it"),
            }
        }
        match sent_again(&client, account, submission).await {
            Ok(again) => progress = again,
            Err(SubmitError::Chain(error)) => tracing::debug!(code = error.code(), nonce, "{error}"),
            Err(error) => return Err(error),
        }
        match progress {
            Some(_) => pause = PAUSES.0,
            None => {
                sleep(pause).await;
                pause = pause.saturating_mul(2).min(longest);
            }
        }
    }
}

/// Sends it again if it can still get into a block; nothing if the node has it.
async fn sent_again(
    client: &Client,
    account: &AccountId32,
    submission: &Submission,
) -> Result<Option<Progress>, SubmitError> {
    // In this order: a transaction that gets into a block in between is seen as pending, and looked at again.
    let best = client.best_number().await?;
    let used = client.nonce(account).await?;
    if used > submission.nonce {
        return Err(SubmitError::Passed(submission.nonce));
    }
    if best > submission.valid_until {
        return Err(SubmitError::Lost(format!(
            "it was valid until block {}",
            submission.valid_until
        )));
    }
    let transactions = client.transactions().await?;
    match send(&transactions.from_bytes(submission.bytes.clone())).await {
        Ok(progress) => Ok(Some(progress)),
        Err(Unsent::Known | Unsent::NonceTaken) => Ok(None),
        Err(Unsent::Banned) => Err(SubmitError::Lost("the node has thrown it out".into())),
        Err(Unsent::Chain(error)) => Err(error.into()),
        Err(Unsent::Refused(reason)) => Err(SubmitError::Refused(reason)),
    }
}

async fn included(client: &Client, mut progress: Progress) -> Result<Inclusion, SubmitError> {
    loop {
        let status = timeout(SILENCE, progress.next()).await;
        let status =
            status.map_err(|_| SubmitError::Lost(format!("the node says nothing for {SILENCE:?}")))?;
        let status = status.ok_or_else(|| SubmitError::Lost("the node stopped reporting on it".into()))?;
        match status.map_err(|error| ChainError::request("watching a transaction", error))? {
            TransactionStatus::InBestBlock(block) | TransactionStatus::InFinalizedBlock(block) => {
                return inclusion(client, &block).await;
            }
            TransactionStatus::Error { message }
            | TransactionStatus::Invalid { message }
            | TransactionStatus::Dropped { message } => return Err(SubmitError::Lost(message)),
            TransactionStatus::Validated
            | TransactionStatus::Broadcasted
            | TransactionStatus::NoLongerInBestBlock => {}
        }
    }
}

async fn inclusion(client: &Client, block: &InBlock) -> Result<Inclusion, SubmitError> {
    let events = block.wait_for_success().await.map_err(|error| match error {
        TransactionEventsError::ExtrinsicFailed(error) => SubmitError::Failed(error.to_string()),
        error => ChainError::request("reading a transaction's events", error).into(),
    })?;
    let hash = block.block_hash();
    Ok(Inclusion {
        hash,
        number: client.number_of(hash).await?,
        refused: refused(&events),
    })
}

/// The deliveries of a batch that were refused.
fn refused(events: &ExtrinsicEvents<ChainConfig>) -> Vec<(RequestId, String)> {
    let mut refused = Vec::new();
    for event in events.iter().flatten() {
        if (event.pallet_name(), event.event_name()) != ("Market", "DeliveryRefused") {
            continue;
        }
        let Ok(Composite::Named(fields)) = event.decode_fields_unchecked_as::<Composite<()>>() else {
            continue;
        };
        let field = |name: &str| {
            fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value)
        };
        let request = field("request")
            .and_then(Value::as_u128)
            .and_then(|request| u64::try_from(request).ok());
        let error = field("error").map(ToString::to_string).unwrap_or_default();
        refused.extend(request.map(|request| (request, error)));
    }
    refused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transaction_should_be_looked_for_when_the_pool_has_it_or_its_nonce() {
        assert!(matches!(refusal(1013, "Already Imported", ""), Unsent::Known));
        assert!(matches!(
            refusal(1014, "Priority is too low", "(1 vs 1)"),
            Unsent::NonceTaken
        ));
        let outdated = refusal(1010, "Invalid Transaction", "\"Transaction is outdated\"");
        assert!(matches!(outdated, Unsent::NonceTaken));
    }

    #[test]
    fn transaction_should_be_signed_anew_when_the_pool_has_thrown_it_out() {
        let banned = refusal(1012, "Transaction is temporarily banned", "");
        assert!(matches!(banned, Unsent::Banned));
    }

    #[test]
    fn transaction_should_be_refused_with_the_reason_when_it_is_invalid() {
        let refused = refusal(1010, "Invalid Transaction", "\"Inability to pay some fees\"");
        assert!(matches!(refused, Unsent::Refused(reason) if reason.contains("Inability to pay")));
    }
}
