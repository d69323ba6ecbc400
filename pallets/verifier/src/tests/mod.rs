mod batch;
mod circuits;
mod invariants;
mod keys;
mod market;
mod origins;
mod programs;
mod published;
mod receipts;
mod systems;
mod verification;

use crate::{fixture::Fixture, mock::*, HoldReason, KeyBytes};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use proofnet_market::{CircuitId, ProofBytes, PublicInputs};
use proofnet_proofs::{circuit_id, ProofSystem, Scalar};

const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

/// Planck held of `who` for circuits.
fn held(who: AccountId) -> Balance {
    Balances::balance_on_hold(&HoldReason::Circuit.into(), &who)
}

/// Everything in storage, as one hash; events aside.
fn state_root() -> Vec<u8> {
    System::reset_events();
    sp_io::storage::root(sp_runtime::StateVersion::V1)
}

fn bytes(key: Vec<u8>) -> KeyBytes {
    key.try_into().unwrap()
}

fn id_of(fixture: &Fixture) -> CircuitId {
    circuit_id(SYSTEM, &fixture.key()).into()
}

/// Registers the circuit for `who`.
fn register(who: AccountId, fixture: &Fixture) -> CircuitId {
    let key = bytes(fixture.key());
    assert_ok!(Verifier::register_circuit(
        RuntimeOrigin::signed(who),
        SYSTEM,
        key,
        7,
        None
    ));
    id_of(fixture)
}

fn inputs(values: &[Scalar]) -> PublicInputs {
    values.to_vec().try_into().unwrap()
}

fn proof(bytes: &[u8]) -> ProofBytes {
    bytes.to_vec().try_into().unwrap()
}

/// The order of the scalar field.
fn order() -> Scalar {
    use ark_ff::{BigInteger, PrimeField};
    ark_bn254::Fr::MODULUS.to_bytes_be().try_into().unwrap()
}

/// The modulus of the base field.
fn modulus() -> [u8; 32] {
    use ark_ff::{BigInteger, PrimeField};
    ark_bn254::Fq::MODULUS.to_bytes_be().try_into().unwrap()
}

/// A point on the twist and outside the subgroup of prime order.
fn g2_outside_the_subgroup() -> Vec<u8> {
    use ark_bn254::{Fq2, G2Affine};
    use ark_ff::{BigInteger, PrimeField};
    let point = (1u64..)
        .filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::from(x), false))
        .find(|point| !point.is_in_correct_subgroup_assuming_on_curve())
        .unwrap();
    [point.x.c1, point.x.c0, point.y.c1, point.y.c0]
        .iter()
        .flat_map(|coordinate| coordinate.into_bigint().to_bytes_be())
        .collect()
}
