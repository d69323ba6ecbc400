//! What is on the disk after a kill at any write, and what is refused.

use super::{Change, Closed, Identity, JobRow, Outcome, Proof, Settled, Store, StoreError};
use crate::{
    chain::{Hash, Purpose, Submission},
    intake::Phase,
};
use proofnet_market::RequestId;
use redb::StorageBackend;
use std::{
    fs, io,
    sync::{Arc, Mutex},
};
use tempfile::TempDir;

const ME: Identity = Identity {
    genesis: [1; 32],
    key: [2; 32],
    prover: [3; 32],
};

/// A disk that can be written to so often; the last write is torn.
#[derive(Debug, Clone)]
struct Disk(Arc<Mutex<(Vec<u8>, usize)>>);

impl Disk {
    fn new(bytes: Vec<u8>, writes: usize) -> Self {
        Self(Arc::new(Mutex::new((bytes, writes))))
    }

    fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().0.clone()
    }

    fn change(&self, change: impl Fn(&mut Vec<u8>, bool)) -> io::Result<()> {
        let mut disk = self.0.lock().unwrap();
        let (bytes, writes) = &mut *disk;
        match *writes {
            0 => return Err(io::Error::other("killed")),
            1 => change(bytes, true),
            _ => change(bytes, false),
        }
        *writes -= 1;
        Ok(())
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().0.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let disk = self.0.lock().unwrap();
        let offset = offset as usize;
        let found = disk.0.get(offset..offset + out.len());
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(|bytes, _| bytes.resize(len as usize, 0))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.change(|_, _| {})
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(|bytes, is_last| {
            let data = if is_last { &data[..data.len() / 2] } else { data };
            bytes[offset as usize..offset as usize + data.len()].copy_from_slice(data);
        })
    }
}

/// A database that was set up, and in which nothing happened yet.
fn fresh() -> Vec<u8> {
    let disk = Disk::new(vec![], usize::MAX);
    drop(Store::open_with(disk.clone(), &ME).unwrap());
    disk.bytes()
}

fn row(phase: Phase) -> JobRow {
    JobRow {
        circuit: [7; 32].into(),
        category: 0,
        matched: 10,
        reject_by: 20,
        due: 40,
        attempts: 1,
        proofs_begun: 1,
        phase,
        closed: None,
    }
}

fn proof() -> Proof {
    Proof {
        circuit: [7; 32].into(),
        public_inputs: 2,
        outputs: vec![[9; 32]],
        proof: vec![8; 256],
    }
}

fn submission(nonce: u64) -> Submission {
    Submission {
        nonce,
        hash: [6; 32],
        bytes: vec![5; 500],
        purpose: Purpose::Deliver(vec![1]),
        valid_until: 80,
    }
}

fn closed(at: u32) -> JobRow {
    JobRow {
        closed: Some(Closed {
            outcome: Outcome::Delivered,
            at,
        }),
        ..row(Phase::Delivered { at })
    }
}

fn settled(number: u32) -> Settled {
    Settled {
        number,
        hash: Hash::from([4; 32]),
    }
}

/// What a worker writes while it does a job, step by step.
fn steps() -> Vec<Vec<Change>> {
    vec![
        vec![Change::Job(1, row(Phase::NEW)), Change::Job(2, row(Phase::NEW))],
        vec![Change::Job(1, row(Phase::Proving))],
        vec![Change::Proof(1, proof()), Change::Job(1, row(Phase::Proved))],
        vec![Change::Submission(submission(3))],
        vec![Change::Job(1, row(Phase::Delivered { at: 15 })), Change::Done(3)],
        vec![Change::Job(1, closed(16))],
        vec![Change::Settled(settled(16))],
    ]
}

type State = (
    Vec<(RequestId, JobRow)>,
    Option<Proof>,
    Vec<Submission>,
    Option<Settled>,
);

fn state(store: &Store) -> State {
    (
        store.jobs().unwrap(),
        store.proof(1).unwrap(),
        store.submissions().unwrap(),
        store.settled().unwrap(),
    )
}

/// The state after each number of steps.
fn states() -> Vec<State> {
    let store = Store::open_with(Disk::new(vec![], usize::MAX), &ME).unwrap();
    let mut states = vec![state(&store)];
    for step in steps() {
        store.write(&step).unwrap();
        states.push(state(&store));
    }
    states
}

/// How many steps were written before the disk took no more writes.
fn live(disk: &Disk) -> usize {
    let Ok(store) = Store::open_with(disk.clone(), &ME) else {
        return 0;
    };
    let steps = steps();
    steps.iter().take_while(|step| store.write(step).is_ok()).count()
}

