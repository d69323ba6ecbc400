// Waiting for something to become so, with a limit.

import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 500;

/** Resolves with what `condition` gives once that is truthy; an error after `seconds` says `what` is not so. */
export async function eventually(seconds, what, condition) {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const met = await condition();
    if (met) return met;
    if (Date.now() > end) throw new Error(`after ${seconds} s ${typeof what === "function" ? what() : what}`);
    await sleep(PAUSE_MS);
  }
}

/** The number of the last final block that `chain`'s node knows. */
export async function finalNumber({ api }) {
  const hash = await api.rpc.chain.getFinalizedHead();
  return (await api.rpc.chain.getHeader(hash)).number.toNumber();
}

/** Resolves once block `number` is final. */
export function isFinal(chain, number, seconds) {
  return eventually(seconds, `block ${number} is not final`, async () => (await finalNumber(chain)) >= number);
}

/** Whole seconds since `time`, in milliseconds. */
export function secondsSince(time) {
  return Math.round((Date.now() - time) / 1000);
}
