//! From a job's input to its verified proof.

mod error;
mod prove;
mod statement;
mod task;

pub use error::JobError;
pub use prove::{prove, Delivery, Order, Workshop};
pub use statement::{outputs, StatementError};
pub use task::{attempt, Attempt};
