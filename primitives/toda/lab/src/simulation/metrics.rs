//! Figures from ledgers: what is reported of a mechanism, and of deviations from the truth.

use super::{
    ledger::{Ledger, Sale},
    mechanisms::Kind,
    strategies::Comparison,
};
use std::collections::BTreeMap;

/// How a mechanism did, over all traces of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Which one.
    pub kind: Kind,
    /// The sum of all blocks' welfare, as a share of the sum of the greatest that each of these blocks allowed, given the requests
    /// and slots that the mechanism had left open.
    pub welfare_share: f64,
    /// The same of the trace where it is least.
    pub least_welfare_share: f64,
    /// All welfare, as a share of itself and of what the same optima would have gained from requests that were never served. A
    /// request that is served later than it could have been counts as missed in [`Self::welfare_share`], once for each block of
    /// delay, and not at all here: this is the share if waiting within one's patience costs nothing, that one if a block's delay
    /// costs all. Here it does not matter whether a request is served by a prover that is dearer than need be.
    pub welfare_share_counted_once: f64,
    /// Values less costs, in planck.
    pub welfare: i128,
    /// What requesters pay, in planck.
    pub paid: u128,
    /// What provers are owed, in planck.
    pub earned: u128,
    /// What a proving unit costs requesters on average, in planck. None if nothing traded, or nobody pays.
    pub mean_price: Option<f64>,
    /// What TODA's requesters pay for the work that both mechanisms served, relative to what they pay here. None as above. Unlike the
    /// mean price it does not depend on which work a mechanism serves.
    pub toda_price_ratio: Option<f64>,
    /// Blocks from arrival to match, on average over what was served.
    pub mean_wait: f64,
    /// Requests served, of all that arrived.
    pub served_share: f64,
    /// Herfindahl-Hirschman index of the provers' shares in proving units, 0 to 10,000, on average over the traces.
    pub concentration: f64,
    /// What provers ask on average, in percent of their costs.
    pub mean_ask_percent: f64,
}

/// What deviating from the truth would have gained, as shares of what the truth gained. Negative if every deviation that was tried
/// loses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain<D> {
    /// The deviation that gains most if it is chosen once, for all sampled participants and traces.
    pub fixed: D,
    /// What that gains.
    pub fixed_gain: f64,
    /// What is gained if each participant on each trace picks what turns out best for it, the truth included.
    pub hindsight_gain: f64,
}

/// A mechanism on one trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What happened.
    pub ledger: Ledger,
    /// What provers asked, in percent of their costs.
    pub ask_percent: Vec<u64>,
}

impl Figures {
    /// Sums up the runs of a mechanism, next to those of TODA on the same traces.
    pub fn new(kind: Kind, runs: &[&Run], toda: &[&Run]) -> Self {
        let sales = || runs.iter().flat_map(|run| &run.ledger.sales);
        let paid: u128 = sales().map(|sale| sale.paid).sum();
        let units: u128 = sales().map(|sale| u128::from(sale.units)).sum();
        let waited: u64 = sales().map(|sale| u64::from(sale.waited)).sum();
        let served = sales().count() as u64;
        let arrived: u64 = runs.iter().map(|run| run.ledger.arrived).sum();
        let shares = runs.iter().map(|run| welfare_share(std::slice::from_ref(run)));
        let welfare: i128 = sales().map(|sale| sale.welfare).sum();
        let forgone: i128 = runs.iter().map(|run| run.ledger.forgone).sum();
        let asked = || runs.iter().flat_map(|run| &run.ask_percent);
        Self {
            kind,
            welfare_share: welfare_share(runs),
            least_welfare_share: shares.fold(f64::INFINITY, f64::min),
            welfare_share_counted_once: ratio(welfare as f64, (welfare + forgone) as f64),
            welfare,
            paid,
            earned: sales().map(|sale| sale.earned).sum(),
            mean_price: (kind.sets_prices() && units > 0).then(|| ratio(paid as f64, units as f64)),
            toda_price_ratio: kind.sets_prices().then(|| price_ratio(toda, runs)).flatten(),
            mean_wait: ratio(waited as f64, served as f64),
            served_share: ratio(served as f64, arrived as f64),
            concentration: mean(runs.iter().map(|run| concentration(&run.ledger.sales))),
            mean_ask_percent: mean(asked().map(|percent| *percent as f64)),
        }
    }

    /// What requesters pay beyond what provers are owed, in planck.
    pub fn surplus(&self) -> u128 {
        self.paid.saturating_sub(self.earned)
    }
}

