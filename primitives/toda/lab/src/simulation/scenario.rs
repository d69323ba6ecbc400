//! What a market is like: a scenario, as a TOML file states it.

use crate::{parameter_fields::ParameterFields, random::MOST_ARRIVALS};
use proofnet_toda::Parameters;
use serde::Deserialize;
use std::path::Path;

/// Why a scenario cannot be simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// The file cannot be read.
    #[error("scenario {path}: {reason}. Give the path of a TOML file, or one of: {ready}")]
    Unreadable {
        /// What was asked for.
        path: String,
        /// What the operating system says.
        reason: String,
        /// The names of the scenarios that come with the program.
        ready: String,
    },
    /// The text is not TOML, or a field is missing, unknown or of another type.
    #[error("scenario {path}, field {field}: {reason}")]
    Malformed {
        /// Where the scenario is from.
        path: String,
        /// The field, such as `categories[0].units`.
        field: String,
        /// What is wrong, with its line.
        reason: String,
    },
    /// A field has a value that makes no sense.
    #[error("scenario {path}, field {field}: {reason}")]
    Invalid {
        /// Where the scenario is from.
        path: String,
        /// The field, such as `categories[0].units`.
        field: String,
        /// What it must be.
        reason: String,
    },
}

/// A market to simulate. All ranges are `[least, most]`, both included, each value as likely.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it is about, in one sentence.
    pub summary: String,
    /// How many blocks one trace has, unless the command line says otherwise.
    pub blocks: u32,
    /// How many traces are drawn, unless the command line says otherwise.
    pub seeds: u32,
    /// What moves all costs.
    pub shocks: Option<Shocks>,
    /// Each reference price starts at its category's base cost, multiplied or divided (at even odds) by this many percent. 100:
    /// at the base cost.
    #[serde(default = "hundred")]
    pub initial_price_error_percent: u64,
    /// How requesters set up a Dutch ramp.
    pub ramp: Ramp,
    /// What governance would decide about TODA; what is left out has the mechanism's default.
    #[serde(default, with = "ParameterFields")]
    pub parameters: Parameters,
    /// The kinds of work.
    pub categories: Vec<CategoryGroup>,
    /// Who proves.
    pub provers: Vec<ProverGroup>,
}

/// Costs jump, category by category.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Shocks {
    /// Blocks between two shocks.
    pub every_blocks: u32,
    /// A shock multiplies or divides (at even odds) the base costs, as they were at the start, by a factor between 1 and this
    /// many percent.
    pub most_percent: u64,
}

/// The price that a request offers under the Dutch ramp.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Ramp {
    /// What is offered at first, in percent of the maximum fee.
    pub start_percent: u64,
    /// After how many blocks the maximum fee is offered; at least 1.
    pub blocks: u32,
}

/// Categories that are alike.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct CategoryGroup {
    /// What provers call it in `serves`.
    pub name: String,
    /// How many there are of the kind.
    #[serde(default = "one")]
    pub count: u32,
    /// How many requests arrive in each of them per block, on average.
    pub requests_per_block: f64,
    /// A time of more requests.
    pub spike: Option<Spike>,
    /// Proving units of a request. The most is the category's nominal size.
    pub units: (u64, u64),
    /// What a unit costs a prover of 100 percent, in planck per proving unit.
    pub base_cost: (u64, u64),
    /// What a unit is worth to a requester, in percent of the base cost at the start.
    pub value_percent: (u64, u64),
    /// For how many more blocks a request waits that is not served in the block of its arrival.
    pub patience_blocks: (u32, u32),
    /// For how many blocks a job occupies its slot, at least 1.
    pub job_blocks: (u32, u32),
}

/// A time of more requests.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Spike {
    /// Its first block; the first of all is 0.
    pub from_block: u32,
    /// Its length.
    pub blocks: u32,
    /// How many times as many requests arrive, in percent.
    pub percent: u64,
}

