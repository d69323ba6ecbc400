//! What a verification costs here and with arkworks called plainly on a prepared key and decoded points, side by side;
//! and the sum over the inputs, which is most of the difference, against arkworks' two ways.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)] // Criterion's macros document nothing; a benchmark may panic.

use ark_bn254::{Bn254, G1Projective};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup, VariableBaseMSM};
use ark_ff::PrimeField;
use ark_groth16::{prepare_verifying_key, Groth16};
use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use proofnet_proofs::{curve, prepare, verify, Backend, ProofSystem};
use std::hint::black_box;

#[path = "../tests/common/mod.rs"]
mod common;

fn verification(c: &mut Criterion) {
    let mut group = c.benchmark_group("verify");
    for inputs in [1, 5, 20, 64] {
        let case = common::Case::new(inputs, 1);
        let arkworks_key = prepare_verifying_key(&case.pk.vk);
        group.bench_function(BenchmarkId::new("arkworks", inputs), |b| {
            b.iter(|| {
                let valid = Groth16::<Bn254>::verify_proof(
                    black_box(&arkworks_key),
                    black_box(&case.proof),
                    black_box(&case.inputs),
                );
                assert!(valid.unwrap());
            })
        });
        let key = prepare(Backend::Host, ProofSystem::Groth16Bn254, &case.key()).unwrap();
        let (proof, scalars) = (case.proof(), case.scalars());
        for backend in [Backend::Host, Backend::Portable] {
            group.bench_function(BenchmarkId::new(format!("proofnet {backend:?}"), inputs), |b| {
                b.iter(|| verify(backend, black_box(&key), black_box(&scalars), black_box(&proof)).unwrap())
            });
        }
    }
    group.finish();
}

fn multi_scalar_multiplication(c: &mut Criterion) {
    let mut group = c.benchmark_group("msm");
    for terms in [1, 5, 20, 64] {
        let case = common::Case::new(terms, 1);
        let points = &case.pk.vk.gamma_abc_g1[1..];
        let scalars = &case.inputs;
        group.bench_function(BenchmarkId::new("arkworks term by term", terms), |b| {
            b.iter(|| {
                let terms = black_box(points).iter().zip(black_box(scalars));
                terms
                    .map(|(p, s)| p.into_group().mul_bigint(s.into_bigint()))
                    .sum::<G1Projective>()
                    .into_affine()
            })
        });
        group.bench_function(BenchmarkId::new("arkworks Pippenger", terms), |b| {
            b.iter(|| {
                G1Projective::msm(black_box(points), black_box(scalars))
                    .unwrap()
                    .into_affine()
            })
        });
        let key = case.key();
        let (points, scalars) = (&key[key.len() - 64 * terms..], case.scalars().concat());
        group.bench_function(BenchmarkId::new("proofnet", terms), |b| {
            b.iter(|| curve::msm(black_box(points), black_box(&scalars)).unwrap())
        });
    }
    group.finish();
}

criterion_group!(benches, verification, multi_scalar_multiplication);
criterion_main!(benches);
