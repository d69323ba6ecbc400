//! What happened in the market, in finalized blocks: each event counts once, whatever was reorganised before.

use super::LOG_TARGET;
use crate::service::FullClient;
use codec::Decode;
use frame_system::EventRecord;
use pallet_market::Event;
use proofnet_runtime::{Hash, RuntimeEvent, VERSION};
use sc_client_api::StorageProvider;
use sp_api::{Core, ProvideRuntimeApi};
use sp_core::storage::StorageKey;
use sp_io::hashing::twox_128;
use substrate_prometheus_endpoint::{
    exponential_buckets, register, Counter, CounterVec, Gauge, Histogram, HistogramOpts, Opts,
    PrometheusError, Registry, F64, U64,
};

/// What becomes of requests, as the label `event` calls it.
const EVENTS: &[&str] = &[
    "placed",
    "matched",
    "fulfilled",
    "missed",
    "rejected",
    "reauctioned",
    "cancelled",
    "expired",
    "refunded",
    "unprovable",
    "delivery_refused",
    "pruned",
];
/// Where money went, as the label `to` calls it.
const PAID: &[&str] = &["provers", "protocol_fee", "surplus", "released"];

/// Counters of the finalized chain since the node started.
pub struct Counters {
    events: CounterVec<U64>,
    paid: CounterVec<F64>,
    slashed: Counter<F64>,
    matches: Histogram,
    unread: Counter<U64>,
    runtime_known: Gauge<U64>,
}

impl Counters {
    /// Registers them.
    ///
    /// # Errors
    /// A metric of such a name is there already.
    pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
        let events = Opts::new(
            "proofnet_market_events_total",
            "What became of requests, in finalized blocks",
        );
        let paid = Opts::new(
            "proofnet_market_paid_planck_total",
            "Where escrows went when proofs were paid",
        );
        let matches = HistogramOpts::new(
            "proofnet_market_matches",
            "Matches of one clearing, in finalized blocks with any",
        )
        .buckets(exponential_buckets(1.0, 2.0, 9)?);
        let counters = Self {
            events: register(CounterVec::new(events, &["event"])?, registry)?,
            paid: register(CounterVec::new(paid, &["to"])?, registry)?,
            slashed: register(
                Counter::new(
                    "proofnet_market_slashed_planck_total",
                    "Collateral of missed deadlines",
                )?,
                registry,
            )?,
            matches: register(Histogram::with_opts(matches)?, registry)?,
            unread: register(
                Counter::new(
                    "proofnet_market_blocks_unread_total",
                    "Finalized blocks whose events could not be read",
                )?,
                registry,
            )?,
            runtime_known: register(
                Gauge::new(
                    "proofnet_runtime_known",
                    "1 while the chain's runtime is of the version that this node was built with",
                )?,
                registry,
            )?,
        };
        // From the start, so that a rate is 0 and not absent.
        for event in EVENTS {
            counters.events.with_label_values(&[event]);
        }
        for to in PAID {
            counters.paid.with_label_values(&[to]);
        }
        counters.runtime_known.set(1);
        Ok(counters)
    }

    /// Counts what happened in the block `at`.
    pub fn count(&self, client: &FullClient, at: Hash) {
        match events(client, at) {
            Ok(Some(events)) => {
                self.runtime_known.set(1);
                self.add(events);
            }
            Ok(None) => {
                self.runtime_known.set(0);
                self.unread.inc();
            }
            Err(error) => {
                tracing::debug!(target: LOG_TARGET, "block {at:?}: its events cannot be read: {error}");
                self.unread.inc();
            }
        }
    }

    fn add(&self, events: Vec<EventRecord<RuntimeEvent, Hash>>) {
        let mut matched = 0u32;
        for record in events {
            let RuntimeEvent::Market(event) = record.event else {
                continue;
            };
            let name = match event {
                Event::Placed { .. } => "placed",
                Event::Matched { .. } => {
                    matched = matched.saturating_add(1);
                    "matched"
                }
                Event::Fulfilled {
                    released,
                    paid,
                    protocol_fee,
                    surplus,
                    ..
                } => {
                    for (to, amount) in PAID.iter().zip([paid, protocol_fee, surplus, released]) {
                        self.paid.with_label_values(&[to]).inc_by(amount as f64);
                    }
                    "fulfilled"
                }
                Event::Missed { slashed, .. } => {
                    self.slashed.inc_by(slashed as f64);
                    "missed"
                }
                Event::Rejected { .. } => "rejected",
                Event::Reauctioned { .. } => "reauctioned",
                Event::Cancelled { .. } => "cancelled",
                Event::Expired { .. } => "expired",
                Event::Refunded { .. } => "refunded",
                Event::Unprovable { .. } => "unprovable",
                Event::DeliveryRefused { .. } => "delivery_refused",
                Event::Pruned { .. } => "pruned",
                _ => continue,
            };
            self.events.with_label_values(&[name]).inc();
        }
        if matched > 0 {
            self.matches.observe(matched.into());
        }
    }
}

