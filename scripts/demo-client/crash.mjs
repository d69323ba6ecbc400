// Kills a worker while it works: scripts/worker-crash-test --help says what it does.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { playBreaker } from "./breaker.mjs";
import { connect } from "./chain.mjs";
import { loadCircuits } from "./circuits.mjs";
import { checkRun, checkSecond, median, readLives } from "./crash-report.mjs";
import { eventOf, Market } from "./market.mjs";
import { orderFor } from "./orders.mjs";
import { COMMISSION, REQUESTERS, share } from "./plan.mjs";
import { freePort, interruption, listening, Processes, run } from "./processes.mjs";
import { checkLines, json } from "./report.mjs";
import { writeConfig } from "./workers.mjs";

const LONG = { jobs: 50, kills: 20, restartNode: true };
const SHORT = { jobs: 8, kills: 3, restartNode: false };
// Every so many kills one while the worker starts, within so many seconds; the others so many seconds after it has.
const STARTING = { every: 5, within: 2 };
const WORKING = { within: 8 };
const SLOTS = 4;
// One with a minute to prove, one with ten: what is due first goes first.
const CATEGORIES = [0, 1];
const STAKE = 500n;
const START_MS = 600_000;
const END_MS = 300_000;

function options() {
  const { values } = parseArgs({
    options: {
      short: { type: "boolean", default: false },
      breaker: { type: "boolean", default: false },
      seed: { type: "string" },
      json: { type: "string" },
      node: { type: "string" },
      worker: { type: "string" },
      circuits: { type: "string" },
    },
  });
  return { ...values, seed: Number(values.seed ?? Date.now() % 1_000_000), plan: values.short ? SHORT : LONG };
}

/** Numbers in [0, 1) that follow from `seed`: a linear congruential generator with the constants of Numerical Recipes. */
function randomness(seed) {
  let state = BigInt(seed);
  return () => {
    state = (state * 1_664_525n + 1_013_904_223n) & 0xffff_ffffn;
    return Number(state) / 2 ** 32;
  };
}

/** One worker, started again and again, a log for each life. */
class Worker {
  lives = [];
  kills = 0;

  constructor(processes, binary, config) {
    Object.assign(this, { processes, binary, config });
  }

  start() {
    const name = `worker-${this.lives.length + 1}`;
    this.running = this.processes.start(name, this.binary, ["run", "--config", this.config]);
    this.lives.push(this.running.log);
  }

  /** Resolves when the worker of now has its state open. */
  async ready() {
    const end = Date.now() + START_MS;
    while (!readFileSync(this.running.log, "utf8").includes('"state opened"')) {
      if (Date.now() > end) throw new Error(`the worker does not start: see ${this.running.log}`);
      await sleep(50);
    }
  }

  async kill() {
    await this.processes.kill(this.running);
    this.kills += 1;
  }

  /** What each life logged. */
  logs() {
    return this.lives.map((log) => readFileSync(log, "utf8").split("\n"));
  }
}

class NodeProcess {
  constructor(processes, binary, port) {
    Object.assign(this, { processes, binary, port, url: `ws://127.0.0.1:${port}` });
  }

  async start() {
    const base = join(this.processes.folder, "chain");
    this.running = this.processes.start("node", this.binary, [
      "--dev",
      `--base-path=${base}`,
      `--rpc-port=${this.port}`,
      "--port=0",
      "--no-prometheus",
      // Another development chain on this machine or network has the same genesis.
      "--no-mdns",
      "--reserved-only",
    ]);
    await listening(this.port, START_MS);
  }

  async restart() {
    await this.processes.kill(this.running);
    await sleep(1_000);
    await this.start();
  }
}

async function setTheStage({ chain, market, circuits, processes, worker, url }) {
  const unit = 10n ** BigInt(chain.decimals);
  const [alice, bob, key] = ["//Alice", "//Bob", "//Bob//worker"].map((uri) => chain.account(uri));
  await Promise.all([
    market.fund(alice, [key], 10n * unit),
    market.register(bob, { stake: STAKE * unit, slots: SLOTS, commission: COMMISSION }),
    market.proposeWorker(bob, key),
  ]);
  const categories = await market.categories();
  const config = (name) =>
    writeConfig(processes.folder, {
      name,
      prover: bob.address,
      key: "//Bob//worker",
      url,
      offers: CATEGORIES.map((id) => [id, share(categories.get(id).referencePrice, 50n)]),
      circuits,
    });
  await run(worker, ["accept", "--config", config("worker")]);
  return { bob, categories, first: config("worker"), second: config("second") };
}

/** Places requests as long as there are slots and the kills keep pace; gives their numbers. */
async function placeAll({ chain, market, circuits, bob, categories, plan, worker, paused }) {
  const requesters = REQUESTERS.map((name) => chain.account(`//${name}`));
  const delivered = async () => {
    while (paused()) await sleep(200);
    return (await chain.api.query.provers.records(bob.address)).delivered.toNumber();
  };
  const placed = [];
  while (placed.length < plan.jobs) {
    const pace = Math.ceil(((worker.kills + 1) * plan.jobs) / (plan.kills + 1));
    const free = SLOTS - (placed.length - (await delivered()));
    const count = Math.min(free, pace - placed.length);
    if (count <= 0) {
      await sleep(200);
      continue;
    }
    const best = await chain.bestNumber();
    const wave = Array.from({ length: count }, (_, index) => {
      const number = placed.length + index;
      const circuit = circuits[number % circuits.length];
      const sample = circuit.samples[Math.floor(number / circuits.length) % circuit.samples.length];
      const id = CATEGORIES[Math.floor(number / 2) % CATEGORIES.length];
      const planned = { circuit, sample, category: id, bidPercent: 150n, remote: false };
      const order = orderFor(planned, { category: categories.get(id), best });
      return market.place(requesters[number % requesters.length], order);
    });
    for (const receipt of await Promise.all(wave)) {
      if (receipt.error) throw new Error(`a request was refused: ${receipt.error.name}: ${receipt.error.docs}`);
      placed.push(eventOf(receipt, "market.Placed").request);
    }
  }
  const end = Date.now() + END_MS;
  while ((await delivered()) < plan.jobs) {
    if (Date.now() > end) throw new Error(`${await delivered()} of ${plan.jobs} delivered after ${END_MS / 1000} s more`);
    await sleep(500);
  }
  return placed;
}

