//! What goes wrong, with a code for each.

use jsonrpsee::types::ErrorObjectOwned;
use proofnet_market::{CategoryId, Units};
use serde_json::{json, Value};

/// The version of the runtime's `MarketApi` that the methods need.
pub const API_VERSION: u32 = 2;

/// Why a method gives no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Error {
    /// The block is not one that the node knows.
    #[error("block {0} is not known to this node: name one that it has, or none for the best one")]
    UnknownBlock(String),
    /// The runtime of the block is older than these methods.
    #[error(
        "the runtime of this block has MarketApi {}: this method needs version {API_VERSION}, name a later block",
        version(*.0)
    )]
    RuntimeTooOld(Option<u32>),
    /// A limit of zero, or one above the maximum.
    #[error("limit {limit}: from 1 to {max} are allowed")]
    LimitOutOfRange {
        /// What was asked for.
        limit: u32,
        /// The most.
        max: u32,
    },
    /// There is no such category.
    #[error("there is no category {0}: market_categories tells which there are")]
    UnknownCategory(CategoryId),
    /// No request of the category has this size.
    #[error("{units} proving units: category {category} takes from 1 to {max}")]
    UnitsOutOfRange {
        /// The category.
        category: CategoryId,
        /// What was asked for.
        units: Units,
        /// The most.
        max: Units,
    },
    /// The runtime could not be called.
    #[error("the runtime of the block could not be called: {0}")]
    Runtime(String),
}

impl Error {
    /// The code that the JSON-RPC answer has.
    pub fn code(&self) -> i32 {
        match self {
            Self::UnknownBlock(_) => 20_001,
            Self::RuntimeTooOld(_) => 20_002,
            Self::LimitOutOfRange { .. } => 20_003,
            Self::UnknownCategory(_) => 20_004,
            Self::UnitsOutOfRange { .. } => 20_005,
            Self::Runtime(_) => 20_006,
        }
    }

    /// What the runtime's own failure is here.
    pub fn runtime(reason: impl ToString) -> Self {
        Self::Runtime(reason.to_string())
    }

    fn data(&self) -> Option<Value> {
        match self {
            Self::LimitOutOfRange { max, .. } => Some(json!({ "max": max })),
            Self::UnitsOutOfRange { max, .. } => Some(json!({ "max": max.to_string() })),
            _ => None,
        }
    }
}

impl From<Error> for ErrorObjectOwned {
    fn from(error: Error) -> Self {
        ErrorObjectOwned::owned(error.code(), error.to_string(), error.data())
    }
}

/// Whether a runtime with this version of `MarketApi` can answer.
pub fn check_version(found: Option<u32>) -> Result<(), Error> {
    match found {
        Some(version) if version >= API_VERSION => Ok(()),
        older => Err(Error::RuntimeTooOld(older)),
    }
}

/// The limit to read with: `default` if none was named.
pub fn check_limit(limit: Option<u32>, default: u32, max: u32) -> Result<u32, Error> {
    match limit {
        None => Ok(default),
        Some(limit) if (1..=max).contains(&limit) => Ok(limit),
        Some(limit) => Err(Error::LimitOutOfRange { limit, max }),
    }
}

fn version(found: Option<u32>) -> String {
    found.map_or_else(
        || "in no version".into(),
        |version| format!("in version {version}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runtime_should_be_refused_when_it_is_too_old() {
        assert_eq!(check_version(None), Err(Error::RuntimeTooOld(None)));
        assert_eq!(check_version(Some(1)), Err(Error::RuntimeTooOld(Some(1))));
        assert_eq!(check_version(Some(2)), Ok(()));
        assert_eq!(check_version(Some(3)), Ok(()));
    }

    #[test]
    fn limit_should_be_refused_when_out_of_range() {
        let refused = |limit| Err(Error::LimitOutOfRange { limit, max: 100 });
        assert_eq!(check_limit(Some(0), 25, 100), refused(0));
        assert_eq!(check_limit(Some(101), 25, 100), refused(101));
        assert_eq!(check_limit(Some(u32::MAX), 25, 100), refused(u32::MAX));
        assert_eq!(check_limit(Some(1), 25, 100), Ok(1));
        assert_eq!(check_limit(Some(100), 25, 100), Ok(100));
        assert_eq!(check_limit(None, 25, 100), Ok(25));
    }

    #[test]
    fn codes_should_differ_when_the_errors_do() {
        let errors = [
            Error::UnknownBlock(String::new()),
            Error::RuntimeTooOld(None),
            Error::LimitOutOfRange { limit: 0, max: 0 },
            Error::UnknownCategory(0),
            Error::UnitsOutOfRange {
                category: 0,
                units: 0,
                max: 0,
            },
            Error::Runtime(String::new()),
        ];
        let codes: std::collections::BTreeSet<_> = errors.iter().map(Error::code).collect();
        assert_eq!(codes.len(), errors.len());
    }

    #[test]
    fn error_should_say_what_to_do_when_the_runtime_is_too_old() {
        let message = Error::RuntimeTooOld(Some(1)).to_string();
        assert_eq!(
            message,
            "the runtime of this block has MarketApi in version 1: this method needs version 2, name a later block"
        );
    }
}
