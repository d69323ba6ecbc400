//! A chain of this runtime without a node: blocks are initialised, filled and finalised one after the other.

use crate::{
    genesis, AccountId, Babe, BlockNumber, Executive, Header, Pace, RuntimeCall, RuntimeGenesisConfig,
    RuntimeOrigin, System,
};
use codec::Encode;
use serde_json::Value;
use sp_consensus_babe::{
    digests::{PreDigest, SecondaryPlainPreDigest},
    BABE_ENGINE_ID,
};
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
    traits::{Dispatchable, Header as _},
    BuildStorage, Digest, DigestItem,
};

/// Slot of the block before the first.
const GENESIS_SLOT: u64 = 1_000;

fn merge(into: &mut Value, patch: Value) {
    match (into, patch) {
        (Value::Object(into), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, patch) => *into = patch,
    }
}

/// The genesis of a preset.
pub fn preset(name: &str) -> RuntimeGenesisConfig {
    let mut json = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
    let patch = genesis::get_preset(&name.into()).unwrap();
    merge(&mut json, serde_json::from_slice(&patch).unwrap());
    serde_json::from_value(json).unwrap()
}

/// Runs `test` on the chain of a genesis.
pub fn with(genesis: RuntimeGenesisConfig, test: impl FnOnce()) {
    TestExternalities::new(genesis.build_storage().unwrap()).execute_with(test);
}

/// Runs `test` on the chain of the preset `local`.
pub fn local(test: impl FnOnce()) {
    with(preset("local_testnet"), test);
}

/// One block more, in the next slot, with what `fill` does in it.
pub fn block<R>(fill: impl FnOnce() -> R) -> R {
    let number = System::block_number() + 1;
    let slot = GENESIS_SLOT + u64::from(number);
    let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
        authority_index: number % Babe::authorities().len() as u32,
        slot: slot.into(),
    });
    let digest = Digest {
        logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, pre_digest.encode())],
    };
    let parent = System::parent_hash();
    Executive::initialize_block(&Header::new(
        number,
        Default::default(),
        Default::default(),
        parent,
        digest,
    ));
    let now = slot * Pace::current().slot_ms;
    let timestamp = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now });
    timestamp.dispatch(RuntimeOrigin::none()).unwrap();
    let result = fill();
    Executive::finalize_block();
    result
}

/// So many blocks more with nothing in them.
pub fn blocks(count: BlockNumber) {
    for _ in 0..count {
        block(|| ());
    }
}

/// The account of a well-known key.
pub fn account(key: Sr25519Keyring) -> AccountId {
    key.to_account_id()
}

/// Signed by a well-known key.
pub fn signed(key: Sr25519Keyring) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(key))
}
