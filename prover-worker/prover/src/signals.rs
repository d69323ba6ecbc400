//! The input of a circom circuit: JSON, as snarkjs takes it.

use ark_bn254::Fr;
use ark_ff::AdditiveGroup;
use serde_json::Value;

/// Input signals by name, arrays flattened in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signals(pub Vec<(String, Vec<Fr>)>);

/// Why bytes are no input of a circom circuit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignalsError {
    /// The bytes are no JSON.
    #[error("input is no JSON: {0}")]
    Json(String),
    /// The outermost value is no object.
    #[error("input is no JSON object: expected {{\"signal\": value, ...}}")]
    NotAnObject,
    /// A value is neither a number nor an array of such.
    #[error(
        "input signal `{signal}` holds {found}: expected a decimal or 0x string, an integer below 2^64, or nested arrays of these"
    )]
    Value {
        /// The signal.
        signal: String,
        /// What stands in its place.
        found: String,
    },
}

impl Signals {
    /// Reads `json`. Values count modulo the order of the scalar field, as snarkjs has it.
    pub fn parse(json: &[u8]) -> Result<Self, SignalsError> {
        let value: Value =
            serde_json::from_slice(json).map_err(|error| SignalsError::Json(error.to_string()))?;
        let Value::Object(object) = value else {
            return Err(SignalsError::NotAnObject);
        };
        let mut signals = Vec::with_capacity(object.len());
        for (signal, value) in object {
            let mut values = Vec::new();
            flatten(&value, &mut values).map_err(|found| SignalsError::Value {
                signal: signal.clone(),
                found,
            })?;
            signals.push((signal, values));
        }
        Ok(Self(signals))
    }
}

/// Appends the numbers in `value`; the error says what else is there. Depth is bounded by the JSON reader.
fn flatten(value: &Value, into: &mut Vec<Fr>) -> Result<(), String> {
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| flatten(value, into)),
        Value::String(text) => {
            into.push(parse(text).ok_or_else(|| format!("the string \"{}\"", shortened(text)))?);
            Ok(())
        }
        Value::Number(number) => {
            let number = (number.as_i64().map(Fr::from)).or(number.as_u64().map(Fr::from));
            into.push(number.ok_or_else(|| format!("the number {value}"))?);
            Ok(())
        }
        other => Err(shortened(&other.to_string())),
    }
}

fn parse(text: &str) -> Option<Fr> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (base, digits) = match digits.strip_prefix("0x") {
        Some(digits) => (16, digits),
        None => (10, digits),
    };
    if digits.is_empty() {
        return None;
    }
    let radix = Fr::from(base);
    let value = digits.chars().try_fold(Fr::ZERO, |value, digit| {
        Some(value * radix + Fr::from(digit.to_digit(base)?))
    })?;
    Some(if negative { -value } else { value })
}

fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: &str) -> Vec<Fr> {
        let Signals(mut signals) = Signals::parse(json.as_bytes()).unwrap();
        signals.pop().unwrap().1
    }

    #[test]
    fn signals_should_be_flattened_in_order_when_nested() {
        let expected: Vec<Fr> = (1..=4u64).map(Fr::from).collect();
        assert_eq!(values(r#"{"a": [["1", 2], [3, "0x4"]]}"#), expected);
    }

    #[test]
    fn value_should_be_reduced_when_not_below_the_order() {
        let order = "21888242871839275222246405745257275088548364400416034343698204186575808495617";
        assert_eq!(values(&format!(r#"{{"a": "{order}"}}"#)), vec![Fr::ZERO]);
    }

    #[test]
    fn value_should_be_negated_when_it_has_a_sign() {
        assert_eq!(values(r#"{"a": ["-1", -1]}"#), vec![-Fr::from(1u64); 2]);
    }

    #[test]
    fn signals_should_be_refused_when_a_value_is_no_integer() {
        for value in [
            "1.5",
            "1e40",
            "true",
            "null",
            r#""""#,
            r#""-""#,
            r#""0x""#,
            r#""12a""#,
            r#"{"b": 1}"#,
        ] {
            let result = Signals::parse(format!(r#"{{"a": {value}}}"#).as_bytes());
            assert!(
                matches!(result, Err(SignalsError::Value { .. })),
                "{value}: {result:?}"
            );
        }
    }

    #[test]
    fn signals_should_be_refused_when_nested_too_deeply() {
        let json = format!(r#"{{"a": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(
            Signals::parse(json.as_bytes()),
            Err(SignalsError::Json(_))
        ));
    }

    #[test]
    fn signals_should_be_refused_when_no_object() {
        assert_eq!(Signals::parse(b"[1]"), Err(SignalsError::NotAnObject));
    }
}
