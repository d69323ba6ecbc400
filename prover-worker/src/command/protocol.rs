//! Messages between the worker and a prover's program, version 1: one JSON document in, one out.

use super::{
    encoding::{EncodedInputs, EncodedProof},
    System, ZkvmProgram,
};
use proofnet_market::{PublicInput, RejectionReason};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;

/// The version that is spoken here.
pub const VERSION: u64 = 1;

/// What the worker asks for.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Request {
    /// What the program is and can prove.
    Describe,
    /// A proof.
    Prove(ProveRequest),
}

/// What is to be proved.
#[derive(Debug, Serialize)]
pub struct ProveRequest {
    /// The circuit's identity on chain.
    pub circuit: String,
    /// Its proof system.
    pub system: System,
    /// The program of a zkVM, where the circuit is one.
    pub program: Option<ZkvmProgram>,
    /// The category in which the request was matched; none on the command line.
    pub category: Option<u32>,
    /// Its size in proving units; none on the command line.
    pub units: Option<u64>,
    /// For each public input the value that the proof must have, or null where it is free.
    pub statement: Option<Vec<Option<String>>>,
    /// From what the witness is generated.
    pub input: InputMessage,
    /// How long the program may run.
    pub time_left_ms: u64,
}

/// How the program gets the input.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputMessage {
    /// The bytes, `0x` and hexadecimal digits.
    Hex(String),
    /// A file with them.
    Path(String),
}

impl InputMessage {
    /// The bytes themselves.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::Hex(hexed(bytes))
    }

    /// A file with them.
    pub fn at(path: &Path) -> Self {
        Self::Path(path.display().to_string())
    }
}

/// What the program answers.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Response {
    /// To [`Request::Describe`].
    Description(Description),
    /// To [`Request::Prove`].
    Proof(ProofMessage),
    /// There is no proof.
    Error(Refusal),
}

/// What a program is and can prove.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Description {
    /// What it calls itself, with its version.
    pub name: String,
    /// The systems that it proves.
    pub systems: Vec<System>,
    /// The circuits that it proves; not given where it does not know them beforehand.
    pub circuits: Option<Vec<String>>,
}

/// A proof, as the prover writes it.
#[derive(Debug, Deserialize)]
pub struct ProofMessage {
    /// The proof.
    pub proof: EncodedProof,
    /// Its public inputs; not given where the proof's encoding has them.
    pub public_inputs: Option<EncodedInputs>,
}

/// Why there is no proof.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    /// What the market is told, if it is the requester's fault.
    pub reason: Reason,
    /// Whether another attempt would end in the same way.
    #[serde(default)]
    pub permanent: bool,
    /// For the log.
    #[serde(default)]
    pub message: String,
}

/// Kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The input lacks something that the program would have to get elsewhere.
    InputUnavailable,
    /// No witness satisfies the circuit with this statement and input.
    WitnessUnsatisfiable,
    /// It takes more time or memory than there is.
    TooLarge,
    /// The program lacks what it needs for the circuit.
    CircuitUnavailable,
    /// The program's own fault: nothing that the requester is to blame for.
    Failed,
}

impl Reason {
    /// What the market is told.
    pub fn rejection(self) -> Option<RejectionReason> {
        match self {
            Self::InputUnavailable => Some(RejectionReason::InputUnavailable),
            Self::WitnessUnsatisfiable => Some(RejectionReason::WitnessUnsatisfiable),
            Self::TooLarge => Some(RejectionReason::TooLarge),
            Self::CircuitUnavailable => Some(RejectionReason::CircuitUnavailable),
            Self::Failed => None,
        }
    }
}

