//! How far the chain is, which are two numbers where only final blocks are acted on.

/// How far the chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Height {
    /// The block whose state is acted on: what happened in later ones does not show in it.
    pub acted_on: u32,
    /// The best block: what is sent now gets into the next one at the earliest, so deadlines count from it.
    pub best: u32,
}
