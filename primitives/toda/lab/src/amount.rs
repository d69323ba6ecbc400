//! Amounts in JSON. They are strings, because many readers of JSON take numbers for floating point, which
//! holds 53 bits where an amount has 128.

use serde::{
    de::{Error, Unexpected, Visitor},
    Deserialize, Deserializer, Serialize, Serializer,
};
use std::fmt;

/// An amount or a price in planck, written as a string of decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount(pub u128);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Digits)
    }
}

struct Digits;

impl Visitor<'_> for Digits {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 to 2^128 - 1 as a string of decimal digits, such as \"120\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        let amount = text
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse());
        match amount {
            Some(Ok(amount)) => Ok(Amount(amount)),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Result<u128, String> {
        let amount: Result<Amount, _> = serde_json::from_str(json);
        amount.map(|amount| amount.0).map_err(|error| error.to_string())
    }

    #[test]
    fn amount_should_be_read_when_it_is_the_greatest() {
        assert_eq!(
            parsed("\"340282366920938463463374607431768211455\""),
            Ok(u128::MAX)
        );
    }

    #[test]
    fn amount_should_be_refused_when_it_is_beyond_the_greatest() {
        assert!(parsed("\"340282366920938463463374607431768211456\"").is_err());
    }

    #[test]
    fn amount_should_be_refused_when_it_is_anything_but_digits() {
        for json in [
            "\"\"",
            "\"+1\"",
            "\"-1\"",
            "\" 1\"",
            "\"1.0\"",
            "\"1_000\"",
            "\"0x1\"",
            "120",
            "null",
        ] {
            let error = parsed(json).unwrap_err();
            assert!(error.contains("string of decimal digits"), "{json}: {error}");
        }
    }
}
