//! Circuits that other programs prove: small scripts as provers, good ones and bad ones, with proofs of a real circuit.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proofnet_market::{Input, PublicInput, RejectionReason, Work};
use proofnet_proofs::{arkworks::serialized, gnark, snarkjs, solidity, ProofSystem, Scalar, PROOF_LEN};
use proofnet_prover::{Circuit, Signals, WitnessLimits, CPU};
use prover_worker::{
    command::{
        process::Invocation, CommandCircuit, CommandError, CommandFiles, Passing, Proved, System, Task,
    },
    config::{Inputs, Limits},
    inputs::Fetcher,
    proving::{prove, JobError, Order, Workshop},
    registry::Registry,
};
use serde_json::{json, Value};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};
use tempfile::TempDir;

const INPUT: &[u8] = br#"{"trace": 12, "matrix": [[3, 4], [5, 9]]}"#;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("prover/tests/fixtures/matrix")
        .join(name)
}

/// A valid proof of the fixture's circuit, with its public inputs.
fn proved() -> &'static Proved {
    static PROVED: OnceLock<Proved> = OnceLock::new();
    PROVED.get_or_init(|| {
        let (zkey, wasm) = (fixture("circuit.zkey"), fixture("circuit.wasm"));
        let circuit = Circuit::load("matrix", &zkey, &wasm, WitnessLimits::default()).unwrap();
        let witness = circuit.witness(&Signals::parse(INPUT).unwrap()).unwrap();
        Proved {
            public_inputs: circuit.public_inputs(&witness),
            proof: circuit.prove(&CPU, &witness).unwrap(),
        }
    })
}

