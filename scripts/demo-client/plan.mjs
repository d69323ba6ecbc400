// Who takes part, and which requests are placed in which order. Pure.

const REQUESTS_PER_WAVE = 4;

/** Provers that run a worker, with asks as a share of the reference price in percent. */
export const PROVERS = [
  { name: "Bob", stake: 300n, slots: 7, askPercent: 40n },
  // Acts on final blocks alone, and asks what proving costs on this machine.
  { name: "Charlie", stake: 200n, slots: 6, askPercent: 60n, isCareful: true },
];

/** The prover whose proofs are delivered by hand, in a category that no worker serves. */
export const BY_HAND = { name: "Dave", stake: 150n, slots: 1, askPercent: 50n };

/** The prover that names an input key, and whose worker has snarkjs prove this circuit. */
export const SEALED = { prover: "Bob", circuit: "semaphore-20" };

/** What each prover keeps of its payments, in millionths; the rest goes into its pool. */
export const COMMISSION = 900_000;

export const REQUESTERS = ["Eve", "Ferdie"];

export const WORKERS_CATEGORY = 0;
export const BY_HAND_CATEGORY = 1;

/** Orders of a dozen proofs in waves: both circuits and both requesters in turn, bids between 110 % and 165 %. */
export function waves(circuits, count = 12) {
  const orders = Array.from({ length: count }, (_, index) => {
    const circuit = circuits[index % circuits.length];
    const turn = Math.floor(index / circuits.length);
    return {
      circuit,
      sample: circuit.samples[turn % circuit.samples.length],
      // Not in step with the circuits, so that each requester uses each circuit.
      requester: REQUESTERS[turn % REQUESTERS.length],
      category: WORKERS_CATEGORY,
      bidPercent: 110n + 5n * BigInt(index),
      remote: index % REQUESTS_PER_WAVE === REQUESTS_PER_WAVE - 1,
    };
  });
  return Array.from({ length: Math.ceil(count / REQUESTS_PER_WAVE) }, (_, wave) =>
    orders.slice(wave * REQUESTS_PER_WAVE, (wave + 1) * REQUESTS_PER_WAVE),
  );
}

/** The order for the proof that is delivered by hand: the last sample of a circuit that has outputs. */
export function orderByHand(circuits) {
  const circuit = circuits.find(({ free }) => free.length > 0) ?? circuits[0];
  return {
    circuit,
    sample: circuit.samples.at(-1),
    requester: REQUESTERS[0],
    category: BY_HAND_CATEGORY,
    bidPercent: 150n,
    remote: false,
  };
}

/** `percent` of `amount`, rounded down. */
export function share(amount, percent) {
  return (amount * percent) / 100n;
}