#[test]
fn state_should_be_of_before_or_after_the_step_when_killed_at_any_write_of_it() {
    let (expected, last, fresh) = (states(), steps().len(), fresh());
    let mut killed_in = vec![0; last + 1];
    for writes in 1.. {
        let disk = Disk::new(fresh.clone(), writes);
        let written = live(&disk);
        let store = Store::open_with(Disk::new(disk.bytes(), usize::MAX), &ME).unwrap();
        let found = state(&store);
        let allowed = &expected[written..(written + 2).min(expected.len())];
        assert!(
            allowed.contains(&found),
            "after {written} steps, killed at write {writes}: {found:?}"
        );
        killed_in[written] += 1;
        if written == last {
            break;
        }
    }
    assert!(killed_in.iter().all(|kills| *kills > 0), "{killed_in:?}");
}

#[test]
fn next_steps_should_be_written_when_the_step_before_was_killed() {
    let (last, fresh) = (states().pop().unwrap(), fresh());
    for writes in (1..150).step_by(7) {
        let disk = Disk::new(fresh.clone(), writes);
        live(&disk);
        let after = Disk::new(disk.bytes(), usize::MAX);
        assert_eq!(live(&after), steps().len());
        let store = Store::open_with(Disk::new(after.bytes(), usize::MAX), &ME).unwrap();
        assert_eq!(state(&store), last, "killed at write {writes}");
    }
}

#[test]
fn state_should_be_begun_anew_when_a_kill_cut_its_beginning_short() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("worker.new"), "half a database").unwrap();
    drop(Store::open(folder.path(), &ME).unwrap());
    let store = Store::open(folder.path(), &ME).unwrap();
    assert!(store.jobs().unwrap().is_empty() && !folder.path().join("worker.new").exists());
}

#[test]
fn state_should_be_refused_when_it_is_of_another_chain_key_or_prover() {
    let folder = TempDir::new().unwrap();
    drop(Store::open(folder.path(), &ME).unwrap());
    let others = [
        (
            Identity {
                genesis: [9; 32],
                ..ME
            },
            "chain with genesis",
        ),
        (Identity { key: [9; 32], ..ME }, "key"),
        (
            Identity {
                prover: [9; 32],
                ..ME
            },
            "prover",
        ),
    ];
    for (other, what) in others {
        let error = Store::open(folder.path(), &other).unwrap_err();
        assert_eq!(error.code(), "store.foreign");
        assert!(error.to_string().contains(what), "{error}");
    }
    Store::open(folder.path(), &ME).unwrap();
}

#[test]
fn state_should_be_refused_when_a_later_version_wrote_it() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path(), &ME).unwrap();
    store.set_schema(2).unwrap();
    drop(store);
    let error = Store::open(folder.path(), &ME).unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Newer {
                found: 2,
                known: 1,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn state_should_be_refused_when_it_is_damaged() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path(), &ME).unwrap();
    for step in steps() {
        store.write(&step).unwrap();
    }
    let file = store.path().to_owned();
    drop(store);
    let sound = fs::read(&file).unwrap();

    let mut flipped = sound.clone();
    for byte in flipped.iter_mut().skip(4096) {
        *byte ^= 0xff;
    }
    for damaged in [b"no database at all, but long enough to be one".to_vec(), flipped] {
        fs::write(&file, damaged).unwrap();
        let error = Store::open(folder.path(), &ME).unwrap_err();
        assert_eq!(error.code(), "store.damaged", "{error}");
    }
    fs::write(&file, sound).unwrap();
    Store::open(folder.path(), &ME).unwrap();
}

#[test]
fn state_should_be_refused_when_its_folder_cannot_be_made() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Store::open(&file.join("state"), &ME).unwrap_err();
    assert_eq!(error.code(), "store.unusable", "{error}");
}

#[test]
fn proof_should_be_dropped_when_its_payment_is_final_and_the_job_a_day_later() {
    let store = Store::open_with(Disk::new(vec![], usize::MAX), &ME).unwrap();
    store
        .write(&[
            Change::Job(1, closed(16)),
            Change::Proof(1, proof()),
            Change::Job(2, row(Phase::NEW)),
        ])
        .unwrap();
    store.prune(15).unwrap();
    assert!(store.proof(1).unwrap().is_some());
    assert!(store.prune(16).unwrap().is_empty());
    assert!(store.proof(1).unwrap().is_none() && store.job(1).unwrap().is_some());
    assert_eq!(store.prune(16 + 43_200).unwrap(), [1]);
    assert!(store.job(1).unwrap().is_none());
    assert!(store.job(2).unwrap().is_some(), "what has not ended is kept");
}
