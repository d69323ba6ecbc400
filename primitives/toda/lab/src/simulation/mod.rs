//! Markets over many blocks, and several mechanisms on the same traces.
//!
//! A [`Scenario`](scenario::Scenario) says what a market is like. A [`Trace`](trace::Trace) is drawn from it: who arrives when, with
//! which value and patience, and what work costs whom. Every mechanism runs on the same traces. A block goes like this: slots
//! whose jobs are done become free, requests whose patience is over leave, requests arrive, the mechanism matches, and each match
//! occupies a slot for the length of its job.
//!
//! Participants tell the truth where that is dominant within a block (TODA), or taken to be (second price, McAfee). Where a prover is
//! paid what it asks (pay as bid, strategic Dutch ramp) it asks a markup found by [`strategies::markups`].
//!
//! Amounts are integers in planck, time is in blocks, work in proving units. Floating point numbers occur in reports only.

pub mod assignment;
pub mod ledger;
pub mod market;
pub mod mechanisms;
pub mod metrics;
pub mod orders;
pub mod plots;
pub mod report;
pub mod scenario;
pub mod strategies;
pub mod study;
pub mod trace;
