//! What the pallets of the market share: types, the traits through which one pallet knows another, and the runtime API.
//!
//! # Terminology
//!
//! | term | meaning |
//! |---|---|
//! | circuit | a verifying key of one proof system, registered on chain |
//! | category | one kind of interchangeable proving work; what the auction prices |
//! | proving unit | what work is measured in; every price is in planck per proving unit |
//! | request | work asked for, with the most that its requester pays, held in escrow |
//! | offer | a prover's unit ask per category that it serves |
//! | job | a request matched to a prover, with both prices, a due block and collateral |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod api;
pub mod fulfilment;
pub mod input_key;
pub mod page;
pub mod quotes;
pub mod record;
pub mod traits;
pub mod types;
pub mod views;

pub use fulfilment::{FreeInputs, Fulfilment};
pub use input_key::InputKey;
pub use page::{page, Page, MAX_PAGE, MAX_ROWS_READ};
pub use quotes::{Depth, Level, Quote, MAX_LEVELS};
pub use record::{Latency, Performance, Record};
pub use traits::*;
pub use types::*;
pub use views::*;
