//! Integers of fixed size in text, as JavaScript tools write them.

use num_bigint::BigUint;

/// Why text is not such an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// Something else than digits.
    NotDigits,
    /// More bytes than the number may have.
    TooLarge,
}

/// Most digits of a number of so many bytes: 2.41 decimal ones a byte, rounded up. Longer text is refused before
/// arithmetic, whose time grows with the square of the length.
const fn max_digits(radix: u32, bytes: usize) -> usize {
    match radix {
        16 => 2 * bytes,
        _ => bytes * 241 / 100 + 1,
    }
}

/// Characters of a text that an error message repeats.
const EXCERPT: usize = 78;

/// A decimal number.
pub(crate) fn from_decimal<const LEN: usize>(text: &str) -> Result<[u8; LEN], NumberError> {
    parse(text, 10)
}

/// A hexadecimal number after `0x`, or a decimal one.
pub(crate) fn from_text<const LEN: usize>(text: &str) -> Result<[u8; LEN], NumberError> {
    match text.strip_prefix("0x") {
        Some(digits) => parse(digits, 16),
        None => from_decimal(text),
    }
}

/// The decimal digits of a number.
pub(crate) fn to_decimal(bytes: &[u8]) -> String {
    BigUint::from_bytes_be(bytes).to_string()
}

/// As much of a text as an error message repeats.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(EXCERPT).collect()
}

fn parse<const LEN: usize>(text: &str, radix: u32) -> Result<[u8; LEN], NumberError> {
    if text.is_empty() || !text.chars().all(|digit| digit.is_digit(radix)) {
        return Err(NumberError::NotDigits);
    }
    if text.len() > max_digits(radix, LEN) {
        return Err(NumberError::TooLarge);
    }
    let number = BigUint::parse_bytes(text.as_bytes(), radix)
        .ok_or(NumberError::NotDigits)?
        .to_bytes_be();
    let mut word = [0; LEN];
    let start = LEN.checked_sub(number.len()).ok_or(NumberError::TooLarge)?;
    for (byte, digit) in word.iter_mut().skip(start).zip(number) {
        *byte = digit;
    }
    Ok(word)
}
