//! Weights of the SDK's pallets on this runtime, as `scripts/weights` measured them. Those of our pallets are in the pallets;
//! what is not here has the SDK's own (CONTRIBUTING.md says what and why).

pub mod frame_election_provider_support;
pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_bags_list;
pub mod pallet_balances;
pub mod pallet_conviction_voting;
pub mod pallet_multisig;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_referenda;
pub mod pallet_scheduler;
pub mod pallet_session;
pub mod pallet_staking;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;
pub mod pallet_treasury;
pub mod pallet_tx_pause;
pub mod pallet_utility;
