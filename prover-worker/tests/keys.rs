//! Where the key may come from, and that nothing tells it.

// The helpers of tests fail with the test.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::expect_used
)]

use prover_worker::config::{Config, ConfigError};
use std::{
    fs,
    io::{Read, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// A key as polkadot.js exports it: `//Proofnet//test//keystore` below the development phrase, its password `one two three`.
const KEYSTORE: &str = include_str!("fixtures/keystore/worker.json");
/// Whose it is.
const ACCOUNT: &str = "5CXGwpZmgJYDThijfiTv5T6jyWmnYR2Eno5EbvLKx3MwoYuJ";
/// The public development phrase.
const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

fn write(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn folder(key: &str, files: &[(&str, &str, u32)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text, mode) in files {
        write(&folder.path().join(name), text, *mode);
    }
    let text = format!("[key]\n{key}\n[node]\nurls = \"ws://127.0.0.1:1\"\nconnect_timeout_s = 1\n");
    fs::write(folder.path().join("worker.toml"), text).unwrap();
    folder
}

fn load(key: &str, files: &[(&str, &str, u32)]) -> Result<Config, ConfigError> {
    Config::load(&folder(key, files).path().join("worker.toml"), [])
}

fn refused(key: &str, files: &[(&str, &str, u32)], given: &str, problem: &str) {
    let error = load(key, files).err().unwrap();
    assert_eq!(error.key.as_deref(), Some(given), "{error}");
    assert!(error.problem.contains(problem), "{error}");
}

const WITH_PASSWORD: &str = "keystore = \"worker.json\"\npassword_file = \"password\"";

#[test]
fn key_should_be_read_when_its_file_is_the_owners() {
    let config = load("file = \"key\"", &[("key", PHRASE, 0o600)]).unwrap();
    let read_only = load("file = \"key\"", &[("key", PHRASE, 0o400)]).unwrap();
    assert_eq!(config.prover, read_only.prover);
}

#[test]
fn key_should_be_refused_when_others_can_read_its_file() {
    for mode in [0o640, 0o604, 0o644, 0o620] {
        refused(
            "file = \"key\"",
            &[("key", PHRASE, mode)],
            "key.file",
            "chmod 600",
        );
    }
}

#[test]
fn key_should_be_refused_when_its_file_is_huge() {
    refused(
        "file = \"key\"",
        &[("key", &"a".repeat(1 << 20), 0o600)],
        "key.file",
        "no secret",
    );
}

#[test]
fn keystore_should_open_when_the_password_is_right() {
    let files = [
        ("worker.json", KEYSTORE, 0o600),
        ("password", "one two three\n", 0o600),
    ];
    let config = load(WITH_PASSWORD, &files).unwrap();
    assert_eq!(config.prover.to_string(), ACCOUNT);
}

#[test]
fn keystore_should_be_refused_when_the_password_is_wrong() {
    let files = [
        ("worker.json", KEYSTORE, 0o600),
        ("password", "four five six", 0o600),
    ];
    refused(
        WITH_PASSWORD,
        &files,
        "key.keystore",
        "the password does not open it",
    );
    let error = load(WITH_PASSWORD, &files).err().unwrap().to_string();
    assert!(!error.contains("four five six"), "{error}");
}

#[test]
fn keystore_should_be_refused_when_the_password_is_readable_or_missing() {
    let files = [
        ("worker.json", KEYSTORE, 0o600),
        ("password", "one two three", 0o644),
    ];
    refused(WITH_PASSWORD, &files, "key.password_file", "chmod 600");
    refused(
        "keystore = \"worker.json\"",
        &files,
        "key.keystore",
        "needs its password",
    );
}

#[test]
fn keystore_should_be_refused_when_it_is_damaged() {
    let json: serde_json::Value = serde_json::from_str(KEYSTORE).unwrap();
    let encoded = json["encoded"].as_str().unwrap();
    let short = KEYSTORE.replace(encoded, &encoded[16..]);
    let garbled = KEYSTORE.replace(encoded, &format!("AAAAAAAA{}", &encoded[8..]));
    for damaged in ["", "{}", "{\"encoded\": \"AAAA\"}", &short, &garbled] {
        let files = [
            ("worker.json", damaged, 0o600),
            ("password", "one two three", 0o600),
        ];
        let error = load(WITH_PASSWORD, &files).err().unwrap();
        assert_eq!(error.key.as_deref(), Some("key.keystore"), "{error}");
    }
}

#[test]
fn key_should_be_refused_when_it_has_two_sources_or_none() {
    let files = [
        ("key", PHRASE, 0o600),
        ("worker.json", KEYSTORE, 0o600),
        ("password", "one two three", 0o600),
    ];
    refused("file = \"key\"\ndev = \"//Alice\"", &files, "key", "exactly one");
    refused("", &files, "key", "exactly one");
    refused(
        "file = \"key\"\npassword_file = \"password\"",
        &files,
        "key",
        "no `keystore`",
    );
}

#[test]
fn key_should_be_refused_when_its_descriptor_is_not_open() {
    refused("fd = 963", &[], "key.fd", "is not open");
}

/// Runs the worker with `PHRASE` in descriptor 0, which is a pipe here.
fn worker(folder: &TempDir, arguments: &[&str], secret: &str) -> (bool, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_prover-worker"))
        .args(arguments)
        .arg("--config")
        .arg(folder.path().join("worker.toml"))
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().success(), said)
}

#[test]
fn key_should_be_read_from_a_pipe_when_its_descriptor_is_given() {
    let folder = folder("fd = 0", &[]);
    let (succeeded, said) = worker(&folder, &["config", "check"], PHRASE);
    assert!(succeeded, "{said}");
    let (succeeded, said) = worker(&folder, &["config", "check"], "no phrase at all");
    assert!(!succeeded && said.contains("key.fd"), "{said}");
}

#[test]
fn key_should_be_refused_when_its_descriptor_is_a_file() {
    let folder = folder("fd = 0", &[("key", PHRASE, 0o600)]);
    let child = Command::new(env!("CARGO_BIN_EXE_prover-worker"))
        .args(["config", "check", "--config"])
        .arg(folder.path().join("worker.toml"))
        .stdin(fs::File::open(folder.path().join("key")).unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stderr);
    assert!(!child.status.success() && said.contains("is no pipe"), "{said}");
}

#[test]
fn secret_should_be_told_nowhere_when_everything_is_logged() {
    let log = "[log]\nfilter = \"trace\"\n";
    // The words of the phrase, its seed in hexadecimal digits, and the password.
    let secrets = [
        "bottom drive",
        "drive obey",
        "fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e",
        "one two three",
    ];
    let by_file = folder("file = \"key\"", &[("key", PHRASE, 0o600)]);
    let by_keystore = folder(
        WITH_PASSWORD,
        &[
            ("worker.json", KEYSTORE, 0o600),
            ("password", "one two three", 0o600),
        ],
    );
    for folder in [by_file, by_keystore] {
        let file = folder.path().join("worker.toml");
        let text = fs::read_to_string(&file).unwrap() + log;
        fs::write(&file, text).unwrap();
        for command in [
            &["run"][..],
            &["run", "--print-config"],
            &["config", "check"],
            &["doctor", "--json"],
        ] {
            let (_, said) = worker(&folder, command, "");
            assert!(!said.is_empty());
            for secret in secrets {
                assert!(!said.contains(secret), "{command:?} tells `{secret}`:\n{said}");
            }
        }
    }
}

#[test]
fn command_line_should_take_no_secret() {
    let help = Command::new(env!("CARGO_BIN_EXE_prover-worker"))
        .args(["run", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8_lossy(&help.stdout).to_lowercase();
    for word in ["--suri", "--seed", "--phrase", "--password", "--key "] {
        assert!(!help.contains(word), "{help}");
    }
}
