//! What the file of a new network says, before anything of it is believed.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A network that begins.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkFile {
    /// Its name, for people.
    pub name: String,
    /// Its identifier: folders and files are called by it.
    pub id: String,
    /// What its nodes call their protocols; the identifier if it is left out.
    pub protocol_id: Option<String>,
    /// Nodes that others find the network by: /ip4/ADDRESS/tcp/PORT/p2p/PEER or /dns/NAME/...
    #[serde(default)]
    pub boot_nodes: Vec<String>,
    /// The validators of the first eras.
    #[serde(default)]
    pub validators: Vec<ValidatorEntry>,
    /// Who has tokens.
    #[serde(default)]
    pub holders: Vec<HolderEntry>,
    /// Other parts of the runtime's genesis, as a plain chain spec has them.
    #[serde(default)]
    pub genesis: Map<String, Value>,
}

/// A validator: what `session-keys` prints, and its stake.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidatorEntry {
    /// Its account.
    pub account: String,
    /// Its public session keys.
    pub session_keys: String,
    /// The proof that the account's owner has their secret halves.
    pub proof: String,
    /// PROOF of its account's balance that it stakes.
    pub stake: String,
}

/// An account that has tokens.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolderEntry {
    /// Which account.
    pub account: String,
    /// PROOF.
    pub balance: String,
}

impl NetworkFile {
    /// Reads TOML.
    ///
    /// # Errors
    /// What is wrong, and in which line.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            match before {
                Some(before) => format!(
                    "line {}: {}",
                    before.matches('\n').count().saturating_add(1),
                    error.message()
                ),
                None => error.message().to_owned(),
            }
        })
    }

    /// Reads JSON.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may panic.

    use super::*;

    #[test]
    fn file_should_be_refused_with_its_line_when_a_key_is_unknown() {
        let error = NetworkFile::from_toml("name = \"N\"\nid = \"n\"\nvalidater = []\n").unwrap_err();
        assert!(error.contains("line 3") && error.contains("validater"), "{error}");
    }

    #[test]
    fn file_should_say_the_same_when_it_is_json() {
        let toml = NetworkFile::from_toml("name = \"N\"\nid = \"n\"\n[genesis.market]\na = 1\n").unwrap();
        let json = r#"{ "name": "N", "id": "n", "genesis": { "market": { "a": 1 } } }"#;
        let json = NetworkFile::from_json(json).unwrap();
        assert_eq!(toml.genesis, json.genesis);
    }
}
