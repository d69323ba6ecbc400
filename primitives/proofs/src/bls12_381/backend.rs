//! Sums and products of pairings, by polkadot-sdk's host functions or by arkworks compiled to what the caller is.
//!
//! The host functions take and give what `ark-serialize` writes uncompressed, lists after their length in 8 bytes,
//! and check nothing: only points that were checked go there, or come out of there.

use super::{read, G1_LEN, G2_LEN, GT_LEN};
use crate::{curve::Fault, encoding::WORD as SCALAR_LEN, Backend, Scalar};
use alloc::vec::Vec;
use ark_bls12_381::{Bls12_381, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::{
    pairing::{MillerLoopOutput, Pairing},
    CurveGroup, VariableBaseMSM,
};
use ark_ff::PrimeField;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use sp_crypto_ec_utils::bls12_381::host_calls;

impl Backend {
    /// The sum of `scalars[i] * points[i]` in G1. Points are on the curve; the sum may be the identity.
    pub(crate) fn bls12_381_msm(self, points: &[u8], scalars: &[Scalar]) -> Result<[u8; G1_LEN], Fault> {
        let mut sum = [0; G1_LEN];
        match self {
            Self::Host => {
                let scalars: Vec<u8> = scalars
                    .iter()
                    .flat_map(|scalar| scalar.iter().rev().copied())
                    .collect();
                let scalars = list::<SCALAR_LEN>(&scalars);
                host_calls::bls12_381_msm_g1(&list::<G1_LEN>(points), &scalars, &mut sum)
                    .map_err(|_| Fault::Shape)?;
            }
            Self::Portable => {
                let (points, _) = points.as_chunks::<G1_LEN>();
                let points: Vec<G1Affine> =
                    points.iter().map(|point| read(point)).collect::<Result<_, _>>()?;
                let scalars: Vec<Fr> = scalars
                    .iter()
                    .map(|scalar| Fr::from_be_bytes_mod_order(scalar))
                    .collect();
                let total = G1Projective::msm(&points, &scalars).map_err(|_| Fault::Shape)?;
                write(&total.into_affine(), &mut sum)?;
            }
        }
        Ok(sum)
    }

    /// The product of the pairings of `points` in G1 with as many in G2, as `ark-serialize` writes it. Points are in
    /// their subgroups.
    pub(crate) fn bls12_381_pairing(self, points: &[u8], others: &[u8]) -> Result<[u8; GT_LEN], Fault> {
        let mut product = [0; GT_LEN];
        match self {
            Self::Host => {
                host_calls::bls12_381_multi_miller_loop(
                    &list::<G1_LEN>(points),
                    &list::<G2_LEN>(others),
                    &mut product,
                )
                .map_err(|_| Fault::Shape)?;
                host_calls::bls12_381_final_exponentiation(&mut product).map_err(|_| Fault::Shape)?;
            }
            Self::Portable => {
                let (points, _) = points.as_chunks::<G1_LEN>();
                let (others, _) = others.as_chunks::<G2_LEN>();
                // A sum among the points may be the identity, which has a flag.
                let points = points.iter().map(|point| unchecked::<G1Affine>(point));
                let others = others.iter().map(|point| unchecked::<G2Affine>(point));
                let points = points.collect::<Result<Vec<_>, _>>()?;
                let others = others.collect::<Result<Vec<_>, _>>()?;
                let MillerLoopOutput(f) = Bls12_381::multi_miller_loop(points, others);
                let gt = Bls12_381::final_exponentiation(MillerLoopOutput(f)).ok_or(Fault::Shape)?;
                write(&gt.0, &mut product)?;
            }
        }
        Ok(product)
    }
}

fn unchecked<P: CanonicalDeserialize>(point: &[u8]) -> Result<P, Fault> {
    P::deserialize_uncompressed_unchecked(point).map_err(|_| Fault::Shape)
}

fn write(value: &impl CanonicalSerialize, to: &mut [u8]) -> Result<(), Fault> {
    value.serialize_uncompressed(to).map_err(|_| Fault::Shape)
}

/// Values of `LEN` bytes each after their number.
fn list<const LEN: usize>(values: &[u8]) -> Vec<u8> {
    let count = (values.len() / LEN) as u64;
    [count.to_le_bytes().as_slice(), values].concat()
}
