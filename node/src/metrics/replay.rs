//! How long the parts of a block take on this machine: one block in several is executed once more, outside of import.

use super::LOG_TARGET;
use crate::service::FullClient;
use proofnet_runtime::{opaque::Block, Header, Runtime, RuntimeCall, UncheckedExtrinsic, VERSION};
use sc_client_api::BlockBackend;
use sp_api::{ApiExt, Core, ProvideRuntimeApi};
use sp_block_builder::BlockBuilder;
use sp_core::traits::CallContext;
use sp_runtime::traits::Header as _;
use std::time::{Duration, Instant};
use substrate_prometheus_endpoint::{
    exponential_buckets, register, HistogramOpts, HistogramVec, PrometheusError, Registry,
};

/// Of how many blocks one is measured. A full block computes for a third of a slot, so that this takes 2 % of a core at most.
const ONE_IN: u32 = 16;

/// Histograms of what was measured.
pub struct Replay {
    seconds: HistogramVec,
}

/// Times of a block's parts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Parts {
    /// Before the first transaction: deadlines, rising bids, the clearing.
    start: Duration,
    /// Deliveries: verification and payment.
    deliveries: Duration,
    /// All other transactions.
    others: Duration,
}

impl Replay {
    /// Registers them.
    ///
    /// # Errors
    /// A metric of such a name is there already.
    pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
        let seconds = HistogramOpts::new(
            "proofnet_block_part_seconds",
            "Time that a part of a block takes, of one block in 16",
        )
        .buckets(exponential_buckets(0.001, 2.0, 12)?);
        let seconds = register(HistogramVec::new(seconds, &["part"])?, registry)?;
        for part in ["start", "deliveries", "others"] {
            seconds.with_label_values(&[part]);
        }
        Ok(Self { seconds })
    }

    /// Measures the block of `header` if it is its turn.
    pub fn sample(&self, client: &FullClient, header: &Header) {
        if header.number().checked_rem(ONE_IN) != Some(0) {
            return;
        }
        match measure(client, header) {
            Ok(None) => {}
            Ok(Some(parts)) => {
                let observe = |part: &str, time: Duration| {
                    self.seconds
                        .with_label_values(&[part])
                        .observe(time.as_secs_f64());
                };
                observe("start", parts.start);
                observe("deliveries", parts.deliveries);
                observe("others", parts.others);
            }
            Err(error) => {
                tracing::debug!(target: LOG_TARGET, "block {}: cannot be measured: {error}", header.number());
            }
        }
    }
}

/// Executes the block of `header` on its parent's state, part by part. `None` if its runtime is another than this node's.
fn measure(client: &FullClient, header: &Header) -> Result<Option<Parts>, String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let parent = *header.parent_hash();
    let mut api = client.runtime_api();
    if api.version(parent).map_err(|error| text(&error))?.spec_version != VERSION.spec_version {
        return Ok(None);
    }
    let Some(body) = client.block_body(header.hash()).map_err(|error| text(&error))? else {
        return Ok(None);
    };
    api.set_call_context(CallContext::Onchain { import: false });

    let mut parts = Parts::default();
    let begin = Instant::now();
    let unsealed = unsealed(header);
    api.initialize_block(parent, &unsealed)
        .map_err(|error| text(&error))?;
    parts.start = begin.elapsed();
    for transaction in body {
        let delivers = is_delivery(&transaction);
        let begin = Instant::now();
        api.apply_extrinsic(parent, transaction)
            .map_err(|error| text(&error))?
            .map_err(|error| format!("{error:?}"))?
            .ok();
        let time = begin.elapsed();
        let part = if delivers {
            &mut parts.deliveries
        } else {
            &mut parts.others
        };
        *part = part.saturating_add(time);
    }
    Ok(Some(parts))
}

/// The header as the block's author began with: without the seal, and without what execution found out.
fn unsealed(header: &Header) -> Header {
    let pre_runtime = header
        .digest()
        .logs()
        .iter()
        .filter(|log| log.as_pre_runtime().is_some());
    Header::new(
        *header.number(),
        Default::default(),
        Default::default(),
        *header.parent_hash(),
        sp_runtime::Digest {
            logs: pre_runtime.cloned().collect(),
        },
    )
}

/// Whether a transaction is nothing but a delivery of proofs.
fn is_delivery(transaction: &<Block as sp_runtime::traits::Block>::Extrinsic) -> bool {
    use codec::{Decode, Encode};
    let Ok(transaction) = UncheckedExtrinsic::decode(&mut transaction.encode().as_slice()) else {
        return false;
    };
    use pallet_market::Call;
    matches!(
        transaction.function,
        RuntimeCall::Market(Call::<Runtime>::deliver { .. } | Call::<Runtime>::deliver_batch { .. })
    )
}
