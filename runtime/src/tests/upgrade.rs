//! The state of the last release, under the runtime of the day: what an upgrade has to leave whole.
//!
//! `scripts/release-state` writes such a state. What is in it is asserted first, so that nothing is missing unnoticed.

use crate::*;
use codec::Decode;
use frame_support::{
    assert_ok,
    traits::{GetStorageVersion, OnInitialize, PalletInfoAccess, TryState, TryStateSelect},
};
use frame_try_runtime::UpgradeCheckSelect;
use proofnet_market::Delivery;
use sp_core::storage::Storage;
use sp_io::TestExternalities;
use sp_runtime::StateVersion;

/// All of the state but the runtime, as keys and values.
const STATE: &[u8] = include_bytes!("../../snapshots/1.state");
/// A proof for a request that is assigned in it.
const PROOF: &[u8] = include_bytes!("../../snapshots/1.proof");

fn in_the_last_release(test: impl FnOnce()) {
    let pairs: Vec<(Vec<u8>, Vec<u8>)> = Decode::decode(&mut &*STATE).unwrap();
    let top = pairs.into_iter().collect();
    let children_default = Default::default();
    TestExternalities::from(Storage {
        top,
        children_default,
    })
    .execute_with(test);
}

/// Migrates as the first block after an upgrade does, with all checks: before and after each migration, that every value
/// decodes as its type, and the invariants of every pallet.
fn upgrade() {
    assert_ok!(Executive::try_runtime_upgrade(UpgradeCheckSelect::All));
}

fn after_the_upgrade(test: impl FnOnce()) {
    in_the_last_release(|| {
        upgrade();
        test();
    });
}

fn check_invariants() {
    assert_ok!(<AllPalletsWithSystem as TryState<BlockNumber>>::try_state(
        System::block_number(),
        TryStateSelect::All
    ));
}

fn root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

fn count<T>(rows: impl Iterator<Item = T>) -> usize {
    rows.count()
}

#[test]
fn state_of_the_release_should_have_all_that_an_upgrade_can_break_when_it_is_taken() {
    in_the_last_release(|| {
        let jobs = count(pallet_market::Jobs::<Runtime>::iter());
        let requests = count(pallet_market::Requests::<Runtime>::iter());
        assert!(jobs > 1 && requests > jobs, "{jobs} jobs, {requests} requests");
        assert!(count(pallet_market::Fulfilments::<Runtime>::iter()) > 0);
        assert!(count(pallet_market::Offers::<Runtime>::iter()) > 0);
        let leaving = |(_, row): &(AccountId, pallet_provers::ProverOf<Runtime>)| {
            matches!(row.state, pallet_provers::State::Leaving { .. })
        };
        assert!(pallet_provers::Provers::<Runtime>::iter().any(|row| leaving(&row)));
        assert!(count(pallet_provers::Delegations::<Runtime>::iter()) > 0);
        assert!(count(pallet_provers::Unbondings::<Runtime>::iter()) > 0);
        assert!(count(pallet_provers::Workers::<Runtime>::iter()) > 0);
        assert!(count(pallet_provers::InputKeys::<Runtime>::iter()) > 0);
        assert!(count(pallet_staking::Nominators::<Runtime>::iter()) > 0);
        assert!(pallet_staking::Ledger::<Runtime>::iter().any(|(_, ledger)| !ledger.unlocking.is_empty()));
        assert!(count(pallet_preimage::RequestStatusFor::<Runtime>::iter()) > 0);
    });
}

#[test]
fn state_should_decode_and_hold_its_invariants_when_the_runtime_is_upgraded() {
    after_the_upgrade(|| {
        assert_eq!(
            frame_system::LastRuntimeUpgrade::<Runtime>::get().map(|last| last.spec_version.0),
            Some(VERSION.spec_version)
        );
    });
}

#[test]
fn storage_should_be_of_the_pallets_versions_when_the_runtime_is_upgraded() {
    fn check<
        P: GetStorageVersion<InCodeStorageVersion = frame_support::traits::StorageVersion> + PalletInfoAccess,
    >() {
        assert_eq!(
            P::on_chain_storage_version(),
            P::in_code_storage_version(),
            "{}",
            P::name()
        );
    }
    after_the_upgrade(|| {
        check::<Market>();
        check::<Provers>();
        check::<Verifier>();
    });
}

#[test]
fn upgrade_should_change_nothing_when_it_is_made_again() {
    after_the_upgrade(|| {
        let once = root();
        upgrade();
        assert_eq!(root(), once);
    });
}

#[test]
fn job_should_be_paid_when_its_proof_is_delivered_after_the_upgrade() {
    after_the_upgrade(|| {
        let Delivery {
            request,
            outputs,
            proof,
        } = Decode::decode(&mut &*PROOF).unwrap();
        let job = pallet_market::Jobs::<Runtime>::get(request).unwrap();
        let issuance = Balances::total_issuance();
        assert_ok!(Market::deliver(
            RuntimeOrigin::signed(job.prover),
            request,
            outputs,
            proof
        ));
        assert!(pallet_market::Fulfilments::<Runtime>::contains_key(request));
        assert_eq!(Balances::total_issuance(), issuance);
        check_invariants();
    });
}

#[test]
fn everything_should_come_to_its_end_when_time_passes_after_the_upgrade() {
    after_the_upgrade(|| {
        let issuance = Balances::total_issuance();
        // From one block in which something is due to the next.
        while let Some((key, _)) = pallet_market::Calendar::<Runtime>::iter().next() {
            let due = BlockNumber::try_from(key.block()).unwrap();
            System::set_block_number(System::block_number().max(due) + 1);
            Market::on_initialize(System::block_number());
            check_invariants();
        }
        assert_eq!(count(pallet_market::Requests::<Runtime>::iter()), 0);
        assert_eq!(count(pallet_market::Jobs::<Runtime>::iter()), 0);
        assert_eq!(count(pallet_market::Fulfilments::<Runtime>::iter()), 0);
        assert!(pallet_provers::Provers::<Runtime>::iter().all(|(_, row)| row.jobs == 0 && row.locked == 0));
        assert_eq!(Balances::total_issuance(), issuance);
    });
}
