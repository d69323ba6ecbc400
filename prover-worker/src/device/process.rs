//! A device that proves in a process of its own, since errors of its driver end the process that sees them.
//!
//! The process is this program once more, with a hidden command; the two talk over a socket that is the process's standard
//! input, because libraries of devices write to standard output what they like, which goes to standard error. It is started
//! when a proof is wanted, and killed when it takes too long or too much memory.

use super::{
    protocol::{DeviceMemory, Request, Response},
    restarts::Restarts,
};
use crate::config::ENV_PREFIX;
use ark_bn254::{Bn254, Fr};
use ark_groth16::Proof;
use proofnet_proofs::arkworks::decode_proof;
use proofnet_prover::{Backend, BackendError, Zkey};
use std::{
    env,
    ffi::OsString,
    fs,
    io::{self, Read, Write},
    os::{
        fd::{AsFd, OwnedFd},
        unix::{net::UnixStream, process::CommandExt},
    },
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Mutex, MutexGuard},
    time::{Duration, Instant},
};

/// How often a process at work is looked at.
const TICK: Duration = Duration::from_millis(50);

/// What a process may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Time to get ready.
    pub start: Duration,
    /// Time for a proof, loading its key included.
    pub proof: Duration,
    /// Memory of the machine (not of the device), in bytes.
    pub memory: u64,
}

/// A device in a process of its own.
pub struct Device {
    program: PathBuf,
    arguments: Vec<OsString>,
    bounds: Bounds,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    running: Option<Running>,
    restarts: Restarts,
    memory: DeviceMemory,
}

/// Why there is no proof of a device.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("the process that uses the device cannot be started: {0}")]
    Start(io::Error),
    #[error("the process that uses the device ended ({status})")]
    Ended { status: String },
    #[error("the device took longer than {0:?}")]
    Timeout(Duration),
    #[error("the process that uses the device took {taken} MiB of memory, more than {allowed}")]
    Memory { taken: u64, allowed: u64 },
    #[error("the connection to the process that uses the device broke: {0}")]
    Connection(io::Error),
    #[error("the process that uses the device says what was not asked for")]
    Unexpected,
    /// It goes on running.
    #[error("{0}")]
    Refused(String),
    #[error("ended too often; it is started again in {} s", .0.as_secs())]
    Paused(Duration),
    #[error("the key was not read from a file")]
    NoFile,
}

impl Device {
    /// A device that `program` uses when it is started with `arguments`.
    pub fn new(program: PathBuf, arguments: Vec<OsString>, bounds: Bounds) -> Self {
        Self {
            program,
            arguments,
            bounds,
            state: Mutex::default(),
        }
    }

    /// Starts the process if it is not running; the device's memory.
    pub fn start(&self) -> Result<DeviceMemory, BackendError> {
        let mut state = self.lock();
        self.running(&mut state).map_err(failed)?;
        Ok(state.memory)
    }

    /// The device's memory after the last proof.
    pub fn memory(&self) -> DeviceMemory {
        self.lock().memory
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn running<'a>(&self, state: &'a mut State) -> Result<&'a mut Running, Fault> {
        if state.running.is_none() {
            if let Some(wait) = state.restarts.wait(Instant::now()) {
                return Err(Fault::Paused(wait));
            }
            let started = Running::start(&self.program, &self.arguments, &self.bounds);
            let (running, memory) = started.inspect_err(|_| state.restarts.ended(Instant::now()))?;
            state.memory = memory;
            state.running = Some(running);
        }
        // Just put there.
        state.running.as_mut().ok_or(Fault::Unexpected)
    }

    fn try_prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, Fault> {
        let zkey = key.file.as_deref().ok_or(Fault::NoFile)?;
        let mut state = self.lock();
        let result = self.running(&mut state)?.prove(zkey, witness, &self.bounds);
        match result {
            Ok((proof, memory)) => {
                state.memory = memory;
                state.restarts.succeeded();
                decode_proof(&proof).map_err(|error| Fault::Refused(format!("the device's proof: {error}")))
            }
            Err(fault @ Fault::Refused(_)) => Err(fault),
            Err(fault) => {
                // Its end kills the process.
                state.running = None;
                state.restarts.ended(Instant::now());
                Err(fault)
            }
        }
    }
}

fn failed(fault: Fault) -> BackendError {
    BackendError {
        backend: "icicle",
        reason: fault.to_string(),
    }
}

impl Backend for Device {
    fn name(&self) -> &'static str {
        "icicle"
    }

    fn prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, BackendError> {
        self.try_prove(key, witness).map_err(failed)
    }
}

/// A running process.
struct Running {
    process: Child,
    stream: UnixStream,
}

