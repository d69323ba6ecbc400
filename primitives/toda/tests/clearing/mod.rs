//! What holds for the clearing of any book whatever, and the books to try it on: shared by the fuzz target and by
//! the test that replays its corpus.
// Tests panic to report what is wrong.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used
)]

mod case;
mod certificate;
mod good;
mod laws;
mod misreports;

pub use case::Case;
pub use laws::check;
