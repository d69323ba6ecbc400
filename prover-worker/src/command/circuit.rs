//! A circuit that a command proves.

use super::{
    encoding::{canonical, read_key},
    process::{self, Message},
    protocol::{self, hexed, Description, InputMessage, ProtocolError, ProveRequest, Request, Response},
    CommandError, CommandFault, System, ZkvmProgram,
};
use proofnet_market::{program_id, PublicInput};
use proofnet_proofs::{
    circuit_id, prepare, verify, zkvm::Program, Backend, PreparedKey, ProofSystem, Scalar,
};
use proofnet_prover::ArtifactError;
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, time::Duration};

/// Longest file of a verifying key that is read, in bytes.
const MAX_KEY_FILE: u64 = 1024 * 1024;
/// How long a program may take to say what it is.
const DESCRIBE_TIMEOUT: Duration = Duration::from_secs(30);

/// How a program gets the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passing {
    /// In the request.
    Inline,
    /// As a file in its working folder.
    File,
}

/// A circuit that a command proves, as the configuration has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandFiles {
    /// What logs call it.
    pub name: String,
    /// Its proof system.
    pub system: ProofSystem,
    /// Its verifying key, in any encoding; not needed for a program of a zkVM whose wrapper is known.
    pub verifying_key: Option<PathBuf>,
    /// The program of a zkVM that it is.
    pub program: Option<ZkvmProgram>,
    /// What is run.
    pub command: process::Invocation,
    /// How it gets the input.
    pub passing: Passing,
}

/// A circuit that a command proves.
pub struct CommandCircuit {
    /// What logs call it.
    pub name: String,
    /// Its identity on chain.
    pub id: [u8; 32],
    system: ProofSystem,
    stated: Option<ZkvmProgram>,
    program: Option<Program>,
    key: PreparedKey,
    command: process::Invocation,
    passing: Passing,
}

/// What is to be proved.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The category in which the request was matched.
    pub category: Option<u32>,
    /// Its size in proving units.
    pub units: Option<u64>,
    /// What its public inputs have to be; none where any will do.
    pub statement: Option<&'a [PublicInput]>,
    /// From what the witness is generated.
    pub input: &'a [u8],
    /// Whether the input came encrypted, so that nothing of it may get into a log.
    pub is_secret: bool,
    /// How long the proof is of use.
    pub time_left: Option<Duration>,
}

/// A proof that was verified, in the chain's encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// The public inputs.
    pub public_inputs: Vec<Scalar>,
    /// The proof.
    pub proof: Vec<u8>,
}

impl CommandCircuit {
    /// Reads the circuit's verifying key.
    pub fn load(files: &CommandFiles) -> Result<Self, ArtifactError> {
        let path = files.verifying_key.clone();
        let wrong = |problem: String| ArtifactError {
            path: path.clone().unwrap_or_else(|| PathBuf::from(&files.name)),
            problem,
        };
        let known = files.program.and_then(ZkvmProgram::wrapper_key);
        let key = match (known, &files.verifying_key) {
            (Some(key), _) => key.to_vec(),
            (None, Some(path)) => {
                let bytes = read_file(path).map_err(|error| wrong(error.to_string()))?;
                read_key(files.system, &bytes).map_err(wrong)?
            }
            (None, None) => return Err(wrong("there is no verifying key".into())),
        };
        let prepared =
            prepare(Backend::Portable, files.system, &key).map_err(|error| wrong(error.to_string()))?;
        let circuit = circuit_id(files.system, &key);
        let program = files.program.map(|program| program.with_wrapper(circuit));
        let id = program.map_or(circuit, |program| program_id(&program).0);
        Ok(Self {
            name: files.name.clone(),
            id,
            system: files.system,
            stated: files.program,
            program,
            key: prepared,
            command: files.command.clone(),
            passing: files.passing,
        })
    }

    /// Its public inputs.
    pub fn public_inputs(&self) -> u32 {
        self.key.public_inputs()
    }

