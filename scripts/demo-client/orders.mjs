// From a planned request to the arguments of `Market.place`.

import { u8aToHex } from "@polkadot/util";

import { statementOf } from "./circuits.mjs";
import { share } from "./plan.mjs";

// Blocks in which a request may find its match, where nothing else is said.
const MATCH_WITHIN = 20;

/**
 * The order for `planned`, given after block `best`; `category` has the rules and the reference price it competes under. It may
 * find its match within `matchWithin` blocks.
 */
export function orderFor(planned, { category, best, server, matchWithin = MATCH_WITHIN }) {
  const { circuit, sample } = planned;
  const matchBy = best + matchWithin;
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
