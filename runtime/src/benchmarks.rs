//! The pallets whose weights are measured on this runtime.
//!
//! Not among them: nomination pools, whose benchmarks in the SDK need another staking pallet than ours, and equivocation reports, which
//! have no benchmark (see [`configs::consensus::EquivocationWeight`]).

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
use sp_consensus_babe::{
    digests::{PreDigest, SecondaryPlainPreDigest},
    BABE_ENGINE_ID,
};
use sp_runtime::DigestItem;

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
    [pallet_staking, Staking]
    [pallet_timestamp, Timestamp]
    [pallet_transaction_payment, TransactionPayment]
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

impl pallet_transaction_payment::BenchmarkConfig for Runtime {
    // Blocks have an author, who gets a part of each fee.
    fn setup_benchmark_environment() {
        let by_the_first = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
            authority_index: 0,
            slot: 0.into(),
        });
        System::deposit_log(DigestItem::PreRuntime(BABE_ENGINE_ID, by_the_first.encode()));
    }
}

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
    // A block reads and writes them once: what the protocol gets, which the market counts by itself, and what the block's author gets.
    let shared = [
        configs::accounts::TreasuryAccount::get(),
        configs::market::SurplusAccount::get(),
    ];
    let validators = Session::validators();
    let accounts = shared.iter().chain(validators.first());
    whitelist.extend(accounts.map(|who| frame_system::Account::<Runtime>::hashed_key_for(who).into()));
    whitelist.push(
        pallet_session::Validators::<Runtime>::hashed_key()
            .to_vec()
            .into(),
    );
    let mut batches = vec![];
    let params = (&config, &whitelist);
    add_benchmarks!(params, batches);
    Ok(batches)
}
