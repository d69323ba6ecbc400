//! Compiles one crate to WebAssembly.

use std::{
    env,
    error::Error,
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
/// The profile of what validators run. Its result is the same wherever it is compiled by the same compiler.
pub const RELEASE: &str = "wasm-release";
/// Separates flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\x1f";

/// What to compile, and by what.
pub struct Compilation {
    /// The crate's folder.
    pub manifest_dir: PathBuf,
    /// The crate's name.
    pub package: String,
    /// Where cargo keeps what it compiled.
    pub target_dir: PathBuf,
    /// cargo's profile.
    pub profile: String,
    /// Features of the crate besides none.
    pub features: Vec<String>,
    /// Whether `Cargo.lock` must fit as it is.
    pub locked: bool,
    /// The project's cargo.
    pub cargo: PathBuf,
    /// The project's rustc.
    pub rustc: PathBuf,
    /// The machine's target triple.
    pub host: String,
}

impl Compilation {
    /// Compiles, and says where the WebAssembly is.
    ///
    /// # Errors
    /// What to do where the toolchain lacks the target; what the compiler refuses.
    pub fn run(&self) -> Result<PathBuf, Box<dyn Error>> {
        let mut cargo = self.toolchain()?;
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
            .env("CARGO_ENCODED_RUSTFLAGS", self.rustflags()?)
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
            .args(["--profile", &self.profile, "--features", &self.features.join(",")])
            .args(self.locked.then_some("--locked"))
            .arg("--manifest-path")
            .arg(self.manifest_dir.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&self.target_dir)
            .status()?;
        if !status.success() {
            return Err(format!(
                "{} does not compile to WebAssembly: see the errors above",
                self.package
            )
            .into());
        }
        let file = format!("{}.wasm", self.package.replace('-', "_"));
        Ok(self.target_dir.join(TARGET).join(&self.profile).join(file))
    }

    /// The project's toolchain if it has the target, else the system's, which compiles core and alloc from its sources.
    fn toolchain(&self) -> Result<Command, Box<dyn Error>> {
        let has_target = print(&self.rustc, &["--print", "target-libdir", "--target", TARGET])
            .is_ok_and(|dir| Path::new(&dir).is_dir());
        if has_target {
            let mut cargo = Command::new(&self.cargo);
            cargo.env_remove("RUSTC");
            return Ok(cargo);
        }
        let bin = system_bin();
        let system_rustc = bin.join("rustc");
        let sysroot = print(&system_rustc, &["--print", "sysroot"]).unwrap_or_default();
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

    fn rustflags(&self) -> Result<String, Box<dyn Error>> {
        let mut flags: Vec<String> = LINK_ARGS.iter().map(|flag| flag.to_string()).collect();
        let sysroot = print(&self.rustc, &["--print", "sysroot"])?;
        // Distributions strip the linker for WebAssembly from their Rust; the project's toolchain has it.
        let linker = Path::new(&sysroot)
            .join("lib/rustlib")
            .join(&self.host)
            .join("bin/rust-lld");
        if linker.is_file() {
            flags.push(format!("-Clinker={}", linker.display()));
        }
        if self.profile == RELEASE {
            flags.extend(self.remapped_paths(&sysroot));
        }
        Ok(flags.join(SEPARATOR))
    }

    /// Paths of this machine end up in messages of panics. They get names that are the same on every machine.
    fn remapped_paths(&self, sysroot: &str) -> Vec<String> {
        let root = self
            .manifest_dir
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file());
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo_home =
            cargo_home.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
        let system = print(&system_bin().join("rustc"), &["--print", "sysroot"]).ok();
        [
            (root.map(Path::to_path_buf), "/proofnet"),
            (Some(self.target_dir.clone()), "/target"),
            (cargo_home, "/cargo"),
            (Some(sysroot.into()), "/rust"),
            (
                system.map(|sysroot| Path::new(&sysroot).join("lib/rustlib")),
                "/rust/lib/rustlib",
            ),
        ]
        .into_iter()
        .filter_map(|(path, name)| Some(format!("--remap-path-prefix={}={name}", path?.display())))
        .collect()
    }
}

/// Where the system's Rust is, for machines whose rustup cannot fetch the target.
fn system_bin() -> PathBuf {
    PathBuf::from(env::var("WASM_SYSTEM_RUST").unwrap_or_else(|_| "/usr/bin".to_string()))
}

/// What `rustc` prints.
///
/// # Errors
/// It cannot be run, or fails.
pub fn print(rustc: &Path, args: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(rustc)
        .env_remove("RUSTC_BOOTSTRAP")
        .args(args)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_string())
}
