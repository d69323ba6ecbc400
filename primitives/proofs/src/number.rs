//! Integers of up to 256 bits in text, as JavaScript tools write them.

use crate::encoding::WORD;
use num_bigint::BigUint;

/// Why text is not such an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// Something else than digits.
    NotDigits,
    /// More than 32 bytes.
    TooLarge,
}

// 2^256 has 78 decimal and 64 hexadecimal digits. Longer text is refused before arithmetic, whose time grows with the
// square of the length.
const MAX_DECIMAL: usize = 78;
const MAX_HEX: usize = 64;

/// A decimal number.
pub(crate) fn from_decimal(text: &str) -> Result<[u8; WORD], NumberError> {
    parse(text, 10, MAX_DECIMAL)
}

/// A hexadecimal number after `0x`, or a decimal one.
pub(crate) fn from_text(text: &str) -> Result<[u8; WORD], NumberError> {
    match text.strip_prefix("0x") {
        Some(digits) => parse(digits, 16, MAX_HEX),
        None => from_decimal(text),
    }
}

/// The decimal digits of a number.
pub(crate) fn to_decimal(word: &[u8; WORD]) -> String {
    BigUint::from_bytes_be(word).to_string()
}

/// As much of a text as an error message repeats.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(MAX_DECIMAL).collect()
}

fn parse(text: &str, radix: u32, max_digits: usize) -> Result<[u8; WORD], NumberError> {
    if text.is_empty() || !text.chars().all(|digit| digit.is_digit(radix)) {
        return Err(NumberError::NotDigits);
    }
    if text.len() > max_digits {
        return Err(NumberError::TooLarge);
    }
    let number = BigUint::parse_bytes(text.as_bytes(), radix)
        .ok_or(NumberError::NotDigits)?
        .to_bytes_be();
    let mut word = [0; WORD];
    let start = WORD.checked_sub(number.len()).ok_or(NumberError::TooLarge)?;
    for (byte, digit) in word.iter_mut().skip(start).zip(number) {
        *byte = digit;
    }
    Ok(word)
}
