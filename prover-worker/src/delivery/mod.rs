//! Brings proofs to the chain: as many in one transaction as are ready when it is signed.

mod batches;

pub use batches::{batches, MAX_DELIVERIES};

use crate::chain::{Call, ProofOf, Report, Submitter};
use proofnet_market::RequestId;
use tokio::sync::mpsc;

/// Takes proofs that are to be delivered.
#[derive(Clone)]
pub struct Deliveries(mpsc::UnboundedSender<ProofOf>);

/// The task behind [`Deliveries`].
pub struct DeliveryTask {
    submitter: Submitter,
    ready: mpsc::UnboundedReceiver<ProofOf>,
    reports: mpsc::Sender<Delivered>,
}

/// What became of one transaction with deliveries.
#[derive(Debug)]
pub struct Delivered {
    /// What was delivered by it.
    pub requests: Vec<RequestId>,
    /// How it ended.
    pub report: Report,
}

impl Deliveries {
    /// A queue of proofs, and the task that it needs to run. What becomes of them comes out of `reports`' receiver.
    pub fn new(submitter: Submitter, reports: mpsc::Sender<Delivered>) -> (Self, DeliveryTask) {
        let (sender, ready) = mpsc::unbounded_channel();
        let task = DeliveryTask {
            submitter,
            ready,
            reports,
        };
        (Self(sender), task)
    }

    /// Has `proof` delivered. One that the worker hands over while it stops is delivered by the next process.
    pub fn deliver(&self, proof: ProofOf) {
        let _ = self.0.send(proof);
    }
}

impl DeliveryTask {
    /// Delivers until nobody has anything to deliver any more.
    pub async fn run(mut self) {
        let mut ready = Vec::new();
        while self.ready.recv_many(&mut ready, MAX_DELIVERIES).await > 0 {
            for batch in batches(std::mem::take(&mut ready)) {
                let requests = batch.iter().map(|proof| proof.request).collect();
                let order = self.submitter.order(Call::Deliver(batch)).await;
                let reports = self.reports.clone();
                tokio::spawn(async move {
                    let report = order.report().await;
                    let _ = reports.send(Delivered { requests, report }).await;
                });
            }
        }
    }
}
