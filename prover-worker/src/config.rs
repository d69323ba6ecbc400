//! The configuration: a TOML file, with environment variables over it.
//!
//! `PROVER_WORKER_NODE__URLS=ws://10.0.0.1:9944` overrides `urls` in `[node]`: two underscores stand for a dot, and the
//! value is TOML where it reads as TOML, a string otherwise.

mod command;
mod inputs;
mod key;
mod print;
mod proving;
mod raw;

pub use command::default_invocation;
pub use inputs::Inputs;

use crate::{
    chain::{ActOn, Signing},
    command::CommandFiles,
    economics::{Ask, BreakerRules, OfferTerms},
    http::HttpRules,
};
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
use subxt_signer::sr25519::Keypair;

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
    /// What is offered, by category.
    pub offers: BTreeMap<u32, OfferTerms>,
    /// Time into money.
    pub pricing: Pricing,
    /// How much is taken on.
    pub capacity: Capacity,
    /// When offers are withdrawn after failures.
    pub breaker: BreakerRules,
    /// The file of `calibrate`.
    pub calibration: PathBuf,
    /// What answers `/metrics` and the like.
    pub http: HttpRules,
    /// Circom circuits that it can prove.
    pub circuits: Vec<CircuitFiles>,
    /// Circuits that it has other programs prove.
    pub commands: Vec<CommandFiles>,
    /// Where inputs may lie.
    pub inputs: Inputs,
    /// Bounds on what a job may take.
    pub limits: Limits,
    /// What proves.
    pub proving: crate::device::Settings,
    /// How transactions are signed.
    pub signing: Signing,
    /// Where the state on disk is; `None` for the default place.
    pub store: Option<PathBuf>,
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
    /// Which blocks are acted on.
    pub act_on: ActOn,
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
    /// An input to measure it with.
    pub sample: Option<PathBuf>,
    /// Planck that one proof costs, instead of what was measured.
    pub cost: Option<u128>,
}

/// How asks follow from cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pricing {
    /// Planck that a second of proving costs on one lane.
    pub rate: Option<u128>,
    /// What is wanted on top of the cost, in percent of it.
    pub margin_percent: u32,
    /// The percentile of proving times that asks cover.
    pub percentile: u8,
    /// Percent by which an ask on chain may be off before it is set anew.
    pub tolerance_percent: u32,
}

