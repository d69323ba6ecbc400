//! Configurations that are wrong, and what is said of them.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use prover_worker::{
    chain::{ActOn, Signing},
    config::{Config, ConfigError},
    economics::{Ask, OfferTerms},
};
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};
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

/// A file that only its owner can read.
fn write_secret(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn fixed(ask: u128) -> OfferTerms {
    OfferTerms {
        ask: Ask::Fixed(ask),
        floor: 1,
        cap: None,
        margin_percent: None,
    }
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
        write_secret(&folder.path().join(name), content);
    }
    let file = folder.path().join("worker.toml");
    fs::copy(example, &file).unwrap();
    let config = Config::load(&file, []).unwrap();
    assert_eq!(config.offers, BTreeMap::from([(0, fixed(1_000_000))]));
    assert_eq!(
        config.circuits[0].zkey,
        folder.path().join("membership/circuit.zkey")
    );
}

#[test]
fn example_should_show_the_defaults_when_its_comments_are_taken_away() {
    let example = include_str!("../worker.example.toml");
    let is_key = |line: &str| line.starts_with("# ") && line.contains(" = ") && !line.starts_with("# rate");
    let shown: String = example
        .lines()
        .skip_while(|line| !line.starts_with("[pricing]"))
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
    assert_eq!(given.pricing, left_out.pricing);
    assert_eq!(given.capacity, left_out.capacity);
    assert_eq!(given.breaker, left_out.breaker);
    assert_eq!(given.http, left_out.http);
    assert_eq!(given.calibration.file_name(), Some("calibration.json".as_ref()));
    assert_eq!(given.calibration.file_name(), left_out.calibration.file_name());
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
        BTreeMap::from([(3, fixed(100_000_000_000_000_000_000))])
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
    write_secret(&folder.path().join("key"), "bottom drive obey");
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
    assert_eq!(config.offers, BTreeMap::from([(1, fixed(2))]));
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

#[test]
fn mortality_should_be_refused_when_the_chain_cannot_encode_it() {
    for mortality in ["0", "4", "63", "2048"] {
        let text = format!("{SMALLEST}[transactions]\nmortality_blocks = {mortality}\n");
        refused(&text, "transactions.mortality_blocks", "power of two");
    }
}

#[test]
fn ask_should_come_from_cost_when_it_is_auto() {
    let pricing = "[pricing]\nrate = 1_000\n";
    let text =
        format!("{SMALLEST}{pricing}{SERVING}category = 3\nask = \"auto\"\nfloor = 5\ncap = \"9_000\"\n");
    let terms = load_with(&text, &[]).unwrap().offers[&3].clone();
    assert_eq!(
        terms,
        OfferTerms {
            ask: Ask::Auto,
            floor: 5,
            cap: Some(9_000),
            margin_percent: None
        }
    );
}

#[test]
fn config_should_be_refused_when_cost_has_no_rate() {
    refused(
        &format!("{SMALLEST}{SERVING}category = 3\nask = \"auto\"\n"),
        "offers[0].ask",
        "pricing.rate",
    );
}

#[test]
fn config_should_be_refused_when_a_fixed_ask_has_bounds() {
    refused(
        &format!("{SMALLEST}{SERVING}category = 3\nask = 5\nfloor = 4\n"),
        "offers[0].floor",
        "leave it out",
    );
}

#[test]
fn config_should_be_refused_when_the_cap_is_below_the_floor() {
    let offer = "category = 3\nask = \"auto\"\nfloor = 9\ncap = 8\n";
    refused(
        &format!("{SMALLEST}[pricing]\nrate = 1\n{SERVING}{offer}"),
        "offers[0].cap",
        "below the floor",
    );
}

#[test]
fn config_should_be_refused_when_a_percentile_or_share_is_none() {
    for (table, key) in [
        ("[pricing]\npercentile = 0\n", "pricing.percentile"),
        ("[capacity]\npercentile = 101\n", "capacity.percentile"),
        ("[breaker]\nfailure_percent = 0\n", "breaker.failure_percent"),
        ("[breaker]\nlongest_pause_s = 1\n", "breaker.longest_pause_s"),
        ("[http]\nlisten = \"localhost\"\n", "http.listen"),
    ] {
        let error = load_with(&format!("{SMALLEST}{table}"), &[]).err().unwrap();
        assert_eq!(error.key.as_deref(), Some(key), "{error}");
    }
}

#[test]
fn chain_and_store_should_be_as_given_when_they_are() {
    let text = format!(
        "{SMALLEST}act_on = \"finalized\"\n[transactions]\ntip = 5\nmortality_blocks = 32\n[store]\npath = \"state\"\n"
    );
    let config = load_with(&text, &[]).unwrap();
    assert_eq!(config.node.act_on, ActOn::Finalized);
    assert_eq!(
        config.signing,
        Signing {
            tip: 5,
            mortality: 32
        }
    );
    assert!(config.store.unwrap().ends_with("state"));
}

/// A circuit with `keys` below its name.
fn circuit(keys: &str) -> String {
    format!("{SMALLEST}[[circuits]]\nname = \"a\"\n{keys}\n")
}

#[test]
fn circuit_should_have_its_command_when_one_is_given() {
    let config = load_with(
        &circuit("command = [\"prover\", \"./a.zkey\", \"-x\"]\nprogram = { zkvm = \"sp1\", release = \"6.1\", vkey = \"0x0101010101010101010101010101010101010101010101010101010101010101\" }\nmemory_mib = 3"),
        &[],
    )
    .unwrap();
    assert!(config.circuits.is_empty());
    let command = &config.commands[0].command;
    assert_eq!(command.program, "prover");
    // The program runs in a folder of its own, where a relative path would lead nowhere.
    assert!(PathBuf::from(&command.arguments[0]).is_absolute());
    assert_eq!(command.arguments[1], "-x");
    assert_eq!((command.memory_bytes, command.nice), (3 << 20, 10));
    assert_eq!(command.environment, ["PATH"]);
}

#[test]
fn circuit_should_be_refused_when_its_command_lacks_something() {
    let system = "system = \"groth16-bn254\"";
    refused(
        &circuit(&format!("command = []\n{system}")),
        "circuits[0].command",
        "is empty",
    );
    refused(
        &circuit(&format!("command = [\"a\"]\n{system}")),
        "circuits[0]",
        "verifying_key",
    );
    refused(
        &circuit(&format!("command = [\"./nowhere/prover\"]\n{system}")),
        "circuits[0].command",
        "cannot be read",
    );
    refused(
        &circuit(&format!(
            "command = [\"a\"]\n{system}\nverifying_key = \"nowhere\""
        )),
        "circuits[0].verifying_key",
        "cannot be read",
    );
}

#[test]
fn circuit_should_be_refused_when_command_and_artifacts_are_mixed() {
    refused(
        &circuit("command = [\"a\"]\nzkey = \"a.zkey\""),
        "circuits[0]",
        "both",
    );
    refused(
        &circuit("zkey = \"a\"\nnice = 3"),
        "circuits[0].nice",
        "only for circuits with a `command`",
    );
    refused(&circuit(""), "circuits[0]", "missing field `zkey`");
}

#[test]
fn circuit_should_be_refused_when_its_command_has_a_wrong_value() {
    let vkey = format!("vkey = \"0x{}\"", "01".repeat(32));
    let command = |keys: &str| {
        circuit(&format!(
            "command = [\"a\"]\nprogram = {{ zkvm = \"sp1\", release = \"6.1\", {vkey} }}\n{keys}"
        ))
    };
    refused(&command("nice = 20"), "circuits[0].nice", "0 to 19");
    refused(&command("timeout_s = 0"), "circuits[0].timeout_s", "is 0");
    refused(&command("memory_mib = 0"), "circuits[0].memory_mib", "is 0");
    refused(
        &command("system = \"plonk-bn254\""),
        "circuits[0].system",
        "zkVMs",
    );
    refused(
        &command("input = \"pipe\""),
        "circuits[0].input",
        "unknown variant",
    );
}

#[test]
fn inputs_should_be_refused_when_what_they_name_is_not_there() {
    let inputs = |keys: &str| format!("{SMALLEST}[inputs]\n{keys}\n");
    refused(
        &inputs("folders = [\"nowhere\"]"),
        "inputs.folders[0]",
        "cannot be read",
    );
    refused(
        &inputs("ipfs_gateways = [\"ipfs.example\"]"),
        "inputs.ipfs_gateways[0]",
        "no gateway",
    );
    refused(
        &inputs("key_file = \"nowhere\""),
        "inputs.key_file",
        "cannot be read",
    );
}

#[test]
fn service_should_be_off_when_told_so() {
    let text = format!("{SMALLEST}[http]\nlisten = \"off\"\n");
    assert_eq!(load_with(&text, &[]).unwrap().http.listen, None);
    let usual = load_with(SMALLEST, &[]).unwrap().http.listen.unwrap();
    assert!(usual.ip().is_loopback());
}

#[test]
fn toml_error_should_not_repeat_the_line_when_a_secret_may_stand_in_it() {
    let error = load_with("[key]\ndev = bottom drive obey\n", &[]).err().unwrap();
    assert!(error.problem.contains("line 2"), "{error}");
    assert!(!error.to_string().contains("drive"), "{error}");
}
