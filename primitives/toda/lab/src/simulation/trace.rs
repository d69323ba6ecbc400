//! What happens to a market from outside: one random trace, the same for every mechanism.

use super::scenario::{CategoryGroup, ProverGroup, Ramp, Scenario};
use crate::random::Random;
use proofnet_toda::Parameters;

/// A request as it comes in. What it is worth is known to the requester alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Sequence number: the lower came earlier.
    pub id: u64,
    /// Place of the category in [`Trace::categories`].
    pub category: usize,
    /// Size in proving units.
    pub units: u64,
    /// In planck per proving unit.
    pub value: u128,
    /// For how many more blocks it waits.
    pub patience: u32,
    /// For how many blocks it will occupy a slot.
    pub job_blocks: u32,
    /// The block of its arrival.
    pub block: u32,
}

/// A category that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// For people: the group's name, with a number if it has several.
    pub name: String,
    /// In proving units.
    pub nominal_units: u64,
    /// In planck per proving unit.
    pub initial_reference_price: u128,
}

/// A prover that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prover {
    /// All its slots.
    pub slots: u32,
}

/// What happens, block by block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// All categories.
    pub categories: Vec<Category>,
    /// All provers.
    pub provers: Vec<Prover>,
    /// How requests are offered under the Dutch ramp.
    pub ramp_start_percent: u64,
    /// How long that ramp is.
    pub ramp_blocks: u32,
    /// What governance has decided about TODA.
    pub parameters: Parameters,
    /// By block.
    pub blocks: Vec<TraceBlock>,
    /// Unit costs in planck per proving unit, between two shocks, by prover and category; none where it does not serve one.
    epochs: Vec<Vec<Vec<Option<u128>>>>,
}

/// One block of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceBlock {
    /// What comes in.
    pub arrivals: Vec<Arrival>,
    /// Randomness that nobody knows before the orders are in.
    pub seed: [u8; 32],
    /// Which costs hold.
    epoch: usize,
}

/// Draws of different kinds are independent of each other.
const CATEGORIES: u64 = 1;
const PROVERS: u64 = 2;
const ARRIVALS: u64 = 3;
const SHOCKS: u64 = 4;
const BLOCK_SEEDS: u64 = 5;

struct DrawnCategory<'a> {
    group: &'a CategoryGroup,
    base_cost: u64,
}

impl Trace {
    /// Draws trace number `seed` of `scenario`, `blocks` long.
    pub fn new(scenario: &Scenario, blocks: u32, seed: u64) -> Self {
        let mut random = Random::new(seed, CATEGORIES);
        let (categories, drawn) = categories(scenario, &mut random);
        let mut random = Random::new(seed, PROVERS);
        let (provers, efficiencies) = provers(scenario, &drawn, &mut random);
        let mut random = Random::new(seed, SHOCKS);
        let every = scenario
            .shocks
            .map_or(blocks.max(1), |shocks| shocks.every_blocks.max(1));
        let epochs = (0..blocks.div_ceil(every))
            .map(|epoch| epoch_costs(scenario, &drawn, &efficiencies, epoch, &mut random))
            .collect();
        let mut arriving = Random::new(seed, ARRIVALS);
        let mut seeds = Random::new(seed, BLOCK_SEEDS);
        let mut next_id = 0;
        let blocks = (0..blocks)
            .map(|block| TraceBlock {
                arrivals: arrivals(&drawn, block, &mut next_id, &mut arriving),
                seed: seeds.bytes(),
                epoch: usize::try_from(block / every).unwrap_or(usize::MAX),
            })
            .collect();
        let Ramp {
            start_percent,
            blocks: ramp_blocks,
        } = scenario.ramp;
        Self {
            categories,
            provers,
            ramp_start_percent: start_percent,
            ramp_blocks,
            parameters: scenario.parameters,
            blocks,
            epochs,
        }
    }

    /// What a unit of each category costs each prover in `block`, in planck per proving unit.
    pub fn costs(&self, block: &TraceBlock) -> &[Vec<Option<u128>>] {
        self.epochs.get(block.epoch).map_or(&[], Vec::as_slice)
    }

    /// All requests.
    pub fn arrivals(&self) -> impl Iterator<Item = &Arrival> {
        self.blocks.iter().flat_map(|block| &block.arrivals)
    }
}

