//! What is wrong with its input ends the node with one line that says what it is and how to mend it, and a code of its kind,
//! and damages nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // Tests may panic.

mod started;

use started::{free_port, run, Node, Output};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use tempfile::TempDir;

/// One line that has all of `parts`, and `code`.
fn assert_refused(output: &Output, code: i32, parts: &[&str]) {
    let errors: Vec<&str> = output
        .log
        .lines()
        .filter(|line| line.starts_with("Error: "))
        .collect();
    assert_eq!(errors.len(), 1, "{}", output.log);
    for part in parts {
        assert!(errors[0].contains(part), "{part}: {}", errors[0]);
    }
    assert_eq!(output.code, Some(code), "{}", errors[0]);
    assert!(!output.log.contains("panicked"), "{}", output.log);
}

fn written(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// A chain spec of the preset `local`, raw: it needs no runtime to be read.
fn raw_spec() -> &'static str {
    static SPEC: OnceLock<String> = OnceLock::new();
    SPEC.get_or_init(|| {
        let output = run(&["export-chain-spec", "--chain", "local", "--raw"]);
        String::from_utf8(output.stdout).unwrap()
    })
}

/// The same as a value to be changed.
fn raw_spec_to_change() -> serde_json::Value {
    serde_json::from_str(raw_spec()).unwrap()
}

/// A node of that chain that runs.
fn running(folder: &TempDir) -> Node {
    let spec = written(folder, "right.json", raw_spec());
    Node::start(&[
        "--chain",
        spec.to_str().unwrap(),
        "--base-path",
        folder.path().to_str().unwrap(),
    ])
}

/// Runs a node that offers nothing to the outside.
fn start(spec: &Path, base: &Path, others: &[&str]) -> Output {
    let (spec, base) = (spec.to_str().unwrap(), base.to_str().unwrap());
    let mut arguments = vec![
        "--chain",
        spec,
        "--base-path",
        base,
        "--no-prometheus",
        "--rpc-port",
        "0",
        "--port",
        "0",
    ];
    arguments.extend(others);
    run(&arguments)
}

#[test]
fn spec_should_be_refused_when_it_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    for (text, why) in [("no json", "expected"), ("{}", "missing field"), ("", "EOF")] {
        let spec = written(&folder, "spec.json", text);
        assert_refused(&start(&spec, &base, &[]), 3, &["spec.json", why]);
    }
    let missing = folder.path().join("missing.json");
    assert_refused(&start(&missing, &base, &[]), 3, &["missing.json", "No such file"]);
    assert!(!base.exists());
}

#[test]
fn spec_should_be_refused_when_its_runtime_is_none_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    let mut spec = raw_spec_to_change();
    // An empty WebAssembly, no WebAssembly, none at all.
    for (code, why) in [("0x0061736d01000000", "does not run"), ("0x1234", "does not run")] {
        spec["genesis"]["raw"]["top"]["0x3a636f6465"] = code.into();
        let path = written(&folder, "spec.json", spec.to_string());
        assert_refused(&start(&path, &base, &[]), 3, &["runtime", why, "new enough"]);
    }
    spec["genesis"]["raw"]["top"]
        .as_object_mut()
        .unwrap()
        .remove("0x3a636f6465");
    let path = written(&folder, "spec.json", spec.to_string());
    assert_refused(&start(&path, &base, &[]), 3, &["has no runtime"]);
    assert!(!base.join("chains/proofnet_local/paritydb").exists());
}

#[test]
fn spec_should_be_refused_when_the_database_is_of_another_chain() {
    let folder = tempfile::tempdir().unwrap();
    let node = running(&folder);
    let genesis = node.rpc("chain_getBlockHash", "[0]");
    node.stop();

    let mut spec = raw_spec_to_change();
    spec["genesis"]["raw"]["top"]["0x1234"] = "0x01".into();
    let other = written(&folder, "other.json", spec.to_string());
    assert_refused(
        &start(&other, folder.path(), &[]),
        3,
        &["another chain", "--base-path", "purge-chain"],
    );

    // Nothing is damaged: the right one still starts, with the same genesis.
    let node = running(&folder);
    assert_eq!(node.rpc("chain_getBlockHash", "[0]"), genesis);
    node.stop();
}

