// The market on a network: provers with workers, and orders for them.

import { COMMISSION, share } from "../demo-client/plan.mjs";
import { eventOf, Market } from "../demo-client/market.mjs";
import { orderFor } from "../demo-client/orders.mjs";
import { run } from "../demo-client/processes.mjs";
import { writeConfig } from "../demo-client/workers.mjs";
import { eventually } from "./waiting.mjs";

// A minute to prove on a machine that does everything at once is not enough: ten.
export const CATEGORY = 1;

const STAKE = 500n;
const SLOTS = 8;
const WORKER_FUNDS = 10n;
const REQUESTER_FUNDS = 1_000n;
const BID_PERCENT = 150n;
const ASK_PERCENT = 50n;
const OFFERS_S = 180;

/** Whoever pays for the start: an account of the preset that is no validator, which would get fees of transactions. */
const SPONSOR = "//Ferdie";

export class Trade {
  /** Orders that were sent and are in a block. */
  placed = 0;
  #requesters = new Map();

  /** `chain` is a client of the node by which the stage is set. */
  constructor({ chain, processes, worker, circuits }) {
    Object.assign(this, { chain, processes, worker, circuits, market: new Market(chain) });
  }

  /**
   * Registers circuits and `provers`, `{ name, urls }`, with a worker each that is connected to the first of `urls` that
   * answers; funds an account for each of `requesters`. Resolves when every prover has offers on chain.
   */
  async open({ provers, requesters }) {
    const { chain, market, processes, worker, circuits } = this;
    const unit = 10n ** BigInt(chain.decimals);
    const sponsor = chain.account(SPONSOR);
    this.provers = provers.map((prover) => ({ ...prover, account: chain.account(`//${prover.name}`) }));
    const keys = provers.map(({ name }) => chain.account(keyOf(name)));
    for (const name of requesters) this.#requesters.set(name, chain.account(`//requester//${name}`));
    await Promise.all([
      ...circuits.map((circuit) => market.registerCircuit(sponsor, circuit)),
      market.fund(sponsor, keys, WORKER_FUNDS * unit),
      market.fund(sponsor, [...this.#requesters.values()], REQUESTER_FUNDS * unit),
      ...this.provers.flatMap(({ account }, index) => [
        market.register(account, { stake: STAKE * unit, slots: SLOTS, commission: COMMISSION }),
        market.proposeWorker(account, keys[index]),
      ]),
    ]);
    this.category = (await market.categories()).get(CATEGORY);
    for (const prover of this.provers) {
      prover.config = writeConfig(processes.folder, {
        name: `worker-${prover.name.toLowerCase()}`,
        prover: prover.account.address,
        key: keyOf(prover.name),
        url: prover.urls,
        offers: [[CATEGORY, share(this.category.referencePrice, ASK_PERCENT)]],
        circuits,
      });
      await run(worker, ["accept", "--config", prover.config]);
    }
    for (const prover of this.provers) {
      prover.running = processes.start(`worker-${prover.name.toLowerCase()}`, worker, ["run", "--config", prover.config]);
    }
    await eventually(OFFERS_S, "not every prover has offers on chain", async () => {
      return (await market.offers()).size === provers.length;
    });
  }

  /** Every account that funds move to and from because of the market, by name. */
  get participants() {
    return new Map([
      ...this.provers.map(({ name, account }) => [account.address, name]),
      ...[...this.#requesters].map(([name, { address }]) => [address, `requester ${name}`]),
    ]);
  }

  /** The account of a requester. */
  requester(name) {
    return this.#requesters.get(name);
  }

  /**
   * Places `count` orders of `requester` by way of `chain`'s node; resolves when each is in a block of that node's, with what
   * that says of them. They bid `bidPercent` of the reference price and may wait for `matchWithin` blocks.
   */
  async place(count, requester, chain = this.chain, { bidPercent = BID_PERCENT, matchWithin } = {}) {
    const account = this.#requesters.get(requester);
    const market = new Market(chain);
    const best = await chain.bestNumber();
    const receipts = await Promise.all(
      Array.from({ length: count }, (_, index) => {
        const number = this.placed + index;
        const circuit = this.circuits[number % this.circuits.length];
        const sample = circuit.samples[Math.floor(number / this.circuits.length) % circuit.samples.length];
        const planned = { circuit, sample, category: CATEGORY, bidPercent, remote: false };
        return market.place(account, orderFor(planned, { category: this.category, best, matchWithin }));
      }),
    );
    const refused = receipts.find(({ error }) => error);
    if (refused) throw new Error(`an order was refused: ${refused.error.name}: ${refused.error.docs}`);
    this.placed += count;
    return receipts.map((receipt) => eventOf(receipt, "market.Placed"));
  }

  /** How many requests are fulfilled in the best block of `chain`'s node. */
  async fulfilled(chain = this.chain) {
    return (await chain.api.query.market.fulfilments.keys()).length;
  }

  /** Resolves once `count` requests are fulfilled in the best block of `chain`'s node. */
  allFulfilled(seconds, chain = this.chain, count = this.placed) {
    let now = 0;
    return eventually(
      seconds,
      () => `${now} of ${count} requests are fulfilled; see the workers' logs`,
      async () => (now = await this.fulfilled(chain)) >= count,
    );
  }

  /** Stops the workers where they are, and lets them go on. */
  pause() {
    for (const { running } of this.provers) running.child.kill("SIGSTOP");
  }

  resume() {
    for (const { running } of this.provers) running.child.kill("SIGCONT");
  }

  /** Stops the workers, which withdraw their offers. */
  async close() {
    await Promise.all(this.provers.map(({ running }) => this.processes.stop(running)));
  }
}

function keyOf(prover) {
  return `//${prover}//worker`;
}
