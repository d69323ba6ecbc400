//! A device in a process of its own, and every way in which it can fail the worker: the real program, with the test library in
//! ICICLE's place.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use ark_bn254::{Bn254, Fr};
use ark_groth16::{prepare_verifying_key, Groth16, Proof};
use proofnet_icicle_testlib::{install, ENV_FAULT};
use proofnet_prover::{Backend, Circuit, Fallback, Signals, WitnessLimits, Zkey, CPU};
use prover_worker::device::{arguments, Accelerator, Bounds, Device, Settings};
use std::{
    ffi::OsString,
    fs,
    path::PathBuf,
    sync::{atomic::Ordering, Arc},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A machine with the test library installed.
struct Machine {
    folder: TempDir,
    key: Zkey,
    witness: Vec<Fr>,
}

impl Machine {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        install(folder.path()).unwrap();
        fs::write(folder.path().join("fault"), "").unwrap();
        let fixture = |name: &str| {
            PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("prover/tests/fixtures/matrix")
                .join(name)
        };
        let limits = WitnessLimits::default();
        let circuit = Circuit::load(
            "matrix",
            &fixture("circuit.zkey"),
            &fixture("circuit.wasm"),
            limits,
        )
        .unwrap();
        let input = br#"{"trace": 12, "matrix": [["3", 4], ["0x5", 9]]}"#;
        let witness = circuit.witness(&Signals::parse(input).unwrap()).unwrap();
        Self {
            folder,
            key: circuit.key.zkey,
            witness,
        }
    }

    fn fault(&self, fault: &str) {
        fs::write(self.folder.path().join("fault"), fault).unwrap();
    }

    fn bounds() -> Bounds {
        Bounds {
            start: Duration::from_secs(60),
            proof: Duration::from_secs(60),
            memory: 4 << 30,
        }
    }

    fn device(&self, bounds: Bounds) -> Device {
        self.device_in(&self.folder.path().display().to_string(), bounds)
    }

    /// `env` gives the process variables that other tests' processes do not have.
    fn device_in(&self, libraries: &str, bounds: Bounds) -> Device {
        let settings = Settings {
            smallest: 1,
            ..Settings::default()
        };
        let fault = self.folder.path().join("fault");
        let mut all: Vec<OsString> = vec![
            format!("ICICLE_LIB_DIR={libraries}").into(),
            format!("{ENV_FAULT}={}", fault.display()).into(),
            env!("CARGO_BIN_EXE_prover-worker").into(),
        ];
        all.extend(arguments(&settings));
        Device::new("/usr/bin/env".into(), all, bounds)
    }

    fn prove(&self, backend: &dyn Backend) -> Result<Proof<Bn254>, String> {
        backend
            .prove(&self.key, &self.witness)
            .map_err(|error| error.to_string())
    }

    fn verifies(&self, proof: &Proof<Bn254>) -> bool {
        let prepared = prepare_verifying_key(&self.key.proving_key.vk);
        let inputs = &self.witness[1..=self.key.public_inputs()];
        Groth16::<Bn254>::verify_proof(&prepared, proof, inputs).unwrap()
    }
}

#[test]
fn proof_should_verify_when_made_by_the_process() {
    let machine = Machine::new();
    let device = machine.device(Machine::bounds());
    let memory = device.start().unwrap();
    assert!(memory.free > 0 && memory.free <= memory.total);
    for _ in 0..2 {
        assert!(machine.verifies(&machine.prove(&device).unwrap()));
    }
    assert!(device.memory().free < memory.free, "the key stays on the device");
}

#[test]
fn error_should_say_what_to_do_when_icicle_is_not_installed() {
    let machine = Machine::new();
    let error = machine
        .device_in("/nonexistent", Machine::bounds())
        .start()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("libicicle_device.so") && error.contains("ICICLE_LIB_DIR"),
        "{error}"
    );
}

