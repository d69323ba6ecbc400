//! The configuration in effect, with where each value comes from.

use super::overriding;
use std::{collections::BTreeMap, fmt::Write, path::Path};
use toml::{Table, Value};

/// Values are written as long as this at least, so that what is behind them lines up.
const WIDTH: usize = 44;

/// `effective` as TOML; every line says whether its value is of `file`, of a variable, or the default.
pub(super) fn describe(
    file: &Path,
    effective: &Table,
    in_file: &Table,
    overrides: &BTreeMap<String, String>,
) -> String {
    let printer = Printer {
        file: file.display().to_string(),
        in_file,
        overrides,
    };
    let mut text = String::new();
    printer.table(&mut text, effective, "", "");
    text
}

struct Printer<'a> {
    file: String,
    in_file: &'a Table,
    overrides: &'a BTreeMap<String, String>,
}

impl Printer<'_> {
    /// Values first, then tables: TOML takes what follows a header for the table's.
    fn table(&self, text: &mut String, table: &Table, path: &str, header: &str) {
        if !header.is_empty() && table.values().any(|value| !is_table(value)) {
            let _ = writeln!(text, "\n{header}");
        }
        let below = |key: &str| match path {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        };
        for (key, value) in table.iter().filter(|(_, value)| !is_table(value)) {
            let path = below(key);
            let line = format!("{key} = {}", shown(&path, value));
            let _ = writeln!(text, "{line:<WIDTH$} # {}", self.source(&path));
        }
        for (key, value) in table {
            let path = below(key);
            match value {
                Value::Table(inner) => self.table(text, inner, &path, &format!("[{path}]")),
                Value::Array(items) if is_table(value) => {
                    for (index, item) in items.iter().enumerate() {
                        if let Value::Table(inner) = item {
                            self.table(text, inner, &format!("{path}[{index}]"), &format!("[[{path}]]"));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn source(&self, path: &str) -> String {
        match overriding(self.overrides, path) {
            Some(variable) => variable.to_owned(),
            None if is_in(self.in_file, path) => self.file.clone(),
            None => "default".into(),
        }
    }
}

/// Whether a value is written below a header of its own.
fn is_table(value: &Value) -> bool {
    match value {
        Value::Table(_) => true,
        Value::Array(items) => items.iter().any(Value::is_table),
        _ => false,
    }
}

/// Whether `path`, such as `offers[0].ask`, has a value in `table`.
fn is_in(table: &Table, path: &str) -> bool {
    let mut parts = path.split(['.', '[']).map(|part| part.trim_end_matches(']'));
    let first = parts.next().and_then(|key| table.get(key));
    let value = parts.try_fold(first, |value, part| match value? {
        Value::Table(table) => Some(table.get(part)),
        Value::Array(items) => Some(items.get(part.parse::<usize>().ok()?)),
        _ => None,
    });
    value.flatten().is_some()
}

/// A value without what may be secret in it.
fn shown(path: &str, value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(|item| shown(path, item)).collect()),
        Value::String(text) if path == "key.dev" => Value::String(development_key(text)),
        Value::String(text) => Value::String(public_part(text)),
        other => other.clone(),
    }
}

/// A development key without its password; anything else may be a secret that was put into the wrong place.
fn development_key(uri: &str) -> String {
    match (uri.starts_with("//"), uri.split_once("///")) {
        (false, _) => "(hidden)".into(),
        (true, Some((key, _))) => format!("{key}///(hidden)"),
        (true, None) => uri.to_owned(),
    }
}

/// A URL without user, password, path and query, in each of which providers hide access tokens. What is no URL stays.
pub(crate) fn public_part(text: &str) -> String {
    let Some(url) = reqwest::Url::parse(text).ok().filter(|url| url.has_host()) else {
        return text.to_owned();
    };
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let hides = !matches!(url.path(), "" | "/") || url.query().is_some() || !url.username().is_empty();
    let rest = if hides { "/(hidden)" } else { "" };
    format!("{}://{host}{port}{rest}", url.scheme())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn url_should_lose_what_may_be_secret_when_it_is_shown() {
        for (url, shown) in [
            ("ws://127.0.0.1:9944", "ws://127.0.0.1:9944"),
            ("wss://a.example/", "wss://a.example"),
            ("wss://a.example/v1/k3y", "wss://a.example/(hidden)"),
            ("wss://a.example?token=k3y", "wss://a.example/(hidden)"),
            ("wss://user:k3y@a.example", "wss://a.example/(hidden)"),
            ("worker.key", "worker.key"),
            ("info,prover_worker=debug", "info,prover_worker=debug"),
        ] {
            assert_eq!(public_part(url), shown);
        }
    }

    #[test]
    fn development_key_should_be_hidden_when_it_may_be_a_secret() {
        assert_eq!(development_key("//Alice"), "//Alice");
        assert_eq!(development_key("//Alice///k3y"), "//Alice///(hidden)");
        assert_eq!(development_key("bottom drive obey"), "(hidden)");
    }
}
