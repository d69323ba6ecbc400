//! Inputs from wherever a request says, kind ones and hostile ones, with real servers.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use age::x25519::Recipient;
use proofnet_market::{Input, PublicInput, Work};
use proofnet_prover::{WitnessLimits, CPU};
use prover_worker::{
    config::{CircuitFiles, Inputs, Limits},
    inputs::{FetchError, Fetched, Fetcher, InputKeys},
    proving::{prove, Delivery, JobError, Order, Workshop},
    registry::Registry,
};
use sp_crypto_hashing::blake2_256;
use std::{
    fs,
    path::PathBuf,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

const MAX: usize = 1000;
const TIME: Duration = Duration::from_secs(2);
const CID: &str = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
const BYTES: &[u8] = b"some bytes";

fn limits() -> Limits {
    Limits {
        parallel_jobs: 1,
        max_input_bytes: MAX,
        fetch_timeout: TIME,
        witness: WitnessLimits::default(),
        allow_private_networks: true,
    }
}

async fn fetch_with(inputs: &Inputs, input: Input) -> Result<Fetched, FetchError> {
    Fetcher::new(&limits(), inputs).unwrap().fetch(&input).await
}

fn remote(uri: &str, bytes: &[u8]) -> Input {
    Input::Remote {
        uri: uri.as_bytes().to_vec().try_into().unwrap(),
        hash: blake2_256(bytes).into(),
    }
}

fn inline(bytes: &[u8]) -> Input {
    Input::Inline(bytes.to_vec().try_into().unwrap())
}

fn failed(result: Result<Fetched, FetchError>, code: &str) -> FetchError {
    match result {
        Err(error) if error.code() == code => error,
        Err(error) => panic!("{}: {error}", error.code()),
        Ok(_) => panic!("there are bytes"),
    }
}

/// A server that treats each connection, whose request was read, with `answer`; and how many there were.
async fn serve<F>(answer: impl Fn(TcpStream) -> F + Send + 'static) -> (String, Arc<AtomicUsize>)
where
    F: std::future::Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = connections.clone();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let _ = connection.read(&mut [0; 4096]).await;
            tokio::spawn(answer(connection));
        }
    });
    (url, connections)
}

/// A server that sends `head` and then `body`.
async fn serve_bytes(head: &'static str, body: Vec<u8>) -> (String, Arc<AtomicUsize>) {
    serve(move |mut connection| {
        let body = body.clone();
        async move {
            let head = format!("HTTP/1.1 200 OK\r\n{head}content-length: {}\r\n\r\n", body.len());
            let _ = connection.write_all(&[head.as_bytes(), &body].concat()).await;
        }
    })
    .await
}

#[tokio::test]
async fn bytes_should_stay_as_sent_when_the_server_says_that_they_are_compressed() {
    // 1,029 bytes of gzip would be a MiB; 28 are two bytes here, and stay 28.
    let gzip = hex::decode("1f8b08000000000000034b4c04000745a14502000000").unwrap();
    let (url, _) = serve_bytes("content-encoding: gzip\r\n", gzip.clone()).await;
    let fetched = fetch_with(&Inputs::default(), remote(&url, &gzip)).await.unwrap();
    assert_eq!(fetched.bytes, gzip);
}

