//! The configuration as it is written: keys, defaults, and where a value came from.

use super::{overriding, ConfigError, ENV_PREFIX};
use crate::{
    command::{Passing, System, ZkvmProgram},
    economics::Ask,
};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};
use toml::{Table, Value};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub prover: Option<String>,
    pub key: Key,
    pub node: Node,
    #[serde(default)]
    pub pricing: Pricing,
    #[serde(default)]
    pub capacity: Capacity,
    #[serde(default)]
    pub breaker: Breaker,
    #[serde(default)]
    pub calibration: Calibration,
    #[serde(default)]
    pub http: Http,
    #[serde(default)]
    pub offers: Vec<Offer>,
    #[serde(default)]
    pub circuits: Vec<Circuit>,
    #[serde(default)]
    pub inputs: Inputs,
    #[serde(default)]
    pub limits: Limits,
    #[serde(default)]
    pub proving: super::proving::Raw,
    #[serde(default)]
    pub transactions: Transactions,
    #[serde(default)]
    pub store: Store,
    #[serde(default)]
    pub shutdown: Shutdown,
    #[serde(default)]
    pub log: Log,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Key {
    pub file: Option<PathBuf>,
    pub keystore: Option<PathBuf>,
    pub password_file: Option<PathBuf>,
    pub password_fd: Option<u32>,
    pub fd: Option<u32>,
    pub dev: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    #[serde(deserialize_with = "one_or_many")]
    pub urls: Vec<String>,
    #[serde(default = "default_minute")]
    pub connect_timeout_s: u64,
    #[serde(default = "default_minute")]
    pub stall_timeout_s: u64,
    #[serde(default)]
    pub act_on: ActOn,
}

