//! zkVM programs whose proofs end in Groth16 over BN254.
//!
//! The circuit that wraps a zkVM's proofs is one for all programs; which program ran and what it revealed is in the
//! public inputs. A [`Program`] names both, so that an application states "this program", and knows:
//!
//! - the wrapper's key ([`Program::key`]) and circuit ([`Program::circuit`]);
//! - which public inputs the program fixes ([`Program::statement`]), or the program with what it reveals
//!   ([`Program::statement_with`]);
//! - whether public inputs stand for given public values ([`Program::check`]);
//! - the form in which the zkVM's tools hand proofs around ([`Program::open`], [`Program::seal`]).
//!
//! # Statements
//!
//! | zkVM | public inputs |
//! |---|---|
//! | SP1 4, 5 | program, public values |
//! | SP1 6 | program, public values, exit code, root of the recursion keys, nonce |
//! | RISC Zero 3 | control root (two halves), claim (two halves), control id |
//! | Pico | program, public values |
//!
//! SP1's and Pico's *public values* are the lower 253 bits of the SHA-256 hash of what the program committed. RISC
//! Zero's *claim* is the hash of program (image id), journal and a successful end; the halves of a hash are its first
//! and its last 16 bytes, each little-endian. Programs that hash with BLAKE3, which SP1 can be told to, are not
//! supported by [`Program::check`].

pub mod pico;
pub mod risc_zero;
pub mod sp1;

use crate::{circuit_id, encoding::is_canonical, ProofSystem, Scalar, PROOF_LEN};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// A program of a zkVM, as verified through the circuit that wraps its proofs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Program {
    /// A program of [SP1](sp1).
    Sp1 {
        /// The release whose wrapper proves it.
        release: sp1::Release,
        /// The program's verifying key, `vk.bytes32()`.
        vkey: [u8; 32],
    },
    /// A program of [RISC Zero](risc_zero).
    RiscZero {
        /// The release whose wrapper proves it.
        release: risc_zero::Release,
        /// The program's image id.
        image_id: [u8; 32],
    },
    /// A program of [Pico](pico).
    Pico {
        /// The wrapper's circuit. Pico's users set it up themselves, so there is no list of keys.
        circuit: [u8; 32],
        /// The program's verifying key, `riscvVKey`.
        vkey: [u8; 32],
    },
}

/// Public inputs, each fixed or, as `None`, left to the prover.
pub type Statement = Vec<Option<Scalar>>;

/// What a public input of a zkVM's wrapper stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Meaning {
    /// The program.
    Program,
    /// The program's public values.
    PublicValues,
    /// How the program ended; success is demanded.
    ExitCode,
    /// The root of the keys that the recursion accepts; it belongs to the release.
    RecursionRoot,
    /// A number that makes two proofs of one execution differ.
    Nonce,
    /// A half of the control root, which belongs to the release.
    ControlRoot,
    /// A half of the claim: program, journal and a successful end.
    Claim,
    /// The control id of the last recursion step, which belongs to the release.
    ControlId,
}

/// Why a program, its public inputs or its proof are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum ProgramError {
    /// The program's key is not below the order of the scalar field, so that nothing can be proved about it.
    ProgramNotCanonical,
    /// The number of public inputs is not the wrapper's.
    InputCount {
        /// Public inputs of the wrapper.
        expected: u32,
        /// Public inputs given.
        got: u32,
    },
    /// A public input is not the one that program and public values ask for.
    Mismatch {
        /// Its index, from 0.
        index: u32,
        /// What it stands for.
        meaning: Meaning,
    },
    /// A proof in the zkVM's form has another length.
    Length {
        /// Bytes given.
        len: u32,
        /// Bytes expected.
        expected: u32,
    },
    /// A proof starts with the selector of another release, or of another kind of proof.
    Selector {
        /// The four bytes that are there.
        got: [u8; 4],
        /// The release's.
        expected: [u8; 4],
    },
}

