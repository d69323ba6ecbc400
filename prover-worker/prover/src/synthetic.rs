//! A circuit of any size with its key and a witness, to measure provers and to test them where no real one is at hand.
//!
//! Its key is made here, from randomness that is thrown away: proofs under it convince nobody.

use crate::{SnarkjsReduction, Zkey, ZkeyError};
use ark_bn254::{Bn254, Fr};
use ark_ff::{AdditiveGroup, Field};
use ark_groth16::Groth16;
use ark_relations::gr1cs::{
    ConstraintSynthesizer, ConstraintSystem, ConstraintSystemRef, LinearCombination, OptimizationGoal,
    Result, SynthesisError, SynthesisMode, Variable, R1CS_PREDICATE_LABEL,
};
use ark_std::rand::{rngs::StdRng, SeedableRng};

/// Of so many constraints one is about a bit: circuits hold many, and they are what a prover's buckets fill unevenly with.
const BITS: usize = 4;

/// Squares again and again, with bits in between.
#[derive(Clone, Copy)]
struct Squares {
    constraints: usize,
}

impl ConstraintSynthesizer<Fr> for Squares {
    fn generate_constraints(self, cs: ConstraintSystemRef<Fr>) -> Result<()> {
        let mut value = Fr::from(3u64);
        let output = (1..self.constraints)
            .filter(|index| index % BITS != 0)
            .fold(value, |value, _| value.square());
        let output = cs.new_input_variable(|| Ok(output))?;
        let mut variable = cs.new_witness_variable(|| Ok(value))?;
        for index in 1..self.constraints {
            if index % BITS == 0 {
                let bit = cs.new_witness_variable(|| Ok(Fr::from((index / BITS % 2) as u64)))?;
                cs.enforce_r1cs_constraint(
                    || LinearCombination::from(bit),
                    || LinearCombination::from(bit),
                    || LinearCombination::from(bit),
                )?;
                continue;
            }
            value = value.square();
            let (from, to) = (variable, cs.new_witness_variable(|| Ok(value))?);
            cs.enforce_r1cs_constraint(
                || LinearCombination::from(from),
                || LinearCombination::from(from),
                || LinearCombination::from(to),
            )?;
            variable = to;
        }
        cs.enforce_r1cs_constraint(
            || LinearCombination::from(variable),
            || LinearCombination::from(Variable::One),
            || LinearCombination::from(output),
        )
    }
}

/// Why there is no such circuit.
#[derive(Debug, thiserror::Error)]
pub enum SyntheticError {
    /// Its constraints cannot be made.
    #[error("no circuit of this size: {0}")]
    Synthesis(#[from] SynthesisError),
    /// Its parts do not fit together.
    #[error("no circuit of this size: {0}")]
    Key(#[from] ZkeyError),
}

/// The key of a circuit of `constraints` constraints, at least one, and a witness.
pub fn synthetic(constraints: usize) -> std::result::Result<(Zkey, Vec<Fr>), SyntheticError> {
    let circuit = Squares { constraints };
    let mut rng = StdRng::seed_from_u64(constraints as u64);
    let key =
        Groth16::<Bn254, SnarkjsReduction>::generate_random_parameters_with_reduction(circuit, &mut rng)?;
    let cs = ConstraintSystem::new_ref();
    cs.set_optimization_goal(OptimizationGoal::Constraints);
    cs.set_mode(SynthesisMode::Prove {
        construct_matrices: true,
        generate_lc_assignments: false,
    });
    circuit.generate_constraints(cs.clone())?;
    cs.finalize();
    let mut matrices = cs
        .to_matrices()?
        .remove(R1CS_PREDICATE_LABEL)
        .ok_or(SynthesisError::AssignmentMissing)?;
    matrices.truncate(2);
    let mut witness = cs.instance_assignment()?;
    let public_inputs = witness.len().saturating_sub(1);
    witness.extend(cs.witness_assignment()?);
    debug_assert!(witness.first() == Some(&Fr::ONE) && witness.last() != Some(&Fr::ZERO));
    Ok((Zkey::new(key, matrices, public_inputs)?, witness))
}
