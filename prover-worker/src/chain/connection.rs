//! A connection to the first node of a list that answers, and to the next one when it stops.

use super::{ChainConfig, ChainError, Hash};
use reqwest::Url;
use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};
use std::{
    sync::{PoisonError, RwLock},
    time::Duration,
};
use subxt::{
    backend::LegacyBackend,
    config::RpcConfigFor,
    rpcs::{
        client::{reconnecting_rpc_client::FixedInterval, ReconnectingRpcClient, RpcClient},
        methods::LegacyRpcMethods,
    },
    utils::AccountId32,
    OnlineClient,
};
use tokio::{
    net::TcpStream,
    time::{sleep, timeout, Instant},
};

/// How long one node may take to answer the first time.
const FIRST_ANSWER: Duration = Duration::from_secs(10);
/// How long one request may take.
const ANSWER: Duration = Duration::from_secs(30);
/// A lost connection to the same node is mended this often, at this distance, before the next node is tried.
const MENDING: (Duration, usize) = (Duration::from_millis(500), 20);
/// Pause between two rounds over the list of nodes.
const PAUSE: Duration = Duration::from_secs(1);

/// A connection to one node.
#[derive(Clone)]
pub struct Client {
    /// The node.
    pub url: String,
    /// For transactions and blocks.
    pub api: OnlineClient<ChainConfig>,
    /// For single requests.
    pub rpc: LegacyRpcMethods<RpcConfigFor<ChainConfig>>,
    /// How the chain writes accounts.
    ss58: Ss58AddressFormat,
}

impl Client {
    /// `account` as this chain writes it.
    pub fn display(&self, account: &AccountId32) -> String {
        sp_core::crypto::AccountId32::new(account.0).to_ss58check_with_version(self.ss58)
    }
}

/// One chain, through whichever node of a list answers.
pub struct Chain {
    urls: Vec<String>,
    genesis: Hash,
    current: RwLock<Client>,
}

impl Chain {
    /// Connects to the first of `urls` that answers; goes round for as long as `patience`.
    pub async fn connect(urls: &[String], patience: Duration) -> Result<Self, ChainError> {
        let end = Instant::now() + patience;
        loop {
            match first_to_answer(urls, None).await {
                Ok(client) => {
                    let genesis = client.api.genesis_hash();
                    return Ok(Self {
                        urls: urls.to_vec(),
                        genesis,
                        current: RwLock::new(client),
                    });
                }
                Err(error) if Instant::now() + PAUSE >= end => return Err(error),
                Err(error) => {
                    tracing::warn!(code = error.code(), "{error}; trying again");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    /// The hash of the chain's first block.
    pub fn genesis(&self) -> Hash {
        self.genesis
    }

    /// The connection of now.
    pub fn client(&self) -> Client {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Connects anew, for as long as it takes.
    pub async fn reconnect(&self) {
        loop {
            match first_to_answer(&self.urls, Some(self.genesis)).await {
                Ok(client) => {
                    tracing::info!(url = client.url, "connected");
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = client;
                    return;
                }
                Err(error) => tracing::warn!(code = error.code(), "{error}; trying again"),
            }
            sleep(PAUSE).await;
        }
    }
}

/// Tells at once, and why, that nobody listens: the client below would go on trying.
async fn reach(url: &str) -> Result<(), String> {
    let url = Url::parse(url).map_err(|error| format!("is no URL: {error}"))?;
    let addresses = url.socket_addrs(|| None).map_err(|error| error.to_string())?;
    let reached = TcpStream::connect(addresses.as_slice()).await;
    reached
        .map(drop)
        .map_err(|error| format!("cannot be reached: {error}"))
}

/// The first of `urls` that answers and, where one is given, has this genesis.
async fn first_to_answer(urls: &[String], genesis: Option<Hash>) -> Result<Client, ChainError> {
    let mut reasons = Vec::new();
    for url in urls {
        let reason = match timeout(FIRST_ANSWER, dial(url)).await {
            Ok(Ok(client)) if genesis.is_none_or(|genesis| genesis == client.api.genesis_hash()) => {
                return Ok(client)
            }
            Ok(Ok(_)) => "is a node of another chain".to_owned(),
            Ok(Err(reason)) => reason,
            Err(_) => format!("does not answer within {FIRST_ANSWER:?}"),
        };
        reasons.push(format!("{url} {reason}"));
    }
    Err(ChainError::Unreachable(reasons.join("; ")))
}

async fn dial(url: &str) -> Result<Client, String> {
    reach(url).await?;
    let (distance, times) = MENDING;
    let policy = FixedInterval::new(distance).take(times);
    let connection = ReconnectingRpcClient::builder()
        .retry_policy(policy)
        .request_timeout(ANSWER)
        .build(url)
        .await
        .map_err(|error| error.to_string())?;
    let connection = RpcClient::new(connection);
    let rpc = LegacyRpcMethods::new(connection.clone());
    let backend = LegacyBackend::builder().build(connection);
    let api = OnlineClient::from_backend_with_config(ChainConfig::new(), backend.into())
        .await
        .map_err(|error| error.to_string())?;
    let properties = rpc.system_properties().await.map_err(|error| error.to_string())?;
    let format = properties.get("ss58Format").and_then(|format| format.as_u64());
    let ss58 = Ss58AddressFormat::custom(format.and_then(|format| u16::try_from(format).ok()).unwrap_or(42));
    Ok(Client {
        url: url.to_owned(),
        api,
        rpc,
        ss58,
    })
}
