//! `proofnet-lab bench`: how long a clearing takes, by the size of the book.

use crate::{
    book_file::BookFile,
    generated_book::{generated_book, Size},
    output::{numbers, print, print_json},
    Failure,
};
use indicatif::{ProgressBar, ProgressStyle};
use proofnet_toda::{clear, Parameters};
use serde::Serialize;
use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Measure how long a clearing takes, by the size of the book.
///
/// Clears generated books, each several times, and prints the median time with all payments. Every prover
/// serves every category.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = EXAMPLE)]
pub struct Arguments {
    /// The most provers of a book: 16, 64, 250, 500, 1000 or 2500 (numbers between are rounded down).
    #[arg(long, value_name = "PROVERS", default_value_t = 500)]
    largest: u32,
    /// How many times each book is cleared.
    #[arg(long, value_name = "N", default_value_t = 5)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
    runs: u32,
    /// Requests per prover: above about 8 slots are scarce, below it requests are.
    #[arg(long, value_name = "N", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000))]
    requests: u32,
    /// Print the times as one line of JSON.
    #[arg(long)]
    json: bool,
    /// Write the largest book as JSON to FILE and measure nothing, to give the same book to another solver.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "runs"])]
    dump_book: Option<PathBuf>,
}

const EXAMPLE: &str = "Examples:

  proofnet-lab bench --largest 1000 --runs 3
  proofnet-lab bench --largest 1000 --dump-book book.json && proofnet-lab clear --book book.json --json

Times are of the build at hand: measure with one for release.";

/// Provers and categories. From 250 provers on, only the numbers of provers and requests grow.
const SIZES: [(u32, u32); 6] = [(16, 4), (64, 16), (250, 64), (500, 64), (1_000, 64), (2_500, 64)];

/// Measures as `arguments` say and prints the times, or writes the book.
///
/// # Errors
/// [`Failure::Input`] if no size is as small as asked for, [`Failure::Other`] if the result cannot be
/// written.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let sizes: Vec<Size> = SIZES
        .into_iter()
        .filter(|(provers, _)| *provers <= arguments.largest)
        .map(|(provers, categories)| Size {
            provers,
            categories,
            requests: u64::from(provers).saturating_mul(u64::from(arguments.requests)),
        })
        .collect();
    let Some(largest) = sizes.last() else {
        return Err(too_small(arguments.largest));
    };
    if let Some(path) = &arguments.dump_book {
        return dump(*largest, path);
    }
    let measurements = measure(&sizes, arguments.runs)?;
    match arguments.json {
        true => print_json(&Report {
            build: BUILD,
            runs: arguments.runs,
            measurements,
        }),
        false => print(&table(&measurements, arguments.runs)),
    }
}

fn too_small(largest: u32) -> Failure {
    let smallest = SIZES
        .map(|(provers, _)| provers)
        .into_iter()
        .min()
        .unwrap_or_default();
    Failure::Input(format!(
        "--largest {largest}: the smallest book has {smallest} provers"
    ))
}

fn dump(size: Size, path: &Path) -> Result<(), Failure> {
    let file = BookFile {
        book: generated_book(size),
        parameters: Parameters::default(),
    };
    let failed = |error: &dyn std::error::Error| {
        Failure::Other(format!("cannot write the book to {}: {error}", path.display()))
    };
    let json = file.to_json().map_err(|error| failed(&error))?;
    fs::write(path, json).map_err(|error| failed(&error))
}

const BUILD: &str = if cfg!(debug_assertions) {
    "development"
} else {
    "release"
};

#[derive(Serialize)]
struct Report {
    build: &'static str,
    runs: u32,
    measurements: Vec<Measurement>,
}

/// The times of one book, in nanoseconds.
#[derive(Clone, Debug, Serialize)]
struct Measurement {
    provers: u32,
    categories: u32,
    requests: u64,
    trades: u64,
    /// Of the search, see `proofnet_toda::Work`.
    steps: u64,
    median_ns: u64,
    least_ns: u64,
    most_ns: u64,
    /// Median time and trades, as multiples of those of the size before.
    time_growth: Option<f64>,
    trades_growth: Option<f64>,
}

fn measure(sizes: &[Size], runs: u32) -> Result<Vec<Measurement>, Failure> {
    let total = u64::from(runs).saturating_mul(sizes.len() as u64);
    let bar = ProgressBar::new(total).with_style(style()?);
    bar.enable_steady_tick(Duration::from_millis(200));
    let mut measurements: Vec<Measurement> = Vec::new();
    for size in sizes {
        bar.set_message(format!("{} provers", size.provers));
        let measurement = measure_one(*size, runs, measurements.last(), &bar)?;
        measurements.push(measurement);
    }
    bar.finish_and_clear();
    Ok(measurements)
}

fn style() -> Result<ProgressStyle, Failure> {
    ProgressStyle::with_template("{msg:>14} [{bar:40}] {pos}/{len} clearings, {elapsed}")
        .map_err(|error| Failure::Other(format!("progress cannot be shown: {error}")))
}

