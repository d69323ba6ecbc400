//! `--print-config`: what is in effect, where it comes from, and nothing that is secret.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used)]

use prover_worker::config::Config;
use std::fs;
use tempfile::TempDir;

const FILE: &str = r#"
[key]
dev = "//Alice"
[node]
urls = ["wss://user:k3y@a.example/k3y?token=k3y"]
connect_timeout_s = 5
[[offers]]
category = 1
ask = "100_000_000_000_000_000_000"
[[circuits]]
name = "a"
zkey = "a.zkey"
wasm = "a.wasm"
"#;

fn described(file: &str, environment: &[(&str, &str)]) -> String {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("worker.toml");
    fs::write(&path, file).unwrap();
    let environment = environment
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_string()));
    Config::describe(&path, environment).unwrap()
}

fn line<'a>(text: &'a str, key: &str) -> &'a str {
    let begin = format!("{key} = ");
    text.lines().find(|line| line.starts_with(&begin)).unwrap()
}

#[test]
fn value_should_name_its_source_when_printed() {
    let text = described(FILE, &[("PROVER_WORKER_LIMITS__PARALLEL_JOBS", "3")]);
    assert!(
        line(&text, "connect_timeout_s").ends_with("worker.toml"),
        "{text}"
    );
    assert!(line(&text, "stall_timeout_s").ends_with("# default"), "{text}");
    let jobs = line(&text, "parallel_jobs");
    assert!(jobs.starts_with("parallel_jobs = 3"), "{text}");
    assert!(jobs.ends_with("# PROVER_WORKER_LIMITS__PARALLEL_JOBS"), "{text}");
}

#[test]
fn secret_should_be_left_out_when_a_url_holds_one() {
    let text = described(FILE, &[]);
    assert!(!text.contains("k3y"), "{text}");
    assert!(text.contains("wss://a.example/(hidden)"), "{text}");
}

#[test]
fn secret_should_be_left_out_when_it_stands_where_a_development_key_belongs() {
    let text = described(&FILE.replace("//Alice", "bottom drive obey"), &[]);
    assert!(!text.contains("drive"), "{text}");
}

#[test]
fn print_should_mean_the_same_when_it_is_read_again() {
    let plain = FILE.replace("wss://user:k3y@a.example/k3y?token=k3y", "ws://127.0.0.1:9944");
    let once = described(&plain, &[]);
    let again = described(&once, &[]);
    // Where a value comes from is another now, and the padding before it; values are the same.
    let values = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.split(" #").next().unwrap_or_default().trim().to_owned())
            .collect()
    };
    assert_eq!(values(&once), values(&again));
    assert!(once.contains("ask = \"100000000000000000000\""), "{once}");
}
