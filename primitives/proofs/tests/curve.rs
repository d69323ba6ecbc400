//! Curve arithmetic agrees with arkworks' and refuses what is no input.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use ark_bn254::{g2, Bn254, Fq, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{pairing::Pairing, AffineRepr, CurveConfig, CurveGroup};
use ark_ff::{BigInteger, PrimeField, UniformRand, Zero};
use ark_std::rand::{rngs::StdRng, SeedableRng};
use common::{add_to_word, base_modulus, encode_g2, scalar_order, twist_point};
use num_bigint::{BigInt, BigUint};
use proofnet_proofs::{
    arkworks::encode_scalar,
    curve::{lines, msm, pairing, Fault, LINES_LEN, MAX_PAIRS, MAX_TERMS},
};
use proptest::prelude::*;

fn encode_g1(point: &G1Affine) -> Vec<u8> {
    [point.x, point.y]
        .iter()
        .flat_map(|c| c.into_bigint().to_bytes_be())
        .collect()
}

fn encode_gt(element: ark_bn254::Fq12) -> Vec<u8> {
    use ark_ff::Field;
    element
        .to_base_prime_field_elements()
        .flat_map(|c: Fq| c.into_bigint().to_bytes_be())
        .collect()
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..Default::default()
    }
}

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn random_g1(rng: &mut StdRng) -> G1Affine {
    G1Projective::rand(rng).into_affine()
}

fn random_g2(rng: &mut StdRng) -> G2Affine {
    G2Projective::rand(rng).into_affine()
}

