//! The runtime as WebAssembly, with the host functions of the node.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)] // Each binary uses a part; tests may panic.

#[path = "../../../primitives/proofs/tests/common/mod.rs"]
pub mod circuits;

use codec::{Decode, Encode};
use proofnet_proofs::{Backend, KeyError, ProofSystem, Scalar, VerifyError};
use proofnet_runtime::WASM_BINARY;
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_state_machine::BasicExternalities;

/// What the node lets the runtime call.
pub type HostFunctions = (
    sp_io::SubstrateHostFunctions,
    proofnet_proofs::host::bn254::HostFunctions,
    proofnet_proofs::host::bls12_381::HostFunctions,
);

/// The runtime.
pub fn wasm_binary() -> &'static [u8] {
    WASM_BINARY.expect("the tests need the runtime: build without SKIP_WASM_BUILD")
}

/// What the verification of several proofs under one key comes to.
pub type Verdicts = Result<Vec<Result<(), VerifyError>>, KeyError>;

/// Calls the runtime as block import does: compiled once, instantiated for each call.
pub struct Runtime {
    executor: WasmExecutor<HostFunctions>,
    code: Vec<u8>,
}

impl Runtime {
    pub fn new() -> Self {
        let code = wasm_binary().to_vec();
        Self {
            executor: WasmExecutor::builder().build(),
            code,
        }
    }

    /// `VerifierApi_verify_proofs` of Groth16 over BN254.
    pub fn verify(&self, backend: Backend, key: &[u8], proofs: &[(Vec<Scalar>, Vec<u8>)]) -> Verdicts {
        self.verify_of(ProofSystem::Groth16Bn254, backend, key, proofs)
    }

    /// `VerifierApi_verify_proofs`.
    pub fn verify_of(
        &self,
        system: ProofSystem,
        backend: Backend,
        key: &[u8],
        proofs: &[(Vec<Scalar>, Vec<u8>)],
    ) -> Verdicts {
        let fetcher = WrappedRuntimeCode(self.code.as_slice().into());
        let code = RuntimeCode {
            code_fetcher: &fetcher,
            heap_pages: None,
            hash: vec![1],
        };
        let arguments = (backend, system, key, proofs).encode();
        let (result, _) = self.executor.call(
            &mut BasicExternalities::default(),
            &code,
            "VerifierApi_verify_proofs",
            &arguments,
            CallContext::Onchain { import: true },
        );
        Verdicts::decode(&mut result.unwrap().as_slice()).unwrap()
    }
}

/// The same verification, called natively.
pub fn verify_natively(key: &[u8], proofs: &[(Vec<Scalar>, Vec<u8>)]) -> Verdicts {
    verify_natively_of(ProofSystem::Groth16Bn254, key, proofs)
}

/// The same for any system.
pub fn verify_natively_of(system: ProofSystem, key: &[u8], proofs: &[(Vec<Scalar>, Vec<u8>)]) -> Verdicts {
    let key = proofnet_proofs::prepare(Backend::Portable, system, key)?;
    Ok(proofs
        .iter()
        .map(|(inputs, proof)| proofnet_proofs::verify(Backend::Portable, &key, inputs, proof))
        .collect())
}
