// What is printed and written at the end.

import { exact, short } from "./amounts.mjs";
import { renderTable } from "./table.mjs";

// Enough for every price in the demo to differ where it does; all figures are exact with --json.
const PLACES = 6;

/** Columns of the table of requests. `names` has names of accounts, `circuits` circuits by id, `timings` the workers' logs. */
export function requestColumns({ chain, names, circuits, timings }) {
  const name = (address) => (address === undefined ? "" : (names.get(address) ?? address));
  const amount = (planck) => (planck === undefined ? "" : short(planck, chain.decimals, PLACES));
  const number = (value) => (value === undefined ? "" : `${value}`);
  const column = (title, text, right = false) => ({ title, text, right });
  return [
    column("#", ({ request }) => `${request}`, true),
    column("circuit", ({ circuit }) => circuits.get(circuit)?.name ?? circuit),
    column("cat", ({ category }) => `${category}`, true),
    column("from", ({ requester }) => name(requester)),
    column("placed", ({ placed }) => number(placed), true),
    column("matched", ({ matched }) => number(matched), true),
    column("prover", ({ prover }) => name(prover)),
    column(`pays ${chain.symbol}`, ({ fee }) => amount(fee), true),
    column(`gets ${chain.symbol}`, ({ paid }) => amount(paid), true),
    column("proof", ({ request }) => provingTime(timings.get(request)), true),
    column("paid in", ({ fulfilled }) => number(fulfilled), true),
    column("state", ({ state }) => state),
  ];
}

function provingTime(timing) {
  return timing?.provingMs === undefined ? "" : `${((timing.witnessMs + timing.provingMs) / 1000).toFixed(1)} s`;
}

/** A line for a change of `row`. */
export function describeChange(row, what, { chain, names, circuits, timings }) {
  const amount = (planck) => `${short(planck, chain.decimals)} ${chain.symbol}`;
  const text = {
    Placed: () =>
      `block ${row.placed}: placed by ${names.get(row.requester)}, ${circuits.get(row.circuit)?.name}, ` +
      `category ${row.category}, at most ${amount(row.maxFee)}`,
    Matched: () => `block ${row.matched}: matched with ${names.get(row.prover)}, for ${amount(row.fee)}`,
    Fulfilled: () =>
      `block ${row.fulfilled}: proof verified, ${amount(row.paid)} paid to ${names.get(row.prover)}` +
      (timings.has(row.request) ? `, proved in ${provingTime(timings.get(row.request))}` : ""),
  }[what];
  return `request ${row.request}: ${text ? text() : what.toLowerCase()}`;
}

/** The balance sheet's lines. */
export function sheetLines(sections, { decimals, symbol }) {
  const all = sections.flatMap(({ lines }) => lines);
  const labels = Math.max(...all.map(({ label }) => label.length));
  const amounts = Math.max(...all.map(({ amount }) => exact(amount, decimals).length));
  return sections.flatMap(({ title, lines, equations }) => [
    `${title} (${symbol})`,
    ...lines.map(
      ({ label, amount, source }) =>
        `  ${label.padEnd(labels)}  ${exact(amount, decimals).padStart(amounts)}  ${source}`,
    ),
    ...equations.map(({ text, left, right }) =>
      left === right
        ? `  ok      ${text}`
        : `  FAILED  ${text}: ${exact(left, decimals)} and ${exact(right, decimals)}`,
    ),
    "",
  ]);
}

/** The checks' lines. */
export function checkLines(checks) {
  return checks.map(({ name, holds, found }) => `${holds ? "ok    " : "FAILED"}  ${name}: ${found}`);
}

/** The table of requests, whole. */
export function requestTable(rows, context) {
  return renderTable(requestColumns(context), rows);
}

/** `figures` as JSON, amounts as strings of digits. */
export function json(figures) {
  const replace = (_, value) => (typeof value === "bigint" ? value.toString() : value);
  return `${JSON.stringify(figures, replace, 2)}\n`;
}
