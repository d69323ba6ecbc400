//! What is told of the worker is what the book, the dashboard and the alerts say, and the service keeps its bounds.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use prover_worker::{
    economics::{Permit, Plan, Reason},
    http::{bind, serve, HttpRules},
    metrics::{JobStatus, Metrics, Status, JOB_STATES},
};
use std::{collections::BTreeMap, collections::BTreeSet, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{sleep, timeout},
};

const BOOK: &str = include_str!("../../docs/provers/metrics.md");
const DASHBOARD: &str = include_str!("../deploy/grafana.json");
const ALERTS: &str = include_str!("../deploy/alerts.yaml");
const TESTS_OF_ALERTS: &str = include_str!("../deploy/alerts.test.yaml");
const WHEN_SOMETHING_IS_WRONG: &str = include_str!("../../docs/provers/operating.md");

/// Metrics after everything has happened once.
fn after_everything() -> Metrics {
    let metrics = Metrics::new("prover", "signer");
    metrics.connected("ws://127.0.0.1:9944", Duration::from_secs(2));
    metrics.head(7);
    metrics.finalized(5);
    metrics.jobs(vec![JobStatus {
        state: "proving".into(),
        ..JobStatus::default()
    }]);
    metrics.lanes(1, 2);
    metrics.assigned();
    metrics.proved("a", Duration::from_millis(3), Duration::from_secs(1));
    metrics.delivered(4, 1_000);
    metrics.missed(500);
    metrics.rejected("InputUnavailable");
    metrics.failed("proving.failed");
    metrics.wrong_proof("icicle");
    metrics.transaction("Market.deliver", "included");
    metrics.offers(&Plan {
        offers: BTreeMap::from([(0, 10)]),
        held: BTreeMap::from([(1, Reason::NoRate)]),
    });
    metrics.capacity(1, 90, 10);
    metrics.breaker(Permit::All, None);
    metrics.gpu_memory("0", 1, 2);
    metrics
}

/// Names of metrics as Prometheus queries call them, a histogram without its parts.
fn in_registry() -> BTreeSet<String> {
    let text = after_everything().text().unwrap();
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    types
        .map(|line| {
            let (name, kind) = line.split_once(' ').unwrap();
            match kind {
                "counter" => format!("{name}_total"),
                "info" => format!("{name}_info"),
                _ => name.to_owned(),
            }
        })
        .collect()
}

/// Every word of `text` that is the name of a metric, a histogram's parts counted as itself.
fn named_in(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| word.starts_with("prover_worker_"))
        .map(|word| {
            let histogram = ["_bucket", "_sum", "_count"];
            let plain = histogram.iter().find_map(|part| word.strip_suffix(part));
            plain.unwrap_or(word).to_owned()
        })
        .collect()
}

#[test]
fn book_should_have_every_metric_and_no_other_when_compared_with_the_registry() {
    assert_eq!(named_in(BOOK), in_registry());
}

#[test]
fn dashboard_should_show_every_metric_and_no_other_when_compared_with_the_registry() {
    assert_eq!(named_in(DASHBOARD), in_registry());
}

#[test]
fn alerts_should_name_only_metrics_that_exist() {
    let missing: Vec<_> = named_in(ALERTS).difference(&in_registry()).cloned().collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn alerts_should_each_have_a_test_and_a_line_in_the_book() {
    let alerts = ALERTS
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- alert: "));
    let alerts: Vec<_> = alerts.collect();
    assert!(!alerts.is_empty());
    for alert in alerts {
        assert!(
            TESTS_OF_ALERTS.contains(&format!("alertname: {alert}\n")),
            "{alert}"
        );
        assert!(WHEN_SOMETHING_IS_WRONG.contains(&format!("`{alert}`")), "{alert}");
    }
}

#[test]
fn wrong_proofs_should_be_told_from_0_on_when_a_backend_is_in_use() {
    let metrics = Metrics::new("prover", "signer");
    metrics.backend("CUDA");
    let text = metrics.text().unwrap();
    let line = r#"prover_worker_wrong_proofs_total{backend="CUDA"} 0"#;
    assert!(text.lines().any(|found| found == line), "{text}");
}

#[test]
fn dashboard_should_have_panels_that_do_not_overlap_when_imported() {
    let dashboard: serde_json::Value = serde_json::from_str(DASHBOARD).unwrap();
    let mut taken = BTreeSet::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        let at = |key: &str| panel["gridPos"][key].as_u64().unwrap();
        assert!(at("x") + at("w") <= 24, "{}", panel["title"]);
        for x in at("x")..at("x") + at("w") {
            for y in at("y")..at("y") + at("h") {
                assert!(taken.insert((x, y)), "{} overlaps", panel["title"]);
            }
        }
    }
}

#[test]
fn book_should_name_every_state_of_a_job() {
    for state in JOB_STATES {
        assert!(BOOK.contains(&format!("`{state}`")), "{state}");
    }
}

#[test]
fn jobs_should_be_counted_by_state_when_they_change() {
    let metrics = after_everything();
    let text = metrics.text().unwrap();
    assert!(text.contains("prover_worker_jobs{state=\"proving\"} 1"), "{text}");
    metrics.jobs(Vec::new());
    let text = metrics.text().unwrap();
    assert!(text.contains("prover_worker_jobs{state=\"proving\"} 0"), "{text}");
}

