//! The circuits of the configuration, by their identity on chain.

use crate::{
    command::{CommandCircuit, CommandFiles},
    config::CircuitFiles,
};
use proofnet_market::CircuitId;
use proofnet_prover::{ArtifactError, Circuit, ModuleCache, WitnessLimits};
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// A circuit, and who proves it.
#[derive(Clone)]
pub enum Known {
    /// A circom circuit, proved here.
    Circom(Arc<Circuit>),
    /// A circuit that another program proves.
    Command(Arc<CommandCircuit>),
}

impl Known {
    /// What logs call it.
    pub fn name(&self) -> &str {
        match self {
            Self::Circom(circuit) => &circuit.name,
            Self::Command(circuit) => &circuit.name,
        }
    }

    /// Its identity on chain.
    pub fn id(&self) -> CircuitId {
        match self {
            Self::Circom(circuit) => circuit.key.id.into(),
            Self::Command(circuit) => circuit.id.into(),
        }
    }

    /// What its key takes of this process's memory, in bytes; of a command's next to nothing.
    pub fn memory_bytes(&self) -> usize {
        match self {
            Self::Circom(circuit) => circuit.key.zkey.memory_bytes(),
            Self::Command(_) => 0,
        }
    }

    /// What it is, for people.
    pub fn summary(&self) -> String {
        match self {
            Self::Circom(circuit) => format!(
                "{} constraints, {} public inputs",
                circuit.key.zkey.constraints(),
                circuit.key.zkey.public_inputs()
            ),
            Self::Command(circuit) => {
                format!("proved by a command, {} public inputs", circuit.public_inputs())
            }
        }
    }
}

/// The user's cache of compiled witness generators, if it can be had.
pub fn module_cache() -> Option<ModuleCache> {
    ModuleCache::open_default()
        .inspect_err(|error| tracing::warn!("witness generators are compiled at every start: {error}"))
        .ok()
}

/// Circuits by their identity on chain.
#[derive(Default)]
pub struct Registry(BTreeMap<CircuitId, Known>);

impl Registry {
    /// Reads all artifacts of circom circuits that the configuration names.
    pub fn load(files: &[CircuitFiles], limits: WitnessLimits) -> Result<Self, ArtifactError> {
        let cache = module_cache();
        let mut registry = Self::default();
        for CircuitFiles { name, zkey, wasm, .. } in files {
            let circuit = Circuit::load_with(name, zkey, wasm, limits, cache.as_ref())?;
            registry.insert(Known::Circom(Arc::new(circuit)), zkey)?;
        }
        Ok(registry)
    }

    /// Reads the verifying keys of circuits that commands prove, too.
    pub fn with_commands(mut self, files: &[CommandFiles]) -> Result<Self, ArtifactError> {
        for files in files {
            let circuit = CommandCircuit::load(files)?;
            let path = files.verifying_key.as_deref().unwrap_or(Path::new(&files.name));
            self.insert(Known::Command(Arc::new(circuit)), path)?;
        }
        Ok(self)
    }

    fn insert(&mut self, circuit: Known, path: &Path) -> Result<(), ArtifactError> {
        let name = circuit.name().to_owned();
        match self.0.insert(circuit.id(), circuit) {
            None => Ok(()),
            Some(other) => Err(ArtifactError {
                path: path.to_owned(),
                problem: format!(
                    "circuits `{}` and `{name}` have the same key: remove one",
                    other.name()
                ),
            }),
        }
    }

    /// The circuit that is called `id` on chain.
    pub fn get(&self, id: &CircuitId) -> Option<&Known> {
        self.0.get(id)
    }

    /// All circuits.
    pub fn iter(&self) -> impl Iterator<Item = &Known> {
        self.0.values()
    }

    /// The circuits that commands prove.
    pub fn commands(&self) -> impl Iterator<Item = &Arc<CommandCircuit>> {
        self.iter().filter_map(|circuit| match circuit {
            Known::Command(circuit) => Some(circuit),
            Known::Circom(_) => None,
        })
    }
}
