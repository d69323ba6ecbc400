//! `run`: everything that must be right before the loop starts, and signals.

use super::doctor::load_registry;
use crate::{
    advice::{Counsel, Memory, Pricer},
    calibration::Calibration,
    chain::Chain,
    config::Config,
    daemon::{self, Setup},
    device::{self, DeviceMemory, InUse},
    doctor::{on_chain, Level},
    economics::Policy,
    error::Failure,
    http,
    inputs::Fetcher,
    metrics::Metrics,
    proving::{JobError, Workshop},
    store::{default_folder, Identity, KeyLock, KeyName, Store, StoreError},
};
use std::{
    env,
    path::PathBuf,
    sync::{atomic::Ordering, Arc},
    time::Duration,
};
use tokio::{
    signal::unix::{signal, SignalKind},
    sync::oneshot,
    time::sleep,
};

/// Pause between two looks at a node that is behind.
const BEHIND: Duration = Duration::from_secs(5);
/// Pause between two looks at the device.
const WATCH_DEVICE: Duration = Duration::from_secs(10);

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let mut stop = stop_signal()?;
    let (setup, _lock) = tokio::select! {
        started = start(&config) => started?,
        _ = &mut stop => return Ok(()),
    };
    let stop = async {
        let _ = stop.await;
    };
    daemon::run(setup, &config, stop).await?;
    tracing::info!("stopped");
    Ok(())
}

async fn start(config: &Config) -> Result<(Setup, KeyLock), Failure> {
    let settings = config.proving.clone();
    // Waits for a device.
    let proving = tokio::task::spawn_blocking(move || device::start(&settings))
        .await
        .map_err(|error| Failure::System(error.to_string()))??;
    let registry = load_registry(config).await?;
    for circuit in registry.iter() {
        tracing::info!(
            circuit = circuit.name(),
            id = hex::encode(circuit.id()),
            memory_kib = circuit.memory_bytes() >> 10,
            "circuit loaded"
        );
    }
    for circuit in registry.commands() {
        let command = circuit.describe().await.map_err(JobError::from)?.name;
        tracing::info!(circuit = circuit.name, command, "command answers");
    }
    let fetcher =
        Fetcher::new(&config.limits, &config.inputs).map_err(|error| Failure::System(error.to_string()))?;
    let chain = Arc::new(Chain::connect(&config.node.urls, config.node.connect_timeout).await?);
    let client = chain.client();
    tracing::info!(
        url = client.url,
        prover = client.display(&config.prover),
        "connected"
    );
    let (store, lock) = open(config, &chain)?;
    same_chain(&chain, &store).await?;
    let figures = Calibration::read(&config.calibration).unwrap_or_else(|error| {
        tracing::warn!(code = "calibration.unreadable", "{error}");
        None
    });
    let names = registry.iter().map(|circuit| (circuit.id(), circuit.name()));
    let remembered = store.path().with_file_name("figures.json");
    let memory = Memory::read(&remembered);
    let mut policy = Policy::new(config, names, figures.as_ref(), memory.breaker);
    policy.remember(&memory.times);
    for finding in on_chain(&client, config, &registry, &mut policy).await? {
        match finding.level {
            Level::Fail => return Err(Failure::State(finding.sentence())),
            Level::Warn => {
                tracing::warn!(
                    code = "chain.state",
                    check = finding.check,
                    "{}",
                    finding.sentence()
                );
            }
            Level::Ok => {}
        }
    }
    let account = config.signer.public_key().to_account_id();
    let metrics = Arc::new(Metrics::new(
        &client.display(&config.prover),
        &client.display(&account),
    ));
    let block_time = client.block_time().await?;
    metrics.connected(&client.url, block_time);
    answer(config, metrics.clone()).await;
    if let Some(in_use) = proving.device {
        tokio::spawn(watch(in_use, config.proving.device.clone(), metrics.clone()));
    }
    let counsel = Arc::new(Counsel::new(policy, metrics));
    let current = client.offers(&config.prover).await?.into_iter().collect();
    let plan = counsel.plan(current).unwrap_or_default();
    let registry = Arc::new(registry);
    let setup = Setup {
        block_time,
        asks: plan.offers,
        pricer: Pricer {
            chain: chain.clone(),
            prover: config.prover,
            registry: registry.clone(),
            counsel: counsel.clone(),
            memory: remembered,
        },
        chain,
        workshop: Workshop {
            registry,
            fetcher,
            backend: proving.backend,
        },
        store: Arc::new(store),
        advisor: counsel,
    };
    Ok((setup, lock))
}

