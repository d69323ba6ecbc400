//! The command line.

mod accelerator_check;
mod artifacts;
mod calibrate;
mod command;
mod doctor;
mod export;
mod input_key;
mod run;
mod status;
mod transaction;

use crate::device::{self, Accelerator};
use crate::{
    chain::{Call, Chain},
    config::{Config, ENV_FILE},
    error::Failure,
};
use clap::{Args, Parser, Subcommand};
use export::Format;
use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tracing_subscriber::EnvFilter;

/// How long commands other than `run` wait for a node.
const PATIENCE: Duration = Duration::from_secs(10);

const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  proving failed, or a file could not be read or written
  2  wrong command line, configuration or artifacts
  3  no node answers
  4  the chain does not have what is needed, or refused a transaction
  5  the state on disk cannot be used
  6  another worker works with this key
  7  a part of the worker broke down; starting it again is safe

Environment:
  PROVER_WORKER_<KEY>  overrides a key of the configuration; two underscores stand for a dot,
                       e.g. PROVER_WORKER_NODE__URLS=ws://10.0.0.1:9944";

const RUN_HELP: &str = "\
Keeps the prover's offers on chain equal to the configuration, proves the jobs it is matched with and delivers them. \
What it is at is in `store.path`: it may be killed at any time, and is continued by the next start.

On SIGTERM or SIGINT it withdraws its offers, finishes running jobs within `shutdown.grace_s` and exits with 0; a second \
signal ends it at once.";

/// The prover's daemon of Proofnet, and tools around it.
///
/// To begin: copy worker.example.toml, adapt it, `prover-worker doctor --config worker.toml`, then
/// `prover-worker run --config worker.toml`.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the market until told to stop
    #[command(long_about = RUN_HELP)]
    Run {
        #[command(flatten)]
        config: ConfigArgs,
        /// What proves; overrides `proving.accelerator`
        #[arg(long, value_enum)]
        accelerator: Option<Accelerator>,
    },
    /// Look at configuration, machine, node, keys, stake, circuits and offers; say what is wrong and how to mend it
    Doctor {
        #[command(flatten)]
        config: ConfigArgs,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Measure how long each circuit with a `sample` takes on this machine, and write it to `calibration.file` for `run`
    Calibrate {
        #[command(flatten)]
        config: ConfigArgs,
        /// Proofs of each circuit that count; one more warms up
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1_000))]
        runs: u32,
        /// Only this circuit; the others keep their figures
        #[arg(long)]
        circuit: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show what a running worker is at: jobs, offers, earnings, breaker
    Status {
        /// Configuration file of the worker, for its `http.listen`
        #[arg(long, env = ENV_FILE, default_value = "worker.toml")]
        config: PathBuf,
        /// Where the worker answers, instead of what the configuration says
        #[arg(long)]
        url: Option<String>,
        /// Print a table once instead of a view that follows the worker
        #[arg(long)]
        once: bool,
        /// Print JSON once
        #[arg(long)]
        json: bool,
    },
    /// The configuration by itself
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Agree to act for the prover, which has proposed this worker's key with `Provers.propose_worker`
    Accept(ConfigArgs),
    /// Print the identity that a proving key's circuit has on chain, and its verifying key for `Verifier.register_circuit`
    CircuitId {
        /// Proving key, as snarkjs writes it
        #[arg(long)]
        zkey: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Prove on this machine, without a chain
    Prove {
        /// Proving key, as snarkjs writes it
        #[arg(long, required_unless_present = "command")]
        zkey: Option<PathBuf>,
        /// Witness generator, as circom compiles it
        #[arg(long, required_unless_present = "command")]
        wasm: Option<PathBuf>,
        /// Input, as snarkjs reads it: {"signal": value or nested arrays, ...}; with --command what the program takes
        #[arg(long)]
        input: PathBuf,
        /// What proves
        #[arg(long, value_enum, default_value = "cpu")]
        accelerator: Accelerator,
        /// Print JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        command: command::CommandArgs,
    },
    /// Make, show or publish the key to which requesters encrypt inputs
    #[command(subcommand)]
    InputKey(input_key::InputKeyCommand),
    /// Compare a device's operations and proofs with the CPU's, and time both
    AcceleratorCheck(accelerator_check::Options),
    /// Prove on a device for the worker that started this process
    #[command(name = device::COMMAND, hide = true)]
    ServeDevice {
        #[arg(long, value_enum)]
        accelerator: Accelerator,
        #[arg(long)]
        device: String,
        #[arg(long)]
        smallest: usize,
        #[arg(long)]
        keys_bytes: usize,
    },
    /// Write a proof that was bought on chain to files, for verifiers outside
    Export {
        /// WebSocket URL of a node
        #[arg(long)]
        node: String,
        /// The request that was fulfilled
        #[arg(long)]
        request: u64,
        /// For whom
        #[arg(long, value_enum)]
        format: Format,
        /// Folder to write to; made if it is not there
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Check file, environment, key and paths, without a node; exit with 2 if something is wrong
    Check(ConfigArgs),
}

#[derive(Args)]
struct ConfigArgs {
    /// Configuration file; worker.example.toml documents every key
    #[arg(long, env = ENV_FILE, default_value = "worker.toml")]
    config: PathBuf,
    /// Print the configuration in effect, with where each value comes from, and do nothing else
    #[arg(long)]
    print_config: bool,
}

impl Command {
    fn config_args(&self) -> Option<&ConfigArgs> {
        match self {
            Command::Run { config: args, .. }
            | Command::Accept(args)
            | Command::InputKey(input_key::InputKeyCommand::Publish(args))
            | Command::Doctor { config: args, .. }
            | Command::Calibrate { config: args, .. }
            | Command::Config {
                command: ConfigCommand::Check(args),
            } => Some(args),
            _ => None,
        }
    }
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(execute(cli.command));
    crate::command::end_all();
    // A proof that nobody waits for any more is not waited for either.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error[{}]: {failure}", failure.code());
            ExitCode::from(failure.exit_code())
        }
    }
}

