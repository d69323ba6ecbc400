//! The view that follows a worker: jobs with their way to the deadline, offers, money, breaker. Reads well at 80 columns.

use super::text::{age, breaker, failures, grouped, left, node, proof, seconds, short, summary, used};
use crate::metrics::{CircuitStatus, JobStatus, Status};
use ratatui::{
    layout::{Constraint, Layout, Rect},
    style::{Color, Modifier, Style},
    text::{Line, Span},
    widgets::{Block, Gauge, Paragraph, Row, Table},
    Frame,
};

const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().add_modifier(Modifier::DIM);
const GOOD: Style = Style::new().fg(Color::Green);
const CARE: Style = Style::new().fg(Color::Yellow);
const BAD: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);

/// Lines of each part: of jobs at least so many.
const HEAD: u16 = 5;
const MONEY: u16 = 5;
const JOBS: u16 = 5;
const FOOT: u16 = 1;
/// From so many columns on, jobs are shown with what they pay and secure.
const WIDE: u16 = 100;

/// Draws `status`; `trouble` is why there is no newer one.
pub(super) fn draw(frame: &mut Frame<'_>, status: &Status, trouble: Option<&str>, now: u64) {
    let lines = |count: usize| u16::try_from(count.clamp(1, 5)).unwrap_or(5) + 2;
    let (offers, circuits) = (lines(status.offers.len()), lines(measured(status).count()));
    // Jobs come first: circuits are shown where there is room beside a few of them.
    let has_room = frame.area().height >= HEAD + MONEY + JOBS + offers + circuits + FOOT;
    let shows_circuits = has_room && measured(status).next().is_some();
    let circuits = if shows_circuits { circuits } else { 0 };
    let [head, money, jobs, times, lower, foot] = Layout::vertical([
        Constraint::Length(HEAD),
        Constraint::Length(MONEY),
        Constraint::Min(JOBS),
        Constraint::Length(circuits),
        Constraint::Length(offers),
        Constraint::Length(FOOT),
    ])
    .areas(frame.area());
    header(frame, head, status, now);
    totals(frame, money, status);
    all_jobs(frame, jobs, status);
    if shows_circuits {
        all_circuits(frame, times, status);
    }
    all_offers(frame, lower, status);
    let line = match trouble {
        Some(trouble) => Line::styled(trouble.to_owned(), BAD),
        None => Line::styled("q quits, every second anew", DIM),
    };
    frame.render_widget(Paragraph::new(line), foot);
}

fn header(frame: &mut Frame<'_>, area: Rect, status: &Status, now: u64) {
    let title = format!(" prover-worker {} ", status.version);
    let block = Block::bordered().title(Span::styled(title, BOLD));
    let fine = status.fault.is_none() && status.node.connected && !status.stopping;
    let state = summary(status, now);
    let breaker_style = match status.breaker.state.as_str() {
        "closed" => GOOD,
        "half-open" => CARE,
        _ => BAD,
    };
    let lines = vec![
        Line::from(vec![Span::raw(format!(
            "prover {}  key {}  up {}",
            short(&status.prover),
            short(&status.signer),
            age(now.saturating_sub(status.started))
        ))]),
        Line::from(node(status)),
        Line::from(vec![
            Span::styled(state, if fine { GOOD } else { BAD }),
            Span::raw("  breaker "),
            Span::styled(breaker(status, now), breaker_style),
            Span::raw(format!("  lanes {}/{}", status.lanes_busy, status.lanes)),
        ]),
    ];
    frame.render_widget(Paragraph::new(lines).block(block), area);
}

fn totals(frame: &mut Frame<'_>, area: Rect, status: &Status) {
    let totals = &status.totals;
    let missed = if totals.missed > 0 { BAD } else { GOOD };
    let failed = if totals.failures > 0 { CARE } else { Style::new() };
    let mut money = vec![
        Span::raw("earned "),
        Span::styled(proof(totals.earned), GOOD),
        Span::raw("  slashed "),
        Span::styled(proof(totals.slashed), missed),
    ];
    if let Some(capacity) = &status.capacity {
        money.push(Span::raw(format!(
            "  locked {}  free {}  free slots {}",
            proof(capacity.locked),
            proof(capacity.free_stake),
            capacity.free_slots
        )));
    }
    let lines = vec![
        Line::from(vec![
            Span::raw("on time "),
            Span::styled(format!("{:.1} %", totals.on_time() * 100.0), missed),
            Span::raw(format!("  delivered {}  missed ", totals.delivered)),
            Span::styled(totals.missed.to_string(), missed),
            Span::raw(format!("  handed back {}", totals.rejected)),
        ]),
        Line::from(money),
        Line::styled(failures(status), failed),
    ];
    let block = Block::bordered().title(" since the start, in PROOF ");
    frame.render_widget(Paragraph::new(lines).block(block), area);
}

