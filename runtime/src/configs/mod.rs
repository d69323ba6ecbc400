//! The configuration of each pallet, by topic.

pub mod accounts;
pub mod consensus;
pub mod database;
pub mod governance;
pub mod market;
pub mod pause;
pub mod staking;
pub mod system;
pub mod tracks;
