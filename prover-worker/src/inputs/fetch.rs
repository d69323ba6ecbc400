//! Gets the bytes of an input, within limits.

use super::guard::{may_ask, PublicResolver};
use crate::config::Limits;
use proofnet_market::Input;
use reqwest::{redirect, Client, Url};
use sp_crypto_hashing::blake2_256;
use std::{error::Error, sync::Arc};

const MAX_REDIRECTS: usize = 3;

/// Gets the bytes of inputs.
#[derive(Clone)]
pub struct Fetcher {
    client: Client,
    max_bytes: usize,
    allow_private: bool,
}

/// Why there are no bytes.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The URI is not one that can be fetched, or lies where the worker may not look.
    #[error("input {uri}: {reason}")]
    Refused {
        /// The request's URI.
        uri: String,
        /// Why.
        reason: &'static str,
    },
    /// Nobody delivered the bytes.
    #[error("input {uri}: {reason}")]
    Failed {
        /// The request's URI.
        uri: String,
        /// Why.
        reason: String,
    },
    /// There are too many bytes.
    #[error(
        "input is larger than {max} bytes; raise limits.max_input_bytes if such inputs are to be served"
    )]
    TooLarge {
        /// The limit.
        max: usize,
    },
    /// The bytes are others than the requester meant.
    #[error("input {uri}: its blake2-256 is 0x{got}, the request says 0x{expected}")]
    HashMismatch {
        /// The request's URI.
        uri: String,
        /// The request's hash.
        expected: String,
        /// The hash of what was delivered.
        got: String,
    },
}

impl Fetcher {
    /// A fetcher that keeps to `limits`.
    pub fn new(limits: &Limits) -> Result<Self, reqwest::Error> {
        let allow_private = limits.allow_private_networks;
        let redirects = redirect::Policy::custom(move |attempt| {
            if attempt.previous().len() > MAX_REDIRECTS {
                attempt.error("too many redirects")
            } else if !allow_private && !may_ask(attempt.url()) {
                attempt.error("redirected to an address that is not public")
            } else {
                attempt.follow()
            }
        });
        // A proxy would connect on the worker's behalf to what the resolver refuses.
        let mut builder = Client::builder()
            .timeout(limits.fetch_timeout)
            .redirect(redirects)
            .no_proxy();
        if !allow_private {
            builder = builder.dns_resolver(Arc::new(PublicResolver));
        }
        Ok(Self {
            client: builder.build()?,
            max_bytes: limits.max_input_bytes,
            allow_private,
        })
    }

    /// The bytes of `input`.
    pub async fn bytes(&self, input: &Input) -> Result<Vec<u8>, FetchError> {
        match input {
            Input::Inline(bytes) if bytes.len() > self.max_bytes => {
                Err(FetchError::TooLarge { max: self.max_bytes })
            }
            Input::Inline(bytes) => Ok(bytes.to_vec()),
            Input::Remote { uri, hash } => {
                let uri = String::from_utf8_lossy(uri).into_owned();
                let bytes = self.fetch(&uri).await?;
                let got = blake2_256(&bytes);
                match got == hash.0 {
                    true => Ok(bytes),
                    false => Err(FetchError::HashMismatch {
                        uri,
                        expected: hex::encode(hash),
                        got: hex::encode(got),
                    }),
                }
            }
        }
    }

    async fn fetch(&self, uri: &str) -> Result<Vec<u8>, FetchError> {
        let refused = |reason| FetchError::Refused {
            uri: uri.to_owned(),
            reason,
        };
        let failed = |reason: String| FetchError::Failed {
            uri: uri.to_owned(),
            reason,
        };
        let url = Url::parse(uri).map_err(|_| refused("is no URL"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("is neither http nor https"));
        }
        if !self.allow_private && !may_ask(&url) {
            return Err(refused(
                "is on a network that is not public; limits.allow_private_networks allows it",
            ));
        }
        let mut response = self
            .client
            .get(url)
            .send()
            .await
            .map_err(|error| failed(causes(&error)))?;
        if !response.status().is_success() {
            return Err(failed(format!("HTTP status {}", response.status())));
        }
        let too_large = FetchError::TooLarge { max: self.max_bytes };
        if response
            .content_length()
            .is_some_and(|length| length > self.max_bytes as u64)
        {
            return Err(too_large);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failed(causes(&error)))? {
            if bytes.len().saturating_add(chunk.len()) > self.max_bytes {
                return Err(too_large);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// The error with what caused it: the outermost message alone hides the reason.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
