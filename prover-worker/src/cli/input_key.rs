//! `input-key`: the key to which requesters encrypt inputs.

use super::{load, run, transaction, ConfigArgs, PATIENCE};
use crate::{
    chain::{Call, Chain},
    config::Config,
    error::Failure,
    inputs::InputKeys,
};
use clap::Subcommand;
use proofnet_market::input_key::recipient;
use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

#[derive(Subcommand)]
pub(super) enum InputKeyCommand {
    /// Write a new secret key to a file that only its owner reads, and print its public key
    Generate {
        /// The file; it must not exist
        #[arg(long)]
        out: PathBuf,
    },
    /// Print the public keys of a key file, to give to requesters
    Show {
        /// The file that `inputs.key_file` names
        #[arg(long)]
        file: PathBuf,
    },
    /// Name the key on chain, so that requesters find it: the first one of the file that `inputs.key_file` names
    Publish(ConfigArgs),
}

pub(super) async fn input_key(command: InputKeyCommand) -> Result<(), Failure> {
    let keys = match command {
        InputKeyCommand::Generate { out } => generate(&out)?,
        InputKeyCommand::Show { file } => {
            let text = std::fs::read_to_string(&file).map_err(failure(&file))?;
            parsed(&file, &text)?
        }
        InputKeyCommand::Publish(args) => return publish(load(&args)?).await,
    };
    for key in keys.public() {
        println!("{key}");
    }
    Ok(())
}

async fn publish(config: Config) -> Result<(), Failure> {
    let public = config
        .inputs
        .keys
        .as_ref()
        .map(InputKeys::public)
        .unwrap_or_default();
    let Some((text, key)) = public
        .first()
        .and_then(|text| Some((text.clone(), recipient::decode(text)?)))
    else {
        let problem = "there is no key to publish: `prover-worker input-key generate` makes one, and `inputs.key_file` names its file";
        return Err(Failure::State(problem.into()));
    };
    let chain = Arc::new(Chain::connect(&config.node.urls, PATIENCE).await?);
    // A running worker counts the key's transactions itself.
    let _only = run::open(&config, &chain)?;
    let (_, prover) = transaction::names(&chain.client(), &config);
    let block = transaction::send(chain, config, Call::SetInputKey(key)).await?;
    println!(
        "requesters find {text} as the input key of prover {prover} from block {}",
        block.number
    );
    Ok(())
}

fn generate(out: &Path) -> Result<InputKeys, Failure> {
    let text = InputKeys::generate();
    // A file that is there may be the only copy of a key that is in use.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)
        .map_err(failure(out))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failure(out))?;
    parsed(out, &text)
}

fn parsed(path: &Path, text: &str) -> Result<InputKeys, Failure> {
    InputKeys::parse(text).map_err(|problem| failure(path)(io::Error::other(problem)))
}

fn failure(path: &Path) -> impl Fn(io::Error) -> Failure + '_ {
    |reason| Failure::File {
        path: path.display().to_string(),
        reason,
    }
}
