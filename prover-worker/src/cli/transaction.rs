//! One transaction of the worker's key, apart from the service.

use crate::{
    chain::{Call, Chain, Client, Inclusion, NoJournal, SubmitError, Submitter},
    config::Config,
    error::Failure,
};
use std::sync::Arc;

/// A transaction that the node took and lost is signed anew this often.
const TIMES: usize = 3;

/// Signs `call` with the key of `config` and waits for the block that has it.
pub(super) async fn send(chain: Arc<Chain>, config: Config, call: Call) -> Result<Inclusion, Failure> {
    let (submitter, task) = Submitter::new(chain, config.signer, config.signing, Arc::new(NoJournal));
    let sending = tokio::spawn(task.run());
    let mut report = submitter.submit(call.clone()).await;
    for _ in 1..TIMES {
        match &report.result {
            Err(SubmitError::Lost(reason)) => {
                tracing::warn!(code = "transaction.lost", "{reason}; sending another")
            }
            _ => break,
        }
        report = submitter.submit(call.clone()).await;
    }
    sending.abort();
    Ok(report.result?)
}

/// How the chain of `client` writes the worker's account and its prover's.
pub(super) fn names(client: &Client, config: &Config) -> (String, String) {
    let worker = config.signer.public_key().to_account_id();
    (client.display(&worker), client.display(&config.prover))
}