async fn execute(command: Command) -> Result<(), Failure> {
    if let Some(args) = command.config_args().filter(|args| args.print_config) {
        print!("{}", Config::describe(&args.config, std::env::vars())?);
        return Ok(());
    }
    match command {
        Command::Run { config, accelerator } => {
            let mut config = load(&config)?;
            config.proving.accelerator = accelerator.unwrap_or(config.proving.accelerator);
            log_to_stderr(config.log.json, EnvFilter::try_new(&config.log.filter).ok());
            run::run(config).await
        }
        Command::Doctor { config, json } => {
            // What is to be said is among the findings.
            log_to_stderr(false, EnvFilter::try_new("error").ok());
            doctor::doctor(load(&config)?, json).await
        }
        Command::Calibrate {
            config,
            runs,
            circuit,
            json,
        } => {
            log_to_stderr(false, None);
            let runs = usize::try_from(runs).unwrap_or(usize::MAX);
            calibrate::calibrate(load(&config)?, runs, circuit, json).await
        }
        Command::Status {
            config,
            url,
            once,
            json,
        } => {
            let form = match (json, once) {
                (true, _) => status::Form::Json,
                (false, true) => status::Form::Table,
                (false, false) => status::Form::View,
            };
            status::status(&config, url, form).await
        }
        Command::Config {
            command: ConfigCommand::Check(args),
        } => {
            let config = load(&args)?;
            println!(
                "{} is right: {} offers, {} circuits",
                config.file.display(),
                config.offers.len(),
                config.circuits.len()
            );
            Ok(())
        }
        Command::Accept(args) => {
            log_to_stderr(false, None);
            accept(load(&args)?).await
        }
        Command::CircuitId { zkey, json } => artifacts::circuit_id(&zkey, json),
        Command::Prove {
            zkey,
            wasm,
            input,
            accelerator,
            json,
            command,
        } => match (zkey, wasm) {
            (Some(zkey), Some(wasm)) => {
                log_to_stderr(false, None);
                artifacts::prove(&zkey, &wasm, &input, accelerator, json)
            }
            _ => {
                log_to_stderr(false, EnvFilter::try_from_default_env().ok());
                command::prove(command, &input, json).await
            }
        },
        Command::InputKey(command) => {
            log_to_stderr(false, None);
            input_key::input_key(command).await
        }
        Command::AcceleratorCheck(options) => {
            log_to_stderr(false, None);
            accelerator_check::check(&options)
        }
        Command::ServeDevice {
            accelerator,
            device,
            smallest,
            keys_bytes,
        } => {
            log_to_stderr(false, Some(EnvFilter::new("info")));
            let settings = proofnet_icicle::Settings {
                source: accelerator.source(),
                device,
                id: 0,
                smallest,
            };
            device::serve(settings, keys_bytes).map_err(|error| Failure::System(error.to_string()))
        }
        Command::Export {
            node,
            request,
            format,
            out,
        } => {
            log_to_stderr(false, None);
            export::export(&node, request, format, &out).await
        }
    }
}

fn load(args: &ConfigArgs) -> Result<Config, Failure> {
    Ok(Config::load_with_process_environment(&args.config)?)
}

async fn accept(config: Config) -> Result<(), Failure> {
    let worker = config.signer.public_key().to_account_id();
    if worker == config.prover {
        let problem =
            "the key is the prover's own: there is nothing to accept. Only a key of its own needs consent";
        return Err(Failure::State(problem.into()));
    }
    let chain = Arc::new(Chain::connect(&config.node.urls, PATIENCE).await?);
    let (worker, prover) = transaction::names(&chain.client(), &config);
    let call = Call::AcceptWorker(config.prover);
    let block = transaction::send(chain, config, call).await?;
    println!("{worker} acts for prover {prover} from block {}", block.number);
    Ok(())
}

/// Logs warnings unless a filter says otherwise.
fn log_to_stderr(json: bool, filter: Option<EnvFilter>) {
    let filter = filter.unwrap_or_else(|| EnvFilter::new("warn"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match json {
        true => subscriber.json().flatten_event(true).init(),
        false => subscriber.init(),
    }
}

/// Rows below a header, as wide as the terminal allows.
fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> comfy_table::Table {
    let mut table = comfy_table::Table::new();
    table
        .load_preset(comfy_table::presets::NOTHING)
        .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
        .set_header(header);
    let columns = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = ratatui::crossterm::terminal::size()
        .ok()
        .map(|(columns, _)| columns);
    table.set_width(
        columns
            .or(terminal)
            .filter(|columns| *columns >= 60)
            .unwrap_or(120),
    );
    table.add_rows(rows);
    table
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|reason| Failure::File {
        path: path.display().to_string(),
        reason,
    })
}
