// From a planned request to the arguments of `Market.place`.

import { u8aToHex } from "@polkadot/util";

import { statementOf } from "./circuits.mjs";
import { share } from "./plan.mjs";

// Blocks in which a request may find its match.
const MATCH_WITHIN = 20;

/** The order for `planned`, given after block `best`; `category` has the rules and the reference price it competes under. */
export function orderFor(planned, { category, best, server }) {
  const { circuit, sample } = planned;
  const matchBy = best + MATCH_WITHIN;
  return {
    circuit: circuit.id,
    category: planned.category,
    statement: statementOf(circuit, sample),
    input: planned.remote ? server.publish(sample.input) : { Inline: u8aToHex(sample.input) },
    maxFee: share(category.referencePrice, planned.bidPercent) * BigInt(circuit.units),
    matchBy,
    deadline: matchBy + category.provingWindow,
  };
}

/** The same order with a fee one planck below the least that its category takes. */
export function belowFloor(planned, context) {
  const floor = context.category.priceFloor * BigInt(planned.circuit.units);
  return { ...orderFor({ ...planned, remote: false }, context), maxFee: floor - 1n };
}