impl Running {
    fn start(program: &Path, arguments: &[OsString], bounds: &Bounds) -> Result<(Self, DeviceMemory), Fault> {
        let mut running = Self::spawn(program, arguments).map_err(Fault::Start)?;
        match running.response(bounds.start, bounds.memory)? {
            Response::Ready(memory) => Ok((running, memory)),
            Response::Failed(reason) => Err(Fault::Refused(reason)),
            Response::Proof(..) => Err(Fault::Unexpected),
        }
    }

    fn spawn(program: &Path, arguments: &[OsString]) -> io::Result<Self> {
        let (stream, theirs) = UnixStream::pair()?;
        stream.set_read_timeout(Some(TICK))?;
        stream.set_write_timeout(Some(TICK))?;
        let log = io::stderr().as_fd().try_clone_to_owned()?;
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::from(log))
            // A group of its own: what stops the worker from the terminal must not stop proofs that it wants to finish.
            .process_group(0);
        // The configuration is none of the process's business, and may hold secrets.
        for (name, _) in env::vars_os() {
            if name.as_encoded_bytes().starts_with(ENV_PREFIX.as_bytes()) {
                command.env_remove(name);
            }
        }
        let process = command.spawn()?;
        Ok(Self { process, stream })
    }

    fn prove(
        &mut self,
        zkey: &Path,
        witness: &[Fr],
        bounds: &Bounds,
    ) -> Result<(Vec<u8>, DeviceMemory), Fault> {
        let start = Instant::now();
        Request::send(zkey, witness, self.patient(bounds.proof, bounds.memory))
            .map_err(|error| self.fault(error))?;
        let left = bounds.proof.saturating_sub(start.elapsed());
        match self.response(left, bounds.memory) {
            Ok(Response::Proof(proof, memory)) => Ok((proof, memory)),
            Ok(Response::Failed(reason)) => Err(Fault::Refused(reason)),
            Ok(Response::Ready(_)) => Err(Fault::Unexpected),
            Err(Fault::Timeout(_)) => Err(Fault::Timeout(bounds.proof)),
            Err(fault) => Err(fault),
        }
    }

    fn response(&mut self, within: Duration, memory: u64) -> Result<Response, Fault> {
        Response::receive(self.patient(within, memory)).map_err(|error| self.fault(error))
    }

    fn patient(&mut self, within: Duration, memory: u64) -> Patient<'_> {
        Patient {
            stream: &self.stream,
            process: self.process.id(),
            end: Instant::now() + within,
            within,
            memory,
        }
    }

    /// What an error of the connection comes from.
    fn fault(&mut self, error: io::Error) -> Fault {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Exceeded>()) {
            Some(Exceeded::Time(within)) => return Fault::Timeout(*within),
            Some(Exceeded::Memory { taken, allowed }) => {
                return Fault::Memory {
                    taken: taken >> 20,
                    allowed: allowed >> 20,
                }
            }
            None => {}
        }
        // The connection breaks a moment before the end can be seen.
        let end = Instant::now() + 20 * TICK;
        while Instant::now() < end {
            match self.process.try_wait() {
                Ok(Some(status)) => {
                    return Fault::Ended {
                        status: describe(status),
                    }
                }
                Ok(None) => std::thread::sleep(TICK / 10),
                Err(_) => break,
            }
        }
        Fault::Connection(error)
    }
}

fn describe(status: ExitStatus) -> String {
    status.to_string()
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails where it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A bound that a process does not keep.
#[derive(Debug, thiserror::Error)]
enum Exceeded {
    #[error("longer than {0:?}")]
    Time(Duration),
    #[error("{taken} bytes of memory, more than {allowed}")]
    Memory { taken: u64, allowed: u64 },
}

/// The connection, with a look at time and memory whenever it is idle.
struct Patient<'a> {
    stream: &'a UnixStream,
    process: u32,
    end: Instant,
    within: Duration,
    memory: u64,
}

impl Patient<'_> {
    /// Goes on trying for as long as the process keeps its bounds.
    fn patiently(&self, mut attempt: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
        loop {
            match attempt() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                result => return result,
            }
            if Instant::now() >= self.end {
                return Err(io::Error::other(Exceeded::Time(self.within)));
            }
            match resident(self.process) {
                Some(taken) if taken > self.memory => {
                    return Err(io::Error::other(Exceeded::Memory {
                        taken,
                        allowed: self.memory,
                    }))
                }
                _ => {}
            }
        }
    }
}

impl Read for Patient<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.patiently(|| (&mut &*self.stream).read(buffer))
    }
}

impl Write for Patient<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.patiently(|| (&mut &*self.stream).write(buffer))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Memory of the machine that a process holds, in bytes. Its address space would say nothing: CUDA reserves the whole of
/// the device's and the machine's memory in it.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_should_be_known_when_a_process_runs() {
        assert!(resident(std::process::id()).unwrap() > 1 << 20);
        assert_eq!(resident(u32::MAX), None);
    }
}
