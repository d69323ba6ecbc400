//! The answers as JSON.

mod decimal;
mod market;
mod page;
mod prover;
mod request;

pub use decimal::Decimal;
pub use market::{Ask, AskLevel, BidLevel, Category, Collateral, Depth, Quote};
pub use page::Page;
pub use prover::{LatencyPercentiles, Prover, ProverWithOffers, Record, Stake};
pub use request::{
    Exclusion, Filter, FulfilledRequest, Input, Job, Output, PendingRequest, Proof, Request, RequestWithWork,
    Rising, Work,
};
