//! The configuration as it is written: keys, defaults, and where a value came from.

use super::{overriding, ConfigError, ENV_PREFIX};
use serde::{de, Deserialize, Deserializer};
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub prover: Option<String>,
    pub key: Key,
    pub node: Node,
    #[serde(default)]
    pub offers: Vec<Offer>,
    #[serde(default)]
    pub circuits: Vec<Circuit>,
    #[serde(default)]
    pub limits: Limits,
    #[serde(default)]
    pub shutdown: Shutdown,
    #[serde(default)]
    pub log: Log,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Key {
    pub file: Option<PathBuf>,
    pub dev: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    #[serde(deserialize_with = "one_or_many")]
    pub urls: Vec<String>,
    #[serde(default = "default_minute")]
    pub connect_timeout_s: u64,
    #[serde(default = "default_minute")]
    pub stall_timeout_s: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offer {
    pub category: u32,
    #[serde(deserialize_with = "planck")]
    pub ask: u128,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Circuit {
    pub name: String,
    pub zkey: PathBuf,
    pub wasm: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Limits {
    pub parallel_jobs: usize,
    pub max_input_bytes: usize,
    pub fetch_timeout_s: u64,
    pub witness_timeout_s: u64,
    pub witness_memory_mib: usize,
    pub allow_private_networks: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            parallel_jobs: 1,
            max_input_bytes: 1024 * 1024,
            fetch_timeout_s: 20,
            witness_timeout_s: 60,
            witness_memory_mib: 1024,
            allow_private_networks: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Shutdown {
    pub withdraw_offers: bool,
    pub grace_s: u64,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self {
            withdraw_offers: true,
            grace_s: 60,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Log {
    pub format: LogFormat,
    pub filter: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            filter: "info".into(),
        }
    }
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum LogFormat {
    Text,
    Json,
}

fn default_minute() -> u64 {
    60
}

/// Reads `text`, lays `overrides` over it and gives every value its type.
pub(super) fn read(
    file: &Path,
    text: &str,
    overrides: &BTreeMap<String, String>,
) -> Result<Raw, ConfigError> {
    let mut table: Table = toml::from_str(text).map_err(|error| ConfigError {
        place: file.display().to_string(),
        key: None,
        problem: format!("is not TOML: {}", error.to_string().trim_end()),
    })?;
    for (variable, value) in overrides {
        lay_over(&mut table, variable, value)?;
    }
    serde_path_to_error::deserialize(Value::Table(table)).map_err(|error| {
        let path = error.path().to_string();
        let key = (path != ".").then_some(path);
        let place = match key.as_deref().and_then(|key| overriding(overrides, key)) {
            Some(variable) => format!("environment variable {variable}"),
            None => file.display().to_string(),
        };
        ConfigError {
            place,
            key,
            problem: error.into_inner().to_string().trim_end().to_owned(),
        }
    })
}

/// The key that an environment variable overrides: `PROVER_WORKER_NODE__URLS` is `node.urls`.
pub(super) fn key_of(variable: &str) -> String {
    variable
        .strip_prefix(ENV_PREFIX)
        .unwrap_or(variable)
        .to_lowercase()
        .replace("__", ".")
}

fn lay_over(table: &mut Table, variable: &str, text: &str) -> Result<(), ConfigError> {
    let key = key_of(variable);
    let (parents, last) = match key.rsplit_once('.') {
        Some((parents, last)) => (Some(parents), last),
        None => (None, key.as_str()),
    };
    let mut table = table;
    for part in parents.into_iter().flat_map(|parents| parents.split('.')) {
        let entry = table.entry(part).or_insert_with(|| Value::Table(Table::new()));
        table = entry.as_table_mut().ok_or_else(|| ConfigError {
            place: format!("environment variable {variable}"),
            key: Some(key.clone()),
            problem: format!("`{part}` is no table in the file: override it as a whole"),
        })?;
    }
    table.insert(last.to_owned(), value_of(text));
    Ok(())
}

fn value_of(text: &str) -> Value {
    toml::from_str::<Table>(&format!("value = {text}"))
        .ok()
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Visitor;
    impl<'de> de::Visitor<'de> for Visitor {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a URL or a list of URLs")
        }
        fn visit_str<E: de::Error>(self, url: &str) -> Result<Self::Value, E> {
            Ok(vec![url.to_owned()])
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut urls: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some(url) = urls.next_element()? {
                list.push(url);
            }
            Ok(list)
        }
    }
    deserializer.deserialize_any(Visitor)
}

/// TOML's integers end at 2^63, amounts of planck do not: a string of digits is read as well.
fn planck<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    struct Visitor;
    impl de::Visitor<'_> for Visitor {
        type Value = u128;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(
                "planck per proving unit: an integer from 1, or a string of digits where it is 2^63 or more",
            )
        }
        fn visit_i64<E: de::Error>(self, value: i64) -> Result<u128, E> {
            u128::try_from(value).map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
        }
        fn visit_u64<E: de::Error>(self, value: u64) -> Result<u128, E> {
            Ok(u128::from(value))
        }
        fn visit_str<E: de::Error>(self, value: &str) -> Result<u128, E> {
            value
                .replace('_', "")
                .parse()
                .map_err(|_| E::invalid_value(de::Unexpected::Str(value), &self))
        }
    }
    deserializer.deserialize_any(Visitor)
}
