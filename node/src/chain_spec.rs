//! Chain specs: of the runtime's genesis presets, or from a file.

use crate::error::CHAIN_SPEC;
use proofnet_runtime::{currency, WASM_BINARY};
use sc_chain_spec::{ChainType, Properties};

/// A chain spec without extensions.
pub type ChainSpec = sc_chain_spec::GenericChainSpec;

/// The chain spec that `id` names: `dev`, `local`, or else the path of a file.
///
/// # Errors
/// Why there is none.
pub fn load(id: &str) -> Result<Box<dyn sc_chain_spec::ChainSpec>, String> {
    Ok(match id {
        "dev" => Box::new(preset(
            "Proofnet Development",
            "proofnet_dev",
            ChainType::Development,
            sp_genesis_builder::DEV_RUNTIME_PRESET,
        )?),
        "" | "local" => Box::new(preset(
            "Proofnet Local",
            "proofnet_local",
            ChainType::Local,
            sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
        )?),
        path => Box::new(ChainSpec::from_json_file(path.into()).map_err(|error| {
            format!("{CHAIN_SPEC} {path} is neither a preset (dev, local) nor a readable file: {error}")
        })?),
    })
}

fn preset(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
    Ok(ChainSpec::builder(own_runtime()?, None)
        .with_name(name)
        .with_id(id)
        .with_chain_type(chain_type)
        .with_protocol_id("proofnet")
        .with_properties(properties())
        .with_genesis_config_preset_name(preset)
        .build())
}

/// The runtime that this node was built with.
///
/// # Errors
/// There is none.
pub fn own_runtime() -> Result<&'static [u8], String> {
    WASM_BINARY
        .ok_or_else(|| "this node was built with SKIP_WASM_BUILD and has no runtime: build it without".into())
}

/// What wallets have to know of the token.
pub fn properties() -> Properties {
    let mut properties = Properties::new();
    properties.insert("tokenName".into(), currency::NAME.into());
    properties.insert("tokenSymbol".into(), currency::SYMBOL.into());
    properties.insert("tokenDecimals".into(), currency::DECIMALS.into());
    properties.insert("ss58Format".into(), currency::SS58_PREFIX.into());
    properties
}
