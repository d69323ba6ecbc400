//! Inputs in files, below the folders that the operator names and nowhere else.

use rustix::fs::{open, openat, Mode, OFlags};
use std::{
    fs::File,
    io::{self, Read},
    os::fd::OwnedFd,
    path::{Component, Path, PathBuf},
};

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum FileError {
    /// It lies elsewhere, or is none.
    Refused(&'static str),
    /// It cannot be read.
    Failed(io::Error),
    /// It is longer than the limit.
    TooLarge,
}

/// The bytes of the file at `path`, at most `max` of them.
pub(super) fn read(folders: &[PathBuf], path: &Path, max: usize) -> Result<Vec<u8>, FileError> {
    let below = folders
        .iter()
        .find_map(|folder| Some((folder, path.strip_prefix(folder).ok()?)));
    let (folder, rest) = below.ok_or(FileError::Refused("is not below one of inputs.folders"))?;
    let file = File::from(open_below(folder, rest)?);
    if !file.metadata().map_err(FileError::Failed)?.is_file() {
        return Err(FileError::Refused("is no file"));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit)
        .read_to_end(&mut bytes)
        .map_err(FileError::Failed)?;
    match bytes.len() > max {
        true => Err(FileError::TooLarge),
        false => Ok(bytes),
    }
}

/// Opens one name after the other, no symbolic link among them, so that nothing that is renamed meanwhile leads out of the
/// folder.
fn open_below(folder: &Path, rest: &Path) -> Result<OwnedFd, FileError> {
    let failed = |error: rustix::io::Errno| match error {
        rustix::io::Errno::LOOP => FileError::Refused("leads through a symbolic link"),
        error => FileError::Failed(error.into()),
    };
    let base = OFlags::RDONLY | OFlags::CLOEXEC;
    let mut place = open(folder, base | OFlags::DIRECTORY, Mode::empty()).map_err(failed)?;
    let mut names = rest.components().peekable();
    if names.peek().is_none() {
        return Err(FileError::Refused("is a folder"));
    }
    while let Some(name) = names.next() {
        let Component::Normal(name) = name else {
            return Err(FileError::Refused("is not below one of inputs.folders"));
        };
        let kind = match names.peek() {
            // Where the folder's name is a link, there is an error, but not the one that says so.
            Some(_) => OFlags::DIRECTORY,
            // A pipe must not keep the worker waiting.
            None => OFlags::NONBLOCK,
        };
        place = match openat(&place, name, base | OFlags::NOFOLLOW | kind, Mode::empty()) {
            Err(rustix::io::Errno::NOTDIR) if kind == OFlags::DIRECTORY => {
                return Err(FileError::Refused(
                    "leads through a symbolic link, or through what is no folder",
                ))
            }
            opened => opened.map_err(failed)?,
        };
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::symlink, slice};
    use tempfile::TempDir;

    /// A folder that is allowed, with one beside it that is not.
    fn place() -> (TempDir, PathBuf) {
        let place = TempDir::new().unwrap();
        let allowed = place.path().join("allowed");
        fs::create_dir_all(allowed.join("deep")).unwrap();
        fs::create_dir(place.path().join("allowed-not")).unwrap();
        fs::write(allowed.join("deep/a"), "inside").unwrap();
        fs::write(place.path().join("secret"), "outside").unwrap();
        fs::write(place.path().join("allowed-not/a"), "outside").unwrap();
        (place, allowed)
    }

    fn refused(allowed: &Path, path: &Path) {
        let result = read(&[allowed.to_owned()], path, 100);
        assert!(
            matches!(result, Err(FileError::Refused(_))),
            "{path:?}: {result:?}"
        );
    }

    #[test]
    fn file_should_be_read_when_below_a_folder() {
        let (_place, allowed) = place();
        let folders = ["/nowhere".into(), allowed.clone()];
        assert_eq!(read(&folders, &allowed.join("deep/a"), 100).unwrap(), b"inside");
    }

    #[test]
    fn file_should_be_refused_when_it_lies_elsewhere() {
        let (place, allowed) = place();
        refused(&allowed, &place.path().join("secret"));
        refused(&allowed, &place.path().join("allowed-not/a"));
        refused(&allowed, &allowed.join("../secret"));
        refused(&allowed, &allowed.join("deep/../../secret"));
        refused(&allowed, Path::new("/etc/passwd"));
        refused(&allowed, Path::new("secret"));
    }

    #[test]
    fn file_should_be_refused_when_no_folder_is_allowed() {
        let (_place, allowed) = place();
        let result = read(&[], &allowed.join("deep/a"), 100);
        assert!(matches!(result, Err(FileError::Refused(_))));
    }

    #[test]
    fn file_should_be_refused_when_a_link_leads_out_of_the_folder() {
        let (place, allowed) = place();
        symlink(place.path().join("secret"), allowed.join("link")).unwrap();
        symlink(place.path(), allowed.join("deep/up")).unwrap();
        refused(&allowed, &allowed.join("link"));
        refused(&allowed, &allowed.join("deep/up/secret"));
    }

    #[test]
    fn file_should_be_refused_when_it_is_a_folder_or_a_device() {
        let (_place, allowed) = place();
        refused(&allowed, &allowed);
        refused(&allowed, &allowed.join("deep"));
        refused(Path::new("/dev"), Path::new("/dev/zero"));
    }

    #[test]
    fn file_should_be_refused_at_once_when_it_is_a_pipe() {
        let (_place, allowed) = place();
        let pipe = allowed.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        refused(&allowed, &pipe);
    }

    #[test]
    fn file_should_fail_for_now_when_it_is_missing() {
        let (_place, allowed) = place();
        let result = read(slice::from_ref(&allowed), &allowed.join("later"), 100);
        assert!(matches!(result, Err(FileError::Failed(_))), "{result:?}");
    }

    #[test]
    fn file_should_be_refused_when_it_is_longer_than_the_limit() {
        let (_place, allowed) = place();
        let path = allowed.join("deep/a");
        assert_eq!(read(slice::from_ref(&allowed), &path, 6).unwrap().len(), 6);
        assert!(matches!(read(&[allowed], &path, 5), Err(FileError::TooLarge)));
    }
}
