//! `simulate`: scenarios that are refused, and what markets under the mechanisms must satisfy.
// Helpers of tests are tests too.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use proofnet_lab::simulation::{
    ledger::Ledger,
    market::{simulate, Behaviour, Detail},
    mechanisms::Kind,
    plots,
    report::{table, Report},
    scenario::{Scenario, ScenarioError, READY},
    strategies::markups,
    study::{study, Study, STEPS_PER_TRACE},
    trace::Trace,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    process::{Command, Output},
    sync::atomic::{AtomicU64, Ordering},
};

const ALL_BLOCKS: usize = usize::MAX;

fn ready(name: &str) -> Scenario {
    Scenario::load(name).unwrap().1
}

fn small_study(name: &str) -> Study {
    study(name, &ready(name), 60, 2, &|| ()).unwrap()
}

fn truthful(trace: &Trace, kind: Kind) -> Ledger {
    simulate(trace, ALL_BLOCKS, kind, &Behaviour::default(), Detail::Everything).unwrap()
}

/// The ready scenario `thin` with one text replaced, and the field that is named when it is refused.
fn refused_field(text: &str, replacement: &str) -> String {
    let (_, thin) = READY.iter().find(|(name, _)| *name == "thin").unwrap();
    assert!(thin.contains(text));
    match Scenario::parse("test", &thin.replace(text, replacement)).unwrap_err() {
        ScenarioError::Malformed { field, .. } | ScenarioError::Invalid { field, .. } => field,
        other => panic!("{other}"),
    }
}

fn lab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proofnet-lab"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn scenario_should_be_accepted_when_it_is_a_ready_one() {
    for (name, text) in READY {
        Scenario::parse(name, text).unwrap();
    }
}

#[test]
fn scenario_should_be_refused_by_name_of_the_field_when_a_field_is_unknown() {
    assert_eq!(
        refused_field("units = [90, 100]", "units = [90, 100]\nunit = 1"),
        "categories[0].unit"
    );
}

#[test]
fn scenario_should_be_refused_by_name_of_the_field_when_a_type_is_wrong() {
    assert_eq!(
        refused_field("units = [90, 100]", "units = \"90\""),
        "categories[0].units"
    );
}

#[test]
fn scenario_should_be_refused_by_name_of_the_field_when_a_range_is_reversed() {
    assert_eq!(
        refused_field("slots = [2, 4]", "slots = [4, 2]"),
        "provers[0].slots"
    );
}

#[test]
fn scenario_should_be_refused_by_name_of_the_field_when_a_number_is_out_of_bounds() {
    assert_eq!(
        refused_field("job_blocks = [2, 4]", "job_blocks = [0, 4]"),
        "categories[0].job_blocks[0]"
    );
    assert_eq!(
        refused_field("requests_per_block = 0.25", "requests_per_block = 33.0"),
        "categories[0].requests_per_block"
    );
    assert_eq!(
        refused_field("requests_per_block = 0.25", "requests_per_block = nan"),
        "categories[0].requests_per_block"
    );
}

#[test]
fn scenario_should_be_refused_by_name_of_the_field_when_a_prover_serves_what_is_not_there() {
    assert_eq!(
        refused_field(
            "slots = [2, 4]",
            "slots = [2, 4]\nserves = [\"proof\", \"sorting\"]"
        ),
        "provers[0].serves[1]"
    );
}

#[test]
fn trace_should_be_the_same_when_the_seed_is() {
    let scenario = ready("heterogeneous");
    assert_eq!(Trace::new(&scenario, 50, 3), Trace::new(&scenario, 50, 3));
    assert_ne!(Trace::new(&scenario, 50, 3), Trace::new(&scenario, 50, 4));
}

#[test]
fn trace_should_start_alike_when_it_is_longer() {
    let scenario = ready("thick");
    let (short, long) = (Trace::new(&scenario, 50, 1), Trace::new(&scenario, 120, 1));
    assert!(short
        .arrivals()
        .eq(long.blocks.iter().take(50).flat_map(|block| &block.arrivals)));
}

#[test]
fn welfare_should_be_at_most_the_optimum_when_any_mechanism_runs() {
    for (name, _) in READY {
        let trace = Trace::new(&ready(name), 60, 1);
        for kind in Kind::ALL {
            let ledger = truthful(&trace, kind);
            let welfare: i128 = ledger.sales.iter().map(|sale| sale.welfare).sum();
            assert!(welfare <= ledger.optimum, "{name}: {}", kind.name());
        }
    }
}

