//! What is said of a study: a table for people, JSON for programs.

use super::{
    mechanisms::Kind,
    metrics::{Figures, Gain},
    strategies::{ProverDeviation, RequesterDeviation},
    study::Study,
};
use comfy_table::{presets::UTF8_FULL_CONDENSED, CellAlignment, Table};
use serde::Serialize;

/// A study as JSON. Amounts are decimal strings in planck, shares are fractions of 1.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    scenario: &'a str,
    summary: &'a str,
    blocks: u32,
    seeds: u32,
    mechanisms: Vec<MechanismReport>,
    /// Under TODA.
    deviating_prover: Option<GainReport>,
    /// Under TODA.
    patient_requester: Option<GainReport>,
}

#[derive(Debug, Serialize)]
struct MechanismReport {
    mechanism: &'static str,
    welfare_share: f64,
    least_welfare_share: f64,
    welfare_share_counted_once: f64,
    welfare: String,
    mean_requester_unit_price: Option<f64>,
    toda_price_for_the_same_work: Option<f64>,
    requesters_pay: Option<String>,
    provers_revenue: Option<String>,
    surplus: Option<String>,
    mean_wait_blocks: f64,
    served_share: f64,
    concentration_hhi: f64,
    mean_ask_percent_of_costs: Option<f64>,
}

#[derive(Debug, Serialize)]
struct GainReport {
    /// The best deviation that is chosen once for all.
    best_fixed: String,
    best_fixed_gain: f64,
    /// If each chooses in hindsight.
    hindsight_gain: f64,
}

impl<'a> Report<'a> {
    /// What is said of `study`.
    pub fn new(study: &'a Study) -> Self {
        Self {
            scenario: &study.name,
            summary: &study.summary,
            blocks: study.blocks,
            seeds: study.seeds,
            mechanisms: study.figures.iter().map(MechanismReport::new).collect(),
            deviating_prover: study
                .prover_gain
                .as_ref()
                .map(|gain| GainReport::new(gain, prover_deviation)),
            patient_requester: study
                .requester_gain
                .as_ref()
                .map(|gain| GainReport::new(gain, requester_deviation)),
        }
    }
}

impl MechanismReport {
    fn new(figures: &Figures) -> Self {
        let amount = |amount: u128| figures.kind.sets_prices().then(|| amount.to_string());
        Self {
            mechanism: figures.kind.name(),
            welfare_share: figures.welfare_share,
            least_welfare_share: figures.least_welfare_share,
            welfare_share_counted_once: figures.welfare_share_counted_once,
            welfare: figures.welfare.to_string(),
            mean_requester_unit_price: figures.mean_price,
            toda_price_for_the_same_work: figures.toda_price_ratio,
            requesters_pay: amount(figures.paid),
            provers_revenue: amount(figures.earned),
            surplus: amount(figures.surplus()),
            mean_wait_blocks: figures.mean_wait,
            served_share: figures.served_share,
            concentration_hhi: figures.concentration,
            mean_ask_percent_of_costs: figures.kind.sets_prices().then_some(figures.mean_ask_percent),
        }
    }
}

impl GainReport {
    fn new<D: Copy>(gain: &Gain<D>, name: impl Fn(D) -> String) -> Self {
        Self {
            best_fixed: name(gain.fixed),
            best_fixed_gain: gain.fixed_gain,
            hindsight_gain: gain.hindsight_gain,
        }
    }
}

fn prover_deviation(deviation: ProverDeviation) -> String {
    match deviation {
        ProverDeviation::Asks(percent) => format!("asking {percent} % of its costs"),
        ProverDeviation::Withholds(percent) => format!("withholding {percent} % of its slots"),
    }
}

fn requester_deviation(deviation: RequesterDeviation) -> String {
    let RequesterDeviation { percent, relents } = deviation;
    let end = if relents { " until its last block" } else { "" };
    format!("bidding {percent} % of the value{end}")
}

