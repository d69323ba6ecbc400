// What three validators on this machine can do: missed slots and finality while orders are placed and settled.

import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { u8aToHex } from "@polkadot/util";

import { check } from "../../demo-client/checks.mjs";
import { median } from "../../demo-client/crash-report.mjs";
import { outputsOf } from "../../demo-client/circuits.mjs";
import { Market } from "../../demo-client/market.mjs";
import { orderFor } from "../../demo-client/orders.mjs";
import { COMMISSION, share } from "../../demo-client/plan.mjs";
import { proveByHand } from "../../demo-client/stage.mjs";
import { renderTable } from "../../demo-client/table.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { authored, missed, percentile } from "../slots.mjs";
import { CATEGORY } from "../trade.mjs";
import { isFinal } from "../waiting.mjs";

export const about = "three validators, ten requests a block: missed slots and finality over 500 blocks";
export const limit = 2_400;

const BLOCKS = { long: 500, short: 50 };
const REQUESTS_PER_BLOCK = 10;
const MISSED_SHARE = 0.02;
const MEDIAN_LAG = 4;
const SAMPLES = 3;
const SLOTS = 200;
const STAKE = 20_000n;
const REQUESTER_FUNDS = 2_000n;
// After so many blocks a delivery that is in none is sent again.
const PATIENCE = 5;
const DRAIN_S = 60;
const FINALITY_S = 120;

export async function test({ short, blocks, say, node, worker, circuits, processes, closing }) {
  const count = Number(blocks ?? (short ? BLOCKS.short : BLOCKS.long));
  say("making the proofs beforehand: what is measured is the validators, not a prover beside them");
  const proofs = await prepare({ worker, circuits });
  const network = new Network({ processes, binary: node, closing });
  await network.prepare(VALIDATORS);
  await network.start("alice", "bob", "charlie");
  const chain = await network.connect("alice");
  const stage = await open(chain, circuits);
  await isFinal(chain, await chain.bestNumber(), FINALITY_S);

  const load = new Load({ chain, proofs, ...stage });
  const first = (await chain.bestNumber()) + 1;
  const cpu = { before: cpuSeconds(network), at: Date.now(), client: process.cpuUsage() };
  say(`measuring ${count} blocks from block ${first} on, ${REQUESTS_PER_BLOCK} requests in each`);
  const lags = await load.run(first + count, (number) => {
    if ((number - first) % 50 === 0) say(`block ${number}: ${load.sent} requests placed, lag ${load.lag}`);
  });
  const seconds = (Date.now() - cpu.at) / 1000;
  const shares = cpuShares({ before: cpu.before, after: cpuSeconds(network), client: process.cpuUsage(cpu.client), seconds });
  const last = first + count - 1;
  await load.drain(DRAIN_S);
  const end = await chain.bestNumber();
  await isFinal(chain, end, FINALITY_S);

  const figures = { ...(await tally(chain, { first, last, end })), lags: summary(lags), shares, seconds };
  for (const line of table(figures)) say(line);
  return {
    checks: [
      check(
        `at most ${MISSED_SHARE * 100} % of the slots have no block`,
        figures.slots.share <= MISSED_SHARE,
        `${figures.slots.missed} of ${figures.slots.of}, ${(figures.slots.share * 100).toFixed(1)} %`,
      ),
      check(
        `finality is at most ${MEDIAN_LAG} blocks behind at the median`,
        figures.lags.p50 <= MEDIAN_LAG,
        `median ${figures.lags.p50}, 95 % ${figures.lags.p95}, at most ${figures.lags.max}`,
      ),
      check(
        `${REQUESTS_PER_BLOCK} requests are placed and settled in a block`,
        // What is placed in answer to a block is in the next one: the first block has none.
        figures.placed >= REQUESTS_PER_BLOCK * (count - 1) && figures.settled === figures.placed,
        `${figures.placed} placed in ${count} blocks, ${figures.settled} of them settled`,
      ),
      check("no request is missed", figures.missedJobs === 0, `${figures.missedJobs}`),
    ],
    figures,
  };
}

