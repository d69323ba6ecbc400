//! Groth16's operations on a GPU, by an ICICLE that is installed on the machine.
//!
//! Nothing of ICICLE is needed to build: its libraries are loaded when a device is started, from the folder in
//! `ICICLE_LIB_DIR`, from `/opt/icicle/lib`, or from where the system's loader looks. ICICLE finds its backends by
//! `ICICLE_BACKEND_INSTALL_DIR`. Versions 3.1 to 4 share the C interface that [`abi`] describes.
//!
//! A device has to compute a small operation of each kind right before it is used. CUDA's errors may end the process: run
//! it in one of its own.
//!
//! # Map
//!
//! | module | is |
//! |---|---|
//! | [`abi`] | ICICLE's structures, functions and error codes |
//! | [`library`] | loading it, and its functions as safe ones: all unsafe code is there |
//! | `convert` | arkworks' values to ICICLE's and back |
//! | `group` | what differs between G1 and G2 |
//! | `mask` | random numbers that make buckets fill evenly |
//! | `icicle` | the accelerator: which points stay on the device, what runs in parts, what runs on the CPU |

pub mod abi;
mod convert;
mod group;
mod icicle;
pub mod library;
mod mask;

pub use icicle::{Icicle, Settings, Source, StartError, DEFAULT_SMALLEST};
pub use library::{CallError, Library, LoadError};
