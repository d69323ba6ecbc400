//! Runs the witness generator that circom 2 compiles to WebAssembly, within limits on time and memory.

use crate::{ModuleCache, Signals};
use ark_bn254::Fr;
use ark_ff::{BigInt, PrimeField};
use fnv::FnvHasher;
use std::{
    hash::Hasher,
    sync::mpsc::{channel, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};
use wasmtime::{
    Caller, Config, Engine, Instance, Linker, Module, OptLevel, Store, StoreLimits, StoreLimitsBuilder,
    TypedFunc, UpdateDeadline, WasmParams, WasmResults,
};

/// How often a running generator is asked whether its time is up.
const TICK: Duration = Duration::from_millis(20);
/// A generator's messages are kept up to this length.
const MAX_MESSAGES: usize = 1024;
/// 32-bit words of a value.
const WORDS: usize = 8;

/// Bounds on a witness generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WitnessLimits {
    /// How long it may run.
    pub timeout: Duration,
    /// How much memory it may have.
    pub memory_bytes: usize,
}

impl Default for WitnessLimits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            memory_bytes: 1024 * 1024 * 1024,
        }
    }
}

/// A compiled witness generator.
pub struct WitnessGenerator {
    engine: Engine,
    module: Module,
    limits: WitnessLimits,
}

/// Why there is no witness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WitnessError {
    /// The module is not what circom 2 compiles.
    #[error("is no witness generator of circom 2 for BN254: {0}")]
    NotCircom(String),
    /// The circuit has no such input.
    #[error("the circuit has no input signal `{0}`")]
    UnknownSignal(String),
    /// The input has too many or too few values for a signal.
    #[error("input signal `{signal}` has {got} values: the circuit takes {expected}")]
    SignalSize {
        /// Which signal.
        signal: String,
        /// Values that the circuit takes.
        expected: u32,
        /// Values given.
        got: usize,
    },
    /// The input leaves signals out.
    #[error("the input has {got} values: the circuit takes {expected}; a signal is missing")]
    MissingSignals {
        /// Values that the circuit takes.
        expected: u32,
        /// Values given.
        got: usize,
    },
    /// The circuit does not hold for this input.
    #[error("the circuit refuses the input: {0}")]
    Refused(String),
    /// It ran for too long.
    #[error("the witness generator ran longer than {0:?}; limits.witness_timeout_s bounds it")]
    Timeout(Duration),
    /// It broke down, possibly for lack of memory.
    #[error("the witness generator broke down: {0}")]
    Trap(String),
}

/// Ended by the host because the time was up.
#[derive(Debug, thiserror::Error)]
#[error("out of time")]
struct OutOfTime;

/// Ended by the generator itself, with circom's code.
#[derive(Debug, thiserror::Error)]
#[error("{}", match self.0 {
    1 => "signal not found",
    2 => "too many signals set",
    3 => "signal already set",
    4 => "an assertion failed",
    5 => "not enough memory",
    6 => "an input signal has more values than the circuit takes",
    _ => "unknown exception",
})]
struct Exception(i32);

/// What the host keeps for a running generator.
struct Host {
    limits: StoreLimits,
    messages: String,
}

impl WitnessGenerator {
    /// Compiles `wasm`, or takes from `cache` what was compiled before.
    pub fn compile(
        wasm: &[u8],
        limits: WitnessLimits,
        cache: Option<&ModuleCache>,
    ) -> Result<Self, WitnessError> {
        let mut config = Config::new();
        config
            .cranelift_opt_level(OptLevel::Speed)
            .epoch_interruption(true);
        let engine = Engine::new(&config).map_err(not_circom)?;
        let module = match cache {
            Some(cache) => compiled_before(&engine, cache, wasm),
            None => Module::from_binary(&engine, wasm),
        }
        .map_err(not_circom)?;
        let generator = Self {
            engine,
            module,
            limits,
        };
        generator.timed(|run| Ok(run.witness_size))?;
        Ok(generator)
    }

    /// Values of a witness.
    pub fn witness_size(&self) -> Result<usize, WitnessError> {
        self.timed(|run| Ok(run.witness_size as usize))
    }

    /// The witness for `signals`: the constant one, public outputs, public inputs, the rest.
    pub fn generate(&self, signals: &Signals) -> Result<Vec<Fr>, WitnessError> {
        self.timed(|run| run.generate(signals))
    }

    /// Runs `work` on a fresh instance, with something that wakes the engine until it is done.
    fn timed<T>(&self, work: impl FnOnce(&mut Run) -> Result<T, WitnessError>) -> Result<T, WitnessError> {
        let (done, is_done) = channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                while is_done.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    self.engine.increment_epoch();
                }
            });
            let result = Run::new(self).and_then(|mut run| work(&mut run));
            drop(done);
            result
        })
    }
}

