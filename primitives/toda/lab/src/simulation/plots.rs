//! Plots of a study, as SVG files: prices over time, and the mechanisms side by side.

use super::{mechanisms::Kind, metrics::Figures, study::Study};
use plotters::backend::SVGBackend;
use plotters::{
    chart::{ChartBuilder, LabelAreaPosition},
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea},
    element::{Circle, Rectangle, Text},
    series::LineSeries,
    style::{Color, IntoFont, RGBColor, BLACK, WHITE},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// Why a plot was not written.
#[derive(Debug, thiserror::Error)]
#[error("plot {path}: {reason}. Is the directory writable, and is there space?")]
pub struct PlotError {
    path: String,
    reason: String,
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// Categories shown, so that each stays legible.
const MOST_PANELS: usize = 4;

const REFERENCE: RGBColor = RGBColor(31, 119, 180);
const RAISED: RGBColor = RGBColor(214, 39, 40);
const OTHERS: RGBColor = RGBColor(150, 150, 150);

/// Writes the plots of `study` into `directory`, which must exist: `<scenario>-prices.svg` and `<scenario>-comparison.svg`. Gives
/// their paths.
///
/// # Errors
/// A [`PlotError`] that names the file.
pub fn write(study: &Study, directory: &Path) -> Result<Vec<PathBuf>, PlotError> {
    let prices = directory.join(format!("{}-prices.svg", study.name));
    draw(&prices, (1_000, 640), |area| draw_prices(study, area))?;
    let comparison = directory.join(format!("{}-comparison.svg", study.name));
    draw(&comparison, (1_000, 640), |area| draw_comparison(study, area))?;
    Ok(vec![prices, comparison])
}

fn draw(path: &Path, size: (u32, u32), paint: impl Fn(&Area) -> Drawn) -> Result<(), PlotError> {
    let painted = || {
        let area = SVGBackend::new(path, size).into_drawing_area();
        area.fill(&WHITE)?;
        paint(&area)?;
        area.present()
    };
    painted().map_err(|error: DrawingAreaErrorKind<std::io::Error>| PlotError {
        path: path.display().to_string(),
        reason: error.to_string(),
    })
}

/// One panel for each of the first categories: TODA's reference price as a line, and points where a losing bid raised what was paid.
fn draw_prices(study: &Study, area: &Area) -> Drawn {
    let area = area.margin(8, 0, 0, 0);
    let title = format!(
        "{}: TODA's reference price by block (line), and prices that a losing bid raised (points)",
        study.name
    );
    let area = area.titled(&title, ("sans-serif", 19).into_font())?;
    let categories = study.first.trace.categories.iter().take(MOST_PANELS);
    let columns = if categories.len() > 1 { 2 } else { 1 };
    let panels = area.split_evenly((categories.len().div_ceil(columns), columns));
    for ((index, category), panel) in categories.enumerate().zip(&panels) {
        draw_price_panel(study, index, &category.name, panel)?;
    }
    Ok(())
}

fn draw_price_panel(study: &Study, category: usize, name: &str, panel: &Area) -> Drawn {
    let Some(run) = study.first.runs.get(&Kind::Toda) else {
        return Ok(());
    };
    let reference: BTreeMap<u32, u128> = (0u32..)
        .zip(&run.ledger.reference_prices)
        .filter_map(|(block, prices)| prices.get(category).map(|price| (block, *price)))
        .collect();
    let own = run.ledger.sales.iter().filter(|sale| sale.category == category);
    let raised: BTreeSet<(u32, u128)> = own
        .filter_map(|sale| Some((sale.block, sale.paid.checked_div(sale.units.into())?)))
        .filter(|(block, paid)| reference.get(block) != Some(paid))
        .collect();
    let prices = reference.values().chain(raised.iter().map(|(_, price)| price));
    let highest = prices.copied().max().unwrap_or(0).max(1);
    let (unit, unit_name) = unit_for(highest);
    let shown = |price: u128| price as f64 / unit as f64;
    let mut chart = ChartBuilder::on(panel)
        .caption(
            format!("{name}, {unit_name}planck per proving unit"),
            ("sans-serif", 15),
        )
        .margin(5)
        .margin_right(15)
        .set_label_area_size(LabelAreaPosition::Left, 40)
        .set_label_area_size(LabelAreaPosition::Bottom, 25)
        .build_cartesian_2d(0..study.blocks, 0.0..shown(highest) * 1.05)?;
    chart
        .configure_mesh()
        .y_labels(5)
        .y_label_formatter(&|price| format!("{price:.1}"))
        .light_line_style(WHITE)
        .draw()?;
    let line = reference.into_iter().map(|(block, price)| (block, shown(price)));
    chart.draw_series(LineSeries::new(line, &REFERENCE))?;
    let points = raised.into_iter().map(|(block, price)| (block, shown(price)));
    chart.draw_series(points.map(|point| Circle::new(point, 2, RAISED.filled())))?;
    Ok(())
}

/// The greatest power of 1,000 that is not above `amount`, and its name before a unit.
fn unit_for(amount: u128) -> (u128, &'static str) {
    const UNITS: [(u128, &str); 5] = [
        (1_000_000_000_000, "10^12 "),
        (1_000_000_000, "10^9 "),
        (1_000_000, "10^6 "),
        (1_000, "10^3 "),
        (1, ""),
    ];
    let fitting = UNITS.into_iter().find(|(unit, _)| *unit <= amount);
    fitting.unwrap_or((1, ""))
}

/// What is compared: its name, and the value of a mechanism, if it has one.
type Measure = (&'static str, fn(&Figures) -> Option<f64>);

const MEASURES: [Measure; 4] = [
    ("Welfare of the per-block optimum, %", |figures| {
        Some(100.0 * figures.welfare_share)
    }),
    ("Unit price that requesters pay, 10^9 planck", |figures| {
        figures.mean_price.map(|price| price / 1e9)
    }),
    ("Requests served, %", |figures| Some(100.0 * figures.served_share)),
    ("Wait until the match, blocks", |figures| Some(figures.mean_wait)),
];

/// One panel of bars for each measure.
fn draw_comparison(study: &Study, area: &Area) -> Drawn {
    let area = area.margin(8, 0, 0, 0);
    let title = format!("{}: {}", study.name, study.summary);
    let area = area.titled(&title, ("sans-serif", 20).into_font())?;
    for ((name, measure), panel) in MEASURES.iter().zip(area.split_evenly((2, 2))) {
        draw_bars(study, name, *measure, &panel)?;
    }
    Ok(())
}

fn draw_bars(study: &Study, name: &str, measure: fn(&Figures) -> Option<f64>, panel: &Area) -> Drawn {
    let numbered = (0i32..).zip(study.figures.iter().rev());
    let bars: Vec<(i32, Kind, f64)> = numbered
        .filter_map(|(place, figures)| measure(figures).map(|value| (place, figures.kind, value)))
        .collect();
    let highest = bars
        .iter()
        .fold(1e-9, |highest: f64, (_, _, value)| highest.max(*value));
    let rows = i32::try_from(study.figures.len()).unwrap_or(i32::MAX);
    let mut chart = ChartBuilder::on(panel)
        .caption(name, ("sans-serif", 16))
        .margin(10)
        .build_cartesian_2d(-0.45 * highest..highest * 1.25, 0.0..f64::from(rows))?;
    chart.draw_series(bars.iter().map(|(place, kind, value)| {
        let color = if *kind == Kind::Toda { REFERENCE } else { OTHERS };
        let bottom = f64::from(*place);
        Rectangle::new([(0.0, bottom + 0.15), (*value, bottom + 0.85)], color.filled())
    }))?;
    let font = || ("sans-serif", 13).into_font().color(&BLACK);
    chart.draw_series(bars.iter().map(|(place, kind, _)| {
        let position = (-0.44 * highest, f64::from(*place) + 0.62);
        Text::new(kind.name(), position, font())
    }))?;
    chart.draw_series(bars.iter().map(|(place, _, value)| {
        let position = (*value + 0.01 * highest, f64::from(*place) + 0.62);
        Text::new(figure(*value), position, font())
    }))?;
    Ok(())
}

fn figure(value: f64) -> String {
    if value >= 1e5 || (value > 0.0 && value < 0.005) {
        format!("{value:.2e}")
    } else {
        format!("{value:.2}")
    }
}
