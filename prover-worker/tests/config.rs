//! Configurations that are wrong, and what is said of them.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use prover_worker::config::{Config, ConfigError};
use std::{collections::BTreeMap, fs, path::PathBuf, time::Duration};
use tempfile::TempDir;

const SMALLEST: &str = "[key]\ndev = \"//Alice\"\n[node]\nurls = \"ws://127.0.0.1:9944\"\n";

/// One circuit, and the beginning of an offer.
const SERVING: &str = "[[circuits]]\nname = \"a\"\nzkey = \"a.zkey\"\nwasm = \"a.wasm\"\n[[offers]]\n";

fn load_with(text: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("worker.toml");
    fs::write(&file, text).unwrap();
    for artifact in ["a.zkey", "a.wasm"] {
        fs::write(folder.path().join(artifact), "").unwrap();
    }
    let environment = environment
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()));
    Config::load(&file, environment)
}

fn refused(text: &str, key: &str, problem: &str) {
    let error = load_with(text, &[]).err().unwrap();
    assert!(error.place.ends_with("worker.toml"), "{error}");
    assert_eq!(error.key.as_deref().unwrap_or_default(), key, "{error}");
    assert!(error.problem.contains(problem), "{error}");
}

#[test]
fn config_should_have_defaults_when_only_key_and_node_are_given() {
    let config = load_with(SMALLEST, &[]).unwrap();
    assert_eq!(config.prover, config.signer.public_key().to_account_id());
    assert_eq!(config.node.urls, ["ws://127.0.0.1:9944"]);
    assert_eq!(config.limits.parallel_jobs, 1);
    assert_eq!(config.limits.fetch_timeout, Duration::from_secs(20));
    assert!(!config.limits.allow_private_networks && config.shutdown.withdraw_offers && !config.log.json);
}

#[test]
fn example_should_be_read_when_what_it_names_is_there() {
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("worker.example.toml");
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("membership")).unwrap();
    for (name, content) in [
        ("worker.key", "//Bob\n"),
        ("membership/circuit.zkey", ""),
        ("membership/circuit.wasm", ""),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let file = folder.path().join("worker.toml");
    fs::copy(example, &file).unwrap();
    let config = Config::load(&file, []).unwrap();
    assert_eq!(config.offers, BTreeMap::from([(0, 1_000_000)]));
    assert_eq!(
        config.circuits[0].zkey,
        folder.path().join("membership/circuit.zkey")
    );
}

#[test]
fn example_should_show_the_defaults_when_its_comments_are_taken_away() {
    let example = include_str!("../worker.example.toml");
    let is_key = |line: &str| line.starts_with("# ") && line.contains(" = ") && !line.contains("[node]");
    let shown: String = example
        .lines()
        .skip_while(|line| !line.starts_with("[limits]"))
        .map(|line| if is_key(line) { &line[2..] } else { line })
        .map(|line| format!("{line}\n"))
        .collect();
    let (given, left_out) = (
        load_with(&format!("{SMALLEST}{shown}"), &[]).unwrap(),
        load_with(SMALLEST, &[]).unwrap(),
    );
    assert!(
        shown.contains("\nparallel_jobs = 1\n") && shown.contains("\nfilter = \"info\"\n"),
        "{shown}"
    );
    assert_eq!(given.limits, left_out.limits);
    assert_eq!(given.shutdown, left_out.shutdown);
    assert_eq!(given.log, left_out.log);
}

#[test]
fn config_should_be_refused_when_the_file_is_missing() {
    let error = Config::load("/nowhere/worker.toml".as_ref(), []).err().unwrap();
    assert!(
        error
            .to_string()
            .starts_with("/nowhere/worker.toml: cannot be read"),
        "{error}"
    );
}

#[test]
fn config_should_be_refused_with_the_line_when_it_is_no_toml() {
    refused("[key]\ndev = //Alice\n", "", "line 2");
}

#[test]
fn config_should_be_refused_when_a_key_is_unknown() {
    refused(
        &format!("{SMALLEST}[limits]\nparallel = 2\n"),
        "limits.parallel",
        "unknown field `parallel`",
    );
}

#[test]
fn config_should_be_refused_when_a_key_is_missing() {
    refused("[key]\ndev = \"//Alice\"\n", "", "missing field `node`");
}

#[test]
fn config_should_be_refused_when_a_value_has_the_wrong_type() {
    refused(
        &format!("{SMALLEST}{SERVING}category = 0\nask = -5\n"),
        "offers[0].ask",
        "planck per proving unit",
    );
    refused(
        &format!("{SMALLEST}{SERVING}category = \"a\"\nask = 5\n"),
        "offers[0].category",
        "expected u32",
    );
}

