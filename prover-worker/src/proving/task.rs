//! One attempt at a proof, in a task of its own, so that one that panics takes nothing else with it.

use super::{prove, Delivery, JobError, Order, Workshop};
use crate::supervise::message;
use std::time::{Duration, Instant};

/// How an attempt ended.
#[derive(Debug)]
pub struct Attempt {
    /// The proof, or why there is none.
    pub result: Result<Delivery, JobError>,
    /// What all of it took: input, witness, proof.
    pub took: Duration,
    /// When it ended.
    pub ended: Instant,
}

/// Tries to prove what `order` asks for.
pub async fn attempt(workshop: Workshop, order: Order) -> Attempt {
    let begin = Instant::now();
    let task = tokio::spawn(async move { prove(&workshop, order).await });
    let result = task
        .await
        .unwrap_or_else(|error| Err(JobError::Broken(message(error))));
    let ended = Instant::now();
    Attempt {
        result,
        took: ended.saturating_duration_since(begin),
        ended,
    }
}
