//! Starts a process in a group of its own, bounded before its program begins, and ends the group as a whole.

use super::members;
use rustix::process::{
    getrlimit, kill_process, kill_process_group, nice, setrlimit, Pid, Resource, Rlimit, Signal,
};
use std::{
    collections::BTreeMap,
    io,
    sync::{mpsc, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};
use tokio::{
    process::{Child, Command},
    runtime::Handle,
    sync::oneshot,
};

/// What a process is bound to before its program begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Writable memory of each process, in bytes, used or not.
    pub writable_bytes: u64,
    /// By how much it stands back for others, from 0 to 19.
    pub nice: u8,
}

/// A process with those that it started; all end when this is dropped.
pub(super) struct Running {
    /// The first process of the group.
    pub child: Child,
    group: Option<Pid>,
    marker: Vec<u8>,
}

impl Running {
    fn new(child: Child, marker: Vec<u8>) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        let group = id.and_then(Pid::from_raw);
        if let Some(group) = group {
            live().insert(group.as_raw_pid(), marker.clone());
        }
        Self { child, group, marker }
    }

    /// Resident memory of all its processes, in bytes.
    pub fn resident_bytes(&self) -> u64 {
        let members = self.members().into_iter();
        members.fold(0, |sum, member| sum.saturating_add(member.resident_bytes))
    }

    /// Ends all its processes, those that left the group included as far as they kept their environment.
    pub fn end(&self) {
        if let Some(group) = self.group {
            end(group, &self.marker);
        }
    }

    fn members(&self) -> Vec<members::Member> {
        match self.group {
            Some(group) => members::of(group, &self.marker),
            None => Vec::new(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
        if let Some(group) = self.group {
            live().remove(&group.as_raw_pid());
        }
    }
}

/// Ends all processes of all commands: for a worker that is about to exit and waits for nothing any more.
pub fn end_all() {
    for (group, marker) in live().iter() {
        if let Some(group) = Pid::from_raw(*group) {
            end(group, marker);
        }
    }
}

fn end(group: Pid, marker: &[u8]) {
    // Who is gone already needs no end.
    let _ = kill_process_group(group, Signal::KILL);
    for member in members::of(group, marker) {
        let _ = kill_process(member.pid, Signal::KILL);
    }
}

/// The groups that run, with their markers.
fn live() -> MutexGuard<'static, BTreeMap<i32, Vec<u8>>> {
    static LIVE: Mutex<BTreeMap<i32, Vec<u8>>> = Mutex::new(BTreeMap::new());
    // Whoever panicked with it left it whole: it only inserts and removes.
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts `command`, whose environment holds `marker` as one of its entries.
pub(super) async fn start(mut command: Command, bounds: Bounds, marker: Vec<u8>) -> io::Result<Running> {
    command.process_group(0).kill_on_drop(true);
    let limits = [
        limit(Resource::Data, bounds.writable_bytes),
        // An image of a process's memory would hold what its input should hide.
        limit(Resource::Core, 0),
    ];
    let niceness = i32::from(bounds.nice);
    // SAFETY: between fork and exec only system calls are made, through rustix without libc's locks, and nothing is
    // allocated: `io::Error` of an error number holds just that.
    unsafe {
        command.pre_exec(move || {
            for (resource, limit) in &limits {
                setrlimit(*resource, *limit)?;
            }
            nice(niceness)?;
            #[cfg(target_os = "linux")]
            rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
            Ok(())
        });
    }
    let (reply, answer) = oneshot::channel();
    let order = Order {
        command,
        marker,
        runtime: Handle::current(),
        reply,
    };
    let gone = || io::Error::other("the thread that starts processes is gone");
    starter()?.send(order).map_err(|_| gone())?;
    answer.await.map_err(|_| gone())?
}

/// At most `most`, and not above what the worker itself is bound to, which could not be raised.
fn limit(resource: Resource, most: u64) -> (Resource, Rlimit) {
    let most = getrlimit(resource).maximum.map_or(most, |own| own.min(most));
    let limit = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    (resource, limit)
}

struct Order {
    command: Command,
    marker: Vec<u8>,
    runtime: Handle,
    reply: oneshot::Sender<io::Result<Running>>,
}

/// The one thread that starts processes.
///
/// A process is to end with the worker, even with one that is killed. The kernel ends it when the *thread* that started it
/// ends, so that this must be one that never does before the worker.
fn starter() -> io::Result<&'static mpsc::Sender<Order>> {
    static STARTER: OnceLock<mpsc::Sender<Order>> = OnceLock::new();
    if let Some(starter) = STARTER.get() {
        return Ok(starter);
    }
    let (sender, orders) = mpsc::channel::<Order>();
    thread::Builder::new().name("starter".into()).spawn(move || {
        for mut order in orders {
            let _runtime = order.runtime.enter();
            let started = order.command.spawn();
            // Where nobody waits any more, the process ends as the answer is dropped.
            let _ = order
                .reply
                .send(started.map(|child| Running::new(child, order.marker)));
        }
    })?;
    Ok(STARTER.get_or_init(|| sender))
}
