//! `circuit-id` and `prove`: circom artifacts without a chain.

use crate::{
    command::protocol::hexed,
    device::{self, Accelerator, Settings},
    error::Failure,
    proving::JobError,
    registry::module_cache,
};
use proofnet_proofs::snarkjs;
use proofnet_prover::{Circuit, Key, Signals, WitnessLimits};
use serde_json::{json, Value};
use std::{path::Path, time::Instant};

pub(super) fn circuit_id(zkey: &Path, as_json: bool) -> Result<(), Failure> {
    let key = Key::load(zkey)?;
    let described = json!({
        "circuit_id": format!("0x{}", hex::encode(key.id)),
        "system": "groth16Bn254",
        "public_inputs": key.zkey.public_inputs(),
        "constraints": key.zkey.constraints(),
        "verifying_key": format!("0x{}", hex::encode(&key.verifying_key)),
    });
    print(&described, as_json);
    Ok(())
}

pub(super) fn prove(
    zkey: &Path,
    wasm: &Path,
    input: &Path,
    accelerator: Accelerator,
    as_json: bool,
) -> Result<(), Failure> {
    let settings = Settings {
        accelerator,
        ..Settings::default()
    };
    let prover = device::start(&settings)?;
    let bytes = std::fs::read(input).map_err(|reason| Failure::File {
        path: input.display().to_string(),
        reason,
    })?;
    let start = Instant::now();
    let limits = WitnessLimits::default();
    let circuit = Circuit::load_with("circuit", zkey, wasm, limits, module_cache().as_ref())?;
    let loading = start.elapsed();

    let start = Instant::now();
    let signals = Signals::parse(&bytes).map_err(JobError::from)?;
    let witness = circuit.witness(&signals).map_err(JobError::from)?;
    let witnessing = start.elapsed();

    let start = Instant::now();
    let proof = circuit
        .prove(prover.backend.as_ref(), &witness)
        .map_err(JobError::from)?;
    let proving = start.elapsed();

    let inputs = circuit.public_inputs(&witness);
    let described = json!({
        "circuit_id": format!("0x{}", hex::encode(circuit.key.id)),
        "proof": format!("0x{}", hex::encode(&proof)),
        "public_inputs": inputs.iter().map(|input| hexed(input)).collect::<Vec<_>>(),
        "snarkjs": {
            "proof": parsed(snarkjs::proof_to_json(&proof))?,
            "public": parsed(snarkjs::inputs_to_json(&inputs))?,
        },
        "accelerator": prover.backend.name(),
        "key_memory_bytes": circuit.key.zkey.memory_bytes(),
        "loading_ms": loading.as_secs_f64() * 1e3,
        "witness_ms": witnessing.as_secs_f64() * 1e3,
        "proving_ms": proving.as_secs_f64() * 1e3,
    });
    print(&described, as_json);
    Ok(())
}

/// What is written for snarkjs, as a part of other JSON.
pub(super) fn parsed(json: Result<String, snarkjs::Error>) -> Result<Value, Failure> {
    let json = json.map_err(|error| Failure::System(error.to_string()))?;
    serde_json::from_str(&json).map_err(|error| Failure::System(error.to_string()))
}

pub(super) fn print(described: &Value, as_json: bool) {
    if as_json {
        println!("{described:#}");
        return;
    }
    for (name, value) in described.as_object().into_iter().flatten() {
        match value {
            Value::String(text) => println!("{name}: {text}"),
            value => println!("{name}: {value}"),
        }
    }
}
