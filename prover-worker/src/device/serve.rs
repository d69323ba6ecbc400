//! The process that proves on a device: one request after the other, until the worker closes the connection.

use super::protocol::{DeviceMemory, Request, Response};
use proofnet_icicle::{Icicle, Settings};
use proofnet_proofs::arkworks::encode_proof;
use proofnet_prover::{Accelerator, Backend, Groth16, Lru, Zkey};
use std::{
    fs, io,
    os::{
        fd::AsFd,
        unix::{fs::MetadataExt, net::UnixStream},
    },
    path::{Path, PathBuf},
    sync::Arc,
};

/// Names the content of a file as well as its metadata can.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FileId {
    path: PathBuf,
    inode: u64,
    length: u64,
    modified: (i64, i64),
}

impl FileId {
    fn of(path: &Path) -> io::Result<Self> {
        let meta = fs::metadata(path)?;
        Ok(Self {
            path: path.to_owned(),
            inode: meta.ino(),
            length: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
        })
    }
}

/// Serves the worker on standard input, on a device with `settings`, with keys of `keys_bytes` in memory.
pub fn serve(settings: Settings, keys_bytes: usize) -> io::Result<()> {
    let mut stream = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let icicle = match Icicle::start(settings) {
        Ok(icicle) => Arc::new(icicle),
        Err(error) => return Response::Failed(error.to_string()).send(&mut stream),
    };
    Response::Ready(memory(&icicle)).send(&mut stream)?;
    let mut keys = Lru::new(keys_bytes);
    while let Some(request) = Request::receive(&mut stream)? {
        let response = match prove(&icicle, &mut keys, request) {
            Ok(proof) => Response::Proof(proof, memory(&icicle)),
            Err(reason) => Response::Failed(reason),
        };
        response.send(&mut stream)?;
    }
    Ok(())
}

fn memory(icicle: &Icicle) -> DeviceMemory {
    let (total, free) = icicle.memory().unwrap_or_default();
    DeviceMemory {
        total: total as u64,
        free: free as u64,
    }
}

fn prove(icicle: &Arc<Icicle>, keys: &mut Lru<FileId, Zkey>, request: Request) -> Result<Vec<u8>, String> {
    let key = key(icicle.as_ref(), keys, &request.zkey)?;
    let proof = Groth16(icicle.clone()).prove(&key, &request.witness);
    Ok(encode_proof(&proof.map_err(|error| error.reason)?).to_vec())
}

/// The key in a file, read where it is not in memory.
fn key(
    accelerator: &dyn Accelerator,
    keys: &mut Lru<FileId, Zkey>,
    path: &Path,
) -> Result<Arc<Zkey>, String> {
    let wrong = |problem: String| format!("{}: {problem}", path.display());
    let id = FileId::of(path).map_err(|error| wrong(error.to_string()))?;
    if let Some(key) = keys.get(&id) {
        return Ok(key);
    }
    // A file takes about as much in memory as on disk: what is there has to make room before it is read.
    let length = usize::try_from(id.length).unwrap_or(usize::MAX);
    let forget = |left: Vec<Arc<Zkey>>| left.iter().for_each(|key| accelerator.forget(key.instance()));
    forget(keys.make_room(length));
    let bytes = fs::read(path).map_err(|error| wrong(error.to_string()))?;
    let key = Zkey::parse(&bytes).map_err(|error| wrong(error.to_string()))?;
    drop(bytes);
    let weight = key.memory_bytes();
    forget(keys.make_room(weight));
    tracing::info!(key = %path.display(), mib = weight >> 20, "key loaded");
    Ok(keys.insert(id, key, weight))
}
