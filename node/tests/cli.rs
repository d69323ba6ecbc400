//! The node's command line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may panic.

use std::process::{Command, Output};

fn node(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proofnet-node"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn chain_spec_should_name_the_token_when_exported() {
    let output = node(&["export-chain-spec", "--chain", "dev"]);
    assert!(output.status.success());
    let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let properties = &spec["properties"];
    assert_eq!(properties["tokenName"], proofnet_runtime::currency::NAME);
    assert_eq!(properties["tokenSymbol"], proofnet_runtime::currency::SYMBOL);
    assert_eq!(properties["tokenDecimals"], 12);
    assert_eq!(properties["ss58Format"], proofnet_runtime::currency::SS58_PREFIX);
}

#[test]
fn node_should_say_what_it_takes_when_the_chain_is_unknown() {
    let output = node(&["export-chain-spec", "--chain", "no-such-chain"]);
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("no-such-chain is neither a preset (dev, local) nor a readable file"),
        "{error}"
    );
}

#[test]
fn node_should_generate_addresses_of_the_chain_when_asked_for_a_key() {
    let output = node(&["key", "inspect", "//Alice", "--output-type", "json"]);
    assert!(output.status.success());
    let key: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let address = sp_core::crypto::Ss58Codec::to_ss58check_with_version(
        &sp_core::crypto::AccountId32::new(sp_keyring::Sr25519Keyring::Alice.public().0),
        proofnet_runtime::currency::SS58_PREFIX.into(),
    );
    assert_eq!(key["ss58Address"], address.as_str());
}
