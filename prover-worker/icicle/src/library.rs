//! An installed ICICLE, loaded into this process.
//!
//! All unsafe code of the crate is here. What makes it sound:
//!
//! - The symbols are called with the types that ICICLE's headers give them (see [`crate::abi`]). A library that calls other
//!   functions by these names could do anything; whoever sets `ICICLE_LIB_DIR` decides what code the process runs.
//! - Every pointer that is passed points to a live allocation of at least the length passed, since it comes from a slice or a
//!   reference that the caller still holds, and every call is synchronous (`is_async` is false): ICICLE keeps none of them.
//! - Results are plain integers, so that whatever is written into them is a value.
//! - The libraries are never unloaded: they register backends in one another when they are loaded.

use crate::abi::{
    self, Device, G1Point, G1Result, G2Point, G2Result, MsmConfig, NttConfig, NttInitDomainConfig, Word,
};
use libloading::os::unix::{Library as Handle, RTLD_GLOBAL, RTLD_LAZY};
use std::{
    env,
    error::Error,
    ffi::{c_char, c_int, c_void},
    path::{Path, PathBuf},
    sync::Arc,
};

/// The variable that names the folder of ICICLE's libraries.
pub const LIB_DIR: &str = "ICICLE_LIB_DIR";
/// Where ICICLE's packages put them.
const DEFAULT_DIR: &str = "/opt/icicle/lib";
/// The variable that names the plugin for CUDA, which has the same functions.
pub const PLUGIN: &str = "PROOFNET_CUDA_LIB";
/// Where it lies beside the program otherwise.
const PLUGIN_FILE: &str = "libproofnet_cuda.so";
/// In the order in which they need one another.
const LIBRARIES: [&str; 3] = [
    "libicicle_device.so",
    "libicicle_field_bn254.so",
    "libicicle_curve_bn254.so",
];

/// Why ICICLE cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// A library does not load.
    #[error(
        "{library} cannot be loaded: {reason}. Install ICICLE 3.1 to 4 with BN254 and name the folder of its libraries in ICICLE_LIB_DIR"
    )]
    Library {
        /// Which one.
        library: String,
        /// What the loader says.
        reason: String,
    },
    /// The plugin for CUDA does not load.
    #[error("{library} cannot be loaded: {reason}. Build it with scripts/cuda-plugin, and name it in PROOFNET_CUDA_LIB or put it beside the worker")]
    Plugin {
        /// Which file.
        library: String,
        /// What the loader says.
        reason: String,
    },
    /// A library lacks a function.
    #[error(
        "{library} has no symbol {symbol}: it is of another version, or was built without it (G2 and NTT are options). Install ICICLE \
         3.1 to 4 with G2 and NTT"
    )]
    Symbol {
        /// Which library.
        library: String,
        /// Which function.
        symbol: &'static str,
    },
}

/// A call that ICICLE answers with an error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{call} answers {}", abi::error_name(*code))]
pub struct CallError {
    /// Which function.
    pub call: &'static str,
    /// With which code.
    pub code: c_int,
}

impl CallError {
    /// Whether the device has too little memory.
    pub fn is_out_of_memory(&self) -> bool {
        matches!(self.code, abi::OUT_OF_MEMORY | abi::ALLOCATION_FAILED)
    }
}

/// The functions that are used.
#[derive(Clone, Copy)]
pub struct Library {
    load_backend: abi::LoadBackend,
    set_device: abi::SetDevice,
    available_memory: abi::AvailableMemory,
    malloc: abi::Malloc,
    free: abi::Free,
    copy_to_device: abi::CopyToDevice,
    msm_g1: abi::MsmG1,
    msm_g2: abi::MsmG2,
    ntt: abi::Ntt,
    ntt_init_domain: abi::NttInitDomain,
    ntt_release_domain: abi::NttReleaseDomain,
}

/// What a symbol was looked up in.
struct Opened {
    handle: Handle,
    path: String,
}

impl Opened {
    fn load(directory: Option<&Path>, name: &str) -> Result<Self, LoadError> {
        let path = directory.map_or_else(|| PathBuf::from(name), |directory| directory.join(name));
        let library = path.display().to_string();
        // SAFETY: runs the library's initialisers, which is what the operator asks for by installing it. Global, so that the
        // backends, which ICICLE loads by itself, find what they refer to.
        let handle = unsafe { Handle::open(Some(&path), RTLD_LAZY | RTLD_GLOBAL) }.map_err(|error| {
            LoadError::Library {
                library: library.clone(),
                reason: said(&error),
            }
        })?;
        Ok(Self {
            handle,
            path: library,
        })
    }

    /// # Safety
    /// `T` is the type of a function pointer that has the type of the function called `symbol`.
    unsafe fn get<T: Copy>(&self, symbol: &'static str) -> Result<T, LoadError> {
        // SAFETY: the caller's.
        match unsafe { self.handle.get::<T>(symbol) } {
            Ok(found) => Ok(*found),
            Err(_) => Err(LoadError::Symbol {
                library: self.path.clone(),
                symbol,
            }),
        }
    }
}

