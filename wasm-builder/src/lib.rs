//! Compiles a crate to WebAssembly while its build script runs, and hands it to the crate as `WASM_BINARY`.
//!
//! Not substrate-wasm-builder: that brings wasm-opt, whose C++ alone compiles longer than everything else together,
//! and a probe that fails where the target's core library has to be compiled from sources.
//!
//! `build-wasm` does the same without a build script: the runtime of a release.

mod compile;

pub use compile::{print, Compilation, RELEASE};

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

/// Largest code that nodes accept, uncompressed, in bytes.
const CODE_LIMIT: usize = 50 * 1024 * 1024;

/// Compiles the crate whose build script calls this, without its feature `std`, and writes `wasm_binary.rs` into
/// `OUT_DIR`. That declares `WASM_BINARY`, which is `None` where `SKIP_WASM_BUILD` is set or the crate itself is compiled
/// without `std`.
///
/// A change below `sources`, which are relative to the crate, compiles it again. `forwarded_features` are those that the
/// WebAssembly has where the native build has them. The profile is `wasm-release` for optimised builds and `wasm-dev` for
/// others; `WASM_PROFILE` names another.
///
/// # Errors
/// What to do where the toolchain lacks the target, a source that is missing, and whatever the compiler refuses.
pub fn build(sources: &[&str], forwarded_features: &[&str]) -> Result<(), Box<dyn Error>> {
    for variable in [
        "SKIP_WASM_BUILD",
        "WASM_PROFILE",
        "WASM_SYSTEM_RUST",
        "RUNTIME_METADATA_HASH",
    ] {
        println!("cargo:rerun-if-env-changed={variable}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let binary = if env::var_os("SKIP_WASM_BUILD").is_some() || env::var_os("CARGO_FEATURE_STD").is_none() {
        "None".to_string()
    } else {
        let blob = out.join("compact.compressed.wasm");
        fs::write(
            &blob,
            compress(&of_build_script(&out, sources, forwarded_features)?.run()?)?,
        )?;
        format!("Some(include_bytes!({blob:?}))")
    };
    fs::write(
        out.join("wasm_binary.rs"),
        format!("/// This crate as compressed WebAssembly; `None` if its build was skipped.\npub const WASM_BINARY: Option<&[u8]> = {binary};\n"),
    )?;
    Ok(())
}

/// The WebAssembly in `file` as it goes on chain.
///
/// # Errors
/// It cannot be read, or is larger than nodes accept.
pub fn compress(file: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let wasm = fs::read(file)?;
    let compressed = sp_maybe_compressed_blob::compress_weakly(&wasm, CODE_LIMIT);
    Ok(compressed.ok_or("the WebAssembly exceeds the code limit")?)
}

fn of_build_script(
    out: &Path,
    sources: &[&str],
    forwarded_features: &[&str],
) -> Result<Compilation, Box<dyn Error>> {
    let manifest_dir = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    for source in sources {
        let path = manifest_dir.join(source);
        let path = path
            .canonicalize()
            .map_err(|error| format!("source {}: {error}", path.display()))?;
        watch(&path)?;
    }

    // OUT_DIR is <target>/<profile>/build/<package>/out.
    let profile_dir = out.ancestors().nth(3).ok_or("OUT_DIR is too short")?;
    let profile = match env::var("WASM_PROFILE") {
        Ok(name) => name,
        Err(_) if env::var("PROFILE")? == "release" => RELEASE.to_string(),
        Err(_) => "wasm-dev".to_string(),
    };
    let chosen = |feature: &&str| {
        let variable = feature.to_uppercase().replace('-', "_");
        env::var_os(format!("CARGO_FEATURE_{variable}")).is_some()
    };
    let features = forwarded_features
        .iter()
        .copied()
        .filter(chosen)
        .map(str::to_owned);
    Ok(Compilation {
        manifest_dir,
        package: env::var("CARGO_PKG_NAME")?,
        target_dir: profile_dir.join("wasm"),
        profile,
        features: features.collect(),
        locked: false,
        cargo: env::var("CARGO")?.into(),
        rustc: env::var("RUSTC")?.into(),
        host: env::var("HOST")?,
    })
}

/// Tests, tools and documents do not end up in the WebAssembly, so they do not rebuild it.
fn watch(path: &Path) -> Result<(), Box<dyn Error>> {
    let name = path.file_name().unwrap_or_default();
    if path.is_file() {
        let extension = path.extension().unwrap_or_default();
        if extension == "rs" || extension == "toml" || extension == "lock" {
            println!("cargo:rerun-if-changed={}", path.display());
        }
    } else if !["tests", "benches", "target", "lab", "fuzz", "wasm"]
        .iter()
        .any(|skipped| name == *skipped)
    {
        println!("cargo:rerun-if-changed={}", path.display());
        for entry in fs::read_dir(path)? {
            watch(&entry?.path())?;
        }
    }
    Ok(())
}
