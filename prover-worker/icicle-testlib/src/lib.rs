//! ICICLE's C interface over arkworks, so that every foreign call is tested on machines without a GPU.
//!
//! Built as a shared library of the names that ICICLE's have ([`install`]). It takes the place of all three of them, checks what it is
//! given as strictly as the interface allows, and has a memory of its own, whose size [`ENV_MEMORY`] gives in bytes.
//!
//! [`ENV_FAULT`] names a fault, or the path of a file that holds one, which is read at every call so that a test can change it while
//! the library runs: `KIND` or `KIND:SYMBOL`, where SYMBOL is the function that it befalls; without it, sums and transforms.
//!
//! | kind | what happens |
//! |---|---|
//! | `wrong` | a sum or transform succeeds with a wrong result |
//! | `garbage` | it succeeds with a result that is no point, or no number below the order |
//! | `error` | the call answers `UNKNOWN_ERROR` |
//! | `absent` | it answers `INVALID_DEVICE` |
//! | `memory` | it answers `OUT_OF_MEMORY` |
//! | `abort` | the process ends, as CUDA's errors may end it |
//! | `hang` | the call does not return |
//!
//! # Safety
//!
//! The functions are called from outside Rust, with pointers that have to be as ICICLE's headers say.

mod fault;
mod memory;
mod operations;

pub use fault::{ENV_FAULT, ENV_MEMORY};

use std::{
    io,
    path::{Path, PathBuf},
};

/// Puts links of the names of ICICLE's libraries into `directory`. The library lies beside the test that runs.
pub fn install(directory: &Path) -> io::Result<()> {
    let library = library()?;
    for name in [
        "libicicle_device.so",
        "libicicle_field_bn254.so",
        "libicicle_curve_bn254.so",
    ] {
        std::os::unix::fs::symlink(&library, directory.join(name))?;
    }
    Ok(())
}

/// Where cargo has put the library: in the folder of the running test, or of its dependencies.
pub fn library() -> io::Result<PathBuf> {
    const NAME: &str = "libproofnet_icicle_testlib.so";
    let test = std::env::current_exe()?;
    let folders = test.ancestors().skip(1).take(2);
    folders
        .flat_map(|folder| [folder.join(NAME), folder.join("deps").join(NAME)])
        .find(|path| path.is_file())
        .ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                format!("{NAME} is not beside {}", test.display()),
            )
        })
}
