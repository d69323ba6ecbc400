//! A circom circuit that can be proved: its key and its witness generator.

use crate::{
    Backend, BackendError, ModuleCache, Signals, WitnessError, WitnessGenerator, WitnessLimits, Zkey,
};
use ark_bn254::Fr;
use proofnet_proofs::{
    arkworks::{encode_key, encode_proof, encode_scalar},
    circuit_id, prepare, verify, PreparedKey, ProofSystem, Scalar,
};
use std::path::{Path, PathBuf};

/// The proof system of snarkjs' keys that are read here.
pub const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

/// A file that is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct ArtifactError {
    /// Which file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: String,
}

/// A proving key with its verifying key in the chain's terms.
pub struct Key {
    /// The circuit's identity on chain.
    pub id: [u8; 32],
    /// The canonical verifying key.
    pub verifying_key: Vec<u8>,
    /// The proving key.
    pub zkey: Zkey,
    prepared: PreparedKey,
}

/// A circuit that can be proved.
pub struct Circuit {
    /// What logs call it.
    pub name: String,
    /// Its key.
    pub key: Key,
    generator: WitnessGenerator,
}

/// Why a backend's proof cannot be delivered.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// There is none.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// It does not verify.
    #[error("the proof of backend {backend} does not verify: {reason}")]
    DoesNotVerify {
        /// Which backend made it.
        backend: &'static str,
        /// What the verifier says.
        reason: proofnet_proofs::VerifyError,
    },
}

impl Key {
    /// Reads a `.zkey`.
    pub fn load(path: &Path) -> Result<Self, ArtifactError> {
        let wrong = |problem: String| ArtifactError {
            path: path.to_owned(),
            problem,
        };
        let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
        let mut zkey = Zkey::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
        zkey.file = Some(path.to_owned());
        let verifying_key = encode_key(&zkey.proving_key.vk);
        let prepared = prepare(proofnet_proofs::Backend::Portable, SYSTEM, &verifying_key)
            .map_err(|error| wrong(error.to_string()))?;
        Ok(Self {
            id: circuit_id(SYSTEM, &verifying_key),
            verifying_key,
            zkey,
            prepared,
        })
    }
}

impl Circuit {
    /// Reads a circuit's artifacts and checks that they belong together as far as their sizes tell.
    pub fn load(name: &str, zkey: &Path, wasm: &Path, limits: WitnessLimits) -> Result<Self, ArtifactError> {
        Self::load_with(name, zkey, wasm, limits, None)
    }

    /// The same, with what `cache` keeps of the witness generator.
    pub fn load_with(
        name: &str,
        zkey: &Path,
        wasm: &Path,
        limits: WitnessLimits,
        cache: Option<&ModuleCache>,
    ) -> Result<Self, ArtifactError> {
        let key = Key::load(zkey)?;
        let wrong = |problem: String| ArtifactError {
            path: wasm.to_owned(),
            problem,
        };
        let bytes = std::fs::read(wasm).map_err(|error| wrong(error.to_string()))?;
        let generator =
            WitnessGenerator::compile(&bytes, limits, cache).map_err(|error| wrong(error.to_string()))?;
        let values = generator
            .witness_size()
            .map_err(|error| wrong(error.to_string()))?;
        let variables = key.zkey.variables();
        if values != variables {
            return Err(wrong(format!(
                "makes witnesses of {values} values, {} takes {variables}: they are of different circuits",
                zkey.display()
            )));
        }
        Ok(Self {
            name: name.to_owned(),
            key,
            generator,
        })
    }

    /// The witness for `signals`.
    pub fn witness(&self, signals: &Signals) -> Result<Vec<Fr>, WitnessError> {
        self.generator.generate(signals)
    }

    /// The public inputs that a proof from `witness` has.
    pub fn public_inputs(&self, witness: &[Fr]) -> Vec<Scalar> {
        witness
            .iter()
            .skip(1)
            .take(self.key.zkey.public_inputs())
            .map(encode_scalar)
            .collect()
    }

    /// The canonical proof from `witness`, verified.
    pub fn prove(&self, backend: &dyn Backend, witness: &[Fr]) -> Result<Vec<u8>, ProveError> {
        let proof = encode_proof(&backend.prove(&self.key.zkey, witness)?).to_vec();
        let inputs = self.public_inputs(witness);
        verify(
            proofnet_proofs::Backend::Portable,
            &self.key.prepared,
            &inputs,
            &proof,
        )
        .map_err(|reason| ProveError::DoesNotVerify {
            backend: backend.name(),
            reason,
        })?;
        Ok(proof)
    }
}
