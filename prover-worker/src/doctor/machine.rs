//! This machine: artifacts, figures, disk, memory, accelerators, another worker.

use super::Finding;
use crate::{
    calibration::{Calibration, Machine},
    config::Config,
    metrics::Status,
    registry::Registry,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const MIB: u64 = 1024 * 1024;
/// Less disk space than this is noteworthy.
const LITTLE_DISK: u64 = 1024 * MIB;
/// With less nothing can be written for long.
const NO_DISK: u64 = 64 * MIB;
/// Open files that connections, inputs and keys may need.
const OPEN_FILES: u64 = 1_024;

/// The circuits that were loaded.
pub fn artifacts(registry: &Registry) -> Vec<Finding> {
    let circuits = registry.iter();
    let found = circuits.map(|circuit| {
        Finding::ok(
            "artifacts",
            format!(
                "circuit {}: 0x{}, {}",
                circuit.name(),
                hex::encode(circuit.id()),
                circuit.summary()
            ),
        )
    });
    let mut found: Vec<_> = found.collect();
    if found.is_empty() {
        found.push(Finding::warn(
            "artifacts",
            "no circuit is configured: the worker can prove nothing",
            "add one to `circuits`",
        ));
    }
    found
}

/// Whether the figures are there and of this machine.
pub fn calibration(
    config: &Config,
    registry: &Registry,
    figures: Option<&Calibration>,
    backend: &str,
) -> Vec<Finding> {
    const CHECK: &str = "calibration";
    const CALIBRATE: &str =
        "run `prover-worker calibrate`: without figures the worker cannot tell which deadlines it can meet";
    let Some(figures) = figures else {
        let found = format!("{} is not there", config.calibration.display());
        return vec![Finding::warn(CHECK, found, CALIBRATE)];
    };
    let mut findings = Vec::new();
    let this = Machine::this(config.limits.parallel_jobs, backend);
    if figures.machine != this {
        findings.push(Finding::warn(
            CHECK,
            format!(
                "measured with {} threads, {} proofs at a time by {}; now {}, {}, {}",
                figures.machine.threads,
                figures.machine.lanes,
                figures.machine.backend,
                this.threads,
                this.lanes,
                this.backend
            ),
            "run `prover-worker calibrate` again",
        ));
    }
    for circuit in registry.iter() {
        let measured = figures.of(&circuit.id());
        let times = measured.and_then(|measured| {
            let total = &measured.total;
            Some((total.len(), total.percentile(50)?, total.percentile(99)?))
        });
        findings.push(match times {
            Some((count, median, slow)) => Finding::ok(
                CHECK,
                format!(
                    "circuit {}: {:.2} s, 99 of 100 within {:.2} s ({count} measured)",
                    circuit.name(),
                    median.as_secs_f64(),
                    slow.as_secs_f64()
                ),
            ),
            None => Finding::warn(
                CHECK,
                format!("circuit {} was never measured", circuit.name()),
                CALIBRATE,
            ),
        });
    }
    findings
}

/// Disk, memory, open files, accelerators.
pub fn machine(config: &Config) -> Vec<Finding> {
    let folder = config
        .file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let keys = config.circuits.iter().map(|files| &files.zkey);
    let keys = keys
        .filter_map(|path| fs::metadata(path).ok())
        .map(|meta| meta.len());
    let mut findings = vec![
        disk(folder, free_disk(folder)),
        memory(
            fs::read_to_string("/proc/meminfo")
                .ok()
                .as_deref()
                .and_then(available),
            keys.sum(),
            witness_memory(config),
        ),
        accelerators(&nvidia_cards(Path::new("/proc/driver/nvidia/gpus"))),
    ];
    findings.extend(open_files(rlimit::Resource::NOFILE.get_soft().ok()));
    findings
}

fn witness_memory(config: &Config) -> u64 {
    let lanes = u64::try_from(config.limits.parallel_jobs).unwrap_or(u64::MAX);
    let each = u64::try_from(config.limits.witness.memory_bytes).unwrap_or(u64::MAX);
    each.saturating_mul(lanes)
}

fn free_disk(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

fn disk(folder: &Path, free: Option<u64>) -> Finding {
    const CHECK: &str = "disk";
    const MAKE_ROOM: &str = "make room: what the worker cannot write down it cannot take up after a restart";
    let Some(free) = free else {
        return Finding::warn(
            CHECK,
            format!("the free space of {} cannot be read", folder.display()),
            "check that it is there",
        );
    };
    let found = format!("{} MiB free in {}", free / MIB, folder.display());
    match free {
        0..NO_DISK => Finding::fail(CHECK, found, MAKE_ROOM),
        NO_DISK..LITTLE_DISK => Finding::warn(CHECK, found, MAKE_ROOM),
        _ => Finding::ok(CHECK, found),
    }
}

/// Bytes that `MemAvailable` states.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find(|line| line.starts_with("MemAvailable:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    kib.checked_mul(1024)
}

fn memory(available: Option<u64>, keys: u64, witnesses: u64) -> Finding {
    const CHECK: &str = "memory";
    // A key takes about twice its file once it is read: points come with their infinity flags, matrices as lists.
    let needed = keys.saturating_mul(2).saturating_add(witnesses);
    let Some(available) = available else {
        return Finding::warn(
            CHECK,
            "the free memory cannot be read",
            "check that /proc is mounted",
        );
    };
    let found = format!(
        "{} MiB available, about {} MiB needed (keys {}, witness generators at most {})",
        available / MIB,
        needed / MIB,
        keys.saturating_mul(2) / MIB,
        witnesses / MIB
    );
    match available < needed {
        true => Finding::warn(
            CHECK,
            found,
            "lower `limits.witness_memory_mib` or `limits.parallel_jobs`, or add memory",
        ),
        false => Finding::ok(CHECK, found),
    }
}

fn open_files(limit: Option<u64>) -> Option<Finding> {
    const CHECK: &str = "open-files";
    let limit = limit?;
    let found = format!("{limit} files may be open");
    Some(match limit < OPEN_FILES {
        true => Finding::warn(
            CHECK,
            found,
            "raise the limit: `LimitNOFILE=` of the unit, or `ulimit -n`",
        ),
        false => Finding::ok(CHECK, found),
    })
}

/// Models of the cards that NVIDIA's driver knows.
fn nvidia_cards(folder: &Path) -> Vec<String> {
    let cards: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("information")))
        .collect();
    let model = |path: &PathBuf| {
        let text = fs::read_to_string(path).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Model:"))?;
        Some(line.trim().to_owned())
    };
    cards.iter().filter_map(model).collect()
}

