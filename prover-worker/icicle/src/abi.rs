//! ICICLE's C interface, as far as it is used here.
//!
//! Read in ICICLE's headers as of v3.1 to v4 (`icicle/runtime.h`, `icicle/device.h`, `icicle/errors.h`, `icicle/msm.h`,
//! `icicle/ntt.h`, `icicle/api/bn254.h`), which agree on everything below. Version 3.0 differs (`get_root_of_unity`), and
//! is not used with it. C++ references are pointers in the C interface. Enumerations are passed as integers, so that a value that is
//! not known here is no undefined behaviour.

use std::ffi::{c_char, c_int, c_void};

/// An integer below the order of the group or of the base field: limbs from the least significant on, never in
/// Montgomery form here.
pub type Word = [u64; 4];

/// A point of G1, affine; the point at infinity is never passed.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct G1Point {
    /// Abscissa.
    pub x: Word,
    /// Ordinate.
    pub y: Word,
}

/// A point of G2, affine; each coordinate is its real and its imaginary part.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct G2Point {
    /// Abscissa.
    pub x: [Word; 2],
    /// Ordinate.
    pub y: [Word; 2],
}

/// A point of G1 in homogeneous coordinates: `(x/z, y/z)`, or infinity where `z` is 0.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct G1Result {
    /// Numerator of the abscissa.
    pub x: Word,
    /// Numerator of the ordinate.
    pub y: Word,
    /// Denominator.
    pub z: Word,
}

/// A point of G2 in homogeneous coordinates.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct G2Result {
    /// Numerator of the abscissa.
    pub x: [Word; 2],
    /// Numerator of the ordinate.
    pub y: [Word; 2],
    /// Denominator.
    pub z: [Word; 2],
}

/// `icicle::Device`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Device {
    /// Its type, such as `CUDA`, ending with a zero.
    pub kind: [c_char; 64],
    /// Its number.
    pub id: c_int,
}

/// `icicle::MSMConfig`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct MsmConfig {
    /// Null: the default stream.
    pub stream: *mut c_void,
    /// Points precomputed for each point, itself included.
    pub precompute_factor: c_int,
    /// Width of a window in bits; 0: chosen by ICICLE.
    pub window: c_int,
    /// Bits of the largest scalar; 0: those of the field.
    pub bitsize: c_int,
    /// Sums computed in one call.
    pub batch_size: c_int,
    /// Whether all sums of a batch are over the same points.
    pub are_points_shared_in_batch: bool,
    /// Where the scalars are.
    pub are_scalars_on_device: bool,
    /// How scalars are written.
    pub are_scalars_montgomery_form: bool,
    /// Where the points are.
    pub are_points_on_device: bool,
    /// How points are written.
    pub are_points_montgomery_form: bool,
    /// Where the results go.
    pub are_results_on_device: bool,
    /// Whether the call returns before it is done.
    pub is_async: bool,
    /// Settings of a backend; null: none.
    pub extension: *mut c_void,
}

impl MsmConfig {
    /// One sum, done when the call returns, of scalars in the host's memory, into the host's memory.
    pub fn plain(points_on_device: bool) -> Self {
        Self {
            stream: std::ptr::null_mut(),
            precompute_factor: 1,
            window: 0,
            bitsize: 0,
            batch_size: 1,
            are_points_shared_in_batch: true,
            are_scalars_on_device: false,
            are_scalars_montgomery_form: false,
            are_points_on_device: points_on_device,
            are_points_montgomery_form: false,
            are_results_on_device: false,
            is_async: false,
            extension: std::ptr::null_mut(),
        }
    }
}

/// `icicle::NTTConfig` over BN254's scalar field.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct NttConfig {
    /// Null: the default stream.
    pub stream: *mut c_void,
    /// What shifts the domain; 1: nothing.
    pub coset_generator: Word,
    /// Transforms made in one call.
    pub batch_size: c_int,
    /// Whether the vectors of a batch are the columns of a matrix.
    pub columns_batch: bool,
    /// Order of inputs and outputs; 0: both natural.
    pub ordering: c_int,
    /// Where the inputs are.
    pub are_inputs_on_device: bool,
    /// Where the outputs go.
    pub are_outputs_on_device: bool,
    /// Whether the call returns before it is done.
    pub is_async: bool,
    /// Settings of a backend; null: none.
    pub extension: *mut c_void,
}

impl NttConfig {
    /// One transform in natural order, in the host's memory, done when the call returns.
    pub fn plain() -> Self {
        Self {
            stream: std::ptr::null_mut(),
            coset_generator: [1, 0, 0, 0],
            batch_size: 1,
            columns_batch: false,
            ordering: 0,
            are_inputs_on_device: false,
            are_outputs_on_device: false,
            is_async: false,
            extension: std::ptr::null_mut(),
        }
    }
}

/// `icicle::NTTInitDomainConfig`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct NttInitDomainConfig {
    /// Null: the default stream.
    pub stream: *mut c_void,
    /// Whether the call returns before it is done.
    pub is_async: bool,
    /// Settings of a backend; null: none.
    pub extension: *mut c_void,
}

impl NttInitDomainConfig {
    /// Done when the call returns.
    pub fn plain() -> Self {
        Self {
            stream: std::ptr::null_mut(),
            is_async: false,
            extension: std::ptr::null_mut(),
        }
    }
}

/// `icicle::NTTDir`.
pub const FORWARD: c_int = 0;
/// `icicle::NTTDir`.
pub const INVERSE: c_int = 1;