/// Why an answer cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ProtocolError {
    /// Nothing was written.
    #[error("wrote nothing to standard output")]
    Empty,
    /// Not one JSON document.
    #[error("standard output is not one JSON document ({0}); messages for people belong on standard error")]
    Json(serde_json::Error),
    /// Another version.
    #[error("answers in version {got}, this worker speaks version {VERSION}")]
    Version {
        /// What stands in `version`.
        got: Value,
    },
    /// JSON that is no answer.
    #[error("answers something else than the protocol has: {0}")]
    Form(serde_json::Error),
    /// An answer to another question.
    #[error("answers something else than a {expected}")]
    Kind {
        /// What was asked for.
        expected: &'static str,
    },
}

/// The bytes of a request.
pub fn write(request: &Request) -> Vec<u8> {
    #[derive(Serialize)]
    struct Envelope<'a> {
        version: u64,
        #[serde(flatten)]
        request: &'a Request,
    }
    let envelope = Envelope {
        version: VERSION,
        request,
    };
    // Nothing in a request can fail to be JSON; an empty one is refused by the program.
    serde_json::to_vec(&envelope).unwrap_or_default()
}

/// Reads an answer.
pub fn read(bytes: &[u8]) -> Result<Response, ProtocolError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ProtocolError::Empty);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(ProtocolError::Json)?;
    // First, since another version may have any other form.
    match value.get("version") {
        Some(version) if version.as_u64() == Some(VERSION) => {}
        other => {
            return Err(ProtocolError::Version {
                got: other.cloned().unwrap_or(Value::Null),
            })
        }
    }
    serde_json::from_value(value).map_err(ProtocolError::Form)
}

/// A statement, as programs get it.
pub fn statement(statement: &[PublicInput]) -> Vec<Option<String>> {
    let value = |input: &PublicInput| match input {
        PublicInput::Fixed(value) => Some(hexed(value)),
        PublicInput::Free => None,
    };
    statement.iter().map(value).collect()
}

/// `0x` and hexadecimal digits.
pub fn hexed(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answer_should_be_refused_when_there_is_none() {
        assert!(matches!(read(b" \n"), Err(ProtocolError::Empty)));
    }

    #[test]
    fn answer_should_be_refused_when_something_else_is_printed_too() {
        let bytes = br#"proving... {"version": 1, "type": "error", "reason": "failed"}"#;
        assert!(matches!(read(bytes), Err(ProtocolError::Json(_))));
        let bytes = br#"{"version": 1, "type": "error", "reason": "failed"} done"#;
        assert!(matches!(read(bytes), Err(ProtocolError::Json(_))));
    }

    #[test]
    fn answer_should_be_refused_for_its_version_when_its_form_is_unknown() {
        for bytes in [br#"{"version": 2, "kind": 3}"#.as_slice(), b"{}", b"7"] {
            assert!(matches!(read(bytes), Err(ProtocolError::Version { .. })));
        }
    }

    #[test]
    fn answer_should_be_refused_when_a_member_is_missing() {
        let bytes = br#"{"version": 1, "type": "proof"}"#;
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.contains("missing field `proof`"), "{error}");
    }

    #[test]
    fn refusal_should_be_read_when_only_its_reason_is_given() {
        let Ok(Response::Error(refusal)) =
            read(br#"{"version": 1, "type": "error", "reason": "witness-unsatisfiable", "later": 1}"#)
        else {
            panic!("no refusal");
        };
        assert_eq!(
            refusal.reason.rejection(),
            Some(RejectionReason::WitnessUnsatisfiable)
        );
        assert!(!refusal.permanent);
    }

    #[test]
    fn request_should_have_version_and_type_when_written() {
        let value: Value = serde_json::from_slice(&write(&Request::Describe)).unwrap();
        assert_eq!(value, json!({ "version": 1, "type": "describe" }));
    }

    #[test]
    fn statement_should_have_null_where_a_public_input_is_free() {
        let written = statement(&[PublicInput::Free, PublicInput::Fixed([0x11; 32])]);
        assert_eq!(written, [None, Some(format!("0x{}", "11".repeat(32)))]);
    }
}
