//! From what provers write to the chain's encoding.

use proofnet_proofs::{
    arkworks::serialized::{self, bls12_381},
    gnark, prepare, snarkjs, solidity,
    zkvm::{Program, ProgramError},
    Backend, DecodeError, ProofSystem, Scalar,
};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Bytes, as `0x` and hexadecimal digits in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.strip_prefix("0x").unwrap_or(&text);
        hex::decode(digits)
            .map(Self)
            .map_err(|error| serde::de::Error::custom(format!("expected 0x and hexadecimal digits: {error}")))
    }
}

/// A proof with the name of its encoding, which is that of `proofnet-lab proof --format`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "encoding", content = "value", rename_all = "kebab-case")]
pub enum EncodedProof {
    /// The chain's.
    Canonical(Bytes),
    /// `proof.json` of snarkjs, as JSON.
    Snarkjs(Value),
    /// `serialize_uncompressed` of arkworks.
    Arkworks(Bytes),
    /// `serialize_compressed` of arkworks.
    ArkworksCompressed(Bytes),
    /// `WriteRawTo` of gnark.
    Gnark(Bytes),
    /// `WriteTo` of gnark.
    GnarkCompressed(Bytes),
    /// Arguments of a verifier in Solidity with the public inputs: ABI as a hexadecimal string, or JSON.
    Solidity(Value),
    /// `proof.bytes()` of SP1.
    Sp1(Bytes),
    /// RISC Zero's seal for Ethereum.
    RiscZero(Bytes),
    /// Pico's eight words.
    Pico(Bytes),
}

/// Public inputs with the name of their encoding.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "encoding", content = "value", rename_all = "kebab-case")]
pub enum EncodedInputs {
    /// A list of 32 bytes each.
    Canonical(Vec<Bytes>),
    /// `public.json` of snarkjs, as JSON.
    Snarkjs(Value),
    /// A serialized `Vec<Fr>` of arkworks.
    Arkworks(Bytes),
    /// The public part of gnark's witness.
    Gnark(Bytes),
    /// What the program of a zkVM committed; RISC Zero's journal.
    PublicValues(Bytes),
}

/// A proof and its public inputs in the chain's encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// The proof.
    pub proof: Vec<u8>,
    /// The public inputs.
    pub inputs: Vec<Scalar>,
}

