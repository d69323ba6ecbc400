// Runs network tests: scripts/network-test --help says which there are.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { loadCircuits } from "../demo-client/circuits.mjs";
import { interruption, Processes } from "../demo-client/processes.mjs";
import { checkLines, json } from "../demo-client/report.mjs";
import { ALL, load, SHORT } from "./tests.mjs";

const USAGE = 2;

function options() {
  const { values, positionals } = parseArgs({
    options: {
      short: { type: "boolean", default: false },
      blocks: { type: "string" },
      upgrade: { type: "string" },
      json: { type: "string" },
      node: { type: "string" },
      worker: { type: "string" },
      circuits: { type: "string" },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !ALL.includes(name));
  if (unknown.length > 0) throw new Error(`there is no network test ${unknown.join(", ")}: there are ${ALL.join(", ")}`);
  const names = positionals.length > 0 ? positionals : values.short ? SHORT : ALL;
  return { ...values, names };
}

/** Runs the test called `name` to its end or its limit, and ends all that it started. */
async function runTest(name, { interrupted, ...given }) {
  const { about, limit, test } = await load(name);
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  const say = (text) => console.log(`    ${`${seconds()}`.padStart(4)} s  ${text}`);
  console.log(`\n==> ${name}: ${about}`);
  const processes = new Processes(mkdtempSync(join(tmpdir(), `proofnet-network-${name}-`)));
  say(`logs: ${processes.folder}`);
  const closing = [];
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limit} s, the limit of this test`)), limit * 1_000);
  });
  const result = { name, about, checks: [], figures: {} };
  try {
    const playing = test({ ...given, say, processes, closing });
    // It may fail later, when nobody listens any more.
    playing.catch(() => {});
    Object.assign(result, await Promise.race([playing, processes.failure, interrupted, late]));
  } catch (error) {
    result.error = error.message;
    result.stop = error.code;
  } finally {
    clearTimeout(timer);
    for (const close of closing.reverse()) await close();
    await processes.killAll();
  }
  result.seconds = seconds();
  for (const line of checkLines(result.checks)) console.log(`    ${line}`);
  if (result.error) console.log(`    FAILED  ${result.error}`);
  result.passed = !result.error && result.checks.length > 0 && result.checks.every(({ holds }) => holds);
  if (result.passed) rmSync(processes.folder, { recursive: true });
  else console.log(`    logs and databases are in ${processes.folder}`);
  return result;
}

async function main() {
  let given;
  try {
    given = options();
    given.circuits = loadCircuits(given.circuits);
  } catch (error) {
    console.error(`error: ${error.message}`);
    return USAGE;
  }
  const interrupted = interruption();
  interrupted.catch(() => {});
  const results = [];
  for (const name of given.names) {
    results.push(await runTest(name, { ...given, interrupted }));
    if (Number.isInteger(results.at(-1).stop)) break;
  }
  console.log("");
  for (const { name, passed, seconds, checks } of results) {
    const holding = checks.filter(({ holds }) => holds).length;
    console.log(`${passed ? "ok    " : "FAILED"}  ${name}: ${holding} of ${checks.length} checks hold, ${seconds} s`);
  }
  if (given.json) writeFileSync(given.json, json(results));
  const stop = results.find(({ stop: code }) => Number.isInteger(code))?.stop;
  return stop ?? (results.every(({ passed }) => passed) ? 0 : 1);
}

// Clients and requests under way would keep the process alive.
process.exit(await main());
