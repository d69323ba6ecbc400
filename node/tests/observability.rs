//! What the book, the dashboard and the alerts name is what a running node tells Prometheus.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may panic.

mod started;

use started::Node;
use std::{collections::BTreeSet, sync::OnceLock};

const BOOK: &str = include_str!("../../docs/validators/metrics.md");
const DASHBOARD: &str = include_str!("../deploy/grafana.json");
const ALERTS: &str = include_str!("../deploy/alerts.yaml");
const INCIDENTS: &str = include_str!("../../docs/validators/incidents.md");
/// Absent while nobody bids or asks, as in a market that has just begun.
const WITH_ORDERS: &[&str] = &[
    "proofnet_market_best_bid_planck",
    "proofnet_market_best_ask_planck",
];

/// What a development node tells once it has finalized blocks.
fn told() -> &'static str {
    static TOLD: OnceLock<String> = OnceLock::new();
    TOLD.get_or_init(|| {
        let mut node = Node::start(&["--dev", "--tmp"]);
        node.wait_for("finalized #2");
        let told = node.metrics();
        node.stop();
        told
    })
}

/// Names of metrics as queries call them, a histogram without its parts.
fn existing() -> BTreeSet<String> {
    let types = told().lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let names = types.map(|line| line.split_once(' ').unwrap().0.to_owned());
    names
        .chain(WITH_ORDERS.iter().map(|name| name.to_string()))
        .collect()
}

/// Every word of `text` that is the name of a metric, a histogram's parts counted as itself.
fn named_in(text: &str) -> BTreeSet<String> {
    let existing = existing();
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| word.starts_with("proofnet_") || word.starts_with("substrate_"))
        .map(|word| {
            let parts = ["_bucket", "_sum", "_count"];
            let plain = parts.iter().find_map(|part| word.strip_suffix(part));
            plain
                .filter(|plain| existing.contains(*plain))
                .unwrap_or(word)
                .to_owned()
        })
        .collect()
}

fn own(names: BTreeSet<String>) -> BTreeSet<String> {
    names
        .into_iter()
        .filter(|name| name.starts_with("proofnet_"))
        .collect()
}

#[test]
fn book_should_have_every_metric_of_ours_and_no_other_when_compared_with_a_node() {
    assert_eq!(own(named_in(BOOK)), own(existing()));
}

#[test]
fn dashboard_should_show_every_metric_of_ours_and_no_other_when_compared_with_a_node() {
    assert_eq!(own(named_in(DASHBOARD)), own(existing()));
}

#[test]
fn book_dashboard_and_alerts_should_name_only_metrics_that_exist() {
    for text in [BOOK, DASHBOARD, ALERTS, INCIDENTS] {
        let missing: Vec<_> = named_in(text).difference(&existing()).cloned().collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn events_should_be_zero_rather_than_absent_when_nothing_has_happened() {
    for event in ["placed", "matched", "fulfilled", "missed"] {
        let name = format!("proofnet_market_events_total{{event=\"{event}\"");
        let line = told().lines().find(|line| line.starts_with(&name)).unwrap();
        assert!(line.ends_with(" 0"), "{line}");
        assert!(BOOK.contains(&format!("`{event}`")), "{event}");
    }
}

#[test]
fn categories_should_be_shown_with_their_prices_when_the_chain_has_begun() {
    for category in ["0", "1"] {
        let price = format!("proofnet_market_reference_price_planck{{category=\"{category}\"");
        let line = told().lines().find(|line| line.starts_with(&price)).unwrap();
        assert!(line.ends_with(" 1000000000"), "{line}");
    }
}

#[test]
fn alert_should_be_explained_when_the_page_of_incidents_names_it() {
    let named = INCIDENTS.split(|letter: char| !letter.is_ascii_alphanumeric());
    let alerts: BTreeSet<&str> = ALERTS
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- alert: "))
        .collect();
    for name in named.filter(|word| word.starts_with("Proofnet") && *word != "Proofnet") {
        assert!(alerts.contains(name), "{name}");
    }
}

#[test]
fn telemetry_should_be_off_when_nobody_asks_for_it() {
    for chain in ["dev", "local"] {
        let output = started::run(&["export-chain-spec", "--chain", chain]);
        let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(spec["telemetryEndpoints"].is_null());
    }
}

#[test]
fn dashboard_should_have_panels_that_do_not_overlap_when_imported() {
    let dashboard: serde_json::Value = serde_json::from_str(DASHBOARD).unwrap();
    let mut taken = BTreeSet::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        let at = |key: &str| panel["gridPos"][key].as_u64().unwrap();
        assert!(at("x") + at("w") <= 24, "{}", panel["title"]);
        for x in at("x")..at("x") + at("w") {
            for y in at("y")..at("y") + at("h") {
                assert!(taken.insert((x, y)), "{} overlaps", panel["title"]);
            }
        }
    }
}

#[test]
fn unit_should_name_only_options_that_the_node_has() {
    let help = started::run(&["--help"]);
    let help = String::from_utf8(help.stdout).unwrap();
    for unit in ["validator", "rpc", "bootnode"] {
        let path = format!("{}/deploy/proofnet-{unit}.service", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let command = text
            .split("ExecStart=")
            .nth(1)
            .unwrap()
            .split("\n\n")
            .next()
            .unwrap();
        let lines = command
            .lines()
            .filter(|line| !line.starts_with('#') && !line.contains('='));
        for option in lines
            .flat_map(str::split_whitespace)
            .filter(|word| word.starts_with("--"))
        {
            assert!(help.contains(option), "{unit}: {option}");
        }
    }
}
