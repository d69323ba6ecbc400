//! The runtime of Proofnet: configuration only. Rules live in the pallets, the mechanism in `proofnet-toda`.
//!
//! | file | configures |
//! |---|---|
//! | `configs/system.rs` | blocks, weights, time |
//! | `configs/accounts.rs` | balances, fees, utility, multisig, proxy |
//! | `configs/consensus.rs` | BABE, GRANDPA, sessions, offences |
//! | `configs/staking.rs` | the election of validators, stake, pools, inflation |
//! | `configs/governance.rs` | referenda, voting, scheduler, preimages, treasury |
//! | `configs/tracks.rs` | the tracks of referenda |
//! | `origins.rs` | what referenda of each track speak as |
//! | `configs/market.rs` | circuits, provers, the market |
//! | `configs/pause.rs` | which calls governance may pause |
//! | `apis.rs` | what nodes, workers and applications call |
//! | `weights/` | what calls of the SDK's pallets take |
//! | `pace.rs` | the lengths of slots, epochs, eras and referenda, chosen at genesis |
//! | `genesis.rs` | the presets `dev` and `local` |

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]
// Documented where they are declared: the macros of FRAME repeat them without their documentation.
#![allow(missing_docs)]

extern crate alloc;

// For the code that `frame_support::runtime` generates.
#[cfg(not(feature = "std"))]
use alloc::vec::Vec;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod currency;
pub mod genesis;
pub mod origins;
pub mod pace;
#[cfg(test)]
mod tests;
mod weights;

pub use apis::{RuntimeApi, VERSION};
pub use configs::consensus::SessionKeys;

use sp_runtime::{
    generic,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature,
};

/// How transactions are signed.
pub type Signature = MultiSignature;
/// An account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How a call names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Planck.
pub type Balance = u128;
/// Height of a block.
pub type BlockNumber = u32;
/// Number of transactions of an account.
pub type Nonce = u32;
/// Hash of a block, a call, a storage root.
pub type Hash = sp_core::H256;
/// Head of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// Blocks as nodes handle them: they store, hash and send extrinsics, and leave their meaning to the runtime.
pub mod opaque {
    /// A block whose extrinsics are bytes.
    pub type Block = sp_runtime::generic::Block<super::Header, sp_runtime::OpaqueExtrinsic>;
}
/// What every transaction carries besides its call.
pub type TxExtension = (
    frame_system::AuthorizeCall<Runtime>,
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckMortality<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);
/// A transaction or inherent.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a transaction's signature signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// Runs blocks.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

#[frame_support::runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Pace = crate::pace::pallet;
    #[runtime::pallet_index(2)]
    pub type Timestamp = pallet_timestamp;
    // Before Session, which initialises it at genesis.
    #[runtime::pallet_index(3)]
    pub type Babe = pallet_babe;
    #[runtime::pallet_index(4)]
    pub type Authorship = pallet_authorship;

    #[runtime::pallet_index(10)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(11)]
    pub type TransactionPayment = pallet_transaction_payment;
    #[runtime::pallet_index(12)]
    pub type Utility = pallet_utility;
    #[runtime::pallet_index(13)]
    pub type Multisig = pallet_multisig;
    #[runtime::pallet_index(14)]
    pub type Proxy = pallet_proxy;

    #[runtime::pallet_index(20)]
    pub type Staking = pallet_staking;
    #[runtime::pallet_index(21)]
    pub type Offences = pallet_offences;
    #[runtime::pallet_index(22)]
    pub type Historical = pallet_session::historical;
    #[runtime::pallet_index(23)]
    pub type Session = pallet_session;
    #[runtime::pallet_index(24)]
    pub type Grandpa = pallet_grandpa;

    #[runtime::pallet_index(25)]
    pub type VoterList = pallet_bags_list;
    #[runtime::pallet_index(26)]
    pub type NominationPools = pallet_nomination_pools;
    #[runtime::pallet_index(27)]
    pub type DelegatedStaking = pallet_delegated_staking;

    #[runtime::pallet_index(30)]
    pub type Preimage = pallet_preimage;
    #[runtime::pallet_index(31)]
    pub type Scheduler = pallet_scheduler;
    #[runtime::pallet_index(32)]
    pub type Treasury = pallet_treasury;
    #[runtime::pallet_index(33)]
    pub type ConvictionVoting = pallet_conviction_voting;
    #[runtime::pallet_index(34)]
    pub type Referenda = pallet_referenda;
    #[runtime::pallet_index(35)]
    pub type TxPause = pallet_tx_pause;
    #[runtime::pallet_index(36)]
    pub type Origins = crate::origins::pallet;

    #[runtime::pallet_index(40)]
    pub type Verifier = pallet_verifier;
    #[runtime::pallet_index(41)]
    pub type Provers = pallet_provers;
    #[runtime::pallet_index(42)]
    pub type Market = pallet_market;
}
