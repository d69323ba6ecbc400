//! Groth16's prover, assembled from the operations of an accelerator.
//!
//! After [Groth 2016](https://eprint.iacr.org/2016/260), section 3.2, with `z` the witness, `h` the quotient's values and
//! `r`, `s` random:
//!
//! ```text
//! A = alpha + sum z_i A_i + r delta
//! B = beta  + sum z_i B_i + s delta
//! C = sum z_i L_i + sum h_i H_i + s A + r B - r s delta
//! ```

use crate::{
    accelerator::{Accelerator, AcceleratorError, Bases, BasesId, Integer, Query},
    quotient::quotient,
    Backend, BackendError, Zkey,
};
use ark_bn254::{Bn254, Fr};
use ark_ec::CurveGroup;
use ark_ff::{PrimeField, UniformRand};
use ark_groth16::Proof;
use ark_std::rand::rngs::OsRng;
use rayon::prelude::*;

/// Groth16 on an accelerator.
#[derive(Debug, Clone, Copy)]
pub struct Groth16<A>(pub A);

impl<A: Accelerator> Backend for Groth16<A> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, BackendError> {
        let failed = |reason: String| BackendError {
            backend: self.name(),
            reason,
        };
        if witness.len() != key.variables() {
            return Err(failed(format!(
                "witness of {} values for a key of {} variables",
                witness.len(),
                key.variables()
            )));
        }
        let (r, s) = (Fr::rand(&mut OsRng), Fr::rand(&mut OsRng));
        proof(&self.0, key, witness, r, s).map_err(|error| failed(error.to_string()))
    }
}

/// The proof with randomness `r` and `s`; the witness has one value for each of the key's variables.
fn proof(
    accelerator: &impl Accelerator,
    key: &Zkey,
    witness: &[Fr],
    r: Fr,
    s: Fr,
) -> Result<Proof<Bn254>, AcceleratorError> {
    let points = &key.proving_key;
    let id = |query| BasesId {
        key: key.instance(),
        query,
    };
    let g1 = |query, points, scalars: &[Integer]| {
        accelerator.msm_g1(
            Bases {
                id: id(query),
                points,
            },
            scalars,
        )
    };

    let h = integers(&quotient(accelerator, key, witness)?);
    let h = g1(Query::H, &points.h_query, &h)?;
    let witness = integers(witness);
    let private = witness.get(key.public_inputs() + 1..).unwrap_or_default();
    let l = g1(Query::L, &points.l_query, private)?;
    let a = g1(Query::A, &points.a_query, &witness)? + points.vk.alpha_g1 + points.delta_g1 * r;
    let b_g1 = g1(Query::B1, &points.b_g1_query, &witness)? + points.beta_g1 + points.delta_g1 * s;
    let b2 = Bases {
        id: id(Query::B2),
        points: &points.b_g2_query,
    };
    let b = accelerator.msm_g2(b2, &witness)? + points.vk.beta_g2 + points.vk.delta_g2 * s;
    let c = l + h + a * s + b_g1 * r - points.delta_g1 * (r * s);
    Ok(Proof {
        a: a.into_affine(),
        b: b.into_affine(),
        c: c.into_affine(),
    })
}

fn integers(scalars: &[Fr]) -> Vec<Integer> {
    scalars.par_iter().map(|scalar| scalar.into_bigint()).collect()
}
