//! What the worker and the process that proves on a device say to one another.
//!
//! A message is its length (8 bytes, little-endian), a byte that says what it is, and a body. Both ends are the same
//! program, so that there are no versions.

use ark_bn254::Fr;
use ark_ff::{BigInt, PrimeField};
use std::{
    ffi::OsStr,
    io::{self, Read, Write},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

const WORD: usize = 32;
/// Longest message to the device: a witness of 2^27 values, half as many as BN254 has roots of unity.
pub(super) const MAX_REQUEST: u64 = (1 << 27) * WORD as u64 + (1 << 16);
/// Longest message from the device.
pub(super) const MAX_RESPONSE: u64 = 1 << 16;

/// Memory of a device, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeviceMemory {
    /// What it has.
    pub total: u64,
    /// What is free.
    pub free: u64,
}

/// Prove that `witness` satisfies the circuit of the key in `zkey`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub zkey: PathBuf,
    pub witness: Vec<Fr>,
}

/// What the device has to say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// It can be used.
    Ready(DeviceMemory),
    /// The canonical proof, and the memory after it.
    Proof(Vec<u8>, DeviceMemory),
    /// There is none.
    Failed(String),
}

/// A message that is none.
fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a message is malformed")
}

fn send(mut to: impl Write, body: &[u8]) -> io::Result<()> {
    to.write_all(&(body.len() as u64).to_le_bytes())?;
    to.write_all(body)?;
    to.flush()
}

fn receive(mut from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(malformed());
    }
    // Memory is taken for what comes, not for what is announced.
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    match body.len() as u64 == length {
        true => Ok(body),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

impl Request {
    pub fn send(zkey: &Path, witness: &[Fr], to: impl Write) -> io::Result<()> {
        let path = zkey.as_os_str().as_bytes();
        let mut body = Vec::with_capacity(4 + path.len() + witness.len() * WORD);
        body.extend((path.len() as u32).to_le_bytes());
        body.extend(path);
        for value in witness {
            body.extend(value.into_bigint().0.iter().flat_map(|limb| limb.to_le_bytes()));
        }
        send(to, &body)
    }

    /// The next request; nothing where the other side has gone.
    pub fn receive(from: impl Read) -> io::Result<Option<Self>> {
        match receive(from, MAX_REQUEST) {
            Ok(body) => Self::read(&body).ok_or_else(malformed).map(Some),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read(body: &[u8]) -> Option<Self> {
        let (length, rest) = body.split_first_chunk()?;
        let (path, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let (words, []) = rest.as_chunks::<WORD>() else {
            return None;
        };
        Some(Self {
            zkey: OsStr::from_bytes(path).into(),
            witness: words.iter().map(scalar).collect::<Option<_>>()?,
        })
    }
}

fn scalar(word: &[u8; WORD]) -> Option<Fr> {
    let mut limbs = [0; 4];
    for (limb, bytes) in limbs.iter_mut().zip(word.as_chunks().0) {
        *limb = u64::from_le_bytes(*bytes);
    }
    Fr::from_bigint(BigInt(limbs))
}

const READY: u8 = 1;
const PROOF: u8 = 2;
const FAILED: u8 = 3;

impl Response {
    pub fn send(&self, to: impl Write) -> io::Result<()> {
        let memory = |memory: &DeviceMemory| [memory.total.to_le_bytes(), memory.free.to_le_bytes()].concat();
        let body = match self {
            Self::Ready(of) => [vec![READY], memory(of)].concat(),
            Self::Proof(proof, of) => [vec![PROOF], memory(of), proof.clone()].concat(),
            Self::Failed(reason) => {
                let most = MAX_RESPONSE as usize - 1;
                let reason = reason.as_bytes();
                [&[FAILED], reason.get(..most).unwrap_or(reason)].concat()
            }
        };
        send(to, &body)
    }

    pub fn receive(from: impl Read) -> io::Result<Self> {
        Self::read(&receive(from, MAX_RESPONSE)?).ok_or_else(malformed)
    }

    fn read(body: &[u8]) -> Option<Self> {
        let (kind, body) = body.split_first()?;
        if *kind == FAILED {
            return Some(Self::Failed(String::from_utf8_lossy(body).into_owned()));
        }
        let (total, rest) = body.split_first_chunk()?;
        let (free, rest) = rest.split_first_chunk()?;
        let memory = DeviceMemory {
            total: u64::from_le_bytes(*total),
            free: u64::from_le_bytes(*free),
        };
        match *kind {
            READY if rest.is_empty() => Some(Self::Ready(memory)),
            PROOF => Some(Self::Proof(rest.to_vec(), memory)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMORY: DeviceMemory = DeviceMemory { total: 7, free: 5 };

    #[test]
    fn request_should_come_back_when_sent() {
        let request = Request {
            zkey: "/some/key.zkey".into(),
            witness: vec![Fr::from(1u64), -Fr::from(3u64)],
        };
        let mut bytes = Vec::new();
        Request::send(&request.zkey, &request.witness, &mut bytes).unwrap();
        assert_eq!(Request::receive(&bytes[..]).unwrap(), Some(request));
    }

    #[test]
    fn response_should_come_back_when_sent() {
        for response in [
            Response::Ready(MEMORY),
            Response::Proof(vec![1; 256], MEMORY),
            Response::Failed("no device".into()),
        ] {
            let mut bytes = Vec::new();
            response.send(&mut bytes).unwrap();
            assert_eq!(Response::receive(&bytes[..]).unwrap(), response);
        }
    }

    #[test]
    fn request_should_be_none_when_the_other_side_has_gone() {
        assert_eq!(Request::receive(&[][..]).unwrap(), None);
        assert_eq!(Request::receive(&[9, 0, 0][..]).unwrap(), None);
    }

    #[test]
    fn message_should_be_refused_when_longer_than_allowed() {
        let announced = (MAX_RESPONSE + 1).to_le_bytes();
        assert_eq!(
            Response::receive(&announced[..]).unwrap_err().kind(),
            io::ErrorKind::InvalidData
        );
        let announced = u64::MAX.to_le_bytes();
        assert_eq!(
            Request::receive(&announced[..]).unwrap_err().kind(),
            io::ErrorKind::InvalidData
        );
    }

    #[test]
    fn message_should_be_refused_when_malformed() {
        for body in [&[][..], &[READY, 1], &[9; 20], &[PROOF, 0]] {
            let mut bytes = Vec::new();
            send(&mut bytes, body).unwrap();
            assert!(Response::receive(&bytes[..]).is_err(), "{body:?}");
        }
        for body in [
            &[][..],
            &[200, 0, 0, 0, 1],
            &[0, 0, 0, 0, 1],
            &[[0; 4].as_slice(), &[255; 32]].concat(),
        ] {
            let mut bytes = Vec::new();
            send(&mut bytes, body).unwrap();
            assert!(Request::receive(&bytes[..]).is_err(), "{body:?}");
        }
    }
}
