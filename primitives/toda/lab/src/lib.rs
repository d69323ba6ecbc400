//! What the market's auction does, made visible: books cleared one by one, markets simulated over many
//! blocks, mechanisms compared on the same orders.

pub mod book_file;
pub mod commands;
pub mod generated_book;
pub mod outcome_file;
pub mod random;
pub mod simulation;

mod amount;
mod failure;
mod output;
mod parameter_fields;

pub use failure::Failure;
