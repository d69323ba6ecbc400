//! `prove --command`: a circuit that another program proves, without a chain.

use super::artifacts::{parsed, print};
use crate::{
    command::{protocol::hexed, CommandCircuit, CommandFiles, Passing, System, Task},
    config::default_invocation,
    error::Failure,
    proving::JobError,
};
use clap::Args;
use proofnet_proofs::{snarkjs, ProofSystem};
use serde_json::json;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The program that proves.
#[derive(Args)]
pub(super) struct CommandArgs {
    /// Verifying key of the circuit that --command proves, in any encoding
    #[arg(long, requires = "command")]
    verifying_key: Option<PathBuf>,
    /// Proof system of the circuit that --command proves
    #[arg(long, value_enum, requires = "command", default_value = "groth16-bn254")]
    system: System,
    /// Seconds that the program may run
    #[arg(long, requires = "command", default_value_t = 600)]
    timeout_s: u64,
    /// MiB of memory that the program may take
    #[arg(long, requires = "command", default_value_t = 8192)]
    memory_mib: u64,
    /// A program that speaks the protocol of docs/provers/command.md, with its arguments: the last option. It runs in a folder
    /// of its own, so that files are to be named in full
    #[arg(long, num_args = 1.., allow_hyphen_values = true, requires = "verifying_key",
        conflicts_with_all = ["zkey", "wasm"], value_name = "PROGRAM")]
    command: Vec<OsString>,
}

pub(super) async fn prove(args: CommandArgs, input: &Path, as_json: bool) -> Result<(), Failure> {
    let mut words = args.command.into_iter();
    let program = words.next().unwrap_or_default();
    let mut command = default_invocation(program, words.collect());
    command.timeout = Duration::from_secs(args.timeout_s);
    command.memory_bytes = args.memory_mib.saturating_mul(1024 * 1024);
    let bytes = std::fs::read(input).map_err(|reason| Failure::File {
        path: input.display().to_string(),
        reason,
    })?;
    let system = ProofSystem::from(args.system);
    let circuit = CommandCircuit::load(&CommandFiles {
        name: "circuit".into(),
        system,
        verifying_key: args.verifying_key,
        program: None,
        command,
        passing: Passing::Inline,
    })?;
    let description = circuit.describe().await.map_err(JobError::from)?;
    let start = Instant::now();
    let task = Task {
        category: None,
        units: None,
        statement: None,
        input: &bytes,
        is_secret: false,
        time_left: None,
    };
    let proved = circuit.prove(&task).await.map_err(JobError::from)?;
    let proving = start.elapsed();
    let inputs = &proved.public_inputs;
    let described = json!({
        "circuit_id": hexed(&circuit.id),
        "prover": description.name,
        "proof": hexed(&proved.proof),
        "public_inputs": inputs.iter().map(|input| hexed(input)).collect::<Vec<_>>(),
        "snarkjs": {
            "proof": parsed(snarkjs::write_proof(system, &proved.proof))?,
            "public": parsed(snarkjs::inputs_to_json(inputs))?,
        },
        "proving_ms": proving.as_secs_f64() * 1e3,
    });
    print(&described, as_json);
    Ok(())
}
