//! Follows the chain, over lost connections and nodes that stand still.

use super::{Chain, Client, Hash};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::watch, time::timeout};

/// Which blocks are acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActOn {
    /// The best ones, at once; what a reorganisation takes back is mended.
    #[default]
    Best,
    /// Those that are final.
    Finalized,
}

/// A block to act on, with the connection that told of it.
#[derive(Clone)]
pub struct Head {
    /// Its number.
    pub number: u32,
    /// Its hash.
    pub hash: Hash,
    /// The connection.
    pub client: Client,
    /// When it was seen.
    pub seen: Instant,
}

/// Reports blocks for as long as somebody listens. Who is slow sees the latest one only.
pub async fn follow(chain: Arc<Chain>, act_on: ActOn, stall: Duration, heads: watch::Sender<Option<Head>>) {
    while !heads.is_closed() {
        let client = chain.client();
        let reason = until_trouble(&client, act_on, stall, &heads).await;
        if heads.is_closed() {
            return;
        }
        tracing::warn!(
            code = "node.unreachable",
            url = client.url,
            "{reason}; connecting anew"
        );
        chain.reconnect().await;
    }
}

/// Reports blocks until there is a reason not to.
async fn until_trouble(
    client: &Client,
    act_on: ActOn,
    stall: Duration,
    heads: &watch::Sender<Option<Head>>,
) -> String {
    let stream = async {
        match act_on {
            ActOn::Best => client.api.stream_best_blocks().await,
            ActOn::Finalized => client.api.stream_blocks().await,
        }
    };
    let mut blocks = match timeout(stall, stream).await {
        Ok(Ok(blocks)) => blocks,
        Ok(Err(error)) => return format!("cannot subscribe to blocks: {error}"),
        Err(_) => return format!("no subscription to blocks within {stall:?}"),
    };
    loop {
        match timeout(stall, blocks.next()).await {
            Ok(Some(Ok(block))) => {
                let Ok(number) = u32::try_from(block.number()) else {
                    return format!("block number {} is out of range", block.number());
                };
                let head = Head {
                    number,
                    hash: block.hash(),
                    client: client.clone(),
                    seen: Instant::now(),
                };
                if heads.send(Some(head)).is_err() {
                    return "nobody listens".into();
                }
            }
            Ok(Some(Err(error))) => return format!("the subscription to blocks failed: {error}"),
            Ok(None) => return "the subscription to blocks ended".into(),
            Err(_) => return format!("no block within {stall:?}"),
        }
    }
}
