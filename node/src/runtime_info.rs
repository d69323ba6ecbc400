//! `runtime-info`: says what a runtime is, so that voters and validators can compare it with what they built themselves.

use crate::{
    chain_spec,
    error::{Failure, Kind},
    service::HostFunctions,
};
use clap::Args;
use codec::{Decode, Encode};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use merkleized_metadata::{generate_metadata_digest, ExtraInfo};
use proofnet_runtime::currency;
use sc_executor::WasmExecutor;
use serde::Serialize;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_maybe_compressed_blob::CODE_BLOB_BOMB_LIMIT;
use sp_runtime::traits::{BlakeTwo256, Hash};
use sp_version::RuntimeVersion;
use std::path::PathBuf;

/// Digits of the token after the point.
const DECIMALS: u8 = currency::DECIMALS as u8;
/// The version of the metadata that RFC 78 hashes.
const METADATA_VERSION: u32 = 15;

/// Prints what a runtime is, as JSON: hash, size, version, metadata hash.
#[derive(Debug, Args)]
pub struct RuntimeInfoCmd {
    /// The runtime, compressed or not; the one that this node was built with if it is left out.
    #[arg(value_name = "WASM")]
    file: Option<PathBuf>,
}

/// What a runtime is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RuntimeInfo {
    /// BLAKE2b-256 of the file: what `system.authorizeUpgrade` takes.
    #[serde(rename = "blake2_256")]
    blake2_256: String,
    /// Bytes of the file, and so on chain.
    bytes: usize,
    /// Bytes of the WebAssembly in it.
    uncompressed_bytes: usize,
    spec_name: String,
    spec_version: u32,
    transaction_version: u32,
    /// The hash of RFC 78, by which offline wallets check what they sign.
    metadata_hash: String,
    /// Whether the runtime accepts transactions that are signed over it.
    metadata_hash_enabled: bool,
}

impl RuntimeInfoCmd {
    /// Prints what the runtime is.
    ///
    /// # Errors
    /// The file cannot be read, or is no runtime.
    pub fn run(&self) -> sc_cli::Result<()> {
        let code = match &self.file {
            None => chain_spec::own_runtime()?.to_vec(),
            Some(path) => std::fs::read(path).map_err(|error| self.wrong(&error.to_string()))?,
        };
        let info = inspect(&code).map_err(|error| self.wrong(&error))?;
        let json = serde_json::to_string_pretty(&info).map_err(|error| self.wrong(&error.to_string()))?;
        println!("{json}");
        Ok(())
    }

    fn wrong(&self, error: &str) -> Failure {
        let file = self
            .file
            .as_ref()
            .map_or("own runtime".into(), |path| path.display().to_string());
        Failure::new(
            Kind::CommandLine,
            format!("{file} is no runtime of Proofnet: {error}"),
            "name the file that scripts/runtime wrote",
        )
    }
}

fn inspect(code: &[u8]) -> Result<RuntimeInfo, String> {
    let wasm = sp_maybe_compressed_blob::decompress(code, CODE_BLOB_BOMB_LIMIT)
        .map_err(|error| error.to_string())?;
    let runtime = Runtime::new(code);
    let version: RuntimeVersion = runtime.call("Core_version", &[])?;
    let metadata: Option<Vec<u8>> =
        runtime.call("Metadata_metadata_at_version", &METADATA_VERSION.encode())?;
    let metadata = metadata.ok_or("it has no metadata of version 15")?;
    let metadata =
        RuntimeMetadataPrefixed::decode(&mut metadata.as_slice()).map_err(|error| error.to_string())?;
    let hash = metadata_hash(&metadata.1, &version)?;
    Ok(RuntimeInfo {
        blake2_256: format!("{:?}", BlakeTwo256::hash(code)),
        bytes: code.len(),
        uncompressed_bytes: wasm.len(),
        metadata_hash: sp_core::bytes::to_hex(&hash, false),
        // There is no call that says so; the hash is among the constants of a runtime that knows it, and of no other.
        metadata_hash_enabled: wasm.windows(hash.len()).any(|window| window == hash),
        spec_name: version.spec_name.to_string(),
        spec_version: version.spec_version,
        transaction_version: version.transaction_version,
    })
}

fn metadata_hash(metadata: &RuntimeMetadata, version: &RuntimeVersion) -> Result<[u8; 32], String> {
    let digest = generate_metadata_digest(
        metadata,
        ExtraInfo {
            spec_version: version.spec_version,
            spec_name: version.spec_name.to_string(),
            base58_prefix: currency::SS58_PREFIX,
            decimals: DECIMALS,
            token_symbol: currency::SYMBOL.into(),
        },
    )?;
    Ok(digest.hash())
}

/// A runtime to be asked, without a chain.
struct Runtime<'a> {
    executor: WasmExecutor<HostFunctions>,
    code: WrappedRuntimeCode<'a>,
}

impl<'a> Runtime<'a> {
    fn new(code: &'a [u8]) -> Self {
        Self {
            executor: WasmExecutor::builder().build(),
            code: WrappedRuntimeCode(code.into()),
        }
    }

    fn call<Answer: Decode>(&self, function: &str, arguments: &[u8]) -> Result<Answer, String> {
        let code = RuntimeCode {
            code_fetcher: &self.code,
            heap_pages: None,
            hash: vec![1],
        };
        let mut nothing = sp_state_machine::BasicExternalities::default();
        let (answer, _) = self
            .executor
            .call(&mut nothing, &code, function, arguments, CallContext::Offchain);
        let answer = answer.map_err(|error| format!("{function}: {error}"))?;
        Answer::decode(&mut answer.as_slice()).map_err(|error| format!("{function}: {error}"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may panic.

    use super::*;

    #[test]
    fn own_runtime_should_be_of_the_version_that_the_node_was_built_with() {
        let info = inspect(chain_spec::own_runtime().unwrap()).unwrap();
        assert_eq!(info.spec_version, proofnet_runtime::VERSION.spec_version);
        assert_eq!(info.metadata_hash.len(), 66);
        assert!(info.uncompressed_bytes > info.bytes);
    }

    #[test]
    fn metadata_hash_should_change_when_the_version_of_the_runtime_does() {
        // What the metadata says of constants is read from a state.
        let metadata = sp_state_machine::BasicExternalities::default()
            .execute_with(|| proofnet_runtime::Runtime::metadata_at_version(METADATA_VERSION))
            .unwrap();
        let metadata = RuntimeMetadataPrefixed::decode(&mut metadata.as_slice());
        let version = proofnet_runtime::VERSION;
        let next = RuntimeVersion {
            spec_version: version.spec_version + 1,
            ..version.clone()
        };
        let metadata = metadata.unwrap().1;
        assert_ne!(
            metadata_hash(&metadata, &version),
            metadata_hash(&metadata, &next)
        );
    }

    #[test]
    fn file_should_be_refused_when_it_is_no_runtime() {
        assert!(inspect(b"").is_err());
        assert!(inspect(b"\0asm\x01\0\0\0").is_err());
    }
}
