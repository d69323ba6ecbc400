//! Where the state lies when the configuration does not say so.

use std::path::{Path, PathBuf};

/// What a folder or a lock is named by: one key on one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyName(String);

impl KeyName {
    /// Of the chain with this genesis and the account of the key.
    pub fn new(genesis: &[u8; 32], account: &str) -> Self {
        let genesis: String = hex::encode(genesis).chars().take(16).collect();
        Self(format!("{genesis}-{account}"))
    }
}

impl std::fmt::Display for KeyName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder for `key`: where a service manager wants state, else among the user's state, else beside the configuration `file`.
/// `variable` gives variables of the environment.
pub fn default_folder(key: &KeyName, file: &Path, variable: impl Fn(&str) -> Option<String>) -> PathBuf {
    // The XDG base directory specification has relative paths ignored.
    let folder = |name| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let base = folder("STATE_DIRECTORY")
        .or_else(|| folder("XDG_STATE_HOME").map(|state| state.join("proofnet/prover-worker")))
        .or_else(|| folder("HOME").map(|home| home.join(".local/state/proofnet/prover-worker")));
    let base = base.unwrap_or_else(|| file.parent().unwrap_or(Path::new("")).join("state"));
    base.join(key.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(variables: &[(&str, &str)]) -> String {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_string())
        };
        let key = KeyName::new(&[0xab; 32], "5Grw");
        default_folder(&key, Path::new("/etc/worker.toml"), variable)
            .display()
            .to_string()
    }

    #[test]
    fn folder_should_be_the_service_managers_when_there_is_one() {
        let variables = [
            ("HOME", "/home/w"),
            ("XDG_STATE_HOME", "/s"),
            ("STATE_DIRECTORY", "/var/lib/w"),
        ];
        assert_eq!(folder(&variables), "/var/lib/w/abababababababab-5Grw");
    }

    #[test]
    fn folder_should_be_among_the_users_state_when_nothing_else_is_said() {
        let home = "/home/w/.local/state/proofnet/prover-worker/abababababababab-5Grw";
        assert_eq!(folder(&[("HOME", "/home/w")]), home);
        assert_eq!(
            folder(&[("HOME", "/home/w"), ("XDG_STATE_HOME", "relative")]),
            home
        );
        assert_eq!(
            folder(&[("HOME", "/home/w"), ("XDG_STATE_HOME", "/s")]),
            "/s/proofnet/prover-worker/abababababababab-5Grw"
        );
    }

    #[test]
    fn folder_should_be_beside_the_configuration_when_there_is_no_home() {
        assert_eq!(folder(&[]), "/etc/state/abababababababab-5Grw");
    }
}
