//! The end of all commands at once: by itself, since it ends those of every test in the process.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use prover_worker::command::{
    end_all,
    process::{Invocation, Message, ProcessError},
};
use std::{fs, path::Path, time::Duration};
use tempfile::TempDir;

fn runs(process: &str) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().unwrap().trim_start().starts_with('Z'))
}

async fn written(path: &Path) -> String {
    loop {
        match fs::read_to_string(path) {
            Ok(text) if text.ends_with('\n') => return text.trim().to_owned(),
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

#[tokio::test]
async fn commands_should_end_with_all_they_started_when_the_worker_stops() {
    let folder = TempDir::new().unwrap();
    let command = Invocation {
        program: "sh".into(),
        arguments: vec!["-c".into(), "sleep 1000 & echo $! > child; wait".into()],
        environment: vec!["PATH".into()],
        timeout: Duration::from_secs(60),
        memory_bytes: 1 << 30,
        nice: 0,
        folders: folder.path().into(),
    };
    let place = folder.path().to_owned();
    let running = tokio::spawn(async move {
        let message = Message {
            bytes: b"",
            is_secret: false,
            time_left: None,
        };
        command.run(&place, &message).await
    });
    let child = written(&folder.path().join("child")).await;
    assert!(runs(&child));
    end_all();
    let result = running.await.unwrap();
    assert!(matches!(result, Err(ProcessError::Exit { .. })), "{result:?}");
    assert!(!runs(&child));
}
