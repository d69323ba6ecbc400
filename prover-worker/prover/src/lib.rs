//! Groth16 proofs of circom circuits, from the files that circom and snarkjs write.
//!
//! A crate of its own, without a chain in it: what takes the time of proving is compiled here, and fast.
//!
//! # Terminology
//!
//! - **Key**: snarkjs' `.zkey`, the proving key with the constraints it belongs to.
//! - **Signals**: the input of a circuit, JSON as snarkjs takes it.
//! - **Witness**: the value of every variable of the constraints; the public inputs are its first values after the one.
//! - **Backend**: who makes a proof from a key and a witness.
//! - **Accelerator**: who multiplies points by scalars and transforms polynomials for [`Groth16`], which is a backend over it.
//!
//! # Example
//!
//! ```no_run
//! use proofnet_prover::{Circuit, Signals, WitnessLimits, CPU};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let circuit =
//!     Circuit::load("mine", "circuit.zkey".as_ref(), "circuit.wasm".as_ref(), WitnessLimits::default())?;
//! let witness = circuit.witness(&Signals::parse(br#"{"a": "3", "b": ["0x2", 5]}"#)?)?;
//! let proof = circuit.prove(&CPU, &witness)?;
//! # Ok(())
//! # }
//! ```

mod accelerator;
mod arkworks;
mod backend;
mod cache;
mod circuit;
mod cpu;
mod fallback;
mod groth16;
mod lru;
mod qap;
mod quotient;
mod signals;
mod synthetic;
mod witness;
mod zkey;

pub use accelerator::{Accelerator, AcceleratorError, Bases, BasesId, Direction, Integer, Query};
pub use arkworks::Arkworks;
pub use backend::{Backend, BackendError};
pub use cache::ModuleCache;
pub use circuit::{ArtifactError, Circuit, Key, ProveError, SYSTEM};
pub use cpu::{Cpu, CPU};
pub use fallback::{DeviceCounts, Fallback};
pub use groth16::Groth16;
pub use lru::Lru;
pub use qap::SnarkjsReduction;
pub use signals::{Signals, SignalsError};
pub use synthetic::{synthetic, SyntheticError};
pub use witness::{WitnessError, WitnessGenerator, WitnessLimits};
pub use zkey::{Zkey, ZkeyError};