fn all_jobs(frame: &mut Frame<'_>, area: Rect, status: &Status) {
    let block = Block::bordered().title(format!(" jobs: {} ", status.jobs.len()));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    if status.jobs.is_empty() {
        return frame.render_widget(Paragraph::new(Line::styled("none", DIM)), inner);
    }
    // Those that are due first are shown first; the last line says how many there is no room for.
    let mut jobs: Vec<&JobStatus> = status.jobs.iter().collect();
    jobs.sort_by_key(|job| (job.due, job.request));
    let room = usize::from(inner.height);
    let shown = if jobs.len() > room {
        room.saturating_sub(1)
    } else {
        jobs.len()
    };
    for (line, job) in inner.rows().zip(jobs.iter().take(shown)) {
        one_job(frame, line, job, status);
    }
    if shown < jobs.len() {
        if let Some(line) = inner.rows().nth(shown) {
            let more = format!("and {} more", jobs.len() - shown);
            frame.render_widget(Paragraph::new(Line::styled(more, DIM)), line);
        }
    }
}

fn one_job(frame: &mut Frame<'_>, area: Rect, job: &JobStatus, status: &Status) {
    let money = if area.width >= WIDE { 28 } else { 0 };
    let [name, state, stakes, bar] = Layout::horizontal([
        Constraint::Length(28),
        Constraint::Length(14),
        Constraint::Length(money),
        Constraint::Min(10),
    ])
    .spacing(1)
    .areas(area);
    frame.render_widget(
        Paragraph::new(format!("{:>7} {}", job.request, job.circuit)),
        name,
    );
    let style = match job.state.as_str() {
        "given-up" => BAD,
        "handing-back" => CARE,
        "delivered" => GOOD,
        _ => Style::new(),
    };
    let tried = match job.attempts {
        0 | 1 => String::new(),
        attempts => format!(" #{attempts}"),
    };
    frame.render_widget(
        Paragraph::new(Span::styled(format!("{}{tried}", job.state), style)),
        state,
    );
    let terms = format!("pays {} secures {}", proof(job.payment), proof(job.collateral));
    frame.render_widget(Paragraph::new(terms), stakes);
    let used = used(job, status.node.head);
    let colour = match used {
        used if used < 0.5 => Color::Green,
        used if used < 0.8 => Color::Yellow,
        _ => Color::Red,
    };
    let gauge = Gauge::default()
        .ratio(used)
        .gauge_style(Style::new().fg(colour).bg(Color::Black))
        .use_unicode(true)
        .label(left(job, status));
    frame.render_widget(gauge, bar);
}

/// Circuits of which it is known how long they take.
fn measured(status: &Status) -> impl Iterator<Item = &CircuitStatus> {
    status.circuits.iter().filter(|circuit| circuit.measured > 0)
}

fn all_circuits(frame: &mut Frame<'_>, area: Rect, status: &Status) {
    let block = Block::bordered().title(" circuits: time of a proof ");
    let rows = measured(status).map(|circuit| {
        Row::new(vec![
            circuit.name.clone(),
            format!("half within {}", seconds(circuit.median_ms)),
            format!("99 % within {}", seconds(circuit.p99_ms)),
            format!("of {}", circuit.measured),
        ])
    });
    let widths = [
        Constraint::Length(20),
        Constraint::Length(20),
        Constraint::Length(20),
        Constraint::Min(8),
    ];
    frame.render_widget(Table::new(rows, widths).block(block), area);
}

