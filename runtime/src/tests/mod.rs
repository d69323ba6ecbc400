mod chain;
mod clearing_seed;
mod decoding;
mod origins;
mod referenda;
mod storage;
mod tracks;
#[cfg(feature = "try-runtime")]
mod upgrade;
mod validators;