impl<D: Copy + Ord> Gain<D> {
    /// The best of what was tried; each list is about one participant on one trace. None if nothing was tried, or if the truth gained
    /// nothing.
    pub fn best(participants: &[Vec<Comparison<D>>]) -> Option<Self> {
        let mut by_deviation: BTreeMap<D, i128> = BTreeMap::new();
        let mut truthful = 0;
        let mut in_hindsight = 0;
        for compared in participants {
            let truth = compared.first().map_or(0, |compared| compared.truthful);
            let best = compared.iter().map(|compared| compared.deviating).max();
            truthful += truth;
            in_hindsight += best.map_or(truth, |best| best.max(truth));
            for compared in compared {
                *by_deviation.entry(compared.deviation).or_default() += compared.deviating;
            }
        }
        let (fixed, deviating) = by_deviation.into_iter().max_by_key(|(_, deviating)| *deviating)?;
        let gain = |deviating: i128| (deviating - truthful) as f64 / truthful as f64;
        (truthful > 0).then(|| Self {
            fixed,
            fixed_gain: gain(deviating),
            hindsight_gain: gain(in_hindsight),
        })
    }
}

fn welfare_share(runs: &[&Run]) -> f64 {
    let welfare: i128 = runs
        .iter()
        .flat_map(|run| &run.ledger.sales)
        .map(|sale| sale.welfare)
        .sum();
    let optimum: i128 = runs.iter().map(|run| run.ledger.optimum).sum();
    ratio(welfare as f64, optimum as f64)
}

/// What the first pays, relative to the second, for requests that both served.
fn price_ratio(first: &[&Run], second: &[&Run]) -> Option<f64> {
    let mut sums = (0.0, 0.0);
    for (first, second) in first.iter().zip(second) {
        let known: BTreeMap<u64, u128> = first
            .ledger
            .sales
            .iter()
            .map(|sale| (sale.request, sale.paid))
            .collect();
        for sale in &second.ledger.sales {
            if let Some(paid) = known.get(&sale.request) {
                sums.0 += *paid as f64;
                sums.1 += sale.paid as f64;
            }
        }
    }
    (sums.1 > 0.0).then(|| sums.0 / sums.1)
}

fn concentration(sales: &[Sale]) -> f64 {
    let mut units: BTreeMap<usize, u64> = BTreeMap::new();
    for sale in sales {
        *units.entry(sale.prover).or_default() += sale.units;
    }
    let total: u64 = units.values().sum();
    units
        .values()
        .map(|units| (100.0 * ratio(*units as f64, total as f64)).powi(2))
        .sum()
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    ratio(sum, count)
}

/// Zero if there is nothing to divide by.
fn ratio(numerator: f64, denominator: f64) -> f64 {
    if denominator == 0.0 {
        0.0
    } else {
        numerator / denominator
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale(request: u64, prover: usize, units: u64, paid: u128) -> Sale {
        Sale {
            request,
            category: 0,
            prover,
            block: 0,
            waited: 0,
            units,
            paid,
            earned: paid,
            utility: 0,
            profit: 0,
            welfare: 0,
        }
    }

    fn run(sales: Vec<Sale>) -> Run {
        Run {
            ledger: Ledger {
                sales,
                ..Ledger::default()
            },
            ask_percent: Vec::new(),
        }
    }

    #[test]
    fn concentration_should_be_the_sum_of_squared_percentages_when_work_is_shared() {
        let sales = [sale(0, 0, 30, 0), sale(1, 1, 60, 0), sale(2, 0, 10, 0)];
        assert!((concentration(&sales) - 5_200.0).abs() < 1e-9);
    }

    #[test]
    fn prices_should_be_compared_on_common_work_when_mechanisms_serve_different_requests() {
        let first = run(vec![sale(0, 0, 1, 90), sale(1, 0, 1, 1_000)]);
        let second = run(vec![sale(0, 0, 1, 100), sale(2, 0, 1, 1)]);
        assert_eq!(price_ratio(&[&first], &[&second]), Some(0.9));
    }

    #[test]
    fn gain_should_be_less_by_a_fixed_choice_than_in_hindsight_when_several_deviate() {
        let compared = |deviation: u8, deviating| Comparison {
            deviation,
            truthful: 100,
            deviating,
        };
        let gain = Gain::best(&[
            vec![compared(1, 150), compared(2, 101)],
            vec![compared(1, 40), compared(2, 99)],
            vec![compared(1, 0), compared(2, 103)],
        ])
        .unwrap();
        assert_eq!(gain.fixed, 2);
        assert!((gain.fixed_gain - 0.01).abs() < 1e-9);
        assert!((gain.hindsight_gain - 53.0 / 300.0).abs() < 1e-9);
    }
}
