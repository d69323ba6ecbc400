//! What the chain does not tell Prometheus by itself: the market.
//!
//! `gauges.rs` says how the market stands at the best block, `counters.rs` what happened in finalized blocks, `replay.rs` how long
//! the parts of a block take. Each does a bounded amount of work for a block, and nothing while the node catches up.

mod counters;
mod gauges;
mod replay;

use crate::service::FullClient;
use counters::Counters;
use futures::StreamExt;
use gauges::Gauges;
use replay::Replay;
use sc_client_api::BlockchainEvents;
use sc_service::SpawnTaskHandle;
use std::sync::Arc;
use substrate_prometheus_endpoint::{PrometheusError, Registry};

/// Where this module logs.
const LOG_TARGET: &str = "market-metrics";

/// Registers the metrics and keeps them up to date for as long as the node runs.
///
/// # Errors
/// A metric of such a name is there already.
pub fn start(
    registry: &Registry,
    client: Arc<FullClient>,
    spawner: &SpawnTaskHandle,
) -> Result<(), PrometheusError> {
    let gauges = Gauges::register(registry)?;
    let counters = Counters::register(registry)?;
    let replay = Replay::register(registry)?;

    let mut imported = client.import_notification_stream();
    let mut finalized = client.finality_notification_stream();
    let follow_imported = {
        let client = client.clone();
        async move {
            while let Some(block) = imported.next().await {
                if block.is_new_best {
                    gauges.update(&client, block.hash);
                    replay.sample(&client, &block.header);
                }
            }
        }
    };
    let follow_finalized = async move {
        while let Some(block) = finalized.next().await {
            for hash in block.tree_route.iter() {
                counters.count(&client, *hash);
            }
            counters.count(&client, block.hash);
        }
    };
    spawner.spawn_blocking("market-gauges", Some("metrics"), follow_imported);
    spawner.spawn_blocking("market-counters", Some("metrics"), follow_finalized);
    Ok(())
}
