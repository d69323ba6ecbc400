//! `proofnet-lab clear` and `proofnet-lab bench`, run as a user runs them.
// Helpers of tests are tests too.
#![allow(clippy::unwrap_used)]

use proofnet_lab::{book_file::BookFile, outcome_file::OutcomeFile};
use proofnet_toda::{clear, Book, Category, Parameters, Prover, Request, Restriction};
use serde_json::{json, Value};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

/// The example of the documentation of `proofnet_toda`.
fn example() -> Book {
    let category = |id, reference_price| Category {
        id,
        reference_price,
        floor: 1,
        nominal_units: 10,
    };
    let request = |id, category, max_fee| Request {
        id,
        category,
        units: 10,
        max_fee,
        restriction: Restriction::None,
    };
    let prover = |id, asks: &[(u32, u128)]| Prover {
        id,
        slots: 1,
        asks: asks.to_vec(),
    };
    Book {
        categories: vec![category(1, 100), category(2, 50)],
        requests: vec![request(1, 1, 1_200), request(2, 2, 580), request(3, 2, 550)],
        provers: vec![prover(1, &[(1, 60), (2, 20)]), prover(2, &[(1, 70)])],
        seed: [0; 32],
    }
}

/// The same, as a user writes it.
fn example_json() -> Value {
    json!({
        "categories": [
            {"id": 1, "reference_price": "100", "floor": "1", "nominal_units": 10},
            {"id": 2, "reference_price": "50", "floor": "1", "nominal_units": 10},
        ],
        "requests": [
            {"id": 1, "category": 1, "units": 10, "max_fee": "1200"},
            {"id": 2, "category": 2, "units": 10, "max_fee": "580"},
            {"id": 3, "category": 2, "units": 10, "max_fee": "550"},
        ],
        "provers": [
            {"id": 1, "slots": 1, "asks": {"1": "60", "2": "20"}},
            {"id": 2, "slots": 1, "asks": {"1": "70"}},
        ],
        "seed": format!("0x{}", "00".repeat(32)),
    })
}

fn lab(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_proofnet-lab"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// What is printed for a book that is cleared.
fn cleared(arguments: &[&str], book: &str) -> String {
    let output = lab(&[&["clear", "--book", "-"], arguments].concat(), book);
    assert!(output.status.success(), "{}", text(output.stderr));
    text(output.stdout)
}

/// The message for a book that is refused.
fn refused(book: &str) -> String {
    let output = lab(&["clear", "--json", "--book", "-"], book);
    assert_eq!(output.status.code(), Some(2), "{}", text(output.stdout));
    assert!(output.stdout.is_empty());
    let message = text(output.stderr);
    assert!(message.starts_with("error: standard input: "), "{message}");
    message
}

/// The message for the example with another value at `pointer`.
fn refused_with(pointer: &str, value: Value) -> String {
    let mut book = example_json();
    *book.pointer_mut(pointer).unwrap() = value;
    refused(&book.to_string())
}

/// The message for the example with a field added to the object at `pointer`, or without it if null.
fn refused_with_field(pointer: &str, name: &str, value: Value) -> String {
    let mut book = example_json();
    let object = book.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
    match value {
        Value::Null => object.remove(name),
        value => object.insert(String::from(name), value),
    };
    refused(&book.to_string())
}

fn assert_names(message: &str, field: &str) {
    assert!(message.contains(field), "`{field}` is not in: {message}");
}

#[test]
fn clear_should_print_the_outcome_as_json_when_asked_for_it() {
    let printed: Value = serde_json::from_str(&cleared(&["--json"], &example_json().to_string())).unwrap();
    let expected = json!({
        "trades": [
            {
                "request": 1,
                "prover": 2,
                "category": 1,
                "requester_unit_price": "100",
                "prover_unit_price": "90",
            },
            {
                "request": 2,
                "prover": 1,
                "category": 2,
                "requester_unit_price": "55",
                "prover_unit_price": "50",
            },
        ],
        "welfare_margin": "600",
        "surplus": "150",
        "next_reference_prices": {"1": "100", "2": "55"},
    });
    assert_eq!(printed, expected);
}

#[test]
fn clear_should_print_what_the_mechanism_decides_when_the_book_is_written_by_the_library() {
    let mut book = example();
    book.requests[0].restriction = Restriction::Exclude(vec![2]);
    book.requests[2].restriction = Restriction::Only(vec![1]);
    let parameters = Parameters {
        drift: 20_000,
        max_restricted: 1,
        ..Parameters::default()
    };
    let file = BookFile { book, parameters };
    let printed: OutcomeFile = serde_json::from_str(&cleared(&["--json"], &file.to_json().unwrap())).unwrap();
    let expected = clear(&file.book, &file.parameters).unwrap();
    assert_eq!(printed, OutcomeFile::from(&expected));
    assert_ne!(expected, clear(&file.book, &Parameters::default()).unwrap());
}

#[test]
fn clear_should_read_the_book_of_the_library_when_written_by_hand() {
    let read = BookFile::from_json(example_json().to_string().as_bytes()).unwrap();
    assert_eq!(read.book, example());
}

#[test]
fn clear_should_read_a_file_when_it_is_named() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(example_json().to_string().as_bytes()).unwrap();
    let output = lab(&["clear", "--json", "--book", file.path().to_str().unwrap()], "");
    assert_eq!(
        text(output.stdout),
        cleared(&["--json"], &example_json().to_string())
    );
}

