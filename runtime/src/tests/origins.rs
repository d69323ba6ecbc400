//! Who may make each call: every call of the runtime is made by every origin that there is.

use crate::{origins::Origin, AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use codec::Decode;
use frame_support::traits::{GetCallMetadata, UnfilteredDispatchable};
use sp_core::traits::{ReadRuntimeVersion, ReadRuntimeVersionExt};
use sp_externalities::Externalities;
use sp_io::TestExternalities;
use sp_runtime::{BuildStorage, DispatchError};
use std::collections::BTreeMap;

/// Calls that no signature suffices for, and whose referendum makes them.
const PRIVILEGED: [(&str, &[&str], &str); 22] = [
    (
        "Market",
        &["create_category", "update_category", "set_parameters"],
        "MarketAdmin",
    ),
    ("Provers", &["set_parameters"], "MarketAdmin"),
    ("Verifier", &["set_backend"], "VerifierAdmin"),
    (
        "Staking",
        &[
            "cancel_deferred_slash",
            "set_min_commission",
            "deprecate_controller_batch",
            "restore_ledger",
            "manual_slash",
        ],
        "StakingAdmin",
    ),
    (
        "Treasury",
        &["spend_local", "spend", "remove_approval", "void_spend"],
        "Treasurer",
    ),
    ("Market", &["set_paused"], "Guard"),
    ("TxPause", &["pause", "unpause"], "Guard"),
    ("Referenda", &["cancel"], "ReferendumCanceller"),
    ("Referenda", &["kill"], "ReferendumKiller"),
    (
        "System",
        &[
            "set_heap_pages",
            "set_code",
            "set_code_without_checks",
            "set_storage",
            "kill_storage",
            "kill_prefix",
            "authorize_upgrade",
            "authorize_upgrade_without_checks",
        ],
        "root",
    ),
    ("Babe", &["plan_config_change"], "root"),
    ("Grandpa", &["note_stalled"], "root"),
    (
        "Balances",
        &[
            "force_transfer",
            "force_unreserve",
            "force_set_balance",
            "force_adjust_total_issuance",
        ],
        "root",
    ),
    (
        "Utility",
        &["dispatch_as", "with_weight", "dispatch_as_fallible"],
        "root",
    ),
    (
        "Staking",
        &[
            "set_validator_count",
            "increase_validator_count",
            "scale_validator_count",
            "force_no_eras",
            "force_new_era",
            "set_invulnerables",
            "force_unstake",
            "force_new_era_always",
            "set_staking_configs",
        ],
        "root",
    ),
    ("NominationPools", &["set_configs"], "StakingAdmin"),
    ("Preimage", &["request_preimage", "unrequest_preimage"], "root"),
    (
        "Scheduler",
        &[
            "schedule",
            "cancel",
            "schedule_named",
            "cancel_named",
            "schedule_after",
            "schedule_named_after",
            "set_retry",
            "set_retry_named",
            "cancel_retry",
            "cancel_retry_named",
        ],
        "root",
    ),
    ("Referenda", &["nudge_referendum", "one_fewer_deciding"], "root"),
    ("Timestamp", &["set"], "none"),
    ("Babe", &["report_equivocation_unsigned"], "none"),
    ("Grandpa", &["report_equivocation_unsigned"], "none"),
];

fn origins() -> Vec<(String, RuntimeOrigin)> {
    let mut origins = vec![
        ("none".into(), RuntimeOrigin::none()),
        ("signed".into(), RuntimeOrigin::signed(AccountId::new([1; 32]))),
        ("root".into(), RuntimeOrigin::root()),
    ];
    origins.extend(Origin::ALL.map(|origin| (format!("{origin:?}"), origin.into())));
    origins
}

/// Every call of the runtime, with the plainest arguments: those that zeros decode to, or, where no enum begins at 0, those of a 1
/// with zeros.
fn calls() -> Vec<RuntimeCall> {
    let zeros = [0; 1_000];
    let mut calls = Vec::new();
    for (pallet, call) in (0..=u8::MAX).flat_map(|pallet| (0..=u8::MAX).map(move |call| (pallet, call))) {
        calls.extend([0, 1].iter().find_map(|first| {
            let bytes = [&[pallet, call, *first], &zeros[..]].concat();
            RuntimeCall::decode(&mut &bytes[..]).ok()
        }));
    }
    calls
}

/// Which origins get further than the check of the origin.
fn admitted(call: &RuntimeCall) -> Vec<String> {
    let passes = |origin: RuntimeOrigin| {
        let result = frame_support::storage::with_transaction(|| {
            let result = call.clone().dispatch_bypass_filter(origin);
            sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
        });
        match result.unwrap() {
            Ok(_) => true,
            Err(refused) => refused.error != DispatchError::BadOrigin,
        }
    };
    origins()
        .into_iter()
        .filter(|(_, origin)| passes(origin.clone()))
        .map(|(name, _)| name)
        .collect()
}

/// Zeros are the code of no runtime.
struct NoRuntime;

impl ReadRuntimeVersion for NoRuntime {
    fn read_runtime_version(&self, _: &[u8], _: &mut dyn Externalities) -> Result<Vec<u8>, String> {
        Err("no runtime".into())
    }
}

/// Calls that a signature does not suffice for, each with the origins that do.
fn privileged() -> BTreeMap<(String, String), Vec<String>> {
    let storage = frame_system::GenesisConfig::<Runtime>::default().build_storage();
    let mut ext = TestExternalities::new(storage.unwrap());
    ext.register_extension(ReadRuntimeVersionExt::new(NoRuntime));
    ext.execute_with(|| {
        calls()
            .iter()
            .map(|call| {
                let names = call.get_call_metadata();
                let names = (names.pallet_name.into(), names.function_name.into());
                (names, admitted(call))
            })
            .filter(|(_, origins): &(_, Vec<String>)| !origins.contains(&"signed".into()))
            .collect()
    })
}

fn expected() -> BTreeMap<(String, String), Vec<String>> {
    let of = |pallet: &str, calls: &[&str], origin: &str| {
        let row = |call: &&str| ((pallet.to_string(), call.to_string()), vec![origin.to_string()]);
        calls.iter().map(row).collect::<Vec<_>>()
    };
    PRIVILEGED
        .iter()
        .flat_map(|(pallet, calls, origin)| of(pallet, calls, origin))
        .collect()
}

#[test]
fn privileged_call_should_be_made_by_one_origin_alone_when_all_try() {
    let (found, expected) = (privileged(), expected());
    for (call, origins) in &found {
        assert_eq!(
            expected.get(call),
            Some(origins),
            "{call:?} is made by {origins:?}"
        );
    }
    let missing: Vec<_> = expected
        .keys()
        .filter(|call| !found.contains_key(*call))
        .collect();
    assert!(
        missing.is_empty(),
        "a signature suffices for {missing:?}, or they are gone"
    );
}

/// What the other test does not reach is not privileged unnoticed.
#[test]
fn every_call_should_be_made_when_arguments_are_zeros() {
    let made: Vec<(&str, &str)> = calls()
        .iter()
        .map(|call| call.get_call_metadata())
        .map(|names| (names.pallet_name, names.function_name))
        .collect();
    let unreached: Vec<(&str, &str)> = RuntimeCall::get_module_names()
        .iter()
        .flat_map(|pallet| {
            RuntimeCall::get_call_names(pallet)
                .iter()
                .map(|call| (*pallet, *call))
        })
        .filter(|names| !made.contains(names))
        .collect();
    assert_eq!(unreached, Vec::<(&str, &str)>::new());
}
