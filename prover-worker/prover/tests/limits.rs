//! Witness generators that would take more than they may.

use proofnet_prover::{WitnessError, WitnessGenerator, WitnessLimits};
use std::time::{Duration, Instant};

const HEADER: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

/// Loops for ever as soon as it is instantiated.
fn endless() -> Vec<u8> {
    let function_type = [1, 4, 1, 0x60, 0, 0];
    let functions = [3, 2, 1, 0];
    let start = [8, 1, 0];
    let code = [10, 9, 1, 7, 0, 0x03, 0x40, 0x0c, 0, 0x0b, 0x0b];
    [&HEADER[..], &function_type, &functions, &start, &code].concat()
}

/// Wants 2 GiB of memory.
fn greedy() -> Vec<u8> {
    [&HEADER[..], &[5, 5, 1, 0, 0x80, 0x80, 0x02]].concat()
}

#[test]
fn generator_should_be_ended_when_its_time_is_up() {
    let limits = WitnessLimits {
        timeout: Duration::from_millis(200),
        ..WitnessLimits::default()
    };
    let start = Instant::now();
    let error = WitnessGenerator::compile(&endless(), limits, None).err().unwrap();
    assert_eq!(error, WitnessError::Timeout(limits.timeout));
    assert!(start.elapsed() >= limits.timeout);
}

#[test]
fn generator_should_be_refused_when_it_wants_too_much_memory() {
    let limits = WitnessLimits {
        memory_bytes: 1 << 30,
        ..WitnessLimits::default()
    };
    let error = WitnessGenerator::compile(&greedy(), limits, None).err().unwrap();
    assert!(error.to_string().contains("memory"), "{error}");
}

#[test]
fn generator_should_be_refused_when_it_exports_nothing() {
    let error = WitnessGenerator::compile(&HEADER, WitnessLimits::default(), None)
        .err()
        .unwrap();
    assert!(matches!(error, WitnessError::NotCircom(_)), "{error:?}");
}
