//! The command line.

mod artifacts;
mod check;
mod export;
mod run;

use crate::{
    chain::{Call, Chain, Submitter},
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

Environment:
  PROVER_WORKER_<KEY>  overrides a key of the configuration; two underscores stand for a dot,
                       e.g. PROVER_WORKER_NODE__URLS=ws://10.0.0.1:9944";

const RUN_HELP: &str = "\
Keeps the prover's offers on chain equal to the configuration, proves the jobs it is matched with and delivers them. \
Keeps no state: after a restart it takes up what the chain has assigned.

On SIGTERM or SIGINT it withdraws its offers, finishes running jobs within `shutdown.grace_s` and exits with 0; a second \
signal ends it at once.";

/// The prover's daemon of Proofnet, and tools around it.
///
/// To begin: copy worker.example.toml, adapt it, `prover-worker check --config worker.toml`, then
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
    Run(ConfigArgs),
    /// Check configuration, artifacts, node and chain, and say what is wrong
    Check(ConfigArgs),
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
        #[arg(long)]
        zkey: PathBuf,
        /// Witness generator, as circom compiles it
        #[arg(long)]
        wasm: PathBuf,
        /// Input, as snarkjs reads it: {"signal": value or nested arrays, ...}
        #[arg(long)]
        input: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
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

#[derive(Args)]
struct ConfigArgs {
    /// Configuration file; worker.example.toml documents every key
    #[arg(long, env = ENV_FILE, default_value = "worker.toml")]
    config: PathBuf,
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
    match command {
        Command::Run(args) => {
            let config = load(&args)?;
            log_to_stderr(config.log.json, EnvFilter::try_new(&config.log.filter).ok());
            run::run(config).await
        }
        Command::Check(args) => {
            log_to_stderr(false, None);
            check::check(load(&args)?).await
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
            json,
        } => artifacts::prove(&zkey, &wasm, &input, json),
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
    let client = chain.client();
    let block = Submitter::start(chain, config.signer)
        .submit(Call::AcceptWorker(config.prover))
        .await?;
    let (worker, prover) = (client.display(&worker), client.display(&config.prover));
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

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|reason| Failure::File {
        path: path.display().to_string(),
        reason,
    })
}
