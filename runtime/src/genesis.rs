//! The genesis presets: `dev` for one machine, `local` for a network of three validators on one machine.
//!
//! Their keys are the well-known development keys: whoever can read this file controls such a chain.

use crate::{configs::staking::terms, currency::UNIT, *};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::{build_struct_json_patch, traits::BuildGenesisConfig};
use pallet_market::MarketParameters;
use pallet_staking::StakerStatus;
use proofnet_market::{Category, CategoryId, CollateralRule};
use proofnet_proofs::ProofSystem;
use sp_consensus_babe::AuthorityId as BabeId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{Perbill, Permill};

/// Balance of each well-known account, in planck.
const ENDOWMENT: Balance = 1_000_000 * UNIT;
/// What each validator stakes, in planck.
const VALIDATOR_STAKE: Balance = 100_000 * UNIT;

/// Blocks from a match to its due block where a proof takes seconds.
const SHORT_WINDOW: BlockNumber = 30;
/// Blocks from a match to its due block where a proof takes minutes.
const LONG_WINDOW: BlockNumber = 300;
/// Share of that in which a job can be rejected: fetching an input and generating a witness take less than proving.
const REJECTION_SHARE: BlockNumber = 3;
/// Planck that rejecting a job costs: more than the fee of a transaction, next to nothing beside a collateral.
const REJECTION_FEE: Balance = UNIT / 100;

struct Validator {
    stash: AccountId,
    babe: BabeId,
    grandpa: GrandpaId,
}

fn validator(sr25519: Sr25519Keyring, ed25519: Ed25519Keyring) -> Validator {
    Validator {
        stash: sr25519.to_account_id(),
        babe: sr25519.public().into(),
        grandpa: ed25519.public().into(),
    }
}

/// The categories that a new network starts with, each with its reference price.
fn categories() -> Vec<(CategoryId, Category<Balance, BlockNumber>, Balance)> {
    let category = |max_units, proving_window| Category {
        system: ProofSystem::Groth16Bn254,
        max_units,
        proving_window,
        rejection_window: proving_window / REJECTION_SHARE,
        min_delivered: 0,
        collateral: CollateralRule {
            fixed: UNIT,
            per_unit: UNIT / 1_000,
        },
        price_floor: UNIT / 1_000_000,
        compensation: Permill::from_percent(20),
    };
    vec![
        (0, category(100, SHORT_WINDOW), UNIT / 1_000),
        (1, category(10_000, LONG_WINDOW), UNIT / 1_000),
    ]
}

fn parameters() -> MarketParameters<BlockNumber> {
    MarketParameters {
        rejection_fee: REJECTION_FEE,
        ..Default::default()
    }
}

/// Pools of as many members as want to join: each brings what its row is worth.
fn pools() -> pallet_nomination_pools::GenesisConfig<Runtime> {
    pallet_nomination_pools::GenesisConfig {
        min_join_bond: terms::MIN_JOIN_BOND,
        min_create_bond: terms::MIN_CREATE_BOND,
        max_pools: Some(terms::MAX_POOLS),
        max_members_per_pool: None,
        max_members: None,
        global_max_commission: Some(terms::MAX_POOL_COMMISSION),
    }
}

fn preset(validators: Vec<Validator>) -> serde_json::Value {
    let endowed = Sr25519Keyring::well_known()
        .map(|key| (key.to_account_id(), ENDOWMENT))
        .collect();
    build_struct_json_patch!(RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig { balances: endowed },
        babe: pallet_babe::GenesisConfig {
            epoch_config: configs::consensus::BABE_GENESIS_EPOCH
        },
        pace: pace::GenesisConfig::from(pace::Pace::DEVELOPMENT),
        session: pallet_session::GenesisConfig {
            keys: validators
                .iter()
                .map(|validator| {
                    let keys = SessionKeys {
                        babe: validator.babe.clone(),
                        grandpa: validator.grandpa.clone(),
                    };
                    (validator.stash.clone(), validator.stash.clone(), keys)
                })
                .collect(),
        },
        staking: pallet_staking::GenesisConfig {
            validator_count: validators.len() as u32,
            minimum_validator_count: 1,
            invulnerables: Vec::new(),
            slash_reward_fraction: Perbill::from_percent(10),
            min_validator_bond: terms::MIN_VALIDATOR_BOND,
            min_nominator_bond: terms::MIN_NOMINATOR_BOND,
            max_validator_count: Some(terms::MAX_VALIDATOR_COUNT),
            stakers: validators
                .iter()
                .map(|validator| {
                    (
                        validator.stash.clone(),
                        validator.stash.clone(),
                        VALIDATOR_STAKE,
                        StakerStatus::<AccountId>::Validator,
                    )
                })
                .collect(),
        },
        nomination_pools: pools(),
        market: pallet_market::GenesisConfig {
            categories: categories(),
            parameters: parameters(),
        },
    })
}

/// The preset named `id`, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
    let validators = match id.as_ref() {
        DEV_RUNTIME_PRESET => vec![validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice)],
        LOCAL_TESTNET_RUNTIME_PRESET => vec![
            validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
            validator(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
            validator(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
        ],
        _ => return None,
    };
    serde_json::to_vec(&preset(validators)).ok()
}

/// The state that a chain starts from, or what is wrong with `json`.
pub fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
    let genesis: RuntimeGenesisConfig = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    genesis.pace.pace()?;
    genesis.build();
    Ok(())
}

/// Names of the presets.
pub fn preset_names() -> Vec<PresetId> {
    vec![
        PresetId::from(DEV_RUNTIME_PRESET),
        PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET),
    ]
}
