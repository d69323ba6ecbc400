//! The circuits of the configuration, by their identity on chain.

use crate::config::CircuitFiles;
use proofnet_market::CircuitId;
use proofnet_prover::{ArtifactError, Circuit, WitnessLimits};
use std::{collections::BTreeMap, sync::Arc};

/// Circuits by their identity on chain.
#[derive(Default)]
pub struct Registry(BTreeMap<CircuitId, Arc<Circuit>>);

impl Registry {
    /// Reads all artifacts that the configuration names.
    pub fn load(files: &[CircuitFiles], limits: WitnessLimits) -> Result<Self, ArtifactError> {
        let mut circuits = BTreeMap::new();
        for CircuitFiles { name, zkey, wasm } in files {
            let circuit = Circuit::load(name, zkey, wasm, limits)?;
            if let Some(other) = circuits.insert(circuit.key.id.into(), Arc::new(circuit)) {
                let problem = format!(
                    "circuits `{}` and `{name}` have the same key: remove one",
                    other.name
                );
                return Err(ArtifactError {
                    path: zkey.clone(),
                    problem,
                });
            }
        }
        Ok(Self(circuits))
    }

    /// The circuit that is called `id` on chain.
    pub fn get(&self, id: &CircuitId) -> Option<&Arc<Circuit>> {
        self.0.get(id)
    }

    /// All circuits.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Circuit>> {
        self.0.values()
    }
}
