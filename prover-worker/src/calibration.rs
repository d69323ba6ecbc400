//! The file of `calibrate`: how long each circuit takes on this machine.

use crate::economics::ProvingTimes;
use proofnet_market::CircuitId;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The form of the file. Another one is measured anew.
const VERSION: u32 = 1;

/// How long circuits take on one machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calibration {
    version: u32,
    /// When it was measured last, in seconds since the epoch.
    pub measured_at: u64,
    /// What it was measured on.
    pub machine: Machine,
    /// Figures by the circuit's id in hexadecimal digits.
    pub circuits: BTreeMap<String, Measured>,
}

/// What figures hold for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Threads that a proof may take.
    pub threads: usize,
    /// Proofs at a time.
    pub lanes: usize,
    /// Who proves.
    pub backend: String,
}

/// Figures of one circuit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// Its name in the configuration.
    pub name: String,
    /// Its constraints.
    pub constraints: usize,
    /// From the input to the verified proof.
    pub total: ProvingTimes,
    /// Generating the witness, of which `total` includes it.
    pub witness: ProvingTimes,
    /// Proving and verifying, of which `total` includes it.
    pub proving: ProvingTimes,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {problem}; `prover-worker calibrate` writes it anew")]
pub struct CalibrationError {
    path: PathBuf,
    problem: String,
}

impl Machine {
    /// This machine, with `lanes` proofs at a time by `backend`.
    pub fn this(lanes: usize, backend: &str) -> Self {
        let threads = std::thread::available_parallelism();
        Self {
            threads: threads.map_or(1, usize::from),
            lanes,
            backend: backend.to_owned(),
        }
    }
}

impl Calibration {
    /// Nothing measured yet.
    pub fn new(machine: Machine) -> Self {
        Self {
            version: VERSION,
            measured_at: 0,
            machine,
            circuits: BTreeMap::new(),
        }
    }

    /// Reads `path`; `None` if there is no such file.
    pub fn read(path: &Path) -> Result<Option<Self>, CalibrationError> {
        let wrong = |problem: String| CalibrationError {
            path: path.to_owned(),
            problem,
        };
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(format!("cannot be read: {error}"))),
        };
        let read: Self =
            serde_json::from_slice(&text).map_err(|error| wrong(format!("is no calibration: {error}")))?;
        match read.version {
            VERSION => Ok(Some(read)),
            version => Err(wrong(format!("is of version {version}, not {VERSION}"))),
        }
    }

    /// Writes `path` as a whole or not at all.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        let aside = path.with_extension("json.new");
        fs::write(&aside, text)?;
        fs::File::open(&aside)?.sync_all()?;
        fs::rename(&aside, path)
    }

    /// The figures of `circuit`.
    pub fn of(&self, circuit: &CircuitId) -> Option<&Measured> {
        self.circuits.get(&hex::encode(circuit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn measured() -> Calibration {
        let mut calibration = Calibration::new(Machine::this(2, "arkworks"));
        let entry = Measured {
            name: "a".into(),
            constraints: 7,
            total: [Duration::from_secs(3)].into_iter().collect(),
            ..Measured::default()
        };
        calibration
            .circuits
            .insert(hex::encode(CircuitId::repeat_byte(1)), entry);
        calibration
    }

    #[test]
    fn calibration_should_be_the_same_when_written_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calibration.json");
        measured().write(&path).unwrap();
        let read = Calibration::read(&path).unwrap().unwrap();
        assert_eq!(read, measured());
        assert_eq!(read.of(&CircuitId::repeat_byte(1)).unwrap().name, "a");
        assert!(read.of(&CircuitId::repeat_byte(2)).is_none());
    }

    #[test]
    fn calibration_should_be_absent_when_there_is_no_file() {
        assert!(Calibration::read(Path::new("/nowhere/calibration.json"))
            .unwrap()
            .is_none());
    }

    #[test]
    fn calibration_should_be_refused_when_it_is_of_another_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calibration.json");
        let mut other = measured();
        other.version = 9;
        other.write(&path).unwrap();
        assert!(Calibration::read(&path)
            .unwrap_err()
            .to_string()
            .contains("version 9"));
        fs::write(&path, "{}").unwrap();
        assert!(Calibration::read(&path)
            .unwrap_err()
            .to_string()
            .contains("no calibration"));
    }
}