/** A proof for some samples of each circuit. */
async function prepare({ worker, circuits }) {
  const proofs = [];
  for (const circuit of circuits) {
    for (const sample of circuit.samples.slice(0, SAMPLES)) {
      const { proof, publicInputs } = await proveByHand(worker, circuit, sample);
      proofs.push({ circuit, sample, proof, outputs: outputsOf(circuit, publicInputs), inputs: publicInputs.length });
    }
  }
  return proofs;
}

/** One prover whose key delivers by hand, and a requester for each request of a block. */
async function open(chain, circuits) {
  const market = new Market(chain);
  const unit = 10n ** BigInt(chain.decimals);
  const [sponsor, prover, key] = ["//Ferdie", "//Dave", "//Dave//worker"].map((uri) => chain.account(uri));
  const requesters = Array.from({ length: REQUESTS_PER_BLOCK }, (_, index) => chain.account(`//requester//${index}`));
  await Promise.all([
    ...circuits.map((circuit) => market.registerCircuit(sponsor, circuit)),
    market.fund(sponsor, [key], 10n * unit),
    market.fund(sponsor, requesters, REQUESTER_FUNDS * unit),
    market.register(prover, { stake: STAKE * unit, slots: SLOTS, commission: COMMISSION }),
    market.proposeWorker(prover, key),
  ]);
  const category = (await market.categories()).get(CATEGORY);
  await market.acceptWorker(key, prover);
  await market.setOffers(key, [[CATEGORY, share(category.referencePrice, 50n)]]);
  return { market, key, prover, requesters, category };
}

class Load {
  sent = 0;
  lag = 0;
  #final = 0;
  #nonces = new Map();
  #delivered = new Map();

  constructor(given) {
    Object.assign(this, given);
    // Each requester always asks for the same, so that its requests are known by it.
    this.proofOf = new Map(this.requesters.map(({ address }, index) => [address, this.proofs[index % this.proofs.length]]));
  }

