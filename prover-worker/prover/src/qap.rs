//! The quotient polynomial as snarkjs' keys want it.
//!
//! With `A`, `B`, `C` interpolating a witness over the `n`-th roots of unity, `A B - C` vanishes there. arkworks divides
//! it by the vanishing polynomial and gives coefficients. snarkjs' keys hold the Lagrange basis of the `2n`-th roots of
//! unity instead, so that what is needed are the values of `A B - C` at those that are no `n`-th roots, undivided: one
//! coset of the domain.

use ark_ff::PrimeField;
use ark_groth16::r1cs_to_qap::{evaluate_constraint, LibsnarkReduction, R1CSToQAP};
use ark_poly::EvaluationDomain;
use ark_relations::{
    gr1cs::{ConstraintSystemRef, Result, SynthesisError},
    utils::matrix::Matrix,
};
use rayon::prelude::*;

/// R1CS to QAP as snarkjs reduces it.
pub struct SnarkjsReduction;

/// The domain with twice the roots, and the coset in it that the smaller one leaves.
fn doubled<F: PrimeField, D: EvaluationDomain<F>>(domain: &D) -> Option<(D, D)> {
    let double = D::new(domain.size().checked_mul(2)?)?;
    Some((double, domain.get_coset(double.group_gen())?))
}

impl R1CSToQAP for SnarkjsReduction {
    fn instance_map_with_evaluation<F: PrimeField, D: EvaluationDomain<F>>(
        cs: ConstraintSystemRef<F>,
        t: &F,
    ) -> Result<(Vec<F>, Vec<F>, Vec<F>, F, usize, usize)> {
        LibsnarkReduction::instance_map_with_evaluation::<F, D>(cs, t)
    }

    fn witness_map_from_matrices<F: PrimeField, D: EvaluationDomain<F>>(
        matrices: &[Matrix<F>],
        num_inputs: usize,
        num_constraints: usize,
        full_assignment: &[F],
    ) -> Result<Vec<F>> {
        let [a_rows, b_rows, ..] = matrices else {
            return Err(SynthesisError::AssignmentMissing);
        };
        let inputs = full_assignment
            .get(..num_inputs)
            .ok_or(SynthesisError::AssignmentMissing)?;
        let domain = D::new(num_constraints + num_inputs).ok_or(SynthesisError::PolynomialDegreeTooLarge)?;
        let (_, coset) = doubled(&domain).ok_or(SynthesisError::PolynomialDegreeTooLarge)?;

        let values = |rows: &Matrix<F>| -> Vec<F> {
            rows.par_iter()
                .take(num_constraints)
                .map(|row| evaluate_constraint(row, full_assignment))
                .collect()
        };
        let mut a = values(a_rows);
        let mut b = values(b_rows);
        let mut c: Vec<F> = a.par_iter().zip(&b).map(|(a, b)| *a * b).collect();
        // One constraint more for each public input makes the inputs' polynomials independent of one another.
        a.extend_from_slice(inputs);

        for values in [&mut a, &mut b, &mut c] {
            values.resize(domain.size(), F::zero());
            domain.ifft_in_place(values);
            coset.fft_in_place(values);
        }
        a.par_iter_mut()
            .zip(b)
            .zip(c)
            .for_each(|((a, b), c)| *a = *a * b - c);
        Ok(a)
    }

    fn h_query_scalars<F: PrimeField, D: EvaluationDomain<F>>(
        max_power: usize,
        t: F,
        _: F,
        delta_inverse: F,
    ) -> Result<Vec<F>> {
        let domain = D::new(max_power + 1).ok_or(SynthesisError::PolynomialDegreeTooLarge)?;
        let (double, _) = doubled(&domain).ok_or(SynthesisError::PolynomialDegreeTooLarge)?;
        let basis = double.evaluate_all_lagrange_coefficients(t);
        Ok(basis
            .into_iter()
            .skip(1)
            .step_by(2)
            .map(|value| value * delta_inverse)
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Bn254, Fr};
    use ark_groth16::Groth16;
    use ark_relations::gr1cs::{ConstraintSynthesizer, LinearCombination, Variable};
    use ark_std::rand::{rngs::StdRng, SeedableRng};

    /// `x` such that repeated squaring gives `output`.
    struct Squares {
        x: Fr,
        output: Fr,
    }

    impl ConstraintSynthesizer<Fr> for Squares {
        fn generate_constraints(self, cs: ConstraintSystemRef<Fr>) -> Result<()> {
            let output = cs.new_input_variable(|| Ok(self.output))?;
            let mut value = self.x;
            let mut variable = cs.new_witness_variable(|| Ok(value))?;
            for _ in 0..5 {
                value *= value;
                let next = cs.new_witness_variable(|| Ok(value))?;
                let (from, to) = (variable, next);
                cs.enforce_r1cs_constraint(
                    || LinearCombination::from(from),
                    || LinearCombination::from(from),
                    || LinearCombination::from(to),
                )?;
                variable = next;
            }
            cs.enforce_r1cs_constraint(
                || LinearCombination::from(variable),
                || LinearCombination::from(Variable::One),
                || LinearCombination::from(output),
            )
        }
    }

    fn verifies(output: Fr) -> bool {
        let mut rng = StdRng::seed_from_u64(1);
        let x = Fr::from(3u64);
        type Prover = Groth16<Bn254, SnarkjsReduction>;
        let key = Prover::generate_random_parameters_with_reduction(Squares { x, output }, &mut rng).unwrap();
        let proof =
            Prover::create_random_proof_with_reduction(Squares { x, output }, &key, &mut rng).unwrap();
        let prepared = ark_groth16::prepare_verifying_key(&key.vk);
        Prover::verify_proof(&prepared, &proof, &[output]).unwrap()
    }

    #[test]
    fn proof_should_verify_when_key_and_proof_use_the_reduction() {
        let output = (0..5).fold(Fr::from(3u64), |value, _| value * value);
        assert!(verifies(output));
    }
}
