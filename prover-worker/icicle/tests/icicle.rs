//! Every foreign call, right and in every way in which it can go wrong, with the test library in ICICLE's place.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{PrimeField, UniformRand, Zero};
use ark_std::rand::{rngs::StdRng, SeedableRng};
use proofnet_icicle::{Icicle, Library, LoadError, Settings, StartError};
use proofnet_icicle_testlib::{install, ENV_FAULT, ENV_MEMORY};
use proofnet_prover::{
    synthetic, Accelerator, Backend, Bases, BasesId, Cpu, Direction, Groth16, Integer, Query,
};
use std::{
    env, fs,
    path::PathBuf,
    sync::{Mutex, MutexGuard, OnceLock},
};
use tempfile::TempDir;

const SIZE: usize = 600;
const NO_THRESHOLD: usize = 1;

/// The library is one for the process: so is its fault, and one test at a time sets it.
struct Lab {
    _alone: MutexGuard<'static, ()>,
    fault: PathBuf,
}

fn folder() -> &'static TempDir {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        install(folder.path()).unwrap();
        fs::write(folder.path().join("fault"), "").unwrap();
        env::set_var(ENV_FAULT, folder.path().join("fault"));
        folder
    })
}

impl Lab {
    fn new() -> Self {
        Self::with_memory(64 << 20)
    }

    fn with_memory(bytes: usize) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        env::set_var(ENV_MEMORY, bytes.to_string());
        let lab = Self {
            _alone: alone,
            fault: folder().path().join("fault"),
        };
        lab.fault("");
        lab
    }

    fn fault(&self, fault: &str) {
        fs::write(&self.fault, fault).unwrap();
    }

    fn start(&self) -> Result<Icicle, StartError> {
        let settings = Settings {
            smallest: NO_THRESHOLD,
            ..Settings::default()
        };
        Icicle::start_with(Library::load_from(Some(folder().path())).unwrap(), settings)
    }
}

fn id(key: u64, query: Query) -> BasesId {
    BasesId { key, query }
}

fn points<C: CurveGroup>(count: usize) -> Vec<C::Affine> {
    let mut sum = C::zero();
    let points: Vec<C> = (0..count)
        .map(|index| match index % 3 {
            0 => C::zero(),
            _ => {
                sum += C::generator();
                sum
            }
        })
        .collect();
    C::normalize_batch(&points)
}

/// Zeros, ones, and numbers of full length.
fn scalars(count: usize) -> Vec<Integer> {
    let mut rng = StdRng::seed_from_u64(1);
    (0..count)
        .map(|index| match index % 4 {
            0 => Fr::zero(),
            1 => Fr::from(1u64),
            _ => Fr::rand(&mut rng),
        })
        .map(|scalar| scalar.into_bigint())
        .collect()
}

fn sums_are_right(icicle: &Icicle, key: u64, size: usize) -> bool {
    let (g1, g2, scalars) = (
        points::<G1Projective>(size),
        points::<G2Projective>(size),
        scalars(size),
    );
    let g1 = Bases {
        id: id(key, Query::A),
        points: &g1[..],
    };
    let g2 = Bases {
        id: id(key, Query::B2),
        points: &g2[..],
    };
    icicle.msm_g1(g1, &scalars).unwrap() == Cpu.msm_g1(g1, &scalars).unwrap()
        && icicle.msm_g2(g2, &scalars).unwrap() == Cpu.msm_g2(g2, &scalars).unwrap()
}

fn transforms(accelerator: &dyn Accelerator, size: usize) -> [Vec<Fr>; 2] {
    let mut rng = StdRng::seed_from_u64(1);
    let values: Vec<Fr> = (0..size).map(|_| Fr::rand(&mut rng)).collect();
    [Direction::Forward, Direction::Inverse].map(|direction| {
        let mut values = values.clone();
        accelerator.ntt(&mut values, direction).unwrap();
        values
    })
}

fn msm_error(icicle: &Icicle) -> String {
    let points = points::<G1Projective>(SIZE);
    let bases = Bases {
        id: id(0, Query::A),
        points: &points[..],
    };
    icicle.msm_g1(bases, &scalars(SIZE)).unwrap_err().to_string()
}

