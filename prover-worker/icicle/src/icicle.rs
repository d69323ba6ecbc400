//! The operations on a device of ICICLE.

use crate::{
    abi::{Word, FORWARD, INVALID_ARGUMENT, INVERSE, OUT_OF_MEMORY},
    convert,
    group::{Affine, Group, G1, G2},
    library::{CallError, DevicePoints, Library, LoadError, Points},
    mask::Mask,
};
use ark_bn254::{Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{PrimeField, UniformRand, Zero};
use ark_poly::{EvaluationDomain, GeneralEvaluationDomain};
use ark_std::rand::rngs::OsRng;
use proofnet_prover::{Accelerator, AcceleratorError, Bases, BasesId, Cpu, Direction, Integer, Lru, Query};
use rayon::prelude::*;
use std::{
    iter::successors,
    sync::{Arc, Mutex, MutexGuard},
};

/// Below so many elements the CPU is faster than copying them to a device and back: see docs/provers/gpu.md.
pub const DEFAULT_SMALLEST: usize = 1 << 12;
/// Allocated once to see whether there is a device.
const PROBE_BYTES: usize = 1 << 20;
/// Elements of the operations that the device has to compute right before it is used.
const PROBE_SIZE: usize = 1 << 8;
/// No key of the process has this number.
const PROBE_KEY: u64 = u64::MAX;
/// Device memory that a transform takes for each value, in bytes: input, output, roots of unity, working space.
const NTT_BYTES_PER_VALUE: usize = 6 * 32;

/// What is loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Source {
    /// An installed ICICLE.
    #[default]
    Icicle,
    /// The plugin for CUDA, `prover-worker/cuda`.
    Plugin,
}

/// Which device, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whose device.
    pub source: Source,
    /// Type of the device as ICICLE calls it: `CUDA`, or `CPU` for its own reference.
    pub device: String,
    /// Number of the device.
    pub id: i32,
    /// Operations on fewer elements run on the CPU.
    pub smallest: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source: Source::default(),
            device: "CUDA".into(),
            id: 0,
            smallest: DEFAULT_SMALLEST,
        }
    }
}

/// Why a device cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// ICICLE is not there or is not what is expected.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// ICICLE has no such device.
    #[error("there is no device {device} {id}: {reason}. Check the driver (nvidia-smi), ICICLE_BACKEND_INSTALL_DIR and the licence of ICICLE's backend")]
    Device {
        /// Its type.
        device: String,
        /// Its number.
        id: i32,
        /// The call that failed.
        reason: CallError,
    },
    /// The device computes something else.
    #[error("device {device} {id} does not compute right: {reason}. ICICLE is of a version that does not fit, or the device is broken")]
    Wrong {
        /// Its type.
        device: String,
        /// Its number.
        id: i32,
        /// What was seen.
        reason: AcceleratorError,
    },
}

/// A device of ICICLE.
pub struct Icicle {
    library: Arc<Library>,
    settings: Settings,
    state: Mutex<State>,
}

/// What is kept between operations; its lock makes them run one after another.
struct State {
    g1: Lru<BasesId, Prepared<G1>>,
    g2: Lru<BasesId, Prepared<G2>>,
    mask: Mask,
    /// Size of the largest transform that the device is prepared for.
    domain: usize,
}

/// A list of points as the device takes it.
struct Prepared<G: Group> {
    /// Indices of the points that are not at infinity, which is where many of a circom circuit's are.
    terms: Vec<u32>,
    points: Placed<G>,
    /// What the mask adds to a sum.
    offset: G::Sum,
}

enum Placed<G: Group> {
    Device(DevicePoints<G::Point>),
    Host(Vec<G::Point>),
}

/// Why a device has no result.
enum Fault {
    Call(CallError),
    NoPoint,
}

impl From<CallError> for Fault {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl Fault {
    fn is_out_of_memory(&self) -> bool {
        matches!(self, Self::Call(error) if error.is_out_of_memory())
    }

    fn of(self, operation: &'static str, size: usize) -> AcceleratorError {
        let reason = match self {
            Self::Call(error) => error.to_string(),
            Self::NoPoint => "the result is no point of the curve".into(),
        };
        AcceleratorError {
            operation,
            size,
            reason,
        }
    }
}

impl Icicle {
    /// Loads ICICLE or the plugin and starts a device that computes right.
    pub fn start(settings: Settings) -> Result<Self, StartError> {
        let library = match settings.source {
            Source::Icicle => Library::load()?,
            Source::Plugin => Library::load_plugin()?,
        };
        Self::start_with(library, settings)
    }