#[test]
fn error_should_say_what_to_do_when_there_is_no_device() {
    let machine = Machine::new();
    // As CUDA's backend is on a machine without a GPU: there is a device, and no memory to be had of it.
    machine.fault("absent:icicle_malloc");
    let error = machine.device(Machine::bounds()).start().unwrap_err().to_string();
    assert!(
        error.contains("no device CUDA 0") && error.contains("nvidia-smi"),
        "{error}"
    );
}

#[test]
fn process_should_be_started_again_when_it_ended() {
    let machine = Machine::new();
    let device = machine.device(Machine::bounds());
    device.start().unwrap();
    machine.fault("abort:bn254_g2_msm");
    let error = machine.prove(&device).unwrap_err();
    assert!(error.contains("ended") && error.contains("SIGABRT"), "{error}");
    machine.fault("");
    assert!(machine.verifies(&machine.prove(&device).unwrap()));
}

#[test]
fn process_should_be_left_alone_when_it_ended_three_times() {
    let machine = Machine::new();
    let device = machine.device(Machine::bounds());
    machine.fault("abort:icicle_malloc");
    for _ in 0..3 {
        assert!(machine.prove(&device).unwrap_err().contains("ended"));
    }
    machine.fault("");
    let start = Instant::now();
    assert!(machine.prove(&device).unwrap_err().contains("started again in"));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn process_should_be_killed_when_it_takes_too_long() {
    let machine = Machine::new();
    let bounds = Bounds {
        proof: Duration::from_secs(5),
        ..Machine::bounds()
    };
    let device = machine.device(bounds);
    device.start().unwrap();
    machine.fault("hang:bn254_ntt");
    assert!(machine.prove(&device).unwrap_err().contains("longer than 5s"));
    machine.fault("");
    assert!(machine.verifies(&machine.prove(&device).unwrap()));
}

#[test]
fn process_should_be_killed_when_it_takes_too_much_memory() {
    let machine = Machine::new();
    let bounds = Bounds {
        memory: 1 << 20,
        ..Machine::bounds()
    };
    let device = machine.device(bounds);
    // It is looked at when it keeps the worker waiting.
    machine.fault("hang:bn254_msm");
    let error = device.start().unwrap_err().to_string();
    assert!(error.contains("MiB of memory, more than 1"), "{error}");
}

#[test]
fn key_should_be_named_when_its_file_is_gone() {
    let mut machine = Machine::new();
    machine.key.file = Some(machine.folder.path().join("gone.zkey"));
    let device = machine.device(Machine::bounds());
    let error = machine.prove(&device).unwrap_err();
    assert!(error.contains("gone.zkey"), "{error}");
}

#[test]
fn cpu_should_prove_when_the_device_fails_in_any_way() {
    let machine = Machine::new();
    let device = Arc::new(machine.device(Machine::bounds()));
    device.start().unwrap();
    let fallback = Fallback::new(device, Arc::new(CPU));
    let counts = fallback.counts();
    let seen = || {
        [&counts.proofs, &counts.wrong, &counts.failed, &counts.replaced]
            .map(|count| count.load(Ordering::Relaxed))
    };
    for (fault, expected) in [
        ("", [1, 0, 0, 0]),
        ("wrong:bn254_msm", [1, 2, 0, 1]),
        ("garbage:bn254_g2_msm", [1, 2, 1, 2]),
        ("error:bn254_ntt", [1, 2, 2, 3]),
        ("abort:bn254_msm", [1, 2, 3, 4]),
        // Too little memory is no failure: the operation runs on the CPU.
        ("memory:bn254_msm", [2, 2, 3, 4]),
    ] {
        machine.fault(fault);
        assert!(machine.verifies(&machine.prove(&fallback).unwrap()), "{fault}");
        machine.fault("");
        assert_eq!(seen(), expected, "{fault}");
    }
}

#[test]
fn worker_should_choose_the_cpu_when_there_is_no_device() {
    let settings = Settings {
        accelerator: Accelerator::Cpu,
        ..Settings::default()
    };
    let proving = prover_worker::device::start(&settings).unwrap();
    assert!(proving.device.is_none());
    assert_eq!(proving.backend.name(), "cpu");
}