#[test]
fn on_time_rate_should_be_the_share_of_deliveries_when_one_was_missed() {
    let text = after_everything().text().unwrap();
    assert!(text.contains("prover_worker_on_time_ratio 0.5"), "{text}");
}

#[test]
fn reconnection_should_count_when_the_node_was_gone_only() {
    let metrics = after_everything();
    let url = "ws://127.0.0.1:9944";
    metrics.connected(url, Duration::from_secs(2));
    assert!(metrics
        .text()
        .unwrap()
        .contains("prover_worker_node_reconnects_total 0"));
    metrics.disconnected();
    metrics.connected(url, Duration::from_secs(2));
    assert!(metrics
        .text()
        .unwrap()
        .contains("prover_worker_node_reconnects_total 1"));
}

#[test]
fn offer_should_leave_the_metrics_when_it_is_withdrawn() {
    let metrics = after_everything();
    metrics.offers(&Plan::default());
    assert!(!metrics.text().unwrap().contains("offer_ask_planck{"));
}

#[test]
fn status_should_be_the_same_when_written_and_read() {
    let metrics = after_everything();
    metrics.delivered(1, u128::MAX);
    let status = metrics.status();
    let read: Status = serde_json::from_str(&serde_json::to_string(&status).unwrap()).unwrap();
    assert_eq!(read, status);
    assert_eq!(read.totals.earned, u128::MAX);
}

struct Service {
    address: SocketAddr,
    metrics: Arc<Metrics>,
    stop: tokio::sync::oneshot::Sender<()>,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
}

async fn service(connections: usize, lasts: Duration) -> Service {
    let rules = HttpRules {
        listen: Some("127.0.0.1:0".parse().unwrap()),
        connections,
        timeout: lasts,
    };
    let listener = bind(&rules).await.unwrap().unwrap();
    let address = listener.local_addr().unwrap();
    let metrics = Arc::new(after_everything());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shared = metrics.clone();
    let task = tokio::spawn(async move {
        let stopped = async {
            let _ = stopped.await;
        };
        serve(listener, &rules, shared, Duration::from_secs(60), stopped).await
    });
    Service {
        address,
        metrics,
        stop,
        task,
    }
}

/// The code and the body of an answer.
async fn get(address: SocketAddr, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let code = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let body = answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    (code, body)
}

#[tokio::test]
async fn service_should_answer_every_path_when_all_is_well() {
    let service = service(4, Duration::from_secs(5)).await;
    assert_eq!(get(service.address, "/health").await.0, 200);
    assert_eq!(get(service.address, "/ready").await.0, 200);
    assert!(get(service.address, "/metrics").await.1.ends_with("# EOF\n"));
    let (_, body) = get(service.address, "/status").await;
    assert_eq!(serde_json::from_str::<Status>(&body).unwrap().node.head, 7);
    assert_eq!(get(service.address, "/").await.0, 404);
}

#[tokio::test]
async fn worker_should_not_be_ready_when_the_node_is_gone_or_it_stops() {
    let service = service(4, Duration::from_secs(5)).await;
    service.metrics.disconnected();
    let (code, body) = get(service.address, "/ready").await;
    assert!(code == 503 && body.contains("no node answers"), "{body}");
    service.metrics.head(8);
    service.metrics.stopping();
    let (code, body) = get(service.address, "/ready").await;
    assert!(code == 503 && body.contains("stopping"), "{body}");
    // Neither is an illness.
    assert_eq!(get(service.address, "/health").await.0, 200);
}

#[tokio::test]
async fn worker_should_be_unhealthy_when_a_part_broke() {
    let service = service(4, Duration::from_secs(5)).await;
    service.metrics.fault("the store");
    let (code, body) = get(service.address, "/health").await;
    assert!(code == 503 && body.contains("the store"), "{body}");
}

#[tokio::test]
async fn connection_should_end_in_time_when_its_peer_says_nothing() {
    let service = service(4, Duration::from_millis(300)).await;
    let mut silent = TcpStream::connect(service.address).await.unwrap();
    silent.write_all(b"GET /health HT").await.unwrap();
    let mut bytes = Vec::new();
    let ended = timeout(Duration::from_secs(5), silent.read_to_end(&mut bytes)).await;
    assert!(ended.is_ok(), "still open");
}

#[tokio::test]
async fn connection_should_wait_when_there_are_too_many() {
    let service = service(1, Duration::from_secs(2)).await;
    let first = TcpStream::connect(service.address).await.unwrap();
    sleep(Duration::from_millis(200)).await;
    let second = timeout(Duration::from_millis(500), get(service.address, "/health")).await;
    assert!(second.is_err(), "answered beside the first");
    drop(first);
    let third = timeout(Duration::from_secs(5), get(service.address, "/health")).await;
    assert_eq!(third.unwrap().0, 200);
}

#[tokio::test]
async fn service_should_end_when_told_to_stop() {
    let service = service(4, Duration::from_secs(1)).await;
    service.stop.send(()).unwrap();
    let ended = timeout(Duration::from_secs(5), service.task).await;
    ended.unwrap().unwrap().unwrap();
}
