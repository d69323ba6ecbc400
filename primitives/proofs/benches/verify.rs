//! What a verification costs here and with arkworks called plainly on a prepared key and decoded points, side by side;
//! and the sum over the inputs, which is most of the difference, against arkworks' two ways.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // A benchmark may panic.

use divan::{black_box, Bencher};
use proofnet_proofs::{curve, prepare, verify, Backend, ProofSystem};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

#[divan::bench_group]
mod verification {
    use super::*;
    use ark_bn254::Bn254;
    use ark_groth16::{prepare_verifying_key, Groth16};

    const INPUTS: [usize; 4] = [1, 5, 20, 64];

    #[divan::bench(args = INPUTS)]
    fn arkworks(bencher: Bencher, inputs: usize) {
        let case = common::Case::new(inputs, 1);
        let key = prepare_verifying_key(&case.pk.vk);
        bencher.bench_local(|| {
            let valid = Groth16::<Bn254>::verify_proof(
                black_box(&key),
                black_box(&case.proof),
                black_box(&case.inputs),
            );
            assert!(valid.unwrap());
        });
    }

    #[divan::bench(args = INPUTS)]
    fn proofnet_host(bencher: Bencher, inputs: usize) {
        proofnet(bencher, inputs, Backend::Host);
    }

    #[divan::bench(args = INPUTS)]
    fn proofnet_portable(bencher: Bencher, inputs: usize) {
        proofnet(bencher, inputs, Backend::Portable);
    }

    fn proofnet(bencher: Bencher, inputs: usize, backend: Backend) {
        let case = common::Case::new(inputs, 1);
        let key = prepare(backend, ProofSystem::Groth16Bn254, &case.key()).unwrap();
        let (proof, scalars) = (case.proof(), case.scalars());
        bencher.bench_local(|| {
            verify(backend, black_box(&key), black_box(&scalars), black_box(&proof)).unwrap()
        });
    }
}

#[divan::bench_group]
mod multi_scalar_multiplication {
    use super::*;
    use ark_bn254::G1Projective;
    use ark_ec::{AffineRepr, CurveGroup, PrimeGroup, VariableBaseMSM};
    use ark_ff::PrimeField;

    const TERMS: [usize; 4] = [1, 5, 20, 64];

    #[divan::bench(args = TERMS)]
    fn arkworks_term_by_term(bencher: Bencher, terms: usize) {
        let case = common::Case::new(terms, 1);
        let points = &case.pk.vk.gamma_abc_g1[1..];
        bencher.bench_local(|| {
            let terms = black_box(points).iter().zip(black_box(&case.inputs));
            terms
                .map(|(point, scalar)| point.into_group().mul_bigint(scalar.into_bigint()))
                .sum::<G1Projective>()
                .into_affine()
        });
    }

    #[divan::bench(args = TERMS)]
    fn arkworks_pippenger(bencher: Bencher, terms: usize) {
        let case = common::Case::new(terms, 1);
        let points = &case.pk.vk.gamma_abc_g1[1..];
        bencher.bench_local(|| {
            G1Projective::msm(black_box(points), black_box(&case.inputs))
                .unwrap()
                .into_affine()
        });
    }

    #[divan::bench(args = TERMS)]
    fn proofnet(bencher: Bencher, terms: usize) {
        let case = common::Case::new(terms, 1);
        let key = case.key();
        let (points, scalars) = (&key[key.len() - 64 * terms..], case.scalars().concat());
        bencher.bench_local(|| curve::msm(black_box(points), black_box(&scalars)).unwrap());
    }
}
