//! The one function that the executor finds.

// Brings the allocator and the panic handler of every runtime.
use sp_io as _;

use crate::parts::{BookParts, OutcomeParts, ParametersParts};
use alloc::string::String;

sp_core::wasm_export_functions! {
    fn clear(book: BookParts, parameters: ParametersParts) -> Result<OutcomeParts, String> {
        crate::clear(book, parameters)
    }
}
