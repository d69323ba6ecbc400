//! `status`: what a running worker is at, in the terminal.

mod text;
mod view;

use crate::{config::Config, error::Failure, metrics::Status};
use ratatui::{
    crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers},
    DefaultTerminal,
};
use std::{io::IsTerminal, path::Path, time::Duration};

/// How long a worker may take to answer.
const ANSWER: Duration = Duration::from_secs(3);
/// How often the view asks.
const REFRESH: Duration = Duration::from_secs(1);
/// Longest answer that is read.
const LONGEST: usize = 4 * 1024 * 1024;

/// How the status is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A view that follows the worker.
    View,
    /// A table, once.
    Table,
    /// JSON, once.
    Json,
}

pub(super) async fn status(config: &Path, url: Option<String>, form: Form) -> Result<(), Failure> {
    let url = match url {
        Some(url) => url,
        None => address(config)?,
    };
    let status = ask_worker(&url).await.map_err(Failure::State)?;
    match form {
        Form::Json => {
            let text = serde_json::to_string_pretty(&status);
            println!("{}", text.map_err(|error| Failure::System(error.to_string()))?);
            Ok(())
        }
        Form::View if std::io::stdout().is_terminal() => follow(&url, status).await,
        Form::Table | Form::View => {
            print!("{}", text::table(&status, crate::metrics::now()));
            Ok(())
        }
    }
}

/// Where the worker of a configuration answers.
fn address(config: &Path) -> Result<String, Failure> {
    match Config::http_of(config, std::env::vars())?.listen {
        Some(address) => Ok(format!("http://{address}")),
        None => Err(Failure::State(
            "`http.listen` is \"off\": a worker with this configuration tells nothing of itself".into(),
        )),
    }
}

/// The status of the worker that answers at `url`, or why there is none.
pub(super) async fn ask_worker(url: &str) -> Result<Status, String> {
    let no_answer = |error: reqwest::Error| {
        format!(
            "no worker answers at {url}: {}; start it with `prover-worker run`, or correct `http.listen`",
            error.without_url()
        )
    };
    let client = reqwest::Client::builder()
        .timeout(ANSWER)
        .no_proxy()
        .build()
        .map_err(no_answer)?;
    let answer = client
        .get(format!("{}/status", url.trim_end_matches('/')))
        .send()
        .await;
    let mut answer = answer
        .and_then(reqwest::Response::error_for_status)
        .map_err(no_answer)?;
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(no_answer)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST {
            return Err(format!(
                "what answers at {url} is no worker: its answer has no end"
            ));
        }
    }
    serde_json::from_slice(&bytes)
        .map_err(|error| format!("what answers at {url} is no worker of this version: {error}"))
}

/// Follows the worker until `q`, Esc or Ctrl-C.
async fn follow(url: &str, first: Status) -> Result<(), Failure> {
    let (sender, receiver) = tokio::sync::watch::channel(Ok(first));
    let url = url.to_owned();
    let asking = tokio::spawn(async move {
        while sender.send(ask_worker(&url).await).is_ok() {
            tokio::time::sleep(REFRESH).await;
        }
    });
    // Keys are waited for on a thread of their own: the terminal's interface blocks.
    let shown = tokio::task::spawn_blocking(move || {
        let mut terminal = ratatui::try_init()?;
        let result = show(&mut terminal, &receiver);
        ratatui::restore();
        result
    });
    let result = shown.await.map_err(|error| Failure::System(error.to_string()))?;
    asking.abort();
    result.map_err(|error| Failure::System(format!("the terminal cannot be drawn to: {error}")))
}

fn show(
    terminal: &mut DefaultTerminal,
    receiver: &tokio::sync::watch::Receiver<Result<Status, String>>,
) -> std::io::Result<()> {
    let mut latest = Status::default();
    loop {
        let trouble = match &*receiver.borrow() {
            Ok(status) => {
                latest = status.clone();
                None
            }
            Err(trouble) => Some(trouble.clone()),
        };
        let now = crate::metrics::now();
        terminal.draw(|frame| view::draw(frame, &latest, trouble.as_deref(), now))?;
        if !event::poll(Duration::from_millis(250))? {
            continue;
        }
        if let Event::Key(key) = event::read()? {
            let control_c = key.code == KeyCode::Char('c') && key.modifiers == KeyModifiers::CONTROL;
            let leave = control_c || matches!(key.code, KeyCode::Char('q') | KeyCode::Esc);
            if leave && key.kind == KeyEventKind::Press {
                return Ok(());
            }
        }
    }
}
