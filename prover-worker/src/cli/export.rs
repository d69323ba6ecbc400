//! `export`: a proof that was bought, in the files of those who verify it elsewhere.

use super::{write, PATIENCE};
use crate::{
    chain::{Chain, Fulfilment, RequestStatus},
    error::Failure,
};
use clap::ValueEnum;
use proofnet_proofs::snarkjs;
use serde_json::{json, Value};
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
    let fulfilment = match client.request_status(request).await? {
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
    let written = |json: Result<String, snarkjs::Error>| {
        json.map(String::into_bytes)
            .map_err(|error| Failure::State(error.to_string()))
    };
    Ok(match format {
        Format::Snarkjs => vec![
            ("proof.json", written(snarkjs::proof_to_json(proof))?),
            ("public.json", written(snarkjs::inputs_to_json(public_inputs))?),
            ("verification_key.json", written(snarkjs::key_to_json(key))?),
        ],
        Format::Solidity => {
            let arguments = calldata(proof, public_inputs.as_flattened());
            vec![("calldata.json", format!("{arguments:#}").into_bytes())]
        }
        Format::Canonical => vec![
            ("proof.bin", proof.to_vec()),
            ("public.bin", public_inputs.concat()),
            ("verification_key.bin", key.to_vec()),
        ],
    })
}

/// `uint256[2] a, uint256[2][2] b, uint256[2] c, uint256[n] inputs`: the canonical encoding has their order.
fn calldata(proof: &[u8], inputs: &[u8]) -> Value {
    let words = |bytes: &[u8]| -> Vec<Value> {
        bytes
            .chunks(32)
            .map(|word| Value::String(format!("0x{}", hex::encode(word))))
            .collect()
    };
    let mut points = words(proof).into_iter();
    let mut pair = || -> Value { points.by_ref().take(2).collect() };
    let (a, b, c) = (pair(), json!([pair(), pair()]), pair());
    json!([a, b, c, words(inputs)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calldata_should_keep_the_order_of_the_canonical_encoding() {
        let proof: Vec<u8> = (0..8u8).flat_map(|word| [word; 32]).collect();
        let word = |byte: u8| format!("0x{}", hex::encode([byte; 32]));
        let expected = json!([
            [word(0), word(1)],
            [[word(2), word(3)], [word(4), word(5)]],
            [word(6), word(7)],
            [word(9)]
        ]);
        assert_eq!(calldata(&proof, &[9; 32]), expected);
    }
}