#[test]
fn config_should_be_refused_when_a_url_is_no_websocket() {
    let text = SMALLEST.replace("\"ws://127.0.0.1:9944\"", "[\"ws://a\", \"http://b\"]");
    refused(&text, "node.urls[1]", "no WebSocket URL");
    refused(
        &SMALLEST.replace("\"ws://127.0.0.1:9944\"", "[]"),
        "node.urls",
        "is empty",
    );
}

#[test]
fn config_should_be_refused_when_the_prover_is_no_account() {
    refused(&format!("prover = \"5Grw\"\n{SMALLEST}"), "prover", "no account");
}

#[test]
fn config_should_be_refused_when_a_category_has_two_asks() {
    let offer = "category = 3\nask = 1\n";
    refused(
        &format!("{SMALLEST}{SERVING}{offer}[[offers]]\n{offer}"),
        "offers[1].category",
        "two asks",
    );
}

#[test]
fn config_should_be_refused_when_offers_have_no_circuit() {
    refused(
        &format!("{SMALLEST}[[offers]]\ncategory = 3\nask = 1\n"),
        "offers",
        "no circuit",
    );
}

#[test]
fn config_should_be_refused_when_an_ask_is_zero() {
    refused(
        &format!("{SMALLEST}{SERVING}category = 3\nask = 0\n"),
        "offers[0].ask",
        "is 0",
    );
}

#[test]
fn ask_should_be_read_when_it_is_longer_than_tomls_integers() {
    let text = format!("{SMALLEST}{SERVING}category = 3\nask = \"100_000_000_000_000_000_000\"\n");
    assert_eq!(
        load_with(&text, &[]).unwrap().offers,
        BTreeMap::from([(3, 100_000_000_000_000_000_000)])
    );
}

#[test]
fn config_should_be_refused_when_an_artifact_is_missing() {
    let text = format!("{SMALLEST}[[circuits]]\nname = \"a\"\nzkey = \"b.zkey\"\nwasm = \"a.wasm\"\n");
    refused(&text, "circuits[0].zkey", "b.zkey cannot be read");
}

#[test]
fn config_should_be_refused_when_a_limit_is_zero() {
    refused(
        &format!("{SMALLEST}[limits]\nparallel_jobs = 0\n"),
        "limits.parallel_jobs",
        "is 0",
    );
}

#[test]
fn config_should_be_refused_when_a_secret_stands_in_it() {
    refused(
        &SMALLEST.replace("//Alice", "bottom drive obey lake"),
        "key.dev",
        "Put a secret into a file",
    );
}

#[test]
fn config_should_not_repeat_the_secret_when_it_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("key"), "bottom drive obey").unwrap();
    let file = folder.path().join("worker.toml");
    fs::write(&file, SMALLEST.replace("dev = \"//Alice\"", "file = \"key\"")).unwrap();
    let error = Config::load(&file, []).err().unwrap();
    assert_eq!(error.key.as_deref(), Some("key.file"));
    assert!(!error.to_string().contains("drive"), "{error}");
}

#[test]
fn environment_should_override_the_file_when_it_has_a_key() {
    let environment = [
        ("PROVER_WORKER_NODE__URLS", "wss://a.example"),
        ("PROVER_WORKER_LIMITS__PARALLEL_JOBS", "3"),
        ("PROVER_WORKER_OFFERS", "[{ category = 1, ask = 2 }]"),
        ("OTHER_NODE__URLS", "ws://b.example"),
        ("PROVER_WORKER_CONFIG", "worker.toml"),
    ];
    let config = load_with(
        &format!("{SMALLEST}{SERVING}category = 0\nask = 1\n"),
        &environment,
    )
    .unwrap();
    assert_eq!(config.node.urls, ["wss://a.example"]);
    assert_eq!(config.limits.parallel_jobs, 3);
    assert_eq!(config.offers, BTreeMap::from([(1, 2)]));
}

#[test]
fn config_should_name_the_variable_when_what_overrides_is_wrong() {
    for (variable, value) in [
        ("PROVER_WORKER_LIMITS__PARALLEL_JOBS", "many"),
        ("PROVER_WORKER_NODE__URLS", "http://a.example"),
    ] {
        let error = load_with(SMALLEST, &[(variable, value)]).err().unwrap();
        assert_eq!(error.place, format!("environment variable {variable}"), "{error}");
    }
}
