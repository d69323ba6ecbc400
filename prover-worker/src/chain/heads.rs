//! Follows the best block, over lost connections and nodes that stand still.

use super::{Chain, Client, Hash};
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};

/// A best block, with the connection that told of it.
#[derive(Clone)]
pub struct Head {
    /// Its number.
    pub number: u32,
    /// Its hash.
    pub hash: Hash,
    /// The connection.
    pub client: Client,
}

/// Reports best blocks for as long as somebody listens. Who is slow sees the latest one only.
pub async fn follow(chain: Arc<Chain>, stall: Duration, heads: watch::Sender<Option<Head>>) {
    while !heads.is_closed() {
        let client = chain.client();
        let reason = until_trouble(&client, stall, &heads).await;
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

/// Reports best blocks until there is a reason not to.
async fn until_trouble(client: &Client, stall: Duration, heads: &watch::Sender<Option<Head>>) -> String {
    let mut blocks = match timeout(stall, client.api.stream_best_blocks()).await {
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
