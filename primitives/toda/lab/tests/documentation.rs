//! What the documentation says of the program, held against the program.
// Helpers of tests are tests too.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs")
}

fn chapter(name: &str) -> String {
    fs::read_to_string(docs().join(name)).unwrap()
}

#[test]
fn worked_example_should_be_what_the_program_prints_when_it_clears_the_documented_book() {
    let book = docs().join("examples/book.json");
    let output = Command::new(env!("CARGO_BIN_EXE_proofnet-lab"))
        .arg("clear")
        .arg("--book")
        .arg(&book)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let chapter = chapter("mechanism.md");
    assert!(chapter.contains(&fs::read_to_string(book).unwrap()), "the book");
    assert!(
        chapter.contains(printed.trim_end()),
        "the chapter lacks:\n{printed}"
    );
}

#[test]
fn plots_should_be_there_when_chapters_show_them() {
    for name in ["mechanism.md", "laboratory.md"] {
        let chapter = chapter(name);
        let shown: Vec<&str> = chapter
            .split("](plots/")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .collect();
        assert!(!shown.is_empty(), "{name} shows no plot");
        for plot in shown {
            let svg = fs::read_to_string(docs().join("plots").join(plot)).unwrap();
            assert!(svg.contains("<svg") && svg.contains("TODA"), "{name}: {plot}");
        }
    }
}
