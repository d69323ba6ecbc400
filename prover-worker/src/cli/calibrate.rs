//! `calibrate`: measures how long each circuit takes on this machine, and writes it down for `run`.

use super::{doctor::load_registry, table};
use crate::{
    calibration::{Calibration, Machine, Measured},
    config::Config,
    device,
    economics::ProvingTimes,
    error::Failure,
    metrics::now,
    proving::JobError,
    registry::Known,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use proofnet_prover::{Backend, Circuit, Signals};
use serde_json::json;
use std::{
    path::Path,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Mutex, PoisonError,
    },
    time::{Duration, Instant},
};

/// The first proof warms caches and is not counted.
const WARM_UP: usize = 1;

/// From the input on: witness, and proof with its verification.
type Sample = (Duration, Duration);

pub(super) async fn calibrate(
    config: Config,
    runs: usize,
    only: Option<String>,
    as_json: bool,
) -> Result<(), Failure> {
    let chosen = chosen(&config, only.as_deref())?;
    let registry = load_registry(&config).await?;
    let (lanes, path) = (config.limits.parallel_jobs, config.calibration.clone());
    let settings = config.proving.clone();
    let backend = tokio::task::spawn_blocking(move || device::start(&settings))
        .await
        .map_err(|error| Failure::System(error.to_string()))??
        .backend;
    let machine = Machine::this(lanes, backend.name());
    // Figures of another machine are worth nothing here.
    let kept = Calibration::read(&path).ok().flatten();
    let mut calibration = kept
        .filter(|kept| kept.machine == machine)
        .unwrap_or_else(|| Calibration::new(machine));

    let total = (chosen.len() * (runs + WARM_UP)) as u64;
    let bar = progress(total, as_json);
    for (name, sample) in &chosen {
        let Some(Known::Circom(circuit)) = registry.iter().find(|circuit| circuit.name() == *name).cloned()
        else {
            continue;
        };
        bar.set_message(name.clone());
        let input = read(sample)?;
        let (backend, ticks) = (backend.clone(), bar.clone());
        let measured = tokio::task::spawn_blocking(move || {
            let samples = measure(&circuit, backend.as_ref(), &input, runs, lanes, &|| ticks.inc(1))?;
            Ok::<_, JobError>((hex::encode(circuit.key.id), figures(&circuit, &samples)))
        });
        let measured = measured
            .await
            .map_err(|error| Failure::System(error.to_string()))?;
        let (id, figures) = measured?;
        calibration.circuits.insert(id, figures);
    }
    bar.finish_and_clear();
    calibration.measured_at = now();
    calibration.write(&path).map_err(|reason| Failure::File {
        path: path.display().to_string(),
        reason,
    })?;
    print(&calibration, &path, as_json);
    Ok(())
}

/// Circuits that have a sample, or the one that is asked for.
fn chosen(config: &Config, only: Option<&str>) -> Result<Vec<(String, std::path::PathBuf)>, Failure> {
    let wanted = config
        .circuits
        .iter()
        .filter(|files| only.is_none_or(|only| files.name == only));
    let chosen: Vec<_> = wanted
        .filter_map(|files| Some((files.name.clone(), files.sample.clone()?)))
        .collect();
    match (chosen.is_empty(), only) {
        (false, _) => Ok(chosen),
        (true, Some(only)) => Err(Failure::State(format!(
            "there is no circuit `{only}` with a `sample` in the configuration"
        ))),
        (true, None) => Err(Failure::State(
            "no circuit has a `sample`: give at least one an input to be measured with".into(),
        )),
    }
}

fn read(sample: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(sample).map_err(|reason| Failure::File {
        path: sample.display().to_string(),
        reason,
    })
}

/// Proves `runs` times, as many proofs at a time as jobs would be.
fn measure(
    circuit: &Circuit,
    backend: &dyn Backend,
    input: &[u8],
    runs: usize,
    lanes: usize,
    tick: &(dyn Fn() + Sync),
) -> Result<Vec<Sample>, JobError> {
    for _ in 0..WARM_UP {
        once(circuit, backend, input)?;
        tick();
    }
    let started = AtomicUsize::new(0);
    let samples = Mutex::new(Vec::with_capacity(runs));
    let lane = || -> Result<(), JobError> {
        while started.fetch_add(1, Ordering::Relaxed) < runs {
            let sample = once(circuit, backend, input)?;
            tick();
            samples
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(sample);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..lanes.max(1)).map(|_| scope.spawn(lane)).collect();
        for lane in lanes {
            lane.join()
                .map_err(|_| JobError::Broken("a proof panicked".into()))??;
        }
        Ok::<_, JobError>(())
    })?;
    Ok(samples.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn once(circuit: &Circuit, backend: &dyn Backend, input: &[u8]) -> Result<Sample, JobError> {
    let start = Instant::now();
    let witness = circuit.witness(&Signals::parse(input)?)?;
    let witnessing = start.elapsed();
    let start = Instant::now();
    circuit.prove(backend, &witness)?;
    Ok((witnessing, start.elapsed()))
}

fn figures(circuit: &Circuit, samples: &[Sample]) -> Measured {
    Measured {
        name: circuit.name.clone(),
        constraints: circuit.key.zkey.constraints(),
        total: samples
            .iter()
            .map(|(witness, proving)| *witness + *proving)
            .collect(),
        witness: samples.iter().map(|(witness, _)| *witness).collect(),
        proving: samples.iter().map(|(_, proving)| *proving).collect(),
    }
}

fn progress(total: u64, hidden: bool) -> ProgressBar {
    // Drawn on a terminal only.
    let target = match hidden {
        true => ProgressDrawTarget::hidden(),
        false => ProgressDrawTarget::stderr(),
    };
    let style = ProgressStyle::with_template("{msg:20} [{bar:30}] {pos}/{len} proofs, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(Some(total), target).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

fn print(calibration: &Calibration, path: &Path, as_json: bool) {
    if as_json {
        println!("{:#}", json!({ "file": path, "calibration": calibration }));
        return;
    }
    let seconds = |times: &ProvingTimes, percent: u8| match times.percentile(percent) {
        Some(time) => format!("{:.3}", time.as_secs_f64()),
        None => "-".into(),
    };
    let rows = calibration.circuits.values().map(|measured| {
        vec![
            measured.name.clone(),
            measured.constraints.to_string(),
            measured.total.len().to_string(),
            seconds(&measured.witness, 50),
            seconds(&measured.proving, 50),
            seconds(&measured.total, 50),
            seconds(&measured.total, 90),
            seconds(&measured.total, 99),
        ]
    });
    let header = [
        "circuit",
        "constraints",
        "proofs",
        "witness s",
        "proving s",
        "total s",
        "90 %",
        "99 %",
    ];
    println!("{}", table(&header, rows));
    let Machine {
        threads,
        lanes,
        backend,
    } = &calibration.machine;
    println!(
        "{threads} threads, {lanes} at a time, {backend}; written to {}",
        path.display()
    );
}