#[test]
fn welfare_should_be_the_optimum_when_the_clairvoyant_decides() {
    let ledger = truthful(&Trace::new(&ready("heterogeneous"), 100, 2), Kind::Clairvoyant);
    let welfare: i128 = ledger.sales.iter().map(|sale| sale.welfare).sum();
    assert!(welfare > 0);
    assert_eq!(welfare, ledger.optimum);
}

#[test]
fn forgone_welfare_should_leave_out_what_was_made_up_for_when_prices_were_wrong() {
    let trace = Trace::new(&ready("stale-prices"), 60, 0);
    let ledger = truthful(&trace, Kind::Toda);
    let welfare: i128 = ledger.sales.iter().map(|sale| sale.welfare).sum();
    // All of what the optima gained beyond it was missed, some of it several times, most of it made up for later.
    assert!(ledger.forgone > 0 && ledger.forgone < ledger.optimum - welfare);
}

#[test]
fn forgone_welfare_should_be_at_least_the_shares_when_nobody_waits() {
    let impatient = READY[0]
        .1
        .replace("patience_blocks = [2, 6]", "patience_blocks = [0, 0]");
    let scenario = Scenario::parse("impatient", &impatient).unwrap();
    let ledger = truthful(&Trace::new(&scenario, 60, 0), Kind::Toda);
    let welfare: i128 = ledger.sales.iter().map(|sale| sale.welfare).sum();
    assert!(ledger.forgone >= ledger.optimum - welfare);
}

#[test]
fn nobody_should_lose_when_everybody_is_truthful() {
    for (name, _) in READY {
        let trace = Trace::new(&ready(name), 60, 5);
        for kind in Kind::ALL.into_iter().filter(|kind| kind.sets_prices()) {
            let ledger = truthful(&trace, kind);
            assert!(ledger
                .sales
                .iter()
                .all(|sale| sale.utility >= 0 && sale.profit >= 0));
            assert!(ledger.sales.iter().all(|sale| sale.paid >= sale.earned));
        }
    }
}

#[test]
fn request_should_be_served_once_and_within_its_patience_when_any_mechanism_runs() {
    let trace = Trace::new(&ready("demand-spike"), 200, 0);
    for kind in Kind::ALL {
        let ledger = truthful(&trace, kind);
        let mut served = BTreeSet::new();
        for sale in &ledger.sales {
            let arrival = trace
                .arrivals()
                .find(|arrival| arrival.id == sale.request)
                .unwrap();
            assert!(served.insert(sale.request));
            assert!(sale.waited <= arrival.patience);
        }
        assert_eq!(ledger.arrived, trace.arrivals().count() as u64);
    }
}

#[test]
fn provers_should_not_exceed_their_slots_when_jobs_overlap() {
    let trace = Trace::new(&ready("demand-spike"), 220, 0);
    let job_blocks: BTreeMap<u64, u32> = trace
        .arrivals()
        .map(|arrival| (arrival.id, arrival.job_blocks))
        .collect();
    let ledger = truthful(&trace, Kind::Toda);
    let mut full = false;
    for (number, prover) in trace.provers.iter().enumerate() {
        for block in 0..220 {
            let own = ledger.sales.iter().filter(|sale| sale.prover == number);
            let busy = own
                .filter(|sale| (sale.block..sale.block + job_blocks[&sale.request]).contains(&block))
                .count();
            assert!(busy <= prover.slots as usize);
            full |= busy == prover.slots as usize;
        }
    }
    assert!(full, "no prover was ever full, so that this test says nothing");
}

#[test]
fn nothing_should_trade_when_mcafee_excludes_the_only_prover() {
    let ledger = truthful(&Trace::new(&ready("one-prover"), 100, 0), Kind::McAfee);
    assert!(ledger.sales.is_empty());
}

#[test]
fn provers_should_ask_more_than_their_costs_when_they_are_paid_what_they_ask() {
    let trace = Trace::new(&ready("three-provers"), 100, 0);
    let asked = markups(&trace, Kind::PayAsBid).unwrap();
    assert!(asked.iter().all(|percent| *percent > 100), "{asked:?}");
}

