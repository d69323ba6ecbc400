//! The daemon: ties the services together, and ends in order.

mod advisor;
mod book;
mod desk;

pub use advisor::{Advisor, Event, JobSeen};

use crate::{
    advice::Pricer,
    chain::{follow, Chain, Journal, NoJournal, Submission, Submitter},
    config::Config,
    delivery::Deliveries,
    error::Failure,
    offers::{withdraw, Keeper},
    proving::Workshop,
    store::{Change, Store, StoreError},
    supervise::{Fault, Supervisor},
};
use book::Book;
use desk::Desk;
use std::{
    collections::BTreeMap,
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    sync::{mpsc, watch},
    time::{sleep_until, timeout},
};

/// After a fault, withdrawing the offers may take so long.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// What the daemon works with.
pub struct Setup {
    /// The chain.
    pub chain: Arc<Chain>,
    /// Makes proofs.
    pub workshop: Workshop,
    /// The state on disk.
    pub store: Arc<Store>,
    /// Listens and advises.
    pub advisor: Arc<dyn Advisor>,
    /// Has offered what pays.
    pub pricer: Pricer,
    /// What is offered at first.
    pub asks: BTreeMap<u32, u128>,
    /// The time from one block to the next.
    pub block_time: Duration,
}

/// The store keeps what is sent.
struct Kept(Arc<Store>);

impl Journal for Kept {
    fn begin(&self, submission: &Submission) -> Result<(), StoreError> {
        self.0.write(&[Change::Submission(submission.clone())])
    }

    fn forget(&self, nonce: u64) -> Result<(), StoreError> {
        self.0.write(&[Change::Done(nonce)])
    }
}

/// Works until `stop` is ready, then withdraws and finishes what it can.
pub async fn run(setup: Setup, config: &Config, stop: impl Future<Output = ()>) -> Result<(), Failure> {
    let (chain, advisor) = (setup.chain.clone(), setup.advisor.clone());
    let result = serve(setup, config, stop).await;
    if let Err(fault) = &result {
        advisor.event(&Event::Broken {
            what: fault.to_string(),
        });
        tracing::error!(code = fault.code(), "{fault}");
        // Jobs that nobody works on cost collateral. The store may be what is broken: without it.
        let (submitter, task) = Submitter::new(
            chain.clone(),
            config.signer.clone(),
            config.signing,
            Arc::new(NoJournal),
        );
        let withdrawn = async {
            tokio::select! {
                withdrawn = withdraw(&chain, &submitter, &config.prover) => withdrawn.map_err(|error| error.to_string()),
                () = task.run() => Ok(()),
            }
        };
        let withdrawn = timeout(LAST_WORDS, withdrawn).await;
        match withdrawn.unwrap_or_else(|_| Err(format!("not within {LAST_WORDS:?}"))) {
            Ok(()) => tracing::info!("offers withdrawn"),
            Err(problem) => tracing::error!(
                code = fault.code(),
                "offers stand, and could not be withdrawn: {problem}"
            ),
        }
    }
    Ok(result?)
}

async fn serve(setup: Setup, config: &Config, stop: impl Future<Output = ()>) -> Result<(), Fault> {
    let (chain, store, advisor) = (setup.chain.clone(), setup.store.clone(), setup.advisor.clone());
    let (book, submissions) = Book::load(store.clone())?;
    let (submitter, submitting) = Submitter::new(
        chain.clone(),
        config.signer.clone(),
        config.signing,
        Arc::new(Kept(store.clone())),
    );
    let (delivered, mut deliveries_done) = mpsc::channel(64);
    let (deliveries, delivering) = Deliveries::new(submitter.clone(), delivered.clone());
    let (heads_here, heads) = watch::channel(None);
    let (offers, keeper) = Keeper::new(
        chain.clone(),
        submitter.clone(),
        config.prover,
        store.clone(),
        heads.clone(),
        setup.asks.clone(),
    );
    let (mut desk, mut reports) = Desk::new(&setup, config, book, submitter, deliveries, offers.clone());
    for submission in submissions {
        desk.resume(submission.clone(), submitting.resume(submission), &delivered);
    }

    let mut supervisor = Supervisor::default();
    let following = follow(
        chain.clone(),
        config.node.act_on,
        config.node.stall_timeout,
        heads_here,
    );
    supervisor.start("chain", async {
        following.await;
        Ok(())
    });
    supervisor.start("transactions", async {
        submitting.run().await;
        Ok(())
    });
    supervisor.start("delivery", async {
        delivering.run().await;
        Ok(())
    });
    supervisor.start("offers", keeper.run());
    supervisor.start("pricing", setup.pricer.run(offers.clone(), heads.clone()));

    let mut heads = heads;
    let mut end: Option<Instant> = None;
    tokio::pin!(stop);
    loop {
        tokio::select! {
            fault = supervisor.fault() => return Err(fault),
            () = &mut stop, if end.is_none() => {
                tracing::info!(grace_s = config.shutdown.grace.as_secs(), "stopping");
                advisor.event(&Event::Stopping);
                if config.shutdown.withdraw_offers {
                    offers.want(BTreeMap::new());
                }
                end = Some(desk.begin_to_stop(&config.shutdown)?);
            }
            () = until(end) => {
                tracing::warn!("stopping with jobs unfinished: the next start takes them up again");
                return Ok(());
            }
            Ok(()) = heads.changed() => {
                let head = heads.borrow_and_update().clone();
                if let Some(head) = head {
                    desk.on_head(head);
                }
            }
            Some(report) = reports.recv() => desk.on_report(report)?,
            Some(delivered) = deliveries_done.recv() => desk.on_delivered(delivered)?,
        }
        if end.is_some() && desk.is_done(&config.shutdown) {
            return Ok(());
        }
    }
}

/// Ready at `end`; never without one.
async fn until(end: Option<Instant>) {
    match end {
        Some(end) => sleep_until(end.into()).await,
        None => std::future::pending().await,
    }
}
