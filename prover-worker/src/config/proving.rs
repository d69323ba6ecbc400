//! `[proving]`: what proves, and what it may take.

use super::{Checker, ConfigError};
use crate::device::{Accelerator, Settings};
use serde::{Deserialize, Serialize};

const MIB: u64 = 1 << 20;

/// As it is written.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Raw {
    pub accelerator: Accelerator,
    pub device: String,
    pub smallest_on_device: usize,
    pub device_timeout_s: u64,
    pub device_memory_mib: u64,
    pub device_keys_mib: u64,
}

impl Default for Raw {
    fn default() -> Self {
        let Settings {
            accelerator,
            device,
            smallest,
            timeout,
            memory,
            keys,
        } = Settings::default();
        Self {
            accelerator,
            device,
            smallest_on_device: smallest,
            device_timeout_s: timeout.as_secs(),
            device_memory_mib: memory / MIB,
            device_keys_mib: keys / MIB,
        }
    }
}

impl Raw {
    pub fn check(&self, checker: &Checker) -> Result<Settings, ConfigError> {
        if self.device_keys_mib >= self.device_memory_mib {
            return Err(checker.error(
                "proving.device_keys_mib",
                format!(
                    "is {}: keys have to leave some of the {} MiB of `proving.device_memory_mib` for proofs",
                    self.device_keys_mib, self.device_memory_mib
                ),
            ));
        }
        Ok(Settings {
            accelerator: self.accelerator,
            device: self.device.clone(),
            smallest: self.smallest_on_device,
            timeout: checker.seconds("proving.device_timeout_s", self.device_timeout_s)?,
            memory: self.device_memory_mib.saturating_mul(MIB),
            keys: self.device_keys_mib.saturating_mul(MIB),
        })
    }
}