fn all_offers(frame: &mut Frame<'_>, area: Rect, status: &Status) {
    let block = Block::bordered().title(" offers, planck per proving unit ");
    if status.offers.is_empty() {
        let text = Paragraph::new(Line::styled("none", DIM)).block(block);
        return frame.render_widget(text, area);
    }
    let rows = status.offers.iter().map(|offer| {
        let (text, style) = match (&offer.ask, &offer.held) {
            (Some(ask), _) => (grouped(ask), Style::new()),
            (None, Some(held)) => (format!("withheld: {held}"), CARE),
            (None, None) => ("withheld".to_owned(), CARE),
        };
        Row::new(vec![
            Span::raw(format!("category {}", offer.category)),
            Span::styled(text, style),
        ])
    });
    let table = Table::new(rows, [Constraint::Length(14), Constraint::Min(10)]).block(block);
    frame.render_widget(table, area);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{CapacityStatus, NodeStatus, OfferStatus, Totals};
    use ratatui::{backend::TestBackend, Terminal};

    const NOW: u64 = 1_000_000;
    const UNIT: u128 = 1_000_000_000_000;

    fn job(request: u64, circuit: &str, state: &str, matched: u32, due: u32) -> JobStatus {
        JobStatus {
            request,
            circuit: circuit.into(),
            state: state.into(),
            attempts: 1,
            matched,
            due,
            reject_by: matched + 10,
            payment: UNIT / 10,
            collateral: UNIT,
            category: 0,
        }
    }

    fn status() -> Status {
        Status {
            version: "0.1.0".into(),
            prover: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY".into(),
            signer: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty".into(),
            started: NOW - 7_300,
            node: NodeStatus {
                url: "ws://127.0.0.1:9944".into(),
                connected: true,
                head: 1_020,
                head_seen: NOW - 1,
                finalized: 1_017,
                block_time_ms: 2_000,
            },
            jobs: vec![
                job(814, "semaphore-20", "proving", 1_000, 1_030),
                job(815, "eddsa-poseidon", "queued", 1_018, 1_048),
                job(812, "semaphore-20", "handing-back", 996, 1_024),
            ],
            lanes_busy: 1,
            lanes: 2,
            offers: vec![
                OfferStatus {
                    category: 0,
                    ask: Some("1250000".into()),
                    held: None,
                },
                OfferStatus {
                    category: 1,
                    ask: None,
                    held: Some("the breaker is open after failures".into()),
                },
            ],
            capacity: Some(CapacityStatus {
                free_slots: 2,
                free_stake: 97 * UNIT,
                locked: 3 * UNIT,
            }),
            totals: Totals {
                delivered: 131,
                missed: 1,
                rejected: 2,
                failures: 4,
                earned: 14 * UNIT + UNIT / 2,
                slashed: UNIT,
            },
            last_failure: Some("input.fetch".into()),
            circuits: vec![CircuitStatus {
                name: "semaphore-20".into(),
                measured: 131,
                median_ms: 1_250,
                p99_ms: 2_000,
            }],
            ..Status::default()
        }
    }

    fn drawn(status: &Status, trouble: Option<&str>, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, status, trouble, NOW)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn view_should_show_what_matters_when_it_has_80_columns_and_24_lines() {
        let drawn = drawn(&status(), None, 80, 24);
        println!("{drawn}");
        for part in [
            "prover 5Grwva...GKutQY",
            "up 2 h 1 min",
            "block 1020 (1 s ago)",
            "breaker closed",
            "lanes 1/2",
            "on time 99.2 %",
            "earned 14.50",
            "locked 3.00",
            "814 semaphore-20",
            "10 blocks, 20 s",
            "handing-back",
            "category 0",
            "1,250,000",
            "node ws://127.0.0.1:9944  final 3 blocks behind",
            "failures 4, last input.fetch",
            "half within 1.25 s",
            "withheld: the breaker is open after failures",
        ] {
            assert!(drawn.contains(part), "`{part}` is missing in\n{drawn}");
        }
    }

    #[test]
    fn jobs_should_be_in_the_order_of_their_deadlines_when_shown() {
        let drawn = drawn(&status(), None, 80, 24);
        let place = |request: &str| drawn.find(request).unwrap();
        assert!(place("812 semaphore") < place("814 semaphore"));
        assert!(place("814 semaphore") < place("815 eddsa"));
    }

    #[test]
    fn view_should_say_how_many_jobs_are_left_out_when_there_is_no_room() {
        let mut status = status();
        status.jobs = (0..50)
            .map(|request| job(request, "a", "queued", 1_000, 1_030))
            .collect();
        let drawn = drawn(&status, None, 80, 24);
        assert!(drawn.contains("jobs: 50") && drawn.contains("more"), "{drawn}");
    }

    #[test]
    fn jobs_should_be_shown_with_their_terms_when_there_is_room() {
        assert!(drawn(&status(), None, 120, 24).contains("pays 0.10 secures 1.00"));
        assert!(!drawn(&status(), None, 80, 24).contains("secures"));
    }

    #[test]
    fn circuits_should_give_way_to_jobs_when_lines_are_few() {
        assert!(!drawn(&status(), None, 80, 20).contains("half within"));
    }

    #[test]
    fn view_should_say_so_when_the_worker_does_not_answer() {
        let drawn = drawn(&status(), Some("no worker answers"), 80, 24);
        assert!(drawn.contains("no worker answers"));
    }

    #[test]
    fn view_should_not_break_when_the_terminal_is_tiny_or_the_worker_new() {
        for (width, height) in [(1, 1), (20, 5), (200, 60)] {
            drawn(&status(), None, width, height);
            drawn(&Status::default(), None, width, height);
        }
    }
}
