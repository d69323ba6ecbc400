//! Runs the node as a process.

#![allow(dead_code, clippy::unwrap_used)] // Each binary uses a part; tests may panic.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

/// How long a node may take to start or to say that it does not, on a machine that does other things besides.
const PATIENCE: Duration = Duration::from_secs(300);

/// What a run came to.
pub struct Output {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub log: String,
}

/// A port that nothing listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proofnet-node"));
    command.args(arguments).env_remove("RUST_LOG");
    command
}

/// Runs to the end; a node that starts instead of refusing to is ended.
pub fn run(arguments: &[&str]) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let read = |mut pipe: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            bytes
        })
    };
    let stdout = read(Box::new(child.stdout.take().unwrap()));
    let stderr = read(Box::new(child.stderr.take().unwrap()));
    let begin = Instant::now();
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        if begin.elapsed() > PATIENCE {
            child.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    Output {
        code,
        stdout: stdout.join().unwrap(),
        log: String::from_utf8_lossy(&stderr.join().unwrap()).into_owned(),
    }
}

/// A node that runs, on ports of its own.
pub struct Node {
    child: Child,
    lines: mpsc::Receiver<String>,
    log: String,
    pub rpc_port: u16,
    pub prometheus_port: u16,
}

impl Node {
    /// Starts it, and waits until it answers RPC.
    pub fn start(arguments: &[&str]) -> Self {
        let (rpc_port, prometheus_port) = (free_port(), free_port());
        let ports = [rpc_port.to_string(), prometheus_port.to_string()];
        let mut all = arguments.to_vec();
        all.extend([
            "--port",
            "0",
            "--rpc-port",
            &ports[0],
            "--prometheus-port",
            &ports[1],
        ]);
        let mut child = command(&all)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mut node = Self {
            child,
            lines,
            log: String::new(),
            rpc_port,
            prometheus_port,
        };
        node.wait_for("Running JSON-RPC server");
        node
    }

    /// Waits until it has logged `text`.
    pub fn wait_for(&mut self, text: &str) {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let found = line.contains(text);
                    self.log.push_str(&line);
                    self.log.push('\n');
                    if found {
                        return;
                    }
                }
                Err(_) => break,
            }
        }
        self.child.kill().unwrap();
        assert!(self.log.contains(text), "no {text:?} in\n{}", self.log);
    }

    /// What a method answers, as text.
    pub fn rpc(&self, method: &str, parameters: &str) -> String {
        let body =
            format!("{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{parameters}}}");
        let head = format!("POST / HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", self.rpc_port, body.len());
        self.exchange(self.rpc_port, &(head + &body))
    }

    /// What it tells Prometheus.
    pub fn metrics(&self) -> String {
        self.exchange(
            self.prometheus_port,
            "GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        )
    }

    fn exchange(&self, port: u16, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// Ends it as a service manager does, and gives its log.
    pub fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        let begin = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if begin.elapsed() > PATIENCE {
                self.child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        while let Ok(line) = self.lines.try_recv() {
            self.log.push_str(&line);
            self.log.push('\n');
        }
        std::mem::take(&mut self.log)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Not the test's to fail on: it has ended already if it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
