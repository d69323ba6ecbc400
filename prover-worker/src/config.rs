//! The configuration: a TOML file, with environment variables over it.
//!
//! `PROVER_WORKER_NODE__URLS=ws://10.0.0.1:9944` overrides `urls` in `[node]`: two underscores stand for a dot, and the
//! value is TOML where it reads as TOML, a string otherwise.

mod raw;

use proofnet_prover::WitnessLimits;
use raw::Raw;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};

/// What environment variables that override the file start with.
pub const ENV_PREFIX: &str = "PROVER_WORKER_";
/// The variable that names the file; no key of it.
pub const ENV_FILE: &str = "PROVER_WORKER_CONFIG";

/// A configuration that was checked as far as that is possible without a node and without reading artifacts.
pub struct Config {
    /// The file it came from.
    pub file: PathBuf,
    /// The prover that the worker works for.
    pub prover: AccountId32,
    /// Signs its transactions.
    pub signer: Keypair,
    /// The node.
    pub node: Node,
    /// Unit asks in planck per proving unit, by category.
    pub offers: BTreeMap<u32, u128>,
    /// Circuits that it can prove.
    pub circuits: Vec<CircuitFiles>,
    /// Bounds on what a job may take.
    pub limits: Limits,
    /// What happens when it is told to stop.
    pub shutdown: Shutdown,
    /// Logs.
    pub log: Log,
}

/// The node to talk to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// WebSocket URLs, tried in this order.
    pub urls: Vec<String>,
    /// How long the first connection may take.
    pub connect_timeout: Duration,
    /// How long the chain may stand still before the connection counts as dead.
    pub stall_timeout: Duration,
}

/// Artifacts of one circuit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircuitFiles {
    /// What logs call it.
    pub name: String,
    /// The proving key, as snarkjs writes it.
    pub zkey: PathBuf,
    /// The witness generator, as circom compiles it.
    pub wasm: PathBuf,
}

/// Bounds on what a job may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Jobs proved at a time.
    pub parallel_jobs: usize,
    /// Longest input, in bytes.
    pub max_input_bytes: usize,
    /// How long fetching an input may take.
    pub fetch_timeout: Duration,
    /// Bounds on a witness generator.
    pub witness: WitnessLimits,
    /// Whether inputs may be fetched from private, loopback and link-local addresses.
    pub allow_private_networks: bool,
}

/// What happens when the worker is told to stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shutdown {
    /// Whether offers are withdrawn.
    pub withdraw_offers: bool,
    /// How long running jobs may take to finish.
    pub grace: Duration,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Whether lines are JSON.
    pub json: bool,
    /// A filter as `tracing` reads it, e.g. `info` or `prover_worker=debug`.
    pub filter: String,
}

/// What is wrong with the configuration, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, or the environment variable that overrides it.
    pub place: String,
    /// The key in it, such as `offers[0].ask`.
    pub key: Option<String>,
    /// What is wrong, and what to do.
    pub problem: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if let Some(key) = &self.key {
            write!(f, "`{key}`: ")?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads `file` and lays `environment` over it.
    pub fn load(
        file: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(file).map_err(|error| ConfigError {
            place: file.display().to_string(),
            key: None,
            problem: format!("cannot be read: {error}. Give the path of a configuration with --config; worker.example.toml shows one"),
        })?;
        let overrides = environment
            .into_iter()
            .filter(|(name, _)| name.starts_with(ENV_PREFIX) && name != ENV_FILE)
            .collect::<BTreeMap<_, _>>();
        let raw = raw::read(file, &text, &overrides)?;
        Checker {
            file,
            overrides: &overrides,
        }
        .check(raw)
    }

    /// Reads `file` and lays the process's environment over it.
    pub fn load_with_process_environment(file: &Path) -> Result<Self, ConfigError> {
        Self::load(file, std::env::vars())
    }
}

