//! The market, read by JSON-RPC: what `MarketApi` of the runtime answers, as JSON.
//!
//! | in JSON | is |
//! |---|---|
//! | a string of digits | an amount: planck, shares, proving units |
//! | a number | an identifier, a block number, a count; parts per million where the name ends in `Ppm` |
//! | `0x...` | bytes: hashes, scalars, proofs, inputs |
//! | an SS58 address | an account |
//!
//! Lists come in pages of a bounded size, for which the runtime does a bounded amount of work; a limit above the maximum is an
//! error that tells the maximum. Every method reads one block, the best one if none is named.

mod api;
mod error;
pub mod json;
mod market;

pub use api::MarketApiServer;
pub use error::Error;
pub use market::Market;

/// An account of the chain.
pub type AccountId = sp_runtime::AccountId32;
/// Planck.
pub type Balance = u128;
/// Height of a block.
pub type BlockNumber = u32;

/// Items of a page, and prices of each side of a depth, if no limit is named.
pub const DEFAULT_LIMIT: u32 = 25;
