// What the node's own JSON-RPC methods answer, against storage at the same block.

import { check } from "./checks.mjs";

const LIMIT_OUT_OF_RANGE = 20_003;
const MAX_PAGE = 100;

/** Asks for a quote, the prover and the proof of `row`, and for more than a page has, after block `hash`. */
export async function checkRpc(chain, { hash, row }) {
  const { query } = await chain.api.at(hash);
  const { request, prover, category, units } = row;
  const ask = (method, ...params) => chain.rpc(`market_${method}`, ...params, hash);
  const [answers, price, pool, record, fulfilment, provers, refusal] = await Promise.all([
    Promise.all([
      ask("quote", category, units.toString(), null),
      ask("prover", prover),
      ask("proof", Number(request)),
      ask("request", Number(request)),
      everyProver(ask),
    ]),
    query.market.referencePrices(category),
    query.provers.provers(prover),
    query.provers.records(prover),
    query.market.fulfilments(request),
    query.provers.provers.keys(),
    ask("provers", null, MAX_PAGE + 1).catch((error) => error),
  ]);
  const stored = {
    price: price.unwrap().toBigInt(),
    pool: pool.unwrap().pool.assets.toBigInt(),
    delivered: record.delivered.toNumber(),
    publicInputs: fulfilment.unwrap().publicInputs.map((input) => input.toHex()),
    proof: fulfilment.unwrap().proof.toHex(),
    fee: fulfilment.unwrap().fee.toBigInt(),
    provers: provers.map((key) => key.args[0].toString()),
  };
  return compare(answers, stored, { row, refusal });
}

async function everyProver(ask) {
  const seen = [];
  let after = null;
  do {
    // One a page, so that there is more than one.
    const page = await ask("provers", after, 1);
    seen.push(...page.items.map(({ prover }) => prover));
    after = page.next;
  } while (after !== null);
  return seen;
}

/** The check that follows from the answers and from what is stored. Pure. */
export function compare([quote, prover, proof, request, provers], stored, { row, refusal }) {
  const same = (what, got, expected) => (`${got}` === `${expected}` ? null : `${what} ${got} instead of ${expected}`);
  const { p50, p90, p99 } = prover.record.latency ?? {};
  const problems = [
    same("reference price", quote.referencePrice, stored.price),
    same("fee of the quote", quote.fee, stored.price * row.units),
    same("clearings that would have served", quote.served <= quote.clearings, true),
    same("stake in the pool", prover.stake.pool, stored.pool),
    same("proofs delivered", prover.record.delivered, stored.delivered),
    same("on-time rate", prover.record.onTimePpm, 1_000_000),
    same("percentiles of the latency in order", p50 <= p90 && p90 <= p99, true),
    same("prover of the proof", proof.prover, row.prover),
    same("block of the proof", proof.fulfilled, row.fulfilled),
    same("fee of the proof", proof.fee, stored.fee),
    same("proof", proof.proof, stored.proof),
    same("public inputs", proof.publicInputs, stored.publicInputs),
    same(
      "outputs",
      proof.outputs.map(({ value }) => value),
      proof.outputs.map(({ index }) => stored.publicInputs[index]),
    ),
    same("state of the request", request.state, "fulfilled"),
    same("provers", [...provers].sort(), [...stored.provers].sort()),
    same("refusal of a page that is too large", refusal.code, LIMIT_OUT_OF_RANGE),
  ].filter(Boolean);
  return check(
    "the node's own methods answer what is in storage, page by page",
    problems.length === 0,
    problems.join("; ") || `quote, request ${row.request}, its prover and proof, ${provers.length} provers`,
  );
}
