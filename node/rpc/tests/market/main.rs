//! The methods, asked as a client asks them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod answers;
mod limits;
mod node;
