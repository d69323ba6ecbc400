use crate::{RuntimeCall, UncheckedExtrinsic};
use codec::{Compact, Decode, DecodeLimit, Encode};
use frame_support::MAX_EXTRINSIC_DEPTH;
use proptest::{collection::vec, prelude::*};

const UTILITY_BATCH: [u8; 2] = [12, 0];
const EMPTY_REMARK: [u8; 3] = [0, 0, 0];

/// A transaction without a signature, with so many batches of one call inside each other.
fn nested(batches: usize) -> Vec<u8> {
    let mut call = Vec::new();
    for _ in 0..batches {
        call.extend(UTILITY_BATCH);
        call.extend(Compact(1u32).encode());
    }
    call.extend(EMPTY_REMARK);
    let remark = RuntimeCall::System(frame_system::Call::remark { remark: Vec::new() });
    let version = UncheckedExtrinsic::new_bare(remark).encode()[1];
    let mut transaction = vec![version];
    transaction.extend(call);
    transaction.encode()
}

/// As the executive decodes what a block or the pool gives it.
fn decodes(bytes: &[u8]) -> bool {
    UncheckedExtrinsic::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &bytes[..]).is_ok()
}

#[test]
fn transaction_should_not_decode_when_its_calls_are_nested_too_deeply() {
    assert!(decodes(&nested(3)));
    assert!(!decodes(&nested(1_000)));
    assert!(!decodes(&nested(500_000)));
}

#[test]
fn transaction_should_not_decode_when_it_announces_more_than_it_has() {
    // A batch that announces 2^30 - 1 calls and has none: nothing is allocated for them.
    let mut transaction = nested(0);
    transaction.truncate(2);
    transaction.extend(UTILITY_BATCH);
    transaction.extend(Compact((1u32 << 30) - 1).encode());
    assert!(!decodes(&transaction));
}

/// What a transaction decodes to is what its sender encoded: nothing has two encodings that a signature or a hash would take for two.
fn is_canonical(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    match RuntimeCall::decode(&mut rest) {
        Ok(call) => call.encode() == bytes[..bytes.len() - rest.len()],
        Err(_) => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn transaction_should_not_panic_when_its_bytes_are_any(bytes in vec(any::<u8>(), 0..400)) {
        decodes(&bytes);
        decodes(&bytes.encode());
    }

    #[test]
    fn call_of_our_pallets_should_decode_canonically_when_its_bytes_are_any(
        pallet in 40u8..=42, call in 0u8..16, mut bytes in vec(any::<u8>(), 0..600),
    ) {
        bytes.splice(0..0, [pallet, call]);
        prop_assert!(is_canonical(&bytes));
    }
}