/// The variable that overrides `key`, if one does.
fn overriding<'a>(overrides: &'a BTreeMap<String, String>, key: &str) -> Option<&'a str> {
    overrides.keys().map(String::as_str).find(|name| {
        let path = raw::key_of(name);
        key.strip_prefix(path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

/// From what was read to what makes sense.
struct Checker<'a> {
    file: &'a Path,
    overrides: &'a BTreeMap<String, String>,
}

impl Checker<'_> {
    fn error(&self, key: impl Into<String>, problem: impl Into<String>) -> ConfigError {
        let key = key.into();
        let place = match overriding(self.overrides, &key) {
            Some(variable) => format!("environment variable {variable}"),
            None => self.file.display().to_string(),
        };
        ConfigError {
            place,
            key: Some(key),
            problem: problem.into(),
        }
    }

    fn check(self, raw: Raw) -> Result<Config, ConfigError> {
        let signer = self.signer(&raw.key)?;
        let prover = match &raw.prover {
            Some(text) => AccountId32::from_str(text).map_err(|error| {
                self.error(
                    "prover",
                    format!("`{text}` is no account: {error}. Give an SS58 address"),
                )
            })?,
            None => signer.public_key().to_account_id(),
        };
        Ok(Config {
            file: self.file.to_owned(),
            prover,
            signer,
            node: self.node(&raw.node)?,
            offers: self.offers(&raw.offers, raw.circuits.len())?,
            circuits: self.circuits(raw.circuits)?,
            limits: self.limits(&raw.limits)?,
            shutdown: Shutdown {
                withdraw_offers: raw.shutdown.withdraw_offers,
                grace: Duration::from_secs(raw.shutdown.grace_s),
            },
            log: Log {
                json: raw.log.format == raw::LogFormat::Json,
                filter: raw.log.filter,
            },
        })
    }

    fn signer(&self, key: &raw::Key) -> Result<Keypair, ConfigError> {
        let (name, uri) = match (&key.file, &key.dev) {
            (Some(path), None) => ("key.file", self.secret(&self.resolve(path))?),
            (None, Some(uri)) if uri.starts_with("//") => ("key.dev", uri.clone()),
            (None, Some(_)) => {
                return Err(self.error(
                    "key.dev",
                    "takes only well-known development keys such as `//Alice`. Put a secret into a file and name it in `key.file`",
                ))
            },
            _ => return Err(self.error("key", "give either `file`, the path of a file with the secret, or `dev`")),
        };
        // What is wrong with a secret is not repeated: the message would quote from it.
        SecretUri::from_str(&uri)
            .ok()
            .and_then(|uri| Keypair::from_uri(&uri).ok())
            .ok_or_else(|| {
                self.error(name, "holds no secret: expected a phrase, a seed as 0x and 64 hex digits, or a derivation such as `//Alice`")
            })
    }

    fn secret(&self, path: &Path) -> Result<String, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| self.error("key.file", format!("{} cannot be read: {error}", path.display())))?;
        Ok(text.trim().to_owned())
    }

    fn node(&self, node: &raw::Node) -> Result<Node, ConfigError> {
        if node.urls.is_empty() {
            return Err(self.error(
                "node.urls",
                "is empty: give at least one URL, such as ws://127.0.0.1:9944",
            ));
        }
        for (index, url) in node.urls.iter().enumerate() {
            let scheme = reqwest::Url::parse(url).map(|url| url.scheme().to_owned());
            if !matches!(scheme.as_deref(), Ok("ws" | "wss")) {
                return Err(self.error(
                    format!("node.urls[{index}]"),
                    format!("`{url}` is no WebSocket URL: expected one such as ws://127.0.0.1:9944"),
                ));
            }
        }
        Ok(Node {
            urls: node.urls.clone(),
            connect_timeout: self.seconds("node.connect_timeout_s", node.connect_timeout_s)?,
            stall_timeout: self.seconds("node.stall_timeout_s", node.stall_timeout_s)?,
        })
    }

    fn offers(&self, offers: &[raw::Offer], circuits: usize) -> Result<BTreeMap<u32, u128>, ConfigError> {
        if !offers.is_empty() && circuits == 0 {
            let problem = "there is no circuit in `circuits`: every job would be missed, and collateral lost";
            return Err(self.error("offers", problem));
        }
        let mut asks = BTreeMap::new();
        for (index, offer) in offers.iter().enumerate() {
            if offer.ask == 0 {
                return Err(self.error(
                    format!("offers[{index}].ask"),
                    "is 0: the least ask is 1 planck per proving unit",
                ));
            }
            if asks.insert(offer.category, offer.ask).is_some() {
                return Err(self.error(
                    format!("offers[{index}].category"),
                    format!("category {} has two asks: keep one", offer.category),
                ));
            }
        }
        Ok(asks)
    }

    fn circuits(&self, circuits: Vec<raw::Circuit>) -> Result<Vec<CircuitFiles>, ConfigError> {
        let mut names = BTreeSet::new();
        let mut files = Vec::new();
        for (index, circuit) in circuits.into_iter().enumerate() {
            if !names.insert(circuit.name.clone()) {
                return Err(self.error(
                    format!("circuits[{index}].name"),
                    format!("two circuits are called `{}`: rename one", circuit.name),
                ));
            }
            files.push(CircuitFiles {
                name: circuit.name,
                zkey: self.existing(format!("circuits[{index}].zkey"), &circuit.zkey)?,
                wasm: self.existing(format!("circuits[{index}].wasm"), &circuit.wasm)?,
            });
        }
        Ok(files)
    }

    fn limits(&self, limits: &raw::Limits) -> Result<Limits, ConfigError> {
        Ok(Limits {
            parallel_jobs: self.positive("limits.parallel_jobs", limits.parallel_jobs)?,
            max_input_bytes: self.positive("limits.max_input_bytes", limits.max_input_bytes)?,
            fetch_timeout: self.seconds("limits.fetch_timeout_s", limits.fetch_timeout_s)?,
            witness: WitnessLimits {
                timeout: self.seconds("limits.witness_timeout_s", limits.witness_timeout_s)?,
                memory_bytes: self
                    .positive("limits.witness_memory_mib", limits.witness_memory_mib)?
                    .saturating_mul(1024 * 1024),
            },
            allow_private_networks: limits.allow_private_networks,
        })
    }

    fn positive(&self, key: &str, value: usize) -> Result<usize, ConfigError> {
        match value {
            0 => Err(self.error(key, "is 0: give at least 1")),
            value => Ok(value),
        }
    }

    fn seconds(&self, key: &str, value: u64) -> Result<Duration, ConfigError> {
        match value {
            0 => Err(self.error(key, "is 0: give at least 1 second")),
            value => Ok(Duration::from_secs(value)),
        }
    }

    fn existing(&self, key: String, path: &Path) -> Result<PathBuf, ConfigError> {
        let path = self.resolve(path);
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_file() => Ok(path),
            Ok(_) => Err(self.error(key, format!("{} is no file", path.display()))),
            Err(error) => Err(self.error(key, format!("{} cannot be read: {error}", path.display()))),
        }
    }

    /// Paths are relative to the configuration, so that it can be moved together with what it names.
    fn resolve(&self, path: &Path) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(path)
    }
}