/// Why something written by a prover is refused.
#[derive(Debug, thiserror::Error)]
pub enum EncodingError {
    /// snarkjs' JSON is malformed.
    #[error(transparent)]
    Snarkjs(#[from] snarkjs::Error),
    /// Bytes are malformed.
    #[error(transparent)]
    Bytes(#[from] DecodeError),
    /// Calldata is malformed.
    #[error(transparent)]
    Calldata(#[from] solidity::Error),
    /// The proof is of another program.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The encoding has no proofs of the system.
    #[error("the encoding has no proofs of the circuit's proof system")]
    System,
    /// A zkVM's encoding for a circuit that is no program of it.
    #[error("the encoding is a zkVM's, and the configuration names no program of it for this circuit")]
    NoProgram,
    /// Public inputs are missing.
    #[error("there are no public inputs: give public_inputs")]
    NoInputs,
    /// A public input of a program is known by nobody.
    #[error("public input {0} is missing: give public_inputs with the encoding public-values")]
    MissingInput(usize),
    /// A public input that has not 32 bytes.
    #[error("public input {0} has not 32 bytes")]
    InputLength(usize),
}

/// A proof with its public inputs in the chain's encoding. What it proves is not checked here.
pub fn canonical(
    system: ProofSystem,
    program: Option<&Program>,
    proof: &EncodedProof,
    inputs: Option<&EncodedInputs>,
) -> Result<Canonical, EncodingError> {
    use EncodedProof as Proof;
    check_system(system, proof)?;
    let over_bls = system == ProofSystem::Groth16Bls12381;
    let proof = match proof {
        Proof::Canonical(bytes) => bytes.0.clone(),
        Proof::Snarkjs(json) => snarkjs::read_proof(system, &json.to_string())?,
        Proof::Arkworks(bytes) | Proof::ArkworksCompressed(bytes) => {
            let points = match proof {
                Proof::Arkworks(_) => serialized::Points::Uncompressed,
                _ => serialized::Points::Compressed,
            };
            match over_bls {
                true => bls12_381::proof_from_bytes(&bytes.0, points)?,
                false => serialized::proof_from_bytes(&bytes.0, points)?.to_vec(),
            }
        }
        Proof::Gnark(bytes) => gnark::proof_from_bytes(&bytes.0, gnark::Points::Raw)?.to_vec(),
        Proof::GnarkCompressed(bytes) => {
            gnark::proof_from_bytes(&bytes.0, gnark::Points::Compressed)?.to_vec()
        }
        Proof::Solidity(calldata) => {
            let calldata = read_calldata(calldata)?;
            return Ok(Canonical {
                proof: calldata.proof.to_vec(),
                inputs: calldata.inputs,
            });
        }
        Proof::Sp1(bytes) | Proof::RiscZero(bytes) | Proof::Pico(bytes) => {
            return read_run(of_zkvm(program, proof)?, &bytes.0, inputs)
        }
    };
    let inputs = match (inputs.ok_or(EncodingError::NoInputs)?, program) {
        (EncodedInputs::PublicValues(values), Some(program)) => complete(program.statement_with(&values.0)?)?,
        (inputs, _) => read_inputs(system, inputs)?,
    };
    Ok(Canonical { proof, inputs })
}

fn check_system(system: ProofSystem, proof: &EncodedProof) -> Result<(), EncodingError> {
    use EncodedProof as Proof;
    let known = match (proof, system) {
        (_, ProofSystem::Groth16Bn254) | (Proof::Canonical(_) | Proof::Snarkjs(_), _) => true,
        (Proof::Arkworks(_) | Proof::ArkworksCompressed(_), system) => system == ProofSystem::Groth16Bls12381,
        _ => false,
    };
    known.then_some(()).ok_or(EncodingError::System)
}

fn of_zkvm<'a>(program: Option<&'a Program>, proof: &EncodedProof) -> Result<&'a Program, EncodingError> {
    match (program, proof) {
        (Some(program @ Program::Sp1 { .. }), EncodedProof::Sp1(_))
        | (Some(program @ Program::RiscZero { .. }), EncodedProof::RiscZero(_))
        | (Some(program @ Program::Pico { .. }), EncodedProof::Pico(_)) => Ok(program),
        _ => Err(EncodingError::NoProgram),
    }
}

/// A proof as a zkVM's tools give it, which carries some of its public inputs along.
fn read_run(
    program: &Program,
    bytes: &[u8],
    inputs: Option<&EncodedInputs>,
) -> Result<Canonical, EncodingError> {
    let opened = program.open(bytes)?;
    let inputs = match inputs {
        Some(EncodedInputs::PublicValues(values)) => {
            let stated = program.statement_with(&values.0)?;
            complete(
                opened
                    .inputs
                    .iter()
                    .zip(stated)
                    .map(|(carried, stated)| carried.or(stated)),
            )?
        }
        Some(inputs) => read_inputs(ProofSystem::Groth16Bn254, inputs)?,
        None => complete(opened.inputs)?,
    };
    Ok(Canonical {
        proof: opened.proof.to_vec(),
        inputs,
    })
}

fn complete(inputs: impl IntoIterator<Item = Option<Scalar>>) -> Result<Vec<Scalar>, EncodingError> {
    let known = |(index, input): (usize, Option<Scalar>)| input.ok_or(EncodingError::MissingInput(index));
    inputs.into_iter().enumerate().map(known).collect()
}

fn read_inputs(system: ProofSystem, inputs: &EncodedInputs) -> Result<Vec<Scalar>, EncodingError> {
    Ok(match inputs {
        EncodedInputs::Canonical(list) => list
            .iter()
            .enumerate()
            .map(|(index, bytes)| {
                Scalar::try_from(bytes.0.as_slice()).map_err(|_| EncodingError::InputLength(index))
            })
            .collect::<Result<_, _>>()?,
        EncodedInputs::Snarkjs(json) => snarkjs::inputs_from_json(&json.to_string())?,
        EncodedInputs::Arkworks(bytes) if system == ProofSystem::Groth16Bls12381 => {
            bls12_381::inputs_from_bytes(&bytes.0)?
        }
        EncodedInputs::Arkworks(bytes) => serialized::inputs_from_bytes(&bytes.0)?,
        EncodedInputs::Gnark(bytes) => gnark::inputs_from_witness(&bytes.0)?,
        EncodedInputs::PublicValues(_) => return Err(EncodingError::NoProgram),
    })
}

fn read_calldata(calldata: &Value) -> Result<solidity::Calldata, EncodingError> {
    let abi = calldata
        .as_str()
        .and_then(|text| text.strip_prefix("0x"))
        .and_then(|digits| hex::decode(digits).ok());
    match (abi, calldata) {
        (Some(bytes), _) => Ok(solidity::calldata_from_abi(&bytes)?),
        // As `snarkjs generatecall` prints it.
        (None, Value::String(text)) => Ok(solidity::calldata_from_json(text)?),
        (None, json) => Ok(solidity::calldata_from_json(&json.to_string())?),
    }
}

/// The canonical key in a file of any tool: snarkjs' JSON, gnark's and arkworks' bytes, the chain's encoding, bytes also as
/// `0x` and hexadecimal digits.
///
/// Every decoder accepts only what its tool writes, and what stands for a good key in one encoding does so in no other.
pub fn read_key(system: ProofSystem, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
    if text.starts_with('{') {
        return snarkjs::read_key(system, text).map_err(|error| error.to_string());
    }
    let bytes = match text.strip_prefix("0x").map(hex::decode) {
        Some(bytes) => bytes.map_err(|error| format!("is no hexadecimal text: {error}"))?,
        None => bytes.to_vec(),
    };
    let is_good = |key: &Vec<u8>| prepare(Backend::Portable, system, key).is_ok();
    let mut candidates = vec![bytes.clone()];
    match system {
        ProofSystem::Groth16Bn254 => {
            candidates.extend(gnark::key_from_bytes(&bytes, gnark::Points::Raw));
            candidates.extend(gnark::key_from_bytes(&bytes, gnark::Points::Compressed));
            candidates.extend(serialized::key_from_bytes(
                &bytes,
                serialized::Points::Uncompressed,
            ));
            candidates.extend(serialized::key_from_bytes(&bytes, serialized::Points::Compressed));
        }
        ProofSystem::Groth16Bls12381 => {
            candidates.extend(bls12_381::key_from_bytes(
                &bytes,
                serialized::Points::Uncompressed,
            ));
            candidates.extend(bls12_381::key_from_bytes(&bytes, serialized::Points::Compressed));
        }
        ProofSystem::PlonkBn254 => {}
    }
    candidates.into_iter().find(is_good).ok_or_else(|| {
        "is no verifying key of this proof system that the chain would accept: expected snarkjs' JSON, gnark's or \
         arkworks' bytes, or the chain's encoding"
            .into()
    })
}
