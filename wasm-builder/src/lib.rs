//! Compiles a crate to WebAssembly while its build script runs, and hands it to the crate as `WASM_BINARY`.
//!
//! Not substrate-wasm-builder: that brings wasm-opt, whose C++ alone compiles longer than everything else together,
//! and a probe that fails where the target's core library has to be compiled from sources.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32v1-none";
const LINK_ARGS: &[&str] = &[
    "-Clink-arg=--export=__heap_base",
    "-Clink-arg=--import-memory",
    "-Clink-arg=--export-table",
    "--cfg",
    "substrate_runtime",
];
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
    for variable in ["SKIP_WASM_BUILD", "WASM_PROFILE", "WASM_SYSTEM_RUST"] {
        println!("cargo:rerun-if-env-changed={variable}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let binary = if env::var_os("SKIP_WASM_BUILD").is_some() || env::var_os("CARGO_FEATURE_STD").is_none() {
        "None".to_string()
    } else {
        let wasm = fs::read(compile(&out, sources, forwarded_features)?)?;
        let blob = out.join("compact.compressed.wasm");
        let compressed = sp_maybe_compressed_blob::compress_weakly(&wasm, CODE_LIMIT)
            .ok_or("the WebAssembly exceeds the code limit")?;
        fs::write(&blob, compressed)?;
        format!("Some(include_bytes!({blob:?}))")
    };
    fs::write(
        out.join("wasm_binary.rs"),
        format!("/// This crate as compressed WebAssembly; `None` if its build was skipped.\npub const WASM_BINARY: Option<&[u8]> = {binary};\n"),
    )?;
    Ok(())
}

fn compile(out: &Path, sources: &[&str], forwarded_features: &[&str]) -> Result<PathBuf, Box<dyn Error>> {
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
    let target_dir = profile_dir.join("wasm");
    let profile = match env::var("WASM_PROFILE") {
        Ok(name) => name,
        Err(_) if env::var("PROFILE")? == "release" => "wasm-release".to_string(),
        Err(_) => "wasm-dev".to_string(),
    };
    let features: Vec<&str> = forwarded_features
        .iter()
        .copied()
        .filter(|feature| {
            env::var_os(format!(
                "CARGO_FEATURE_{}",
                feature.to_uppercase().replace('-', "_")
            ))
            .is_some()
        })
        .collect();

    let mut cargo = toolchain()?;
    for (variable, _) in env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("CARGO_FEATURE_")
            || name.starts_with("CARGO_CFG_")
            || name.starts_with("CARGO_PROFILE_")
        {
            cargo.env_remove(&variable);
        }
    }
    let status = cargo
        .env_remove("RUSTC_WRAPPER")
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_ENCODED_RUSTFLAGS", rustflags()?)
        .env("SKIP_WASM_BUILD", "1")
        .args([
            "rustc",
            "--lib",
            "--crate-type",
            "cdylib",
            "--no-default-features",
            "--target",
            TARGET,
        ])
        .args(["--profile", &profile, "--features", &features.join(",")])
        .arg("--manifest-path")
        .arg(manifest_dir.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target_dir)
        .status()?;
    let package = env::var("CARGO_PKG_NAME")?;
    if !status.success() {
        return Err(format!("{package} does not compile to WebAssembly: see the errors above").into());
    }
    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(target_dir.join(TARGET).join(profile).join(file))
}

/// The project's toolchain if it has the target, else the system's, which compiles core and alloc from its sources.
fn toolchain() -> Result<Command, Box<dyn Error>> {
    let rustc = env::var("RUSTC")?;
    let has_target = print(&rustc, &["--print", "target-libdir", "--target", TARGET])
        .is_ok_and(|dir| Path::new(&dir).is_dir());
    if has_target {
        let mut cargo = Command::new(env::var("CARGO")?);
        cargo.env_remove("RUSTC");
        return Ok(cargo);
    }
    let bin = PathBuf::from(env::var("WASM_SYSTEM_RUST").unwrap_or_else(|_| "/usr/bin".to_string()));
    let system_rustc = bin.join("rustc");
    let sysroot = print(&system_rustc.to_string_lossy(), &["--print", "sysroot"]).unwrap_or_default();
    if sysroot.is_empty()
        || !Path::new(&sysroot)
            .join("lib/rustlib/src/rust/library/core")
            .is_dir()
    {
        return Err(format!(
            "Rust's target {TARGET} is not installed: run scripts/setup, or `rustup target add {TARGET}`"
        )
        .into());
    }
    let mut cargo = Command::new(bin.join("cargo"));
    cargo
        .env("RUSTC", &system_rustc)
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTUP_TOOLCHAIN")
        .arg("-Zbuild-std=core,alloc");
    Ok(cargo)
}

fn rustflags() -> Result<String, Box<dyn Error>> {
    let rustc = env::var("RUSTC")?;
    let mut flags: Vec<String> = LINK_ARGS.iter().map(|flag| flag.to_string()).collect();
    // Distributions strip the linker for WebAssembly from their Rust; the project's toolchain has it.
    let linker = Path::new(&print(&rustc, &["--print", "sysroot"])?)
        .join("lib/rustlib")
        .join(env::var("HOST")?)
        .join("bin/rust-lld");
    if linker.is_file() {
        flags.push(format!("-Clinker={}", linker.display()));
    }
    Ok(flags.join("\x1f"))
}

fn print(rustc: &str, args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(rustc)
        .env_remove("RUSTC_BOOTSTRAP")
        .args(args)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_string())
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
