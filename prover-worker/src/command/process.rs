//! One run of a program: bytes in on standard input, bytes out on standard output, within limits.

use super::start::{start, Bounds, Running};
use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    process::{ChildStderr, ChildStdin, ChildStdout, Command},
    time::{interval, sleep, timeout},
};

/// Most bytes of an answer: many times what a proof with the most public inputs takes in any encoding.
pub const MAX_OUTPUT: usize = 1024 * 1024;
/// Longest line of standard error that is logged, in bytes; the rest of it is passed over.
const MAX_LOG_LINE: usize = 512;
/// Most lines of standard error that are logged in one run.
const MAX_LOG_LINES: usize = 1000;
/// How often memory is measured.
const MEASURE_EVERY: Duration = Duration::from_millis(200);
/// How long an answer may take to be read after the program has ended.
const DRAIN: Duration = Duration::from_secs(2);
/// The variable that holds the working folder, and by which processes are recognised.
pub const FOLDER_VARIABLE: &str = "PROVER_COMMAND_FOLDER";

/// A program, and what it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// Its file, or its name where `PATH` leads to it.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// The variables of the worker's environment that it gets.
    pub environment: Vec<String>,
    /// How long it may run.
    pub timeout: Duration,
    /// Resident memory that all its processes together may take, in bytes; each may have twice that writable.
    pub memory_bytes: u64,
    /// By how much it stands back for others, from 0 to 19.
    pub nice: u8,
    /// Where its working folders are made.
    pub folders: PathBuf,
}

/// Why a run has no output.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// It did not begin.
    #[error("cannot be started: {0}")]
    Start(io::Error),
    /// It took too long.
    #[error("took longer than {} s and was ended with all its processes", .0.as_secs_f64())]
    Timeout(Duration),
    /// It took too much memory.
    #[error("took {used_mib} MiB of memory, more than the {limit_mib} MiB of memory_mib, and was ended with all its processes")]
    Memory {
        /// Resident when it was ended.
        used_mib: u64,
        /// The limit.
        limit_mib: u64,
    },
    /// It wrote too much.
    #[error("wrote more than {MAX_OUTPUT} bytes to standard output and was ended")]
    TooMuchOutput,
    /// It ended without success.
    #[error("ended with {status}; its last words: {last_words}")]
    Exit {
        /// How.
        status: ExitStatus,
        /// The last line that it wrote to standard error.
        last_words: String,
    },
    /// It ended and left processes that hold its output open and could not be ended.
    #[error("left processes running that keep its standard output or error open")]
    HeldOpen,
    /// Its output could not be read.
    #[error("its output could not be read: {0}")]
    Read(io::Error),
}

impl ProcessError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Start(_) => "command.start",
            Self::Timeout(_) => "command.timeout",
            Self::Memory { .. } => "command.memory",
            Self::TooMuchOutput => "command.output",
            Self::Exit { .. } => "command.exit",
            Self::HeldOpen | Self::Read(_) => "command.protocol",
        }
    }
}

/// What is said to a program.
pub struct Message<'a> {
    /// Written to its standard input, which is closed then.
    pub bytes: &'a [u8],
    /// Whether what it writes to standard error may quote something that must not be in a log.
    pub is_secret: bool,
    /// How long it may run, if that is less than the program's own limit.
    pub time_left: Option<Duration>,
}

impl Invocation {
    /// A new working folder, which is removed when it is dropped.
    pub fn folder(&self) -> Result<tempfile::TempDir, ProcessError> {
        let made = tempfile::Builder::new()
            .prefix("proofnet-command-")
            .tempdir_in(&self.folders);
        made.map_err(ProcessError::Start)
    }

    /// How long it may run with so much time left.
    pub fn time(&self, left: Option<Duration>) -> Duration {
        left.map_or(self.timeout, |left| left.min(self.timeout))
    }

