//! `accelerator-check`: a device's operations and proofs against the CPU's, and the time both take.

mod operations;
mod proofs;

use crate::{device::Accelerator, error::Failure};
use clap::Args;
use proofnet_icicle::{Icicle, Settings};
use proofnet_prover::{Accelerator as Operations, Cpu};
use serde::Serialize;
use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

#[derive(Args)]
pub(super) struct Options {
    /// What is checked
    #[arg(long, value_enum, default_value = "icicle")]
    accelerator: Accelerator,
    /// Type of ICICLE's device: CUDA, or CPU for ICICLE's own reference
    #[arg(long, default_value = "CUDA")]
    device: String,
    /// Logarithm of the smallest operations
    #[arg(long, default_value_t = 10)]
    from: u32,
    /// Logarithm of the largest operations
    #[arg(long, default_value_t = 22)]
    to: u32,
    /// Logarithm of the constraints of generated circuits; several, or none
    #[arg(long, value_delimiter = ',', default_value = "16")]
    generated: Vec<u32>,
    /// Folder of circuits: each a folder with circuit.zkey, circuit.wasm and inputs/01.json
    #[arg(long)]
    circuits: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One comparison.
#[derive(Serialize)]
struct Row {
    what: String,
    size: usize,
    right: bool,
    /// The first time, with what is prepared and copied for it.
    first_ms: f64,
    ms: f64,
    cpu_ms: f64,
    /// How many times faster than the CPU.
    ratio: f64,
}

impl Row {
    fn new(what: impl Into<String>, size: usize, right: bool, device: [Duration; 2], cpu: Duration) -> Self {
        let [first, then] = device.map(|time| time.as_secs_f64() * 1e3);
        let cpu = cpu.as_secs_f64() * 1e3;
        Self {
            what: what.into(),
            size,
            right,
            first_ms: first,
            ms: then,
            cpu_ms: cpu,
            ratio: cpu / then,
        }
    }

    fn print(&self) {
        let Self {
            what,
            size,
            first_ms,
            ms,
            cpu_ms,
            ratio,
            ..
        } = self;
        let right = if self.right { "right" } else { "WRONG" };
        println!("{what:<24} {size:>9} {right:<6} {first_ms:>12.1} {ms:>12.1} {cpu_ms:>12.1} {ratio:>8.2}");
    }
}

pub(super) fn check(options: &Options) -> Result<(), Failure> {
    let device: Arc<dyn Operations> = match options.accelerator {
        Accelerator::Cpu => Arc::new(Cpu),
        accelerator => {
            let settings = Settings {
                source: accelerator.source(),
                device: options.device.clone(),
                id: 0,
                // What is small is measured on the device as well: it shows where the CPU is faster.
                smallest: 1,
            };
            Arc::new(Icicle::start(settings).map_err(|error| Failure::System(error.to_string()))?)
        }
    };
    if !options.json {
        println!(
            "{:<24} {:>9} {:<6} {:>12} {:>12} {:>12} {:>8}",
            "what", "size", "result", "first ms", "ms", "cpu ms", "ratio"
        );
    }
    let mut rows = Vec::new();
    let mut seen = |row: Row| {
        if !options.json {
            row.print();
        }
        rows.push(row);
    };
    operations::check(device.as_ref(), options.from..=options.to, &mut seen)?;
    for log in &options.generated {
        seen(proofs::generated(device.clone(), *log)?);
    }
    for circuit in options
        .circuits
        .iter()
        .flat_map(|folder| proofs::circuits(folder))
    {
        seen(proofs::real(
            device.clone(),
            options.accelerator,
            &options.device,
            &circuit,
        )?);
    }
    if options.json {
        let text = serde_json::to_string_pretty(&rows).map_err(|error| Failure::System(error.to_string()))?;
        println!("{text}");
    }
    match rows.iter().filter(|row| !row.right).count() {
        0 => Ok(()),
        wrong => Err(Failure::State(format!(
            "{wrong} results are wrong: do not use this device"
        ))),
    }
}

/// The results of `work` and what it took the first and the second time.
fn twice<T, E>(mut work: impl FnMut() -> Result<T, E>) -> Result<(T, T, [Duration; 2]), E> {
    let (first, first_time) = timed(&mut work)?;
    let (second, second_time) = timed(&mut work)?;
    Ok((first, second, [first_time, second_time]))
}

fn timed<T, E>(mut work: impl FnMut() -> Result<T, E>) -> Result<(T, Duration), E> {
    let start = Instant::now();
    let result = work()?;
    Ok((result, start.elapsed()))
}
