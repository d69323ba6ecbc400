//! `/health`, `/ready`, `/metrics` and `/status`, for whoever watches the worker. They read; nothing can be changed here.

mod bounds;

use crate::metrics::{now, Metrics};
use axum::{
    extract::State,
    http::{header::CONTENT_TYPE, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
    Json, Router,
};
use bounds::Bounded;
use serde_json::json;
use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Where and how the service answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRules {
    /// Where it listens; nowhere if there is none.
    pub listen: Option<SocketAddr>,
    /// Connections at a time. More wait in the system's queue.
    pub connections: usize,
    /// How long a connection may last. A scrape takes milliseconds.
    pub timeout: Duration,
}

#[derive(Clone)]
struct Service {
    metrics: Arc<Metrics>,
    /// How long the chain may stand still.
    stall: Duration,
}

/// Listens where `rules` say; nothing is answered until [`serve`].
pub async fn bind(rules: &HttpRules) -> io::Result<Option<TcpListener>> {
    match rules.listen {
        Some(address) => TcpListener::bind(address).await.map(Some),
        None => Ok(None),
    }
}

/// Answers until `stop` is ready.
pub async fn serve(
    listener: TcpListener,
    rules: &HttpRules,
    metrics: Arc<Metrics>,
    stall: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = Router::new()
        .route("/health", get(health))
        .route("/ready", get(ready))
        .route("/metrics", get(text))
        .route("/status", get(status))
        .with_state(Service { metrics, stall });
    let listener = Bounded::new(listener, rules.connections, rules.timeout);
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}

/// Whether the process works at all: a supervisor restarts it if not.
async fn health(State(service): State<Service>) -> Response {
    match service.metrics.status().fault {
        None => Json(json!({ "healthy": true })).into_response(),
        Some(fault) => {
            let body = json!({ "healthy": false, "fault": fault });
            (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
        }
    }
}

/// Whether it can take jobs.
async fn ready(State(service): State<Service>) -> Response {
    let obstacles = service.metrics.status().obstacles(now(), service.stall.as_secs());
    let code = match obstacles.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::SERVICE_UNAVAILABLE,
    };
    let body = json!({ "ready": obstacles.is_empty(), "obstacles": obstacles });
    (code, Json(body)).into_response()
}

async fn text(State(service): State<Service>) -> Response {
    const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match service.metrics.text() {
        Ok(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn status(State(service): State<Service>) -> Response {
    Json(service.metrics.status()).into_response()
}
