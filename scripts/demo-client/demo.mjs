// The demo's entry: scripts/demo --help says what it does.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { audit, openBooks } from "./audit.mjs";
import { checkFinality } from "./careful.mjs";
import { loadCircuits } from "./circuits.mjs";
import { Follower } from "./follower.mjs";
import { InputServer } from "./input-server.mjs";
import { Market } from "./market.mjs";
import { parseOptions } from "./options.mjs";
import { PROVERS } from "./plan.mjs";
import { interruption, Processes } from "./processes.mjs";
import { checkLines, json, sheetLines } from "./report.mjs";
import { openAccounts, registerCircuits, registerProvers, startNode, startWorkers } from "./stage.mjs";
import { placeSealed } from "./sealed.mjs";
import { Display } from "./table.mjs";
import { awaitAll, deliverByHand, placeAll, stopWorkers } from "./trade.mjs";
import { placeUnprovable } from "./unprovable.mjs";

async function play(options, { processes, server, display, closing }) {
  const say = (text) => display.note(`\n==> ${text}`);
  const circuits = loadCircuits(options.circuits);

  say(`starting a node (logs: ${processes.folder})`);
  const { chain, url } = await startNode(processes, options.node);
  closing.push(() => chain.disconnect());
  const market = new Market(chain);
  const accounts = openAccounts(chain);
  const books = await openBooks(chain);
  const names = new Map([...accounts].map(([name, { address }]) => [address, name]));
  names.set(books.treasury, "the treasury");
  names.set(books.surplusAccount, "the surplus account");
  const byId = new Map(circuits.map((circuit) => [circuit.id, circuit]));
  const follower = new Follower(display, { chain, names, circuits: byId });
  await follower.start(books.number + 1, processes.fail);
  const stage = { chain, market, accounts, names, circuits, follower, processes, server, url, worker: options.worker };

  say("registering circuits, provers and their workers' keys");
  await Promise.all([registerCircuits(stage), registerProvers(stage)]);
  for (const { name, units, id } of circuits) display.note(`circuit ${name}: ${units} proving units, ${id}`);

  say("starting two workers, waiting for their offers");
  stage.categories = await market.categories();
  const { workers, ask } = await startWorkers(stage);
  follower.watchLogs(workers);

  say("placing requests");
  await server.start();
  const { byHand, byWorkers } = await placeAll(stage);
  const refusals = await deliverByHand(stage, { byHand, byWorkers });
  await awaitAll(stage);
  const sealed = await placeSealed(stage);
  const unprovable = await placeUnprovable(stage);
  const addresses = PROVERS.map(({ name }) => accounts.get(name).address);
  const stopped = options.keep ? [] : [await stopWorkers({ ...stage, workers, provers: addresses })];

  say("checking");
  const { sheet, checks, ...blocks } = await audit(stage, books, [byHand, ...byWorkers]);
  const careful = PROVERS.find(({ isCareful }) => isCareful);
  const finality = await checkFinality(stage, accounts.get(careful.name).address);
  const all = [...checks, ...refusals, sealed, unprovable, ask, finality, ...stopped];
  display.clear();
  display.lines(["", ...follower.table(), "", ...sheetLines(sheet, chain), ...checkLines(all)]);
  if (options.json) {
    const figures = {
      blocks,
      requests: follower.rows,
      timings: Object.fromEntries(follower.timings),
      sheet,
      checks: all,
    };
    writeFileSync(options.json, json(figures));
  }
  return { url, failed: all.filter(({ holds }) => !holds).length };
}

async function main() {
  let options;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`error: ${error.message}`);
    return 2;
  }
  const display = new Display(process.stdout, process.stdout.isTTY && !options.ci);
  const processes = new Processes(mkdtempSync(join(tmpdir(), "proofnet-demo-")));
  const server = new InputServer();
  const interrupted = interruption();
  const closing = [() => server.stop()];
  const begin = Date.now();
  let code = 1;
  try {
    const ending = Promise.race([interrupted, processes.failure]);
    const { url, failed } = await Promise.race([play(options, { processes, server, display, closing }), ending]);
    code = failed === 0 ? 0 : 1;
    const seconds = Math.round((Date.now() - begin) / 1000);
    display.note(failed === 0 ? `\nAll checks hold (${seconds} s).` : `\n${failed} checks FAILED (${seconds} s).`);
    if (options.keep) {
      display.note(`\nThe node answers at ${url}: in polkadot.js choose Development, Custom, and this address.`);
      display.note("Node and workers run until Ctrl-C.");
      await ending.catch(() => {});
    }
  } catch (error) {
    display.keep();
    display.note(`\nerror: ${error.message}`);
    code = Number.isInteger(error.code) ? error.code : 1;
  } finally {
    for (const close of closing) await close();
    await processes.stopAll();
  }
  if (code === 0) rmSync(processes.folder, { recursive: true });
  else display.note(`Logs and configurations are in ${processes.folder}.`);
  return code;
}

// The client, snarkjs' threads and requests under way would keep the process alive.
process.exit(await main());