#[test]
fn reference_price_should_reach_the_order_of_the_costs_when_it_starts_wrong_by_ten() {
    let trace = Trace::new(&ready("stale-prices"), 60, 0);
    let ledger = truthful(&trace, Kind::Toda);
    let last = ledger.reference_prices.last().unwrap();
    let costs = trace.costs(trace.blocks.last().unwrap());
    for (category, price) in last.iter().enumerate() {
        let cheapest = costs.iter().filter_map(|costs| costs[category]).min().unwrap();
        assert!(
            (cheapest / 2..cheapest * 5).contains(price),
            "{category}: {price}, {cheapest}"
        );
    }
}

/// TODA's welfare over the first traces of a scenario, as a share of the sum of the blocks' optima, and of what the clairvoyant reaches.
fn toda_welfare(name: &str) -> (f64, f64) {
    let (mut toda, mut optimum, mut clairvoyant) = (0, 0, 0);
    for seed in 0..2 {
        let trace = Trace::new(&ready(name), 200, seed);
        let welfare = |ledger: &Ledger| ledger.sales.iter().map(|sale| sale.welfare).sum::<i128>();
        let ledger = truthful(&trace, Kind::Toda);
        toda += welfare(&ledger);
        optimum += ledger.optimum;
        clairvoyant += welfare(&truthful(&trace, Kind::Clairvoyant));
    }
    (toda as f64 / optimum as f64, toda as f64 / clairvoyant as f64)
}

#[test]
fn toda_should_reach_the_clairvoyants_welfare_up_to_one_percent_when_a_ready_scenario_runs() {
    for (name, _) in READY {
        let (_, of_clairvoyant) = toda_welfare(name);
        assert!(of_clairvoyant >= 0.99, "{name}: {of_clairvoyant}");
    }
}

#[test]
fn toda_should_reach_most_of_every_blocks_optimum_when_a_ready_scenario_runs() {
    for (name, _) in READY {
        let (of_optimum, _) = toda_welfare(name);
        assert!(of_optimum >= 0.93, "{name}: {of_optimum}");
    }
}

#[test]
fn study_should_report_progress_and_every_mechanism_when_it_ends() {
    let count = AtomicU64::new(0);
    let studied = study("thin", &ready("thin"), 40, 3, &|| {
        count.fetch_add(1, Ordering::Relaxed);
    })
    .unwrap();
    assert_eq!(count.into_inner(), 3 * STEPS_PER_TRACE);
    let text = table(&studied);
    assert!(Kind::ALL.iter().all(|kind| text.contains(kind.name())), "{text}");
}

#[test]
fn report_should_be_the_same_when_it_is_made_again() {
    let json = || serde_json::to_string(&[Report::new(&small_study("thin"))]).unwrap();
    assert_eq!(json(), json());
}

#[test]
fn plots_should_show_prices_and_mechanisms_when_they_are_written() {
    let directory = tempfile::tempdir().unwrap();
    let paths = plots::write(&small_study("thin"), directory.path()).unwrap();
    let [prices, comparison] = [0, 1].map(|index: usize| std::fs::read_to_string(&paths[index]).unwrap());
    assert!(prices.contains("<polyline") && prices.contains("proof 4"));
    assert!(Kind::ALL.iter().all(|kind| comparison.contains(kind.name())));
}

#[test]
fn plot_should_fail_by_name_of_the_file_when_the_directory_is_missing() {
    let directory = tempfile::tempdir().unwrap();
    let error = plots::write(&small_study("one-prover"), &directory.path().join("missing")).unwrap_err();
    assert!(error.to_string().contains("one-prover-prices.svg"), "{error}");
}

#[test]
fn command_should_print_json_when_asked_to() {
    let output = lab(&[
        "simulate",
        "--scenario",
        "thin",
        "--blocks",
        "30",
        "--seeds",
        "1",
        "--json",
    ]);
    assert!(output.status.success(), "{output:?}");
    let reports: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(reports[0]["scenario"], "thin");
    assert_eq!(reports[0]["mechanisms"][0]["mechanism"], "TODA");
    assert!(
        reports[0]["mechanisms"][0]["welfare"]
            .as_str()
            .unwrap()
            .parse::<u128>()
            .unwrap()
            > 0
    );
}

#[test]
fn command_should_exit_with_2_when_a_scenario_cannot_be_used() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, READY[0].1.replace("count = 8", "count = 0")).unwrap();
    let output = lab(&["simulate", "--scenario", file.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("categories[0].count"), "{message}");
}

#[test]
fn command_should_exit_with_2_when_there_is_no_such_scenario() {
    let output = lab(&["simulate", "--scenario", "no-such-market"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("no-such-market") && message.contains("heterogeneous"),
        "{message}"
    );
}