/// The events of the block `at`; `None` if its runtime is another than this node's, whose events may look different.
fn events(client: &FullClient, at: Hash) -> Result<Option<Vec<EventRecord<RuntimeEvent, Hash>>>, String> {
    let version = client
        .runtime_api()
        .version(at)
        .map_err(|error| error.to_string())?;
    if version.spec_version != VERSION.spec_version {
        return Ok(None);
    }
    let key = StorageKey([twox_128(b"System"), twox_128(b"Events")].concat());
    let Some(bytes) = client.storage(at, &key).map_err(|error| error.to_string())? else {
        return Ok(Some(Vec::new()));
    };
    Vec::decode(&mut bytes.0.as_slice())
        .map(Some)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may panic.

    use super::*;
    use frame_system::Phase;
    use proofnet_runtime::{AccountId, Runtime};

    fn text(registry: &Registry) -> String {
        use substrate_prometheus_endpoint::prometheus::TextEncoder;
        TextEncoder::new().encode_to_string(&registry.gather()).unwrap()
    }

    fn record(event: Event<Runtime>) -> EventRecord<RuntimeEvent, Hash> {
        EventRecord {
            phase: Phase::Initialization,
            event: RuntimeEvent::Market(event),
            topics: Vec::new(),
        }
    }

    #[test]
    fn money_should_be_counted_where_it_went_when_a_proof_is_paid() {
        let registry = Registry::new();
        let counters = Counters::register(&registry).unwrap();
        counters.add(vec![record(Event::Fulfilled {
            request: 1,
            prover: AccountId::from([1; 32]),
            fee: 1_000,
            released: 500,
            paid: 890,
            protocol_fee: 10,
            surplus: 100,
            collateral: 7,
            deposit_released: 8,
            griefing_deposit: 9,
        })]);
        let text = text(&registry);
        for (to, amount) in [
            ("provers", 890),
            ("protocol_fee", 10),
            ("surplus", 100),
            ("released", 500),
        ] {
            let line = format!("proofnet_market_paid_planck_total{{to=\"{to}\"}} {amount}\n");
            assert!(text.contains(&line), "{text}");
        }
        assert!(
            text.contains("proofnet_market_events_total{event=\"fulfilled\"} 1\n"),
            "{text}"
        );
    }

    #[test]
    fn clearing_should_be_counted_once_when_it_made_several_matches() {
        let registry = Registry::new();
        let counters = Counters::register(&registry).unwrap();
        let matched = || {
            record(Event::Matched {
                request: 1,
                prover: AccountId::from([1; 32]),
                requester_unit_price: 2,
                prover_unit_price: 1,
                fee: 20,
                collateral: 5,
                due: 9,
            })
        };
        counters.add(vec![matched(), matched(), matched()]);
        counters.add(Vec::new());
        let text = text(&registry);
        assert!(text.contains("proofnet_market_matches_sum 3\n"), "{text}");
        assert!(text.contains("proofnet_market_matches_count 1\n"), "{text}");
    }
}
