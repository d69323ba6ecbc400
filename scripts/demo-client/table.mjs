// A table in the terminal: drawn again in place on a terminal, a line for each change elsewhere.

/** Lines of `rows` under `columns` of `{ title, text(row), right }`, cut to `width` characters. */
export function renderTable(columns, rows, width = Infinity) {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => text(row)))];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => (columns[column].right ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join("  ")
      .trimEnd()
      .slice(0, width),
  );
  return [lines[0], "-".repeat(Math.min(width, sum(widths) + 2 * (widths.length - 1))), ...lines.slice(1)];
}

/** Shows notes and, on a terminal, one table below them that is kept up to date. */
export class Display {
  #drawn = [];

  constructor(out, live) {
    this.out = out;
    this.live = live;
  }

  /** Prints a line that stays. */
  note(line = "") {
    const table = this.#drawn;
    this.#erase();
    this.out.write(`${line}\n`);
    this.#draw(table);
  }

  /** Prints lines that stay. */
  lines(lines) {
    for (const line of lines) this.note(line);
  }

  /** Shows `lines` in place of the table that is there. */
  table(lines) {
    if (!this.live) return;
    this.#erase();
    this.#draw(lines);
  }

  /** Takes the table away; what comes is printed as lines. */
  clear() {
    this.#erase();
    this.live = false;
  }

  /** Leaves the table as it is; what comes is printed as lines below it. */
  keep() {
    this.#drawn = [];
    this.live = false;
  }

  get width() {
    return this.live ? (this.out.columns ?? 80) : Infinity;
  }

  // What has scrolled out cannot be drawn again: only the lines that fit are kept below each other.
  #draw(lines) {
    this.#drawn = lines.slice(-Math.max(1, (this.out.rows ?? Infinity) - 1));
    for (const line of this.#drawn) this.out.write(`${line}\n`);
  }

  #erase() {
    if (this.#drawn.length > 0) this.out.write(`\x1b[${this.#drawn.length}A\x1b[J`);
    this.#drawn = [];
  }
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