#[derive(Deserialize, Serialize, Default)]
#[serde(rename_all = "lowercase")]
pub(super) enum ActOn {
    #[default]
    Best,
    Finalized,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Transactions {
    #[serde(with = "planck")]
    pub tip: u128,
    pub mortality_blocks: u64,
}

impl Default for Transactions {
    fn default() -> Self {
        Self {
            tip: 0,
            mortality_blocks: 64,
        }
    }
}

#[derive(Deserialize, Serialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Store {
    pub path: Option<PathBuf>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offer {
    pub category: u32,
    #[serde(with = "ask")]
    pub ask: Ask,
    #[serde(default, with = "maybe_planck")]
    pub floor: Option<u128>,
    #[serde(default, with = "maybe_planck")]
    pub cap: Option<u128>,
    pub margin_percent: Option<u32>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Circuit {
    pub name: String,
    pub zkey: Option<PathBuf>,
    pub wasm: Option<PathBuf>,
    pub sample: Option<PathBuf>,
    #[serde(default, with = "maybe_planck")]
    pub cost: Option<u128>,
    pub command: Option<Vec<String>>,
    pub system: Option<System>,
    pub verifying_key: Option<PathBuf>,
    pub program: Option<ZkvmProgram>,
    pub input: Option<Passing>,
    pub environment: Option<Vec<String>>,
    pub timeout_s: Option<u64>,
    pub memory_mib: Option<u64>,
    pub nice: Option<u8>,
}

#[derive(Deserialize, Serialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Inputs {
    pub folders: Vec<PathBuf>,
    pub ipfs_gateways: Vec<String>,
    pub key_file: Option<PathBuf>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Pricing {
    #[serde(with = "maybe_planck")]
    pub rate: Option<u128>,
    pub margin_percent: u32,
    pub percentile: u8,
    pub tolerance_percent: u32,
}

impl Default for Pricing {
    fn default() -> Self {
        Self {
            rate: None,
            margin_percent: 20,
            percentile: 90,
            tolerance_percent: 5,
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Capacity {
    pub percentile: u8,
    pub headroom_percent: u32,
    pub reserve_s: u64,
    pub enforce: bool,
    pub hand_back: bool,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            percentile: 99,
            headroom_percent: 25,
            reserve_s: 6,
            enforce: true,
            hand_back: true,
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Breaker {
    pub failures_in_a_row: u32,
    pub failure_percent: u32,
    pub window: usize,
    pub pause_s: u64,
    pub longest_pause_s: u64,
}

impl Default for Breaker {
    fn default() -> Self {
        Self {
            failures_in_a_row: 2,
            failure_percent: 20,
            window: 20,
            pause_s: 300,
            longest_pause_s: 3600,
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Calibration {
    pub file: PathBuf,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            file: "calibration.json".into(),
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Http {
    pub listen: String,
    pub connections: usize,
    pub timeout_s: u64,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:9616".into(),
            connections: 16,
            timeout_s: 10,
        }
    }
}

#[derive(Deserialize, Serialize)]
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

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Shutdown {
    pub withdraw_offers: bool,
    pub hand_back: bool,
    pub grace_s: u64,
}

impl Default for Shutdown {
    fn default() -> Self {
        Self {
            withdraw_offers: true,
            hand_back: true,
            grace_s: 60,
        }
    }
}

#[derive(Deserialize, Serialize)]
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

#[derive(Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum LogFormat {
    Text,
    Json,
}

fn default_minute() -> u64 {
    60
}

/// `text` as TOML.
pub(super) fn parse(file: &Path, text: &str) -> Result<Table, ConfigError> {
    toml::from_str(text).map_err(|error| ConfigError {
        place: file.display().to_string(),
        key: None,
        // Not the line itself, which the parser quotes: a secret may stand in it.
        problem: format!(
            "is not TOML: {}",
            without_quotation(error.message(), text, error.span())
        ),
    })
}

fn without_quotation(message: &str, text: &str, span: Option<std::ops::Range<usize>>) -> String {
    match span.and_then(|span| text.get(..span.start)) {
        Some(before) => {
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
            format!("line {line}, column {column}: {message}")
        }
        None => message.to_owned(),
    }
}

/// Lays `overrides` over what the file says and gives every value its type.
pub(super) fn read(
    file: &Path,
    mut table: Table,
    overrides: &BTreeMap<String, String>,
) -> Result<Raw, ConfigError> {
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
struct Planck;

impl de::Visitor<'_> for Planck {
    type Value = u128;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an amount of planck: an integer, or a string of digits where it is 2^63 or more")
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

fn write_planck<S: Serializer>(amount: u128, serializer: S) -> Result<S::Ok, S::Error> {
    match i64::try_from(amount) {
        Ok(amount) => serializer.serialize_i64(amount),
        Err(_) => serializer.collect_str(&amount),
    }
}

mod planck {
    use super::*;

    pub fn serialize<S: Serializer>(amount: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        write_planck(*amount, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        deserializer.deserialize_any(Planck)
    }
}

mod maybe_planck {
    use super::*;

    pub fn serialize<S: Serializer>(amount: &Option<u128>, serializer: S) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => write_planck(*amount, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u128>, D::Error> {
        deserializer.deserialize_any(Planck).map(Some)
    }
}

mod ask {
    use super::*;

    const AUTO: &str = "auto";

    struct Visitor;
    impl de::Visitor<'_> for Visitor {
        type Value = Ask;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(
                "planck per proving unit: an integer from 1, a string of digits where it is 2^63 or more, or \"auto\"",
            )
        }
        fn visit_i64<E: de::Error>(self, value: i64) -> Result<Ask, E> {
            u128::try_from(value)
                .map(Ask::Fixed)
                .map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
        }
        fn visit_u64<E: de::Error>(self, value: u64) -> Result<Ask, E> {
            Ok(Ask::Fixed(u128::from(value)))
        }
        fn visit_str<E: de::Error>(self, value: &str) -> Result<Ask, E> {
            match value {
                AUTO => Ok(Ask::Auto),
                value => value
                    .replace('_', "")
                    .parse()
                    .map(Ask::Fixed)
                    .map_err(|_| E::invalid_value(de::Unexpected::Str(value), &self)),
            }
        }
    }

    pub fn serialize<S: Serializer>(ask: &Ask, serializer: S) -> Result<S::Ok, S::Error> {
        match ask {
            Ask::Auto => serializer.serialize_str(AUTO),
            Ask::Fixed(amount) => write_planck(*amount, serializer),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ask, D::Error> {
        deserializer.deserialize_any(Visitor)
    }
}

/// What is in effect, defaults included, as a table.
pub(super) fn effective(raw: &Raw) -> Result<Table, ConfigError> {
    let wrong = |problem: String| ConfigError {
        place: "the configuration in effect".into(),
        key: None,
        problem,
    };
    match Value::try_from(raw).map_err(|error| wrong(error.to_string()))? {
        Value::Table(table) => Ok(table),
        other => Err(wrong(format!("is a {}", other.type_str()))),
    }
}
