// What became of each request, from the events of the blocks. Pure.

/** Reads blocks in order and keeps a row for each request. */
export class Ledger {
  rows = new Map();
  #asks = new Map();

  /** Takes up `block` and gives what it changed, as `[row, what]`. */
  apply(block) {
    return block.events.flatMap((event) => {
      if (event.name === "market.OffersSet") this.#asks.set(event.data.prover, new Map(event.data.asks));
      const change = CHANGES[event.name];
      if (!change) return [];
      const { request } = event.data;
      if (event.name === "market.Placed") this.rows.set(request, { request });
      const row = this.rows.get(request);
      if (!row) return [];
      Object.assign(row, change(event.data, block.number));
      if (event.name === "market.Matched") row.ask = this.#askOf(row);
      return [[row, event.name.split(".")[1]]];
    });
  }

  all() {
    return [...this.rows.values()];
  }

  // An amount in a list is a number or hex, depending on its size.
  #askOf({ prover, category }) {
    const ask = this.#asks.get(prover)?.get(category);
    return ask === undefined ? undefined : BigInt(ask);
  }
}

const CHANGES = {
  "market.Placed": (data, block) => ({
    state: "open",
    placed: block,
    requester: data.requester,
    circuit: data.circuit,
    category: Number(data.category),
    units: data.units,
    maxFee: data.maxFee,
    deposit: data.deposit,
  }),
  "market.Matched": (data, block) => ({
    state: "proving",
    matched: block,
    due: Number(data.due),
    prover: data.prover,
    requesterUnitPrice: data.requesterUnitPrice,
    proverUnitPrice: data.proverUnitPrice,
    fee: data.fee,
    collateral: data.collateral,
  }),
  "market.Fulfilled": (data, block) => ({
    state: "fulfilled",
    fulfilled: block,
    released: data.released,
    paid: data.paid,
    protocolFee: data.protocolFee,
    surplus: data.surplus,
    collateralBack: data.collateral,
    depositReleased: data.depositReleased,
  }),
  "market.Missed": () => ({ state: "missed" }),
  "market.Rejected": () => ({ state: "rejected" }),
  "market.Unprovable": () => ({ state: "unprovable" }),
  "market.Reauctioned": () => ({ state: "open", matched: undefined, prover: undefined }),
  "market.Refunded": () => ({ state: "refunded" }),
  "market.Expired": () => ({ state: "expired" }),
  "market.Cancelled": () => ({ state: "cancelled" }),
};
