//! From what the chain assigns to what is delivered, with a real circuit and a real HTTP server.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proofnet_market::{CircuitId, Input, PublicInput, Work};
use proofnet_proofs::{Scalar, PROOF_LEN};
use proofnet_prover::{WitnessLimits, CPU};
use prover_worker::{
    config::{CircuitFiles, Inputs, Limits},
    inputs::{FetchError, Fetcher},
    proving::{prove, Delivery, JobError, Order, Workshop},
    registry::Registry,
};
use sp_crypto_hashing::blake2_256;
use std::{
    path::PathBuf,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const INPUT: &[u8] = br#"{"trace": 12, "matrix": [[3, 4], [5, 9]]}"#;

fn scalar(value: u8) -> Scalar {
    let mut scalar = [0; 32];
    scalar[31] = value;
    scalar
}

fn limits() -> Limits {
    Limits {
        parallel_jobs: 1,
        max_input_bytes: 1000,
        fetch_timeout: Duration::from_secs(1),
        witness: WitnessLimits::default(),
        allow_private_networks: true,
    }
}

/// A workshop with the circuit of proofnet-prover's tests, and the circuit's identity.
fn workshop(limits: &Limits) -> (Workshop, CircuitId) {
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("prover/tests/fixtures/matrix");
    let files = CircuitFiles {
        name: "matrix".into(),
        zkey: fixture.join("circuit.zkey"),
        wasm: fixture.join("circuit.wasm"),
        sample: None,
        cost: None,
    };
    let registry = Registry::load(&[files], limits.witness).unwrap();
    let id = registry.iter().next().unwrap().id();
    let fetcher = Fetcher::new(limits, &Inputs::default()).unwrap();
    (
        Workshop {
            registry: Arc::new(registry),
            fetcher,
            backend: Arc::new(CPU),
        },
        id,
    )
}

fn inline(bytes: &[u8]) -> Input {
    Input::Inline(bytes.to_vec().try_into().unwrap())
}

fn remote(uri: &str, bytes: &[u8]) -> Input {
    Input::Remote {
        uri: uri.as_bytes().to_vec().try_into().unwrap(),
        hash: blake2_256(bytes).into(),
    }
}

fn work(input: Input, trace: u8) -> Work {
    let statement = vec![PublicInput::Free, PublicInput::Fixed(scalar(trace))];
    Work {
        statement: statement.try_into().unwrap(),
        input,
    }
}

async fn done(input: Input) -> Result<Delivery, JobError> {
    let (workshop, circuit) = workshop(&limits());
    prove(&workshop, Order::new(circuit, work(input, 12))).await
}

/// Answers every request with `response` and counts them.
async fn serve(response: Vec<u8>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/input.json", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = requests.clone();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let mut request = [0; 4096];
            let _ = connection.read(&mut request).await;
            let _ = connection.write_all(&response).await;
        }
    });
    (url, requests)
}

fn ok(body: &[u8]) -> Vec<u8> {
    [
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes(),
        body,
    ]
    .concat()
}

fn fetch_error(result: Result<Delivery, JobError>) -> FetchError {
    match result {
        Err(JobError::Fetch(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn delivery_should_have_the_free_values_when_the_input_is_inline() {
    let delivery = done(inline(INPUT)).await.unwrap();
    assert_eq!(delivery.outputs, [scalar(3 * 9 - 4 * 5)]);
    assert_eq!(delivery.proof.len(), PROOF_LEN);
}

#[tokio::test]
async fn delivery_should_be_made_when_the_input_is_fetched() {
    let (url, _) = serve(ok(INPUT)).await;
    assert_eq!(done(remote(&url, INPUT)).await.unwrap().outputs, [scalar(7)]);
}

#[tokio::test]
async fn job_should_fail_for_good_when_the_statement_fixes_another_value() {
    let (workshop, circuit) = workshop(&limits());
    let error = prove(&workshop, Order::new(circuit, work(inline(INPUT), 13)))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.is_permanent()),
        ("statement.mismatch", true),
        "{error}"
    );
}

#[tokio::test]
async fn job_should_fail_for_good_when_the_circuit_is_not_configured() {
    let (workshop, _) = workshop(&limits());
    let error = prove(&workshop, Order::new(CircuitId::zero(), work(inline(INPUT), 12)))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.is_permanent()),
        ("circuit.unknown", true),
        "{error}"
    );
}

