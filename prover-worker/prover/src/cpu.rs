//! The operations on the CPU, with all its cores.

use crate::{
    accelerator::{Accelerator, AcceleratorError, Bases, Direction, Integer},
    groth16::Groth16,
};
use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::VariableBaseMSM;
use ark_poly::{EvaluationDomain, GeneralEvaluationDomain};

/// arkworks' operations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cpu;

/// Proves on the CPU.
pub const CPU: Groth16<Cpu> = Groth16(Cpu);

impl Accelerator for Cpu {
    fn name(&self) -> &'static str {
        "cpu"
    }

    fn msm_g1(&self, bases: Bases<G1Affine>, scalars: &[Integer]) -> Result<G1Projective, AcceleratorError> {
        Ok(G1Projective::msm_bigint(bases.points, scalars))
    }

    fn msm_g2(&self, bases: Bases<G2Affine>, scalars: &[Integer]) -> Result<G2Projective, AcceleratorError> {
        Ok(G2Projective::msm_bigint(bases.points, scalars))
    }

    fn ntt(&self, values: &mut Vec<Fr>, direction: Direction) -> Result<(), AcceleratorError> {
        let size = values.len();
        let refused = |reason: &str| AcceleratorError {
            operation: "ntt",
            size,
            reason: reason.into(),
        };
        if !size.is_power_of_two() {
            return Err(refused("not a power of two"));
        }
        let domain = GeneralEvaluationDomain::<Fr>::new(size)
            .ok_or_else(|| refused("the field has no such root of unity"))?;
        match direction {
            Direction::Forward => domain.fft_in_place(values),
            Direction::Inverse => domain.ifft_in_place(values),
        }
        Ok(())
    }
}
