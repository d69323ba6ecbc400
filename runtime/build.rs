//! Compiles the runtime to WebAssembly and hands it to the crate as `WASM_BINARY`.

use std::error::Error;

const SOURCES: &[&str] = &[
    "../Cargo.lock",
    "../Cargo.toml",
    "../runtime",
    "../pallets",
    "../primitives",
];

fn main() -> Result<(), Box<dyn Error>> {
    proofnet_wasm_builder::build(SOURCES, &["runtime-benchmarks", "try-runtime"])
}
