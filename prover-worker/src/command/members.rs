//! The processes that belong to a command, as `/proc` shows them.

use rustix::process::Pid;
use std::fs;

/// A process.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub pid: Pid,
    pub resident_bytes: u64,
}

/// Processes in `group`, and those that left it and still have `marker` in their environment.
pub(super) fn of(group: Pid, marker: &[u8]) -> Vec<Member> {
    let page = rustix::param::page_size() as u64;
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let mut members = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let pid = name
            .to_str()
            .and_then(|name| name.parse().ok())
            .and_then(Pid::from_raw);
        // A process that ends meanwhile has no files any more.
        let (Some(pid), Ok(stat)) = (pid, fs::read(entry.path().join("stat"))) else {
            continue;
        };
        let Some(stat) = Stat::parse(&stat) else { continue };
        let is_marked = || {
            fs::read(entry.path().join("environ"))
                .is_ok_and(|environment| environment.split(|byte| *byte == 0).any(|entry| entry == marker))
        };
        if !stat.is_zombie && (stat.group == group.as_raw_pid() || is_marked()) {
            members.push(Member {
                pid,
                resident_bytes: stat.resident_pages.saturating_mul(page),
            });
        }
    }
    members
}

#[derive(Debug, PartialEq, Eq)]
struct Stat {
    is_zombie: bool,
    group: i32,
    resident_pages: u64,
}

impl Stat {
    /// A line of `/proc/PID/stat`: `pid (name) state parent group ...`. The name may hold anything, brackets included.
    fn parse(line: &[u8]) -> Option<Self> {
        let end = line.iter().rposition(|byte| *byte == b')')?;
        let rest = std::str::from_utf8(line.get(end.checked_add(1)?..)?).ok()?;
        let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
        Some(Self {
            is_zombie: matches!(*fields.first()?, "Z" | "X"),
            group: fields.get(2)?.parse().ok()?,
            resident_pages: fields.get(21)?.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stat_should_be_read_when_the_name_holds_brackets() {
        let line = b"7 (a) (b ) S 1 42 42 0 -1 4194304 1 0 0 0 1 2 0 0 20 0 1 0 9 1000000 321 18446744073709551615 1";
        assert_eq!(
            Stat::parse(line),
            Some(Stat {
                is_zombie: false,
                group: 42,
                resident_pages: 321
            })
        );
    }

    #[test]
    fn stat_should_be_left_out_when_it_ends_early() {
        assert_eq!(Stat::parse(b"7 (a) S 1 42"), None);
        assert_eq!(Stat::parse(b""), None);
    }
}
