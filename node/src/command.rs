//! Carries out what the command line says.

use crate::{
    chain_spec,
    cli::{Cli, Command},
    preflight, service,
};
use proofnet_runtime::{currency, opaque::Block};
use sc_cli::SubstrateCli;
use sp_core::crypto::{set_default_ss58_version, Ss58AddressFormat};

impl SubstrateCli for Cli {
    fn impl_name() -> String {
        "Proofnet Node".into()
    }

    fn impl_version() -> String {
        env!("SUBSTRATE_CLI_IMPL_VERSION").into()
    }

    fn description() -> String {
        "A node of Proofnet, the market for zero-knowledge proofs.\n\n\
         Try it:       proofnet-node --dev --tmp\n\
         Validate:     proofnet-node --chain SPEC --validator --name NAME --base-path DIR\n\
         Keys:         proofnet-node session-keys --help, proofnet-node key --help\n\
         New network:  proofnet-node new-network --help\n\n\
         It ends with 0, or with 1 and a message; 2: wrong command line, 3: wrong chain spec, 4: wrong keys, 5: address\n\
         taken, 6: broken database, 7: base path not writable or disk full."
            .into()
    }

    fn author() -> String {
        env!("CARGO_PKG_AUTHORS").into()
    }

    fn support_url() -> String {
        "the project's issue tracker".into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
        chain_spec::load(id)
    }
}

/// Parses the command line and carries it out.
pub fn run() -> sc_cli::Result<()> {
    set_default_ss58_version(Ss58AddressFormat::custom(currency::SS58_PREFIX));
    let cli = Cli::from_args();

    match &cli.subcommand {
        Some(Command::Key(command)) => command.run(&cli),
        Some(Command::SessionKeys(command)) => command.run(&cli),
        Some(Command::NewNetwork(command)) => command.run(),
        Some(Command::RuntimeInfo(command)) => command.run(),
        Some(Command::ExportChainSpec(command)) => {
            let spec = cli.load_spec(&command.chain)?;
            command.run(spec)
        }
        Some(Command::CheckBlock(command)) => cli.create_runner(command)?.async_run(|config| {
            let parts = service::new_partial(&config)?;
            Ok((command.run(parts.client, parts.import_queue), parts.task_manager))
        }),
        Some(Command::ExportBlocks(command)) => cli.create_runner(command)?.async_run(|config| {
            let parts = service::new_partial(&config)?;
            Ok((command.run(parts.client, config.database), parts.task_manager))
        }),
        Some(Command::ExportState(command)) => cli.create_runner(command)?.async_run(|config| {
            let parts = service::new_partial(&config)?;
            Ok((command.run(parts.client, config.chain_spec), parts.task_manager))
        }),
        Some(Command::ImportBlocks(command)) => cli.create_runner(command)?.async_run(|config| {
            let parts = service::new_partial(&config)?;
            Ok((command.run(parts.client, parts.import_queue), parts.task_manager))
        }),
        Some(Command::PurgeChain(command)) => cli
            .create_runner(command)?
            .sync_run(|config| command.run(config.database)),
        Some(Command::Revert(command)) => cli.create_runner(command)?.async_run(|config| {
            let parts = service::new_partial(&config)?;
            let revert_auxiliary =
                Box::new(|client: std::sync::Arc<service::FullClient>, backend, blocks| {
                    sc_consensus_babe::revert(client.clone(), backend, blocks)?;
                    sc_consensus_grandpa::revert(client, blocks)?;
                    Ok(())
                });
            Ok((
                command.run(parts.client, parts.backend, Some(revert_auxiliary)),
                parts.task_manager,
            ))
        }),
        Some(Command::ChainInfo(command)) => cli
            .create_runner(command)?
            .sync_run(|config| command.run::<Block>(&config)),
        #[cfg(feature = "runtime-benchmarks")]
        Some(Command::Benchmark(command)) => cli.create_runner(command)?.sync_run(|config| match command {
            frame_benchmarking_cli::BenchmarkCmd::Pallet(command) => command
                .run_with_spec::<sp_runtime::traits::HashingFor<Block>, service::HostFunctions>(Some(
                    config.chain_spec,
                )),
            frame_benchmarking_cli::BenchmarkCmd::Storage(command) => {
                let parts = service::new_partial(&config)?;
                let backend = parts.backend;
                let (database, storage) = (backend.expose_db(), backend.expose_storage());
                let cache = backend.expose_shared_trie_cache();
                command.run(config, parts.client, database, storage, cache)
            }
            _ => Err("only pallet and storage are supported: the other weights are the SDK's".into()),
        }),
        None => {
            let runner = cli.create_runner(&cli.run)?;
            preflight::check(runner.config())?;
            runner.run_node_until_exit(|config| async move {
                service::new_full(config, cli.storage_monitor).map_err(sc_cli::Error::Service)
            })
        }
    }
}
