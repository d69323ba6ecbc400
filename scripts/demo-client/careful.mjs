// The prover whose worker acts on final blocks alone and asks what proving costs: its figures, and the checks of both.

import { askFor, rateFor } from "./auto-ask.mjs";
import { check } from "./checks.mjs";
import { run } from "./processes.mjs";

// Proofs of each circuit that are measured: more would be better, and take longer.
const RUNS = 2;

/** Has `worker` measure `circuits` with the configuration at `config`, and gives the rate at which it asks for about `target`. */
export async function calibrate({ worker, config, circuits, market, target }) {
  const output = await run(worker, ["calibrate", "--config", config, "--runs", `${RUNS}`, "--json"]);
  const figures = JSON.parse(output).calibration.circuits;
  const measured = circuits.map(({ id, units }) => ({ units, times: figures[id.slice(2)].total }));
  const protocolFee = (await market.query.market.parameters()).protocolFee.toBigInt();
  return { measured, protocolFee, rate: rateFor({ circuits: measured, target, protocolFee }) };
}

/** What `calibrate` found is the ask on chain. */
export function checkAsk({ measured, protocolFee, rate }, onChain) {
  const expected = askFor({ circuits: measured, rate, protocolFee });
  const times = measured.map(({ times }) => `${times.join(" and ")} ms`).join(", ");
  return check(
    "a worker that is to ask what proving costs asks what its calibration leads to",
    onChain === expected,
    `${onChain} planck per unit on chain, ${expected} from ${times}`,
  );
}

/** Proofs are begun when the match is final: not before the block after it, in which nodes do not vote for it yet. */
export async function checkFinality({ chain, follower }, prover) {
  const rows = follower.rows.filter((row) => row.prover === prover && row.state === "fulfilled");
  const waits = await Promise.all(
    rows.map(async ({ request, matched }) => {
      const { hash } = await chain.block(matched + 1);
      const next = (await (await chain.api.at(hash)).query.timestamp.now()).toNumber();
      return follower.timings.get(request).begun - next;
    }),
  );
  return check(
    "a worker that acts on final blocks begins no proof before another block is on top of its match",
    waits.length > 0 && waits.every((wait) => wait > 0),
    `${waits.length} proofs, begun ${waits.map((wait) => `${(wait / 1_000).toFixed(1)} s`).join(", ")} after that block's slot`,
  );
}
