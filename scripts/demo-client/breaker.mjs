// A prover whose program fails: its worker's breaker opens before the next job is lost, tries itself, and closes.

import { rmSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { checkBreaker } from "./breaker-report.mjs";
import { check } from "./checks.mjs";
import { eventOf } from "./market.mjs";
import { orderFor } from "./orders.mjs";
import { COMMISSION, REQUESTERS, share } from "./plan.mjs";
import { freePort, run } from "./processes.mjs";
import { writeConfig } from "./workers.mjs";

const PROVER = "Charlie";
const CATEGORIES = [0, 1];
// The one with ten minutes to prove: the program fails in it.
const FAILING_CATEGORY = 1;
const IN_A_ROW = 2;
const PAUSE_S = 20;
const STAKE = 500n;
const SLOTS = 2;
const PATIENCE_MS = 120_000;

/** Plays it, and gives the checks. */
export async function playBreaker({ chain, market, circuits, processes, url, worker }) {
  const unit = 10n ** BigInt(chain.decimals);
  const [alice, prover, key] = ["//Alice", `//${PROVER}`, `//${PROVER}//worker`].map((uri) => chain.account(uri));
  const [circuit] = circuits;
  const broken = join(processes.folder, "broken");
  const port = await freePort();
  const [categories] = await Promise.all([
    market.categories(),
    market.fund(alice, [key], 10n * unit),
    market.register(prover, { stake: STAKE * unit, slots: SLOTS, commission: COMMISSION }),
    market.proposeWorker(prover, key),
  ]);
  const config = writeConfig(processes.folder, {
    name: "worker-breaker",
    prover: prover.address,
    key: `//${PROVER}//worker`,
    url,
    offers: CATEGORIES.map((id) => [id, share(categories.get(id).referencePrice, 50n)]),
    circuits: [bySomethingUnreliable(circuit, broken)],
    breaker: { failures_in_a_row: IN_A_ROW, pause_s: PAUSE_S },
    port,
  });
  await run(worker, ["accept", "--config", config]);
  const begin = await chain.bestNumber();
  const running = processes.start("worker-breaker", worker, ["run", "--config", config]);
  const watch = watchBreaker(port);

  const requester = chain.account(`//${REQUESTERS[0]}`);
  const place = async (category, sample) => {
    const planned = { circuit, sample, category, bidPercent: 150n, remote: false };
    const context = { category: (await market.categories()).get(category), best: await chain.bestNumber(), matchWithin: 60 };
    const order = { ...orderFor(planned, context), repricing: null, admitted: [prover.address] };
    const receipt = await market.placeBatch(requester, [order]);
    if (receipt.error) throw new Error(`a request was refused: ${receipt.error.name}: ${receipt.error.docs}`);
    return eventOf(receipt, "market.Placed").request;
  };
  const until = (condition, what) => waitFor(condition, `${what}; see ${running.log}`);
  const offered = async () => (await market.offers()).get(prover.address)?.size ?? 0;
  const isPaid = async (request) => (await market.query.market.fulfilments(request)).isSome;

  await until(async () => (await offered()) === CATEGORIES.length, "the offers are not on chain");
  writeFileSync(broken, "");
  const failing = await place(FAILING_CATEGORY, circuit.samples[0]);
  await until(async () => (await offered()) === 0, "the offers were not withdrawn");
  const failures = readFailures(running.log, failing);
  rmSync(broken);
  const waiting = [];
  for (const [index, category] of CATEGORIES.entries()) waiting.push(await place(category, circuit.samples[index + 1]));
  for (const request of [failing, ...waiting]) await until(() => isPaid(request), `request ${request} was not proved`);
  await until(async () => (await offered()) === CATEGORIES.length, "the offers did not come back");
  const end = await chain.bestNumber();
  const states = await watch.end();
  const code = await processes.stop(running);

  const blocks = [];
  for (let number = begin + 1; number <= end; number += 1) blocks.push(await chain.block(number));
  return [
    ...checkBreaker({ blocks, prover: prover.address, failing, waiting, failures, inARow: IN_A_ROW, states }),
    check("told to stop, the worker of the failing prover exits with 0", code === 0, `exit code ${code}`),
  ];
}

function bySomethingUnreliable({ verificationKeyFile, wasm, zkey, ...circuit }, broken) {
  const here = dirname(fileURLToPath(import.meta.url));
  const program = join(here, "../../prover-worker/examples/snarkjs/prover.mjs");
  const command = [process.execPath, join(here, "unreliable-prover.mjs"), broken, program, wasm, zkey, here];
  return { ...circuit, verifyingKey: verificationKeyFile, command };
}

/** Notes each state that the status at `port` calls the breaker; `end` stops it and gives them. */
function watchBreaker(port) {
  const states = [];
  let watching = true;
  const watched = (async () => {
    while (watching) {
      const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
      const state = (await answer?.json())?.breaker.state;
      if (state !== undefined && state !== states.at(-1)) states.push(state);
      await sleep(200);
    }
  })();
  const end = async () => {
    watching = false;
    await watched;
    return states;
  };
  return { end };
}

/** The codes of failed attempts at `request`. */
function readFailures(log, request) {
  const lines = readFileSync(log, "utf8").split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
  return lines
    .map((line) => JSON.parse(line))
    .filter((entry) => entry.level === "ERROR" && entry.request !== undefined && BigInt(entry.request) === request)
    .map(({ code }) => code);
}

async function waitFor(condition, what) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`after ${PATIENCE_MS / 1000} s ${what}`);
    await sleep(250);
  }
}
