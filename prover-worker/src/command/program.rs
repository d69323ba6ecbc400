//! Programs of zkVMs, as configuration and protocol write them.

use super::{encoding::Bytes, protocol::hexed};
use proofnet_proofs::zkvm::{risc_zero, sp1, Program};
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

/// A program of a zkVM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "zkvm", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ZkvmProgram {
    /// Of SP1.
    Sp1 {
        /// Its release.
        release: Sp1Release,
        /// `vk.bytes32()`.
        vkey: Word,
    },
    /// Of RISC Zero.
    RiscZero {
        /// Its release.
        release: RiscZeroRelease,
        /// The image id.
        image_id: Word,
    },
    /// Of Pico.
    Pico {
        /// `riscvVKey`.
        vkey: Word,
    },
}

/// A release of SP1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sp1Release {
    /// SP1 4.
    #[serde(rename = "4")]
    V4,
    /// SP1 5.
    #[serde(rename = "5")]
    V5,
    /// SP1 6.0.
    #[serde(rename = "6.0")]
    V6_0,
    /// SP1 6.1 and later.
    #[serde(rename = "6.1")]
    V6_1,
}

/// A release of RISC Zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RiscZeroRelease {
    /// RISC Zero 3.
    #[serde(rename = "3")]
    V3,
}

/// 32 bytes, as `0x` and 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(pub [u8; 32]);

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hexed(&self.0))
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = Bytes::deserialize(deserializer)?.0;
        let length = bytes.len();
        let word = bytes.try_into();
        word.map(Self)
            .map_err(|_| D::Error::custom(format!("has {length} bytes, expected 32")))
    }
}

impl ZkvmProgram {
    /// The program, wrapped by `circuit` where the zkVM's users set that up themselves.
    pub fn with_wrapper(self, circuit: [u8; 32]) -> Program {
        match self {
            Self::Sp1 { release, vkey } => Program::Sp1 {
                release: match release {
                    Sp1Release::V4 => sp1::Release::V4,
                    Sp1Release::V5 => sp1::Release::V5,
                    Sp1Release::V6_0 => sp1::Release::V6_0,
                    Sp1Release::V6_1 => sp1::Release::V6_1,
                },
                vkey: vkey.0,
            },
            Self::RiscZero { release, image_id } => Program::RiscZero {
                release: match release {
                    RiscZeroRelease::V3 => risc_zero::Release::V3,
                },
                image_id: image_id.0,
            },
            Self::Pico { vkey } => Program::Pico {
                circuit,
                vkey: vkey.0,
            },
        }
    }

    /// The wrapper's verifying key, where it is the zkVM's own.
    pub fn wrapper_key(self) -> Option<&'static [u8]> {
        self.with_wrapper([0; 32]).key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_should_be_written_as_it_is_read() {
        for json in [
            format!(
                r#"{{"zkvm":"sp1","release":"6.1","vkey":"0x{}"}}"#,
                "01".repeat(32)
            ),
            format!(
                r#"{{"zkvm":"risc-zero","release":"3","image_id":"0x{}"}}"#,
                "02".repeat(32)
            ),
            format!(r#"{{"zkvm":"pico","vkey":"0x{}"}}"#, "03".repeat(32)),
        ] {
            let program: ZkvmProgram = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&program).unwrap(), json);
        }
    }

    #[test]
    fn program_should_be_refused_when_its_key_has_another_length() {
        let error = serde_json::from_str::<ZkvmProgram>(r#"{"zkvm":"pico","vkey":"0x0102"}"#).unwrap_err();
        assert!(error.to_string().contains("has 2 bytes"), "{error}");
    }
}