fn categories<'a>(scenario: &'a Scenario, random: &mut Random) -> (Vec<Category>, Vec<DrawnCategory<'a>>) {
    let mut categories = Vec::new();
    let mut drawn = Vec::new();
    for group in &scenario.categories {
        for number in 1..=group.count {
            let base_cost = random.within(group.base_cost);
            let percent = u128::from(scenario.initial_price_error_percent);
            let price = if random.chance(500_000) {
                u128::from(base_cost) * percent / 100
            } else {
                u128::from(base_cost) * 100 / percent
            };
            categories.push(Category {
                name: if group.count == 1 {
                    group.name.clone()
                } else {
                    format!("{} {number}", group.name)
                },
                nominal_units: group.units.1,
                initial_reference_price: price.max(1),
            });
            drawn.push(DrawnCategory { group, base_cost });
        }
    }
    (categories, drawn)
}

/// Slots of each prover, and its cost of each category in percent of the base cost.
fn provers(
    scenario: &Scenario,
    categories: &[DrawnCategory],
    random: &mut Random,
) -> (Vec<Prover>, Vec<Vec<Option<u64>>>) {
    let groups = scenario
        .provers
        .iter()
        .flat_map(|group| (0..group.count).map(move |_| group));
    groups
        .map(|group| {
            let slots = random.within((u64::from(group.slots.0), u64::from(group.slots.1)));
            let prover = Prover {
                slots: u32::try_from(slots).unwrap_or(u32::MAX),
            };
            (prover, efficiencies(group, categories, random))
        })
        .unzip()
}

fn efficiencies(group: &ProverGroup, categories: &[DrawnCategory], random: &mut Random) -> Vec<Option<u64>> {
    let able: Vec<bool> = categories
        .iter()
        .map(|category| {
            let serves = group.serves.as_ref();
            serves.is_none_or(|serves| serves.contains(&category.group.name))
        })
        .collect();
    let mut served: Vec<bool> = able
        .iter()
        .map(|able| *able && random.chance(group.serves_percent * 10_000))
        .collect();
    if !served.contains(&true) {
        served = able;
    }
    served
        .into_iter()
        .map(|serves| serves.then(|| random.within(group.cost_percent)))
        .collect()
}

fn epoch_costs(
    scenario: &Scenario,
    categories: &[DrawnCategory],
    efficiencies: &[Vec<Option<u64>>],
    epoch: u32,
    random: &mut Random,
) -> Vec<Vec<Option<u128>>> {
    let base_costs: Vec<u128> = categories
        .iter()
        .map(|category| match scenario.shocks {
            Some(shocks) if epoch > 0 => {
                let (numerator, denominator) = random.factor(shocks.most_percent);
                u128::from(category.base_cost) * u128::from(numerator) / u128::from(denominator)
            }
            _ => u128::from(category.base_cost),
        })
        .collect();
    efficiencies
        .iter()
        .map(|percents| {
            let pairs = percents.iter().zip(&base_costs);
            pairs
                .map(|(percent, base)| percent.map(|percent| (base * u128::from(percent) / 100).max(1)))
                .collect()
        })
        .collect()
}

fn arrivals(
    categories: &[DrawnCategory],
    block: u32,
    next_id: &mut u64,
    random: &mut Random,
) -> Vec<Arrival> {
    let mut arrivals = Vec::new();
    for (index, category) in categories.iter().enumerate() {
        let group = category.group;
        let parts = (group.requests_per_block * 1_000_000.0) as u64;
        let percent = group
            .spike
            .filter(|spike| {
                (spike.from_block..spike.from_block.saturating_add(spike.blocks)).contains(&block)
            })
            .map_or(100, |spike| spike.percent);
        for _ in 0..random.arrivals(parts * percent / 100) {
            let mut draw_u32 = |range: (u32, u32)| {
                let drawn = random.within((u64::from(range.0), u64::from(range.1)));
                u32::try_from(drawn).unwrap_or(u32::MAX)
            };
            let patience = draw_u32(group.patience_blocks);
            let job_blocks = draw_u32(group.job_blocks);
            // Finer than whole percents, so that equal values are rare.
            let (least, most) = group.value_percent;
            let hundredths = random.within((least * 1_000, most * 1_000));
            arrivals.push(Arrival {
                id: 0,
                category: index,
                units: random.within(group.units),
                value: (u128::from(category.base_cost) * u128::from(hundredths) / 100_000).max(1),
                patience,
                job_blocks,
                block,
            });
        }
    }
    // Within a block requests come in any order, not category by category.
    random.shuffle(&mut arrivals);
    for arrival in &mut arrivals {
        arrival.id = *next_id;
        *next_id += 1;
    }
    arrivals
}
