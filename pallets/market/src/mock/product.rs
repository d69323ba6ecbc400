//! A circuit for tests, with real keys and proofs: `output = secret * nonce`, both public but the secret.

use super::{RuntimeOrigin, Verifier, OWNER};
use ark_bn254::{Bn254, Fr};
use ark_groth16::{Groth16, ProvingKey};
use ark_relations::{
    gr1cs::{ConstraintSynthesizer, ConstraintSystemRef, SynthesisError},
    lc,
};
use ark_snark::SNARK;
use ark_std::rand::{rngs::StdRng, SeedableRng};
use proofnet_market::{CircuitId, ProofBytes, PublicInputs};
use proofnet_proofs::{arkworks, circuit_id, ProofSystem, Scalar};
use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

/// Which of the circuits: they differ in their keys and sizes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Which {
    /// 100 proving units.
    Small,
    /// 5,000 proving units.
    Large,
}

impl Which {
    pub fn units(self) -> u64 {
        match self {
            Which::Small => 100,
            Which::Large => 5_000,
        }
    }

    fn product(self) -> &'static Product {
        static SMALL: LazyLock<Product> = LazyLock::new(|| Product::set_up(1));
        static LARGE: LazyLock<Product> = LazyLock::new(|| Product::set_up(2));
        match self {
            Which::Small => &SMALL,
            Which::Large => &LARGE,
        }
    }

    pub fn id(self) -> CircuitId {
        circuit_id(SYSTEM, &self.product().key).into()
    }
}

/// A circuit that was set up.
pub struct Product {
    proving_key: ProvingKey<Bn254>,
    key: Vec<u8>,
}

impl Product {
    fn set_up(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let circuit = Assignment {
            secret: 2.into(),
            nonce: 3.into(),
        };
        let (proving_key, key) = Groth16::<Bn254>::circuit_specific_setup(circuit, &mut rng).unwrap();
        Self {
            proving_key,
            key: arkworks::encode_key(&key),
        }
    }

    /// Registers both circuits for their owner.
    pub fn register_all() {
        for which in [Which::Small, Which::Large] {
            let key = which.product().key.clone().try_into().unwrap();
            Verifier::register_circuit(RuntimeOrigin::signed(OWNER), SYSTEM, key, which.units(), None)
                .unwrap();
        }
    }
}

/// The output for `nonce`, and a proof of it.
pub fn proof_of(which: Which, nonce: u64) -> (PublicInputs, ProofBytes) {
    type Known = HashMap<(Which, u64), ([u8; 32], [u8; 256])>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let (output, proof) = *KNOWN.lock().unwrap().entry((which, nonce)).or_insert_with(|| {
        let assignment = Assignment {
            secret: 7.into(),
            nonce: nonce.into(),
        };
        let mut rng = StdRng::seed_from_u64(nonce);
        let proof = Groth16::<Bn254>::prove(&which.product().proving_key, assignment, &mut rng).unwrap();
        (
            arkworks::encode_scalar(&assignment.output()),
            arkworks::encode_proof(&proof),
        )
    });
    (
        vec![output].try_into().unwrap(),
        proof.to_vec().try_into().unwrap(),
    )
}

/// The canonical encoding of a nonce.
pub fn scalar(nonce: u64) -> Scalar {
    arkworks::encode_scalar(&nonce.into())
}

#[derive(Clone, Copy)]
struct Assignment {
    secret: Fr,
    nonce: Fr,
}

impl Assignment {
    fn output(&self) -> Fr {
        self.secret * self.nonce
    }
}

impl ConstraintSynthesizer<Fr> for Assignment {
    fn generate_constraints(self, cs: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
        let output = cs.new_input_variable(|| Ok(self.output()))?;
        let nonce = cs.new_input_variable(|| Ok(self.nonce))?;
        let secret = cs.new_witness_variable(|| Ok(self.secret))?;
        cs.enforce_r1cs_constraint(|| lc!() + secret, || lc!() + nonce, || lc!() + output)
    }
}
