//! What is not to be forgotten over a restart: the latest proving times, and why nothing is offered.

use super::{locked, Counsel};
use crate::economics::{Breaker, ProvingTimes};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};

/// Figures and breaker of a worker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The breaker.
    pub breaker: Breaker,
    /// Proving times by the circuit's id in hexadecimal digits.
    pub times: BTreeMap<String, ProvingTimes>,
}

impl Memory {
    /// Reads `path`; nothing is remembered where it cannot be read, which costs figures but no job.
    pub fn read(path: &Path) -> Self {
        let read = fs::read(path).ok();
        read.and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default()
    }

    /// Writes `path` as a whole or not at all.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let aside = path.with_extension("json.new");
        fs::write(&aside, serde_json::to_vec(self)?)?;
        fs::rename(&aside, path)
    }
}

impl Counsel {
    /// What is to be remembered.
    pub fn memory(&self) -> Memory {
        let policy = locked(&self.policy);
        let times = policy
            .times()
            .map(|(id, _, times)| (hex::encode(id), times.clone()));
        Memory {
            breaker: policy.breaker().clone(),
            times: times.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn memory_should_be_the_same_when_written_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("figures.json");
        let times = [Duration::from_secs(3)].into_iter().collect();
        let memory = Memory {
            times: BTreeMap::from([("00".into(), times)]),
            ..Memory::default()
        };
        memory.write(&path).unwrap();
        assert_eq!(Memory::read(&path), memory);
    }

    #[test]
    fn memory_should_be_empty_when_it_cannot_be_read() {
        assert_eq!(
            Memory::read(Path::new("/nowhere/figures.json")),
            Memory::default()
        );
    }
}