#[tokio::test]
async fn fetch_should_end_in_time_when_the_body_drips() {
    let (url, _) = serve(|mut connection| async move {
        let _ = connection
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n")
            .await;
        while connection.write_all(b" ").await.is_ok() {
            sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let start = Instant::now();
    failed(
        fetch_with(&Inputs::default(), remote(&url, BYTES)).await,
        "input.fetch",
    );
    assert!(start.elapsed() < TIME + Duration::from_secs(3));
}

#[tokio::test]
async fn fetch_should_end_in_time_when_the_head_drips() {
    let (url, _) = serve(|mut connection| async move {
        let _ = connection.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while connection.write_all(b"a: b\r\n").await.is_ok() {
            sleep(Duration::from_millis(100)).await;
        }
    })
    .await;
    let start = Instant::now();
    failed(
        fetch_with(&Inputs::default(), remote(&url, BYTES)).await,
        "input.fetch",
    );
    assert!(start.elapsed() < TIME + Duration::from_secs(3));
}

#[tokio::test]
async fn fetch_should_fail_when_the_head_never_ends() {
    let (url, _) = serve(|mut connection| async move {
        let _ = connection.write_all(b"HTTP/1.1 200 OK\r\na: ").await;
        while connection.write_all(&[b'a'; 65536]).await.is_ok() {}
    })
    .await;
    failed(
        fetch_with(&Inputs::default(), remote(&url, BYTES)).await,
        "input.fetch",
    );
}

#[tokio::test]
async fn fetch_should_stop_when_the_body_never_ends() {
    let (url, _) = serve(|mut connection| async move {
        let _ = connection
            .write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            .await;
        while connection.write_all(b"100\r\n").await.is_ok() {
            let _ = connection.write_all(&[b' '; 256]).await;
            let _ = connection.write_all(b"\r\n").await;
        }
    })
    .await;
    failed(
        fetch_with(&Inputs::default(), remote(&url, BYTES)).await,
        "input.too-large",
    );
}

#[tokio::test]
async fn fetch_should_be_tried_again_when_the_connection_breaks_off() {
    let (url, _) = serve(|mut connection| async move {
        let _ = connection
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nsome")
            .await;
    })
    .await;
    let error = failed(
        fetch_with(&Inputs::default(), remote(&url, BYTES)).await,
        "input.fetch",
    );
    assert!(!error.is_permanent());
}

fn gateways(urls: &[&str]) -> Inputs {
    Inputs {
        ipfs_gateways: urls.iter().map(|url| url.parse().unwrap()).collect(),
        ..Inputs::default()
    }
}

#[tokio::test]
async fn ipfs_should_be_fetched_from_the_first_gateway_that_has_the_bytes() {
    let (lying, _) = serve_bytes("", b"other bytes".to_vec()).await;
    let (failing, _) = serve(|mut connection| async move {
        let _ = connection
            .write_all(b"HTTP/1.1 504 Timeout\r\ncontent-length: 0\r\n\r\n")
            .await;
    })
    .await;
    let (flooding, _) = serve_bytes("", vec![0; MAX + 1]).await;
    let (good, _) = serve_bytes("", BYTES.to_vec()).await;
    let (never, not_asked) = serve_bytes("", BYTES.to_vec()).await;
    let inputs = gateways(&["http://127.0.0.1:1", &lying, &failing, &flooding, &good, &never]);
    let input = remote(&format!("ipfs://{CID}/a/b.json"), BYTES);
    assert_eq!(fetch_with(&inputs, input).await.unwrap().bytes, BYTES);
    assert_eq!(not_asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn gateway_should_be_asked_for_the_path_below_the_cid() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/base", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = connection.read(&mut request).await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let _ = fetch_with(
        &gateways(&[&url]),
        remote(&format!("ipfs://{CID}/a/b.json"), BYTES),
    )
    .await;
    let request = asked.await.unwrap();
    assert!(
        request.starts_with(&format!("GET /base/ipfs/{CID}/a/b.json HTTP/1.1\r\n")),
        "{request}"
    );
    assert!(!request.to_lowercase().contains("accept-encoding"), "{request}");
}

#[tokio::test]
async fn ipfs_should_leave_time_for_the_next_gateway_when_one_hangs() {
    let (hanging, _) = serve(|connection| async move {
        sleep(Duration::from_secs(60)).await;
        drop(connection);
    })
    .await;
    let (good, _) = serve_bytes("", BYTES.to_vec()).await;
    let start = Instant::now();
    let input = remote(&format!("ipfs://{CID}"), BYTES);
    let fetched = fetch_with(&gateways(&[&hanging, &good]), input).await.unwrap();
    assert_eq!(fetched.bytes, BYTES);
    assert!(start.elapsed() < TIME + Duration::from_secs(2));
}

#[tokio::test]
async fn gateway_should_not_lead_to_another_port_when_it_redirects() {
    let (inside, asked) = serve_bytes("", BYTES.to_vec()).await;
    let (gateway, _) = serve(move |mut connection| {
        let answer = format!("HTTP/1.1 302 Found\r\nlocation: {inside}/\r\ncontent-length: 0\r\n\r\n");
        async move {
            let _ = connection.write_all(answer.as_bytes()).await;
        }
    })
    .await;
    let input = remote(&format!("ipfs://{CID}"), BYTES);
    let error = failed(fetch_with(&gateways(&[&gateway]), input).await, "input.fetch");
    assert!(error.to_string().contains("another server"), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn ipfs_should_be_refused_when_no_gateway_is_configured() {
    let input = remote(&format!("ipfs://{CID}"), BYTES);
    let error = failed(fetch_with(&Inputs::default(), input).await, "input.refused");
    assert!(error.to_string().contains("ipfs_gateways"), "{error}");
}

#[tokio::test]
async fn file_should_be_read_only_below_the_folders_of_the_configuration() {
    let place = TempDir::new().unwrap();
    let (allowed, secret) = (place.path().join("allowed"), place.path().join("secret"));
    fs::create_dir(&allowed).unwrap();
    fs::write(allowed.join("a"), BYTES).unwrap();
    fs::write(&secret, BYTES).unwrap();
    let inputs = Inputs {
        folders: vec![allowed.clone()],
        ..Inputs::default()
    };
    let uri = |path: &str| format!("file://{}/{path}", allowed.display());
    let fetched = fetch_with(&inputs, remote(&uri("a"), BYTES)).await.unwrap();
    assert_eq!(fetched.bytes, BYTES);
    for path in [
        "../secret",
        "%2e%2e/secret",
        "..%2fsecret",
        "a/../../secret",
        "a%00b",
        "",
    ] {
        let result = fetch_with(&inputs, remote(&uri(path), BYTES)).await;
        assert!(result.is_err(), "{path}");
    }
    failed(
        fetch_with(&inputs, remote("file:///etc/passwd", BYTES)).await,
        "input.refused",
    );
    failed(
        fetch_with(&inputs, remote("file://server/etc/passwd", BYTES)).await,
        "input.refused",
    );
    failed(
        fetch_with(&Inputs::default(), remote(&uri("a"), BYTES)).await,
        "input.refused",
    );
    failed(
        fetch_with(&inputs, remote(&uri("a"), b"others")).await,
        "input.hash-mismatch",
    );
}

fn with_keys() -> (Inputs, Recipient) {
    let keys = InputKeys::parse(&InputKeys::generate()).unwrap();
    let recipient = keys.public()[0].parse().unwrap();
    let inputs = Inputs {
        keys: Some(keys),
        ..Inputs::default()
    };
    (inputs, recipient)
}

#[tokio::test]
async fn input_should_be_opened_when_it_is_encrypted_inline_or_remote() {
    let (inputs, recipient) = with_keys();
    let file = age::encrypt(&recipient, BYTES).unwrap();
    let (url, _) = serve_bytes("", file.clone()).await;
    for input in [inline(&file), remote(&url, &file)] {
        let fetched = fetch_with(&inputs, input).await.unwrap();
        assert!(fetched.was_encrypted);
        assert_eq!(fetched.bytes, BYTES);
    }
    assert!(!fetch_with(&inputs, inline(BYTES)).await.unwrap().was_encrypted);
}

#[tokio::test]
async fn hash_should_be_of_the_encrypted_bytes() {
    let (inputs, recipient) = with_keys();
    let file = age::encrypt(&recipient, BYTES).unwrap();
    let (url, _) = serve_bytes("", file).await;
    failed(
        fetch_with(&inputs, remote(&url, BYTES)).await,
        "input.hash-mismatch",
    );
}

#[tokio::test]
async fn encrypted_input_should_be_refused_for_good_when_it_cannot_be_opened() {
    let (inputs, _) = with_keys();
    let (_, other) = with_keys();
    let file = age::encrypt(&other, BYTES).unwrap();
    for inputs in [inputs, Inputs::default()] {
        let error = failed(fetch_with(&inputs, inline(&file)).await, "input.encrypted");
        assert!(error.is_permanent() && error.rejection().is_some(), "{error}");
    }
}

#[tokio::test]
async fn encrypted_input_should_be_refused_when_more_is_around_or_inside_than_the_limit() {
    let (inputs, recipient) = with_keys();
    // age adds noise of any length to its header.
    let mut files = (0..100).map(|_| age::encrypt(&recipient, &[7; 100]).unwrap());
    let fitting = files.find(|file| file.len() <= MAX).unwrap();
    assert_eq!(
        fetch_with(&inputs, inline(&fitting)).await.unwrap().bytes.len(),
        100
    );
    let long = age::encrypt(&recipient, &[7; MAX]).unwrap();
    failed(fetch_with(&inputs, inline(&long)).await, "input.too-large");
}

#[tokio::test]
async fn job_should_be_delivered_when_its_input_is_encrypted() {
    let signals = br#"{"trace": 12, "matrix": [[3, 4], [5, 9]]}"#;
    assert_eq!(prove_encrypted(signals).await.unwrap().outputs[1][31], 12);
}

#[tokio::test]
async fn nothing_of_an_encrypted_input_should_be_told_when_it_leads_to_no_proof() {
    for (signals, code) in [
        (
            r#"{"trace": "trace-secret", "matrix": [[3, 4], [5, 9]]}"#,
            "input.malformed",
        ),
        (r#"{"trace-secret": 12}"#, "witness.failed"),
    ] {
        let error = prove_encrypted(signals.as_bytes()).await.unwrap_err();
        assert_eq!((error.code(), error.is_permanent()), (code, true));
        assert!(!error.to_string().contains("trace"), "{error}");
    }
}

async fn prove_encrypted(signals: &[u8]) -> Result<Delivery, JobError> {
    let (inputs, recipient) = with_keys();
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("prover/tests/fixtures/matrix");
    let files = CircuitFiles {
        name: "matrix".into(),
        zkey: fixture.join("circuit.zkey"),
        wasm: fixture.join("circuit.wasm"),
        sample: None,
        cost: None,
    };
    let registry = Registry::load(&[files], WitnessLimits::default()).unwrap();
    let id = registry.iter().next().unwrap().id();
    let workshop = Workshop {
        registry: Arc::new(registry),
        fetcher: Fetcher::new(&limits(), &inputs).unwrap(),
        backend: Arc::new(CPU),
    };
    let work = Work {
        statement: vec![PublicInput::Free, PublicInput::Free].try_into().unwrap(),
        input: inline(&age::encrypt(&recipient, signals).unwrap()),
    };
    prove(&workshop, Order::new(id, work)).await
}
