//! A circuit with any number of public inputs, set up and proved by arkworks.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)] // Each test binary uses a part; tests may panic.

use ark_bn254::{Bn254, Fq, Fq2, Fr, G2Affine};
use ark_ff::{BigInteger, PrimeField, UniformRand};
use ark_groth16::{Groth16, Proof, ProvingKey};
use ark_relations::{
    gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, SynthesisError},
    lc,
};
use ark_snark::SNARK;
use ark_std::rand::{rngs::StdRng, SeedableRng};
use num_bigint::BigUint;
use proofnet_proofs::{arkworks, prepare, Backend, PreparedKey, ProofSystem, Scalar};

/// The public inputs are the first powers of a secret, from the square on.
#[derive(Clone, Copy)]
struct Powers {
    secret: Fr,
    inputs: usize,
}

impl Powers {
    fn public(&self) -> Vec<Fr> {
        core::iter::successors(Some(self.secret * self.secret), |power| {
            Some(*power * self.secret)
        })
        .take(self.inputs)
        .collect()
    }
}

impl ConstraintSynthesizer<Fr> for Powers {
    fn generate_constraints(self, cs: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
        let secret = cs.new_witness_variable(|| Ok(self.secret))?;
        let mut previous = secret;
        for value in self.public() {
            let power = cs.new_input_variable(|| Ok(value))?;
            cs.enforce_r1cs_constraint(|| lc!() + previous, || lc!() + secret, || lc!() + power)?;
            previous = power;
        }
        let square = cs.new_witness_variable(|| Ok(self.secret * self.secret))?;
        cs.enforce_r1cs_constraint(|| lc!() + secret, || lc!() + secret, || lc!() + square)?;
        Ok(())
    }
}

/// A circuit's proving key with a proof under it.
pub struct Case {
    pub pk: ProvingKey<Bn254>,
    pub proof: Proof<Bn254>,
    pub inputs: Vec<Fr>,
}

impl Case {
    /// The circuit with `inputs` public inputs, set up and proved from `seed`.
    pub fn new(inputs: usize, seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let secret = Fr::rand(&mut rng);
        Self::with_secret(secret, inputs, rng)
    }

    /// The circuit with `inputs` public inputs, all of them zero.
    pub fn of_zeros(inputs: usize, seed: u64) -> Self {
        Self::with_secret(Fr::from(0), inputs, StdRng::seed_from_u64(seed))
    }

    fn with_secret(secret: Fr, inputs: usize, mut rng: StdRng) -> Self {
        let circuit = Powers { secret, inputs };
        let (pk, _) = Groth16::<Bn254>::circuit_specific_setup(circuit, &mut rng).unwrap();
        let proof = Groth16::<Bn254>::prove(&pk, circuit, &mut rng).unwrap();
        Self {
            pk,
            proof,
            inputs: circuit.public(),
        }
    }

    /// Another proof under the same key, with its public inputs.
    pub fn another(&self, seed: u64) -> ([u8; 256], Vec<Scalar>) {
        let mut rng = StdRng::seed_from_u64(seed);
        let circuit = Powers {
            secret: Fr::rand(&mut rng),
            inputs: self.inputs.len(),
        };
        let proof = Groth16::<Bn254>::prove(&self.pk, circuit, &mut rng).unwrap();
        let inputs = circuit.public().iter().map(arkworks::encode_scalar).collect();
        (arkworks::encode_proof(&proof), inputs)
    }

    pub fn key(&self) -> Vec<u8> {
        arkworks::encode_key(&self.pk.vk)
    }

    pub fn prepared(&self) -> PreparedKey {
        prepare(Backend::Portable, ProofSystem::Groth16Bn254, &self.key()).unwrap()
    }

    pub fn proof(&self) -> [u8; 256] {
        arkworks::encode_proof(&self.proof)
    }

    pub fn scalars(&self) -> Vec<Scalar> {
        self.inputs.iter().map(arkworks::encode_scalar).collect()
    }
}

/// Adds `addend` to the big-endian word at `at`.
pub fn add_to_word(bytes: &mut [u8], at: usize, addend: &BigUint) {
    let sum = (BigUint::from_bytes_be(&bytes[at..at + 32]) + addend).to_bytes_be();
    assert!(sum.len() <= 32);
    bytes[at..at + 32].fill(0);
    bytes[at + 32 - sum.len()..at + 32].copy_from_slice(&sum);
}

/// The modulus of the base field.
pub fn base_modulus() -> BigUint {
    Fq::MODULUS.into()
}

/// The order of the scalar field.
pub fn scalar_order() -> BigUint {
    Fr::MODULUS.into()
}

/// A point of the twist, which is outside the subgroup but for one chance in its cofactor, of about 254 bits.
pub fn twist_point(rng: &mut StdRng) -> G2Affine {
    loop {
        if let Some(point) = G2Affine::get_point_from_x_unchecked(Fq2::rand(rng), true) {
            return point;
        }
    }
}

/// The encoding of a G2 point in EIP-197's order, written independently of the library.
pub fn encode_g2(point: &G2Affine) -> Vec<u8> {
    let coordinates = [point.x.c1, point.x.c0, point.y.c1, point.y.c0];
    coordinates
        .iter()
        .flat_map(|c| c.into_bigint().to_bytes_be())
        .collect()
}