fn accelerators(cards: &[String]) -> Finding {
    const CHECK: &str = "accelerator";
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    Finding::ok(
        CHECK,
        match cards.is_empty() {
            true => format!("no NVIDIA card: proofs are made on the CPU, {threads} threads"),
            false => format!("{}; {threads} threads", cards.join(", ")),
        },
    )
}

/// Whether another worker signs with the same key: `local` is the worker that answers on this machine, `pending` the key's
/// transactions that wait in the node's pool.
pub fn others_at_work(signer: &str, local: Option<&Status>, pending: u64) -> Finding {
    const CHECK: &str = "second-worker";
    match local {
        Some(status) if status.signer == signer => Finding::ok(
            CHECK,
            "a worker runs with this key on this machine: a second one would be refused",
        ),
        _ if pending > 0 => Finding::warn(
            CHECK,
            format!("{pending} transactions of this key wait in the pool, and no worker answers on this machine"),
            "if a worker runs with this key elsewhere, stop it: with one key two workers take each other's transactions away",
        ),
        _ => Finding::ok(CHECK, "no other worker was seen with this key"),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    #[test]
    fn disk_should_be_judged_by_what_is_free() {
        let folder = Path::new("/data");
        assert_eq!(disk(folder, Some(MIB)).level, Level::Fail);
        assert_eq!(disk(folder, Some(500 * MIB)).level, Level::Warn);
        assert_eq!(disk(folder, Some(5_000 * MIB)).level, Level::Ok);
        assert_eq!(disk(folder, None).level, Level::Warn);
        assert!(free_disk(Path::new("/")).is_some());
    }

    #[test]
    fn memory_should_be_warned_of_when_keys_and_witnesses_need_more() {
        let meminfo = "MemTotal: 100 kB\nMemAvailable:    2048 kB\n";
        assert_eq!(available(meminfo), Some(2 * MIB));
        assert_eq!(memory(Some(2 * MIB), 1, 1).level, Level::Ok);
        assert_eq!(memory(Some(2 * MIB), MIB, 1).level, Level::Warn);
        assert_eq!(memory(None, 1, 1).level, Level::Warn);
    }

    #[test]
    fn open_files_should_be_warned_of_when_few() {
        assert_eq!(open_files(Some(256)).unwrap().level, Level::Warn);
        assert_eq!(open_files(Some(65_536)).unwrap().level, Level::Ok);
    }

    #[test]
    fn cards_should_be_named_when_the_driver_tells_them() {
        let folder = tempfile::tempdir().unwrap();
        let card = folder.path().join("0000:01:00.0");
        fs::create_dir(&card).unwrap();
        fs::write(card.join("information"), "Model: \t\t NVIDIA H100\nIRQ: 1\n").unwrap();
        assert_eq!(nvidia_cards(folder.path()), ["NVIDIA H100"]);
        assert!(nvidia_cards(Path::new("/nowhere")).is_empty());
    }

    #[test]
    fn second_worker_should_be_warned_of_when_transactions_come_from_elsewhere() {
        let local = Status {
            signer: "me".into(),
            ..Status::default()
        };
        assert_eq!(others_at_work("me", Some(&local), 3).level, Level::Ok);
        assert_eq!(others_at_work("you", Some(&local), 3).level, Level::Warn);
        assert_eq!(others_at_work("me", None, 0).level, Level::Ok);
    }
}
