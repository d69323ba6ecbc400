//! `proofnet-lab simulate`: markets over many blocks, several mechanisms on the same traces.

use crate::{
    output::{print, print_json},
    simulation::{
        market::SimulationError,
        plots::{self, PlotError},
        report::{table, Report, NOTES},
        scenario::{Scenario, ScenarioError, READY},
        study::{study, STEPS_PER_TRACE},
    },
    Failure,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;

/// What to simulate, and what to make of it.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A scenario: the path of a TOML file, or the name of a ready one (thick, thin, one-prover, three-provers, stale-prices,
    /// demand-spike, heterogeneous). May be given several times.
    #[arg(
        long = "scenario",
        value_name = "FILE or NAME",
        required_unless_present = "all"
    )]
    scenarios: Vec<String>,
    /// All ready scenarios.
    #[arg(long, conflicts_with = "scenarios")]
    all: bool,
    /// How many random traces are drawn, instead of what the scenario says.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    seeds: Option<u32>,
    /// How many blocks each trace has, instead of what the scenario says.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    blocks: Option<u32>,
    /// Print JSON instead of tables: a list with one object for each scenario.
    #[arg(long)]
    json: bool,
    /// Write plots (SVG) into this directory, which is made if it does not exist.
    #[arg(long, value_name = "DIRECTORY")]
    plots: Option<PathBuf>,
}

/// Studies each scenario under all mechanisms and prints the report on the standard output.
///
/// # Errors
/// [`Failure::Input`] if a scenario cannot be used, [`Failure::Other`] if a plot cannot be written.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let names = if arguments.all {
        READY.iter().map(|(name, _)| (*name).to_owned()).collect()
    } else {
        arguments.scenarios
    };
    // All are read before the first is simulated, so that a mistake shows at once.
    let scenarios = names
        .iter()
        .map(|name| Scenario::load(name))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(directory) = &arguments.plots {
        std::fs::create_dir_all(directory)
            .map_err(|error| Failure::Other(format!("directory {}: {error}", directory.display())))?;
    }
    let traces = |scenario: &Scenario| arguments.seeds.unwrap_or(scenario.seeds);
    let steps = scenarios.iter().map(|(_, scenario)| u64::from(traces(scenario)));
    let bar = ProgressBar::new(steps.sum::<u64>() * STEPS_PER_TRACE);
    if let Ok(style) = ProgressStyle::with_template("{msg:14} {wide_bar} {percent:>3} % {eta:>4} left") {
        bar.set_style(style);
    }
    let mut studies = Vec::new();
    for (name, scenario) in &scenarios {
        bar.set_message(name.clone());
        let blocks = arguments.blocks.unwrap_or(scenario.blocks);
        let studied = study(name, scenario, blocks, traces(scenario), &|| bar.inc(1))?;
        if let Some(directory) = &arguments.plots {
            plots::write(&studied, directory)?;
        }
        studies.push(studied);
    }
    bar.finish_and_clear();
    if arguments.json {
        let reports: Vec<Report> = studies.iter().map(Report::new).collect();
        return print_json(&reports);
    }
    let tables: Vec<String> = studies.iter().map(table).collect();
    print(&format!("{}\n{NOTES}", tables.join("\n")))
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<SimulationError> for Failure {
    fn from(error: SimulationError) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<PlotError> for Failure {
    fn from(error: PlotError) -> Self {
        Self::Other(error.to_string())
    }
}
