//! Files of bounded size, and the forms that bytes have in them.

use crate::Failure;
use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// Longest file that is read: many times what a key with the most public inputs takes in any format.
const MAX_LEN: u64 = 1 << 20;

/// What a file holds, with its name for messages.
pub(super) struct Content {
    name: String,
    bytes: Vec<u8>,
}

impl Content {
    /// The text of the file.
    pub fn text(&self) -> Result<&str, String> {
        std::str::from_utf8(&self.bytes).map_err(|error| self.malformed(format!("not text: {error}")))
    }

    /// The bytes of the file, or those that its hexadecimal text after `0x` stands for.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default().trim();
        match text.strip_prefix("0x") {
            Some(digits) => hex::decode(digits).map_err(|error| self.malformed(error)),
            None => Ok(self.bytes.clone()),
        }
    }

    /// Says which file is malformed.
    pub fn malformed(&self, reason: impl std::fmt::Display) -> String {
        format!("{}: {reason}", self.name)
    }
}

/// Reads a file, or the standard input for `-`.
///
/// # Errors
/// [`Failure::Input`] if it cannot be read or is too long.
pub(super) fn read(path: &Path) -> Result<Content, Failure> {
    let from_input = path == Path::new("-");
    let name = match from_input {
        true => String::from("standard input"),
        false => path.display().to_string(),
    };
    let mut bytes = Vec::new();
    let outcome = match from_input {
        true => io::stdin().take(MAX_LEN + 1).read_to_end(&mut bytes),
        false => File::open(path).and_then(|file| file.take(MAX_LEN + 1).read_to_end(&mut bytes)),
    };
    outcome.map_err(|error| Failure::Input(format!("{name}: cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_LEN {
        return Err(Failure::Input(format!("{name}: longer than {MAX_LEN} bytes")));
    }
    Ok(Content { name, bytes })
}

/// Writes a file into `directory`, which is made if it does not exist.
///
/// # Errors
/// [`Failure::Other`] if that is not possible.
pub(super) fn write(directory: &Path, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::create_dir_all(directory)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|error| Failure::Other(format!("{}: cannot be written: {error}", path.display())))
}
