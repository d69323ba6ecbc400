//! The command line.

use crate::{network::NewNetworkCmd, runtime_info::RuntimeInfoCmd, session_keys::SessionKeysCmd};
use clap::{Parser, Subcommand};
use sc_cli::RunCmd;
use sc_storage_monitor::StorageMonitorParams;

/// Runs a node without a subcommand; `--dev` starts a chain of its own on this machine.
#[derive(Debug, Parser)]
pub struct Cli {
    /// What to do instead of running a node.
    #[command(subcommand)]
    pub subcommand: Option<Command>,

    /// Options of a running node.
    #[clap(flatten)]
    pub run: RunCmd,

    /// How much room the disk of the database must have.
    #[clap(flatten)]
    pub storage_monitor: StorageMonitorParams,
}

/// What to do instead of running a node.
#[derive(Debug, Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Command {
    /// Generate, inspect and insert keys.
    #[command(subcommand)]
    Key(sc_cli::KeySubcommand),

    /// Make a validator's session keys, with the proof that it owns them.
    SessionKeys(SessionKeysCmd),

    /// Write the chain spec of a new network from a file that names its validators and token holders.
    NewNetwork(NewNetworkCmd),

    /// Print what a runtime is: hash, size, version, metadata hash.
    RuntimeInfo(RuntimeInfoCmd),

    /// Print or write the chain spec of a preset or file, plain or raw.
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Check blocks: execute them again and compare.
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Write blocks to a file.
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Write the state of a block as a chain spec.
    ExportState(sc_cli::ExportStateCmd),

    /// Read blocks from a file.
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Remove the chain's database.
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Take blocks back.
    Revert(sc_cli::RevertCmd),

    /// Print what the database holds.
    ChainInfo(sc_cli::ChainInfoCmd),

    /// Measure the weights of pallets and of the database.
    #[cfg(feature = "runtime-benchmarks")]
    #[command(subcommand)]
    Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}