    /// Starts a device of `library`.
    pub fn start_with(library: Library, settings: Settings) -> Result<Self, StartError> {
        let Settings { device, id, .. } = settings.clone();
        let no_device = |reason| StartError::Device {
            device: device.clone(),
            id,
            reason,
        };
        let library = Arc::new(library);
        // Fails where there are no backends; whether the one that is wanted is there shows below.
        let loaded = library.load_backends();
        let (_, free) = library
            .set_device(&device, id)
            // With the CUDA backend and without a GPU there is still a device of the name.
            .and_then(|()| library.allocate(PROBE_BYTES).map(drop))
            .and_then(|()| library.memory())
            .map_err(|error| no_device(loaded.err().unwrap_or(error)))?;
        // Half of the memory is for points that stay, the other half for what operations take.
        let resident = free / 2;
        let icicle = Self {
            library,
            settings,
            state: Mutex::new(State {
                g1: Lru::new(resident / 3 * 2),
                g2: Lru::new(resident / 3),
                mask: Mask::new(),
                domain: 0,
            }),
        };
        let probed = icicle.probe();
        icicle.forget(PROBE_KEY);
        match probed {
            Ok(()) => Ok(icicle),
            Err(reason) => Err(StartError::Wrong { device, id, reason }),
        }
    }

    /// Total and free memory of the device, in bytes.
    pub fn memory(&self) -> Result<(usize, usize), CallError> {
        let _state = self.lock();
        self.library.set_device(&self.settings.device, self.settings.id)?;
        self.library.memory()
    }

