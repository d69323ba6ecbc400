//! `check`: is everything there that the worker needs, and what is to be done where it is not.

use super::PATIENCE;
use crate::{
    chain::{Capacity, CategoryView, Chain, ChainError, Client},
    config::Config,
    error::Failure,
    registry::Registry,
};
use proofnet_market::CircuitId;
use proofnet_prover::ArtifactError;

/// Something that was looked at.
pub(super) struct Finding {
    /// What was found.
    pub subject: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// Whether the worker cannot work because of it.
    pub fatal: bool,
}

impl Finding {
    fn fine(subject: String) -> Self {
        Self {
            subject,
            problem: None,
            fatal: false,
        }
    }

    fn fatal(subject: String, problem: String) -> Self {
        Self {
            subject,
            problem: Some(problem),
            fatal: true,
        }
    }
}

pub(super) async fn check(config: Config) -> Result<(), Failure> {
    println!("ok      configuration {}", config.file.display());
    let registry = load_registry(&config).await?;
    for circuit in registry.iter() {
        println!(
            "ok      artifacts of {}: circuit 0x{}, {} constraints, {} public inputs",
            circuit.name,
            hex::encode(circuit.key.id),
            circuit.key.zkey.constraints(),
            circuit.key.zkey.public_inputs()
        );
    }
    let chain = Chain::connect(&config.node.urls, PATIENCE).await?;
    let client = chain.client();
    println!("ok      node {}", client.url);

    let mut problems = 0;
    for Finding { subject, problem, .. } in findings(&client, &config, &registry).await? {
        match problem {
            None => println!("ok      {subject}"),
            Some(problem) => {
                println!("FAILED  {subject}: {problem}");
                problems += 1;
            }
        }
    }
    match problems {
        0 => Ok(()),
        problems => Err(Failure::State(format!("{problems} of the checks above failed"))),
    }
}

/// Reading keys and compiling generators takes both cores for a while: not on a thread that answers signals.
pub(super) async fn load_registry(config: &Config) -> Result<Registry, Failure> {
    let (files, limits) = (config.circuits.clone(), config.limits.witness);
    let loaded = tokio::task::spawn_blocking(move || Registry::load(&files, limits)).await;
    let loaded: Result<Registry, ArtifactError> =
        loaded.map_err(|error| Failure::System(error.to_string()))?;
    Ok(loaded?)
}

/// Compares the chain with the configuration.
pub(super) async fn findings(
    client: &Client,
    config: &Config,
    registry: &Registry,
) -> Result<Vec<Finding>, ChainError> {
    let signer = config.signer.public_key().to_account_id();
    let prover = client.display(&config.prover);
    let acts_for = client
        .prover_of(&signer)
        .await?
        .map(|prover| client.display(&prover));
    let mut findings = vec![
        link(&client.display(&signer), &prover, acts_for),
        capacity(&prover, client.capacity(&config.prover).await?),
    ];
    let categories = client.categories().await?;
    findings.extend(
        config
            .offers
            .iter()
            .map(|(category, ask)| offer(*category, *ask, &categories)),
    );
    for circuit in registry.iter() {
        let subject = format!("circuit {}", circuit.name);
        findings.push(match client.circuit(&CircuitId::from(circuit.key.id)).await? {
            Some(info) => Finding::fine(format!("{subject} is registered with {} proving units", info.units)),
            None => Finding {
                problem: Some(format!(
                    "circuit {} (0x{}) is not registered on this chain: nobody can request proofs of it. Check that the \
                     .zkey is the one that was registered",
                    circuit.name,
                    hex::encode(circuit.key.id)
                )),
                subject,
                fatal: false,
            },
        });
    }
    Ok(findings)
}

fn link(signer: &str, prover: &str, acts_for: Option<String>) -> Finding {
    let subject = format!("key {signer} acts for prover {prover}");
    match acts_for {
        Some(other) if other == prover => Finding::fine(subject),
        Some(other) => Finding::fatal(
            subject,
            format!("key {signer} acts for prover {other}, not for {prover}: correct `prover` or `key`"),
        ),
        None if signer == prover => Finding::fatal(
            subject,
            format!("{prover} is no prover on this chain: register it with `Provers.register`"),
        ),
        None => Finding::fatal(
            subject,
            format!(
                "key {signer} acts for no prover: let {prover} call `Provers.propose_worker` with it, then run \
                 `prover-worker accept`"
            ),
        ),
    }
}

fn capacity(prover: &str, capacity: Option<Capacity>) -> Finding {
    match capacity {
        Some(Capacity {
            free_slots,
            free_stake,
            ..
        }) => Finding::fine(format!(
            "prover {prover} has {free_slots} free slots and {free_stake} planck of free stake"
        )),
        None => Finding::fatal(
            format!("prover {prover} takes jobs"),
            format!("prover {prover} takes no jobs: it is not registered, or about to leave"),
        ),
    }
}

fn offer(category: u32, ask: u128, categories: &[CategoryView]) -> Finding {
    let subject = format!("offer in category {category}");
    match categories.iter().find(|view| view.id == category) {
        Some(view) => Finding::fine(format!(
            "{subject}: ask {ask}, reference price {}, floor {} planck per proving unit",
            view.reference_price, view.category.price_floor
        )),
        None => {
            let known: Vec<_> = categories.iter().map(|view| view.id.to_string()).collect();
            let problem = format!(
                "there is no category {category} on this chain, only {}",
                known.join(", ")
            );
            Finding::fatal(subject, problem)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_should_be_fine_when_the_key_acts_for_the_prover() {
        assert_eq!(link("worker", "prover", Some("prover".into())).problem, None);
    }

    #[test]
    fn link_should_name_the_next_step_when_there_is_none() {
        assert!(link("prover", "prover", None)
            .problem
            .unwrap()
            .contains("Provers.register"));
        assert!(link("worker", "prover", None)
            .problem
            .unwrap()
            .contains("Provers.propose_worker"));
        assert!(link("worker", "prover", Some("other".into()))
            .problem
            .unwrap()
            .contains("correct `prover` or `key`"));
    }

    #[test]
    fn prover_should_be_refused_when_it_takes_no_jobs() {
        assert!(capacity("prover", None).fatal);
    }

    #[test]
    fn offer_should_be_refused_when_its_category_is_unknown() {
        assert!(offer(7, 1, &[]).fatal);
    }
}