fn measure_one(
    size: Size,
    runs: u32,
    previous: Option<&Measurement>,
    bar: &ProgressBar,
) -> Result<Measurement, Failure> {
    let book = generated_book(size);
    let parameters = Parameters::default();
    let (mut trades, mut steps) = (0, 0);
    let mut times = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        let outcome = black_box(clear(black_box(&book), &parameters));
        times.push(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX));
        let outcome =
            outcome.map_err(|error| Failure::Other(format!("the generated book is malformed: {error}")))?;
        trades = outcome.trades.len() as u64;
        steps = outcome.steps;
        bar.inc(1);
    }
    times.sort_unstable();
    let median_ns = median(&times);
    Ok(Measurement {
        provers: size.provers,
        categories: size.categories,
        requests: size.requests,
        trades,
        steps,
        median_ns,
        least_ns: times.first().copied().unwrap_or_default(),
        most_ns: times.last().copied().unwrap_or_default(),
        time_growth: previous.and_then(|previous| ratio(median_ns, previous.median_ns)),
        trades_growth: previous.and_then(|previous| ratio(trades, previous.trades)),
    })
}

/// The middle of `sorted`, or the lower of the two in the middle.
fn median(sorted: &[u64]) -> u64 {
    sorted
        .get(sorted.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or_default()
}

fn ratio(value: u64, previous: u64) -> Option<f64> {
    (previous > 0).then(|| value as f64 / previous as f64)
}

fn table(measurements: &[Measurement], runs: u32) -> String {
    let growth = |growth: Option<f64>| growth.map(|growth| format!("x {growth:.1}")).unwrap_or_default();
    let rows = measurements.iter().map(|measurement| {
        vec![
            measurement.provers.to_string(),
            measurement.categories.to_string(),
            measurement.requests.to_string(),
            measurement.trades.to_string(),
            growth(measurement.trades_growth),
            milliseconds(measurement.median_ns),
            growth(measurement.time_growth),
            per(measurement.median_ns as f64 / 1e3, measurement.trades),
            per(measurement.median_ns as f64, measurement.steps),
        ]
    });
    let header = [
        "Provers",
        "Categories",
        "Requests",
        "Trades",
        "Growth",
        "Median ms",
        "Growth",
        "us per trade",
        "ns per step",
    ];
    let mut parts = vec![
        format!("One clearing with all payments, median of {runs} runs, {BUILD} build:"),
        numbers(&header, rows).to_string(),
    ];
    parts.extend(overall_growth(measurements));
    parts.join("\n")
}

/// How time grew with trades from the smallest book that has as many categories as the largest.
fn overall_growth(measurements: &[Measurement]) -> Option<String> {
    let largest = measurements.last()?;
    let smallest = measurements
        .iter()
        .find(|one| one.categories == largest.categories)?;
    let time = ratio(largest.median_ns, smallest.median_ns)?;
    let trades = ratio(largest.trades, smallest.trades)?;
    (smallest.provers < largest.provers).then(|| {
        format!(
            "From {} to {} trades (x {trades:.1}) in {} categories, the time grew x {time:.1}.",
            smallest.trades, largest.trades, largest.categories,
        )
    })
}

fn per(time: f64, count: u64) -> String {
    match count {
        0 => String::new(),
        count => format!("{:.1}", time / count as f64),
    }
}

fn milliseconds(nanoseconds: u64) -> String {
    format!("{:.3}", nanoseconds as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_should_be_the_middle_when_the_number_of_times_is_odd() {
        assert_eq!(median(&[1, 5, 100]), 5);
    }

    #[test]
    fn median_should_be_the_lower_when_two_times_are_in_the_middle() {
        assert_eq!(median(&[1, 5, 7, 100]), 5);
    }

    fn measurement(provers: u32, categories: u32, trades: u64, median_ns: u64) -> Measurement {
        Measurement {
            provers,
            categories,
            requests: 0,
            trades,
            steps: 100 * trades,
            median_ns,
            least_ns: median_ns,
            most_ns: median_ns,
            time_growth: None,
            trades_growth: None,
        }
    }

    #[test]
    fn overall_growth_should_leave_out_books_when_they_have_fewer_categories() {
        let measurements = [
            measurement(1, 4, 10, 1),
            measurement(2, 64, 1_000, 5),
            measurement(3, 64, 4_000, 25),
            measurement(4, 64, 10_000, 60),
        ];
        let growth = overall_growth(&measurements).unwrap();
        assert_eq!(
            growth,
            "From 1000 to 10000 trades (x 10.0) in 64 categories, the time grew x 12.0."
        );
    }

    #[test]
    fn overall_growth_should_be_absent_when_one_book_has_so_many_categories() {
        assert_eq!(
            overall_growth(&[measurement(1, 4, 10, 1), measurement(2, 64, 1_000, 5)]),
            None
        );
    }

    #[test]
    fn growth_should_be_absent_when_nothing_was_traded_before() {
        assert_eq!(ratio(4, 0), None);
    }
}