/// A proof in canonical encoding, and the public inputs that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The proof.
    pub proof: [u8; PROOF_LEN],
    /// The public inputs that the zkVM's form carries along, each at its place.
    pub inputs: Statement,
}

/// The proof system of every wrapper here.
const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

impl Program {
    /// The wrapper's verifying key in canonical encoding; `None` for Pico.
    pub fn key(&self) -> Option<&'static [u8]> {
        match self {
            Self::Sp1 { release, .. } => Some(release.key()),
            Self::RiscZero { release, .. } => Some(release.key()),
            Self::Pico { .. } => None,
        }
    }

    /// The wrapper's circuit.
    pub fn circuit(&self) -> [u8; 32] {
        match self {
            Self::Sp1 { release, .. } => circuit_id(SYSTEM, release.key()),
            Self::RiscZero { release, .. } => circuit_id(SYSTEM, release.key()),
            Self::Pico { circuit, .. } => *circuit,
        }
    }

    /// The public inputs of a successful run of the program, whatever it reveals.
    pub fn statement(&self) -> Result<Statement, ProgramError> {
        self.build(None)
    }

    /// The public inputs of a successful run of the program that revealed `public_values` (RISC Zero: the journal).
    pub fn statement_with(&self, public_values: &[u8]) -> Result<Statement, ProgramError> {
        self.build(Some(public_values))
    }

    /// Checks that `inputs`, of a proof that is valid, say that the program ran successfully and revealed
    /// `public_values`.
    pub fn check(&self, inputs: &[Scalar], public_values: &[u8]) -> Result<(), ProgramError> {
        matches(&self.statement_with(public_values)?, self.meanings(), inputs)
    }

    /// Checks that `inputs`, of a proof that is valid, say that the program ran successfully.
    ///
    /// For RISC Zero this says nothing about which program ran, since its image id is hashed together with the journal.
    pub fn check_program(&self, inputs: &[Scalar]) -> Result<(), ProgramError> {
        matches(&self.statement()?, self.meanings(), inputs)
    }

    /// What each public input stands for.
    pub fn meanings(&self) -> &'static [Meaning] {
        match self {
            Self::Sp1 { release, .. } => release.meanings(),
            Self::RiscZero { .. } => &risc_zero::MEANINGS,
            Self::Pico { .. } => &pico::MEANINGS,
        }
    }

    /// Takes apart a proof as the zkVM's tools give it: SP1's `proof.bytes()`, RISC Zero's seal for Ethereum, Pico's
    /// eight words. What it carries of public inputs must be what the program asks for.
    pub fn open(&self, bytes: &[u8]) -> Result<Opened, ProgramError> {
        let (selector, carried) = self.form();
        let expected = 4 * selector.iter().len() + 32 * carried.len() + PROOF_LEN;
        let length = || ProgramError::Length {
            len: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            expected: expected as u32, // Fits: a few hundred.
        };
        if bytes.len() != expected {
            return Err(length());
        }
        let mut rest = bytes;
        if let Some(expected) = selector {
            let (got, after) = rest.split_first_chunk::<4>().ok_or_else(length)?;
            if *got != expected {
                return Err(ProgramError::Selector { got: *got, expected });
            }
            rest = after;
        }
        let mut inputs = self.statement()?;
        for index in carried {
            let (word, after) = rest.split_first_chunk::<32>().ok_or_else(length)?;
            let input = inputs.get_mut(*index).ok_or_else(length)?;
            if input.is_some_and(|input| input != *word) {
                return Err(self.mismatch(*index));
            }
            *input = Some(*word);
            rest = after;
        }
        let proof = *rest.first_chunk().ok_or_else(length)?;
        Ok(Opened { proof, inputs })
    }

    /// Puts together a proof as the zkVM's tools give it, for whoever verifies it elsewhere.
    pub fn seal(&self, proof: &[u8; PROOF_LEN], inputs: &[Scalar]) -> Result<Vec<u8>, ProgramError> {
        self.check_program(inputs)?;
        let (selector, carried) = self.form();
        let mut bytes: Vec<u8> = selector.into_iter().flatten().collect();
        for index in carried {
            bytes.extend(inputs.get(*index).into_iter().flatten());
        }
        bytes.extend_from_slice(proof);
        Ok(bytes)
    }

    /// The selector and the public inputs that precede the proof in the zkVM's form.
    fn form(&self) -> (Option<[u8; 4]>, &'static [usize]) {
        match self {
            Self::Sp1 { release, .. } => (Some(release.selector()), release.carried()),
            Self::RiscZero { release, .. } => (Some(release.selector()), &[]),
            Self::Pico { .. } => (None, &[]),
        }
    }

    fn build(&self, public_values: Option<&[u8]>) -> Result<Statement, ProgramError> {
        match self {
            Self::Sp1 { release, vkey } => release.statement(&program(vkey)?, public_values),
            Self::RiscZero { release, image_id } => Ok(release.statement(image_id, public_values)),
            Self::Pico { vkey, .. } => Ok(pico::statement(&program(vkey)?, public_values)),
        }
    }

    fn mismatch(&self, index: usize) -> ProgramError {
        mismatch(self.meanings(), index)
    }
}

