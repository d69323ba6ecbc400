//! `build-wasm CRATE TARGET_DIR OUTPUT [FEATURE...]`: compiles the crate in the folder CRATE as validators run it, with the FEATUREs
//! besides, and writes it to OUTPUT, compressed as it goes on chain. `scripts/runtime` calls it.

use proofnet_wasm_builder::{compress, print, Compilation, RELEASE};
use std::{env, error::Error, fs, path::Path, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [manifest_dir, target_dir, output, features @ ..] = arguments.as_slice() else {
        return Err("usage: build-wasm CRATE TARGET_DIR OUTPUT [FEATURE...]".into());
    };
    let manifest_dir = manifest_dir
        .canonicalize()
        .map_err(|error| format!("{}: {error}", manifest_dir.display()))?;
    fs::create_dir_all(target_dir)?;
    let rustc = PathBuf::from("rustc");
    let wasm = Compilation {
        package: package(&manifest_dir)?,
        manifest_dir,
        target_dir: target_dir.canonicalize()?,
        profile: RELEASE.into(),
        features: features
            .iter()
            .map(|feature| feature.to_string_lossy().into_owned())
            .collect(),
        locked: true,
        cargo: "cargo".into(),
        host: host(&rustc)?,
        rustc,
    }
    .run()?;
    fs::write(output, compress(&wasm)?)?;
    Ok(())
}

/// The name that the crate's manifest gives it.
fn package(manifest_dir: &Path) -> Result<String, Box<dyn Error>> {
    let manifest = fs::read_to_string(manifest_dir.join("Cargo.toml"))?;
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \""));
    let name = name.and_then(|rest| rest.strip_suffix('"'));
    Ok(name.ok_or("the manifest has no name")?.to_owned())
}

fn host(rustc: &Path) -> Result<String, Box<dyn Error>> {
    let version = print(rustc, &["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.ok_or("rustc does not say what it runs on")?.to_owned())
}
