//! One worker for a key: locks that end with the process that holds them, however it ends.

use super::KeyName;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

const FILE: &str = "worker.lock";

/// Held as long as the worker works for its key.
#[derive(Debug)]
pub struct KeyLock {
    /// Of the state's folder, and of the key wherever its state lies.
    _files: [File; 2],
}

/// Why the worker may not work for its key.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another one does.
    #[error(
        "another worker works with this key on this chain: {holder}. Two would prove every job twice and take each other's nonces. Stop \
         it first ({})",
        path.display()
    )]
    Held {
        /// The lock.
        path: PathBuf,
        /// Who holds it, as it said itself.
        holder: String,
    },
    /// The lock cannot be taken.
    #[error("{}: cannot be locked: {problem}", path.display())]
    Unusable {
        /// The lock.
        path: PathBuf,
        /// Why.
        problem: io::Error,
    },
}

impl LockError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            LockError::Held { .. } => "key.in-use",
            LockError::Unusable { .. } => "store.unusable",
        }
    }
}

impl KeyLock {
    /// Locks the state in `folder`, and `key` in the folder `shared` by all workers of the user. `holder` is what others are told.
    pub fn take(folder: &Path, shared: &Path, key: &KeyName, holder: &str) -> Result<Self, LockError> {
        // The key's first: who has it is more telling than who has the folder.
        make_shared(shared).map_err(|problem| LockError::Unusable {
            path: shared.to_owned(),
            problem,
        })?;
        fs::create_dir_all(folder).map_err(|problem| LockError::Unusable {
            path: folder.to_owned(),
            problem,
        })?;
        let of_key = lock(&shared.join(format!("{key}.lock")), holder)?;
        let of_folder = lock(&folder.join(FILE), holder)?;
        Ok(Self {
            _files: [of_key, of_folder],
        })
    }

    /// The folder that all workers of the user share on this machine. `variable` gives variables of the environment.
    pub fn shared_folder(variable: impl Fn(&str) -> Option<String>) -> PathBuf {
        let runtime = variable("XDG_RUNTIME_DIR").map(PathBuf::from);
        match runtime.filter(|path| path.is_absolute() && path.is_dir()) {
            Some(runtime) => runtime.join("proofnet-prover-worker"),
            // Without a session there is no runtime folder; temporary files are there for all users, hence the user in the name.
            None => Path::new("/tmp").join(format!("proofnet-prover-worker-{}", user())),
        }
    }
}

fn lock(path: &Path, holder: &str) -> Result<File, LockError> {
    let unusable = |problem| LockError::Unusable {
        path: path.to_owned(),
        problem,
    };
    // Not truncated before it is locked: it says who holds it.
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let holder = match holder.trim() {
                "" => "it has not said who it is".to_owned(),
                holder => holder.to_owned(),
            };
            return Err(LockError::Held {
                path: path.to_owned(),
                holder,
            });
        }
        Err(TryLockError::Error(problem)) => return Err(unusable(problem)),
    }
    let written = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{holder}"))
        .and_then(|()| file.sync_data());
    written.map_err(unusable)?;
    Ok(file)
}

/// A folder of this user alone: in one that others can write to, anybody could keep the worker from starting.
fn make_shared(folder: &Path) -> io::Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let meta = fs::symlink_metadata(folder)?;
    match meta.is_dir() && meta.uid() == user() && meta.mode() & 0o022 == 0 {
        true => Ok(()),
        false => Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "is not a folder that only this user can write to: remove it",
        )),
    }
}

/// Who the process runs as.
fn user() -> u32 {
    fs::metadata("/proc/self").map_or(0, |meta| meta.uid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn key() -> KeyName {
        KeyName::new(&[1; 32], "5Grw")
    }

    #[test]
    fn second_worker_should_be_told_who_holds_the_key_when_it_has_another_folder() {
        let (shared, one, other) = (
            TempDir::new().unwrap(),
            TempDir::new().unwrap(),
            TempDir::new().unwrap(),
        );
        let _held = KeyLock::take(one.path(), shared.path(), &key(), "process 7").unwrap();
        let error = KeyLock::take(other.path(), shared.path(), &key(), "process 8").unwrap_err();
        assert_eq!(error.code(), "key.in-use");
        assert!(error.to_string().contains("process 7"), "{error}");
    }

    #[test]
    fn second_worker_should_be_refused_when_it_has_the_same_folder_but_shares_no_locks() {
        let (here, there, folder) = (
            TempDir::new().unwrap(),
            TempDir::new().unwrap(),
            TempDir::new().unwrap(),
        );
        let _held = KeyLock::take(folder.path(), here.path(), &key(), "process 7").unwrap();
        let error = KeyLock::take(folder.path(), there.path(), &key(), "process 8").unwrap_err();
        assert!(matches!(error, LockError::Held { .. }), "{error}");
    }

    #[test]
    fn lock_should_be_free_when_its_holder_is_gone_or_has_another_key() {
        let (shared, one, other) = (
            TempDir::new().unwrap(),
            TempDir::new().unwrap(),
            TempDir::new().unwrap(),
        );
        let held = KeyLock::take(one.path(), shared.path(), &key(), "process 7").unwrap();
        let another = KeyName::new(&[1; 32], "5Bob");
        KeyLock::take(other.path(), shared.path(), &another, "process 8").unwrap();
        drop(held);
        KeyLock::take(one.path(), shared.path(), &key(), "process 9").unwrap();
    }

    #[test]
    fn shared_folder_should_be_refused_when_others_can_write_to_it() {
        use std::os::unix::fs::PermissionsExt;
        let (shared, folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let error = KeyLock::take(folder.path(), shared.path(), &key(), "process 7").unwrap_err();
        assert_eq!(error.code(), "store.unusable");
    }
}