const HEADER: [&str; 12] = [
    "mechanism",
    "welfare\nof optimum",
    "requests\ncounted once",
    "total welfare\nTODA = 100",
    "price\nper unit",
    "TODA's price\nsame work",
    "revenue\nTODA = 100",
    "surplus\nof payments",
    "wait\nblocks",
    "served",
    "HHI",
    "asks\nof costs",
];

/// A study as a table, with what it means below.
pub fn table(study: &Study) -> String {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED).set_header(HEADER);
    let toda = study.figures.iter().find(|figures| figures.kind == Kind::Toda);
    for figures in &study.figures {
        table.add_row(row(figures, toda));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut text = format!(
        "{}: {} ({} blocks, {} traces)\n{table}\n",
        study.name, study.summary, study.blocks, study.seeds
    );
    if let Some(gain) = &study.prover_gain {
        text += &line("The best deviating prover", gain, prover_deviation);
    }
    if let Some(gain) = &study.requester_gain {
        text += &line("A patient requester", gain, requester_deviation);
    }
    text
}

fn row(figures: &Figures, toda: Option<&Figures>) -> Vec<String> {
    let none = || "-".to_owned();
    let paid = figures.kind.sets_prices();
    let hundred = |own: f64, other: Option<f64>| match other {
        Some(other) if other != 0.0 => format!("{:.1}", 100.0 * own / other),
        _ => none(),
    };
    vec![
        figures.kind.name().to_owned(),
        format!("{:.4}", figures.welfare_share),
        format!("{:.4}", figures.welfare_share_counted_once),
        hundred(figures.welfare as f64, toda.map(|toda| toda.welfare as f64)),
        figures
            .mean_price
            .map_or_else(none, |price| format!("{price:.0}")),
        figures
            .toda_price_ratio
            .map_or_else(none, |ratio| format!("{:+.1} %", 100.0 * (ratio - 1.0))),
        if paid {
            hundred(figures.earned as f64, toda.map(|toda| toda.earned as f64))
        } else {
            none()
        },
        if paid && figures.paid > 0 {
            format!("{:.1} %", 100.0 * figures.surplus() as f64 / figures.paid as f64)
        } else {
            none()
        },
        format!("{:.2}", figures.mean_wait),
        format!("{:.1} %", 100.0 * figures.served_share),
        format!("{:.0}", figures.concentration),
        if paid {
            format!("{:.0} %", figures.mean_ask_percent)
        } else {
            none()
        },
    ]
}

fn line<D: Copy>(who: &str, gain: &Gain<D>, name: impl Fn(D) -> String) -> String {
    format!(
        "{who} under TODA would have gained {:+.2} % (always {}), or {:+.2} % choosing best in hindsight.\n",
        100.0 * gain.fixed_gain,
        name(gain.fixed),
        100.0 * gain.hindsight_gain,
    )
}

/// What the columns mean, and what is assumed. For the end of a text report.
pub const NOTES: &str = "\
welfare of optimum: values less costs, as a share of the greatest that each block allowed in the state that the mechanism had
  left (same open requests, same free slots), known true values and costs. A request that is served a block later than it could
  have been counts as missed in that block.
requests counted once: a request counts as missed only if it was never served, and once. Which prover serves it does not matter
  here; it does in total welfare, which compares the whole traces.
price per unit: planck per proving unit. TODA's price, same work: what TODA's requesters pay more (+) or less (-) for the
  requests that both mechanisms served. surplus: what is paid beyond what provers are owed; TODA's goes to the treasury.
HHI: concentration of the proving units among provers, 10,000 is a monopoly. asks: what provers ask, of their costs.
Everybody is truthful under TODA, second price and McAfee. Under pay as bid, and under the Dutch ramp if it is strategic, each
  prover asks the uniform markup that earns it most given those of the others. Requesters never shade their bids there.
";