/** A second worker with the key of `worker`, which runs. */
async function startSecond(processes, binary, config, worker) {
  const second = processes.start("second", binary, ["run", "--config", config]);
  second.stopping = true;
  const { code } = await second.exited;
  return checkSecond({ code, output: readFileSync(second.log, "utf8"), first: worker.running.child.pid });
}

const say = (text) => console.log(`==> ${text}`);

async function play(given, processes, closing) {
  const circuits = loadCircuits(given.circuits);
  const node = new NodeProcess(processes, given.node, await freePort());
  say(`starting a node (logs: ${processes.folder})`);
  await node.start();
  const chain = await connect(node.url);
  closing.push(() => chain.disconnect());
  const market = new Market(chain);
  const alice = chain.account("//Alice");
  await Promise.all(circuits.map((circuit) => market.registerCircuit(alice, circuit)));
  const stage = { chain, market, circuits, processes, node };
  const kills = given.breaker ? undefined : await playKills(given, stage);
  const checks = [...(kills?.checks ?? [])];
  if (!given.short) {
    say("having a prover fail, until its breaker opens");
    checks.push(...(await playBreaker({ ...stage, url: node.url, worker: given.worker })));
  }
  return { ...kills, checks };
}

async function playKills({ plan, seed, worker: binary }, { chain, market, circuits, processes, node }) {
  const random = randomness(seed);
  const stage = await setTheStage({ chain, market, circuits, processes, worker: binary, url: node.url });
  const worker = new Worker(processes, binary, stage.first);
  worker.start();
  await worker.ready();
  const second = await startSecond(processes, binary, stage.second, worker);

  say(`placing ${plan.jobs} requests, killing the worker ${plan.kills} times (seed ${seed})`);
  let paused = false;
  const killing = (async () => {
    while (worker.kills < plan.kills) {
      const isStarting = worker.kills % STARTING.every === STARTING.every - 1;
      if (!isStarting) await worker.ready();
      await sleep(1_000 * random() * (isStarting ? STARTING : WORKING).within);
      await worker.kill();
      console.log(`    kill ${worker.kills}`);
      worker.start();
      if (plan.restartNode && worker.kills === Math.floor(plan.kills / 2)) {
        // Requests on their way would be lost with the node's pool.
        paused = true;
        await Promise.all([worker.ready(), sleep(6_000)]);
        console.log("    the node is killed and started again");
        await node.restart();
        while (!chain.api.isConnected) await sleep(200);
        paused = false;
      }
    }
  })();
  const [requests] = await Promise.all([placeAll({ chain, market, circuits, ...stage, plan, worker, paused: () => paused }), killing]);
  // The last delivery's line is in the log once the worker has seen its block.
  await sleep(4_000);
  const code = await processes.stop(worker.running);

  say("checking");
  const end = await chain.bestNumber();
  const blocks = [];
  for (let number = 1; number <= end; number += 1) blocks.push(await chain.block(number));
  const lives = readLives(worker.logs());
  const checks = checkRun({
    requests,
    blocks,
    prover: stage.bob.address,
    lives,
    kills: worker.kills,
    planned: plan.kills,
  });
  checks.push(second, { name: "told to stop, the worker exits with 0", holds: code === 0, found: `exit code ${code}` });
  return { checks, lives, blocks: end };
}

/** Figures of the kills, the overhead printed. */
function figuresOf({ plan, seed }, { overheads, begun, cutShort }, blocks) {
  const overhead = { median: median(overheads), max: Math.max(...overheads), of: overheads.length };
  console.log(`\nOverhead from block to transaction: median ${overhead.median} ms, at most ${overhead.max} ms, ${overhead.of} jobs.`);
  return { jobs: plan.jobs, kills: plan.kills, seed, blocks, begun, cutShort, overhead };
}

async function main() {
  const given = options();
  const processes = new Processes(mkdtempSync(join(tmpdir(), "proofnet-crash-")));
  const closing = [];
  const begin = Date.now();
  let code = 1;
  try {
    const ending = Promise.race([interruption(), processes.failure]);
    const { checks, lives, blocks } = await Promise.race([play(given, processes, closing), ending]);
    for (const line of checkLines(checks)) console.log(line);
    const failed = checks.filter(({ holds }) => !holds).length;
    const figures = lives ? figuresOf(given, lives, blocks) : {};
    if (given.json) writeFileSync(given.json, json({ ...figures, checks }));
    code = failed === 0 ? 0 : 1;
    const seconds = Math.round((Date.now() - begin) / 1000);
    console.log(failed === 0 ? `All checks hold (${seconds} s).` : `${failed} checks FAILED (${seconds} s).`);
  } catch (error) {
    console.error(`error: ${error.message}`);
    if (Number.isInteger(error.code)) code = error.code;
  } finally {
    for (const close of closing) await close();
    await processes.stopAll();
  }
  if (code === 0) rmSync(processes.folder, { recursive: true });
  else console.log(`Logs, state and chain are in ${processes.folder}.`);
  return code;
}

// The client and requests under way would keep the process alive.
process.exit(await main());