fn hexed(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

fn snarkjs_answer() -> Value {
    let Proved { public_inputs, proof } = proved();
    let parsed = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    json!({
        "version": 1,
        "type": "proof",
        "proof": { "encoding": "snarkjs", "value": parsed(snarkjs::proof_to_json(proof).unwrap()) },
        "public_inputs": {
            "encoding": "snarkjs",
            "value": parsed(snarkjs::inputs_to_json(public_inputs).unwrap()),
        },
    })
}

/// A script as a prover, in a folder that it can use.
struct Prover {
    folder: TempDir,
    files: CommandFiles,
}

impl Prover {
    /// `script` is run by a shell, with the folder as `$1`.
    fn new(script: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let words = ["-c", script, "prover", folder.path().to_str().unwrap()];
        let files = CommandFiles {
            name: "matrix".into(),
            system: ProofSystem::Groth16Bn254,
            verifying_key: Some(fixture("verification_key.json")),
            program: None,
            command: Invocation {
                program: "sh".into(),
                arguments: words.into_iter().map(Into::into).collect(),
                environment: vec!["PATH".into()],
                timeout: Duration::from_secs(60),
                memory_bytes: 1 << 30,
                nice: 5,
                folders: folder.path().into(),
            },
            passing: Passing::Inline,
        };
        Self { folder, files }
    }

    /// One that answers `answer` to any question.
    fn answering(answer: &Value) -> Self {
        let prover = Self::new(r#"cat > "$1/request"; cat "$1/answer""#);
        fs::write(prover.path("answer"), answer.to_string()).unwrap();
        prover
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn circuit(&self) -> CommandCircuit {
        CommandCircuit::load(&self.files).unwrap()
    }

    async fn prove(&self) -> Result<Proved, CommandError> {
        self.prove_task(task()).await
    }

    async fn prove_task(&self, task: Task<'_>) -> Result<Proved, CommandError> {
        self.circuit().prove(&task).await
    }

    /// What the script was asked.
    fn request(&self) -> Value {
        serde_json::from_slice(&fs::read(self.path("request")).unwrap()).unwrap()
    }

    /// The process whose number the script has written.
    async fn process(&self, name: &str) -> u32 {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            match fs::read_to_string(self.path(name))
                .ok()
                .and_then(|text| text.trim().parse().ok())
            {
                Some(process) => return process,
                None if Instant::now() > end => panic!("the script has not written {name}"),
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Working folders that were not removed.
    fn leftovers(&self) -> usize {
        let is_working = |name: &str| name.starts_with("proofnet-command-");
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries
            .filter(|entry| is_working(entry.as_ref().unwrap().file_name().to_str().unwrap()))
            .count()
    }
}

fn task() -> Task<'static> {
    Task {
        category: None,
        units: None,
        statement: None,
        input: INPUT,
        is_secret: false,
        time_left: None,
    }
}

/// Whether a process runs, zombies aside.
fn runs(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().unwrap().trim_start().starts_with('Z'))
}

async fn ended(process: u32) -> bool {
    for _ in 0..250 {
        if !runs(process) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}

async fn failed(prover: &Prover, code: &str) -> CommandError {
    let error = prover.prove().await.unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert_eq!(prover.leftovers(), 0);
    error
}

#[tokio::test]
async fn proof_should_be_canonical_when_the_command_answers_in_any_encoding() {
    let Proved { public_inputs, proof } = proved();
    let (raw, short) = (gnark::Points::Raw, gnark::Points::Compressed);
    let (long, compressed) = (serialized::Points::Uncompressed, serialized::Points::Compressed);
    let inputs_as_words: Vec<_> = public_inputs.iter().map(|input| hexed(input)).collect();
    let snarkjs = snarkjs_answer();
    let canonical = json!({ "encoding": "canonical", "value": inputs_as_words });
    let serialized_inputs =
        json!({ "encoding": "arkworks", "value": hexed(&serialized::inputs_to_bytes(public_inputs)) });
    let witness =
        json!({ "encoding": "gnark", "value": hexed(&gnark::inputs_to_witness(public_inputs).unwrap()) });
    let calldata = solidity::calldata_to_json(proof, public_inputs).unwrap();
    let abi = solidity::calldata_to_abi(proof, public_inputs).unwrap();
    let bytes = |bytes: Vec<u8>| Value::String(hexed(&bytes));
    for (encoding, value, inputs) in [
        (
            "snarkjs",
            snarkjs["proof"]["value"].clone(),
            snarkjs["public_inputs"].clone(),
        ),
        ("canonical", bytes(proof.clone()), canonical.clone()),
        (
            "arkworks",
            bytes(serialized::proof_to_bytes(proof, long).unwrap()),
            serialized_inputs.clone(),
        ),
        (
            "arkworks-compressed",
            bytes(serialized::proof_to_bytes(proof, compressed).unwrap()),
            serialized_inputs,
        ),
        (
            "gnark",
            bytes(gnark::proof_to_bytes(proof, raw).unwrap()),
            witness,
        ),
        (
            "gnark-compressed",
            bytes(gnark::proof_to_bytes(proof, short).unwrap()),
            canonical,
        ),
        ("solidity", calldata, Value::Null),
        ("solidity", bytes(abi), Value::Null),
    ] {
        let answer = json!({
            "version": 1,
            "type": "proof",
            "proof": { "encoding": encoding, "value": value },
            "public_inputs": inputs,
        });
        assert_eq!(
            Prover::answering(&answer).prove().await.unwrap(),
            *proved(),
            "{encoding}"
        );
    }
}

#[tokio::test]
async fn request_should_say_all_of_the_job_when_the_command_is_asked() {
    let prover = Prover::answering(&snarkjs_answer());
    let statement = [PublicInput::Free, PublicInput::Fixed(scalar(12))];
    let task = Task {
        category: Some(3),
        units: Some(7),
        statement: Some(&statement),
        time_left: Some(Duration::from_secs(5)),
        ..task()
    };
    prover.prove_task(task).await.unwrap();
    assert_eq!(
        prover.request(),
        json!({
            "version": 1,
            "type": "prove",
            "circuit": hexed(&prover.circuit().id),
            "system": "groth16-bn254",
            "program": null,
            "category": 3,
            "units": 7,
            "statement": [null, hexed(&scalar(12))],
            "input": { "hex": hexed(INPUT) },
            "time_left_ms": 5000,
        })
    );
}

#[tokio::test]
async fn input_should_lie_in_the_working_folder_when_it_is_passed_as_a_file() {
    let mut prover =
        Prover::new(r#"cat > "$1/request"; cp input "$1/input"; pwd > "$1/where"; cat "$1/answer""#);
    fs::write(prover.path("answer"), snarkjs_answer().to_string()).unwrap();
    prover.files.passing = Passing::File;
    prover.prove().await.unwrap();
    let place = fs::read_to_string(prover.path("where")).unwrap();
    let place = Path::new(place.trim());
    assert_eq!(
        prover.request()["input"]["path"],
        place.join("input").to_str().unwrap()
    );
    assert_eq!(fs::read(prover.path("input")).unwrap(), INPUT);
    assert!(!place.exists());
}

#[tokio::test]
async fn job_should_be_delivered_when_a_command_of_the_registry_proves_it() {
    let (delivery, _prover) = deliver(12).await;
    let delivery = delivery.unwrap();
    assert_eq!(delivery.outputs, [scalar(3 * 9 - 4 * 5)]);
    assert_eq!(delivery.proof.len(), PROOF_LEN);
}

#[tokio::test]
async fn job_should_fail_for_good_when_the_proof_is_of_another_statement() {
    let (delivery, _prover) = deliver(13).await;
    let error = delivery.unwrap_err();
    assert_eq!((error.code(), error.is_permanent()), ("statement.mismatch", true));
    assert_eq!(error.rejection(), Some(RejectionReason::WitnessUnsatisfiable));
}

async fn deliver(trace: u8) -> (Result<prover_worker::proving::Delivery, JobError>, Prover) {
    let prover = Prover::answering(&snarkjs_answer());
    let registry = Registry::load(&[], WitnessLimits::default()).unwrap();
    let registry = registry
        .with_commands(std::slice::from_ref(&prover.files))
        .unwrap();
    let limits = Limits {
        parallel_jobs: 1,
        max_input_bytes: 1000,
        fetch_timeout: Duration::from_secs(1),
        witness: WitnessLimits::default(),
        allow_private_networks: false,
    };
    let id = registry.iter().next().unwrap().id();
    let workshop = Workshop {
        registry: Arc::new(registry),
        fetcher: Fetcher::new(&limits, &Inputs::default()).unwrap(),
        backend: Arc::new(CPU),
    };
    let statement = vec![PublicInput::Free, PublicInput::Fixed(scalar(trace))];
    let work = Work {
        statement: statement.try_into().unwrap(),
        input: Input::Inline(INPUT.to_vec().try_into().unwrap()),
    };
    (prove(&workshop, Order::new(id, work)).await, prover)
}

fn scalar(value: u8) -> Scalar {
    let mut scalar = [0; 32];
    scalar[31] = value;
    scalar
}

#[tokio::test]
async fn answer_should_be_refused_when_it_is_garbage() {
    for script in [
        "cat > /dev/null; echo 'not JSON'",
        "cat > /dev/null; head -c 10000 /dev/urandom",
        "cat > /dev/null",
        r#"cat > /dev/null; echo '{"version": 1, "type": "proof"}'"#,
        r#"cat > /dev/null; echo '{"version": 1, "type": "proof", "proof": {"encoding": "gnark", "value": "0xzz"}}'"#,
        r#"cat > /dev/null; echo '{"version": 1, "type": "proof", "proof": {"encoding": "new", "value": "0x"}}'"#,
        r#"cat > /dev/null; echo '{"version": 1, "type": "description", "name": "a", "systems": []}'"#,
        "cat > /dev/null; head -c 200000 /dev/zero | tr '\\0' '['",
    ] {
        failed(&Prover::new(script), "command.protocol").await;
    }
}

#[tokio::test]
async fn answer_should_be_refused_when_it_is_of_another_version() {
    let mut answer = snarkjs_answer();
    answer["version"] = json!(2);
    let error = failed(&Prover::answering(&answer), "command.protocol").await;
    assert!(error.to_string().contains("version 2"), "{error}");
}

#[tokio::test]
async fn answer_should_be_refused_when_it_is_too_long() {
    let start = Instant::now();
    failed(&Prover::new("cat > /dev/null; yes"), "command.output").await;
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn proof_should_be_refused_when_it_does_not_verify() {
    let Proved { public_inputs, proof } = proved();
    let inputs: Vec<_> = public_inputs.iter().rev().map(|input| hexed(input)).collect();
    let answer = json!({
        "version": 1,
        "type": "proof",
        "proof": { "encoding": "canonical", "value": hexed(proof) },
        "public_inputs": { "encoding": "canonical", "value": inputs },
    });
    let error = failed(&Prover::answering(&answer), "command.proof").await;
    assert!(error.to_string().contains("does not verify"), "{error}");
    assert_eq!((error.rejection(), error.is_permanent()), (None, false));
}

#[tokio::test]
async fn proof_should_be_refused_when_it_is_malformed_or_without_inputs() {
    for (encoding, value, inputs) in [
        (
            "canonical",
            json!("0x00"),
            json!({ "encoding": "canonical", "value": [] }),
        ),
        (
            "gnark",
            json!(hexed(&[0; 300])),
            json!({ "encoding": "canonical", "value": [] }),
        ),
        (
            "snarkjs",
            json!({}),
            json!({ "encoding": "canonical", "value": [] }),
        ),
        ("solidity", json!([["0x01"]]), Value::Null),
        ("canonical", json!(hexed(&proved().proof)), Value::Null),
        (
            "canonical",
            json!(hexed(&proved().proof)),
            json!({ "encoding": "canonical", "value": ["0x01"] }),
        ),
        (
            "canonical",
            json!(hexed(&proved().proof)),
            json!({ "encoding": "public-values", "value": "0x01" }),
        ),
        ("sp1", json!(hexed(&proved().proof)), Value::Null),
    ] {
        let answer = json!({
            "version": 1,
            "type": "proof",
            "proof": { "encoding": encoding, "value": value },
            "public_inputs": inputs,
        });
        failed(&Prover::answering(&answer), "command.proof").await;
    }
}

#[tokio::test]
async fn job_should_be_handed_back_with_the_commands_reason_when_it_has_no_proof() {
    for (reason, rejection) in [
        ("input-unavailable", Some(RejectionReason::InputUnavailable)),
        (
            "witness-unsatisfiable",
            Some(RejectionReason::WitnessUnsatisfiable),
        ),
        ("too-large", Some(RejectionReason::TooLarge)),
        ("circuit-unavailable", Some(RejectionReason::CircuitUnavailable)),
        ("failed", None),
    ] {
        for permanent in [true, false] {
            let answer = json!({
                "version": 1, "type": "error", "reason": reason, "permanent": permanent, "message": "says why\u{1b}",
            });
            let error = failed(&Prover::answering(&answer), "command.refused").await;
            assert_eq!((error.rejection(), error.is_permanent()), (rejection, permanent));
            assert!(error.to_string().ends_with("says why"), "{error}");
        }
    }
}

#[tokio::test]
async fn command_should_fail_with_its_last_words_when_it_exits_with_another_code() {
    let script = r#"cat > /dev/null; cat "$1/answer"; echo first >&2; echo 'out of cheese' >&2; exit 3"#;
    let prover = Prover::new(script);
    fs::write(prover.path("answer"), snarkjs_answer().to_string()).unwrap();
    let error = failed(&prover, "command.exit").await.to_string();
    assert!(
        error.contains("exit status: 3") && error.contains("out of cheese"),
        "{error}"
    );
}

#[tokio::test]
async fn command_should_fail_when_a_signal_ends_it() {
    let error = failed(&Prover::new("kill -SEGV $$"), "command.exit")
        .await
        .to_string();
    assert!(error.contains("signal"), "{error}");
}

#[tokio::test]
async fn nothing_of_an_encrypted_input_should_be_told_when_the_command_fails() {
    let task = || Task {
        is_secret: true,
        ..task()
    };
    let exit = Prover::new("cat >&2; exit 1")
        .prove_task(task())
        .await
        .unwrap_err();
    let answer = json!({ "version": 1, "type": "error", "reason": "failed", "message": "trace is 12" });
    let refusal = Prover::answering(&answer).prove_task(task()).await.unwrap_err();
    assert_eq!((exit.code(), refusal.code()), ("command.exit", "command.refused"));
    let version = Prover::answering(&json!({ "version": "trace" }));
    let proof = Prover::answering(&json!({
        "version": 1,
        "type": "proof",
        "proof": { "encoding": "canonical", "value": hexed(&proved().proof) },
        "public_inputs": { "encoding": "snarkjs", "value": ["trace"] },
    }));
    let protocol = version.prove_task(task()).await.unwrap_err();
    let encoding = proof.prove_task(task()).await.unwrap_err();
    assert_eq!(
        (protocol.code(), encoding.code()),
        ("command.protocol", "command.proof")
    );
    for error in [exit, refusal, protocol, encoding].map(|error| error.to_string()) {
        assert!(error.contains("not shown") && !error.contains("trace"), "{error}");
    }
}

#[tokio::test]
async fn command_should_fail_when_it_cannot_be_started() {
    let mut prover = Prover::new("");
    prover.files.command.program = "/nowhere/prover".into();
    failed(&prover, "command.start").await;
}

#[tokio::test]
async fn command_should_be_ended_with_all_it_started_when_it_hangs() {
    let mut prover = Prover::new(r#"echo $$ > "$1/own"; sleep 1000 & echo $! > "$1/child"; wait"#);
    prover.files.command.timeout = Duration::from_secs(2);
    let start = Instant::now();
    let error = failed(&prover, "command.timeout").await;
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(
        (error.rejection(), error.is_permanent()),
        (Some(RejectionReason::TooLarge), false)
    );
    assert!(ended(prover.process("own").await).await);
    assert!(ended(prover.process("child").await).await);
}

#[tokio::test]
async fn command_should_have_no_more_time_than_the_job_when_that_is_less() {
    let prover = Prover::new("sleep 1000");
    let task = Task {
        time_left: Some(Duration::from_millis(500)),
        ..task()
    };
    let error = prover.prove_task(task).await.unwrap_err();
    assert_eq!(error.code(), "command.timeout", "{error}");
}

#[tokio::test]
async fn what_a_command_left_behind_should_be_ended_when_it_has_answered() {
    let script = r#"
        cat > /dev/null
        sleep 1000 & echo $! > "$1/child"
        setsid sh -c 'echo $$ > "$1/stray"; exec sleep 1000' stray "$1" &
        while [ ! -s "$1/stray" ]; do sleep 0.05; done
        cat "$1/answer"
    "#;
    let prover = Prover::new(script);
    fs::write(prover.path("answer"), snarkjs_answer().to_string()).unwrap();
    assert_eq!(prover.prove().await.unwrap(), *proved());
    assert!(ended(prover.process("child").await).await);
    assert!(ended(prover.process("stray").await).await);
    assert_eq!(prover.leftovers(), 0);
}

#[tokio::test]
async fn command_should_be_ended_with_all_it_started_when_nobody_waits_any_more() {
    let prover = Prover::new(r#"sleep 1000 & echo $! > "$1/child"; wait"#);
    let circuit = prover.circuit();
    let proving = tokio::spawn(async move { circuit.prove(&task()).await });
    let child = prover.process("child").await;
    assert!(runs(child));
    proving.abort();
    assert!(ended(child).await);
}

#[tokio::test]
async fn command_should_end_with_the_worker_when_that_is_killed() {
    let prover = Prover::new("");
    let script = r#"cat > /dev/null; echo $$ > "$1/own.new"; mv "$1/own.new" "$1/own"; exec sleep 1000"#;
    fs::write(prover.path("input"), INPUT).unwrap();
    let mut worker = tokio::process::Command::new(env!("CARGO_BIN_EXE_prover-worker"))
        .args(["prove", "--verifying-key"])
        .arg(fixture("verification_key.json"))
        .arg("--input")
        .arg(prover.path("input"))
        .args(["--command", "sh", "-c", script, "prover"])
        .arg(prover.folder.path())
        .env("TMPDIR", prover.folder.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let process = prover.process("own").await;
    assert!(runs(process));
    worker.kill().await.unwrap();
    assert!(ended(process).await);
}

#[tokio::test]
async fn command_should_be_ended_when_its_processes_take_too_much_memory_together() {
    // Each is within the limit, all three are not.
    let hog = r#"(x=$(head -c 24000000 /dev/zero | tr '\0' x); sleep 1000; echo "$x") & "#;
    let mut prover = Prover::new(&format!("cat > /dev/null; {hog}{hog}{hog} wait"));
    prover.files.command.memory_bytes = 60 << 20;
    let error = failed(&prover, "command.memory").await;
    assert_eq!(
        (error.rejection(), error.is_permanent()),
        (Some(RejectionReason::TooLarge), false)
    );
}

#[tokio::test]
async fn command_should_not_get_more_memory_when_it_takes_it_at_once() {
    let mut prover = Prover::new("cat > /dev/null; head -c 4000000000 /dev/zero | tail; exit 1");
    prover.files.command.memory_bytes = 64 << 20;
    let error = prover.prove().await.unwrap_err();
    assert!(
        matches!(error.code(), "command.memory" | "command.exit"),
        "{error}"
    );
}

#[tokio::test]
async fn command_should_get_only_the_listed_variables_when_started() {
    let script =
        r#"cat > /dev/null; env | cut -d= -f1 > "$1/names"; ulimit -c > "$1/core"; nice > "$1/nice"; exit 1"#;
    let mut prover = Prover::new(script);
    prover.files.command.environment = vec!["PATH".into(), "NOT_SET_ANYWHERE".into()];
    failed(&prover, "command.exit").await;
    let names = fs::read_to_string(prover.path("names")).unwrap();
    // The shell adds some of its own.
    let mut given: Vec<_> = names
        .lines()
        .filter(|name| !["PWD", "SHLVL", "_", "OLDPWD"].contains(name))
        .collect();
    given.sort_unstable();
    assert_eq!(given, ["PATH", "PROVER_COMMAND_FOLDER", "TMPDIR"]);
    assert_eq!(fs::read_to_string(prover.path("core")).unwrap().trim(), "0");
    let number = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().parse::<i32>().unwrap();
    let own = number(&std::process::Command::new("nice").output().unwrap().stdout);
    assert_eq!(number(&fs::read(prover.path("nice")).unwrap()), (own + 5).min(19));
}

#[tokio::test]
async fn command_should_be_answered_when_it_does_not_read_its_input() {
    let prover = Prover::new(r#"cat "$1/answer""#);
    fs::write(prover.path("answer"), snarkjs_answer().to_string()).unwrap();
    let input = vec![b' '; 1 << 20];
    let task = Task {
        input: &input,
        ..task()
    };
    assert_eq!(prover.prove_task(task).await.unwrap(), *proved());
}

#[tokio::test]
async fn command_should_be_read_when_it_floods_standard_error() {
    let prover = Prover::new(r#"cat > /dev/null; head -c 20000000 /dev/zero >&2; cat "$1/answer""#);
    fs::write(prover.path("answer"), snarkjs_answer().to_string()).unwrap();
    assert_eq!(prover.prove().await.unwrap(), *proved());
}

#[tokio::test]
async fn description_should_be_taken_when_it_fits_the_circuit() {
    let mut answer =
        json!({ "version": 1, "type": "description", "name": "mine 1.2", "systems": ["groth16-bn254"] });
    let prover = Prover::answering(&answer);
    let description = prover.circuit().describe().await.unwrap();
    assert_eq!(description.name, "mine 1.2");
    assert_eq!(description.systems, [System::Groth16Bn254]);
    assert_eq!(prover.request(), json!({ "version": 1, "type": "describe" }));
    answer["circuits"] = json!([hexed(&prover.circuit().id)]);
    assert!(Prover::answering(&answer).circuit().describe().await.is_ok());
}

#[tokio::test]
async fn description_should_be_refused_when_it_does_not_fit_the_circuit() {
    for answer in [
        json!({ "version": 1, "type": "description", "name": "a", "systems": ["plonk-bn254"] }),
        json!({ "version": 1, "type": "description", "name": "a", "systems": ["groth16-bn254"], "circuits": [] }),
        snarkjs_answer(),
    ] {
        let error = Prover::answering(&answer).circuit().describe().await.unwrap_err();
        assert_eq!(error.code(), "command.protocol", "{error}");
    }
}

#[test]
fn circuit_should_be_refused_when_its_key_is_damaged() {
    let mut prover = Prover::new("");
    for content in ["{}", "", "0x00", "0xzz"] {
        fs::write(prover.path("key"), content).unwrap();
        prover.files.verifying_key = Some(prover.path("key"));
        assert!(CommandCircuit::load(&prover.files).is_err(), "{content}");
    }
}
