//! Compiled witness generators, kept from one start to the next.
//!
//! What is kept is machine code that will run in this process. The folder therefore has to belong to the user whom the process runs
//! as, nobody else may write to it, and every file starts with the hash of the rest, so that a damaged one is compiled anew.
//! That is no protection from whoever can write to the folder, who could replace the worker's keys or program as well.

use sp_crypto_hashing::blake2_256;
use std::{
    env, fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

const HASH: usize = 32;

/// A folder that only this user can write to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleCache {
    folder: PathBuf,
}

impl ModuleCache {
    /// The cache in `folder`, which is made if it is not there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let meta = fs::metadata(folder)?;
        let me = fs::metadata("/proc/self")?.uid();
        match meta.uid() == me && meta.mode() & 0o022 == 0 {
            true => Ok(Self {
                folder: folder.to_owned(),
            }),
            false => Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!(
                    "{} belongs to somebody else, or others may write to it",
                    folder.display()
                ),
            )),
        }
    }

    /// The cache where the system wants it: what systemd says, or the user's folder for caches.
    pub fn open_default() -> io::Result<Self> {
        let folder = match (
            env::var_os("CACHE_DIRECTORY"),
            env::var_os("XDG_CACHE_HOME"),
            env::var_os("HOME"),
        ) {
            (Some(folder), _, _) => PathBuf::from(folder),
            (None, Some(folder), _) => PathBuf::from(folder).join("prover-worker"),
            (None, None, Some(home)) => PathBuf::from(home).join(".cache/prover-worker"),
            (None, None, None) => {
                return Err(io::Error::new(
                    io::ErrorKind::NotFound,
                    "there is no folder for caches: set HOME",
                ))
            }
        };
        Self::open(&folder)
    }

    fn file(&self, source: &[u8]) -> PathBuf {
        let name: String = blake2_256(source)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        self.folder.join(name + ".module")
    }

    /// What was kept for `source`, if it is whole.
    pub(crate) fn load(&self, source: &[u8]) -> Option<Vec<u8>> {
        let bytes = fs::read(self.file(source)).ok()?;
        let (hash, kept) = bytes.split_first_chunk::<HASH>()?;
        (blake2_256(kept) == *hash).then(|| kept.to_vec())
    }

    /// Keeps `compiled` for `source`; a reader sees all of it or nothing.
    pub(crate) fn store(&self, source: &[u8], compiled: &[u8]) -> io::Result<()> {
        let file = self.file(source);
        let partial = file.with_extension(format!("{}.partial", std::process::id()));
        let mut writer = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&partial)?;
        writer.write_all(&blake2_256(compiled))?;
        writer.write_all(compiled)?;
        drop(writer);
        fs::rename(&partial, &file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use tempfile::TempDir;

    fn cache() -> (TempDir, ModuleCache) {
        let folder = TempDir::new().unwrap();
        let cache = ModuleCache::open(&folder.path().join("new")).unwrap();
        (folder, cache)
    }

    #[test]
    fn module_should_come_back_when_kept() {
        let (_folder, cache) = cache();
        assert_eq!(cache.load(b"source"), None);
        cache.store(b"source", b"compiled").unwrap();
        assert_eq!(cache.load(b"source"), Some(b"compiled".to_vec()));
        assert_eq!(cache.load(b"another"), None);
    }

    #[test]
    fn module_should_be_ignored_when_damaged() {
        let (_folder, cache) = cache();
        cache.store(b"source", b"compiled").unwrap();
        let whole = fs::read(cache.file(b"source")).unwrap();
        let mut changed = whole.clone();
        changed[HASH] ^= 1;
        for damaged in [&changed[..], &whole[..HASH], &whole[..5], &[]] {
            fs::write(cache.file(b"source"), damaged).unwrap();
            assert_eq!(cache.load(b"source"), None);
        }
    }

    #[test]
    fn folder_should_be_refused_when_others_may_write_to_it() {
        let (_folder, cache) = cache();
        fs::set_permissions(&cache.folder, fs::Permissions::from_mode(0o770)).unwrap();
        let error = ModuleCache::open(&cache.folder).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
    }

    #[test]
    fn file_should_be_its_users_alone_when_kept() {
        let (_folder, cache) = cache();
        cache.store(b"source", b"compiled").unwrap();
        assert_eq!(fs::metadata(cache.file(b"source")).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&cache.folder).unwrap().mode() & 0o777, 0o700);
    }
}
