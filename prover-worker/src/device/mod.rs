//! What proves: the CPU, or a device with the CPU behind it.

mod process;
mod protocol;
mod restarts;
mod serve;

pub use process::{Bounds, Device};
pub use protocol::DeviceMemory;
pub use serve::serve;

use clap::ValueEnum;
use proofnet_icicle::Source;
use proofnet_prover::{Backend, BackendError, DeviceCounts, Fallback, CPU};
use serde::{Deserialize, Serialize};
use std::{ffi::OsString, path::PathBuf, sync::Arc, time::Duration};

/// The hidden command that [`serve`] runs under.
pub(crate) const COMMAND: &str = "serve-device";

/// What is to prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Accelerator {
    /// ICICLE where it is installed and finds a device, the CPU otherwise.
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// ICICLE; the worker does not start without it.
    Icicle,
    /// The plugin for NVIDIA GPUs; the worker does not start without it.
    Cuda,
}

impl Accelerator {
    /// What the process that uses the device loads.
    pub fn source(self) -> Source {
        match self {
            Self::Cuda => Source::Plugin,
            Self::Auto | Self::Cpu | Self::Icicle => Source::Icicle,
        }
    }
}

/// What proves, and what it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What is to prove.
    pub accelerator: Accelerator,
    /// Type of ICICLE's device.
    pub device: String,
    /// Operations on fewer elements run on the CPU.
    pub smallest: usize,
    /// Time that a device may take for a proof, loading its key included.
    pub timeout: Duration,
    /// Memory of the machine that the process that uses the device may take, in bytes.
    pub memory: u64,
    /// Memory of the machine for keys in that process, in bytes.
    pub keys: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            accelerator: Accelerator::default(),
            device: "CUDA".into(),
            smallest: proofnet_icicle::DEFAULT_SMALLEST,
            timeout: Duration::from_secs(120),
            memory: 32 << 30,
            keys: 8 << 30,
        }
    }
}

/// A device may first have to load its libraries and compile its kernels.
const START: Duration = Duration::from_secs(120);

/// What proves from now on.
pub struct Proving {
    /// Makes proofs.
    pub backend: Arc<dyn Backend>,
    /// The device behind it, if there is one.
    pub device: Option<InUse>,
}

/// A device that is in use.
#[derive(Clone)]
pub struct InUse {
    /// The device.
    pub device: Arc<Device>,
    /// What it did so far.
    pub counts: Arc<DeviceCounts>,
}

/// The accelerator that was asked for cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("no proofs on a device: {0}. `proving.accelerator = \"auto\"` would use the CPU")]
pub struct Unavailable(#[from] pub BackendError);

/// Starts what `settings` ask for; waits until a device is ready.
pub fn start(settings: &Settings) -> Result<Proving, Unavailable> {
    let cpu = || Proving {
        backend: Arc::new(CPU),
        device: None,
    };
    if settings.accelerator == Accelerator::Cpu {
        return Ok(cpu());
    }
    let device = Arc::new(device(settings));
    match device.start() {
        Ok(memory) => {
            let DeviceMemory { total, free } = memory;
            tracing::info!(
                total_mib = total >> 20,
                free_mib = free >> 20,
                "device {} proves",
                settings.device
            );
            let fallback = Fallback::new(device.clone(), Arc::new(CPU));
            let counts = fallback.counts();
            Ok(Proving {
                backend: Arc::new(fallback),
                device: Some(InUse { device, counts }),
            })
        }
        Err(error) if settings.accelerator == Accelerator::Auto => {
            tracing::info!("the CPU proves: {error}");
            Ok(cpu())
        }
        Err(error) => Err(error.into()),
    }
}

/// The device that this program uses in a process of its own.
pub fn device(settings: &Settings) -> Device {
    // Also after the file was replaced by a newer version.
    let program = PathBuf::from("/proc/self/exe");
    let bounds = Bounds {
        start: START,
        proof: settings.timeout,
        memory: settings.memory,
    };
    Device::new(program, arguments(settings), bounds)
}

/// What the process is started with.
pub fn arguments(settings: &Settings) -> Vec<OsString> {
    [
        COMMAND.into(),
        "--accelerator".into(),
        match settings.accelerator.source() {
            Source::Icicle => "icicle".into(),
            Source::Plugin => "cuda".into(),
        },
        "--device".into(),
        settings.device.clone(),
        "--smallest".into(),
        settings.smallest.to_string(),
        "--keys-bytes".into(),
        settings.keys.to_string(),
    ]
    .map(OsString::from)
    .into()
}
