//! Calldata of Groth16 verifiers in Solidity, out and in.
//!
//! `verifyProof(uint256[8] proof, uint256[n] inputs)` and snarkjs' `verifyProof(uint256[2] a, uint256[2][2] b,
//! uint256[2] c, uint256[n] inputs)` take the same words in the same order, which is EIP-197's and the canonical
//! encoding's: the proof's eight, then the public inputs.
//!
//! | form | is |
//! |---|---|
//! | ABI | the words, 32 bytes each, as they follow a function's selector |
//! | JSON | the arguments as arrays of strings, `[a, b, c, inputs]`; in, the words may be nested in any way, be decimal or hexadecimal, and the outermost brackets may be missing, as `snarkjs generatecall` prints them |

use crate::{
    decode::{check_count, scalars, DecodeError},
    encoding::WORD,
    groth16::ProofBytes,
    number::{excerpt, from_text, NumberError},
    Scalar, MAX_PUBLIC_INPUTS, PROOF_LEN,
};
use serde_json::{json, Value};

/// A proof with its public inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calldata {
    /// The proof in canonical encoding.
    pub proof: [u8; PROOF_LEN],
    /// The public inputs.
    pub inputs: Vec<Scalar>,
}

/// Why calldata is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too long to be calldata.
    #[error("{len} bytes of JSON: at most {MAX_JSON_LEN} are read")]
    TooLong {
        /// Bytes given.
        len: usize,
    },
    /// Not JSON.
    #[error("not calldata as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Something else than text and lists in the JSON.
    #[error("word {index}: expected a string such as \"0x1f\" or \"31\"")]
    NotText {
        /// Words before it.
        index: usize,
    },
    /// Not a number.
    #[error("word {index}: {text:?} is neither a decimal number nor a hexadecimal one after 0x")]
    Number {
        /// Words before it.
        index: usize,
        /// What is there.
        text: String,
    },
    /// A number of more than 32 bytes.
    #[error("word {index}: the number does not fit 32 bytes")]
    TooLarge {
        /// Words before it.
        index: usize,
    },
    /// The words do not make a proof with inputs, or the inputs are not canonical.
    #[error(transparent)]
    Words(#[from] DecodeError),
}

/// Longest JSON that is read: several times what a proof with [`MAX_PUBLIC_INPUTS`] inputs takes.
pub const MAX_JSON_LEN: usize = 64 * 1024;

const MAX_WORDS: usize = PROOF_LEN / WORD + MAX_PUBLIC_INPUTS as usize;

/// The words of a proof and its public inputs, without a function's selector.
pub fn calldata_to_abi(proof: &[u8], inputs: &[Scalar]) -> Result<Vec<u8>, DecodeError> {
    ProofBytes::split(proof)?;
    check_count(inputs.len() as u64)?;
    Ok([proof, inputs.as_flattened()].concat())
}

/// The proof and public inputs in words without a function's selector.
pub fn calldata_from_abi(bytes: &[u8]) -> Result<Calldata, DecodeError> {
    let length = || DecodeError::Length {
        what: "calldata",
        len: bytes.len(),
        expected: format!(
            "{PROOF_LEN} plus {WORD} for each public input, without the function's selector of 4 bytes"
        ),
    };
    let (proof, inputs) = bytes.split_first_chunk().ok_or_else(length)?;
    if !inputs.len().is_multiple_of(WORD) {
        return Err(length());
    }
    check_count((inputs.len() / WORD) as u64)?;
    Ok(Calldata {
        proof: *proof,
        inputs: scalars(inputs)?,
    })
}

/// The arguments of snarkjs' Solidity verifiers: `[a, b, c, inputs]`.
pub fn calldata_to_json(proof: &[u8], inputs: &[Scalar]) -> Result<Value, DecodeError> {
    let proof = ProofBytes::split(proof)?;
    check_count(inputs.len() as u64)?;
    let words = |bytes: &[u8]| -> Vec<Value> {
        let (words, _) = bytes.as_chunks::<WORD>();
        words.iter().map(hexadecimal).collect()
    };
    let (b, _) = proof.b.as_chunks::<{ 2 * WORD }>();
    let b: Vec<_> = b.iter().map(|pair| words(pair)).collect();
    Ok(json!([
        words(proof.a),
        b,
        words(proof.c),
        words(inputs.as_flattened())
    ]))
}

/// The proof as `uint256[8]`.
pub fn proof_to_json(proof: &[u8]) -> Result<Value, DecodeError> {
    ProofBytes::split(proof)?;
    let (words, _) = proof.as_chunks::<WORD>();
    Ok(words.iter().map(hexadecimal).collect())
}

/// The proof and public inputs in the arguments of a Solidity verifier.
pub fn calldata_from_json(json: &str) -> Result<Calldata, Error> {
    if json.len() > MAX_JSON_LEN {
        return Err(Error::TooLong { len: json.len() });
    }
    let value = match serde_json::from_str::<Value>(json) {
        Ok(value) => value,
        // The error that counts is the one of the text as it is.
        Err(error) => serde_json::from_str(&format!("[{json}]")).map_err(|_| error)?,
    };
    let mut words = Vec::new();
    flatten(&value, &mut words)?;
    Ok(calldata_from_abi(&words)?)
}

/// Appends the words in `value`. The parser has bounded how deep lists are nested.
fn flatten(value: &Value, words: &mut Vec<u8>) -> Result<(), Error> {
    let index = words.len() / WORD;
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| flatten(value, words)),
        Value::String(_) if index == MAX_WORDS => Err(Error::Words(DecodeError::TooManyInputs {
            inputs: u64::from(MAX_PUBLIC_INPUTS) + 1,
        })),
        Value::String(text) => {
            words.extend(from_text::<WORD>(text).map_err(|error| match error {
                NumberError::NotDigits => Error::Number {
                    index,
                    text: excerpt(text),
                },
                NumberError::TooLarge => Error::TooLarge { index },
            })?);
            Ok(())
        }
        _ => Err(Error::NotText { index }),
    }
}

fn hexadecimal(word: &[u8; WORD]) -> Value {
    let digits: String = word.iter().map(|byte| format!("{byte:02x}")).collect();
    Value::String(format!("0x{digits}"))
}
