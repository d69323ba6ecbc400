//! What a call is to do wrong.

use std::{env, ffi::c_int, thread, time::Duration};

/// The fault, or the path of a file that holds it.
pub const ENV_FAULT: &str = "PROOFNET_ICICLE_TEST_FAULT";
/// Size of the device's memory in bytes.
pub const ENV_MEMORY: &str = "PROOFNET_ICICLE_TEST_MEMORY";

pub(crate) const SUCCESS: c_int = 0;
pub(crate) const INVALID_DEVICE: c_int = 1;
pub(crate) const OUT_OF_MEMORY: c_int = 2;
pub(crate) const INVALID_POINTER: c_int = 3;
pub(crate) const INVALID_ARGUMENT: c_int = 11;
const UNKNOWN_ERROR: c_int = 14;

/// What is wrong with a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    None,
    Wrong,
    Garbage,
}

/// Whether the fault that is set befalls `symbol`; sums and transforms are the symbols without a name of their own.
fn kind(symbol: &str, set: &str) -> Option<String> {
    let (kind, victim) = match set.trim().split_once(':') {
        Some((kind, victim)) => (kind, Some(victim)),
        None => (set.trim(), None),
    };
    let hit = match victim {
        Some(victim) => victim == symbol,
        None => ["bn254_msm", "bn254_g2_msm", "bn254_ntt"].contains(&symbol),
    };
    (hit && !kind.is_empty()).then(|| kind.to_owned())
}

/// Does what the fault says; the flaw that a result is to have, or the code that the call answers.
pub(crate) fn enter(symbol: &str) -> Result<Flaw, c_int> {
    let Ok(set) = env::var(ENV_FAULT) else {
        return Ok(Flaw::None);
    };
    let set = match set.contains('/') {
        true => std::fs::read_to_string(set).unwrap_or_default(),
        false => set,
    };
    match kind(symbol, &set).as_deref() {
        None => Ok(Flaw::None),
        Some("wrong") => Ok(Flaw::Wrong),
        Some("garbage") => Ok(Flaw::Garbage),
        Some("absent") => Err(INVALID_DEVICE),
        Some("memory") => Err(OUT_OF_MEMORY),
        Some("abort") => std::process::abort(),
        Some("hang") => loop {
            thread::sleep(Duration::from_secs(1));
        },
        Some(_) => Err(UNKNOWN_ERROR),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_should_befall_the_symbol_when_it_is_named() {
        assert_eq!(
            kind("icicle_malloc", "memory:icicle_malloc\n").as_deref(),
            Some("memory")
        );
        assert_eq!(kind("icicle_free", "memory:icicle_malloc"), None);
    }

    #[test]
    fn fault_should_befall_operations_when_no_symbol_is_named() {
        assert_eq!(kind("bn254_ntt", "wrong").as_deref(), Some("wrong"));
        assert_eq!(kind("icicle_malloc", "wrong"), None);
        assert_eq!(kind("bn254_ntt", ""), None);
    }
}
