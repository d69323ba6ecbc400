//! The status in words and numbers, for the table and the view.

use super::super::table as rows_of;
use crate::metrics::{JobStatus, NodeStatus, Status};

/// Planck in one PROOF.
const UNIT: f64 = 1e12;

/// An amount of planck as PROOF.
pub(super) fn proof(planck: u128) -> String {
    let amount = planck as f64 / UNIT;
    match amount {
        amount if amount != 0.0 && amount < 0.01 => format!("{amount:.6}"),
        amount => format!("{amount:.2}"),
    }
}

/// A number with its digits in groups of three.
pub(super) fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How long proofs take, in seconds.
pub(super) fn seconds(millis: u64) -> String {
    format!("{:.2} s", millis as f64 / 1_000.0)
}

/// Where the worker's node is, and how far finality is behind.
pub(super) fn node(status: &Status) -> String {
    let NodeStatus {
        url, head, finalized, ..
    } = &status.node;
    match head.saturating_sub(*finalized) {
        0 => format!("node {url}  final at once"),
        1 => format!("node {url}  final 1 block behind"),
        behind => format!("node {url}  final {behind} blocks behind"),
    }
}

/// Failures, with the code of the latest.
pub(super) fn failures(status: &Status) -> String {
    let count = status.totals.failures;
    match &status.last_failure {
        Some(code) => format!("failures {count}, last {code}"),
        None => format!("failures {count}"),
    }
}

/// A number of seconds in the two largest units.
pub(super) fn age(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
        _ => format!("{} d {} h", seconds / 86_400, seconds % 86_400 / 3_600),
    }
}

/// The share of the time to its deadline that a job has used up, from 0 to 1.
pub(super) fn used(job: &JobStatus, head: u32) -> f64 {
    let all = job.due.saturating_sub(job.matched).max(1);
    let gone = head.saturating_sub(job.matched).min(all);
    f64::from(gone) / f64::from(all)
}

/// How long a job has until its last block, in words.
pub(super) fn left(job: &JobStatus, status: &Status) -> String {
    let blocks = job.due.saturating_sub(status.node.head);
    match u64::from(blocks).checked_mul(status.node.block_time_ms) {
        Some(0) | None => format!("{blocks} blocks"),
        Some(millis) => format!("{blocks} blocks, {}", age(millis / 1_000)),
    }
}

/// One line that says whether all is well.
pub(super) fn summary(status: &Status, now: u64) -> String {
    match &status.fault {
        Some(fault) => format!("BROKEN: {fault}"),
        None if status.stopping => "stopping".into(),
        None if !status.node.connected => "NO NODE ANSWERS".into(),
        None => format!(
            "block {} ({} ago)",
            status.node.head,
            age(now.saturating_sub(status.node.head_seen))
        ),
    }
}

/// What the breaker does, and until when.
pub(super) fn breaker(status: &Status, now: u64) -> String {
    let breaker = &status.breaker;
    match (breaker.state.as_str(), breaker.paused_until) {
        ("open", Some(until)) => format!("OPEN, tries again in {}", age(until.saturating_sub(now))),
        ("half-open", _) => "half-open: tries itself with one job".into(),
        (state, _) => state.to_owned(),
    }
}

/// Accounts are known by their ends.
pub(super) fn short(account: &str) -> String {
    let letters: Vec<char> = account.chars().collect();
    match letters.len() {
        0..=16 => account.to_owned(),
        length => letters
            .iter()
            .take(6)
            .chain(&['.', '.', '.'])
            .chain(letters.iter().skip(length - 6))
            .collect(),
    }
}