    /// Asks the program what it is, and checks that it can prove the circuit.
    pub async fn describe(&self) -> Result<Description, CommandError> {
        let description = self
            .ask_for_description()
            .await
            .map_err(|fault| self.error(fault))?;
        let (system, id) = (System::from(self.system), hexed(&self.id));
        let lacks = match &description.circuits {
            _ if !description.systems.contains(&system) => Some(format!("proof system {system:?}")),
            Some(circuits) if !circuits.contains(&id) => Some(format!("circuit {id}")),
            _ => None,
        };
        match lacks {
            None => Ok(description),
            Some(what) => Err(self.error(CommandFault::Unfit(format!(
                "says that it does not prove {what}, for which circuit `{}` of the configuration names it",
                self.name
            )))),
        }
    }

    async fn ask_for_description(&self) -> Result<Description, CommandFault> {
        let folder = self.command.folder()?;
        let message = Message {
            bytes: &protocol::write(&Request::Describe),
            is_secret: false,
            time_left: Some(DESCRIBE_TIMEOUT),
        };
        match protocol::read(&self.command.run(folder.path(), &message).await?)? {
            Response::Description(description) => Ok(description),
            Response::Error(refusal) => Err(CommandFault::Refused(refusal)),
            Response::Proof(_) => Err(ProtocolError::Kind {
                expected: "description",
            }
            .into()),
        }
    }

    /// Has `task` proved and verifies the proof. Whether its public inputs are those of the statement is for the caller to
    /// check.
    pub async fn prove(&self, task: &Task<'_>) -> Result<Proved, CommandError> {
        let proved = self.try_prove(task).await;
        proved.map_err(|fault| {
            self.error(match task.is_secret {
                true => fault.hidden(),
                false => fault,
            })
        })
    }

    async fn try_prove(&self, task: &Task<'_>) -> Result<Proved, CommandFault> {
        // Declared before what runs in it, so that it is removed when that has ended.
        let folder = self.command.folder()?;
        let input = match self.passing {
            Passing::Inline => InputMessage::of_bytes(task.input),
            Passing::File => {
                let path = folder.path().join("input");
                let written = tokio::fs::write(&path, task.input).await;
                written.map_err(process::ProcessError::Start)?;
                InputMessage::at(&path)
            }
        };
        let time = self.command.time(task.time_left);
        let request = Request::Prove(ProveRequest {
            circuit: hexed(&self.id),
            system: self.system.into(),
            program: self.stated,
            category: task.category,
            units: task.units,
            statement: task.statement.map(protocol::statement),
            input,
            time_left_ms: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        });
        let message = Message {
            bytes: &protocol::write(&request),
            is_secret: task.is_secret,
            time_left: Some(time),
        };
        let answer = match protocol::read(&self.command.run(folder.path(), &message).await?)? {
            Response::Proof(answer) => answer,
            Response::Error(mut refusal) => {
                refusal.message = match task.is_secret {
                    true => "its message is not shown, since the input was encrypted".into(),
                    false => process::shown(refusal.message.as_bytes()),
                };
                return Err(CommandFault::Refused(refusal));
            }
            Response::Description(_) => return Err(ProtocolError::Kind { expected: "proof" }.into()),
        };
        let proved = canonical(
            self.system,
            self.program.as_ref(),
            &answer.proof,
            answer.public_inputs.as_ref(),
        )?;
        verify(Backend::Portable, &self.key, &proved.inputs, &proved.proof)
            .map_err(CommandFault::DoesNotVerify)?;
        if let Some(program) = &self.program {
            program
                .check_program(&proved.inputs)
                .map_err(CommandFault::OtherProgram)?;
        }
        Ok(Proved {
            public_inputs: proved.inputs,
            proof: proved.proof,
        })
    }

    fn error(&self, fault: impl Into<CommandFault>) -> CommandError {
        CommandError {
            program: self.command.program.to_string_lossy().into_owned(),
            fault: fault.into(),
        }
    }
}

fn read_file(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(MAX_KEY_FILE.saturating_add(1))
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 > MAX_KEY_FILE {
        true => Err(std::io::Error::other(format!(
            "is longer than {MAX_KEY_FILE} bytes"
        ))),
        false => Ok(bytes),
    }
}