/// Provers that are alike.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ProverGroup {
    /// How many there are of the kind.
    #[serde(default = "one")]
    pub count: u32,
    /// Slots of each.
    pub slots: (u32, u32),
    /// The groups of categories that they can serve; if it is left out, all.
    pub serves: Option<Vec<String>>,
    /// The chance that one of them serves a category that it can, in percent. Each serves at least one.
    #[serde(default = "hundred")]
    pub serves_percent: u64,
    /// What a unit costs them, in percent of the base cost, drawn for each prover and category.
    pub cost_percent: (u64, u64),
}

fn one() -> u32 {
    1
}

fn hundred() -> u64 {
    100
}

/// Bounds that keep every amount far from the ends of its type.
const MOST_COST: u64 = 1_000_000_000_000_000;
const MOST_PERCENT: u64 = 100_000;
const MOST_UNITS: u64 = 1_000_000_000;
const MOST_BLOCKS: u32 = 1_000_000;
const MOST_SLOTS: u32 = 1_000;
const MOST_COUNT: u32 = 1_000;

impl Scenario {
    /// Reads and checks the scenario in `text`, which comes from `path`.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the field.
    pub fn parse(path: &str, text: &str) -> Result<Self, ScenarioError> {
        let malformed = |field: String, reason: String| ScenarioError::Malformed {
            path: path.to_owned(),
            field,
            reason: reason.trim().replace('\n', " "),
        };
        let deserializer = toml::Deserializer::parse(text)
            .map_err(|error| malformed("(the file as a whole)".to_owned(), error.to_string()))?;
        let scenario: Self = serde_path_to_error::deserialize(deserializer)
            .map_err(|error| malformed(error.path().to_string(), error.inner().to_string()))?;
        scenario
            .check()
            .map_err(|(field, reason)| ScenarioError::Invalid {
                path: path.to_owned(),
                field,
                reason,
            })?;
        Ok(scenario)
    }

