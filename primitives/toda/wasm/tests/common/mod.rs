//! The clearing in WebAssembly, called as the node calls its runtime.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)] // Each binary uses a part; tests may panic.

use codec::{Decode, Encode};
use proofnet_toda::{Book, Parameters};
use proofnet_toda_wasm::{
    parts::{of_book, of_outcome, of_parameters, OutcomeParts},
    WASM_BINARY,
};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_state_machine::BasicExternalities;

/// What a clearing comes to: an outcome, or the text of an error.
pub type Cleared = Result<OutcomeParts, String>;

/// Compiled once, instantiated for each call.
pub struct Wasm {
    executor: WasmExecutor,
    code: &'static [u8],
}

impl Wasm {
    pub fn new() -> Self {
        Self {
            executor: WasmExecutor::builder().build(),
            code: WASM_BINARY.expect("this needs the clearing as WebAssembly: build without SKIP_WASM_BUILD"),
        }
    }

    pub fn clear(&self, book: &Book, parameters: &Parameters) -> Cleared {
        let result = self.call(&arguments(book, parameters));
        Cleared::decode(&mut result.as_slice()).unwrap()
    }

    /// From encoded arguments to an encoded [`Cleared`].
    pub fn call(&self, arguments: &[u8]) -> Vec<u8> {
        let fetcher = WrappedRuntimeCode(self.code.into());
        let code = RuntimeCode {
            code_fetcher: &fetcher,
            heap_pages: None,
            hash: vec![1],
        };
        let (result, _) = self.executor.call(
            &mut BasicExternalities::default(),
            &code,
            "clear",
            arguments,
            CallContext::Onchain { import: true },
        );
        result.unwrap()
    }
}

/// As the WebAssembly takes them.
pub fn arguments(book: &Book, parameters: &Parameters) -> Vec<u8> {
    (of_book(book.clone()), of_parameters(*parameters)).encode()
}

/// The same clearing natively, without any encoding.
pub fn clear_natively(book: &Book, parameters: &Parameters) -> Cleared {
    proofnet_toda::clear(book, parameters)
        .map(of_outcome)
        .map_err(|error| error.to_string())
}