/// `icicle::eIcicleError::SUCCESS`.
pub const SUCCESS: c_int = 0;
/// `icicle::eIcicleError::INVALID_DEVICE`.
pub const INVALID_DEVICE: c_int = 1;
/// `icicle::eIcicleError::OUT_OF_MEMORY`.
pub const OUT_OF_MEMORY: c_int = 2;
/// `icicle::eIcicleError::INVALID_POINTER`.
pub const INVALID_POINTER: c_int = 3;
/// `icicle::eIcicleError::ALLOCATION_FAILED`.
pub const ALLOCATION_FAILED: c_int = 4;
/// `icicle::eIcicleError::INVALID_ARGUMENT`.
pub const INVALID_ARGUMENT: c_int = 11;
/// `icicle::eIcicleError::BACKEND_LOAD_FAILED`.
pub const BACKEND_LOAD_FAILED: c_int = 12;
/// `icicle::eIcicleError::LICENSE_CHECK_ERROR`.
pub const LICENSE_CHECK_ERROR: c_int = 13;
/// `icicle::eIcicleError::UNKNOWN_ERROR`.
pub const UNKNOWN_ERROR: c_int = 14;

/// What ICICLE calls an error.
pub fn error_name(code: c_int) -> &'static str {
    match code {
        SUCCESS => "SUCCESS",
        INVALID_DEVICE => "INVALID_DEVICE",
        OUT_OF_MEMORY => "OUT_OF_MEMORY",
        INVALID_POINTER => "INVALID_POINTER",
        ALLOCATION_FAILED => "ALLOCATION_FAILED",
        5 => "DEALLOCATION_FAILED",
        6 => "COPY_FAILED",
        7 => "SYNCHRONIZATION_FAILED",
        8 => "STREAM_CREATION_FAILED",
        9 => "STREAM_DESTRUCTION_FAILED",
        10 => "API_NOT_IMPLEMENTED",
        INVALID_ARGUMENT => "INVALID_ARGUMENT",
        BACKEND_LOAD_FAILED => "BACKEND_LOAD_FAILED",
        LICENSE_CHECK_ERROR => "LICENSE_CHECK_ERROR",
        UNKNOWN_ERROR => "UNKNOWN_ERROR",
        _ => "an error that is not known here",
    }
}

/// `icicle_load_backend_from_env_or_default`.
pub type LoadBackend = unsafe extern "C" fn() -> c_int;
/// `icicle_set_device`.
pub type SetDevice = unsafe extern "C" fn(*const Device) -> c_int;
/// `icicle_get_available_memory`: total, free.
pub type AvailableMemory = unsafe extern "C" fn(*mut usize, *mut usize) -> c_int;
/// `icicle_malloc`.
pub type Malloc = unsafe extern "C" fn(*mut *mut c_void, usize) -> c_int;
/// `icicle_free`.
pub type Free = unsafe extern "C" fn(*mut c_void) -> c_int;
/// `icicle_copy_to_device`: to, from, bytes.
pub type CopyToDevice = unsafe extern "C" fn(*mut c_void, *const c_void, usize) -> c_int;
/// `bn254_msm`: scalars, points, their number, configuration, result.
pub type MsmG1 =
    unsafe extern "C" fn(*const Word, *const G1Point, c_int, *const MsmConfig, *mut G1Result) -> c_int;
/// `bn254_g2_msm`.
pub type MsmG2 =
    unsafe extern "C" fn(*const Word, *const G2Point, c_int, *const MsmConfig, *mut G2Result) -> c_int;
/// `bn254_ntt`: input, size, direction, configuration, output.
pub type Ntt = unsafe extern "C" fn(*const Word, c_int, c_int, *const NttConfig, *mut Word) -> c_int;
/// `bn254_ntt_init_domain`: root of unity, configuration.
pub type NttInitDomain = unsafe extern "C" fn(*const Word, *const NttInitDomainConfig) -> c_int;
/// `bn254_ntt_release_domain`.
pub type NttReleaseDomain = unsafe extern "C" fn() -> c_int;

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::{align_of, offset_of, size_of};

    // Offsets as the System V ABI gives them to the structures of the headers named above.
    #[test]
    fn structures_should_have_the_layout_of_the_headers() {
        assert_eq!((size_of::<Device>(), offset_of!(Device, id)), (68, 64));
        assert_eq!(size_of::<MsmConfig>(), 40);
        assert_eq!(offset_of!(MsmConfig, precompute_factor), 8);
        assert_eq!(offset_of!(MsmConfig, are_points_shared_in_batch), 24);
        assert_eq!(offset_of!(MsmConfig, is_async), 30);
        assert_eq!(offset_of!(MsmConfig, extension), 32);
        assert_eq!(size_of::<NttConfig>(), 64);
        assert_eq!(offset_of!(NttConfig, coset_generator), 8);
        assert_eq!(offset_of!(NttConfig, columns_batch), 44);
        assert_eq!(offset_of!(NttConfig, ordering), 48);
        assert_eq!(offset_of!(NttConfig, are_inputs_on_device), 52);
        assert_eq!(offset_of!(NttConfig, extension), 56);
        assert_eq!(size_of::<NttInitDomainConfig>(), 24);
        assert_eq!((size_of::<G1Point>(), size_of::<G2Point>()), (64, 128));
        assert_eq!((size_of::<G1Result>(), size_of::<G2Result>()), (96, 192));
        assert_eq!(align_of::<G2Point>(), 8);
    }
}
