// The trading itself: requests are placed, matched, proved and paid, and what must be refused is.

import { check } from "./checks.mjs";
import { outputsOf } from "./circuits.mjs";
import { eventOf } from "./market.mjs";
import { belowFloor, orderFor } from "./orders.mjs";
import { BY_HAND, orderByHand, waves } from "./plan.mjs";
import { sendRefused } from "./refusals.mjs";
import { proveByHand } from "./stage.mjs";

const MATCH_MS = 30_000;
const FULFILMENT_MS = 150_000;

/** Places every planned request, the one that is proved by hand first; gives them with the numbers that they got. */
export async function placeAll(stage) {
  const [firstWave, ...others] = waves(stage.circuits);
  const placed = await placeWave(stage, [orderByHand(stage.circuits), ...firstWave]);
  for (const wave of others) placed.push(...(await placeWave(stage, wave)));
  const [byHand, ...byWorkers] = placed;
  return { byHand, byWorkers };
}

async function placeWave({ chain, market, accounts, categories, server }, wave) {
  const best = await chain.bestNumber();
  return Promise.all(
    wave.map(async (planned) => {
      const order = orderFor(planned, { category: categories.get(planned.category), best, server });
      const receipt = await market.place(accounts.get(planned.requester), order);
      if (receipt.error) throw new Error(`a request was refused: ${receipt.error.name}: ${receipt.error.docs}`);
      return { ...planned, request: eventOf(receipt, "market.Placed").request };
    }),
  );
}

/** Tries what must be refused, then delivers the right proof for `byHand`. Gives the checks of the refusals. */
export async function deliverByHand(stage, { byHand, byWorkers }) {
  const { chain, market, accounts, follower, worker, categories, server } = stage;
  const { circuit, sample, request } = byHand;
  const { proof, publicInputs, timing } = await proveByHand(worker, circuit, sample);
  const right = { proof, outputs: outputsOf(circuit, publicInputs) };
  const another = byWorkers.filter((other) => other.circuit === circuit);
  await chain.until(
    () =>
      follower.row(request)?.matched !== undefined &&
      another.some((other) => follower.row(other.request)?.state === "fulfilled"),
    MATCH_MS + FULFILMENT_MS,
    `request ${request} has no match, or none of the other requests for ${circuit.name} is fulfilled`,
  );
  const bought = another.find((other) => follower.row(other.request).state === "fulfilled");
  const replayed = await market.fulfilment(bought.request);

  const best = await chain.bestNumber();
  const refusals = await sendRefused({
    chain,
    market,
    accounts,
    byHand: { ...byHand, prover: BY_HAND.name },
    right,
    replayed: { proof: replayed.proof, outputs: outputsOf(circuit, replayed.publicInputs) },
    tooCheap: belowFloor(byHand, { category: categories.get(byHand.category), best, server }),
  });
  const receipt = await market.deliver(accounts.get(`${BY_HAND.name}'s worker`), request, right);
  if (receipt.error) throw new Error(`the right proof was refused: ${receipt.error.name}: ${receipt.error.docs}`);
  follower.noteTiming(request, { ...timing, delivered: receipt.block });
  return refusals;
}

/** Waits until nothing is left to do for any request, and whoever delivered its proof has noted so. */
export async function awaitAll({ chain, follower, processes }) {
  const isWaiting = ({ request, state }, timings) =>
    state === "fulfilled" ? timings.get(request)?.delivered === undefined : ["open", "proving"].includes(state);
  const waiting = () => {
    const { timings } = follower;
    return follower.rows.filter((row) => isWaiting(row, timings));
  };
  const described = () =>
    `requests ${waiting()
      .map(({ request, state }) => `${request} (${state})`)
      .join(", ")} are not fulfilled; see the workers' logs in ${processes.folder}`;
  await chain.until(() => waiting().length === 0, FULFILMENT_MS, described);
}

/** Stops the workers and checks that they end well, without offers on chain. */
export async function stopWorkers({ processes, market, workers, provers }) {
  const codes = await Promise.all(workers.map((worker) => processes.stop(worker)));
  const offers = await market.offers();
  const left = provers.filter((address) => offers.has(address));
  return check(
    "told to stop, the workers withdraw their offers and exit with 0",
    codes.every((code) => code === 0) && left.length === 0,
    `exit codes ${codes.join(", ")}, offers left: ${left.length}`,
  );
}
