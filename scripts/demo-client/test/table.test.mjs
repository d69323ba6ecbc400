import assert from "node:assert/strict";
import { test } from "node:test";

import { Display, renderTable } from "../table.mjs";

const COLUMNS = [
  { title: "id", text: ({ id }) => `${id}`, right: true },
  { title: "name", text: ({ name }) => name },
];

class Terminal {
  text = "";
  columns = 80;
  rows = 24;
  write(text) {
    this.text += text;
  }
}

test("table_should_align_columns_when_cells_differ_in_length", () => {
  const lines = renderTable(COLUMNS, [
    { id: 7, name: "seven" },
    { id: 123, name: "x" },
  ]);
  assert.deepEqual(lines, [" id  name", "----------", "  7  seven", "123  x"]);
});

test("table_should_be_cut_when_the_terminal_is_narrow", () => {
  const lines = renderTable(COLUMNS, [{ id: 7, name: "seven" }], 6);
  assert.ok(lines.every((line) => line.length <= 6));
});

test("table_should_replace_the_one_before_when_drawn_on_a_terminal", () => {
  const terminal = new Terminal();
  const display = new Display(terminal, true);
  display.table(["a", "b"]);
  display.table(["c"]);
  assert.equal(terminal.text, "a\nb\n\x1b[2A\x1b[Jc\n");
});

test("note_should_come_above_the_table_when_one_is_drawn", () => {
  const terminal = new Terminal();
  const display = new Display(terminal, true);
  display.table(["a"]);
  display.note("n");
  assert.equal(terminal.text, "a\n\x1b[1A\x1b[Jn\na\n");
});

test("table_should_not_be_drawn_when_the_output_is_plain", () => {
  const terminal = new Terminal();
  new Display(terminal, false).table(["a"]);
  assert.equal(terminal.text, "");
});

test("table_should_keep_to_the_lines_that_fit_when_the_terminal_is_low", () => {
  const terminal = Object.assign(new Terminal(), { rows: 3 });
  new Display(terminal, true).table(["a", "b", "c", "d"]);
  assert.equal(terminal.text, "c\nd\n");
});