/// Scalars that a decomposition might stumble over.
fn scalar() -> impl Strategy<Value = Fr> {
    prop_oneof![
        Just(Fr::from(0)),
        Just(Fr::from(1)),
        Just(-Fr::from(1)),
        any::<u64>().prop_map(Fr::from),
        any::<u64>().prop_map(|small| -Fr::from(small)),
        any::<u128>().prop_map(Fr::from),
        any::<[u8; 32]>().prop_map(|bytes| Fr::from_be_bytes_mod_order(&bytes)),
    ]
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn msm_should_equal_the_sum_of_products_when_computed_term_by_term(
        scalars in proptest::collection::vec(scalar(), 0..12),
        seed in any::<u64>(),
        repeat in any::<bool>(),
    ) {
        let mut rng = rng(seed);
        let mut points: Vec<G1Affine> = scalars.iter().map(|_| random_g1(&mut rng)).collect();
        if let (true, [first, .., last]) = (repeat, points.as_mut_slice()) {
            *last = -*first;
        }
        let expected: G1Projective = points.iter().zip(&scalars).map(|(p, s)| p.mul_bigint(s.into_bigint())).sum();
        let sum = msm(
            &points.iter().flat_map(encode_g1).collect::<Vec<_>>(),
            &scalars.iter().flat_map(encode_scalar).collect::<Vec<_>>(),
        );
        prop_assert_eq!(sum.unwrap().to_vec(), encode_g1(&expected.into_affine()));
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn pairing_should_equal_arkworks_product_when_given_walked_and_fixed_pairs(
        // From 16 on, points are walked together.
        walked in prop_oneof![0..4usize, 15..20usize],
        fixed in 0..4usize,
        seed in any::<u64>(),
    ) {
        let mut rng = rng(seed);
        let p: Vec<_> = (0..walked + fixed).map(|_| random_g1(&mut rng)).collect();
        let q: Vec<_> = (0..walked + fixed).map(|_| random_g2(&mut rng)).collect();
        let pairs: Vec<u8> = p.iter().zip(&q).take(walked).flat_map(|(p, q)| [encode_g1(p), encode_g2(q)].concat()).collect();
        let points: Vec<u8> = p[walked..].iter().flat_map(encode_g1).collect();
        let q_lines: Vec<u8> = q[walked..].iter().flat_map(|q| lines(&encode_g2(q).try_into().unwrap()).unwrap()).collect();
        let product = pairing(&pairs, &points, &q_lines).unwrap();
        prop_assert_eq!(product.to_vec(), encode_gt(Bn254::multi_pairing(p, q).0));
    }

    #[test]
    fn subgroup_check_should_agree_with_multiplication_by_the_order_when_given_any_point_of_the_twist(
        seed in any::<u64>(),
        clear in any::<bool>(),
    ) {
        let mut point = twist_point(&mut rng(seed));
        if clear {
            point = point.clear_cofactor();
        }
        let in_subgroup = point.mul_bigint(Fr::MODULUS).is_zero();
        prop_assert_eq!(in_subgroup, clear);
        let expected = if clear { Ok(()) } else { Err(Fault::WrongSubgroup { index: 0 }) };
        prop_assert_eq!(lines(&encode_g2(&point).try_into().unwrap()).map(|_| ()), expected);
    }
}

fn cofactor() -> BigUint {
    base_modulus() * 2u32 - scalar_order()
}

/// A point of the twist of order `prime`, one of the small primes in the cofactor.
fn point_of_order(prime: u32) -> G2Affine {
    let multiple = cofactor() / prime * scalar_order();
    let mut rng = rng(prime.into());
    loop {
        let point = twist_point(&mut rng)
            .mul_bigint(multiple.to_u64_digits())
            .into_affine();
        if !point.is_zero() {
            assert!(point.mul_bigint([prime.into()]).is_zero());
            return point;
        }
    }
}

#[test]
fn subgroup_check_should_refuse_a_point_when_its_order_is_a_small_factor_of_the_cofactor() {
    for prime in [10069, 5864401] {
        let small = point_of_order(prime);
        let shifted = (small + G2Affine::generator()).into_affine();
        for point in [small, shifted] {
            let bytes: [u8; 128] = encode_g2(&point).try_into().unwrap();
            assert_eq!(lines(&bytes), Err(Fault::WrongSubgroup { index: 0 }));
            let pair = [encode_g1(&G1Affine::generator()), bytes.to_vec()].concat();
            assert_eq!(pairing(&pair, &[], &[]), Err(Fault::WrongSubgroup { index: 1 }));
            // Among many, which are walked together.
            let pairs = [generators().repeat(19), pair, generators()].concat();
            assert_eq!(pairing(&pairs, &[], &[]), Err(Fault::WrongSubgroup { index: 39 }));
        }
    }
}

/// The generators of both groups as a pair.
fn generators() -> Vec<u8> {
    [
        encode_g1(&G1Affine::generator()),
        encode_g2(&G2Affine::generator()),
    ]
    .concat()
}

#[test]
fn pairing_should_pass_over_identities_when_there_are_many_pairs() {
    let without_p = [vec![0; 64], encode_g2(&G2Affine::generator())].concat();
    let without_q = [encode_g1(&G1Affine::generator()), vec![0; 128]].concat();
    let pairs = [without_q, generators(), without_p.repeat(20)].concat();
    assert_eq!(
        pairing(&pairs, &[], &[]).unwrap(),
        pairing(&generators(), &[], &[]).unwrap()
    );
}

#[test]
fn subgroup_check_should_be_sound_when_the_norm_of_its_endomorphism_is_prime_to_the_cofactor() {
    assert_eq!(
        cofactor(),
        BigUint::from_slice(
            &g2::Config::COFACTOR
                .iter()
                .flat_map(|d| [*d as u32, (*d >> 32) as u32])
                .collect::<Vec<_>>()
        )
    );
    let z = BigInt::from(4965661367192848881u64);
    let trace: BigInt = &z * &z * 6 + 1;
    let q = BigInt::from(base_modulus());
    // 6z + 2 + psi - psi^2 + psi^3 modulo psi^2 = trace psi - q is u psi + v, whose norm is v^2 + uv trace + u^2 q.
    let u: BigInt = BigInt::from(1) - &trace + &trace * &trace - &q;
    let v: BigInt = &z * 6 + 2 + &q - &trace * &q;
    let norm: BigInt = &v * &v + &u * &v * &trace + &u * &u * &q;
    assert!((&norm % BigInt::from(scalar_order())).is_zero());
    let (mut a, mut b) = (norm, BigInt::from(cofactor()));
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    assert_eq!(a, BigInt::from(1));
}

#[test]
fn pairing_should_check_the_subgroup_when_the_other_point_is_the_identity() {
    let pair = [vec![0; 64], encode_g2(&twist_point(&mut rng(1)))].concat();
    assert_eq!(pairing(&pair, &[], &[]), Err(Fault::WrongSubgroup { index: 1 }));
}

#[test]
fn pairing_should_be_one_when_a_point_is_the_identity() {
    let one = pairing(&[], &[], &[]).unwrap();
    let (p, q) = (
        encode_g1(&G1Affine::generator()),
        encode_g2(&G2Affine::generator()),
    );
    let q_lines = lines(&q.clone().try_into().unwrap()).unwrap();
    assert_eq!(pairing(&[vec![0; 64], q.clone()].concat(), &[], &[]), Ok(one));
    assert_eq!(pairing(&[p, vec![0; 128]].concat(), &[], &[]), Ok(one));
    assert_eq!(pairing(&[], &[0; 64], &q_lines), Ok(one));
    assert_eq!(one[31], 1);
    assert!(one[32..].iter().all(|byte| *byte == 0));
}

#[test]
fn pairing_should_name_the_value_when_it_is_refused() {
    let (p, q) = (
        encode_g1(&G1Affine::generator()),
        encode_g2(&G2Affine::generator()),
    );
    let q_lines = lines(&q.clone().try_into().unwrap()).unwrap();
    let pair = [p.clone(), q.clone()].concat();
    let run = |change: fn(&mut [Vec<u8>; 3])| {
        let mut arguments = [pair.repeat(2), p.clone(), q_lines.clone()];
        change(&mut arguments);
        let [pairs, fixed, lines] = &arguments;
        pairing(pairs, fixed, lines).map(|_| ())
    };
    assert_eq!(run(|_| ()), Ok(()));
    assert_eq!(
        run(|[pairs, ..]| pairs[192 + 63] ^= 1),
        Err(Fault::OffCurve { index: 2 })
    );
    assert_eq!(
        run(|[pairs, ..]| pairs[192 + 191] ^= 1),
        Err(Fault::OffCurve { index: 3 })
    );
    let unreduced = run(|[pairs, ..]| add_to_word(pairs, 64, &base_modulus()));
    assert_eq!(unreduced, Err(Fault::NotCanonical { index: 1 }));
    assert_eq!(
        run(|[_, fixed, _]| fixed[63] ^= 1),
        Err(Fault::OffCurve { index: 4 })
    );
    let unreduced = run(|[_, _, lines]| lines[128..160].fill(0xff));
    assert_eq!(unreduced, Err(Fault::NotCanonical { index: 5 }));
}

#[test]
fn pairing_should_refuse_when_lengths_do_not_fit() {
    let pair = [
        encode_g1(&G1Affine::generator()),
        encode_g2(&G2Affine::generator()),
    ]
    .concat();
    let shape = Err(Fault::Shape);
    assert_eq!(pairing(&pair[..191], &[], &[]), shape);
    assert_eq!(pairing(&[], &pair[..64], &[]), shape);
    assert_eq!(pairing(&[], &[], &vec![0; LINES_LEN]), shape);
    assert_eq!(pairing(&[], &pair[..64], &vec![0; LINES_LEN - 1]), shape);
    assert_eq!(pairing(&pair.repeat(MAX_PAIRS + 1), &[], &[]), shape);
}

#[test]
fn pairing_should_be_one_when_all_lines_are_trivial() {
    // No point has such lines; the arithmetic on them is defined all the same.
    let p = encode_g1(&G1Affine::generator());
    assert_eq!(pairing(&[], &p, &vec![0; LINES_LEN]), pairing(&[], &[], &[]));
}

#[test]
fn msm_should_name_the_value_when_it_is_refused() {
    let p = encode_g1(&G1Affine::generator()).repeat(2);
    let mut scalars = vec![0; 64];
    let mut off_curve = p.clone();
    off_curve[64 + 63] ^= 1;
    assert_eq!(msm(&off_curve, &scalars), Err(Fault::OffCurve { index: 1 }));
    let mut unreduced = p.clone();
    add_to_word(&mut unreduced, 0, &base_modulus());
    assert_eq!(msm(&unreduced, &scalars), Err(Fault::NotCanonical { index: 0 }));
    add_to_word(&mut scalars, 32, &scalar_order());
    assert_eq!(msm(&p, &scalars), Err(Fault::NotCanonical { index: 3 }));
}

#[test]
fn msm_should_refuse_when_lengths_do_not_fit() {
    let p = encode_g1(&G1Affine::generator());
    assert_eq!(msm(&p[..63], &[0; 32]), Err(Fault::Shape));
    assert_eq!(msm(&p, &[0; 31]), Err(Fault::Shape));
    assert_eq!(msm(&p, &[0; 64]), Err(Fault::Shape));
    assert_eq!(
        msm(&p.repeat(MAX_TERMS + 1), &vec![0; 32 * (MAX_TERMS + 1)]),
        Err(Fault::Shape)
    );
}

#[test]
fn lines_should_refuse_a_point_when_it_is_the_identity() {
    assert_eq!(lines(&[0; 128]), Err(Fault::Shape));
}

proptest! {
    #[test]
    fn status_should_give_back_the_fault_when_it_has_crossed_the_boundary(index in 0..1u32 << 24) {
        let results = [
            Ok(()),
            Err(Fault::Shape),
            Err(Fault::NotCanonical { index }),
            Err(Fault::OffCurve { index }),
            Err(Fault::WrongSubgroup { index }),
        ];
        for result in results {
            prop_assert_eq!(Fault::from_status(Fault::status(result)), result);
        }
    }

    #[test]
    fn status_should_be_unknown_when_its_kind_is(index in 0..1u32 << 24, kind in 5..256u32) {
        let status = (kind << 24) | index;
        prop_assert_eq!(Fault::from_status(status), Err(Fault::Unknown { status }));
    }
}