fn g2_error(icicle: &Icicle) -> String {
    let points = points::<G2Projective>(SIZE);
    let bases = Bases {
        id: id(0, Query::B2),
        points: &points[..],
    };
    icicle.msm_g2(bases, &scalars(SIZE)).unwrap_err().to_string()
}

fn ntt_error(icicle: &Icicle) -> String {
    icicle
        .ntt(&mut vec![Fr::from(5u64); 512], Direction::Forward)
        .unwrap_err()
        .to_string()
}

#[test]
fn sums_should_equal_the_cpus_when_points_stay_on_the_device() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    for size in [1, 2, 3, 255, 256, SIZE] {
        assert!(sums_are_right(&icicle, size as u64, size), "{size} terms");
        assert!(
            sums_are_right(&icicle, size as u64, size),
            "{size} terms, prepared"
        );
    }
}

#[test]
fn sums_should_equal_the_cpus_when_they_run_in_parts() {
    // Some hundred terms at once, and no room for points that stay.
    let lab = Lab::with_memory(3 << 20);
    let icicle = lab.start().unwrap();
    assert!(sums_are_right(&icicle, 1, 6000));
}

#[test]
fn sum_should_be_infinity_when_all_points_are() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    let points = [G1Affine::zero(); 5];
    let bases = Bases {
        id: id(1, Query::A),
        points: &points[..],
    };
    assert!(icicle.msm_g1(bases, &scalars(5)).unwrap().is_zero());
    let points = [G2Affine::zero(); 5];
    let bases = Bases {
        id: id(1, Query::B2),
        points: &points[..],
    };
    assert!(icicle.msm_g2(bases, &scalars(5)).unwrap().is_zero());
}

#[test]
fn sum_should_be_refused_when_there_are_more_scalars_than_points() {
    let lab = Lab::new();
    let points = [G1Affine::generator(); 5];
    let bases = Bases {
        id: id(1, Query::A),
        points: &points[..],
    };
    let error = lab.start().unwrap().msm_g1(bases, &scalars(6)).unwrap_err();
    assert!(error.to_string().contains("5 points"), "{error}");
}

#[test]
fn transforms_should_equal_the_cpus_when_sizes_grow_and_shrink() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    for size in [2, 4096, 1, 512, 8192] {
        assert!(
            transforms(&icicle, size) == transforms(&Cpu, size),
            "{size} values"
        );
    }
}

#[test]
fn proof_should_verify_when_made_on_the_device() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    let prover = Groth16(icicle);
    let (key, witness) = synthetic(1000).unwrap();
    let prepared = ark_groth16::prepare_verifying_key(&key.proving_key.vk);
    for _ in 0..2 {
        let proof = prover.prove(&key, &witness).unwrap();
        let inputs = &witness[1..=key.public_inputs()];
        assert!(ark_groth16::Groth16::<ark_bn254::Bn254>::verify_proof(&prepared, &proof, inputs).unwrap());
    }
    assert_eq!(prover.name(), "icicle");
}

#[test]
fn operation_should_run_on_the_cpu_when_below_the_smallest_size() {
    let lab = Lab::new();
    let settings = Settings {
        smallest: SIZE + 1,
        ..Settings::default()
    };
    let icicle = Icicle::start_with(Library::load_from(Some(folder().path())).unwrap(), settings).unwrap();
    lab.fault("error");
    assert!(sums_are_right(&icicle, 1, SIZE));
    assert!(transforms(&icicle, 512) == transforms(&Cpu, 512));
    lab.fault("error:bn254_msm");
    let points = points::<G1Projective>(SIZE + 1);
    let bases = Bases {
        id: id(2, Query::A),
        points: &points[..],
    };
    assert!(icicle.msm_g1(bases, &scalars(SIZE + 1)).is_err());
}

#[test]
fn result_should_be_refused_when_it_is_no_point_and_no_number() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    lab.fault("garbage");
    assert!(msm_error(&icicle).contains("no point"));
    assert!(g2_error(&icicle).contains("no point"));
    assert!(ntt_error(&icicle).contains("no number"));
}