#[tokio::test]
async fn job_should_fail_for_good_when_the_circuit_refuses_the_input() {
    let error = done(inline(br#"{"trace": 12, "matrix": [[1, 1], [1, 1]]}"#))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.is_permanent()),
        ("witness.failed", true),
        "{error}"
    );
}

#[tokio::test]
async fn job_should_fail_for_good_when_the_input_is_no_json() {
    let error = done(inline(b"trace=12")).await.unwrap_err();
    assert_eq!(
        (error.code(), error.is_permanent()),
        ("input.malformed", true),
        "{error}"
    );
}

#[tokio::test]
async fn job_should_be_tried_again_when_the_bytes_hash_to_something_else() {
    let (url, _) = serve(ok(b"{}")).await;
    let error = done(remote(&url, INPUT)).await.unwrap_err();
    assert_eq!(
        (error.code(), error.is_permanent()),
        ("input.hash-mismatch", false),
        "{error}"
    );
}

#[tokio::test]
async fn job_should_be_tried_again_when_the_server_fails() {
    let (url, _) = serve(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n".to_vec()).await;
    let error = done(remote(&url, INPUT)).await.unwrap_err();
    assert_eq!(
        (error.code(), error.is_permanent()),
        ("input.fetch", false),
        "{error}"
    );
    assert!(error.to_string().contains("503"), "{error}");
}

#[tokio::test]
async fn fetch_should_connect_to_nobody_when_the_address_is_private() {
    let (url, requests) = serve(ok(INPUT)).await;
    for url in [url.clone(), url.replace("127.0.0.1", "localhost")] {
        let (workshop, circuit) = workshop(&Limits {
            allow_private_networks: false,
            ..limits()
        });
        let error = prove(&workshop, Order::new(circuit, work(remote(&url, INPUT), 12)))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("public"), "{error}");
    }
    assert_eq!(requests.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn fetch_should_be_refused_when_the_scheme_is_not_http() {
    for uri in ["file:///etc/passwd", "ftp://example.org/a", "not a url"] {
        let error = fetch_error(done(remote(uri, INPUT)).await);
        assert!(matches!(error, FetchError::Refused { .. }), "{error}");
    }
}

#[tokio::test]
async fn fetch_should_stop_when_the_announced_length_is_too_large() {
    let (url, _) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n".to_vec()).await;
    assert!(matches!(
        fetch_error(done(remote(&url, INPUT)).await),
        FetchError::TooLarge { max: 1000 }
    ));
}

#[tokio::test]
async fn fetch_should_stop_when_the_length_is_not_announced_and_too_large() {
    let response = [
        b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".as_slice(),
        &[b' '; 5000],
    ]
    .concat();
    let (url, _) = serve(response).await;
    assert!(matches!(
        fetch_error(done(remote(&url, INPUT)).await),
        FetchError::TooLarge { max: 1000 }
    ));
}

#[tokio::test]
async fn fetch_should_end_when_the_server_takes_too_long() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let error = fetch_error(done(remote(&url, INPUT)).await);
    assert!(matches!(error, FetchError::Failed { .. }), "{error}");
}

#[tokio::test]
async fn fetch_should_end_when_redirected_for_ever() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let answer =
        format!("HTTP/1.1 302 Found\r\nlocation: {url}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = connection.read(&mut request).await;
            let _ = connection.write_all(answer.as_bytes()).await;
        }
    });
    let error = fetch_error(done(remote(&url, INPUT)).await);
    assert!(error.to_string().contains("too many redirects"), "{error}");
}