impl Library {
    /// Loads ICICLE from `ICICLE_LIB_DIR`, from where its packages put it, or from where the system's loader looks.
    pub fn load() -> Result<Self, LoadError> {
        match env::var_os(LIB_DIR) {
            Some(directory) => Self::load_from(Some(Path::new(&directory))),
            None if Path::new(DEFAULT_DIR).is_dir() => Self::load_from(Some(Path::new(DEFAULT_DIR))),
            None => Self::load_from(None),
        }
    }

    /// Loads ICICLE from `directory`, or from where the system's loader looks.
    pub fn load_from(directory: Option<&Path>) -> Result<Self, LoadError> {
        let [device, field, curve] = LIBRARIES;
        let device = Opened::load(directory, device)?;
        let field = Opened::load(directory, field)?;
        let curve = Opened::load(directory, curve)?;
        Self::of(&device, &field, &curve)
            .inspect(|_| [device, field, curve].into_iter().for_each(std::mem::forget))
    }

    /// Loads the plugin for CUDA from `PROOFNET_CUDA_LIB`, or from beside this program.
    pub fn load_plugin() -> Result<Self, LoadError> {
        let named = env::var_os(PLUGIN).map(PathBuf::from);
        let beside = || Some(env::current_exe().ok()?.with_file_name(PLUGIN_FILE));
        Self::load_plugin_from(&named.or_else(beside).unwrap_or_else(|| PLUGIN_FILE.into()))
    }

    /// Loads the plugin at `path`.
    pub fn load_plugin_from(path: &Path) -> Result<Self, LoadError> {
        let opened = Opened::load(None, &path.to_string_lossy()).map_err(|error| match error {
            LoadError::Library { library, reason } => LoadError::Plugin { library, reason },
            other => other,
        })?;
        let library = Self::of(&opened, &opened, &opened)?;
        std::mem::forget(opened);
        Ok(library)
    }

    fn of(device: &Opened, field: &Opened, curve: &Opened) -> Result<Self, LoadError> {
        // SAFETY: the types in `abi` are those of the headers.
        let library = unsafe {
            Self {
                load_backend: device.get("icicle_load_backend_from_env_or_default")?,
                set_device: device.get("icicle_set_device")?,
                available_memory: device.get("icicle_get_available_memory")?,
                malloc: device.get("icicle_malloc")?,
                free: device.get("icicle_free")?,
                copy_to_device: device.get("icicle_copy_to_device")?,
                msm_g1: curve.get("bn254_msm")?,
                msm_g2: curve.get("bn254_g2_msm")?,
                ntt: field.get("bn254_ntt")?,
                ntt_init_domain: field.get("bn254_ntt_init_domain")?,
                ntt_release_domain: field.get("bn254_ntt_release_domain")?,
            }
        };
        Ok(library)
    }

    /// Has ICICLE load its backends, from `ICICLE_BACKEND_INSTALL_DIR` or where its packages put them.
    pub fn load_backends(&self) -> Result<(), CallError> {
        // SAFETY: takes nothing.
        checked("icicle_load_backend_from_env_or_default", unsafe {
            (self.load_backend)()
        })
    }

    /// Makes the calls of this thread use a device.
    pub fn set_device(&self, kind: &str, id: i32) -> Result<(), CallError> {
        let mut device = Device { kind: [0; 64], id };
        // The last stays zero.
        for (to, from) in device.kind.iter_mut().take(63).zip(kind.bytes()) {
            *to = from as c_char;
        }
        // SAFETY: the structure lives through the call.
        checked("icicle_set_device", unsafe { (self.set_device)(&device) })
    }

    /// Total and free memory of the thread's device, in bytes.
    pub fn memory(&self) -> Result<(usize, usize), CallError> {
        let (mut total, mut free) = (0, 0);
        // SAFETY: both live through the call.
        let code = unsafe { (self.available_memory)(&mut total, &mut free) };
        checked("icicle_get_available_memory", code)?;
        Ok((total, free))
    }

    /// Memory of the thread's device.
    pub fn allocate(self: &Arc<Self>, bytes: usize) -> Result<DeviceMemory, CallError> {
        let mut address = std::ptr::null_mut();
        // SAFETY: the pointer's place lives through the call.
        checked("icicle_malloc", unsafe { (self.malloc)(&mut address, bytes) })?;
        Ok(DeviceMemory {
            address,
            bytes,
            library: self.clone(),
        })
    }

    /// The sum of `scalars[i] * points[i]`.
    pub fn msm_g1(&self, scalars: &[Word], points: Points<G1Point>) -> Result<G1Result, CallError> {
        let mut result = G1Result::default();
        let (points, config, count) = points.arguments("bn254_msm", scalars.len())?;
        // SAFETY: scalars and points live through the call and are as many as it is told.
        let code = unsafe { (self.msm_g1)(scalars.as_ptr(), points, count, &config, &mut result) };
        checked("bn254_msm", code)?;
        Ok(result)
    }