    /// Reads the ready scenario of that name, or else the file of that path. Gives its name, too.
    ///
    /// # Errors
    /// A [`ScenarioError`] that names the file, or the field.
    pub fn load(name_or_path: &str) -> Result<(String, Self), ScenarioError> {
        if let Some((name, text)) = READY.iter().find(|(name, _)| *name == name_or_path) {
            return Ok(((*name).to_owned(), Self::parse(name, text)?));
        }
        let text = std::fs::read_to_string(name_or_path).map_err(|error| ScenarioError::Unreadable {
            path: name_or_path.to_owned(),
            reason: error.to_string(),
            ready: READY.map(|(name, _)| name).join(", "),
        })?;
        let name = Path::new(name_or_path).file_stem().map_or_else(
            || name_or_path.to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        Ok((name, Self::parse(name_or_path, &text)?))
    }

    fn check(&self) -> Result<(), (String, String)> {
        within("blocks", self.blocks, (1, MOST_BLOCKS))?;
        within("seeds", self.seeds, (1, MOST_COUNT))?;
        within(
            "initial_price_error_percent",
            self.initial_price_error_percent,
            (100, MOST_PERCENT),
        )?;
        within("ramp.start_percent", self.ramp.start_percent, (0, 100))?;
        within("ramp.blocks", self.ramp.blocks, (1, MOST_BLOCKS))?;
        for (field, rate) in [
            ("parameters.up", self.parameters.up),
            ("parameters.down", self.parameters.down),
            ("parameters.drift", self.parameters.drift),
        ] {
            within(field, rate, (0, 1_000_000))?;
        }
        if let Some(shocks) = &self.shocks {
            within("shocks.every_blocks", shocks.every_blocks, (1, MOST_BLOCKS))?;
            within("shocks.most_percent", shocks.most_percent, (100, MOST_PERCENT))?;
        }
        if self.categories.is_empty() {
            return Err(("categories".to_owned(), "there must be at least one".to_owned()));
        }
        for (index, category) in self.categories.iter().enumerate() {
            category.check(&format!("categories[{index}]"))?;
            if self
                .categories
                .iter()
                .take(index)
                .any(|other| other.name == category.name)
            {
                return Err((
                    format!("categories[{index}].name"),
                    format!("`{}` is taken, use another", category.name),
                ));
            }
        }
        if self.provers.is_empty() {
            return Err(("provers".to_owned(), "there must be at least one".to_owned()));
        }
        for (index, prover) in self.provers.iter().enumerate() {
            prover.check(&format!("provers[{index}]"), &self.categories)?;
        }
        Ok(())
    }
}

impl CategoryGroup {
    fn check(&self, at: &str) -> Result<(), (String, String)> {
        within(&format!("{at}.count"), self.count, (1, MOST_COUNT))?;
        let most = f64::from(MOST_ARRIVALS);
        let times = self.spike.map_or(100, |spike| spike.percent).max(100);
        let busiest = self.requests_per_block * times as f64 / 100.0;
        if !(self.requests_per_block > 0.0 && busiest <= most) {
            return Err((
                format!("{at}.requests_per_block"),
                format!(
                    "must be above 0, and at most {most} also in a spike; it is {busiest} at the busiest"
                ),
            ));
        }
        if let Some(spike) = &self.spike {
            within(
                &format!("{at}.spike.from_block"),
                spike.from_block,
                (0, MOST_BLOCKS),
            )?;
            within(&format!("{at}.spike.blocks"), spike.blocks, (1, MOST_BLOCKS))?;
            within(&format!("{at}.spike.percent"), spike.percent, (1, MOST_PERCENT))?;
        }
        range(&format!("{at}.units"), self.units, (1, MOST_UNITS))?;
        range(&format!("{at}.base_cost"), self.base_cost, (1, MOST_COST))?;
        range(
            &format!("{at}.value_percent"),
            self.value_percent,
            (1, MOST_PERCENT),
        )?;
        range(
            &format!("{at}.patience_blocks"),
            self.patience_blocks,
            (0, MOST_BLOCKS),
        )?;
        range(&format!("{at}.job_blocks"), self.job_blocks, (1, MOST_BLOCKS))
    }
}

impl ProverGroup {
    fn check(&self, at: &str, categories: &[CategoryGroup]) -> Result<(), (String, String)> {
        within(&format!("{at}.count"), self.count, (1, MOST_COUNT))?;
        range(&format!("{at}.slots"), self.slots, (1, MOST_SLOTS))?;
        within(&format!("{at}.serves_percent"), self.serves_percent, (1, 100))?;
        range(
            &format!("{at}.cost_percent"),
            self.cost_percent,
            (1, MOST_PERCENT),
        )?;
        let Some(serves) = &self.serves else {
            return Ok(());
        };
        if serves.is_empty() {
            return Err((
                format!("{at}.serves"),
                "must name at least one category, or be left out".to_owned(),
            ));
        }
        for (index, name) in serves.iter().enumerate() {
            if !categories.iter().any(|category| category.name == *name) {
                return Err((
                    format!("{at}.serves[{index}]"),
                    format!("there is no category `{name}`"),
                ));
            }
        }
        Ok(())
    }
}

fn within<T: PartialOrd + std::fmt::Display>(
    field: &str,
    value: T,
    bounds: (T, T),
) -> Result<(), (String, String)> {
    let (least, most) = bounds;
    if value < least || value > most {
        return Err((
            field.to_owned(),
            format!("must be from {least} to {most}, it is {value}"),
        ));
    }
    Ok(())
}

fn range<T: PartialOrd + Copy + std::fmt::Display>(
    field: &str,
    value: (T, T),
    bounds: (T, T),
) -> Result<(), (String, String)> {
    within(&format!("{field}[0]"), value.0, bounds)?;
    within(&format!("{field}[1]"), value.1, bounds)?;
    if value.0 > value.1 {
        return Err((
            field.to_owned(),
            format!("is [least, most], but {} is more than {}", value.0, value.1),
        ));
    }
    Ok(())
}

/// The scenarios that come with the program: name and text.
pub const READY: [(&str, &str); 7] = [
    ("thick", include_str!("../../scenarios/thick.toml")),
    ("thin", include_str!("../../scenarios/thin.toml")),
    ("one-prover", include_str!("../../scenarios/one-prover.toml")),
    (
        "three-provers",
        include_str!("../../scenarios/three-provers.toml"),
    ),
    ("stale-prices", include_str!("../../scenarios/stale-prices.toml")),
    ("demand-spike", include_str!("../../scenarios/demand-spike.toml")),
    (
        "heterogeneous",
        include_str!("../../scenarios/heterogeneous.toml"),
    ),
];