/// Everything, as tables.
pub(super) fn table(status: &Status, now: u64) -> String {
    let totals = &status.totals;
    let mut text = format!(
        "prover {}  key {}  up {}\n{}  {}\nbreaker {}  lanes {}/{}\n",
        status.prover,
        short(&status.signer),
        age(now.saturating_sub(status.started)),
        node(status),
        summary(status, now),
        breaker(status, now),
        status.lanes_busy,
        status.lanes,
    );
    text += &format!(
        "delivered {}  missed {}  handed back {}  {}  on time {:.1} %\nearned {} PROOF  slashed {} PROOF",
        totals.delivered,
        totals.missed,
        totals.rejected,
        failures(status),
        totals.on_time() * 100.0,
        proof(totals.earned),
        proof(totals.slashed),
    );
    if let Some(capacity) = &status.capacity {
        text += &format!(
            "  locked {} PROOF  free {} PROOF, {} slots",
            proof(capacity.locked),
            proof(capacity.free_stake),
            capacity.free_slots
        );
    }
    text += "\n\n";
    let jobs = status.jobs.iter().map(|job| {
        vec![
            job.request.to_string(),
            job.circuit.clone(),
            job.category.to_string(),
            job.state.clone(),
            job.attempts.to_string(),
            left(job, status),
            proof(job.payment),
            proof(job.collateral),
        ]
    });
    text += &match status.jobs.is_empty() {
        true => "no jobs\n".into(),
        false => {
            let header = [
                "request", "circuit", "category", "state", "attempts", "left", "pays", "secures",
            ];
            format!("{}\n", rows_of(&header, jobs))
        }
    };
    let offers = status.offers.iter().map(|offer| {
        let text = match (&offer.ask, &offer.held) {
            (Some(ask), _) => format!("{} planck per unit", grouped(ask)),
            (None, Some(held)) => format!("not offered: {held}"),
            (None, None) => "not offered".into(),
        };
        vec![offer.category.to_string(), text]
    });
    if !status.offers.is_empty() {
        text += &format!("{}\n", rows_of(&["category", "offer"], offers));
    }
    let measured = status.circuits.iter().filter(|circuit| circuit.measured > 0);
    let circuits = measured.map(|circuit| {
        vec![
            circuit.name.clone(),
            circuit.measured.to_string(),
            seconds(circuit.median_ms),
            seconds(circuit.p99_ms),
        ]
    });
    let circuits: Vec<_> = circuits.collect();
    if !circuits.is_empty() {
        let header = ["circuit", "proofs measured", "half within", "99 % within"];
        text += &format!("\n{}\n", rows_of(&header, circuits.into_iter()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amount_should_keep_its_small_digits_when_little() {
        assert_eq!(proof(0), "0.00");
        assert_eq!(proof(1_500_000_000_000), "1.50");
        assert_eq!(proof(1_000_000), "0.000001");
    }

    #[test]
    fn number_should_be_grouped_when_long() {
        assert_eq!(grouped("7"), "7");
        assert_eq!(grouped("123456"), "123,456");
        assert_eq!(grouped("1250000"), "1,250,000");
    }

    #[test]
    fn age_should_be_in_two_units_when_long() {
        assert_eq!(age(59), "59 s");
        assert_eq!(age(61), "1 min 1 s");
        assert_eq!(age(7_260), "2 h 1 min");
        assert_eq!(age(90_000), "1 d 1 h");
    }

    #[test]
    fn progress_should_stay_within_bounds_when_blocks_are_out_of_order() {
        let job = JobStatus {
            matched: 10,
            due: 20,
            ..JobStatus::default()
        };
        assert_eq!(used(&job, 5), 0.0);
        assert_eq!(used(&job, 15), 0.5);
        assert_eq!(used(&job, 99), 1.0);
        let odd = JobStatus {
            matched: 20,
            due: 10,
            ..job
        };
        assert!((0.0..=1.0).contains(&used(&odd, 15)));
    }

    #[test]
    fn account_should_be_shortened_when_long() {
        let account = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
        assert_eq!(short(account), "5Grwva...GKutQY");
        assert_eq!(short("5Grw"), "5Grw");
    }
}
