//! Gets the bytes of an input, within limits.

use super::{
    encrypted::{is_encrypted, open},
    file::{self, FileError},
    guard::may_ask,
    source::{IpfsPath, Source},
    web::{Web, WebError},
    FetchError, InputKeys,
};
use crate::config::{Inputs, Limits};
use proofnet_market::Input;
use reqwest::Url;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};
use tokio::{task::spawn_blocking, time::timeout};

/// Gets the bytes of inputs.
#[derive(Clone)]
pub struct Fetcher {
    web: Web,
    folders: Vec<PathBuf>,
    gateways: Vec<Url>,
    keys: Option<InputKeys>,
    max_bytes: usize,
    time: Duration,
    allow_private: bool,
}

/// The bytes of an input.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What the witness is generated from.
    pub bytes: Vec<u8>,
    /// Whether they came encrypted, so that nothing of them may get into a log.
    pub was_encrypted: bool,
}

impl Fetcher {
    /// A fetcher that keeps to `limits` and looks where `inputs` allows.
    pub fn new(limits: &Limits, inputs: &Inputs) -> Result<Self, reqwest::Error> {
        Ok(Self {
            web: Web::new(limits.max_input_bytes, limits.allow_private_networks)?,
            folders: inputs.folders.clone(),
            gateways: inputs.ipfs_gateways.clone(),
            keys: inputs.keys.clone(),
            max_bytes: limits.max_input_bytes,
            time: limits.fetch_timeout,
            allow_private: limits.allow_private_networks,
        })
    }

    /// The bytes of `input`, opened where they are encrypted.
    ///
    /// To be called only for a job that is assigned: who has not been matched has no business with what is inside.
    pub async fn fetch(&self, input: &Input) -> Result<Fetched, FetchError> {
        let bytes = self.bytes(input).await?;
        if !is_encrypted(&bytes) {
            return Ok(Fetched {
                bytes,
                was_encrypted: false,
            });
        }
        let (keys, max) = (self.keys.clone(), self.max_bytes);
        let opened = spawn_blocking(move || open(keys.as_ref(), &bytes, max)).await;
        Ok(Fetched {
            bytes: opened.map_err(broken)??,
            was_encrypted: true,
        })
    }

    /// The bytes that the request's hash is about.
    async fn bytes(&self, input: &Input) -> Result<Vec<u8>, FetchError> {
        match input {
            Input::Inline(bytes) if bytes.len() > self.max_bytes => Err(self.too_large()),
            Input::Inline(bytes) => Ok(bytes.to_vec()),
            Input::Remote { uri, hash } => self.remote(&String::from_utf8_lossy(uri), hash).await,
        }
    }

    async fn remote(&self, uri: &str, hash: &H256) -> Result<Vec<u8>, FetchError> {
        let refused = |reason| FetchError::Refused {
            uri: uri.to_owned(),
            reason,
        };
        let bytes = match Source::parse(uri).map_err(refused)? {
            Source::Web(url) if !self.allow_private && !may_ask(&url) => {
                return Err(refused(
                    "is on a network that is not public; limits.allow_private_networks allows it",
                ))
            }
            Source::Web(url) => {
                let bytes = self.web.get(url, self.time).await;
                bytes.map_err(|error| self.web_error(uri, error))?
            }
            Source::File(path) => self.file(uri, path).await?,
            Source::Ipfs(path) => return self.ipfs(uri, &path, hash).await,
        };
        checked(uri, bytes, hash)
    }

    async fn file(&self, uri: &str, path: PathBuf) -> Result<Vec<u8>, FetchError> {
        let failed = |reason: String| FetchError::Failed {
            uri: uri.to_owned(),
            reason,
        };
        let (folders, max) = (self.folders.clone(), self.max_bytes);
        let reading = spawn_blocking(move || file::read(&folders, &path, max));
        // What is mounted from another machine can hang.
        let read = timeout(self.time, reading)
            .await
            .map_err(|_| failed("cannot be read in time".into()))?;
        read.map_err(broken)?.map_err(|error| match error {
            FileError::TooLarge => self.too_large(),
            FileError::Failed(error) => failed(error.to_string()),
            FileError::Refused(reason) => FetchError::Refused {
                uri: uri.to_owned(),
                reason,
            },
        })
    }

    /// Asks one gateway after the other until one delivers what hashes to `hash`.
    async fn ipfs(&self, uri: &str, path: &IpfsPath, hash: &H256) -> Result<Vec<u8>, FetchError> {
        let end = Instant::now() + self.time;
        let mut outcome = Err(FetchError::Refused {
            uri: uri.to_owned(),
            reason: "is in IPFS, and inputs.ipfs_gateways names no gateway",
        });
        let mut left = u32::try_from(self.gateways.len()).unwrap_or(u32::MAX);
        for gateway in &self.gateways {
            let Some(url) = path.at(gateway) else { continue };
            // One that hangs leaves the others their share of the time.
            let share = end.saturating_duration_since(Instant::now()) / left.max(1);
            left = left.saturating_sub(1);
            outcome = match self.web.get_from_gateway(url, share).await {
                Ok(bytes) => checked(uri, bytes, hash),
                Err(error) => Err(self.web_error(uri, error)),
            };
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    fn too_large(&self) -> FetchError {
        FetchError::TooLarge { max: self.max_bytes }
    }

    fn web_error(&self, uri: &str, error: WebError) -> FetchError {
        match error {
            WebError::TooLarge => self.too_large(),
            WebError::Failed(reason) => FetchError::Failed {
                uri: uri.to_owned(),
                reason,
            },
        }
    }
}

fn checked(uri: &str, bytes: Vec<u8>, hash: &H256) -> Result<Vec<u8>, FetchError> {
    let got = blake2_256(&bytes);
    match got == hash.0 {
        true => Ok(bytes),
        false => Err(FetchError::HashMismatch {
            uri: uri.to_owned(),
            expected: hex::encode(hash),
            got: hex::encode(got),
        }),
    }
}

fn broken(error: tokio::task::JoinError) -> FetchError {
    FetchError::Broken(error.to_string())
}