    /// Runs it in `folder` and returns what it wrote to standard output. All its processes are ended before this returns, and
    /// when this is dropped.
    pub async fn run(&self, folder: &Path, message: &Message<'_>) -> Result<Vec<u8>, ProcessError> {
        let time = self.time(message.time_left);
        let mut running = self.start(folder).await.map_err(ProcessError::Start)?;
        let (stdin, stdout, stderr) = (
            running.child.stdin.take(),
            running.child.stdout.take(),
            running.child.stderr.take(),
        );
        let mut last_words = String::new();
        let talk = async {
            let ((), output, ()) = tokio::try_join!(
                feed(stdin, message.bytes),
                read(stdout),
                log(stderr, &self.program, message.is_secret, &mut last_words),
            )?;
            Ok(output)
        };
        let outcome = self.watch(&mut running, talk, time).await;
        running.end();
        let (status, output) = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                // Reaped before its folder is removed, so that it writes nothing into it meanwhile.
                let _ = timeout(DRAIN, running.child.wait()).await;
                return Err(error);
            }
        };
        match status.success() {
            true => Ok(output),
            false => Err(ProcessError::Exit { status, last_words }),
        }
    }

    /// Waits until the program has ended and `talk` is over, or a limit is hit.
    async fn watch(
        &self,
        running: &mut Running,
        talk: impl std::future::Future<Output = Result<Vec<u8>, ProcessError>>,
        time: Duration,
    ) -> Result<(ExitStatus, Vec<u8>), ProcessError> {
        tokio::pin!(talk);
        let end = sleep(time);
        tokio::pin!(end);
        let mut measure = interval(MEASURE_EVERY);
        let mut output = None;
        let status = loop {
            tokio::select! {
                status = running.child.wait() => break status.map_err(ProcessError::Read)?,
                result = &mut talk, if output.is_none() => output = Some(result?),
                _ = measure.tick() => self.check_memory(running.resident_bytes())?,
                () = &mut end => return Err(ProcessError::Timeout(time)),
            }
        };
        // What it has started ends with it, and closes its output then.
        running.end();
        let output = match output {
            Some(output) => output,
            None => timeout(DRAIN, talk).await.map_err(|_| ProcessError::HeldOpen)??,
        };
        Ok((status, output))
    }

    fn check_memory(&self, used: u64) -> Result<(), ProcessError> {
        const MIB: u64 = 1024 * 1024;
        match used > self.memory_bytes {
            true => Err(ProcessError::Memory {
                used_mib: used.div_ceil(MIB),
                limit_mib: self.memory_bytes / MIB,
            }),
            false => Ok(()),
        }
    }

    async fn start(&self, folder: &Path) -> io::Result<Running> {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .env_clear()
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for name in &self.environment {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.env("TMPDIR", folder).env(FOLDER_VARIABLE, folder);
        let marker = [
            FOLDER_VARIABLE.as_bytes(),
            b"=",
            folder.as_os_str().as_encoded_bytes(),
        ]
        .concat();
        let bounds = Bounds {
            // What outruns the measurement stops here. Runtimes have much writable that they do not use.
            writable_bytes: self.memory_bytes.saturating_mul(2),
            nice: self.nice,
        };
        start(command, bounds, marker).await
    }
}

async fn feed(stdin: Option<ChildStdin>, bytes: &[u8]) -> Result<(), ProcessError> {
    if let Some(mut stdin) = stdin {
        // A program that does not read its input to the end may still have an answer.
        let _ = stdin.write_all(bytes).await;
    }
    Ok(())
}

async fn read(stdout: Option<ChildStdout>) -> Result<Vec<u8>, ProcessError> {
    let mut output = Vec::new();
    if let Some(stdout) = stdout {
        let mut bounded = stdout.take(MAX_OUTPUT as u64 + 1);
        bounded
            .read_to_end(&mut output)
            .await
            .map_err(ProcessError::Read)?;
    }
    match output.len() > MAX_OUTPUT {
        true => Err(ProcessError::TooMuchOutput),
        false => Ok(output),
    }
}

/// Passes standard error on to the log, and keeps its last line.
async fn log(
    stderr: Option<ChildStderr>,
    program: &OsString,
    is_secret: bool,
    last_words: &mut String,
) -> Result<(), ProcessError> {
    *last_words = match is_secret {
        true => "not shown, since the input was encrypted".into(),
        false => "none".into(),
    };
    let Some(stderr) = stderr else { return Ok(()) };
    let mut lines = 0usize;
    each_line(stderr, |line| {
        if is_secret || line.trim().is_empty() {
            return;
        }
        if lines < MAX_LOG_LINES {
            tracing::debug!(program = ?program, "{line}");
        }
        lines = lines.saturating_add(1);
        *last_words = line;
    })
    .await
    .map_err(ProcessError::Read)?;
    if lines > MAX_LOG_LINES {
        tracing::debug!(program = ?program, lines, "more lines than are logged");
    }
    Ok(())
}

/// Calls `take` with each line, cut to its bound and without characters that control a terminal.
async fn each_line(mut source: impl AsyncRead + Unpin, mut take: impl FnMut(String)) -> io::Result<()> {
    let (mut line, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let count = source.read(&mut chunk).await?;
        for byte in chunk.iter().take(count) {
            match byte {
                b'\n' => take(shown(&std::mem::take(&mut line))),
                byte if line.len() < MAX_LOG_LINE => line.push(*byte),
                _ => {}
            }
        }
        if count == 0 {
            if !line.is_empty() {
                take(shown(&line));
            }
            return Ok(());
        }
    }
}

pub(super) fn shown(line: &[u8]) -> String {
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let text: String = String::from_utf8_lossy(line).chars().map(visible).collect();
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(bytes: &[u8]) -> Vec<String> {
        let mut lines = Vec::new();
        each_line(bytes, |line| lines.push(line)).await.unwrap();
        lines
    }

    #[tokio::test]
    async fn line_should_be_cut_when_it_is_long() {
        let found = lines(&[&[b'a'; 100_000][..], b"\nb"].concat()).await;
        assert_eq!(found, ["a".repeat(MAX_LOG_LINE), "b".into()]);
    }

    #[tokio::test]
    async fn line_should_have_no_control_characters_when_shown() {
        assert_eq!(lines(b"\x1b[31mred\x07\r\n\xff").await, [" [31mred", "\u{fffd}"]);
    }
}
