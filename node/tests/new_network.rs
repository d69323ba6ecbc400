//! A network from nothing: keys, file, chain spec, genesis.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may panic.

mod started;

use started::{run, Output};
use std::{fs, path::Path};

/// The account of a secret that is in no documentation, as `session-keys` is told it.
fn address(secret: &str) -> String {
    let key = run(&["key", "inspect", secret, "--output-type", "json"]);
    let key: serde_json::Value = serde_json::from_slice(&key.stdout).unwrap();
    key["ss58Address"].as_str().unwrap().to_owned()
}

/// What `session-keys` prints for the account of `secret`.
fn validator(secret: &str, base: &Path) -> String {
    let base = base.to_str().unwrap();
    let made = run(&[
        "session-keys",
        "--owner",
        &address(secret),
        "--chain-id",
        "new",
        "--base-path",
        base,
    ]);
    assert_eq!(made.code, Some(0), "{}", made.log);
    String::from_utf8(made.stdout).unwrap()
}

fn network(folder: &Path, validators: &[String], stake: &str) -> Output {
    let mut text = "name = \"New\"\nid = \"new\"\n".to_owned();
    for validator in validators {
        text += &format!("[[validators]]\n{validator}stake = \"{stake}\"\n");
        let account = validator.lines().next().unwrap();
        text += &format!("[[holders]]\n{account}\nbalance = \"100000000.5\"\n");
    }
    text += "[genesis.market.parameters]\nrejectionFee = 7\n";
    let file = folder.join("network.toml");
    fs::write(&file, text).unwrap();
    run(&[
        "new-network",
        file.to_str().unwrap(),
        "--output",
        folder.join("spec").to_str().unwrap(),
    ])
}

#[test]
fn spec_should_be_that_of_a_chain_when_its_validators_own_their_keys() {
    let folder = tempfile::tempdir().unwrap();
    let validators = ["//one//new", "//two//new"].map(|secret| validator(secret, folder.path()));
    assert_eq!(
        fs::read_dir(folder.path().join("chains/new/keystore"))
            .unwrap()
            .count(),
        4
    );
    let output = network(folder.path(), &validators, "20000000");
    assert_eq!(output.code, Some(0), "{}", output.log);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("validators          2\n"), "{printed}");
    assert!(
        printed.contains("issuance in planck  200000001000000000000\n"),
        "{printed}"
    );

    let plain = fs::read_to_string(folder.path().join("spec/new.json")).unwrap();
    let plain: serde_json::Value = serde_json::from_str(&plain).unwrap();
    assert_eq!(plain["chainType"], "Live");
    let patch = &plain["genesis"]["runtimeGenesis"]["patch"];
    assert_eq!(patch["session"]["keys"].as_array().unwrap().len(), 2);
    assert_eq!(patch["market"]["parameters"]["rejectionFee"], 7);
    assert!(patch["market"]["categories"].as_array().unwrap().len() > 1);
    assert!(folder.path().join("spec/new-raw.json").exists());

    // What is there is not overwritten.
    let again = network(folder.path(), &validators, "20000000");
    assert_eq!(again.code, Some(7));
    assert!(again.log.contains("exists already"), "{}", again.log);
}

#[test]
fn node_should_begin_with_the_genesis_that_was_announced_when_it_starts_from_either_file() {
    let folder = tempfile::tempdir().unwrap();
    let output = network(
        folder.path(),
        &[validator("//one//new", folder.path())],
        "20000000",
    );
    let printed = String::from_utf8(output.stdout).unwrap();
    let line = printed
        .lines()
        .find_map(|line| line.strip_prefix("genesis hash"))
        .unwrap();
    for file in ["new.json", "new-raw.json"] {
        let spec = folder.path().join("spec").join(file);
        let node = started::Node::start(&["--tmp", "--chain", spec.to_str().unwrap()]);
        let hash = node.rpc("chain_getBlockHash", "[0]");
        node.stop();
        assert!(hash.contains(line.trim()), "{file}: {hash}, not {line}");
    }
}

#[test]
fn nothing_should_be_written_when_the_file_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let one = validator("//one//new", folder.path());
    let twice = [one.clone(), one.clone()];
    let output = network(folder.path(), &twice, "1");
    assert_eq!(output.code, Some(3));
    assert!(
        output.log.contains("twice") && output.log.contains("nothing was written"),
        "{}",
        output.log
    );
    let richer = network(folder.path(), &[one], "100000000");
    assert!(richer.log.contains("1 PROOF besides"), "{}", richer.log);
    assert!(!folder.path().join("spec").exists());
}

#[test]
fn network_should_be_refused_when_a_validator_is_alice() {
    let folder = tempfile::tempdir().unwrap();
    let output = network(folder.path(), &[validator("//Alice", folder.path())], "20000000");
    assert_eq!(output.code, Some(3));
    assert!(
        output.log.contains("well-known development key"),
        "{}",
        output.log
    );
}

#[test]
fn keys_should_be_refused_when_the_id_would_leave_the_base_path() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().to_str().unwrap();
    let output = run(&[
        "session-keys",
        "--owner",
        &address("//one//new"),
        "--chain-id",
        "../x",
        "--base-path",
        base,
    ]);
    assert_eq!(output.code, Some(2), "{}", output.log);
    assert!(output.log.contains("folders are called by it"), "{}", output.log);
}
