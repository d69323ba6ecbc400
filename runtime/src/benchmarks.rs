//! The pallets whose weights are measured on this runtime.
//!
//! Not among them: staking, nomination pools, whose benchmarks in the SDK need another staking pallet than ours, paying for a transaction
//! (see [`configs::accounts`]), and equivocation reports, which have no benchmark (see [`configs::consensus::EquivocationWeight`]).

use crate::*;
use alloc::{string::String, vec, vec::Vec};
use codec::Encode;
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{
    fungible::Mutate, StorageInfo, StorageInfoTrait, TrackedStorageKey, WhitelistedStorageKeys,
};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensions, Pallet as SystemCalls};
use pallet_election_provider_support_benchmarking::Pallet as Election;
use pallet_session_benchmarking::Pallet as SessionCalls;
use pallet_treasury::ArgumentsFactory;

define_benchmarks!(
    [frame_system, SystemCalls::<Runtime>]
    [frame_system_extensions, SystemExtensions::<Runtime>]
    [pallet_bags_list, VoterList]
    [pallet_balances, Balances]
    [pallet_conviction_voting, ConvictionVoting]
    [frame_election_provider_support, Election::<Runtime>]
    [pallet_market, Market]
    [pallet_multisig, Multisig]
    [pallet_preimage, Preimage]
    [pallet_provers, Provers]
    [pallet_proxy, Proxy]
    [pallet_referenda, Referenda]
    [pallet_scheduler, Scheduler]
    [pallet_session, SessionCalls::<Runtime>]
    [pallet_timestamp, Timestamp]
    [pallet_treasury, Treasury]
    [pallet_tx_pause, TxPause]
    [pallet_utility, Utility]
    [pallet_verifier, Verifier]
);

/// Whom the treasury pays, with an account that is there: what is paid is less than a new one needs.
pub struct FundedBeneficiary;

impl ArgumentsFactory<(), AccountId> for FundedBeneficiary {
    fn create_asset_kind(_: u32) {}

    fn create_beneficiary(seed: [u8; 32]) -> AccountId {
        let beneficiary = AccountId::from(seed);
        Balances::set_balance(&beneficiary, currency::EXISTENTIAL_DEPOSIT);
        beneficiary
    }
}

impl frame_system_benchmarking::Config for Runtime {}

impl pallet_election_provider_support_benchmarking::Config for Runtime {}

impl pallet_session_benchmarking::Config for Runtime {
    fn generate_session_keys_and_proof(owner: AccountId) -> (SessionKeys, Vec<u8>) {
        let generated = SessionKeys::generate(&owner.encode(), None);
        (generated.keys, generated.proof.encode())
    }
}

/// What can be measured.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
    let mut list = Vec::<BenchmarkList>::new();
    list_benchmarks!(list, extra);
    (list, AllPalletsWithSystem::storage_info())
}

/// Measures what `config` names.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
    let mut whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
    // A block reads and writes them once, which the market counts by itself.
    let shared = [
        configs::accounts::TreasuryAccount::get(),
        configs::market::SurplusAccount::get(),
    ];
    whitelist.extend(shared.map(|who| frame_system::Account::<Runtime>::hashed_key_for(who).into()));
    let mut batches = vec![];
    let params = (&config, &whitelist);
    add_benchmarks!(params, batches);
    Ok(batches)
}