    /// Compares small operations with the CPU's.
    fn probe(&self) -> Result<(), AcceleratorError> {
        let wrong = |operation| AcceleratorError {
            operation,
            size: PROBE_SIZE,
            reason: "the result differs from the CPU's".into(),
        };
        let id = |query| BasesId {
            key: PROBE_KEY,
            query,
        };
        let scalars: Vec<Fr> = (0..PROBE_SIZE).map(|_| Fr::rand(&mut OsRng)).collect();
        let integers: Vec<Integer> = scalars.iter().map(|scalar| scalar.into_bigint()).collect();
        let g1 = G1Projective::normalize_batch(&multiples::<G1Projective>());
        let g2 = G2Projective::normalize_batch(&multiples::<G2Projective>());
        let (g1, g2) = (
            Bases {
                id: id(Query::A),
                points: &g1[..],
            },
            Bases {
                id: id(Query::B2),
                points: &g2[..],
            },
        );
        if self.on_device::<G1>(g1, &integers)? != Cpu.msm_g1(g1, &integers)? {
            return Err(wrong(G1::OPERATION));
        }
        if self.on_device::<G2>(g2, &integers)? != Cpu.msm_g2(g2, &integers)? {
            return Err(wrong(G2::OPERATION));
        }
        for direction in [Direction::Forward, Direction::Inverse] {
            let (mut mine, mut expected) = (scalars.clone(), scalars.clone());
            self.ntt_on_device(&mut mine, direction)?;
            Cpu.ntt(&mut expected, direction)?;
            if mine != expected {
                return Err(wrong("ntt"));
            }
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn msm<G: Group>(&self, bases: Bases<Affine<G>>, scalars: &[Integer]) -> Result<G::Sum, AcceleratorError>
    where
        State: Keeps<G>,
    {
        let size = scalars.len();
        if bases.points.len() != size {
            return Err(AcceleratorError {
                operation: G::OPERATION,
                size,
                reason: format!("there are {} points", bases.points.len()),
            });
        }
        match size < self.settings.smallest {
            true => G::on_cpu(bases, scalars),
            false => self.on_device::<G>(bases, scalars),
        }
    }

    fn on_device<G: Group>(
        &self,
        bases: Bases<Affine<G>>,
        scalars: &[Integer],
    ) -> Result<G::Sum, AcceleratorError>
    where
        State: Keeps<G>,
    {
        let mut state = self.lock();
        match self.masked_sum::<G>(&mut state, bases, scalars) {
            Ok(sum) => Ok(sum),
            Err(fault) if fault.is_out_of_memory() => {
                tracing::warn!(
                    code = "accelerator.memory",
                    operation = G::OPERATION,
                    size = scalars.len(),
                    "too little memory on the device: computed on the CPU"
                );
                state.g1.clear();
                state.g2.clear();
                drop(state);
                G::on_cpu(bases, scalars)
            }
            Err(fault) => Err(fault.of(G::OPERATION, scalars.len())),
        }
    }

    fn masked_sum<G: Group>(
        &self,
        state: &mut State,
        bases: Bases<Affine<G>>,
        scalars: &[Integer],
    ) -> Result<G::Sum, Fault>
    where
        State: Keeps<G>,
    {
        self.library.set_device(&self.settings.device, self.settings.id)?;
        let prepared = match state.kept().get(&bases.id) {
            Some(prepared) => prepared,
            None => self.prepare(state, bases)?,
        };
        let scalars = state.mask.add(scalars, &prepared.terms);
        Ok(self.sum(&prepared.points, &scalars)? - prepared.offset)
    }

    /// Brings points into the form that the device takes, and to the device if they fit.
    fn prepare<G: Group>(&self, state: &mut State, bases: Bases<Affine<G>>) -> Result<Arc<Prepared<G>>, Fault>
    where
        State: Keeps<G>,
    {
        let terms: Vec<u32> = (0..)
            .zip(bases.points)
            .filter(|(_, point)| !point.is_zero())
            .map(|(index, _)| index)
            .collect();
        let finite: Vec<&Affine<G>> = bases.points.iter().filter(|point| !point.is_zero()).collect();
        let points: Vec<G::Point> = finite.par_iter().map(|point| G::point(point)).collect();
        let bytes = size_of_val(&points[..]);
        let kept = state.kept();
        let (points, weight) = match bytes <= kept.capacity() && !points.is_empty() {
            true => {
                // Before the memory is asked for that they take.
                kept.make_room(bytes);
                let fits = self.terms_at_once::<G>()? >= points.len();
                match fits.then(|| DevicePoints::copy(&self.library, &points)) {
                    Some(Ok(points)) => (Placed::Device(points), bytes),
                    Some(Err(error)) if !error.is_out_of_memory() => return Err(error.into()),
                    _ => (Placed::Host(points), 0),
                }
            }
            false => (Placed::Host(points), 0),
        };
        let offset = self.sum(&points, &state.mask.words(terms.len()))?;
        let prepared = Prepared {
            terms,
            points,
            offset,
        };
        Ok(state.kept().insert(bases.id, prepared, weight))
    }

    /// How many terms a sum may have at once by the memory that is free.
    fn terms_at_once<G: Group>(&self) -> Result<usize, CallError> {
        let (_, free) = self.library.memory()?;
        Ok(free / G::BYTES_PER_TERM)
    }

    /// The sum, in parts where the device's memory does not hold it at once.
    fn sum<G: Group>(&self, points: &Placed<G>, scalars: &[Word]) -> Result<G::Sum, Fault> {
        let points = match points {
            Placed::Device(points) => {
                let sum = G::sum(&self.library, scalars, Points::Device(points))?;
                return sum.ok_or(Fault::NoPoint);
            }
            Placed::Host(points) => points,
        };
        if points.is_empty() {
            return Ok(G::Sum::zero());
        }
        let most = self.terms_at_once::<G>()?.min(points.len());
        let sizes = successors(Some(most), |size| Some(size / 2));
        let mut fault = Fault::Call(CallError {
            call: "icicle_get_available_memory",
            code: OUT_OF_MEMORY,
        });
        for size in sizes.take_while(|size| *size >= PROBE_SIZE.min(points.len())) {
            let parts = points.chunks(size).zip(scalars.chunks(size));
            let sums = parts.map(|(points, scalars)| {
                G::sum(&self.library, scalars, Points::Host(points))?.ok_or(Fault::NoPoint)
            });
            match sums.reduce(|sum, part| Ok(sum? + part?)) {
                Some(Ok(sum)) => return Ok(sum),
                Some(Err(error)) if !error.is_out_of_memory() => return Err(error),
                Some(Err(error)) => fault = error,
                None => break,
            }
        }
        Err(fault)
    }

    fn ntt_on_device(&self, values: &mut Vec<Fr>, direction: Direction) -> Result<(), AcceleratorError> {
        let size = values.len();
        let mut state = self.lock();
        match self.transform(&mut state, values, direction) {
            Ok(Some(transformed)) => {
                *values = transformed;
                Ok(())
            }
            Ok(None) => Err(AcceleratorError {
                operation: "ntt",
                size,
                reason: "a result is no number below the order".into(),
            }),
            Err(error) if error.is_out_of_memory() => {
                tracing::warn!(
                    code = "accelerator.memory",
                    operation = "ntt",
                    size,
                    "too little memory on the device: computed on the CPU"
                );
                state.g1.clear();
                state.g2.clear();
                drop(state);
                Cpu.ntt(values, direction)
            }
            Err(error) => Err(Fault::Call(error).of("ntt", size)),
        }
    }

    /// The transform; nothing where a result is not reduced.
    fn transform(
        &self,
        state: &mut State,
        values: &[Fr],
        direction: Direction,
    ) -> Result<Option<Vec<Fr>>, CallError> {
        let size = values.len();
        let no_root = CallError {
            call: "bn254_ntt",
            code: INVALID_ARGUMENT,
        };
        self.library.set_device(&self.settings.device, self.settings.id)?;
        let (_, free) = self.library.memory()?;
        if size.saturating_mul(NTT_BYTES_PER_VALUE) > free {
            return Err(CallError {
                call: "bn254_ntt",
                code: OUT_OF_MEMORY,
            });
        }
        if size > state.domain {
            let domain = GeneralEvaluationDomain::<Fr>::new(size)
                .filter(|domain| domain.size() == size)
                .ok_or(no_root)?;
            if state.domain > 0 {
                self.library.release_domain()?;
                state.domain = 0;
            }
            self.library.init_domain(&domain.group_gen().into_bigint().0)?;
            state.domain = size;
        }
        let input: Vec<_> = values.par_iter().map(convert::limbs).collect();
        let direction = match direction {
            Direction::Forward => FORWARD,
            Direction::Inverse => INVERSE,
        };
        let output = self.library.ntt(&input, direction)?;
        Ok(output.into_par_iter().map(convert::scalar).collect())
    }
}

impl Drop for Icicle {
    fn drop(&mut self) {
        let mut state = self.lock();
        // What is prepared for transforms belongs to the device, of which another may be started.
        if std::mem::take(&mut state.domain) > 0 {
            if let Err(error) = self.library.release_domain() {
                tracing::warn!("{error}");
            }
        }
    }
}

/// Small multiples of the generator.
fn multiples<C: CurveGroup>() -> Vec<C> {
    successors(Some(C::generator()), |point| Some(*point + C::generator()))
        .take(PROBE_SIZE)
        .collect()
}

/// Where points of a group are kept.
trait Keeps<G: Group> {
    fn kept(&mut self) -> &mut Lru<BasesId, Prepared<G>>;
}

impl Keeps<G1> for State {
    fn kept(&mut self) -> &mut Lru<BasesId, Prepared<G1>> {
        &mut self.g1
    }
}

impl Keeps<G2> for State {
    fn kept(&mut self) -> &mut Lru<BasesId, Prepared<G2>> {
        &mut self.g2
    }
}

impl Accelerator for Icicle {
    fn name(&self) -> &'static str {
        "icicle"
    }

    fn msm_g1(&self, bases: Bases<G1Affine>, scalars: &[Integer]) -> Result<G1Projective, AcceleratorError> {
        self.msm::<G1>(bases, scalars)
    }

    fn msm_g2(&self, bases: Bases<G2Affine>, scalars: &[Integer]) -> Result<G2Projective, AcceleratorError> {
        self.msm::<G2>(bases, scalars)
    }

    fn forget(&self, key: u64) {
        let mut state = self.lock();
        state.g1.retain(|id| id.key != key);
        state.g2.retain(|id| id.key != key);
    }

    fn ntt(&self, values: &mut Vec<Fr>, direction: Direction) -> Result<(), AcceleratorError> {
        match values.len() < self.settings.smallest {
            true => Cpu.ntt(values, direction),
            false => self.ntt_on_device(values, direction),
        }
    }
}
