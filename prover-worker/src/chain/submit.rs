//! Sends transactions of one account. One task gives out nonces, so that several may wait for their block at a time.

use super::{
    calls::{sign, Signed, Terms},
    watch::{send, to_its_end, Progress, Unsent},
    Call, Chain, ChainError, Client, Hash, Purpose,
};
use crate::store::StoreError;
use codec::{Decode, Encode};
use proofnet_market::RequestId;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use subxt_signer::sr25519::Keypair;
use tokio::sync::{mpsc, oneshot};

/// A transaction is signed anew this often: with another nonce where somebody else took it meanwhile, with another tip where the
/// node threw the very same one out.
const SIGNED: usize = 4;

/// How transactions are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// Planck for the block's author, to be ahead of others.
    pub tip: u128,
    /// A transaction that is in no block after so many blocks is void, so that it can be sent anew. A power of two.
    pub mortality: u64,
}

impl Default for Signing {
    fn default() -> Self {
        Self {
            tip: 0,
            mortality: 64,
        }
    }
}

/// A signed transaction that may be sent any number of times: its nonce lets it happen once.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Submission {
    /// The account's nonce.
    pub nonce: u64,
    /// Its hash.
    pub hash: [u8; 32],
    /// The transaction.
    pub bytes: Vec<u8>,
    /// What it is for.
    pub purpose: Purpose,
    /// It gets into no block after this one.
    pub valid_until: u32,
}

/// Writes transactions down before they are sent.
pub trait Journal: Send + Sync + 'static {
    /// `submission` is about to be sent.
    fn begin(&self, submission: &Submission) -> Result<(), StoreError>;
    /// It will not be sent again, and has done nothing.
    fn forget(&self, nonce: u64) -> Result<(), StoreError>;
}

/// For commands that send one transaction and wait for it.
pub struct NoJournal;

impl Journal for NoJournal {
    fn begin(&self, _: &Submission) -> Result<(), StoreError> {
        Ok(())
    }

    fn forget(&self, _: u64) -> Result<(), StoreError> {
        Ok(())
    }
}

/// The block that a transaction succeeded in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// Its hash.
    pub hash: Hash,
    /// Its number.
    pub number: u32,
    /// Deliveries of a batch that were refused, with the reasons.
    pub refused: Vec<(RequestId, String)>,
}

/// What became of a transaction.
#[derive(Debug)]
pub struct Report {
    /// Its nonce, if it got one.
    pub nonce: Option<u64>,
    /// When the node had it.
    pub sent: Option<Instant>,
    /// How it ended.
    pub result: Result<Inclusion, SubmitError>,
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
    /// It may be in a block: its nonce was used while nobody looked.
    #[error("the nonce {0} is used: by the transaction itself, or by another one with this key")]
    Passed(u64),
    /// It could not be written down, and was not sent therefore.
    #[error("the transaction was not sent, since it could not be written down: {0}")]
    Journal(#[from] StoreError),
}

impl SubmitError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            SubmitError::Chain(error) => error.code(),
            SubmitError::Refused(_) => "transaction.refused",
            SubmitError::Failed(_) => "transaction.failed",
            SubmitError::Lost(_) => "transaction.lost",
            SubmitError::Passed(_) => "transaction.unseen",
            SubmitError::Journal(error) => error.code(),
        }
    }
}

struct Order {
    call: Call,
    /// Told, or dropped, when it was sent or will not be.
    taken: oneshot::Sender<()>,
    report: oneshot::Sender<Report>,
}

/// A transaction that was sent, or refused.
pub struct Ordered(oneshot::Receiver<Report>);

impl Ordered {
    /// Waits until it succeeded in a best block, or cannot any more.
    pub async fn report(self) -> Report {
        let stopped = Report {
            nonce: None,
            sent: None,
            result: Err(SubmitError::Lost("the worker is stopping".into())),
        };
        self.0.await.unwrap_or(stopped)
    }
}

/// Sends transactions of one account.
#[derive(Clone)]
pub struct Submitter(mpsc::Sender<Order>);

/// The task behind a [`Submitter`].
pub struct SubmitterTask {
    chain: Arc<Chain>,
    signer: Keypair,
    signing: Signing,
    journal: Arc<dyn Journal>,
    orders: mpsc::Receiver<Order>,
    in_flight: InFlight,
}

/// Nonces of transactions whose end is not known.
#[derive(Clone, Default)]
struct InFlight(Arc<Mutex<BTreeSet<u64>>>);

impl InFlight {
    /// The first nonce from `next` on that none of them has.
    fn take(&self, next: u64) -> u64 {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut nonce = next;
        while !taken.insert(nonce) {
            nonce = nonce.saturating_add(1);
        }
        nonce
    }

    fn insert(&self, nonce: u64) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(nonce);
    }

    fn release(&self, nonce: u64) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&nonce);
    }
}

impl Submitter {
    /// A submitter that signs with `signer`, and the task that it needs to run.
    pub fn new(
        chain: Arc<Chain>,
        signer: Keypair,
        signing: Signing,
        journal: Arc<dyn Journal>,
    ) -> (Self, SubmitterTask) {
        let (sender, orders) = mpsc::channel(64);
        let task = SubmitterTask {
            chain,
            signer,
            signing,
            journal,
            orders,
            in_flight: InFlight::default(),
        };
        (Self(sender), task)
    }

    /// Sends `call`.
    pub async fn order(&self, call: Call) -> Ordered {
        let (report, receiver) = oneshot::channel();
        let (taken, sent) = oneshot::channel();
        // Of a task that is gone the receiver tells.
        let _ = self.0.send(Order { call, taken, report }).await;
        let _ = sent.await;
        Ordered(receiver)
    }

