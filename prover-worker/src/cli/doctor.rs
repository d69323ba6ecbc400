//! `doctor`: looks at everything that the worker needs, and says what is wrong and how to mend it.

use super::{status::ask_worker, table, PATIENCE};
use crate::{
    calibration::Calibration,
    chain::Chain,
    config::Config,
    device,
    doctor::{artifacts, calibration, machine, node, on_chain, others_at_work, Finding, Level},
    economics::{Breaker, Policy},
    error::Failure,
    registry::Registry,
};
use proofnet_prover::ArtifactError;
use serde_json::json;

pub(super) async fn doctor(config: Config, as_json: bool) -> Result<(), Failure> {
    let mut findings = vec![Finding::ok("configuration", config.file.display().to_string())];
    findings.extend(machine(&config));
    let (proving, backend) = proving(&config).await?;
    findings.push(proving);
    match load_registry(&config).await {
        Ok(registry) => {
            findings.extend(artifacts(&registry));
            findings.extend(commands(&registry).await);
            findings.extend(with_registry(&config, &registry, backend).await);
        }
        Err(error) => findings.push(Finding::fail(
            "artifacts",
            error.to_string(),
            "correct `circuits`, or fetch the file again: nothing behind this could be looked at",
        )),
    }
    print(&findings, as_json);
    let failed = findings.iter().filter(|finding| finding.level == Level::Fail);
    match failed.count() {
        0 => Ok(()),
        failed => Err(Failure::State(format!("{failed} of the checks above failed"))),
    }
}

/// Whether the programs that prove circuits answer, and are of them.
async fn commands(registry: &Registry) -> Vec<Finding> {
    const CHECK: &str = "command";
    let mut findings = Vec::new();
    for circuit in registry.commands() {
        let name = &circuit.name;
        findings.push(match circuit.describe().await {
            Ok(program) => Finding::ok(CHECK, format!("circuit {name}: {}", program.name)),
            Err(error) => {
                let mend = "mend the program, or `command` of the circuit: docs/provers/command.md";
                Finding::fail(CHECK, format!("circuit {name}: {error}"), mend)
            }
        });
    }
    findings
}

/// Whether what is to prove does, and its name.
async fn proving(config: &Config) -> Result<(Finding, &'static str), Failure> {
    const CHECK: &str = "proving";
    let settings = config.proving.clone();
    let started = tokio::task::spawn_blocking(move || device::start(&settings))
        .await
        .map_err(|error| Failure::System(error.to_string()))?;
    Ok(match started {
        Ok(proving) => {
            let name = proving.backend.name();
            let found = match &proving.device {
                Some(_) => format!("{name}: device {} computes right", config.proving.device),
                None => format!("{name}: the CPU proves"),
            };
            (Finding::ok(CHECK, found), name)
        }
        Err(error) => {
            let mend = "mend what it says, or choose another `proving.accelerator`";
            (Finding::fail(CHECK, error.to_string(), mend), "")
        }
    })
}

async fn with_registry(config: &Config, registry: &Registry, backend: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let figures = match Calibration::read(&config.calibration) {
        Ok(figures) => figures,
        Err(error) => {
            findings.push(Finding::fail(
                "calibration",
                error.to_string(),
                "remove the file, or run `prover-worker calibrate`",
            ));
            None
        }
    };
    findings.extend(calibration(config, registry, figures.as_ref(), backend));
    match with_chain(config, registry, figures.as_ref()).await {
        Ok(more) => findings.extend(more),
        Err(error) => findings.push(Finding::fail(
            "node",
            error.to_string(),
            "start the node, or correct `node.urls`: nothing of the chain could be looked at",
        )),
    }
    findings
}

async fn with_chain(
    config: &Config,
    registry: &Registry,
    figures: Option<&Calibration>,
) -> Result<Vec<Finding>, crate::chain::ChainError> {
    let chain = Chain::connect(&config.node.urls, PATIENCE).await?;
    let client = chain.client();
    let mut findings = vec![Finding::ok("node", client.url.clone())];
    findings.extend(node(&client).await?);
    let names: Vec<_> = registry
        .iter()
        .map(|circuit| (circuit.id(), circuit.name()))
        .collect();
    let mut policy = Policy::new(config, names, figures, Breaker::default());
    findings.extend(on_chain(&client, config, registry, &mut policy).await?);
    let signer = config.signer.public_key().to_account_id();
    let local = match config.http.listen {
        Some(address) => ask_worker(&format!("http://{address}")).await.ok(),
        None => None,
    };
    let pending = client.pending(&signer).await?;
    findings.push(others_at_work(&client.display(&signer), local.as_ref(), pending));
    Ok(findings)
}

/// Reading keys and compiling generators takes both cores for a while: not on a thread that answers signals.
pub(super) async fn load_registry(config: &Config) -> Result<Registry, Failure> {
    let (files, limits) = (config.circuits.clone(), config.limits.witness);
    let commands = config.commands.clone();
    let load = move || Registry::load(&files, limits)?.with_commands(&commands);
    let loaded = tokio::task::spawn_blocking(load).await;
    let loaded: Result<Registry, ArtifactError> =
        loaded.map_err(|error| Failure::System(error.to_string()))?;
    Ok(loaded?)
}

fn print(findings: &[Finding], as_json: bool) {
    if as_json {
        let worst = findings.iter().map(|finding| finding.level).max();
        println!("{:#}", json!({ "level": worst, "findings": findings }));
        return;
    }
    let rows = findings.iter().map(|finding| {
        let level = match finding.level {
            Level::Ok => "ok",
            Level::Warn => "WARN",
            Level::Fail => "FAIL",
        };
        let text = match &finding.remedy {
            Some(remedy) => format!("{}\n-> {remedy}", finding.found),
            None => finding.found.clone(),
        };
        vec![level.to_owned(), finding.check.to_owned(), text]
    });
    println!("{}", table(&["", "check", "found"], rows));
}
