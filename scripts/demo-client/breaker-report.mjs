// What the chain says about a prover whose breaker opened and closed again. Pure.

import { check } from "./checks.mjs";

/**
 * The checks of a run in which `failing` failed until the breaker opened, and `waiting` were placed then, one for each category.
 * `failures` are the codes that the worker logged for `failing`, `states` what its status called the breaker, one after another.
 */
export function checkBreaker({ blocks, prover, failing, waiting, failures, inARow, states }) {
  const events = blocks.flatMap(({ number, events }) => events.map((event) => ({ ...event, block: number })));
  const of = (name, request) => events.find((event) => event.name === name && event.data.request === request)?.block;
  const offers = offersOf(blocks, prover);
  const counts = offers.map(({ categories }) => categories.length);
  const [, withdrawn, trial] = offers;
  const matched = waiting.map((request) => of("market.Matched", request)).sort((a, b) => a - b);
  const [first] = waiting.filter((request) => of("market.Matched", request) === matched[0]);
  const all = [failing, ...waiting];
  const paid = all.filter((request) => of("market.Fulfilled", request) !== undefined);
  const lost = events.filter(({ name }) => ["market.Missed", "market.Rejected"].includes(name));
  return [
    check(
      `${inARow} failures in a row withdraw all offers while their job is still to be saved`,
      counts[0] === 2 && counts[1] === 0 && failures.length >= inARow && withdrawn.block < of("market.Fulfilled", failing),
      `${failures.length} times ${failures[0]}; offers withdrawn in block ${withdrawn?.block}, proof paid in ${of("market.Fulfilled", failing)}`,
    ),
    check(
      "while the breaker is open no job comes",
      trial !== undefined && matched[0] > trial.block,
      `requests are matched in blocks ${matched.join(" and ")}, offers are back in ${trial?.block}`,
    ),
    check(
      "the breaker tries itself with one category, and offers the other once that job is delivered",
      trial?.categories.length === 1 && matched[1] > of("market.Fulfilled", first),
      `category ${trial?.categories}: request ${first} paid in block ${of("market.Fulfilled", first)}, the other matched in ${matched[1]}`,
    ),
    check(
      "all offers are back after the trial",
      /^2,0,1,(0,)?2$/.test(counts.join()),
      `categories on offer: ${counts.join(", ")}`,
    ),
    check("the status tells open, half-open, closed", states.join() === "closed,open,half-open,closed", states.join(", ")),
    check(
      "no job is lost to the failures",
      paid.length === all.length && lost.length === 0,
      `${paid.length} of ${all.length} paid, ${lost.length} missed or handed back`,
    ),
  ];
}

/** The offers of `prover` in the order of their changes: the block, and the categories offered from then on. */
function offersOf(blocks, prover) {
  return blocks.flatMap(({ number, events }) =>
    events
      .filter(({ name, data }) => ["market.OffersSet", "market.OffersRemoved"].includes(name) && data.prover === prover)
      .map(({ data }) => ({ block: number, categories: (data.asks ?? []).map(([category]) => Number(category)) })),
  );
}
