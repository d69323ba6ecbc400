//! What participants would rather say than the truth: markups where they are paid what they ask, and what could be gained by
//! deviating from the truth over many blocks under TODA.

use super::{
    ledger::Ledger,
    market::{simulate, Behaviour, Detail, Requester, Shading, SimulationError},
    mechanisms::Kind,
    trace::Trace,
};

/// What a prover may ask, in percent of its costs.
const MARKUPS: [u64; 13] = [100, 105, 110, 115, 120, 130, 140, 160, 180, 210, 250, 320, 400];

/// How often all provers reconsider, at most.
const ROUNDS: usize = 4;

/// The blocks of the trace that markups are learned from.
const LEARNING_BLOCKS: usize = 200;

/// What each prover asks, in percent of its costs, after repeated best replies.
///
/// Where the winner is paid its ask, asking one's costs earns nothing. Each prover in turn picks, on the first blocks of this
/// very trace, the uniform markup that earns it most given those of the others: out of all in the first round, out of its
/// own and the two next to it afterwards, until nobody moves or four rounds are over. A Nash equilibrium in uniform markups if
/// nobody moves; no prover is given finer strategies, such as asking more when slots are scarce, so requesters are
/// treated rather too well.
///
/// # Errors
/// A [`SimulationError`], if a mechanism errs.
pub fn markups(trace: &Trace, kind: Kind) -> Result<Vec<u64>, SimulationError> {
    let mut behaviour = Behaviour {
        ask_percent: vec![100; trace.provers.len()],
        ..Behaviour::default()
    };
    for round in 0..ROUNDS {
        let mut moved = false;
        for prover in 0..trace.provers.len() {
            let Some(current) = behaviour.ask_percent.get(prover).copied() else {
                continue;
            };
            let mut best = (profit_at(trace, kind, &mut behaviour, prover, current)?, current);
            for percent in candidates(round, current) {
                let profit = profit_at(trace, kind, &mut behaviour, prover, percent)?;
                if profit > best.0 {
                    best = (profit, percent);
                }
            }
            set(&mut behaviour, prover, best.1);
            moved |= best.1 != current;
        }
        if !moved {
            break;
        }
    }
    Ok(behaviour.ask_percent)
}

fn candidates(round: usize, current: u64) -> Vec<u64> {
    let place = MARKUPS
        .iter()
        .position(|percent| *percent == current)
        .unwrap_or(0);
    let near = |index: usize| round == 0 || index.abs_diff(place) == 1;
    let numbered = MARKUPS.iter().enumerate();
    numbered
        .filter(|(index, percent)| near(*index) && **percent != current)
        .map(|(_, percent)| *percent)
        .collect()
}

fn set(behaviour: &mut Behaviour, prover: usize, percent: u64) {
    if let Some(ask) = behaviour.ask_percent.get_mut(prover) {
        *ask = percent;
    }
}

fn profit_at(
    trace: &Trace,
    kind: Kind,
    behaviour: &mut Behaviour,
    prover: usize,
    percent: u64,
) -> Result<i128, SimulationError> {
    set(behaviour, prover, percent);
    let ledger = simulate(trace, LEARNING_BLOCKS, kind, behaviour, Detail::Gains)?;
    Ok(ledger.profit(prover))
}

/// What a prover does otherwise, in every block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProverDeviation {
    /// It asks this many percent of its costs.
    Asks(u64),
    /// It never offers this many percent of its slots (rounded up).
    Withholds(u64),
}

/// What is tried for provers.
pub const PROVER_DEVIATIONS: [ProverDeviation; 12] = [
    ProverDeviation::Asks(70),
    ProverDeviation::Asks(90),
    ProverDeviation::Asks(105),
    ProverDeviation::Asks(110),
    ProverDeviation::Asks(120),
    ProverDeviation::Asks(140),
    ProverDeviation::Asks(170),
    ProverDeviation::Asks(220),
    ProverDeviation::Asks(300),
    ProverDeviation::Withholds(20),
    ProverDeviation::Withholds(40),
    ProverDeviation::Withholds(70),
];

/// What a requester does otherwise, with every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequesterDeviation {
    /// What it bids, in percent of the value.
    pub percent: u64,
    /// Whether it bids the value in the last block of its patience.
    pub relents: bool,
}

