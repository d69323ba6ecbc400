//! The genesis presets give a state that a chain can start from.

#![allow(clippy::expect_used)] // Tests may panic.

mod common;

use proofnet_runtime::{genesis, pace, Babe, Balances, Market, Pace, Session, Staking, Treasury};
use sc_chain_spec::GenesisConfigBuilderRuntimeCaller;
use sp_io::TestExternalities;
use std::sync::OnceLock;
#[cfg(feature = "try-runtime")]
use {
    frame_support::traits::{TryState, TryStateSelect},
    proofnet_runtime::AllPalletsWithSystem,
};

fn with_preset(name: &str, test: impl FnOnce()) {
    static BUILDER: OnceLock<GenesisConfigBuilderRuntimeCaller<'static, common::HostFunctions>> =
        OnceLock::new();
    let builder = BUILDER.get_or_init(|| GenesisConfigBuilderRuntimeCaller::new(common::wasm_binary()));
    let storage = builder
        .get_storage_for_named_preset(Some(&name.to_string()))
        .expect("the preset is valid");
    TestExternalities::from(storage).execute_with(test);
}

#[cfg(feature = "try-runtime")]
#[test]
fn every_preset_should_satisfy_all_invariants_when_built() {
    for name in genesis::preset_names() {
        with_preset(name.as_ref(), || {
            <AllPalletsWithSystem as TryState<_>>::try_state(0, TryStateSelect::All)
                .expect("invariants hold");
        });
    }
}

#[test]
fn dev_preset_should_have_one_validator_when_built() {
    with_preset("development", || {
        assert_eq!(Session::validators().len(), 1);
        assert_eq!(Staking::validator_count(), 1);
    });
}

#[test]
fn local_preset_should_have_three_validators_when_built() {
    with_preset("local_testnet", || assert_eq!(Session::validators().len(), 3));
}

#[test]
fn pace_should_be_fast_when_the_network_is_for_trying_out() {
    for name in ["development", "local_testnet"] {
        with_preset(name, || {
            assert_eq!(Pace::current(), pace::Pace::DEVELOPMENT);
            assert_eq!(Babe::slot_duration(), 2_000);
        });
    }
}

#[test]
fn treasury_should_be_able_to_receive_when_its_income_is_below_the_existential_deposit() {
    with_preset("development", || {
        assert!(Balances::free_balance(Treasury::account_id()) > 0)
    });
}

#[test]
fn market_should_have_categories_when_built() {
    with_preset("development", || {
        let categories = Market::categories();
        assert!(!categories.is_empty());
        assert!(categories
            .iter()
            .all(|view| view.reference_price >= view.category.price_floor));
    });
}

#[test]
fn unknown_preset_should_not_exist_when_asked_for() {
    assert!(genesis::get_preset(&"mainnet".into()).is_none());
}
