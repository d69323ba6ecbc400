// What the worker's logs and the chain say about a run with kills. Pure.

import { check } from "./checks.mjs";

/** Figures of a worker's lives, each given as the lines that it logged. */
export function readLives(lives) {
  const proofs = new Map();
  const overheads = [];
  let begun = 0;
  let cutShort = 0;
  let failures = 0;
  for (const lines of lives) {
    const making = new Set();
    for (const entry of lines.map(parsed).filter(Boolean)) {
      const { message, request } = entry;
      if (message === "proving") {
        begun += 1;
        making.add(request);
      } else if (message === "proved") {
        making.delete(request);
        proofs.set(request, (proofs.get(request) ?? 0) + 1);
      } else if (message === "delivered" && entry.overhead_ms !== undefined) {
        overheads.push(entry.overhead_ms);
      } else if (entry.code === "transaction.failed") {
        failures += 1;
      }
    }
    cutShort += making.size;
  }
  return { proofs, begun, cutShort, failures, overheads };
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The middle of `values`, the mean of the two middle ones where there are two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The checks that follow from the chain's events and from `lives`. */
export function checkRun({ requests, blocks, prover, lives, kills, planned }) {
  const events = blocks.flatMap((block) => block.events);
  const of = (name) => events.filter((event) => event.name === name);
  const payments = new Map(requests.map((request) => [request, 0]));
  for (const { data } of of("market.Fulfilled")) {
    payments.set(data.request, (payments.get(data.request) ?? 0) + 1);
  }
  const wrong = [...payments].filter(([, count]) => count !== 1);
  const rewards = of("provers.Rewarded").filter(({ data }) => data.prover === prover).length;
  const lost = ["market.Missed", "market.Rejected", "market.Refunded", "market.Expired"].flatMap(of);
  const refused = of("market.DeliveryRefused").length;
  const { proofs, begun, cutShort, failures } = lives;
  const twice = [...proofs].filter(([, count]) => count > 1).map(([request]) => request);
  return [
    check("the worker was killed as often as planned", kills === planned, `${kills} of ${planned} times`),
    check(
      "every request is fulfilled and paid exactly once",
      wrong.length === 0 && rewards === requests.length,
      wrong.length === 0
        ? `${payments.size} requests, ${rewards} payments`
        : `otherwise: ${wrong.map(([request, count]) => `#${request} ${count} times`).join(", ")}`,
    ),
    check(
      "no deadline is missed, no job handed back, nothing slashed",
      lost.length === 0,
      lost.map(({ name, data }) => `${name} #${data.request}`).join(", ") || "none",
    ),
    check("no delivery is sent that fails", failures + refused === 0, `${failures + refused} failed`),
    check(
      "no proof is made twice, but for those that a kill cut short",
      twice.length === 0 && begun <= requests.length + cutShort,
      `${begun} begun for ${requests.length} requests, ${cutShort} cut short${twice.length ? `; twice: ${twice.join(", ")}` : ""}`,
    ),
  ];
}

/** What a second worker with the same key did. */
export function checkSecond({ code, output, first }) {
  const names = output.includes("error[key.in-use]") && output.includes(`process ${first}`);
  return check(
    "a second worker with the same key says who has it and stops with exit code 6",
    code === 6 && names,
    names ? `exit code ${code}` : `exit code ${code}: ${output.trim().split("\n").at(-1)}`,
  );
}