    /// Sends `call` and waits until it succeeded in a best block, or cannot any more.
    pub async fn submit(&self, call: Call) -> Report {
        self.order(call).await.report().await
    }
}

impl SubmitterTask {
    /// Takes up a transaction that an earlier process may have sent; the receiver tells how it ends.
    pub fn resume(&self, submission: Submission) -> Ordered {
        let (report, receiver) = oneshot::channel();
        self.in_flight.insert(submission.nonce);
        self.watch(submission, None, report);
        Ordered(receiver)
    }

    /// Sends what is ordered until nobody orders any more.
    pub async fn run(mut self) {
        while let Some(Order { call, taken, report }) = self.orders.recv().await {
            match self.begin(&call).await {
                Ok((submission, progress)) => self.watch(submission, progress, report),
                Err((nonce, error)) => {
                    let _ = report.send(Report {
                        nonce,
                        sent: None,
                        result: Err(error),
                    });
                }
            }
            let _ = taken.send(());
        }
    }

    /// Signs, writes down, sends.
    async fn begin(&self, call: &Call) -> Result<(Submission, Option<Progress>), (Option<u64>, SubmitError)> {
        let mut tip = self.signing.tip;
        for _ in 0..SIGNED {
            let client = self.chain.client();
            let signed = self.sign(&client, call, tip).await;
            let (submission, signed) = signed.map_err(|error| (None, error))?;
            let nonce = submission.nonce;
            if let Err(error) = self.journal.begin(&submission) {
                self.in_flight.release(nonce);
                return Err((None, error.into()));
            }
            match send(&signed).await {
                Ok(progress) => return Ok((submission, Some(progress))),
                // Whether the node has it is not known: it is sent again until that is.
                Err(Unsent::Chain(error)) => {
                    tracing::warn!(code = error.code(), nonce, "{error}; sending again");
                    return Ok((submission, None));
                }
                Err(Unsent::Known) => return Ok((submission, None)),
                Err(Unsent::NonceTaken) => {
                    tracing::warn!(
                        code = "key.shared",
                        nonce,
                        "another transaction of this key has the nonce: does another program sign with it?"
                    );
                    self.in_flight.release(nonce);
                    self.journal.forget(nonce).map_err(|error| (None, error.into()))?;
                }
                // Of the two at most one happens: they have one nonce.
                Err(Unsent::Banned) => {
                    tracing::warn!(
                        code = "transaction.lost",
                        nonce,
                        "the node has thrown it out before; signing another"
                    );
                    self.in_flight.release(nonce);
                    self.journal.forget(nonce).map_err(|error| (None, error.into()))?;
                    tip = tip.saturating_add(1);
                }
                Err(Unsent::Refused(reason)) => {
                    self.in_flight.release(nonce);
                    return Err((Some(nonce), SubmitError::Refused(reason)));
                }
            }
        }
        Err((
            None,
            SubmitError::Refused(
                "others take the nonces of this key, or the node throws out whatever it signs".into(),
            ),
        ))
    }

    async fn sign(
        &self,
        client: &Client,
        call: &Call,
        tip: u128,
    ) -> Result<(Submission, Signed), SubmitError> {
        let account = self.signer.public_key().to_account_id();
        let next = client.next_nonce(&account).await?;
        let (transactions, born) =
            tokio::try_join!(client.transactions(), client.birth(self.signing.mortality))?;
        let nonce = self.in_flight.take(next);
        let terms = Terms {
            nonce,
            tip,
            mortality: self.signing.mortality,
            born,
        };
        let signed = sign(&transactions, &self.signer, call, &terms).map_err(|error| {
            self.in_flight.release(nonce);
            ChainError::Unreadable {
                what: "the chain's calls".into(),
                reason: error.to_string(),
            }
        })?;
        let last = born.0.saturating_add(self.signing.mortality);
        let submission = Submission {
            nonce,
            hash: signed.hash().0,
            bytes: signed.encoded().to_vec(),
            purpose: call.purpose(),
            valid_until: u32::try_from(last).unwrap_or(u32::MAX),
        };
        Ok((submission, signed))
    }

    /// Follows a transaction in a task of its own.
    fn watch(&self, submission: Submission, progress: Option<Progress>, report: oneshot::Sender<Report>) {
        let sent = progress.is_some().then(Instant::now);
        if sent.is_some() {
            let hash = hex::encode(submission.hash);
            tracing::info!(nonce = submission.nonce, hash, purpose = ?submission.purpose, "submitted");
        }
        let (chain, in_flight) = (self.chain.clone(), self.in_flight.clone());
        let account = self.signer.public_key().to_account_id();
        tokio::spawn(async move {
            let result = to_its_end(&chain, &account, &submission, progress).await;
            in_flight.release(submission.nonce);
            let nonce = Some(submission.nonce);
            let _ = report.send(Report { nonce, sent, result });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonce_should_be_the_next_free_one_when_others_are_in_flight() {
        let in_flight = InFlight::default();
        assert_eq!(
            [in_flight.take(5), in_flight.take(5), in_flight.take(6)],
            [5, 6, 7]
        );
    }

    #[test]
    fn nonce_should_be_given_again_when_its_transaction_got_into_no_block() {
        let in_flight = InFlight::default();
        in_flight.insert(5);
        assert_eq!(in_flight.take(5), 6);
        in_flight.release(5);
        assert_eq!(in_flight.take(5), 5);
    }
}
