//! Keys that are refused at registration.

use super::*;
use crate::Error;
use frame_support::assert_noop;
use proofnet_proofs::MAX_PUBLIC_INPUTS;

const ALPHA: usize = 0;
const BETA: usize = 64;
const GAMMA: usize = 192;
const DELTA: usize = 320;
const IC: usize = 448;

fn assert_refused(key: Vec<u8>, error: Error<Test>) {
    assert_noop!(
        Verifier::register_circuit(RuntimeOrigin::signed(1), SYSTEM, bytes(key), 7, None),
        error
    );
}

/// A valid key with `part` written at `offset`.
fn changed(offset: usize, part: &[u8]) -> Vec<u8> {
    let mut key = Fixture::new(2, 0).key();
    key[offset..offset + part.len()].copy_from_slice(part);
    key
}

#[test]
fn register_circuit_should_fail_when_the_length_fits_no_number_of_inputs() {
    run(|| {
        let valid = Fixture::new(2, 0).key();
        assert_eq!(valid.len(), SYSTEM.key_len(2));

        assert_refused(vec![], Error::KeyLength);
        assert_refused(valid[..IC].to_vec(), Error::KeyLength);
        assert_refused(valid[..valid.len() - 1].to_vec(), Error::KeyLength);
        assert_refused([valid, vec![0]].concat(), Error::KeyLength);
    });
}

#[test]
fn register_circuit_should_succeed_when_there_are_as_many_inputs_as_allowed() {
    run(|| {
        register(1, &Fixture::new(MAX_PUBLIC_INPUTS, 0));
        register(1, &Fixture::new(0, 0));
    });
}

#[test]
fn register_circuit_should_fail_when_a_coordinate_is_the_modulus() {
    run(|| {
        for offset in [ALPHA, BETA, GAMMA, DELTA, IC, IC + 64, IC + 2 * 64] {
            assert_refused(changed(offset, &modulus()), Error::KeyNotCanonical);
        }
    });
}

#[test]
fn register_circuit_should_fail_when_a_point_is_the_identity() {
    run(|| {
        for offset in [ALPHA, IC + 64] {
            assert_refused(changed(offset, &[0; 64]), Error::KeyIdentity);
        }
        for offset in [BETA, GAMMA, DELTA] {
            assert_refused(changed(offset, &[0; 128]), Error::KeyIdentity);
        }
    });
}

#[test]
fn register_circuit_should_fail_when_a_point_is_off_its_curve() {
    run(|| {
        for offset in [ALPHA, BETA, GAMMA, DELTA, IC, IC + 2 * 64] {
            let mut key = Fixture::new(2, 0).key();
            key[offset + 63] ^= 1;
            assert_refused(key, Error::KeyOffCurve);
        }
    });
}

#[test]
fn register_circuit_should_fail_when_a_point_is_outside_the_subgroup() {
    run(|| {
        for offset in [BETA, GAMMA, DELTA] {
            assert_refused(
                changed(offset, &g2_outside_the_subgroup()),
                Error::KeyWrongSubgroup,
            );
        }
    });
}

#[test]
fn register_circuit_should_fail_when_gamma_equals_delta() {
    run(|| {
        let key = Fixture::new(2, 0).with_gamma_as_delta().key();

        assert_refused(key, Error::KeyGammaEqualsDelta);
    });
}
