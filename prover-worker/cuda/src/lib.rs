//! The part of ICICLE's C interface that `proofnet-icicle` calls, over sppark's kernels: the worker loads this library where
//! it would load ICICLE.
//!
//! A Rust library exports what is Rust's only, so that every function of the kernels' C code is passed on here. What they
//! take and answer is in `kernels/interface.hpp`, their types in `proofnet-icicle`'s `abi`.

use std::ffi::{c_int, c_void};

// Links the two libraries, of which only C code is used.
use blst as _;
use sppark as _;

macro_rules! pass_on {
    ($($name:ident => $function:ident($($argument:ident: $type:ty),*);)*) => {
        extern "C" {
            $(fn $function($($argument: $type),*) -> c_int;)*
        }
        $(
            /// # Safety
            /// As ICICLE's function of the same name.
            #[no_mangle]
            pub unsafe extern "C" fn $name($($argument: $type),*) -> c_int {
                // SAFETY: the caller's.
                unsafe { $function($($argument),*) }
            }
        )*
    };
}

pass_on! {
    icicle_load_backend_from_env_or_default => proofnet_load();
    icicle_set_device => proofnet_set_device(device: *const c_void);
    icicle_get_available_memory => proofnet_memory(total: *mut usize, free: *mut usize);
    icicle_malloc => proofnet_malloc(address: *mut *mut c_void, bytes: usize);
    icicle_free => proofnet_free(address: *mut c_void);
    icicle_copy_to_device => proofnet_copy_to_device(to: *mut c_void, from: *const c_void, bytes: usize);
    bn254_msm => proofnet_msm_g1(scalars: *const c_void, points: *const c_void, size: c_int, config: *const c_void, sum: *mut c_void);
    bn254_g2_msm => proofnet_msm_g2(scalars: *const c_void, points: *const c_void, size: c_int, config: *const c_void, sum: *mut c_void);
    bn254_ntt => proofnet_ntt(input: *const c_void, size: c_int, direction: c_int, config: *const c_void, output: *mut c_void);
    bn254_ntt_init_domain => proofnet_ntt_init_domain(root: *const c_void, config: *const c_void);
    bn254_ntt_release_domain => proofnet_ntt_release_domain();
}
