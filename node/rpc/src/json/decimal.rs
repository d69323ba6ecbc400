//! Numbers that may be too large for the numbers of JSON.

use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, marker::PhantomData, str::FromStr};

/// An amount, as a string of digits. Where it is an argument, an integer is understood as well.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal<T>(pub T);

impl<T: fmt::Display> Serialize for Decimal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: FromStr + TryFrom<u64>> Deserialize<'de> for Decimal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor(PhantomData))
    }
}

struct DecimalVisitor<T>(PhantomData<T>);

impl<T: FromStr + TryFrom<u64>> de::Visitor<'_> for DecimalVisitor<T> {
    type Value = Decimal<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an amount as a string of digits, within its range, or a non-negative integer")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        let unexpected = de::Unexpected::Unsigned(number);
        T::try_from(number)
            .map(Decimal)
            .map_err(|_| E::invalid_value(unexpected, &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { text.parse().ok() } else { None };
        number
            .map(Decimal)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<u128> {
        serde_json::from_str::<Decimal<u128>>(json)
            .ok()
            .map(|decimal| decimal.0)
    }

    #[test]
    fn amount_should_be_exact_when_it_is_as_large_as_any() {
        let json = serde_json::to_string(&Decimal(u128::MAX)).unwrap();
        assert_eq!(json, "\"340282366920938463463374607431768211455\"");
        assert_eq!(read(&json), Some(u128::MAX));
    }

    #[test]
    fn amount_should_be_understood_when_it_is_an_integer() {
        assert_eq!(read("7"), Some(7));
        assert_eq!(read("18446744073709551615"), Some(u64::MAX.into()));
    }

    #[test]
    fn amount_should_be_refused_when_it_is_anything_else() {
        for json in [
            "-1", "1.5", "1e3", "\"\"", "\"-1\"", "\"+1\"", "\"0x10\"", "\"1 \"", "null", "[1]",
        ] {
            assert_eq!(read(json), None, "{json}");
        }
        assert_eq!(read("\"340282366920938463463374607431768211456\""), None);
        assert!(serde_json::from_str::<Decimal<u64>>("\"18446744073709551616\"").is_err());
    }
}
