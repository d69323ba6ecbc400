//! The device: which threads have chosen it, and its memory.

use crate::fault::{
    enter, ENV_MEMORY, INVALID_ARGUMENT, INVALID_DEVICE, INVALID_POINTER, OUT_OF_MEMORY, SUCCESS,
};
use std::{
    cell::Cell,
    collections::BTreeMap,
    env,
    ffi::{c_char, c_int, c_void, CStr},
    sync::{Mutex, MutexGuard},
};

const DEFAULT_MEMORY: usize = 1 << 30;

thread_local! {
    static CHOSEN: Cell<bool> = const { Cell::new(false) };
}

/// Allocations by address.
static ALLOCATIONS: Mutex<BTreeMap<usize, Box<[u64]>>> = Mutex::new(BTreeMap::new());

fn allocations() -> MutexGuard<'static, BTreeMap<usize, Box<[u64]>>> {
    ALLOCATIONS
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn total() -> usize {
    let set = env::var(ENV_MEMORY).ok().and_then(|bytes| bytes.parse().ok());
    set.unwrap_or(DEFAULT_MEMORY)
}

fn free() -> usize {
    let used: usize = allocations().values().map(|words| size_of_val(&words[..])).sum();
    total().saturating_sub(used)
}

/// A call needs a device; this one takes `bytes` of its memory while it runs.
pub(crate) fn need(bytes: usize) -> Result<(), c_int> {
    match (CHOSEN.get(), bytes <= free()) {
        (false, _) => Err(INVALID_DEVICE),
        (true, false) => Err(OUT_OF_MEMORY),
        (true, true) => Ok(()),
    }
}

/// Whether `bytes` at `address` are the device's.
pub(crate) fn is_allocated(address: *const c_void, bytes: usize) -> bool {
    let allocations = allocations();
    let length = allocations
        .get(&(address as usize))
        .map(|words| size_of_val(&words[..]));
    length.is_some_and(|length| bytes <= length)
}

pub(crate) fn answer(result: Result<(), c_int>) -> c_int {
    result.map_or_else(|code| code, |()| SUCCESS)
}

/// ICICLE's device, as its header has it.
#[repr(C)]
pub struct Device {
    kind: [c_char; 64],
    id: c_int,
}

/// # Safety
/// Takes nothing.
#[no_mangle]
pub unsafe extern "C" fn icicle_load_backend_from_env_or_default() -> c_int {
    answer(enter("icicle_load_backend_from_env_or_default").map(|_| ()))
}

/// # Safety
/// `device` is null or points to a device.
#[no_mangle]
pub unsafe extern "C" fn icicle_set_device(device: *const Device) -> c_int {
    answer(enter("icicle_set_device").and_then(|_| {
        // SAFETY: the caller's.
        let device = unsafe { device.as_ref() }.ok_or(INVALID_POINTER)?;
        if device.kind.last() != Some(&0) {
            return Err(INVALID_ARGUMENT);
        }
        // SAFETY: the last byte is a zero.
        let kind = unsafe { CStr::from_ptr(device.kind.as_ptr()) };
        match (kind.to_bytes(), device.id) {
            (b"CUDA" | b"CPU", 0) => {
                CHOSEN.set(true);
                Ok(())
            }
            _ => Err(INVALID_DEVICE),
        }
    }))
}

/// # Safety
/// Both point to a number.
#[no_mangle]
pub unsafe extern "C" fn icicle_get_available_memory(
    total_bytes: *mut usize,
    free_bytes: *mut usize,
) -> c_int {
    answer(enter("icicle_get_available_memory").and_then(|_| {
        need(0)?;
        // SAFETY: the caller's.
        unsafe {
            total_bytes.write(total());
            free_bytes.write(free());
        }
        Ok(())
    }))
}

/// # Safety
/// `address` points to a pointer.
#[no_mangle]
pub unsafe extern "C" fn icicle_malloc(address: *mut *mut c_void, bytes: usize) -> c_int {
    answer(enter("icicle_malloc").and_then(|_| {
        need(bytes)?;
        let mut words = vec![0u64; bytes.div_ceil(8).max(1)].into_boxed_slice();
        let at: *mut c_void = words.as_mut_ptr().cast();
        allocations().insert(at as usize, words);
        // SAFETY: the caller's.
        unsafe { address.write(at) };
        Ok(())
    }))
}

/// # Safety
/// Takes any address.
#[no_mangle]
pub unsafe extern "C" fn icicle_free(address: *mut c_void) -> c_int {
    answer(
        enter("icicle_free").and_then(|_| match allocations().remove(&(address as usize)) {
            Some(_) => Ok(()),
            None => Err(INVALID_POINTER),
        }),
    )
}

/// # Safety
/// `from` points to `bytes` bytes.
#[no_mangle]
pub unsafe extern "C" fn icicle_copy_to_device(to: *mut c_void, from: *const c_void, bytes: usize) -> c_int {
    answer(enter("icicle_copy_to_device").and_then(|_| {
        need(0)?;
        if !is_allocated(to, bytes) {
            return Err(INVALID_POINTER);
        }
        // SAFETY: `from` is the caller's, and `to` was allocated with as many bytes.
        unsafe { std::ptr::copy_nonoverlapping(from.cast::<u8>(), to.cast::<u8>(), bytes) };
        Ok(())
    }))
}

/// Bytes that are allocated, for tests that look for leaks.
///
/// # Safety
/// Takes nothing.
#[no_mangle]
pub unsafe extern "C" fn proofnet_test_allocated() -> usize {
    total().saturating_sub(free())
}
