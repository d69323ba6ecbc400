//! What to ask, how much to take on, when to hand back, when to stop offering. Pure: numbers in, decisions out.
//!
//! # Terminology
//!
//! - **Figures**: what proving one circuit takes on this machine: of `calibrate` at first, of real jobs since.
//! - **Lane**: room for one proof at a time; `limits.parallel_jobs` is how many there are.
//! - **Percentile**: nearest rank, so that it is always a time that was measured.
//!
//! # Map
//!
//! | module | decides |
//! |---|---|
//! | [`times`] | what is known of how long a circuit takes |
//! | [`price`] | the unit ask of a category |
//! | [`capacity`] | how many slots are safe, and which categories can be served with the slots there are |
//! | [`deadline`] | whether a job is better handed back |
//! | [`breaker`] | when offers are withdrawn after failures, and when they come back |
//! | [`policy`] | puts them together for one prover |
//! | [`offers`] | which offers the chain should have, from all of these |

pub mod breaker;
pub mod capacity;
pub mod deadline;
pub mod offers;
pub mod policy;
pub mod price;
pub mod times;

pub use breaker::{Breaker, BreakerRules, Permit};
pub use capacity::{acceptable, safe_slots, Load};
pub use deadline::{is_better_handed_back, Stakes};
pub use offers::{wanted, CircuitTerms, OfferTerms, Plan, Reason, Rules, Served, Situation};
pub use policy::{Market, Policy};
pub use price::{unit_ask, Ask, PriceError, Rate};
pub use times::ProvingTimes;
