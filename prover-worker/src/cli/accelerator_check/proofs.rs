//! Whole proofs: of generated circuits, and of real ones through the process that the worker would use.

use super::{timed, twice, Row};
use crate::{
    device::{self, Accelerator, Settings},
    error::Failure,
    proving::JobError,
};
use ark_bn254::Bn254;
use ark_groth16::{prepare_verifying_key, Groth16 as Reference, Proof};
use proofnet_prover::{
    synthetic, Accelerator as Operations, Backend, Circuit, Groth16, Signals, WitnessLimits, Zkey, CPU,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A circuit of 2^`log` - 2 constraints: with its public input and the constant they fill the domain.
pub(super) fn generated(device: Arc<dyn Operations>, log: u32) -> Result<Row, Failure> {
    let constraints = (1usize << log).saturating_sub(2).max(1);
    let (key, witness) = synthetic(constraints).map_err(|error| Failure::System(error.to_string()))?;
    compare("proof, generated", &Groth16(device), &key, &witness)
}

/// The circuits in `folder`, by name.
pub(super) fn circuits(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut circuits: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.join("circuit.zkey").is_file())
        .collect();
    circuits.sort();
    circuits
}

/// The circuit in `folder`.
pub(super) fn real(
    operations: Arc<dyn Operations>,
    accelerator: Accelerator,
    kind: &str,
    folder: &Path,
) -> Result<Row, Failure> {
    let file = |name: &str| folder.join(name);
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let limits = WitnessLimits::default();
    let circuit = Circuit::load(&name, &file("circuit.zkey"), &file("circuit.wasm"), limits)?;
    let input = std::fs::read(file("inputs/01.json")).map_err(|reason| Failure::File {
        path: file("inputs/01.json").display().to_string(),
        reason,
    })?;
    let signals = Signals::parse(&input).map_err(JobError::from)?;
    let witness = circuit.witness(&signals).map_err(JobError::from)?;
    let what = format!("proof, {name}");
    match accelerator {
        Accelerator::Cpu => compare(what, &Groth16(operations), &circuit.key.zkey, &witness),
        accelerator => {
            let settings = Settings {
                accelerator,
                device: kind.to_owned(),
                ..Settings::default()
            };
            let process = device::device(&settings);
            process.start().map_err(device::Unavailable::from)?;
            compare(what, &process, &circuit.key.zkey, &witness)
        }
    }
}

fn compare(
    what: impl Into<String>,
    device: &dyn Backend,
    key: &Zkey,
    witness: &[ark_bn254::Fr],
) -> Result<Row, Failure> {
    let failed = |error: proofnet_prover::BackendError| Failure::System(error.to_string());
    let (first, second, times) = twice(|| device.prove(key, witness)).map_err(failed)?;
    let (third, cpu) = timed(|| CPU.prove(key, witness)).map_err(failed)?;
    let prepared = prepare_verifying_key(&key.proving_key.vk);
    let inputs = witness.get(1..=key.public_inputs()).unwrap_or_default();
    let verifies =
        |proof: &Proof<Bn254>| Reference::<Bn254>::verify_proof(&prepared, proof, inputs).unwrap_or(false);
    let right = [first, second, third].iter().all(verifies);
    Ok(Row::new(what, key.constraints(), right, times, cpu))
}