/// How much is taken on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// The percentile of proving times that has to fit into deadlines.
    pub percentile: u8,
    /// What is added to it, in percent.
    pub headroom_percent: u32,
    /// What fetching an input and getting into a block may take.
    pub reserve: Duration,
    /// Whether a category is left out that the prover has too many slots for.
    pub enforce: bool,
    /// Whether a job is handed back that will not be done in time.
    pub hand_back: bool,
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
    /// Whether jobs that cannot be finished are handed back where that is still allowed.
    pub hand_back: bool,
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
        let overrides = overrides(environment);
        let raw = raw::read(file, read(file)?, &overrides)?;
        Checker {
            file,
            overrides: &overrides,
        }
        .check(raw)
    }

    /// What is in effect with `environment` over `file`, as TOML, with where each value comes from. Nothing of it is secret:
    /// secrets are not in the configuration, and what may hold one in a URL is left out.
    pub fn describe(
        file: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<String, ConfigError> {
        let overrides = overrides(environment);
        let table = read(file)?;
        let raw = raw::read(file, table.clone(), &overrides)?;
        Ok(print::describe(file, &raw::effective(&raw)?, &table, &overrides))
    }

    /// Where a worker with this configuration answers, without opening its key.
    pub fn http_of(
        file: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<HttpRules, ConfigError> {
        let overrides = overrides(environment);
        let raw = raw::read(file, read(file)?, &overrides)?;
        Checker {
            file,
            overrides: &overrides,
        }
        .http(&raw.http)
    }

    /// Reads `file` and lays the process's environment over it.
    pub fn load_with_process_environment(file: &Path) -> Result<Self, ConfigError> {
        Self::load(file, std::env::vars())
    }
}

fn read(file: &Path) -> Result<toml::Table, ConfigError> {
    let text = std::fs::read_to_string(file).map_err(|error| ConfigError {
        place: file.display().to_string(),
        key: None,
        problem: format!("cannot be read: {error}. Give the path of a configuration with --config; worker.example.toml shows one"),
    })?;
    raw::parse(file, &text)
}

fn overrides(environment: impl IntoIterator<Item = (String, String)>) -> BTreeMap<String, String> {
    environment
        .into_iter()
        .filter(|(name, _)| name.starts_with(ENV_PREFIX) && name != ENV_FILE)
        .collect()
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
        let offers = self.offers(&raw.offers, raw.circuits.len(), &raw.pricing)?;
        let (circuits, commands) = self.circuits(raw.circuits)?;
        Ok(Config {
            file: self.file.to_owned(),
            prover,
            signer,
            node: self.node(&raw.node)?,
            offers,
            pricing: self.pricing(&raw.pricing)?,
            capacity: self.capacity(&raw.capacity)?,
            breaker: self.breaker(&raw.breaker)?,
            calibration: self.resolve(&raw.calibration.file),
            http: self.http(&raw.http)?,
            circuits,
            commands,
            inputs: self.inputs(&raw.inputs)?,
            limits: self.limits(&raw.limits)?,
            proving: raw.proving.check(&self)?,
            signing: self.signing(&raw.transactions)?,
            store: raw.store.path.as_deref().map(|path| self.resolve(path)),
            shutdown: Shutdown {
                hand_back: raw.shutdown.hand_back,
                withdraw_offers: raw.shutdown.withdraw_offers,
                grace: Duration::from_secs(raw.shutdown.grace_s),
            },
            log: Log {
                json: raw.log.format == raw::LogFormat::Json,
                filter: raw.log.filter,
            },
        })
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
            act_on: match node.act_on {
                raw::ActOn::Best => ActOn::Best,
                raw::ActOn::Finalized => ActOn::Finalized,
            },
        })
    }

    fn offers(
        &self,
        offers: &[raw::Offer],
        circuits: usize,
        pricing: &raw::Pricing,
    ) -> Result<BTreeMap<u32, OfferTerms>, ConfigError> {
        if !offers.is_empty() && circuits == 0 {
            let problem = "there is no circuit in `circuits`: every job would be missed, and collateral lost";
            return Err(self.error("offers", problem));
        }
        let mut terms = BTreeMap::new();
        for (index, offer) in offers.iter().enumerate() {
            let wrong = |key: &str, problem: &str| Err(self.error(format!("offers[{index}].{key}"), problem));
            match offer.ask {
                Ask::Fixed(0) => return wrong("ask", "is 0: the least ask is 1 planck per proving unit"),
                Ask::Fixed(_) => {
                    for (key, given) in [
                        ("floor", offer.floor.is_some()),
                        ("cap", offer.cap.is_some()),
                        ("margin_percent", offer.margin_percent.is_some()),
                    ] {
                        if given {
                            return wrong(
                                key,
                                "bounds an ask that comes from cost: leave it out, or say `ask = \"auto\"`",
                            );
                        }
                    }
                }
                Ask::Auto if pricing.rate.is_none() => return wrong(
                    "ask",
                    "is to come from cost: say in `pricing.rate` what a second of proving costs, in planck",
                ),
                Ask::Auto => {}
            }
            let floor = offer.floor.unwrap_or(1).max(1);
            if offer.cap.is_some_and(|cap| cap < floor) {
                return wrong("cap", "is below the floor");
            }
            let entry = OfferTerms {
                ask: offer.ask,
                floor,
                cap: offer.cap,
                margin_percent: offer.margin_percent,
            };
            if terms.insert(offer.category, entry).is_some() {
                return wrong(
                    "category",
                    &format!("category {} has two asks: keep one", offer.category),
                );
            }
        }
        Ok(terms)
    }

    fn pricing(&self, pricing: &raw::Pricing) -> Result<Pricing, ConfigError> {
        if pricing.rate == Some(0) {
            return Err(self.error("pricing.rate", "is 0: no machine is free"));
        }
        Ok(Pricing {
            rate: pricing.rate,
            margin_percent: pricing.margin_percent,
            percentile: self.percentile("pricing.percentile", pricing.percentile)?,
            tolerance_percent: pricing.tolerance_percent,
        })
    }

    fn capacity(&self, capacity: &raw::Capacity) -> Result<Capacity, ConfigError> {
        Ok(Capacity {
            percentile: self.percentile("capacity.percentile", capacity.percentile)?,
            headroom_percent: capacity.headroom_percent,
            reserve: Duration::from_secs(capacity.reserve_s),
            enforce: capacity.enforce,
            hand_back: capacity.hand_back,
        })
    }

    fn breaker(&self, breaker: &raw::Breaker) -> Result<BreakerRules, ConfigError> {
        if breaker.failures_in_a_row == 0 {
            return Err(self.error("breaker.failures_in_a_row", "is 0: give at least 1"));
        }
        if !(1..=100).contains(&breaker.failure_percent) {
            return Err(self.error("breaker.failure_percent", "is no share: give 1 to 100"));
        }
        if breaker.longest_pause_s < breaker.pause_s {
            return Err(self.error("breaker.longest_pause_s", "is below `breaker.pause_s`"));
        }
        Ok(BreakerRules {
            in_a_row: breaker.failures_in_a_row,
            rate_percent: breaker.failure_percent,
            window: self.positive("breaker.window", breaker.window)?,
            pause: self.seconds("breaker.pause_s", breaker.pause_s)?,
            longest_pause: Duration::from_secs(breaker.longest_pause_s),
        })
    }

    fn http(&self, http: &raw::Http) -> Result<HttpRules, ConfigError> {
        let listen = match http.listen.as_str() {
            "off" => None,
            address => Some(address.parse().map_err(|_| {
                self.error(
                    "http.listen",
                    format!("`{address}` is no address: give one such as 127.0.0.1:9616, or \"off\""),
                )
            })?),
        };
        Ok(HttpRules {
            listen,
            connections: self.positive("http.connections", http.connections)?,
            timeout: self.seconds("http.timeout_s", http.timeout_s)?,
        })
    }

    fn percentile(&self, key: &str, value: u8) -> Result<u8, ConfigError> {
        match value {
            1..=100 => Ok(value),
            _ => Err(self.error(key, "is no percentile: give 1 to 100")),
        }
    }

    fn circuits(
        &self,
        circuits: Vec<raw::Circuit>,
    ) -> Result<(Vec<CircuitFiles>, Vec<CommandFiles>), ConfigError> {
        let mut names = BTreeSet::new();
        let (mut files, mut commands) = (Vec::new(), Vec::new());
        for (index, circuit) in circuits.into_iter().enumerate() {
            let key = format!("circuits[{index}]");
            if !names.insert(circuit.name.clone()) {
                return Err(self.error(
                    format!("{key}.name"),
                    format!("two circuits are called `{}`: rename one", circuit.name),
                ));
            }
            match self.command(&key, &circuit)? {
                Some(command) => commands.push(command),
                None => files.push(self.circom(&key, circuit)?),
            }
        }
        Ok((files, commands))
    }

    fn circom(&self, key: &str, circuit: raw::Circuit) -> Result<CircuitFiles, ConfigError> {
        let file = |name: &str, path: Option<PathBuf>| {
            let path = path.ok_or_else(|| {
                self.error(
                    key,
                    format!("missing field `{name}`: a circuit has either `zkey` and `wasm`, or `command`"),
                )
            })?;
            self.existing(format!("{key}.{name}"), &path)
        };
        Ok(CircuitFiles {
            zkey: file("zkey", circuit.zkey)?,
            wasm: file("wasm", circuit.wasm)?,
            sample: match &circuit.sample {
                Some(sample) => Some(self.existing(format!("{key}.sample"), sample)?),
                None => None,
            },
            name: circuit.name,
            cost: circuit.cost,
        })
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

    fn signing(&self, transactions: &raw::Transactions) -> Result<Signing, ConfigError> {
        let mortality = transactions.mortality_blocks;
        // What the chain's encoding knows, and not so long that its nodes forget the block that it counts from.
        if !mortality.is_power_of_two() || !(8..=1024).contains(&mortality) {
            return Err(self.error(
                "transactions.mortality_blocks",
                format!("is {mortality}: give a power of two from 8 to 1024"),
            ));
        }
        Ok(Signing {
            tip: transactions.tip,
            mortality,
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