  /** Places and settles in each new best block below `end`; gives how far finality was behind at each. */
  async run(end, progress) {
    const { rpc } = this.chain.api;
    const lags = [];
    const finals = await rpc.chain.subscribeFinalizedHeads((header) => (this.#final = header.number.toNumber()));
    let highest = 0;
    let failure;
    let turn = Promise.resolve();
    const heads = await rpc.chain.subscribeNewHeads((header) => {
      const number = header.number.toNumber();
      if (number <= highest || number >= end) {
        highest = Math.max(highest, number);
        return;
      }
      highest = number;
      this.lag = number - this.#final;
      lags.push(this.lag);
      progress(number);
      turn = turn.then(() => Promise.all([this.#place(number), this.#settle(header)])).catch((error) => (failure = error));
    });
    while (highest < end && !failure) await sleep(100);
    heads();
    finals();
    await turn;
    if (failure) throw failure;
    return lags;
  }

  /** Settles what is still at work. */
  async drain(seconds) {
    const end = Date.now() + seconds * 1_000;
    while (Date.now() < end) {
      const header = await this.chain.api.rpc.chain.getHeader();
      if ((await this.#settle(header)) === 0) return;
      await sleep(1_000);
    }
  }

  #place(best) {
    return Promise.all(
      this.requesters.map((account) => {
        const { circuit, sample } = this.proofOf.get(account.address);
        const planned = { circuit, sample, category: CATEGORY, bidPercent: 150n, remote: false };
        const order = orderFor(planned, { category: this.category, best });
        this.sent += 1;
        const { place } = this.market.tx.market;
        const { circuit: id, category, statement, input, maxFee, matchBy, deadline } = order;
        return this.#submit(account, place(id, category, statement, input, maxFee, matchBy, deadline));
      }),
    );
  }

  /** Delivers, in one transaction, for every job that has none under way. Gives how many jobs there are. */
  async #settle(header) {
    const number = header.number.toNumber();
    const { query } = await this.chain.api.at(header.hash);
    const jobs = (await query.market.jobs.keys()).map(({ args: [id] }) => id.toBigInt());
    const due = jobs.filter((id) => (this.#delivered.get(id) ?? -PATIENCE) + PATIENCE <= number).slice(0, 32);
    if (due.length === 0) return jobs.length;
    const requests = await query.market.requests.multi(due);
    const claims = due.flatMap((request, index) => {
      const made = requests[index].isSome && this.proofOf.get(requests[index].unwrap().requester.toString());
      return made ? [{ request, made }] : [];
    });
    if (claims.length === 0) return jobs.length;
    for (const { request } of claims) this.#delivered.set(request, number);
    const deliveries = claims.map(({ request, made: { proof, outputs } }) => ({
      request,
      outputs: outputs.map((output) => u8aToHex(output)),
      proof: u8aToHex(proof),
    }));
    const inputs = claims.reduce((sum, { made }) => sum + made.inputs, 0);
    const kinds = new Set(claims.map(({ made }) => made.circuit.id)).size;
    await this.#submit(this.key, this.market.tx.market.deliverBatch(deliveries, kinds, inputs));
    return jobs.length;
  }

  async #submit(account, tx) {
    if (!this.#nonces.has(account.address)) {
      const next = await this.chain.api.rpc.system.accountNextIndex(account.address);
      this.#nonces.set(account.address, next.toNumber());
    }
    const nonce = this.#nonces.get(account.address);
    this.#nonces.set(account.address, nonce + 1);
    await tx.signAsync(account, { nonce, era: 0 });
    await this.chain.rpc("author_submitExtrinsic", tx.toHex());
  }
}

/** What the final chain says of the blocks from `first` to `last`, and up to `end` of the requests that were placed in those. */
async function tally(chain, { first, last, end }) {
  const slots = [];
  const authors = new Map();
  const waits = [];
  const placedIn = new Map();
  let [placed, settled, missedJobs] = [0, 0, 0];
  for (let number = first; number <= end; number += 1) {
    const block = await chain.block(number);
    if (number <= last) {
      const { slot, authority } = authored(await chain.api.rpc.chain.getHeader(block.hash));
      slots.push(slot);
      authors.set(authority, (authors.get(authority) ?? 0) + 1);
    }
    for (const { name, data } of block.events) {
      if (name === "market.Placed" && number <= last) {
        placed += 1;
        placedIn.set(data.request, number);
      }
      if (name === "market.Fulfilled" && placedIn.has(data.request)) {
        settled += 1;
        waits.push(number - placedIn.get(data.request));
      }
      if (name === "market.Missed") missedJobs += 1;
    }
  }
  return {
    first,
    last,
    slots: missed(slots),
    authors: Object.fromEntries(authors),
    placed,
    settled,
    missedJobs,
    wait: { median: median(waits), p95: percentile(waits, 95), max: Math.max(...waits) },
  };
}

function summary(lags) {
  const [p50, p90, p95, p99] = [50, 90, 95, 99].map((percent) => percentile(lags, percent));
  return { of: lags.length, p50, p90, p95, p99, max: Math.max(...lags) };
}

const TICKS_PER_SECOND = 100;

/** Processor time of each member so far, in seconds. */
function cpuSeconds(network) {
  return new Map(
    VALIDATORS.map(({ name }) => {
      const stat = readFileSync(`/proc/${network.pid(name)}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [name, (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND];
    }),
  );
}

function cpuShares({ before, after, client, seconds }) {
  const shares = [...after].map(([name, time]) => [name, (time - before.get(name)) / seconds]);
  return Object.fromEntries([...shares, ["client", (client.user + client.system) / 1e6 / seconds]]);
}

function table({ first, last, slots, authors, lags, placed, settled, wait, shares, seconds }) {
  const rows = [
    ["blocks", `${first} to ${last} in ${seconds.toFixed(0)} s`],
    ["slots without a block", `${slots.missed} of ${slots.of} (${(slots.share * 100).toFixed(2)} %)`],
    ["blocks of each authority", Object.entries(authors).map(([index, count]) => `${index}: ${count}`).join(", ")],
    ["finality behind, in blocks", `p50 ${lags.p50}, p90 ${lags.p90}, p95 ${lags.p95}, p99 ${lags.p99}, max ${lags.max}`],
    ["requests placed, settled", `${placed}, ${settled}`],
    ["blocks from placed to settled", `median ${wait.median}, p95 ${wait.p95}, max ${wait.max}`],
    ["processors used", Object.entries(shares).map(([name, used]) => `${name} ${used.toFixed(2)}`).join(", ")],
  ];
  return renderTable(
    [
      { title: "figure", text: ([name]) => name },
      { title: "value", text: ([, value]) => value },
    ],
    rows,
  );
}