#[test]
fn node_should_refuse_to_start_when_its_node_key_is_malformed() {
    let folder = tempfile::tempdir().unwrap();
    let key = written(&folder, "key", "not a key");
    let output = run(&[
        "--dev",
        "--tmp",
        "--node-key-file",
        key.to_str().unwrap(),
        "--rpc-port",
        "0",
        "--port",
        "0",
    ]);
    assert_refused(&output, 4, &["key holds no node key", "restore it"]);
    assert_eq!(fs::read(&key).unwrap(), b"not a key");
    assert_refused(
        &run(&["--dev", "--tmp", "--node-key", "zz"]),
        4,
        &["Invalid node key", "64 hexadecimal"],
    );
}

#[test]
fn validator_should_be_told_how_to_make_a_node_key_when_it_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().to_str().unwrap();
    let output = run(&["--chain", "local", "--validator", "--base-path", base]);
    assert_refused(&output, 4, &["network key", "generate-node-key --file"]);
}

#[test]
fn node_should_refuse_to_start_when_a_session_key_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("chains/proofnet_dev/keystore/62616265{}", "11".repeat(32));
    let key = written(&folder, &name, "\"//Alice\"");
    let output = start(Path::new("dev"), folder.path(), &[]);
    assert_refused(&output, 4, &["is not the key that its name says", "restore it"]);
    assert_eq!(fs::read(&key).unwrap(), b"\"//Alice\"");
}

#[test]
fn validator_should_warn_when_it_has_no_session_keys() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().to_str().unwrap();
    let spec = written(&folder, "spec.json", raw_spec());
    let spec = spec.to_str().unwrap();
    let node = Node::start(&[
        "--chain",
        spec,
        "--validator",
        "--base-path",
        base,
        "--unsafe-force-node-key-generation",
    ]);
    let log = node.stop();
    assert!(log.contains("no session key for BABE and GRANDPA"), "{log}");
}

#[test]
fn node_should_refuse_to_start_when_a_port_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let free: Vec<String> = (0..2).map(|_| free_port().to_string()).collect();
    for (option, others, purpose) in [
        ("--rpc-port", ["--port", "--prometheus-port"], "RPC"),
        ("--prometheus-port", ["--port", "--rpc-port"], "Prometheus"),
        ("--port", ["--rpc-port", "--prometheus-port"], "peers"),
    ] {
        let output = run(&[
            "--dev", "--tmp", option, &port, others[0], &free[0], others[1], &free[1],
        ]);
        let named = format!("port {port} for {purpose} is taken");
        assert_refused(&output, 5, &[&named, option]);
    }
}

#[test]
fn node_should_refuse_to_start_when_two_of_its_own_ports_are_one() {
    let port = free_port().to_string();
    let output = run(&[
        "--dev",
        "--tmp",
        "--rpc-port",
        &port,
        "--prometheus-port",
        &port,
        "--port",
        "0",
    ]);
    assert_refused(&output, 5, &["something else of this node"]);
}

#[test]
fn node_should_refuse_to_start_when_its_database_is_damaged_or_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let spec = written(&folder, "spec.json", raw_spec());
    let node = running(&folder);
    let output = start(&spec, folder.path(), &[]);
    assert_refused(&output, 6, &["another node runs with this base path"]);
    node.stop();

    let metadata = folder.path().join("chains/proofnet_local/paritydb/full/metadata");
    let before = fs::read(&metadata).unwrap();
    for damage in ["", "garbage", "version=8\nsalt=zz"] {
        fs::write(&metadata, damage).unwrap();
        let output = start(&spec, folder.path(), &[]);
        assert_refused(&output, 6, &["does not open", "purge-chain"]);
        // Left as it was found, for whoever wants to look.
        assert_eq!(fs::read(&metadata).unwrap(), damage.as_bytes());
    }
    fs::write(&metadata, before).unwrap();
    running(&folder).stop();
}

#[test]
fn node_should_refuse_to_start_when_its_base_path_is_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(&folder, "file", "mine");
    let output = start(Path::new("dev"), &file, &[]);
    assert_refused(&output, 7, &["Not a directory", "--base-path"]);
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

#[test]
fn node_should_refuse_to_start_when_the_disk_has_less_room_than_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let spec = written(&folder, "spec.json", raw_spec());
    let output = start(&spec, folder.path(), &["--db-storage-threshold", "1000000000"]);
    assert_refused(&output, 7, &["too little room", "--db-storage-threshold"]);
}

#[test]
fn command_line_should_be_refused_when_an_option_is_unknown() {
    let output = run(&["--validater"]);
    assert_eq!(output.code, Some(2));
}