#[test]
fn clear_should_print_tables_of_trades_and_prices_when_json_is_not_asked_for() {
    let printed = cleared(&[], &example_json().to_string());
    assert_names(&printed, "Trades: 2 (of 3 requests, with 2 of 2 provers).");
    assert_names(&printed, "Welfare margin: 600 planck");
    assert_names(&printed, "Surplus: 150 planck");
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split(['│', '┆', ' ']).filter(|cell| !cell.is_empty());
        cells.map(String::from).collect()
    };
    let rows: Vec<Vec<String>> = printed.lines().map(cells).collect();
    for expected in [
        // Request, prover, category, units, bid, requester's price, prover's price, ask.
        vec!["1", "2", "1", "10", "120", "100", "90", "70"],
        vec!["2", "1", "2", "10", "58", "55", "50", "20"],
        // Category, present and next reference price, change.
        vec!["1", "100", "100", "none"],
        vec!["2", "50", "55", "+10.00", "%"],
    ] {
        assert!(
            rows.iter().any(|row| *row == expected),
            "{expected:?} is not in:\n{printed}"
        );
    }
}

#[test]
fn clear_should_say_that_nothing_trades_when_the_book_is_empty() {
    let book = json!({"categories": [], "requests": [], "provers": [], "seed": "00".repeat(32)});
    assert_names(
        &cleared(&[], &book.to_string()),
        "Trades: 0 (of 0 requests, with 0 of 0 provers).",
    );
}

#[test]
fn book_should_be_refused_by_its_field_when_an_amount_is_malformed() {
    for (pointer, path) in [
        ("/provers/0/asks/1", "provers[0].asks.1:"),
        ("/categories/1/reference_price", "categories[1].reference_price:"),
        ("/categories/0/floor", "categories[0].floor:"),
        ("/requests/2/max_fee", "requests[2].max_fee:"),
    ] {
        for value in [
            json!("12.5"),
            json!("-1"),
            json!(12),
            json!("340282366920938463463374607431768211456"),
        ] {
            let message = refused_with(pointer, value);
            assert_names(&message, path);
            assert_names(&message, "string of decimal digits");
        }
    }
}

#[test]
fn book_should_be_refused_by_its_field_when_a_number_is_out_of_range() {
    assert_names(
        &refused_with("/requests/0/units", json!(-1)),
        "requests[0].units:",
    );
    assert_names(
        &refused_with("/requests/0/category", json!(4_294_967_296u64)),
        "requests[0].category:",
    );
    assert_names(&refused_with("/provers/1/slots", json!("1")), "provers[1].slots:");
    assert_names(
        &refused_with("/categories/0/nominal_units", json!(1.5)),
        "categories[0].nominal_units:",
    );
}

#[test]
fn book_should_be_refused_by_its_field_when_a_value_has_the_wrong_shape() {
    assert_names(
        &refused_with("/provers/0/asks", json!(["60"])),
        "provers[0].asks:",
    );
    assert_names(&refused_with("/requests", json!({})), "requests:");
    assert_names(&refused_with("/requests/1", json!(2)), "requests[1]:");
    assert_names(
        &refused_with("/provers/0/asks", json!({"first": "60"})),
        "provers[0].asks",
    );
}

#[test]
fn book_should_be_refused_by_its_field_when_the_seed_is_not_of_32_bytes() {
    for seed in [json!("0x00"), json!("zz".repeat(32)), json!(0)] {
        let message = refused_with("/seed", seed);
        assert_names(&message, "seed:");
        assert_names(&message, "32 bytes");
    }
}

#[test]
fn book_should_be_refused_by_its_field_when_one_is_missing() {
    assert_names(
        &refused_with_field("", "seed", Value::Null),
        "missing field `seed`",
    );
    let message = refused_with_field("/requests/1", "units", Value::Null);
    assert_names(&message, "requests[1]: missing field `units`");
}

#[test]
fn book_should_be_refused_by_its_field_when_one_is_unknown() {
    for (pointer, path) in [
        ("", "speed"),
        ("/categories/1", "categories[1].speed: "),
        ("/requests/1", "requests[1].speed: "),
        ("/provers/1", "provers[1].speed: "),
    ] {
        let message = refused_with_field(pointer, "speed", json!(1));
        assert_names(&message, path);
        assert_names(&message, "unknown field `speed`");
    }
}

