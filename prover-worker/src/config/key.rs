//! The key that signs: where it comes from, and that nobody else can read it there.

use super::{raw, Checker, ConfigError};
use std::{
    fs::{File, Metadata},
    io::Read,
    os::unix::fs::{FileTypeExt, PermissionsExt},
    path::Path,
    str::FromStr,
};
use subxt_signer::{polkadot_js_compat, sr25519::Keypair, SecretUri};
use zeroize::Zeroizing;

/// Longest secret or keystore. What is longer is not one.
const LONGEST: u64 = 16 * 1024;
/// The least that an encrypted sr25519 key takes in a keystore, in base64: parameters, nonce, key, seal.
const SHORTEST_ENCODED: usize = (68 + 16 + 117) * 4 / 3;

impl Checker<'_> {
    pub(super) fn signer(&self, key: &raw::Key) -> Result<Keypair, ConfigError> {
        let (given, uri) = match key {
            raw::Key {
                keystore: Some(path),
                file: None,
                fd: None,
                dev: None,
                ..
            } => return self.open_keystore(path, key),
            raw::Key {
                password_file: Some(_),
                ..
            }
            | raw::Key {
                password_fd: Some(_), ..
            } => {
                return Err(self.error(
                    "key",
                    "has a password but no `keystore` to open with it, or a second source beside the keystore",
                ))
            }
            raw::Key {
                file: Some(path),
                keystore: None,
                fd: None,
                dev: None,
                ..
            } => ("key.file", self.secret("key.file", &self.resolve(path))?),
            raw::Key {
                fd: Some(number),
                keystore: None,
                file: None,
                dev: None,
                ..
            } => ("key.fd", self.piped("key.fd", *number)?),
            raw::Key {
                dev: Some(uri),
                keystore: None,
                file: None,
                fd: None,
                ..
            } => match uri.starts_with("//") {
                true => ("key.dev", Zeroizing::new(uri.clone())),
                false => {
                    return Err(self.error(
                        "key.dev",
                        "takes only well-known development keys such as `//Alice`. Put a secret into a file and name it in `key.file`",
                    ))
                }
            },
            _ => {
                return Err(self.error(
                    "key",
                    "give exactly one of `file` (a file with the secret), `keystore` (an encrypted one), `fd` (a pipe with the \
                     secret) and `dev`",
                ))
            }
        };
        // What is wrong with a secret is not repeated: the message would quote from it.
        SecretUri::from_str(&uri)
            .ok()
            .and_then(|uri| Keypair::from_uri(&uri).ok())
            .ok_or_else(|| {
                self.error(
                    given,
                    "holds no secret: expected a phrase, a seed as 0x and 64 hex digits, or a derivation such as `//Alice`",
                )
            })
    }

    fn open_keystore(&self, path: &Path, key: &raw::Key) -> Result<Keypair, ConfigError> {
        let password = match (&key.password_file, key.password_fd) {
            (Some(path), None) => self.secret("key.password_file", &self.resolve(path))?,
            (None, Some(number)) => self.piped("key.password_fd", number)?,
            _ => {
                return Err(self.error(
                    "key.keystore",
                    "needs its password: give either `key.password_file` or `key.password_fd`",
                ))
            }
        };
        let path = self.resolve(path);
        let json = self.secret("key.keystore", &path)?;
        // The decoder takes the lengths for granted.
        let encoded = serde_json::from_str::<serde_json::Value>(&json)
            .ok()
            .and_then(|json| json.get("encoded")?.as_str().map(str::len));
        if encoded.is_none_or(|encoded| encoded < SHORTEST_ENCODED) {
            return Err(self.error(
                "key.keystore",
                format!(
                    "{} is no keystore: expected the JSON of an account as polkadot.js exports it",
                    path.display()
                ),
            ));
        }
        polkadot_js_compat::decrypt_json(&json, &password).map_err(|error| {
            let why = match error {
                polkadot_js_compat::Error::Secretbox(_) => "the password does not open it".to_owned(),
                polkadot_js_compat::Error::UnsupportedEncoding => {
                    "expected an sr25519 account, version 3, scrypt and xsalsa20-poly1305".to_owned()
                }
                polkadot_js_compat::Error::UnsupportedScryptParameters { .. } => error.to_string(),
                _ => "it is damaged".to_owned(),
            };
            self.error(
                "key.keystore",
                format!("{} cannot be opened: {why}", path.display()),
            )
        })
    }

    /// The content of a file that only its owner may read.
    fn secret(&self, key: &str, path: &Path) -> Result<Zeroizing<String>, ConfigError> {
        let wrong = |problem: String| self.error(key, format!("{} {problem}", path.display()));
        let file = File::open(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
        // Of the file that is open, not of the path, which may name another one by now.
        let meta = file
            .metadata()
            .map_err(|error| wrong(format!("cannot be read: {error}")))?;
        if !meta.is_file() {
            return Err(wrong("is no file".into()));
        }
        if others_may_read(&meta, path) {
            return Err(wrong(format!(
                "can be read by others (mode {:03o}): run `chmod 600 {}`, and make a new key if somebody may have read it",
                meta.permissions().mode() & 0o777,
                path.display()
            )));
        }
        read(file).map_err(wrong)
    }

    /// What comes through a pipe. A pipe is empty once it was read, so that child processes which inherit it find nothing.
    fn piped(&self, key: &str, number: u32) -> Result<Zeroizing<String>, ConfigError> {
        let wrong = |problem: String| self.error(key, format!("descriptor {number} {problem}"));
        let path = format!("/dev/fd/{number}");
        let meta = std::fs::metadata(&path).map_err(|_| {
            wrong(format!(
                "is not open: start the worker with it, as in `{number}< <(command)`"
            ))
        })?;
        if !meta.file_type().is_fifo() {
            return Err(wrong(
                "is no pipe: name a file in `key.file` or `key.password_file` instead".into(),
            ));
        }
        let file = File::open(&path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
        read(file).map_err(wrong)
    }
}

fn read(file: File) -> Result<Zeroizing<String>, String> {
    // Of its full size from the start: a buffer that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(LONGEST as usize + 1));
    let read = file.take(LONGEST + 1).read_to_string(&mut text);
    read.map_err(|error| format!("cannot be read: {error}"))?;
    match text.len() as u64 > LONGEST {
        true => Err(format!("is longer than {LONGEST} bytes: it is no secret")),
        false => Ok(Zeroizing::new(text.trim().to_owned())),
    }
}

/// systemd grants a service its credentials by an access list, which shows as the group's permission.
fn others_may_read(meta: &Metadata, path: &Path) -> bool {
    let is_credential =
        std::env::var_os("CREDENTIALS_DIRECTORY").is_some_and(|folder| path.starts_with(folder));
    let others = if is_credential { 0o007 } else { 0o077 };
    meta.permissions().mode() & others != 0
}