/// What `cache` has of `wasm`; compiled and kept where it has nothing, or what another version compiled.
fn compiled_before(engine: &Engine, cache: &ModuleCache, wasm: &[u8]) -> wasmtime::Result<Module> {
    if let Some(kept) = cache.load(wasm) {
        // SAFETY: the bytes are what `Module::serialize` gave below: the cache checks their hash and that nobody else can
        // write to it. Those of another version or configuration of wasmtime are refused by wasmtime itself.
        if let Ok(module) = unsafe { Module::deserialize(engine, kept) } {
            return Ok(module);
        }
    }
    let module = Module::from_binary(engine, wasm)?;
    let kept = module
        .serialize()
        .and_then(|compiled| Ok(cache.store(wasm, &compiled)?));
    if let Err(error) = kept {
        tracing::warn!("a compiled witness generator cannot be kept for the next start: {error}");
    }
    Ok(module)
}

/// One instance of a generator.
struct Run {
    store: Store<Host>,
    instance: Instance,
    limits: WitnessLimits,
    read: TypedFunc<i32, i32>,
    write: TypedFunc<(i32, i32), ()>,
    witness_size: u32,
}

impl Run {
    fn new(generator: &WitnessGenerator) -> Result<Self, WitnessError> {
        let WitnessGenerator {
            engine,
            module,
            limits,
        } = generator;
        let memory = StoreLimitsBuilder::new()
            .memory_size(limits.memory_bytes)
            .memories(1)
            .tables(1)
            .build();
        let mut store = Store::new(
            engine,
            Host {
                limits: memory,
                messages: String::new(),
            },
        );
        store.limiter(|host| &mut host.limits);
        let end = Instant::now() + limits.timeout;
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(move |_| match Instant::now() < end {
            true => Ok(UpdateDeadline::Continue(1)),
            false => Err(OutOfTime.into()),
        });

        let instance = linker(engine)
            .and_then(|linker| linker.instantiate(&mut store, module))
            .map_err(|error| out_of_time(&error, limits).unwrap_or_else(|| not_circom(error)))?;
        let read = instance
            .get_typed_func(&mut store, "readSharedRWMemory")
            .map_err(not_circom)?;
        let write = instance
            .get_typed_func(&mut store, "writeSharedRWMemory")
            .map_err(not_circom)?;
        let mut run = Self {
            store,
            instance,
            limits: *limits,
            read,
            write,
            witness_size: 0,
        };

        let version = run.call::<(), i32>("getVersion", ())?;
        if version != 2 {
            return Err(WitnessError::NotCircom(format!("it is of circom {version}")));
        }
        if run.call::<(), i32>("getFieldNumLen32", ())? != WORDS as i32 {
            return Err(WitnessError::NotCircom("its field is not of 256 bits".into()));
        }
        run.call::<(), ()>("getRawPrime", ())?;
        if run.shared()? != Fr::MODULUS {
            return Err(WitnessError::NotCircom("its field is another one".into()));
        }
        run.witness_size = run.call::<(), i32>("getWitnessSize", ())? as u32;
        Ok(run)
    }

    fn generate(&mut self, Signals(signals): &Signals) -> Result<Vec<Fr>, WitnessError> {
        // As snarkjs starts it: without the checks of the compiler's own debugging.
        self.call::<i32, ()>("init", 0)?;
        self.check_sizes(signals)?;
        for (signal, values) in signals {
            let (high, low) = hash(signal);
            for (index, value) in values.iter().enumerate() {
                self.set_shared(value)?;
                self.call::<(i32, i32, i32), ()>("setInputSignal", (high, low, index as i32))?;
            }
        }
        let get = self
            .instance
            .get_typed_func::<i32, ()>(&mut self.store, "getWitness")
            .map_err(not_circom)?;
        let mut witness = Vec::new();
        for index in 0..self.witness_size {
            get.call(&mut self.store, index as i32)
                .map_err(|error| self.broken(error))?;
            let value = Fr::from_bigint(self.shared()?)
                .ok_or_else(|| WitnessError::Trap("a value is not below the field's order".into()))?;
            witness.push(value);
        }
        Ok(witness)
    }

