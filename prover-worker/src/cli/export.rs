//! `export`: a proof that was bought, in the files of those who verify it elsewhere.

use super::{write, PATIENCE};
use crate::{
    chain::{Chain, Fulfilment, RequestStatus},
    error::Failure,
};
use clap::ValueEnum;
use proofnet_proofs::{snarkjs, solidity, ProofSystem};
use std::path::Path;

/// For whom a proof is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// proof.json, public.json and verification_key.json, for `snarkjs groth16 verify`
    Snarkjs,
    /// calldata.json: the arguments of `verifyProof` in snarkjs' Solidity verifiers
    Solidity,
    /// proof.bin, public.bin and verification_key.bin, in the chain's encoding
    Canonical,
}

pub(super) async fn export(node: &str, request: u64, format: Format, out: &Path) -> Result<(), Failure> {
    let chain = Chain::connect(&[node.to_owned()], PATIENCE).await?;
    let client = chain.client();
    let fulfilment = match client.request_status(request, None).await? {
        Some(RequestStatus::Fulfilled(fulfilment)) => fulfilment,
        Some(RequestStatus::Open) => return Err(state(request, "waits for a match")),
        Some(RequestStatus::Assigned(job)) => {
            return Err(state(
                request,
                &format!("is being proved, due in block {}", job.due),
            ))
        }
        None => {
            return Err(state(
                request,
                "is unknown, refunded, or pruned after its retention period",
            ))
        }
    };
    let key = client.verifying_key(&fulfilment.circuit).await?.ok_or_else(|| {
        state(
            request,
            &format!(
                "was for circuit {:?}, which is registered no more",
                fulfilment.circuit
            ),
        )
    })?;

    std::fs::create_dir_all(out).map_err(|reason| Failure::File {
        path: out.display().to_string(),
        reason,
    })?;
    for (name, bytes) in files(&fulfilment, &key, format)? {
        let path = out.join(name);
        write(&path, bytes)?;
        println!("{}", path.display());
    }
    Ok(())
}

fn state(request: u64, what: &str) -> Failure {
    Failure::State(format!("request {request} {what}"))
}

type File = (&'static str, Vec<u8>);

fn files(fulfilment: &Fulfilment, key: &[u8], format: Format) -> Result<Vec<File>, Failure> {
    let Fulfilment {
        public_inputs, proof, ..
    } = fulfilment;
    let system = ProofSystem::of_proof_len(proof.len())
        .ok_or_else(|| Failure::State(format!("a proof of {} bytes is of no known system", proof.len())))?;
    let written = |json: Result<String, snarkjs::Error>| {
        json.map(String::into_bytes)
            .map_err(|error| Failure::State(error.to_string()))
    };
    Ok(match format {
        Format::Snarkjs => vec![
            ("proof.json", written(snarkjs::write_proof(system, proof))?),
            ("public.json", written(snarkjs::inputs_to_json(public_inputs))?),
            ("verification_key.json", written(snarkjs::write_key(system, key))?),
        ],
        Format::Solidity => {
            let arguments = solidity::calldata_to_json(proof, public_inputs)
                .map_err(|error| Failure::State(error.to_string()))?;
            vec![("calldata.json", format!("{arguments:#}").into_bytes())]
        }
        Format::Canonical => vec![
            ("proof.bin", proof.to_vec()),
            ("public.bin", public_inputs.concat()),
            ("verification_key.bin", key.to_vec()),
        ],
    })
}
