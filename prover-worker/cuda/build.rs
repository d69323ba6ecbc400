//! Compiles the kernels with nvcc, which sppark finds in PATH or in NVCC.

use std::{env, path::PathBuf};

/// GPUs whose code goes into the library, by compute capability: from Ampere on. For others the driver compiles the last
/// one's intermediate code when the library is loaded.
const ARCHITECTURES: &str = "80,86,89,90";

fn main() {
    println!("cargo:rerun-if-changed=kernels");
    println!("cargo:rerun-if-env-changed=PROOFNET_CUDA_ARCHITECTURES");
    let architectures = env::var("PROOFNET_CUDA_ARCHITECTURES").unwrap_or_else(|_| ARCHITECTURES.into());
    let include = |variable: &str| env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set by the crate it is of"));

    let mut nvcc = cc::Build::new();
    nvcc.cuda(true)
        .include(include("DEP_SPPARK_ROOT"))
        .include(include("DEP_BLST_C_SRC"))
        .define("FEATURE_BN254", None)
        .flag("-Xcompiler")
        .flag("-Wno-unused-function")
        // Kernels for several architectures are compiled side by side.
        .flag("-t0");
    let mut last = None;
    for architecture in architectures.split(',').map(str::trim) {
        nvcc.flag("-gencode")
            .flag(format!("arch=compute_{architecture},code=sm_{architecture}"));
        last = Some(architecture);
    }
    if let Some(architecture) = last {
        nvcc.flag("-gencode")
            .flag(format!("arch=compute_{architecture},code=compute_{architecture}"));
    }
    for file in ["device", "msm_g1", "msm_g2", "ntt"] {
        nvcc.file(format!("kernels/{file}.cu"));
    }
    nvcc.compile("proofnet_cuda_kernels");
    for folder in libraries() {
        println!("cargo:rustc-link-search=native={}", folder.display());
    }
}

/// Where CUDA's libraries may lie beside its compiler, by the ways in which it is installed.
fn libraries() -> Vec<PathBuf> {
    println!("cargo:rerun-if-env-changed=NVCC");
    let named = env::var_os("NVCC").map(PathBuf::from).filter(|path| path.components().count() > 1);
    let found = || {
        let path = env::var_os("PATH")?;
        env::split_paths(&path).map(|folder| folder.join("nvcc")).find(|nvcc| nvcc.is_file())
    };
    let nvcc = named.or_else(found).and_then(|nvcc| nvcc.canonicalize().ok());
    let Some(home) = nvcc.as_deref().and_then(|nvcc| nvcc.parent()?.parent()) else {
        return Vec::new();
    };
    ["lib64", "lib", "targets/x86_64-linux/lib"]
        .into_iter()
        .map(|folder| home.join(folder))
        .filter(|folder| folder.is_dir())
        .collect()
}
