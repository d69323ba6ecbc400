//! Makes the delivery of one job.

use super::{outputs, JobError};
use crate::{
    command::{CommandCircuit, Task},
    inputs::{Fetched, Fetcher},
    registry::{Known, Registry},
    supervise::message,
};
use proofnet_market::{CategoryId, CircuitId, Statement, Units, Work};
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
    /// The circuit.
    pub id: CircuitId,
    /// How many public inputs it has.
    pub public_inputs: u32,
    /// The circuit's name in the configuration.
    pub circuit: String,
    /// What generating the witness took.
    pub witness_time: Duration,
    /// What proving and verifying took.
    pub proving_time: Duration,
}

/// A job, as far as proving needs it.
#[derive(Debug, Clone)]
pub struct Order {
    /// The circuit.
    pub circuit: CircuitId,
    /// What is to be proved.
    pub work: Work,
    /// The category in which it was matched.
    pub category: Option<CategoryId>,
    /// Its size in proving units.
    pub units: Option<Units>,
    /// How long its proof is of use.
    pub time_left: Option<Duration>,
}

impl Order {
    /// A job of which nothing else is known.
    pub fn new(circuit: CircuitId, work: Work) -> Self {
        Self {
            circuit,
            work,
            category: None,
            units: None,
            time_left: None,
        }
    }
}

/// Fetches the input, has its circuit proved, compares with the statement, verifies.
pub async fn prove(workshop: &Workshop, order: Order) -> Result<Delivery, JobError> {
    let known = workshop.registry.get(&order.circuit).cloned();
    let known = known.ok_or(JobError::UnknownCircuit(order.circuit))?;
    let start = Instant::now();
    let Fetched { bytes, was_encrypted } = workshop.fetcher.fetch(&order.work.input).await?;
    let delivery = match known {
        Known::Circom(circuit) => {
            let (backend, statement) = (workshop.backend.clone(), order.work.statement);
            spawn_blocking(move || prove_bytes(&circuit, backend.as_ref(), &statement, &bytes))
                .await
                .unwrap_or_else(|error| Err(JobError::Broken(message(error))))
        }
        Known::Command(circuit) => {
            // Fetching takes of the time, too.
            let time_left = order.time_left.map(|left| left.saturating_sub(start.elapsed()));
            prove_by_command(&circuit, &Order { time_left, ..order }, &bytes, was_encrypted).await
        }
    };
    delivery.map_err(|error| match was_encrypted {
        true => error.hidden(),
        false => error,
    })
}

async fn prove_by_command(
    circuit: &CommandCircuit,
    order: &Order,
    bytes: &[u8],
    is_secret: bool,
) -> Result<Delivery, JobError> {
    let start = Instant::now();
    let proved = circuit
        .prove(&Task {
            category: order.category,
            units: order.units,
            statement: Some(&order.work.statement),
            input: bytes,
            is_secret,
            time_left: order.time_left,
        })
        .await?;
    Ok(Delivery {
        outputs: outputs(&order.work.statement, &proved.public_inputs)?,
        proof: proved.proof,
        id: circuit.id.into(),
        public_inputs: circuit.public_inputs(),
        circuit: circuit.name.clone(),
        // Programs do not tell the two apart.
        witness_time: Duration::ZERO,
        proving_time: start.elapsed(),
    })
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
        id: circuit.key.id.into(),
        public_inputs: u32::try_from(statement.len()).unwrap_or(u32::MAX),
        circuit: circuit.name.clone(),
        witness_time,
        proving_time: start.elapsed(),
    })
}