fn program(vkey: &[u8; 32]) -> Result<Scalar, ProgramError> {
    if is_canonical(vkey) {
        Ok(*vkey)
    } else {
        Err(ProgramError::ProgramNotCanonical)
    }
}

/// What a program committed, as SP1 and Pico hash it: SHA-256 without its three highest bits, which fits the field.
pub fn public_values_digest(public_values: &[u8]) -> Scalar {
    let mut digest = sp_crypto_hashing::sha2_256(public_values);
    if let Some(byte) = digest.first_mut() {
        *byte &= 0x1f;
    }
    digest
}

fn matches(statement: &Statement, meanings: &[Meaning], inputs: &[Scalar]) -> Result<(), ProgramError> {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    if statement.len() != inputs.len() {
        return Err(ProgramError::InputCount {
            expected: count(statement.len()),
            got: count(inputs.len()),
        });
    }
    let differs = |(fixed, input): (&Option<Scalar>, &Scalar)| fixed.is_some_and(|fixed| fixed != *input);
    match statement.iter().zip(inputs).position(differs) {
        Some(index) => Err(mismatch(meanings, index)),
        None => Ok(()),
    }
}

fn mismatch(meanings: &[Meaning], index: usize) -> ProgramError {
    ProgramError::Mismatch {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        meaning: meanings.get(index).copied().unwrap_or(Meaning::Program),
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Program => "the program's key",
            Self::PublicValues => "the hash of the public values",
            Self::ExitCode => "the exit code, 0 for success",
            Self::RecursionRoot => "the release's root of recursion keys",
            Self::Nonce => "the nonce",
            Self::ControlRoot => "half of the release's control root",
            Self::Claim => "half of the claim, which is the hash of image id and journal",
            Self::ControlId => "the release's control id",
        })
    }
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ProgramNotCanonical => {
                f.write_str("the program's key is not below the scalar field's order; check its byte order")
            }
            Self::InputCount { expected, got } => {
                write!(f, "{got} public inputs: the zkVM's wrapper takes {expected}")
            }
            Self::Mismatch { index, meaning } => {
                write!(f, "public input {index} is not as expected: it is {meaning}")
            }
            Self::Length { len, expected } => {
                write!(
                    f,
                    "proof of {len} bytes: expected {expected} of this zkVM and release"
                )
            }
            Self::Selector { got, expected } => {
                let number = |bytes: &[u8; 4]| u32::from_be_bytes(*bytes);
                write!(
                    f,
                    "proof with selector {:#010x}: expected {:#010x}; it was made by another release, or is no Groth16 \
                     proof",
                    number(got),
                    number(expected)
                )
            }
        }
    }
}

impl core::error::Error for ProgramError {}
