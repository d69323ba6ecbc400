//! A circuit for tests, with real keys and proofs: `output = secret * nonce`, both public but the secret.

use super::{RuntimeCall, Test, OWNER};
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
    /// One proving unit; registered by those who want it.
    Tiny,
}

impl Which {
    pub fn units(self) -> u64 {
        match self {
            Which::Small => 100,
            Which::Large => 5_000,
            Which::Tiny => 1,
        }
    }

    fn product(self) -> &'static Product {
        static SMALL: LazyLock<Product> = LazyLock::new(|| Product::set_up(1));
        static LARGE: LazyLock<Product> = LazyLock::new(|| Product::set_up(2));
        static TINY: LazyLock<Product> = LazyLock::new(|| Product::set_up(3));
        match self {
            Which::Small => &SMALL,
            Which::Large => &LARGE,
            Which::Tiny => &TINY,
        }
    }

    /// The identifier takes a hash of the whole key, so that it is kept.
    pub fn id(self) -> CircuitId {
        self.product().id
    }

    /// Which one `id` is.
    pub fn of(id: CircuitId) -> Self {
        let all = [Which::Small, Which::Large, Which::Tiny];
        all.into_iter().find(|which| which.id() == id).unwrap()
    }

    pub fn registration(self) -> pallet_verifier::Call<Test> {
        pallet_verifier::Call::register_circuit {
            system: SYSTEM,
            key: self.product().key.clone().try_into().unwrap(),
            units: self.units(),
            artifacts: None,
        }
    }
}

/// A circuit that was set up.
pub struct Product {
    proving_key: ProvingKey<Bn254>,
    key: Vec<u8>,
    id: CircuitId,
}

impl Product {
    fn set_up(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let circuit = Assignment {
            secret: 2.into(),
            nonce: 3.into(),
        };
        let (proving_key, key) = Groth16::<Bn254>::circuit_specific_setup(circuit, &mut rng).unwrap();
        let key = arkworks::encode_key(&key);
        Self {
            proving_key,
            id: circuit_id(SYSTEM, &key).into(),
            key,
        }
    }

    /// Registers the small and the large circuit for their owner.
    pub fn register_all() {
        for which in [Which::Small, Which::Large] {
            super::dispatch(OWNER, RuntimeCall::Verifier(which.registration())).unwrap();
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
