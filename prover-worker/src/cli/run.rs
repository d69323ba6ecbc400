//! `run`: everything that must be right before the loop starts, and signals.

use super::check::{findings, load_registry};
use crate::{
    chain::Chain,
    config::Config,
    error::Failure,
    inputs::Fetcher,
    jobs::{Worker, Workshop},
};
use proofnet_prover::Arkworks;
use std::sync::Arc;
use tokio::{
    signal::unix::{signal, SignalKind},
    sync::oneshot,
};

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let mut stop = stop_signal()?;
    let (chain, workshop) = tokio::select! {
        started = start(&config) => started?,
        _ = &mut stop => return Ok(()),
    };
    let stop = async {
        let _ = stop.await;
    };
    Worker::run(chain, workshop, &config, stop).await;
    tracing::info!("stopped");
    Ok(())
}

async fn start(config: &Config) -> Result<(Arc<Chain>, Workshop), Failure> {
    let registry = load_registry(config).await?;
    for circuit in registry.iter() {
        tracing::info!(
            circuit = circuit.name,
            id = hex::encode(circuit.key.id),
            "circuit loaded"
        );
    }
    let fetcher = Fetcher::new(&config.limits).map_err(|error| Failure::System(error.to_string()))?;
    let chain = Arc::new(Chain::connect(&config.node.urls, config.node.connect_timeout).await?);
    let client = chain.client();
    tracing::info!(
        url = client.url,
        prover = client.display(&config.prover),
        "connected"
    );
    for finding in findings(&client, config, &registry).await? {
        match finding.problem {
            Some(problem) if finding.fatal => return Err(Failure::State(problem)),
            Some(problem) => tracing::warn!(code = "chain.state", "{problem}"),
            None => {}
        }
    }
    Ok((
        chain,
        Workshop {
            registry: Arc::new(registry),
            fetcher,
            backend: Arc::new(Arkworks),
        },
    ))
}

/// Ready at the first SIGTERM or SIGINT; a second one ends the process.
fn stop_signal() -> Result<oneshot::Receiver<()>, Failure> {
    let listen = |kind| signal(kind).map_err(|error| Failure::System(error.to_string()));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let (sender, receiver) = oneshot::channel();
    tokio::spawn(async move {
        let mut next = async || {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        next().await;
        let _ = sender.send(());
        next().await;
        tracing::warn!("ended by a second signal");
        std::process::exit(1);
    });
    Ok(receiver)
}