/// What is tried for requesters.
pub const REQUESTER_DEVIATIONS: [RequesterDeviation; 10] = {
    const fn shaded(percent: u64, relents: bool) -> RequesterDeviation {
        RequesterDeviation { percent, relents }
    }
    [
        shaded(95, true),
        shaded(85, true),
        shaded(70, true),
        shaded(50, true),
        shaded(30, true),
        shaded(95, false),
        shaded(85, false),
        shaded(70, false),
        shaded(50, false),
        shaded(30, false),
    ]
};

/// The patient requester owns one in so many requests: enough to average over, too few to move the market.
const STRIDE: u64 = 25;

/// How many provers of a trace deviate, one at a time: the one with most slots, and others in turn.
const DEVIATING_PROVERS: usize = 3;

/// What a participant gained by telling the truth, and by a deviation, in planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison<D> {
    /// What was done otherwise.
    pub deviation: D,
    /// What the truth gained.
    pub truthful: i128,
    /// What the deviation gained.
    pub deviating: i128,
}

/// What provers would have gained on this trace by deviating, one at a time, all else equal: a list for each of
/// those sampled. `truthful` is the ledger of the truth.
///
/// # Errors
/// A [`SimulationError`], if a mechanism errs.
pub fn deviating_provers(
    trace: &Trace,
    seed: u64,
    truthful: &Ledger,
) -> Result<Vec<Vec<Comparison<ProverDeviation>>>, SimulationError> {
    let mut provers = Vec::new();
    for prover in sampled_provers(trace, seed) {
        let slots = trace.provers.get(prover).map_or(0, |prover| prover.slots);
        let mut comparisons = Vec::new();
        for deviation in PROVER_DEVIATIONS {
            let mut behaviour = Behaviour::default();
            match deviation {
                ProverDeviation::Asks(percent) => {
                    behaviour.ask_percent = vec![100; trace.provers.len()];
                    set(&mut behaviour, prover, percent);
                }
                ProverDeviation::Withholds(percent) => {
                    let withheld = (u64::from(slots) * percent).div_ceil(100);
                    behaviour.withheld = Some((prover, u32::try_from(withheld).unwrap_or(u32::MAX)));
                }
            }
            let ledger = simulate(trace, usize::MAX, Kind::Toda, &behaviour, Detail::Gains)?;
            comparisons.push(Comparison {
                deviation,
                truthful: truthful.profit(prover),
                deviating: ledger.profit(prover),
            });
        }
        provers.push(comparisons);
    }
    Ok(provers)
}

fn sampled_provers(trace: &Trace, seed: u64) -> Vec<usize> {
    let number = trace.provers.len();
    let largest =
        (0..number).max_by_key(|prover| trace.provers.get(*prover).map_or(0, |prover| prover.slots));
    let start = usize::try_from(seed)
        .unwrap_or(0)
        .wrapping_mul(DEVIATING_PROVERS - 1);
    let mut provers: Vec<usize> = largest.into_iter().collect();
    for step in 0..number {
        let prover = start.wrapping_add(step) % number;
        if provers.len() < DEVIATING_PROVERS && !provers.contains(&prover) {
            provers.push(prover);
        }
    }
    provers
}

/// What a patient requester would have gained on this trace. `truthful` is the ledger of the truth. Waiting costs it nothing, which
/// overstates what patience is worth.
///
/// # Errors
/// A [`SimulationError`], if a mechanism errs.
pub fn patient_requester(
    trace: &Trace,
    seed: u64,
    truthful: &Ledger,
) -> Result<Vec<Comparison<RequesterDeviation>>, SimulationError> {
    let requester = Requester {
        stride: STRIDE,
        offset: seed % STRIDE,
    };
    let compared = REQUESTER_DEVIATIONS.into_iter().map(|deviation| {
        let behaviour = Behaviour {
            shading: Some(Shading {
                requester,
                percent: deviation.percent,
                relents: deviation.relents,
            }),
            ..Behaviour::default()
        };
        let ledger = simulate(trace, usize::MAX, Kind::Toda, &behaviour, Detail::Gains)?;
        Ok(Comparison {
            deviation,
            truthful: truthful.utility(requester),
            deviating: ledger.utility(requester),
        })
    });
    compared.collect()
}
