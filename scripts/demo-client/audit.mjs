// What became of the trading: every check, from events, storage, logs, and outside the chain.

import { balances, balanceSheet } from "./balance-sheet.mjs";
import { check, checkDeliveries, checkPublicInputs, checkRows } from "./checks.mjs";
import { checkRpc } from "./rpc.mjs";
import { snapshot } from "./snapshot.mjs";
import { tryState } from "./try-state.mjs";
import { verifyOutside } from "./outside.mjs";

/** Where funds and blocks stand before anything happens. */
export async function openBooks(chain) {
  const [number, validators] = await Promise.all([chain.bestNumber(), chain.api.query.session.validators()]);
  if (validators.length !== 1)
    throw new Error(`${validators.length} validators: the demo's chain has one, who authors every block`);
  const { hash } = await chain.block(number);
  return {
    number,
    before: await snapshot(chain, hash),
    author: validators[0].toString(),
    treasury: chain.api.consts.treasury.potAccount.toString(),
    surplusAccount: chain.api.consts.market.surplusAccount.toString(),
  };
}

/** The balance sheet of all blocks since `books` was opened, and every check, those of the ledger for `requests`. */
export async function audit(stage, books, requests) {
  const { chain, market, follower, server, circuits } = stage;
  const end = await chain.bestNumber();
  await chain.until(({ number }) => number >= end, 30_000, `block ${end} was not followed`);
  const blocks = follower.blocks.filter(({ number }) => number <= end);
  const after = await snapshot(chain, blocks.at(-1).hash);
  const sheet = balanceSheet({ ...books, after, blocks, names: stage.names });
  const placed = new Set(requests.map(({ request }) => request));
  const rows = follower.rows.filter(({ request }) => placed.has(request));
  const fulfilled = rows.filter(({ state }) => state === "fulfilled");
  const delivered = new Map([...follower.timings].map(([request, timing]) => [request, timing.delivered]));
  const checks = [
    ...checkRows(rows, requests.length),
    checkDeliveries(blocks, fulfilled, delivered),
    checkPublicInputs(await publicInputs(market, fulfilled, requests)),
    check("every input by URI was fetched from where it lies", server.allAsked, `${server.asked.size} inputs`),
    check(
      "every figure of the balance sheet adds up",
      balances(sheet),
      `${sheet.flatMap(({ equations }) => equations).length} equations`,
    ),
    idle(after),
  ];
  for (const circuit of circuits) {
    const row = fulfilled.find((candidate) => candidate.circuit === circuit.id);
    if (row) checks.push(await verifyOutside({ ...stage, folder: stage.processes.folder, row, circuit }));
  }
  if (fulfilled.length > 0) checks.push(await checkRpc(chain, { hash: blocks.at(-1).hash, row: fulfilled[0] }));
  checks.push(await invariants(chain, end, stage.processes.folder));
  return { first: books.number + 1, end, sheet, checks };
}

async function publicInputs(market, rows, requests) {
  const expected = new Map(requests.map(({ request, sample }) => [request, sample.publicInputs]));
  return Promise.all(
    rows.map(async ({ request }) => ({
      request,
      got: (await market.fulfilment(request)).publicInputs,
      expected: expected.get(request),
    })),
  );
}

function idle({ provers }) {
  const rows = [...provers.values()];
  return check(
    "every slot is free and no stake is locked or slashed",
    rows.every(({ jobs, locked, missed }) => jobs === 0 && locked === 0n && missed === 0),
    `jobs delivered: ${rows.map(({ delivered }) => delivered).join(", ")}`,
  );
}

async function invariants(chain, end, folder) {
  const failure = await tryState(chain, 1, end);
  return check(
    "every block executes again to the same state, with all invariants (try_state)",
    failure === null,
    failure === null ? `${end} blocks` : `block ${failure.block}: ${failure.reason}; ${folder}/node.log has the reason`,
  );
}
