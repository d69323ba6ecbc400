//! The clearing as WebAssembly, to be called through the node's executor and compared with the native one.
//!
//! The runtime calls [`proofnet_toda::clear`] from its pallet, with a book that it read from storage. Here the book is an
//! argument, so that any can be tried, and nothing else happens. Compiler, profile, allocator and executor are the
//! runtime's.
//!
//! `proofnet_toda` knows of no encoding: arguments and result are tuples of [`parts`], in SCALE.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(substrate_runtime)]
mod export;
pub mod parts;

use alloc::string::{String, ToString};
use parts::{BookParts, OutcomeParts, ParametersParts};

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

/// What the WebAssembly exports.
///
/// # Errors
/// The text of the error of [`proofnet_toda::clear`], which no two errors share.
pub fn clear(book: BookParts, parameters: ParametersParts) -> Result<OutcomeParts, String> {
    proofnet_toda::clear(&parts::to_book(book), &parts::to_parameters(parameters))
        .map(parts::of_outcome)
        .map_err(|error| error.to_string())
}
