//! The formats: which decoder reads which file, and which files are written.

use super::files::Content;
use clap::ValueEnum;
use proofnet_proofs::{
    arkworks::serialized::{self, bls12_381},
    circuit_id, gnark, snarkjs, solidity,
    zkvm::{risc_zero, sp1, Program, ProgramError},
    ProofSystem, Scalar, PROOF_LEN,
};
use serde_json::Value;
use std::fmt::Display;

/// A format of keys, proofs and public inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// JSON of snarkjs and circom
    Snarkjs,
    /// Calldata of Solidity verifiers
    Solidity,
    /// ark-serialize, uncompressed
    Arkworks,
    /// ark-serialize, compressed
    ArkworksCompressed,
    /// gnark's WriteRawTo
    Gnark,
    /// gnark's WriteTo
    GnarkCompressed,
    /// The chain's encoding
    Canonical,
    /// Proofs of SP1's programs
    Sp1,
    /// Proofs of RISC Zero's programs
    RiscZero,
    /// Proofs of Pico's programs
    Pico,
}

/// A proof system, as it is named on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum System {
    /// Groth16 over BN254
    Groth16Bn254,
    /// Groth16 over BLS12-381
    #[value(name = "groth16-bls12-381")]
    Groth16Bls12381,
    /// PLONK over BN254, of snarkjs
    PlonkBn254,
}

impl System {
    pub fn system(self) -> ProofSystem {
        match self {
            Self::Groth16Bn254 => ProofSystem::Groth16Bn254,
            Self::Groth16Bls12381 => ProofSystem::Groth16Bls12381,
            Self::PlonkBn254 => ProofSystem::PlonkBn254,
        }
    }
}

/// What files hold, in canonical encoding.
#[derive(Default)]
pub(super) struct Parts {
    pub key: Option<Vec<u8>>,
    pub proof: Option<Vec<u8>>,
    pub inputs: Option<Vec<Scalar>>,
    /// Why a well-formed proof is not one of the program in question.
    pub refused: Option<String>,
    /// The program that a zkVM's files are about.
    pub program: Option<Program>,
}

