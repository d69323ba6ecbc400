//! Bytes from servers, within limits.

use super::guard::{may_ask, PublicResolver};
use reqwest::{redirect, Client, ClientBuilder, Url};
use std::{error::Error, sync::Arc, time::Duration};

const MAX_REDIRECTS: usize = 3;

/// Asks servers.
#[derive(Clone)]
pub(super) struct Web {
    /// Asks whom a requester names.
    guarded: Client,
    /// Asks whom the operator names.
    gateways: Client,
    max_bytes: usize,
}

/// Why there are no bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WebError {
    /// The server did not deliver.
    Failed(String),
    /// There are more than the limit.
    TooLarge,
}

impl Web {
    /// Takes at most `max_bytes`, and `allow_private` says whether requesters may name addresses that are not public.
    pub fn new(max_bytes: usize, allow_private: bool) -> Result<Self, reqwest::Error> {
        let mut guarded = plain().redirect(redirect::Policy::custom(move |attempt| {
            if attempt.previous().len() > MAX_REDIRECTS {
                attempt.error("too many redirects")
            } else if !allow_private && !may_ask(attempt.url()) {
                attempt.error("redirected to an address that is not public")
            } else {
                attempt.follow()
            }
        }));
        if !allow_private {
            guarded = guarded.dns_resolver(Arc::new(PublicResolver));
        }
        // The operator's gateway may well be on a private network. What it serves comes from others, though: it may
        // only lead back to itself, or to the subdomains that gateways have for each CID.
        let gateways = plain().redirect(redirect::Policy::custom(|attempt| {
            let is_own = attempt
                .previous()
                .first()
                .is_some_and(|gateway| is_same_gateway(gateway, attempt.url()));
            if attempt.previous().len() > MAX_REDIRECTS {
                attempt.error("too many redirects")
            } else if !is_own {
                attempt.error("the gateway leads to another server")
            } else {
                attempt.follow()
            }
        }));
        Ok(Self {
            guarded: guarded.build()?,
            gateways: gateways.build()?,
            max_bytes,
        })
    }

    /// The bytes under an address that a requester chose.
    pub async fn get(&self, url: Url, time: Duration) -> Result<Vec<u8>, WebError> {
        self.download(&self.guarded, url, time).await
    }

    /// The bytes under an address of a gateway.
    pub async fn get_from_gateway(&self, url: Url, time: Duration) -> Result<Vec<u8>, WebError> {
        self.download(&self.gateways, url, time).await
    }

    async fn download(&self, client: &Client, url: Url, time: Duration) -> Result<Vec<u8>, WebError> {
        let failed = |error: reqwest::Error| WebError::Failed(causes(&error));
        // The time is that of the whole exchange, up to the last byte.
        let mut response = client.get(url).timeout(time).send().await.map_err(failed)?;
        if !response.status().is_success() {
            return Err(WebError::Failed(format!("HTTP status {}", response.status())));
        }
        if response
            .content_length()
            .is_some_and(|length| length > self.max_bytes as u64)
        {
            return Err(WebError::TooLarge);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if bytes.len().saturating_add(chunk.len()) > self.max_bytes {
                return Err(WebError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

fn plain() -> ClientBuilder {
    Client::builder()
        // A proxy would connect on the worker's behalf to what the resolver refuses.
        .no_proxy()
        // What is hashed is what was sent, and few bytes stay few.
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        // A redirect's target is not told where the input lies.
        .referer(false)
}

fn is_same_gateway(gateway: &Url, target: &Url) -> bool {
    let (Some(gateway_host), Some(host)) = (gateway.host_str(), target.host_str()) else {
        return false;
    };
    let is_below = host
        .strip_suffix(gateway_host)
        .is_some_and(|rest| rest.ends_with('.'));
    (host == gateway_host || is_below)
        && gateway.port_or_known_default() == target.port_or_known_default()
        && gateway.scheme() == target.scheme()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn server_should_not_lead_to_a_private_address_when_it_redirects() {
        use tokio::{
            io::{AsyncReadExt, AsyncWriteExt},
            net::TcpListener,
        };
        let (server, inside) = (
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
        );
        let target = inside.local_addr().unwrap();
        // What a public server would do; this one is asked by its address, which only the fetcher checks.
        let url = format!("http://{}/", server.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut connection, _) = server.accept().await.unwrap();
            let _ = connection.read(&mut [0; 4096]).await;
            let answer =
                format!("HTTP/1.1 302 Found\r\nlocation: http://{target}/\r\ncontent-length: 0\r\n\r\n");
            let _ = connection.write_all(answer.as_bytes()).await;
        });
        let web = Web::new(1000, false).unwrap();
        let result = web.get(url.parse().unwrap(), Duration::from_secs(5)).await;
        assert!(
            matches!(&result, Err(WebError::Failed(reason)) if reason.contains("not public")),
            "{result:?}"
        );
        let asked = tokio::time::timeout(Duration::from_millis(200), inside.accept()).await;
        assert!(asked.is_err());
    }

    fn same(gateway: &str, target: &str) -> bool {
        is_same_gateway(&gateway.parse().unwrap(), &target.parse().unwrap())
    }

    #[test]
    fn gateway_should_lead_to_itself_and_its_subdomains_when_it_redirects() {
        assert!(same("https://a.example/ipfs/c", "https://a.example/other"));
        assert!(same("https://a.example/ipfs/c", "https://c.ipfs.a.example/"));
        assert!(same(
            "http://localhost:8080/ipfs/c",
            "http://c.ipfs.localhost:8080/"
        ));
    }

    #[test]
    fn gateway_should_not_lead_elsewhere_when_it_redirects() {
        for target in [
            "https://b.example/",
            "https://ba.example/",
            "https://a.example.org/",
            "http://a.example/",
            "https://a.example:8443/",
            "http://169.254.169.254/latest/meta-data",
        ] {
            assert!(!same("https://a.example/ipfs/c", target), "{target}");
        }
        assert!(!same(
            "http://127.0.0.1:8080/ipfs/c",
            "http://127.0.0.1:5001/api/v0/id"
        ));
    }
}
