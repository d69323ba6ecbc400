//! Runs the parts of the worker, and notices when one breaks down.
//!
//! What may pass (a node that does not answer, a transaction that is lost) is tried again where it happens, with pauses. What does
//! not pass is a fault: it ends the process with a code of its own, so that whoever runs it can start it anew; the state on disk is
//! what the next process begins with.

use crate::store::StoreError;
use std::{any::Any, collections::HashMap, future::Future};
use tokio::task::{Id, JoinError, JoinSet};

/// What ends the worker.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A part panicked.
    #[error("the worker's part `{part}` broke down: {message}. Please report this")]
    Panicked {
        /// Which part.
        part: &'static str,
        /// The panic's message.
        message: String,
    },
    /// A part ended though nobody told it to.
    #[error("the worker's part `{0}` ended by itself")]
    Ended(&'static str),
    /// What must be durable cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Panicked { .. } | Fault::Ended(_) => "worker.fault",
            Fault::Store(error) => error.code(),
        }
    }
}

/// The parts that run.
#[derive(Default)]
pub struct Supervisor {
    tasks: JoinSet<Result<(), Fault>>,
    names: HashMap<Id, &'static str>,
}

impl Supervisor {
    /// Runs `task` under the name `part`. It ends when the supervisor is dropped.
    pub fn start(
        &mut self,
        part: &'static str,
        task: impl Future<Output = Result<(), Fault>> + Send + 'static,
    ) {
        let id = self.tasks.spawn(task).id();
        self.names.insert(id, part);
    }

    /// The first fault of any part.
    pub async fn fault(&mut self) -> Fault {
        match self.tasks.join_next_with_id().await {
            Some(Ok((_, Err(fault)))) => fault,
            Some(Ok((id, Ok(())))) => Fault::Ended(self.name(id)),
            Some(Err(error)) => {
                let part = self.name(error.id());
                Fault::Panicked {
                    part,
                    message: message(error),
                }
            }
            None => std::future::pending().await,
        }
    }

    fn name(&self, id: Id) -> &'static str {
        self.names.get(&id).copied().unwrap_or("unknown")
    }
}

/// What a task that broke down said.
pub fn message(error: JoinError) -> String {
    match error.try_into_panic() {
        Ok(panic) => panic_message(panic.as_ref()).to_owned(),
        Err(error) => error.to_string(),
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it panicked without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn panic_should_be_told_with_its_part_when_one_panics() {
        let mut supervisor = Supervisor::default();
        supervisor.start("steady", std::future::pending());
        supervisor.start("shaky", async { panic!("no {}", "more") });
        let fault = supervisor.fault().await;
        assert_eq!(fault.code(), "worker.fault");
        assert!(
            fault.to_string().contains("`shaky` broke down: no more"),
            "{fault}"
        );
    }

    #[tokio::test]
    async fn end_should_be_a_fault_when_nobody_asked_for_it() {
        let mut supervisor = Supervisor::default();
        supervisor.start("short", async { Ok(()) });
        assert!(matches!(supervisor.fault().await, Fault::Ended("short")));
    }

    #[tokio::test]
    async fn error_should_be_passed_on_when_a_part_ends_with_one() {
        let mut supervisor = Supervisor::default();
        supervisor.start("steady", std::future::pending());
        supervisor.start("full", async {
            Err(Fault::Store(StoreError::Unusable {
                path: "state".into(),
                problem: "no space".into(),
            }))
        });
        assert_eq!(supervisor.fault().await.code(), "store.unusable");
    }
}