type Files = Vec<(&'static str, Vec<u8>)>;

impl Format {
    /// Reads files; errors are about their form.
    pub fn read(
        self,
        system: ProofSystem,
        key: Option<&Content>,
        proof: Option<&Content>,
        public: Option<&Content>,
        program: Option<&str>,
    ) -> Result<Parts, String> {
        self.check_system(system)?;
        if let Self::Sp1 | Self::RiscZero | Self::Pico = self {
            return self.read_run(key, proof, public, program);
        }
        if program.is_some() {
            return Err(String::from(
                "--program is for the formats sp1, risc-zero and pico only",
            ));
        }
        if let Self::Solidity = self {
            return read_calldata(key, proof, public);
        }
        Ok(Parts {
            key: key.map(|key| self.read_key(system, key)).transpose()?,
            proof: proof.map(|proof| self.read_proof(system, proof)).transpose()?,
            inputs: public
                .map(|public| self.read_inputs(system, public))
                .transpose()?,
            ..Parts::default()
        })
    }

    /// Refuses systems that the format has no files of.
    fn check_system(self, system: ProofSystem) -> Result<(), String> {
        let known = match (self, system) {
            (_, ProofSystem::Groth16Bn254) | (Self::Snarkjs | Self::Canonical, _) => true,
            (Self::Arkworks | Self::ArkworksCompressed, system) => system == ProofSystem::Groth16Bls12381,
            _ => false,
        };
        match known {
            true => Ok(()),
            false => Err(String::from(
                "the format has no files of this --system; snarkjs and canonical have of all",
            )),
        }
    }

    fn read_key(self, system: ProofSystem, content: &Content) -> Result<Vec<u8>, String> {
        match self {
            Self::Snarkjs => named(content, snarkjs::read_key(system, content.text()?)),
            Self::Arkworks | Self::ArkworksCompressed if system == ProofSystem::Groth16Bls12381 => named(
                content,
                bls12_381::key_from_bytes(&content.bytes()?, self.arkworks()),
            ),
            Self::Arkworks | Self::ArkworksCompressed => named(
                content,
                serialized::key_from_bytes(&content.bytes()?, self.arkworks()),
            ),
            Self::Gnark | Self::GnarkCompressed => {
                named(content, gnark::key_from_bytes(&content.bytes()?, self.gnark()))
            }
            _ => content.bytes(),
        }
    }

    fn read_proof(self, system: ProofSystem, content: &Content) -> Result<Vec<u8>, String> {
        match self {
            Self::Snarkjs => named(content, snarkjs::read_proof(system, content.text()?)),
            Self::Arkworks | Self::ArkworksCompressed if system == ProofSystem::Groth16Bls12381 => named(
                content,
                bls12_381::proof_from_bytes(&content.bytes()?, self.arkworks()),
            ),
            Self::Arkworks | Self::ArkworksCompressed => {
                let proof = serialized::proof_from_bytes(&content.bytes()?, self.arkworks());
                named(content, proof.map(Vec::from))
            }
            Self::Gnark | Self::GnarkCompressed => {
                let proof = gnark::proof_from_bytes(&content.bytes()?, self.gnark());
                named(content, proof.map(Vec::from))
            }
            _ => {
                let (bytes, len) = (content.bytes()?, system.proof_len());
                match bytes.len() == len {
                    true => Ok(bytes),
                    false => Err(content.malformed(format!("{} bytes: a proof has {len}", bytes.len()))),
                }
            }
        }
    }

    fn read_inputs(self, system: ProofSystem, content: &Content) -> Result<Vec<Scalar>, String> {
        match self {
            Self::Snarkjs => named(content, snarkjs::inputs_from_json(content.text()?)),
            Self::Arkworks | Self::ArkworksCompressed => {
                let bytes = content.bytes()?;
                let inputs = match system {
                    ProofSystem::Groth16Bls12381 => bls12_381::inputs_from_bytes(&bytes),
                    _ => serialized::inputs_from_bytes(&bytes),
                };
                named(content, inputs)
            }
            Self::Gnark | Self::GnarkCompressed => {
                named(content, gnark::inputs_from_witness(&content.bytes()?))
            }
            _ => {
                let bytes = content.bytes()?;
                match bytes.as_chunks() {
                    (words, []) => Ok(words.to_vec()),
                    _ => Err(content.malformed(format!("{} bytes: public inputs have 32 each", bytes.len()))),
                }
            }
        }
    }

    /// A zkVM's proof for a program that revealed `public`.
    fn read_run(
        self,
        key: Option<&Content>,
        proof: Option<&Content>,
        public: Option<&Content>,
        program: Option<&str>,
    ) -> Result<Parts, String> {
        let program = program.ok_or("this format takes --program, which names the zkVM's program")?;
        let program = program_id(program)?;
        let sealed = match (self, proof) {
            (_, None) => None,
            (Self::Pico, Some(content)) => {
                let calldata = named(content, solidity::calldata_from_json(content.text()?))?;
                Some(calldata.proof.to_vec())
            }
            (_, Some(content)) => Some(content.bytes()?),
        };
        let (program, key) = match self {
            Self::Pico => {
                let key = key.ok_or("pico takes --key: its wrapper's key comes from a setup of one's own")?;
                let key = self.read_key(ProofSystem::Groth16Bn254, key)?;
                let circuit = circuit_id(ProofSystem::Groth16Bn254, &key);
                let vkey = program;
                (Program::Pico { circuit, vkey }, key)
            }
            _ if key.is_some() => {
                return Err(String::from(
                    "--key is not for this format: the keys of SP1 and RISC Zero are known",
                ))
            }
            Self::RiscZero => {
                let release = risc_zero::Release::V3;
                let image_id = program;
                (Program::RiscZero { release, image_id }, release.key().to_vec())
            }
            _ => {
                let release = sp1_release(sealed.as_deref())?;
                let vkey = program;
                (Program::Sp1 { release, vkey }, release.key().to_vec())
            }
        };
        let statement = match public {
            Some(public) => program.statement_with(&public.bytes()?),
            None => program.statement(),
        };
        let statement = statement.map_err(|error| error.to_string())?;
        let mut parts = Parts {
            key: Some(key),
            program: Some(program),
            ..Parts::default()
        };
        let Some(sealed) = sealed else { return Ok(parts) };
        match program.open(&sealed) {
            Ok(opened) => {
                let inputs = statement.iter().zip(opened.inputs);
                parts.inputs = inputs.map(|(fixed, carried)| fixed.or(carried)).collect();
                parts.proof = Some(opened.proof.to_vec());
            }
            // Well-formed, and says something else.
            Err(error @ ProgramError::Mismatch { .. }) => parts.refused = Some(error.to_string()),
            Err(error) => return Err(error.to_string()),
        }
        Ok(parts)
    }

    /// The files of what there is in this format.
    pub fn write(self, system: ProofSystem, parts: &Parts) -> Result<Files, String> {
        self.check_system(system)?;
        if let Some(reason) = &parts.refused {
            return Err(reason.clone());
        }
        let mut files = Files::new();
        if let (Some(key), None | Some(Program::Pico { .. })) = (&parts.key, &parts.program) {
            files.push(self.write_key(system, key)?);
        }
        if let Self::Solidity = self {
            if let Some(proof) = &parts.proof {
                let inputs = parts.inputs.as_deref().unwrap_or_default();
                let json = solidity::calldata_to_json(proof, inputs).map_err(text)?;
                files.push(("calldata.json", format!("{json:#}\n").into_bytes()));
            }
            return Ok(files);
        }
        if let Some(proof) = &parts.proof {
            files.push(self.write_proof(system, proof, parts)?);
        }
        if let (Some(inputs), false) = (&parts.inputs, self.is_zkvm()) {
            files.push(self.write_inputs(inputs)?);
        }
        Ok(files)
    }

    fn write_key(self, system: ProofSystem, key: &[u8]) -> Result<(&'static str, Vec<u8>), String> {
        Ok(match self {
            Self::Snarkjs => (
                "verification_key.json",
                snarkjs::write_key(system, key).map_err(text)?.into_bytes(),
            ),
            Self::Arkworks | Self::ArkworksCompressed => {
                let bytes = match system {
                    ProofSystem::Groth16Bls12381 => bls12_381::key_to_bytes(key, self.arkworks()),
                    _ => serialized::key_to_bytes(key, self.arkworks()),
                };
                ("verification_key.ark", bytes.map_err(text)?)
            }
            Self::Gnark | Self::GnarkCompressed => {
                return Err(String::from(
                    "gnark's keys cannot be written: they hold beta and delta in G1, which other keys lack",
                ))
            }
            _ => ("verification_key.bin", key.to_vec()),
        })
    }

    fn write_proof(
        self,
        system: ProofSystem,
        proof: &[u8],
        parts: &Parts,
    ) -> Result<(&'static str, Vec<u8>), String> {
        Ok(match self {
            Self::Snarkjs => (
                "proof.json",
                snarkjs::write_proof(system, proof).map_err(text)?.into_bytes(),
            ),
            Self::Arkworks | Self::ArkworksCompressed => {
                let bytes = match system {
                    ProofSystem::Groth16Bls12381 => bls12_381::proof_to_bytes(proof, self.arkworks()),
                    _ => serialized::proof_to_bytes(proof, self.arkworks()),
                };
                ("proof.ark", bytes.map_err(text)?)
            }
            Self::Gnark | Self::GnarkCompressed => (
                "proof.bin",
                gnark::proof_to_bytes(proof, self.gnark()).map_err(text)?,
            ),
            Self::Sp1 | Self::RiscZero | Self::Pico => {
                let program = parts
                    .program
                    .ok_or("proofs of a zkVM are only written of proofs that were read of it")?;
                let inputs = parts
                    .inputs
                    .as_deref()
                    .ok_or("the program's public values are needed: give them with --public")?;
                let proof = proof
                    .try_into()
                    .map_err(|_| format!("{} bytes: a proof has {PROOF_LEN}", proof.len()))?;
                let sealed = program.seal(proof, inputs).map_err(text)?;
                ("proof.hex", format!("0x{}\n", hex::encode(sealed)).into_bytes())
            }
            _ => ("proof.bin", proof.to_vec()),
        })
    }

    fn write_inputs(self, inputs: &[Scalar]) -> Result<(&'static str, Vec<u8>), String> {
        Ok(match self {
            Self::Snarkjs => (
                "public.json",
                snarkjs::inputs_to_json(inputs).map_err(text)?.into_bytes(),
            ),
            Self::Arkworks | Self::ArkworksCompressed => ("public.ark", serialized::inputs_to_bytes(inputs)),
            Self::Gnark | Self::GnarkCompressed => {
                ("public.wtns", gnark::inputs_to_witness(inputs).map_err(text)?)
            }
            _ => ("public.bin", inputs.concat()),
        })
    }

    fn is_zkvm(self) -> bool {
        matches!(self, Self::Sp1 | Self::RiscZero | Self::Pico)
    }

    fn arkworks(self) -> serialized::Points {
        match self {
            Self::ArkworksCompressed => serialized::Points::Compressed,
            _ => serialized::Points::Uncompressed,
        }
    }

    fn gnark(self) -> gnark::Points {
        match self {
            Self::GnarkCompressed => gnark::Points::Compressed,
            _ => gnark::Points::Raw,
        }
    }
}

/// Calldata holds proof and inputs together; the inputs may come apart.
fn read_calldata(
    key: Option<&Content>,
    proof: Option<&Content>,
    public: Option<&Content>,
) -> Result<Parts, String> {
    let calldata = proof
        .map(|proof| named(proof, solidity::calldata_from_json(proof.text()?)))
        .transpose()?;
    let apart = public
        .map(|public| {
            // Numbers as in snarkjs' public.json, or the same in hexadecimal.
            let words: Value = named(public, serde_json::from_str(public.text()?))?;
            let zeros = vec![Value::from("0"); PROOF_LEN / 32];
            let json = Value::Array(vec![Value::Array(zeros), words]).to_string();
            named(public, solidity::calldata_from_json(&json)).map(|calldata| calldata.inputs)
        })
        .transpose()?;
    Ok(Parts {
        key: key.map(Content::bytes).transpose()?,
        inputs: apart.or_else(|| calldata.as_ref().map(|calldata| calldata.inputs.clone())),
        proof: calldata.map(|calldata| calldata.proof.to_vec()),
        ..Parts::default()
    })
}

/// SP1's proofs start with their release's selector.
fn sp1_release(sealed: Option<&[u8]>) -> Result<sp1::Release, String> {
    let selector = sealed
        .and_then(|sealed| sealed.first_chunk::<4>())
        .ok_or("sp1 takes --proof, of which the release is seen")?;
    sp1::Release::from_selector(*selector).ok_or_else(|| {
        format!(
            "0x{}: no selector of a Groth16 proof of SP1 4, 5 or 6",
            hex::encode(selector)
        )
    })
}

fn program_id(text: &str) -> Result<[u8; 32], String> {
    let bytes = text
        .strip_prefix("0x")
        .and_then(|digits| hex::decode(digits).ok())
        .and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| String::from("--program: expected 32 bytes in hexadecimal after 0x"))
}

/// Says in which file the error is.
fn named<T>(content: &Content, result: Result<T, impl Display>) -> Result<T, String> {
    result.map_err(|error| content.malformed(error))
}

fn text(error: impl Display) -> String {
    error.to_string()
}
