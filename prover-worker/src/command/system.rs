//! Proof systems by the names that people write.

use clap::ValueEnum;
use proofnet_proofs::ProofSystem;
use serde::{Deserialize, Serialize};

/// A proof system, as configuration, command line and protocol name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
pub enum System {
    /// Groth16 over BN254
    #[serde(rename = "groth16-bn254")]
    Groth16Bn254,
    /// Groth16 over BLS12-381
    #[serde(rename = "groth16-bls12-381")]
    #[value(name = "groth16-bls12-381")]
    Groth16Bls12381,
    /// PLONK over BN254, of snarkjs
    #[serde(rename = "plonk-bn254")]
    PlonkBn254,
}

impl From<System> for ProofSystem {
    fn from(system: System) -> Self {
        match system {
            System::Groth16Bn254 => Self::Groth16Bn254,
            System::Groth16Bls12381 => Self::Groth16Bls12381,
            System::PlonkBn254 => Self::PlonkBn254,
        }
    }
}

impl From<ProofSystem> for System {
    fn from(system: ProofSystem) -> Self {
        match system {
            ProofSystem::Groth16Bn254 => Self::Groth16Bn254,
            ProofSystem::Groth16Bls12381 => Self::Groth16Bls12381,
            ProofSystem::PlonkBn254 => Self::PlonkBn254,
        }
    }
}
