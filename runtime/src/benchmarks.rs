//! The pallets whose weights are measured on this runtime.

use crate::*;
use alloc::{string::String, vec, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, TrackedStorageKey, WhitelistedStorageKeys};

define_benchmarks!([pallet_verifier, Verifier] [pallet_provers, Provers] [pallet_market, Market]);

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