    /// The generator computes the witness when the last input is set, so that a missing one would go unnoticed.
    fn check_sizes(&mut self, signals: &[(String, Vec<Fr>)]) -> Result<(), WitnessError> {
        for (signal, values) in signals {
            let expected = self.call::<(i32, i32), i32>("getInputSignalSize", hash(signal))?;
            // Generators answer 0 or -1 for a name that they do not know, depending on circom's version.
            let expected = u32::try_from(expected).unwrap_or(0);
            if expected == 0 && !values.is_empty() {
                return Err(WitnessError::UnknownSignal(signal.clone()));
            }
            if expected as usize != values.len() {
                return Err(WitnessError::SignalSize {
                    signal: signal.clone(),
                    expected,
                    got: values.len(),
                });
            }
        }
        let expected = self.call::<(), i32>("getInputSize", ())? as u32;
        let got = signals.iter().map(|(_, values)| values.len()).sum();
        match expected as usize == got {
            true => Ok(()),
            false => Err(WitnessError::MissingSignals { expected, got }),
        }
    }

    fn call<P: WasmParams, R: WasmResults>(&mut self, name: &str, parameters: P) -> Result<R, WitnessError> {
        let function = self
            .instance
            .get_typed_func::<P, R>(&mut self.store, name)
            .map_err(not_circom)?;
        function
            .call(&mut self.store, parameters)
            .map_err(|error| self.broken(error))
    }

    /// The value that passes between host and generator.
    fn shared(&mut self) -> Result<BigInt<4>, WitnessError> {
        let mut limbs = [0u64; 4];
        for (index, limb) in limbs.iter_mut().enumerate() {
            for (half, shift) in [(0, 0), (1, 32)] {
                let word = self.read.call(&mut self.store, (2 * index + half) as i32);
                let word = word.map_err(|error| self.broken(error))?;
                *limb |= u64::from(word as u32) << shift;
            }
        }
        Ok(BigInt::new(limbs))
    }

    fn set_shared(&mut self, value: &Fr) -> Result<(), WitnessError> {
        for (index, limb) in value.into_bigint().0.into_iter().enumerate() {
            for (half, shift) in [(0, 0), (1, 32)] {
                let word = (limb >> shift) as u32 as i32;
                let written = self
                    .write
                    .call(&mut self.store, ((2 * index + half) as i32, word));
                written.map_err(|error| self.broken(error))?;
            }
        }
        Ok(())
    }

    fn broken(&self, error: wasmtime::Error) -> WitnessError {
        if let Some(error) = out_of_time(&error, &self.limits) {
            return error;
        }
        let Some(exception) = error.downcast_ref::<Exception>() else {
            return WitnessError::Trap(error.root_cause().to_string());
        };
        match self.store.data().messages.trim() {
            "" => WitnessError::Refused(exception.to_string()),
            messages => WitnessError::Refused(format!("{exception}: {messages}")),
        }
    }
}

/// What circom's generators import.
fn linker(engine: &Engine) -> wasmtime::Result<Linker<Host>> {
    let mut linker = Linker::new(engine);
    linker.func_wrap(
        "runtime",
        "exceptionHandler",
        |code: i32| -> wasmtime::Result<()> { Err(Exception(code).into()) },
    )?;
    linker.func_wrap("runtime", "printErrorMessage", |mut caller: Caller<Host>| {
        let message = read_message(&mut caller)?;
        let messages = &mut caller.data_mut().messages;
        if messages.len() + message.len() < MAX_MESSAGES {
            messages.push_str(&message);
            messages.push(' ');
        }
        Ok(())
    })?;
    // What a circuit logs is for its author: it is taken from the buffer and dropped.
    linker.func_wrap("runtime", "writeBufferMessage", |mut caller: Caller<Host>| {
        read_message(&mut caller).map(drop)
    })?;
    linker.func_wrap("runtime", "showSharedRWMemory", || {})?;
    Ok(linker)
}

/// The message that the generator has ready, one character a call.
fn read_message(caller: &mut Caller<Host>) -> wasmtime::Result<String> {
    let next = caller
        .get_export("getMessageChar")
        .and_then(|export| export.into_func())
        .ok_or_else(|| wasmtime::Error::msg("no function getMessageChar"))?
        .typed::<(), i32>(&mut *caller)?;
    let mut message = String::new();
    loop {
        match next.call(&mut *caller, ())? {
            0 => return Ok(message.trim().to_owned()),
            character if message.len() < MAX_MESSAGES => message.push(char::from(character as u8)),
            _ => {}
        }
    }
}

/// How circom names signals: FNV-1a, its halves apart.
fn hash(signal: &str) -> (i32, i32) {
    let mut hasher = FnvHasher::default();
    hasher.write(signal.as_bytes());
    let hash = hasher.finish();
    ((hash >> 32) as i32, hash as i32)
}

fn out_of_time(error: &wasmtime::Error, limits: &WitnessLimits) -> Option<WitnessError> {
    error
        .is::<OutOfTime>()
        .then_some(WitnessError::Timeout(limits.timeout))
}

fn not_circom(error: wasmtime::Error) -> WitnessError {
    WitnessError::NotCircom(error.root_cause().to_string())
}
