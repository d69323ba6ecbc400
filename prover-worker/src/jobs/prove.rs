//! Makes the delivery of one job.

use super::{outputs, JobError};
use crate::{inputs::Fetcher, registry::Registry};
use proofnet_market::{CircuitId, Statement, Work};
use proofnet_proofs::Scalar;
use proofnet_prover::{Backend, Circuit, Signals};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::spawn_blocking;

/// What proving takes.
#[derive(Clone)]
pub struct Workshop {
    /// The circuits.
    pub registry: Arc<Registry>,
    /// Gets inputs.
    pub fetcher: Fetcher,
    /// Makes proofs.
    pub backend: Arc<dyn Backend>,
}

/// What is delivered for a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Values of the free public inputs, in order.
    pub outputs: Vec<Scalar>,
    /// The canonical proof, verified.
    pub proof: Vec<u8>,
    /// The circuit's name in the configuration.
    pub circuit: String,
    /// What generating the witness took.
    pub witness_time: Duration,
    /// What proving and verifying took.
    pub proving_time: Duration,
}

/// Fetches, generates the witness, compares it with the statement, proves, verifies.
pub async fn prove(workshop: &Workshop, circuit: CircuitId, work: Work) -> Result<Delivery, JobError> {
    let known = workshop.registry.get(&circuit).cloned();
    let circuit = known.ok_or(JobError::UnknownCircuit(circuit))?;
    let bytes = workshop.fetcher.bytes(&work.input).await?;
    let backend = workshop.backend.clone();
    spawn_blocking(move || prove_bytes(&circuit, backend.as_ref(), &work.statement, &bytes))
        .await
        .map_err(|error| JobError::Broken(error.to_string()))?
}

fn prove_bytes(
    circuit: &Circuit,
    backend: &dyn Backend,
    statement: &Statement,
    bytes: &[u8],
) -> Result<Delivery, JobError> {
    let start = Instant::now();
    let witness = circuit.witness(&Signals::parse(bytes)?)?;
    let witness_time = start.elapsed();
    // Before the work of proving, since most of what a requester can get wrong shows here.
    let outputs = outputs(statement, &circuit.public_inputs(&witness))?;
    let start = Instant::now();
    let proof = circuit.prove(backend, &witness)?;
    Ok(Delivery {
        outputs,
        proof,
        circuit: circuit.name.clone(),
        witness_time,
        proving_time: start.elapsed(),
    })
}
