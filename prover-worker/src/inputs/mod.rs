//! Witness inputs: from what a request says to bytes.
//!
//! The requester chooses where an input lies and what it is: everything here is bounded in bytes and time, and reaches only
//! what the operator allows.
//!
//! | module | is |
//! |---|---|
//! | [`Fetcher`] | gets the bytes of an input, checks their hash, opens them where they are encrypted |
//! | `source` | where a URI leads |
//! | `web`, `file` | bytes from there |
//! | `guard` | which addresses may be asked |
//! | [`InputKeys`] | opens encrypted inputs |

mod encrypted;
mod error;
mod fetch;
mod file;
mod guard;
mod source;
mod web;

pub use encrypted::InputKeys;
pub use error::FetchError;
pub use fetch::{Fetched, Fetcher};
pub use guard::is_public;
