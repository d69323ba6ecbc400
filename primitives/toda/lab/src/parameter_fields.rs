//! The mechanism's parameters as files state them.

use proofnet_toda::Parameters;
use serde::{Deserialize, Serialize};

/// The fields of [`Parameters`], by the same names. Those that are left out have their defaults.
#[derive(Serialize, Deserialize)]
#[serde(
    remote = "Parameters",
    default,
    expecting = "parameters: a JSON or TOML object",
    deny_unknown_fields
)]
pub(crate) struct ParameterFields {
    up: u32,
    down: u32,
    drift: u32,
    reserve: u32,
    max_restricted: u32,
}

impl Default for ParameterFields {
    fn default() -> Self {
        let Parameters {
            up,
            down,
            drift,
            reserve,
            max_restricted,
        } = Parameters::default();
        Self {
            up,
            down,
            drift,
            reserve,
            max_restricted,
        }
    }
}
