//! Keeps the offers on chain equal to what is wanted.

mod difference;
mod keeper;

pub use difference::difference;
pub use keeper::{withdraw, Keeper, Offers};
