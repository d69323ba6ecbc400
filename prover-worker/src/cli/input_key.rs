//! `input-key`: the key to which requesters encrypt inputs.

use crate::{error::Failure, inputs::InputKeys};
use clap::Subcommand;
use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
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
}

pub(super) fn input_key(command: InputKeyCommand) -> Result<(), Failure> {
    let keys = match command {
        InputKeyCommand::Generate { out } => generate(&out)?,
        InputKeyCommand::Show { file } => {
            let text = std::fs::read_to_string(&file).map_err(failure(&file))?;
            parsed(&file, &text)?
        }
    };
    for key in keys.public() {
        println!("{key}");
    }
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
