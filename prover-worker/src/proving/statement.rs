//! Compares what a proof would say with what the request asks for.

use proofnet_market::PublicInput;
use proofnet_proofs::Scalar;

/// How a proof's public inputs and a statement differ.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Another number of public inputs.
    #[error("the statement has {expected} public inputs, the circuit {got}")]
    Count {
        /// In the statement.
        expected: usize,
        /// Of the circuit.
        got: usize,
    },
    /// Another value than the one fixed.
    #[error("public input {index} comes out as 0x{got}, the statement fixes 0x{expected}")]
    Fixed {
        /// Which public input.
        index: usize,
        /// The value that the statement fixes.
        expected: String,
        /// The value that the input leads to.
        got: String,
    },
}

/// The values of the free public inputs, in order, when the fixed ones are as `statement` says.
pub fn outputs(statement: &[PublicInput], public_inputs: &[Scalar]) -> Result<Vec<Scalar>, StatementError> {
    if statement.len() != public_inputs.len() {
        return Err(StatementError::Count {
            expected: statement.len(),
            got: public_inputs.len(),
        });
    }
    let mut outputs = Vec::new();
    for (index, (asked, value)) in statement.iter().zip(public_inputs).enumerate() {
        match asked {
            PublicInput::Free => outputs.push(*value),
            PublicInput::Fixed(fixed) if fixed == value => {}
            PublicInput::Fixed(fixed) => {
                return Err(StatementError::Fixed {
                    index,
                    expected: hex::encode(fixed),
                    got: hex::encode(value),
                })
            }
        }
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Scalar = [1; 32];
    const TWO: Scalar = [2; 32];

    #[test]
    fn outputs_should_be_the_free_values_when_the_fixed_ones_agree() {
        let statement = [PublicInput::Free, PublicInput::Fixed(TWO), PublicInput::Free];
        assert_eq!(outputs(&statement, &[ONE, TWO, TWO]), Ok(vec![ONE, TWO]));
    }

    #[test]
    fn statement_should_be_refused_when_a_fixed_value_differs() {
        let result = outputs(&[PublicInput::Free, PublicInput::Fixed(ONE)], &[ONE, TWO]);
        assert!(
            matches!(result, Err(StatementError::Fixed { index: 1, .. })),
            "{result:?}"
        );
    }

    #[test]
    fn statement_should_be_refused_when_the_count_differs() {
        assert_eq!(
            outputs(&[PublicInput::Free], &[]),
            Err(StatementError::Count { expected: 1, got: 0 })
        );
    }
}