#[test]
fn result_should_be_wrong_when_the_device_is() {
    // What the worker's own verification is for; here it shows that the test library does what it says.
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    assert!(sums_are_right(&icicle, 1, SIZE));
    lab.fault("wrong");
    assert!(!sums_are_right(&icicle, 1, SIZE));
    assert!(transforms(&icicle, 512) != transforms(&Cpu, 512));
}

#[test]
fn error_should_name_the_call_when_it_fails_while_proving() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    for call in [
        "icicle_set_device",
        "icicle_get_available_memory",
        "icicle_malloc",
        "icicle_copy_to_device",
        "bn254_msm",
    ] {
        lab.fault(&format!("error:{call}"));
        let error = msm_error(&icicle);
        assert!(
            error.contains(&format!("{call} answers UNKNOWN_ERROR")),
            "{error}"
        );
    }
    lab.fault("absent:bn254_g2_msm");
    assert!(g2_error(&icicle).contains("bn254_g2_msm answers INVALID_DEVICE"));
    lab.fault("");
    // Transforms are prepared for the device, not for who uses it: one at a time.
    drop(icicle);
    for call in ["bn254_ntt", "bn254_ntt_init_domain", "bn254_ntt_release_domain"] {
        let icicle = lab.start().unwrap();
        lab.fault(&format!("error:{call}"));
        let error = ntt_error(&icicle);
        assert!(
            error.contains(&format!("{call} answers UNKNOWN_ERROR")),
            "{error}"
        );
        lab.fault("");
    }
}

#[test]
fn results_should_be_right_when_the_device_has_no_memory() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    for (key, call) in [(1, "icicle_malloc"), (2, "bn254_msm"), (3, "bn254_g2_msm")] {
        lab.fault(&format!("memory:{call}"));
        assert!(sums_are_right(&icicle, key, SIZE), "{call}");
    }
    for call in ["bn254_ntt", "bn254_ntt_init_domain"] {
        lab.fault(&format!("memory:{call}"));
        assert!(transforms(&icicle, 1024) == transforms(&Cpu, 1024), "{call}");
    }
}

#[test]
fn results_should_be_right_when_others_take_the_devices_memory() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    for (key, bytes) in [(1, 1_000_000), (2, 300_000), (3, 50_000), (4, 0)] {
        env::set_var(ENV_MEMORY, bytes.to_string());
        assert!(sums_are_right(&icicle, key, SIZE), "{bytes} bytes");
        assert!(
            transforms(&icicle, 1024) == transforms(&Cpu, 1024),
            "{bytes} bytes"
        );
    }
}

#[test]
fn device_should_be_refused_when_a_call_fails_at_the_start() {
    let lab = Lab::new();
    for (fault, seen) in [
        (
            "absent:icicle_set_device",
            "icicle_set_device answers INVALID_DEVICE",
        ),
        ("absent:icicle_malloc", "icicle_malloc answers INVALID_DEVICE"),
        (
            "error:icicle_get_available_memory",
            "icicle_get_available_memory answers UNKNOWN_ERROR",
        ),
    ] {
        lab.fault(fault);
        let error = lab.start().err().unwrap();
        assert!(
            matches!(error, StartError::Device { .. }) && error.to_string().contains(seen),
            "{error}"
        );
    }
    // Only where the device is not there either is it a matter of the backends.
    lab.fault("error:icicle_load_backend_from_env_or_default");
    assert!(lab.start().is_ok());
}

#[test]
fn device_should_be_refused_when_it_computes_wrong() {
    let lab = Lab::new();
    for fault in [
        "wrong:bn254_msm",
        "garbage:bn254_msm",
        "wrong:bn254_g2_msm",
        "wrong:bn254_ntt",
        "error:bn254_ntt",
    ] {
        lab.fault(fault);
        let error = lab.start().err().unwrap();
        assert!(matches!(error, StartError::Wrong { .. }), "{fault}: {error}");
    }
}