#[test]
fn book_should_be_refused_by_its_field_when_a_parameter_is_malformed() {
    let message = refused_with_field("", "parameters", json!({"up": "1"}));
    assert_names(&message, "parameters.up:");
    let message = refused_with_field("", "parameters", json!({"sideways": 1}));
    assert_names(&message, "parameters.sideways:");
}

#[test]
fn book_should_be_refused_by_its_request_when_that_has_two_restrictions() {
    let mut book = example_json();
    book["requests"][1]["exclude"] = json!([1]);
    book["requests"][1]["only"] = json!([2]);
    let message = refused(&book.to_string());
    assert_names(&message, "requests[1]: both `exclude` and `only`");
}

#[test]
fn book_should_be_refused_by_its_line_when_it_is_no_json() {
    assert_names(&refused("{\n\"categories\": ["), "line 2");
    assert_names(&refused(&format!("{} []", example_json())), "trailing characters");
    assert_names(&refused(""), "line 1");
}

#[test]
fn book_should_be_refused_by_its_order_when_it_contradicts_itself() {
    assert_names(
        &refused_with("/requests/1/id", json!(1)),
        "request 1 is in the book twice",
    );
    assert_names(
        &refused_with("/requests/0/category", json!(9)),
        "request 1 is of category 9",
    );
    assert_names(
        &refused_with("/requests/0/units", json!(0)),
        "request 1 is for zero units",
    );
    assert_names(
        &refused_with("/provers/1/id", json!(1)),
        "prover 1 is in the book twice",
    );
}

#[test]
fn book_should_be_refused_by_its_prover_when_that_asks_two_prices_for_one_category() {
    let book = example_json()
        .to_string()
        .replace(r#"{"1":"70"}"#, r#"{"1":"70","1":"71"}"#);
    assert_names(&refused(&book), "prover 2 asks two prices for category 1");
}

#[test]
fn clear_should_name_the_file_when_it_does_not_exist() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("absent.json");
    let output = lab(&["clear", "--book", path.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(2));
    assert_names(&text(output.stderr), "absent.json: cannot be read");
}

/// The objects of JSON that a help text shows, indented by two.
fn shown(help: &str) -> Vec<String> {
    let blocks = help.split("\n  {\n").skip(1);
    blocks
        .map(|block| format!("{{{}}}", block.split_once("\n  }").unwrap().0))
        .collect()
}

#[test]
fn help_should_show_the_outcome_of_the_book_that_it_shows() {
    let [book, outcome] = shown(&text(lab(&["clear", "--help"], "").stdout))
        .try_into()
        .unwrap();
    let printed: Value = serde_json::from_str(&cleared(&["--json"], &book)).unwrap();
    assert_eq!(printed, serde_json::from_str::<Value>(&outcome).unwrap());
}

#[test]
fn help_should_show_a_book_that_trades_as_it_says() {
    let help = text(lab(&["--help"], "").stdout);
    let [book] = shown(&help).try_into().unwrap();
    assert_names(&help, "They trade at the reference price of 120.");
    assert_names(
        &cleared(&["--json"], &book),
        r#""requester_unit_price":"120","prover_unit_price":"120""#,
    );
}

#[test]
fn bench_should_print_a_time_for_each_size_when_asked_for_json() {
    let output = lab(&["bench", "--largest", "64", "--runs", "3", "--json"], "");
    let report: Value = serde_json::from_str(&text(output.stdout)).unwrap();
    assert_eq!(report["runs"], 3);
    let measurements = report["measurements"].as_array().unwrap();
    let provers: Vec<u64> = measurements
        .iter()
        .map(|measurement| measurement["provers"].as_u64().unwrap())
        .collect();
    assert_eq!(provers, [16, 64]);
    for measurement in measurements {
        let of = |name: &str| measurement[name].as_u64().unwrap();
        assert!(of("trades") > 0);
        assert!(0 < of("least_ns") && of("least_ns") <= of("median_ns") && of("median_ns") <= of("most_ns"));
    }
    assert_eq!(measurements[0]["time_growth"], Value::Null);
    assert!(measurements[1]["time_growth"].as_f64().unwrap() > 0.0);
}

#[test]
fn bench_should_print_a_table_when_json_is_not_asked_for() {
    let printed = text(lab(&["bench", "--largest", "16", "--runs", "1"], "").stdout);
    assert_names(&printed, "Median ms");
    assert_names(&printed, "160");
}

#[test]
fn bench_should_be_refused_when_no_book_is_small_enough() {
    let output = lab(&["bench", "--largest", "15"], "");
    assert_eq!(output.status.code(), Some(2));
    assert_names(&text(output.stderr), "--largest 15");
}

#[test]
fn bench_should_write_a_book_that_clears_when_asked_to_dump_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.json");
    let path = path.to_str().unwrap();
    assert!(lab(&["bench", "--largest", "100", "--dump-book", path], "")
        .status
        .success());
    let printed = text(lab(&["clear", "--book", path], "").stdout);
    assert_names(&printed, "(of 640 requests, with ");
}
