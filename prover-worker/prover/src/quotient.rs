//! The quotient polynomial's values, as snarkjs' keys want them, from transforms that an accelerator makes.
//!
//! See [`crate::SnarkjsReduction`] for what they are; this is the same computation over [`Accelerator`].

use crate::{
    accelerator::{Accelerator, AcceleratorError, Direction},
    Zkey,
};
use ark_bn254::Fr;
use ark_ff::Field;
use ark_groth16::r1cs_to_qap::evaluate_constraint;
use ark_poly::{EvaluationDomain, GeneralEvaluationDomain};
use ark_relations::utils::matrix::Matrix;
use rayon::prelude::*;

/// Work of one thread where values are multiplied by the powers of a number.
const CHUNK: usize = 1 << 12;

/// The scalars of the key's `h` query.
pub(crate) fn quotient(
    accelerator: &dyn Accelerator,
    key: &Zkey,
    witness: &[Fr],
) -> Result<Vec<Fr>, AcceleratorError> {
    let size = key.domain();
    let no_domain = || AcceleratorError {
        operation: "quotient",
        size,
        reason: "the field has no such root of unity".into(),
    };
    let shift = GeneralEvaluationDomain::<Fr>::new(2 * size)
        .ok_or_else(no_domain)?
        .group_gen();
    let values = |rows: &Matrix<Fr>| -> Vec<Fr> {
        rows.par_iter()
            .map(|row| evaluate_constraint(row, witness))
            .collect()
    };
    let [a, b] = key.constraint_matrices();
    let (mut a, mut b) = (values(a), values(b));
    let mut c: Vec<Fr> = a.par_iter().zip(&b).map(|(a, b)| *a * b).collect();
    // One constraint more for each public input makes the inputs' polynomials independent of one another.
    a.extend(witness.iter().take(key.public_inputs() + 1));
    for values in [&mut a, &mut b, &mut c] {
        values.resize(size, Fr::from(0u64));
        accelerator.ntt(values, Direction::Inverse)?;
        multiply_by_powers(values, shift);
        accelerator.ntt(values, Direction::Forward)?;
    }
    a.par_iter_mut()
        .zip(b)
        .zip(c)
        .for_each(|((a, b), c)| *a = *a * b - c);
    Ok(a)
}

/// Multiplies the value at index `i` by `base^i`.
fn multiply_by_powers(values: &mut [Fr], base: Fr) {
    values
        .par_chunks_mut(CHUNK)
        .enumerate()
        .for_each(|(index, chunk)| {
            let mut power = base.pow([(index * CHUNK) as u64]);
            for value in chunk {
                *value *= power;
                power *= base;
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_should_be_multiplied_by_powers_when_there_are_several_chunks() {
        let base = Fr::from(7u64);
        let mut values = vec![Fr::from(1u64); 2 * CHUNK + 3];
        multiply_by_powers(&mut values, base);
        let mut power = Fr::from(1u64);
        for value in values {
            assert_eq!(value, power);
            power *= base;
        }
    }
}
