//! A device that is not trusted, with the CPU behind it.
//!
//! A proof of the device is verified before it counts. One that does not verify is made once more, since memory fails and
//! recovers; after that, and where the device has no proof to give, the CPU makes it.

use crate::{Backend, BackendError, Zkey};
use ark_bn254::{Bn254, Fr};
use ark_groth16::{prepare_verifying_key, Groth16, Proof};
use std::sync::{
    atomic::{AtomicU64, Ordering},
    Arc,
};

/// What a device did since the start.
#[derive(Debug, Default)]
pub struct DeviceCounts {
    /// Proofs that it made and that verify.
    pub proofs: AtomicU64,
    /// Proofs that it made and that do not verify although the witness satisfies the circuit.
    pub wrong: AtomicU64,
    /// Times that it had no proof to give.
    pub failed: AtomicU64,
    /// Proofs that the CPU made in its place.
    pub replaced: AtomicU64,
}

/// A device with a backend that steps in.
pub struct Fallback {
    device: Arc<dyn Backend>,
    cpu: Arc<dyn Backend>,
    counts: Arc<DeviceCounts>,
}

/// Attempts of the device at one proof.
const ATTEMPTS: u64 = 2;

impl Fallback {
    /// Proves on `device`, and on `cpu` where that does not work out.
    pub fn new(device: Arc<dyn Backend>, cpu: Arc<dyn Backend>) -> Self {
        Self {
            device,
            cpu,
            counts: Arc::default(),
        }
    }

    /// What the device did so far; goes on counting.
    pub fn counts(&self) -> Arc<DeviceCounts> {
        self.counts.clone()
    }
}

fn count(counter: &AtomicU64, more: u64) {
    counter.fetch_add(more, Ordering::Relaxed);
}

impl Backend for Fallback {
    fn name(&self) -> &'static str {
        self.device.name()
    }

    fn prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, BackendError> {
        let mut wrong = 0;
        while wrong < ATTEMPTS {
            match self.device.prove(key, witness) {
                Ok(proof) if verifies(key, witness, &proof) => {
                    count(&self.counts.proofs, 1);
                    count(&self.counts.wrong, wrong);
                    return Ok(proof);
                }
                Ok(_) => wrong += 1,
                Err(error) => {
                    tracing::warn!(code = "accelerator.failed", "{error}; the CPU proves instead");
                    count(&self.counts.failed, 1);
                    break;
                }
            }
        }
        let proof = self.cpu.prove(key, witness)?;
        // A witness that breaks a constraint is no fault of the device.
        if wrong > 0 && verifies(key, witness, &proof) {
            tracing::error!(
                code = "accelerator.wrong",
                device = self.device.name(),
                wrong,
                "the device made proofs that do not verify; the CPU proved instead"
            );
            count(&self.counts.wrong, wrong);
        }
        count(&self.counts.replaced, 1);
        Ok(proof)
    }
}

fn verifies(key: &Zkey, witness: &[Fr], proof: &Proof<Bn254>) -> bool {
    let inputs = witness.get(1..=key.public_inputs()).unwrap_or_default();
    let prepared = prepare_verifying_key(&key.proving_key.vk);
    Groth16::<Bn254>::verify_proof(&prepared, proof, inputs).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{synthetic, CPU};
    use ark_ff::Field;
    use std::{collections::VecDeque, sync::Mutex};

    /// What a device does next.
    #[derive(Clone, Copy)]
    enum Does {
        Right,
        Wrong,
        Nothing,
    }

    struct Device(Mutex<VecDeque<Does>>);

    impl Backend for Device {
        fn name(&self) -> &'static str {
            "device"
        }
        fn prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, BackendError> {
            let mut proof = CPU.prove(key, witness)?;
            match self.0.lock().unwrap().pop_front().unwrap() {
                Does::Right => {}
                Does::Wrong => proof.a = -proof.a,
                Does::Nothing => {
                    return Err(BackendError {
                        backend: "device",
                        reason: "none".into(),
                    })
                }
            }
            Ok(proof)
        }
    }

    /// Proofs, wrong, failed, replaced; and whether the result verifies and nothing is left to do.
    fn proving(does: &[Does], break_witness: bool) -> ([u64; 4], bool) {
        let (key, mut witness) = synthetic(20).unwrap();
        if break_witness {
            *witness.last_mut().unwrap() += Fr::ONE;
        }
        let device = Arc::new(Device(Mutex::new(does.iter().copied().collect())));
        let fallback = Fallback::new(device.clone(), Arc::new(CPU));
        let proof = fallback.prove(&key, &witness).unwrap();
        let counts = fallback.counts();
        let counts = [&counts.proofs, &counts.wrong, &counts.failed, &counts.replaced];
        let done = device.0.lock().unwrap().is_empty();
        (
            counts.map(|count| count.load(Ordering::Relaxed)),
            done && verifies(&key, &witness, &proof),
        )
    }

    #[test]
    fn proof_should_be_the_devices_when_it_verifies() {
        assert_eq!(proving(&[Does::Right], false), ([1, 0, 0, 0], true));
    }

    #[test]
    fn device_should_be_asked_again_when_its_proof_is_wrong() {
        assert_eq!(proving(&[Does::Wrong, Does::Right], false), ([1, 1, 0, 0], true));
    }

    #[test]
    fn cpu_should_prove_when_the_device_is_wrong_twice() {
        assert_eq!(proving(&[Does::Wrong, Does::Wrong], false), ([0, 2, 0, 1], true));
    }

    #[test]
    fn cpu_should_prove_when_the_device_has_none() {
        assert_eq!(proving(&[Does::Nothing], false), ([0, 0, 1, 1], true));
        assert_eq!(
            proving(&[Does::Wrong, Does::Nothing], false),
            ([0, 1, 1, 1], true)
        );
    }

    #[test]
    fn device_should_not_be_blamed_when_the_witness_is_wrong() {
        let (counts, verifies) = proving(&[Does::Right, Does::Right], true);
        assert_eq!((counts, verifies), ([0, 0, 0, 1], false));
    }
}
