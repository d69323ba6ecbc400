//! What is wrong with machine, node, keys and stake, and how to mend it.
//!
//! What is looked at comes in as plain values, so that every finding has a test without a node.

mod chain;
mod input_key;
mod machine;
mod stake;

pub use chain::{market, node, on_chain};
pub use machine::{artifacts, calibration, machine, others_at_work};

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// As it should be.
    Ok,
    /// The worker works, and less well than it could, or not for long.
    Warn,
    /// The worker cannot work, or loses money.
    Fail,
}

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at; never changes its meaning.
    pub check: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What was found.
    pub found: String,
    /// How to mend it; none where nothing is wrong.
    pub remedy: Option<String>,
}

impl Finding {
    /// As it should be.
    pub fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self {
            check,
            level: Level::Ok,
            found: found.into(),
            remedy: None,
        }
    }

    /// Not good.
    pub fn warn(check: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            check,
            level: Level::Warn,
            found: found.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// Not to be worked with.
    pub fn fail(check: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            check,
            level: Level::Fail,
            found: found.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// What is wrong and how to mend it, in one line.
    pub fn sentence(&self) -> String {
        match &self.remedy {
            Some(remedy) => format!("{}: {remedy}", self.found),
            None => self.found.clone(),
        }
    }
}
