//! `new-network`: the chain spec of a network that begins, from a file that names its validators and token holders.
//!
//! `file.rs` is what the file says, `rules.rs` what is refused, `genesis.rs` what the chain's first state is made of.

mod file;
mod genesis;
mod rules;

use crate::{
    chain_spec::{self, ChainSpec},
    error::{Failure, Kind},
};
use clap::Args;
use file::NetworkFile;
use sc_chain_spec::{ChainType, GenericChainSpec};
use sp_core::storage::{well_known_keys, StateVersion, Storage};
use sp_runtime::{
    traits::{BlakeTwo256, Hash as _},
    BuildStorage,
};
use std::{
    fmt::Display,
    fs, io,
    path::{Path, PathBuf},
};

pub use rules::check_id;

/// Writes the chain spec of a new network, plain and raw. Nothing that exists is overwritten.
#[derive(Debug, Args)]
pub struct NewNetworkCmd {
    /// The file that describes the network: TOML, or JSON if its name ends in .json.
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// The folder to write to: ID.json to read and ID-raw.json to distribute.
    #[arg(long, short, value_name = "DIR", default_value = ".")]
    output: PathBuf,

    /// A runtime to start with instead of this node's own, as scripts/runtime builds it.
    #[arg(long, value_name = "WASM")]
    runtime: Option<PathBuf>,
}

impl NewNetworkCmd {
    /// Checks the file, makes the chain spec, tries its genesis, and writes it.
    ///
    /// # Errors
    /// The first thing that is wrong with the file, or a file of the output that exists.
    pub fn run(&self) -> sc_cli::Result<()> {
        let text = fs::read_to_string(&self.file).map_err(|error| self.wrong(error))?;
        let network = match self.file.extension() {
            Some(extension) if extension == "json" => NetworkFile::from_json(&text),
            _ => NetworkFile::from_toml(&text),
        };
        let network = network.map_err(|error| self.wrong(error))?;
        let checked = rules::check(&network).map_err(|error| self.wrong(error))?;
        let code = match &self.runtime {
            None => chain_spec::own_runtime()?.to_vec(),
            Some(path) => fs::read(path).map_err(|error| {
                Failure::new(
                    Kind::CommandLine,
                    format!("the runtime {} cannot be read: {error}", path.display()),
                    "scripts/runtime builds one",
                )
            })?,
        };
        let genesis = genesis::patch(&checked, &network.genesis).map_err(|error| self.wrong(error))?;

        let spec = ChainSpec::builder(&code, None)
            .with_name(&network.name)
            .with_id(&network.id)
            .with_chain_type(ChainType::Live)
            .with_protocol_id(network.protocol_id.as_deref().unwrap_or(&network.id))
            .with_boot_nodes(checked.boot_nodes.clone())
            .with_properties(chain_spec::properties())
            .with_genesis_config_patch(genesis)
            .build();
        let storage = spec.build_storage().map_err(|error| self.wrong(error))?;
        let (plain, raw) = self.write(&spec, &network.id)?;
        println!("plain chain spec    {}", plain.display());
        println!("raw chain spec      {}", raw.display());
        println!("genesis hash        {:?}", genesis_hash(&storage));
        println!("runtime blake2-256  {:?}", BlakeTwo256::hash(&code));
        println!("validators          {}", checked.validators.len());
        println!("issuance in planck  {}", checked.issuance);
        Ok(())
    }

    fn write(&self, spec: &GenericChainSpec, id: &str) -> sc_cli::Result<(PathBuf, PathBuf)> {
        let plain = self.output.join(format!("{id}.json"));
        let raw = self.output.join(format!("{id}-raw.json"));
        if let Some(path) = [&plain, &raw].into_iter().find(|path| path.exists()) {
            return Err(Failure::new(
                Kind::Disk,
                format!("{} exists already", path.display()),
                "a network has one genesis: move the old file away if nobody has started from it, or name another --output",
            )
            .into());
        }
        let unwritable = |error: io::Error| {
            Failure::new(
                Kind::Disk,
                format!("nothing can be written to {}: {error}", self.output.display()),
                "name another folder by --output",
            )
        };
        let texts = [(&plain, spec.as_json(false)?), (&raw, spec.as_json(true)?)];
        fs::create_dir_all(&self.output).map_err(unwritable)?;
        for (path, text) in texts {
            fs::write(path, text).map_err(unwritable)?;
        }
        Ok((plain, raw))
    }

    fn wrong(&self, error: impl Display) -> Failure {
        wrong(&self.file, error)
    }
}

fn wrong(path: &Path, error: impl Display) -> Failure {
    Failure::new(
        Kind::ChainSpec,
        format!("the network file {} is no network: {error}", path.display()),
        "see docs/validators/launching.md; nothing was written",
    )
}

/// The hash of the block that every node of the network begins with.
fn genesis_hash(storage: &Storage) -> proofnet_runtime::Hash {
    debug_assert!(storage.top.contains_key(well_known_keys::CODE));
    let state = sp_state_machine::InMemoryBackend::<BlakeTwo256>::from((storage.clone(), StateVersion::V1));
    let block = sc_chain_spec::construct_genesis_block::<proofnet_runtime::opaque::Block>(
        *state.root(),
        StateVersion::V1,
    );
    block.header.hash()
}
