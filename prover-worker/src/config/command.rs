//! Circuits that other programs prove.

use super::{raw, Checker, ConfigError};
use crate::command::{process::Invocation, CommandFiles, Passing, System};
use proofnet_proofs::ProofSystem;
use std::{ffi::OsString, path::Path, time::Duration};

const DEFAULT_TIMEOUT_S: u64 = 600;
const DEFAULT_MEMORY_MIB: u64 = 8192;
const DEFAULT_NICE: u8 = 10;
const MAX_NICE: u8 = 19;

impl Checker<'_> {
    /// The circuit of `[[circuits]]` at `key`, if it has a command.
    pub(super) fn command(
        &self,
        key: &str,
        circuit: &raw::Circuit,
    ) -> Result<Option<CommandFiles>, ConfigError> {
        let Some(words) = &circuit.command else {
            return self.without_command(key, circuit).map(|()| None);
        };
        if circuit.zkey.is_some() || circuit.wasm.is_some() {
            return Err(self.error(
                key,
                "has both a command and `zkey` or `wasm`: name the files in the command's arguments, or leave the command out",
            ));
        }
        let Some((program, arguments)) = words.split_first() else {
            return Err(self.error(
                format!("{key}.command"),
                "is empty: give a program and its arguments, as a list of strings",
            ));
        };
        let program = self.word(program);
        if Path::new(&program).components().count() > 1 {
            self.existing(format!("{key}.command"), Path::new(&program))?;
        }
        let verifying_key = circuit.verifying_key.as_deref();
        let verifying_key = verifying_key
            .map(|path| self.existing(format!("{key}.verifying_key"), path))
            .transpose()?;
        let wrapper = circuit.program.and_then(|program| program.wrapper_key());
        match (&verifying_key, wrapper) {
            (None, None) => {
                return Err(self.error(
                    key,
                    "missing field `verifying_key`: proofs are verified before they are delivered",
                ))
            }
            (Some(_), Some(_)) => {
                return Err(self.error(
                    format!("{key}.verifying_key"),
                    "is not needed: the key of this zkVM's release is known. Remove it",
                ))
            }
            _ => {}
        }
        let nice = circuit.nice.unwrap_or(DEFAULT_NICE);
        if nice > MAX_NICE {
            return Err(self.error(format!("{key}.nice"), format!("is {nice}: give 0 to {MAX_NICE}")));
        }
        let timeout = circuit.timeout_s.unwrap_or(DEFAULT_TIMEOUT_S);
        let memory = circuit.memory_mib.unwrap_or(DEFAULT_MEMORY_MIB);
        if memory == 0 {
            return Err(self.error(format!("{key}.memory_mib"), "is 0: give at least 1"));
        }
        Ok(Some(CommandFiles {
            name: circuit.name.clone(),
            system: self.system(key, circuit)?,
            verifying_key,
            program: circuit.program,
            command: Invocation {
                program,
                arguments: arguments.iter().map(|word| self.word(word)).collect(),
                environment: circuit.environment.clone().unwrap_or_else(|| vec!["PATH".into()]),
                timeout: self.seconds(&format!("{key}.timeout_s"), timeout)?,
                memory_bytes: memory.saturating_mul(1024 * 1024),
                nice,
                folders: std::env::temp_dir(),
            },
            passing: circuit.input.unwrap_or(Passing::Inline),
        }))
    }

    /// Refuses what only a command has.
    fn without_command(&self, key: &str, circuit: &raw::Circuit) -> Result<(), ConfigError> {
        let given = [
            ("system", circuit.system.is_some()),
            ("verifying_key", circuit.verifying_key.is_some()),
            ("program", circuit.program.is_some()),
            ("input", circuit.input.is_some()),
            ("environment", circuit.environment.is_some()),
            ("timeout_s", circuit.timeout_s.is_some()),
            ("memory_mib", circuit.memory_mib.is_some()),
            ("nice", circuit.nice.is_some()),
        ];
        match given.iter().find(|(_, given)| *given) {
            Some((name, _)) => Err(self.error(
                format!("{key}.{name}"),
                "is only for circuits with a `command`: add that, or remove this",
            )),
            None => Ok(()),
        }
    }

    fn system(&self, key: &str, circuit: &raw::Circuit) -> Result<ProofSystem, ConfigError> {
        match (circuit.system, circuit.program) {
            (None | Some(System::Groth16Bn254), Some(_)) => Ok(ProofSystem::Groth16Bn254),
            (Some(_), Some(_)) => Err(self.error(
                format!("{key}.system"),
                "is not that of zkVMs: their proofs end in groth16-bn254. Remove it",
            )),
            (Some(system), None) => Ok(system.into()),
            (None, None) => Err(self.error(
                key,
                "missing field `system`: give groth16-bn254, groth16-bls12-381 or plonk-bn254",
            )),
        }
    }

    /// A word of the command: the configuration's folder stands for the dot in `./` and is where `../` starts, since the
    /// program runs in a folder of its own.
    fn word(&self, word: &str) -> OsString {
        if !(word.starts_with("./") || word.starts_with("../")) {
            return word.into();
        }
        let path = self.resolve(Path::new(word));
        std::path::absolute(&path).unwrap_or(path).into_os_string()
    }
}

/// What a command on the command line gets.
pub fn default_invocation(program: OsString, arguments: Vec<OsString>) -> Invocation {
    Invocation {
        program,
        arguments,
        environment: vec!["PATH".into()],
        timeout: Duration::from_secs(DEFAULT_TIMEOUT_S),
        memory_bytes: DEFAULT_MEMORY_MIB.saturating_mul(1024 * 1024),
        nice: DEFAULT_NICE,
        folders: std::env::temp_dir(),
    }
}
