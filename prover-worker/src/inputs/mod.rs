//! Witness inputs: from what a request says to bytes.

mod fetch;
mod guard;

pub use fetch::{FetchError, Fetcher};
pub use guard::is_public;
