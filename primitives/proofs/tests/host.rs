//! The host functions give what the portable code gives, whatever they are given.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::Case;
use proofnet_proofs::{
    curve::{self, Fault, LINES_LEN},
    host::bn254,
};
use proptest::prelude::*;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..Default::default()
    }
}

fn host_msm(points: &[u8], scalars: &[u8]) -> Result<[u8; 64], Fault> {
    let mut out = [0; 64];
    Fault::from_status(bn254::msm(points, scalars, &mut out)).map(|()| out)
}

fn host_pairing(pairs: &[u8], fixed: &[u8], lines: &[u8]) -> Result<[u8; 384], Fault> {
    let mut out = [0; 384];
    Fault::from_status(bn254::pairing(pairs, fixed, lines, &mut out)).map(|()| out)
}

/// Bytes, of a valid length or not, mostly short words, some of which are points.
fn bytes(unit: usize) -> impl Strategy<Value = Vec<u8>> {
    let generator = {
        let mut point = vec![0; 64];
        (point[31], point[63]) = (1, 2);
        point
    };
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..3 * unit),
        (0..4usize).prop_map(move |count| vec![0; count * unit]),
        (0..4usize).prop_map(move |count| generator.repeat(count * unit / 64)),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn host_msm_should_agree_with_the_portable_one_when_given_any_bytes(points in bytes(64), scalars in bytes(32)) {
        prop_assert_eq!(host_msm(&points, &scalars), curve::msm(&points, &scalars));
    }

    #[test]
    fn host_pairing_should_agree_with_the_portable_one_when_given_any_bytes(
        pairs in bytes(192),
        fixed in bytes(64),
        lines in bytes(LINES_LEN),
    ) {
        prop_assert_eq!(host_pairing(&pairs, &fixed, &lines), curve::pairing(&pairs, &fixed, &lines));
    }
}

#[test]
fn host_pairing_should_agree_with_the_portable_one_when_given_a_proof() {
    let proof = Case::new(1, 1).proof();
    let host = host_pairing(&proof[..192], &[], &[]);
    assert!(host.is_ok());
    assert_eq!(host, curve::pairing(&proof[..192], &[], &[]));
}

#[test]
fn host_pairing_should_agree_with_the_portable_one_when_there_are_many_pairs() {
    // From 16 pairs on the points of G2 are walked together, in affine coordinates.
    let proofs: Vec<Vec<u8>> = (0..4)
        .map(|seed| Case::new(0, seed).proof()[..192].to_vec())
        .collect();
    for count in [15, 16, 17, 40] {
        let pairs: Vec<u8> = proofs.iter().cycle().take(count).flatten().copied().collect();
        let host = host_pairing(&pairs, &[], &[]);
        assert!(host.is_ok());
        assert_eq!(host, curve::pairing(&pairs, &[], &[]));
    }
}

#[test]
fn host_functions_should_refuse_when_the_result_has_no_place() {
    assert_eq!(
        Fault::from_status(bn254::msm(&[], &[], &mut [0; 63])),
        Err(Fault::Shape)
    );
    assert_eq!(
        Fault::from_status(bn254::pairing(&[], &[], &[], &mut [0; 385])),
        Err(Fault::Shape)
    );
}

#[test]
fn host_functions_should_leave_the_result_zero_when_they_refuse() {
    let mut out = [0; 64];
    assert_ne!(bn254::msm(&[0; 64], &[0xff; 32], &mut out), 0);
    assert_eq!(out, [0; 64]);
}

#[test]
fn host_functions_should_keep_their_names_when_the_node_registers_them() {
    use sp_runtime_interface::sp_wasm_interface::HostFunctions;
    let names: Vec<_> = bn254::HostFunctions::host_functions()
        .iter()
        .map(|f| f.name().to_string())
        .collect();
    assert_eq!(
        names,
        ["ext_bn_254_msm_version_1", "ext_bn_254_pairing_version_1"]
    );
}
