//! A scenario, studied: all mechanisms on all its traces, and what deviating from the truth would have gained.

use super::{
    market::{simulate, Behaviour, Detail, SimulationError},
    mechanisms::Kind,
    metrics::{Figures, Gain, Run},
    scenario::Scenario,
    strategies::{
        deviating_provers, markups, patient_requester, Comparison, ProverDeviation, RequesterDeviation,
    },
    trace::Trace,
};
use std::{collections::BTreeMap, num::NonZero, thread};

/// What came out.
#[derive(Clone, Debug)]
pub struct Study {
    /// The scenario's name.
    pub name: String,
    /// The scenario's summary.
    pub summary: String,
    /// Blocks of each trace.
    pub blocks: u32,
    /// Traces.
    pub seeds: u32,
    /// In the order of [`Kind::ALL`].
    pub figures: Vec<Figures>,
    /// What the best deviating prover would have gained under TODA.
    pub prover_gain: Option<Gain<ProverDeviation>>,
    /// What a patient requester would have gained under TODA.
    pub requester_gain: Option<Gain<RequesterDeviation>>,
    /// The first trace, for plots, and what each mechanism did on it.
    pub first: TraceResult,
}

/// All that was found out on one trace.
#[derive(Clone, Debug)]
pub struct TraceResult {
    /// What happened from outside.
    pub trace: Trace,
    /// What each mechanism made of it.
    pub runs: BTreeMap<Kind, Run>,
    /// By prover.
    provers: Vec<Vec<Comparison<ProverDeviation>>>,
    requesters: Vec<Comparison<RequesterDeviation>>,
}

/// How often [`study`] reports progress for each trace.
pub const STEPS_PER_TRACE: u64 = Kind::ALL.len() as u64 + 2;

/// Studies `scenario` on traces 0 to `seeds` - 1 of `blocks` blocks each. `progress` is called [`STEPS_PER_TRACE`] times for each
/// trace, from several threads; the result does not depend on their number.
///
/// # Errors
/// A [`SimulationError`], if a mechanism errs.
pub fn study(
    name: &str,
    scenario: &Scenario,
    blocks: u32,
    seeds: u32,
    progress: &(dyn Fn() + Sync),
) -> Result<Study, SimulationError> {
    let results = all_traces(scenario, blocks, seeds, progress)?;
    let runs = |kind: Kind| -> Vec<&Run> {
        let results = results.iter();
        results.filter_map(|result| result.runs.get(&kind)).collect()
    };
    let toda = runs(Kind::Toda);
    let figures = Kind::ALL.map(|kind| Figures::new(kind, &runs(kind), &toda));
    let provers: Vec<_> = results.iter().flat_map(|result| result.provers.clone()).collect();
    let requesters: Vec<_> = results.iter().map(|result| result.requesters.clone()).collect();
    let first = match results.into_iter().next() {
        Some(first) => first,
        None => one_trace(scenario, blocks, 0, &|| ())?,
    };
    Ok(Study {
        name: name.to_owned(),
        summary: scenario.summary.clone(),
        blocks,
        seeds,
        figures: figures.to_vec(),
        prover_gain: Gain::best(&provers),
        requester_gain: Gain::best(&requesters),
        first,
    })
}

fn all_traces(
    scenario: &Scenario,
    blocks: u32,
    seeds: u32,
    progress: &(dyn Fn() + Sync),
) -> Result<Vec<TraceResult>, SimulationError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let seeds: Vec<u64> = (0..u64::from(seeds)).collect();
    let mut results = Vec::new();
    // Batches of as many traces as there are processors: they take about the same time.
    for batch in seeds.chunks(threads) {
        let batch: Vec<_> = thread::scope(|scope| {
            let started: Vec<_> = batch
                .iter()
                .map(|seed| scope.spawn(|| one_trace(scenario, blocks, *seed, progress)))
                .collect();
            let joined = started.into_iter().map(thread::ScopedJoinHandle::join);
            joined
                .map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        for result in batch {
            results.push(result?);
        }
    }
    Ok(results)
}

fn one_trace(
    scenario: &Scenario,
    blocks: u32,
    seed: u64,
    progress: &(dyn Fn() + Sync),
) -> Result<TraceResult, SimulationError> {
    let trace = Trace::new(scenario, blocks, seed);
    let mut runs = BTreeMap::new();
    for kind in Kind::ALL {
        let behaviour = Behaviour {
            ask_percent: if kind.invites_markups() {
                markups(&trace, kind)?
            } else {
                vec![100; trace.provers.len()]
            },
            ..Behaviour::default()
        };
        let ledger = simulate(&trace, usize::MAX, kind, &behaviour, Detail::Everything)?;
        let ask_percent = behaviour.ask_percent;
        runs.insert(kind, Run { ledger, ask_percent });
        progress();
    }
    let mut provers = Vec::new();
    let mut requesters = Vec::new();
    if let Some(truthful) = runs.get(&Kind::Toda) {
        provers = deviating_provers(&trace, seed, &truthful.ledger)?;
        progress();
        requesters = patient_requester(&trace, seed, &truthful.ledger)?;
        progress();
    }
    Ok(TraceResult {
        trace,
        runs,
        provers,
        requesters,
    })
}