    /// The same in G2.
    pub fn msm_g2(&self, scalars: &[Word], points: Points<G2Point>) -> Result<G2Result, CallError> {
        let mut result = G2Result::default();
        let (points, config, count) = points.arguments("bn254_g2_msm", scalars.len())?;
        // SAFETY: as in G1.
        let code = unsafe { (self.msm_g2)(scalars.as_ptr(), points, count, &config, &mut result) };
        checked("bn254_g2_msm", code)?;
        Ok(result)
    }

    /// The transform of `input`.
    pub fn ntt(&self, input: &[Word], direction: c_int) -> Result<Vec<Word>, CallError> {
        let mut output = vec![[0; 4]; input.len()];
        let size = count("bn254_ntt", input.len())?;
        let config = NttConfig::plain();
        // SAFETY: input and output live through the call and have the size that it is told.
        let code = unsafe { (self.ntt)(input.as_ptr(), size, direction, &config, output.as_mut_ptr()) };
        checked("bn254_ntt", code)?;
        Ok(output)
    }

    /// Prepares transforms of the size that `root` is a primitive root of unity of, and of smaller ones.
    pub fn init_domain(&self, root: &Word) -> Result<(), CallError> {
        let config = NttInitDomainConfig::plain();
        // SAFETY: both live through the call.
        let code = unsafe { (self.ntt_init_domain)(root, &config) };
        checked("bn254_ntt_init_domain", code)
    }

    /// Forgets what was prepared.
    pub fn release_domain(&self) -> Result<(), CallError> {
        // SAFETY: takes nothing.
        checked("bn254_ntt_release_domain", unsafe { (self.ntt_release_domain)() })
    }
}

/// Points for a sum.
#[derive(Clone, Copy)]
pub enum Points<'a, P> {
    /// In the host's memory.
    Host(&'a [P]),
    /// On the device.
    Device(&'a DevicePoints<P>),
}

impl<P: Copy> Points<'_, P> {
    /// The address, the configuration, the number of points, which is that of the scalars.
    fn arguments(
        &self,
        call: &'static str,
        scalars: usize,
    ) -> Result<(*const P, MsmConfig, c_int), CallError> {
        let (address, len, on_device) = match self {
            Points::Host(points) => (points.as_ptr(), points.len(), false),
            Points::Device(points) => (points.memory.address.cast_const().cast(), points.len, true),
        };
        match len == scalars {
            true => Ok((address, MsmConfig::plain(on_device), count(call, len)?)),
            false => Err(invalid(call)),
        }
    }
}

/// Memory of a device.
pub struct DeviceMemory {
    address: *mut c_void,
    bytes: usize,
    library: Arc<Library>,
}

// SAFETY: the address is only ever given to ICICLE, which finds the device that it belongs to by itself.
unsafe impl Send for DeviceMemory {}
// SAFETY: nothing is written to it after it was made.
unsafe impl Sync for DeviceMemory {}

impl DeviceMemory {
    /// Its length.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for DeviceMemory {
    fn drop(&mut self) {
        // SAFETY: allocated by the same library, and freed only here.
        let code = unsafe { (self.library.free)(self.address) };
        if let Err(error) = checked("icicle_free", code) {
            tracing::warn!("{error}: {} bytes of the device's memory are lost", self.bytes);
        }
    }
}

/// Points in a device's memory.
pub struct DevicePoints<P> {
    memory: DeviceMemory,
    len: usize,
    points: std::marker::PhantomData<P>,
}

impl<P: Copy> DevicePoints<P> {
    /// Copies `points` to the thread's device.
    pub fn copy(library: &Arc<Library>, points: &[P]) -> Result<Self, CallError> {
        let memory = library.allocate(size_of_val(points))?;
        // SAFETY: as many bytes as the points have are read, and were allocated on the device.
        let code =
            unsafe { (library.copy_to_device)(memory.address, points.as_ptr().cast(), memory.bytes()) };
        checked("icicle_copy_to_device", code)?;
        Ok(Self {
            memory,
            len: points.len(),
            points: std::marker::PhantomData,
        })
    }

    /// What they take on the device.
    pub fn bytes(&self) -> usize {
        self.memory.bytes()
    }
}

/// What the loader says, which the error only has as its cause.
fn said(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => cause.to_string(),
        None => error.to_string(),
    }
}

fn checked(call: &'static str, code: c_int) -> Result<(), CallError> {
    match code {
        abi::SUCCESS => Ok(()),
        code => Err(CallError { call, code }),
    }
}

fn invalid(call: &'static str) -> CallError {
    CallError {
        call,
        code: abi::INVALID_ARGUMENT,
    }
}

fn count(call: &'static str, count: usize) -> Result<c_int, CallError> {
    c_int::try_from(count).map_err(|_| invalid(call))
}