/// Tells the metrics what the device is at, for as long as the program runs.
async fn watch(in_use: InUse, name: String, metrics: Arc<Metrics>) {
    let mut wrong = 0;
    metrics.backend(&name);
    loop {
        let device = in_use.device.clone();
        // Waits while the device proves.
        let memory = tokio::task::spawn_blocking(move || device.memory()).await;
        if let Ok(DeviceMemory { total, free }) = memory {
            metrics.gpu_memory(&name, total.saturating_sub(free), total);
        }
        let counted = in_use.counts.wrong.load(Ordering::Relaxed);
        (wrong..counted).for_each(|_| metrics.wrong_proof(&name));
        wrong = counted;
        sleep(WATCH_DEVICE).await;
    }
}

/// Answers whoever watches the worker. Not being watched is no reason not to prove.
async fn answer(config: &Config, metrics: Arc<Metrics>) {
    match http::bind(&config.http).await {
        Ok(Some(listener)) => {
            let (rules, stall) = (config.http.clone(), config.node.stall_timeout);
            tokio::spawn(async move {
                let never = std::future::pending();
                if let Err(error) = http::serve(listener, &rules, metrics, stall, never).await {
                    tracing::error!(code = "http.failed", "metrics are told no more: {error}");
                }
            });
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(
            code = "http.failed",
            listen = ?config.http.listen,
            "cannot listen: {error}; the worker works without metrics. Give another address in `http.listen`"
        ),
    }
}

/// Opens the state on disk, and keeps other workers from it and from the key.
pub(super) fn open(config: &Config, chain: &Chain) -> Result<(Store, KeyLock), Failure> {
    let variable = |name: &str| env::var(name).ok();
    let key = config.signer.public_key().to_account_id();
    let genesis = chain.genesis().0;
    let account = chain.client().display(&key);
    let name = KeyName::new(&genesis, &account);
    let folder: PathBuf = match &config.store {
        Some(folder) => folder.clone(),
        None => default_folder(&name, &config.file, variable),
    };
    let holder = format!(
        "process {} with configuration {}, state in {}",
        std::process::id(),
        config.file.display(),
        folder.display()
    );
    let lock = KeyLock::take(&folder, &KeyLock::shared_folder(variable), &name, &holder)?;
    let identity = Identity {
        genesis,
        key: key.0,
        prover: config.prover.0,
    };
    let store = Store::open(&folder, &identity)?;
    tracing::info!(key = account, path = %store.path().display(), "state opened");
    Ok((store, lock))
}

/// A chain that was begun anew with the same genesis, as development chains are, numbers other requests the same way.
async fn same_chain(chain: &Chain, store: &Store) -> Result<(), Failure> {
    let Some(settled) = store.settled()? else {
        return Ok(());
    };
    loop {
        let client = chain.client();
        match client.hash_of(settled.number).await? {
            Some(hash) if hash == settled.hash => return Ok(()),
            Some(hash) => {
                return Err(StoreError::Foreign {
                    path: store.path().to_owned(),
                    what: "a chain whose final block is",
                    found: format!("{} with hash {:?}", settled.number, settled.hash),
                    expected: format!("one that has {hash:?} there"),
                }
                .into())
            }
            None => {
                tracing::warn!(
                    code = "node.behind",
                    url = client.url,
                    block = settled.number,
                    "the node does not have the last final block that this worker knows: waiting until it has. Where the chain was \
                     begun anew, move the state away"
                );
                sleep(BEHIND).await;
            }
        }
    }
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
        crate::command::end_all();
        std::process::exit(1);
    });
    Ok(receiver)
}
