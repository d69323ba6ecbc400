//! Between arkworks' types and the canonical encoding.
//!
//! Decoding checks of a key all that [`crate::prepare`] checks, and of a proof all that [`crate::verify`] checks of its
//! points. [`serialized`] converts bytes that arkworks has written.

pub mod serialized;

use crate::{
    encoding::{read_g1, read_g2, read_scalar, write_g1, write_g2, write_scalar, G1_LEN, G2_LEN},
    groth16::{join, Key, ProofBytes},
    KeyError, KeyPoint, ProofPoint, Scalar, VerifyError, PROOF_LEN,
};
use ark_bn254::{Bn254, Fr, G1Affine, G2Affine};
use ark_groth16::{Proof, VerifyingKey};

/// The canonical encoding of a key.
pub fn encode_key(key: &VerifyingKey<Bn254>) -> Vec<u8> {
    let mut bytes = write_g1(&key.alpha_g1).to_vec();
    for point in [&key.beta_g2, &key.gamma_g2, &key.delta_g2] {
        bytes.extend(write_g2(point));
    }
    bytes.extend(key.gamma_abc_g1.iter().flat_map(write_g1));
    bytes
}

/// The key that a canonical encoding stands for.
pub fn decode_key(bytes: &[u8]) -> Result<VerifyingKey<Bn254>, KeyError> {
    let key = Key::split(bytes)?;
    key.check()?;
    let g1 = |(point, bytes): (KeyPoint, &[u8; G1_LEN])| -> Result<G1Affine, KeyError> {
        read_g1(bytes).ok_or(KeyError::NotCanonical { point })
    };
    let g2 = |point: KeyPoint, bytes: &[u8; G2_LEN]| -> Result<G2Affine, KeyError> {
        read_g2(bytes)
            .ok_or(KeyError::NotCanonical { point })
            .and_then(|q| in_subgroup(q).ok_or(KeyError::WrongSubgroup { point }))
    };
    Ok(VerifyingKey {
        alpha_g1: g1((KeyPoint::Alpha, key.alpha))?,
        beta_g2: g2(KeyPoint::Beta, key.beta)?,
        gamma_g2: g2(KeyPoint::Gamma, key.gamma)?,
        delta_g2: g2(KeyPoint::Delta, key.delta)?,
        gamma_abc_g1: key.ic().map(g1).collect::<Result<_, _>>()?,
    })
}

/// The canonical encoding of a proof.
pub fn encode_proof(proof: &Proof<Bn254>) -> [u8; PROOF_LEN] {
    join(&write_g1(&proof.a), &write_g2(&proof.b), &write_g1(&proof.c))
}

/// The proof that a canonical encoding stands for.
pub fn decode_proof(bytes: &[u8]) -> Result<Proof<Bn254>, VerifyError> {
    let proof = ProofBytes::split(bytes)?;
    proof.check()?;
    let not_canonical = |point| VerifyError::NotCanonical { point };
    let b = read_g2(proof.b).ok_or(not_canonical(ProofPoint::B))?;
    Ok(Proof {
        a: read_g1(proof.a).ok_or(not_canonical(ProofPoint::A))?,
        b: in_subgroup(b).ok_or(VerifyError::WrongSubgroup { point: ProofPoint::B })?,
        c: read_g1(proof.c).ok_or(not_canonical(ProofPoint::C))?,
    })
}

/// The canonical encoding of a public input.
pub fn encode_scalar(scalar: &Fr) -> Scalar {
    write_scalar(scalar)
}

/// The public input that a canonical encoding stands for; `None` when it is not below the field's order.
pub fn decode_scalar(bytes: &Scalar) -> Option<Fr> {
    read_scalar(bytes)
}

fn in_subgroup(point: G2Affine) -> Option<G2Affine> {
    point.is_in_correct_subgroup_assuming_on_curve().then_some(point)
}
