//! Compiles the clearing to WebAssembly as the runtime is, and hands it to the crate as `WASM_BINARY`.

use std::error::Error;

const SOURCES: &[&str] = &[
    "../../../Cargo.lock",
    "../../../Cargo.toml",
    "../Cargo.toml",
    "../src",
    "Cargo.toml",
    "src",
];

fn main() -> Result<(), Box<dyn Error>> {
    proofnet_wasm_builder::build(SOURCES, &[])
}
