// Follows the chain, keeps the ledger, and shows both.

import { Ledger } from "./ledger.mjs";
import { describeChange, requestColumns, requestTable } from "./report.mjs";
import { renderTable } from "./table.mjs";
import { readLogs } from "./workers.mjs";

export class Follower {
  ledger = new Ledger();
  blocks = [];
  #logs = [];
  #byHand = new Map();

  /** `context` has `chain`, `names` of accounts by address and `circuits` by id. */
  constructor(display, context) {
    this.display = display;
    this.context = { ...context, timings: new Map() };
  }

  start(first, onError) {
    return this.context.chain.follow(first, (block) => this.#take(block), onError);
  }

  /** Reads proving times from the logs of `workers` from now on. */
  watchLogs(workers) {
    this.#logs = workers.map(({ log }) => log);
  }

  /** Notes how long the proof for `request` took that no worker made. */
  noteTiming(request, timing) {
    this.#byHand.set(request, timing);
  }

  /** The row of `request`. */
  row(request) {
    return this.ledger.rows.get(request);
  }

  get rows() {
    return this.ledger.all();
  }

  get timings() {
    return new Map([...readLogs(this.#logs), ...this.#byHand]);
  }

  /** The whole table of requests. */
  table() {
    this.context.timings = this.timings;
    return requestTable(this.rows, this.context);
  }

  #take(block) {
    this.blocks.push(block);
    const changes = this.ledger.apply(block);
    this.context.timings = this.timings;
    if (!this.display.live) {
      for (const [row, what] of changes) this.display.note(describeChange(row, what, this.context));
    } else if (this.rows.length > 0) {
      this.display.table(renderTable(requestColumns(this.context), this.rows, this.display.width));
    }
  }
}