#[test]
fn device_should_be_refused_when_there_is_none_of_its_name() {
    let lab = Lab::new();
    let settings = Settings {
        device: "METAL".into(),
        ..Settings::default()
    };
    let library = Library::load_from(Some(folder().path())).unwrap();
    let error = Icicle::start_with(library, settings).err().unwrap();
    assert!(error.to_string().contains("no device METAL 0"), "{error}");
    drop(lab);
}

#[test]
fn memory_of_the_device_should_be_free_when_keys_are_forgotten() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    let before = icicle.memory().unwrap();
    for key in 0..5 {
        assert!(sums_are_right(&icicle, key, SIZE));
    }
    assert!(icicle.memory().unwrap().1 < before.1);
    for key in 0..5 {
        icicle.forget(key);
    }
    assert_eq!(icicle.memory().unwrap(), before);
}

#[test]
fn memory_of_the_device_should_stay_bounded_when_many_keys_come() {
    let lab = Lab::with_memory(4 << 20);
    let icicle = lab.start().unwrap();
    let (_, at_start) = icicle.memory().unwrap();
    for key in 0..40 {
        assert!(sums_are_right(&icicle, key, 1000));
        let (_, free) = icicle.memory().unwrap();
        assert!(
            free >= at_start / 2,
            "{free} of {at_start} bytes are free after {key} keys"
        );
    }
}

#[test]
fn device_should_go_on_when_memory_cannot_be_freed() {
    let lab = Lab::new();
    let icicle = lab.start().unwrap();
    assert!(sums_are_right(&icicle, 1, SIZE));
    lab.fault("error:icicle_free");
    icicle.forget(1);
    lab.fault("");
    assert!(sums_are_right(&icicle, 2, SIZE));
}

#[test]
fn library_should_be_named_when_it_is_not_there() {
    let empty = TempDir::new().unwrap();
    let Err(LoadError::Library { library, reason }) = Library::load_from(Some(empty.path())) else {
        panic!("loads");
    };
    assert!(library.ends_with("libicicle_device.so"));
    assert!(reason.contains("No such file"), "{reason}");
}

#[test]
fn plugin_should_compute_right_when_it_has_the_same_functions() {
    let lab = Lab::new();
    // One file, as the plugin is.
    let plugin = folder().path().join("libicicle_curve_bn254.so");
    let library = Library::load_plugin_from(&plugin).unwrap();
    let icicle = Icicle::start_with(library, Settings::default()).unwrap();
    assert!(sums_are_right(&icicle, 3, SIZE));
    drop(lab);
}

#[test]
fn plugin_should_be_named_when_it_is_not_there() {
    let path = TempDir::new().unwrap().path().join("libproofnet_cuda.so");
    let Err(LoadError::Plugin { library, reason }) = Library::load_plugin_from(&path) else {
        panic!("loads");
    };
    assert_eq!(library, path.display().to_string());
    assert!(reason.contains("No such file"), "{reason}");
}

#[test]
fn library_should_be_named_when_it_is_no_library() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("libicicle_device.so"), "text").unwrap();
    let error = Library::load_from(Some(folder.path())).err().unwrap().to_string();
    assert!(
        error.contains("libicicle_device.so") && error.contains("ICICLE_LIB_DIR"),
        "{error}"
    );
}

#[test]
fn symbol_should_be_named_when_it_is_missing() {
    // Any library without ICICLE's functions.
    let other = fs::read_to_string("/proc/self/maps")
        .unwrap()
        .lines()
        .filter_map(|line| line.split_whitespace().last().map(PathBuf::from))
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("libc."))
        })
        .unwrap();
    let folder = TempDir::new().unwrap();
    for name in [
        "libicicle_device.so",
        "libicicle_field_bn254.so",
        "libicicle_curve_bn254.so",
    ] {
        std::os::unix::fs::symlink(&other, folder.path().join(name)).unwrap();
    }
    let error = Library::load_from(Some(folder.path())).err().unwrap();
    assert!(
        matches!(
            &error,
            LoadError::Symbol {
                symbol: "icicle_load_backend_from_env_or_default",
                ..
            }
        ),
        "{error}"
    );
}
