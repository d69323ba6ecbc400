//! What ends the node: one line that says what is wrong and how to mend it, and an exit code for its kind.

use sc_service::Error as ServiceError;
use std::{fmt, process::ExitCode};

/// What a message about a chain spec begins with: the SDK passes it on as mere text.
pub const CHAIN_SPEC: &str = "the chain spec";
/// What stands in the SDK's message between why a runtime refuses a genesis and the whole of that genesis.
const WHOLE_GENESIS: &str = " for blob:";

// The SDK passes most errors of files on as mere text, which ends as the standard library writes them.
/// Codes of errors that files and folders give: none there, no permission, there already, no folder, a folder, no room, read only.
const OF_FILES: [i32; 7] = [2, 13, 17, 20, 21, 28, 30];

/// What kind of thing is wrong: the exit code, which service managers and scripts tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Something else, or something that came up while the node ran: starting again may help.
    Other = 1,
    /// The command line. (What the parser itself refuses ends with 2 as well.)
    CommandLine = 2,
    /// The chain spec: unreadable, or of another chain than the database, or with a runtime that this node cannot run.
    ChainSpec = 3,
    /// A node key or a key of the keystore.
    Keys = 4,
    /// An address to listen on is taken, or is none of this machine's.
    Address = 5,
    /// The database does not open.
    Database = 6,
    /// The base path cannot be written, or its disk is full.
    Disk = 7,
}

/// Why the node does not run.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    kind: Kind,
    what: String,
    mend: String,
}

impl Failure {
    /// `what` is wrong, and `mend` is what to do about it.
    pub fn new(kind: Kind, what: impl fmt::Display, mend: impl fmt::Display) -> Self {
        Self {
            kind,
            what: one_line(&what.to_string()),
            mend: one_line(&mend.to_string()),
        }
    }

    /// The code to exit with.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.kind as u8)
    }

    /// What `error` comes to for whoever started the node.
    pub fn of(error: sc_cli::Error) -> Self {
        match error {
            sc_cli::Error::Application(error) | sc_cli::Error::Service(ServiceError::Application(error)) => {
                match error.downcast::<Self>() {
                    Ok(failure) => *failure,
                    Err(error) => Self::unexpected(error),
                }
            }
            sc_cli::Error::NetworkKeyNotFound(path) => Self::new(
                Kind::Keys,
                format!("a validator needs a network key of its own, and {} is missing", path.display()),
                format!(
                    "make one with `proofnet-node key generate-node-key --file {}`, or restore it from a backup",
                    path.display()
                ),
            ),
            sc_cli::Error::KeyAlreadyExistsInPath(path) => Self::new(
                Kind::Keys,
                format!("{} is there already", path.display()),
                "keep it, or move it away first: other nodes know this node by it",
            ),
            sc_cli::Error::Input(text) if text.starts_with(CHAIN_SPEC) => {
                Self::new(Kind::ChainSpec, text, "see `proofnet-node export-chain-spec --help`")
            }
            sc_cli::Error::Input(text) if text.starts_with("Invalid node key") => Self::new(
                Kind::Keys,
                text,
                "--node-key takes 64 hexadecimal digits; better keep the key in a file and name it by --node-key-file",
            ),
            sc_cli::Error::Input(text) => Self::new(Kind::CommandLine, text, "see `proofnet-node --help`"),
            error @ (sc_cli::Error::InvalidListenMultiaddress
            | sc_cli::Error::InvalidUri(_)
            | sc_cli::Error::KeyFormatInvalid
            | sc_cli::Error::KeyTypeInvalid
            | sc_cli::Error::HexDataConversion(_)) => {
                Self::new(Kind::CommandLine, error, "see `proofnet-node --help`")
            }
            sc_cli::Error::KeyStorage(error) => Self::new(
                Kind::Keys,
                format!("the keystore does not open: {error}"),
                "let the node's user read and write it",
            ),
            error => Self::unexpected(error),
        }
    }

    fn unexpected(error: impl fmt::Display) -> Self {
        let text = error.to_string();
        if let Some((reason, _)) = text.split_once(WHOLE_GENESIS) {
            return Self::new(
                Kind::ChainSpec,
                format!("{CHAIN_SPEC} has a genesis that its runtime refuses: {reason}"),
                "put it right where the message says",
            );
        }
        match OF_FILES
            .iter()
            .any(|code| text.contains(&format!("(os error {code})")))
        {
            true => Self::new(
                Kind::Disk,
                format!("a file or folder cannot be read or written: {text}"),
                "look at what --base-path and the other options name, and whether the node's user owns it",
            ),
            false => Self::new(Kind::Other, text, "the log lines before this one say more"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.what, self.mend)
    }
}

impl std::error::Error for Failure {}

impl From<Failure> for ServiceError {
    fn from(failure: Failure) -> Self {
        Self::Application(Box::new(failure))
    }
}

impl From<Failure> for sc_cli::Error {
    fn from(failure: Failure) -> Self {
        Self::Application(Box::new(failure))
    }
}

/// `text` in one line, without an end of its own.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_should_take_one_line_when_its_cause_takes_several() {
        let failure = Failure::new(Kind::Database, "it is\n\n  broken.", "mend\nit");
        assert_eq!(failure.to_string(), "it is broken: mend it");
    }

    #[test]
    fn failure_should_keep_its_kind_when_it_went_through_the_sdk() {
        let failure = || Failure::new(Kind::Disk, "full", "make room");
        assert_eq!(Failure::of(failure().into()), failure());
        assert_eq!(Failure::of(sc_cli::Error::Service(failure().into())), failure());
    }

    #[test]
    fn failure_should_be_one_of_the_chain_spec_when_the_message_begins_so() {
        let error = sc_cli::Error::Input(format!("{CHAIN_SPEC} x.json is not JSON"));
        assert_eq!(Failure::of(error).kind, Kind::ChainSpec);
    }

    #[test]
    fn failure_should_leave_out_the_genesis_when_the_runtime_refuses_it() {
        let error = ServiceError::Other("`pace` is wrong at line 3 column 7 for blob:\n{ \"a\": 1 }".into());
        let failure = Failure::of(error.into());
        assert_eq!(failure.kind, Kind::ChainSpec);
        assert!(failure.to_string().contains("line 3 column 7"), "{failure}");
        assert!(!failure.to_string().contains('{'), "{failure}");
    }

    #[test]
    fn failure_should_name_the_command_when_a_validator_has_no_network_key() {
        let failure = Failure::of(sc_cli::Error::NetworkKeyNotFound("/a/key".into()));
        assert_eq!(failure.kind, Kind::Keys);
        assert!(failure
            .to_string()
            .contains("key generate-node-key --file /a/key"));
    }
}
