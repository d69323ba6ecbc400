// What must hold at the end, each with the figures that show it. Pure.

import { u8aEq } from "@polkadot/util";

/** One check: `holds`, and what was found. */
export function check(name, holds, found) {
  return { name, holds, found };
}

/** Checks of the ledger's rows alone. */
export function checkRows(rows, expected) {
  const fulfilled = rows.filter(({ state }) => state === "fulfilled");
  const waited = rows.map(({ placed, matched }) => matched - placed);
  return [
    check(
      "every request is fulfilled",
      rows.length === expected && fulfilled.length === expected,
      `${fulfilled.length} of ${expected}`,
    ),
    check(
      "every request is matched in the block after its inclusion",
      rows.every(({ placed, matched }) => matched === placed + 1),
      `${numbers(waited)} after ${rows.map(({ placed, matched }) => `${placed}->${matched}`).join(" ")}`,
    ),
    check(
      "nobody pays more than its bid, no prover gets less than its ask",
      fulfilled.every(
        ({ fee, maxFee, requesterUnitPrice, proverUnitPrice, ask }) =>
          fee <= maxFee && ask !== undefined && ask <= proverUnitPrice && proverUnitPrice <= requesterUnitPrice,
      ),
      `${fulfilled.length} requests`,
    ),
    check(
      "fee and payment are unit prices times proving units",
      fulfilled.every(
        ({ fee, paid, protocolFee, units, requesterUnitPrice, proverUnitPrice }) =>
          fee === requesterUnitPrice * units && paid + protocolFee === proverUnitPrice * units,
      ),
      `${fulfilled.length} requests`,
    ),
  ];
}

/** Each proof is paid where it is delivered: in the same transaction, free of charge for the prover. */
export function checkDeliveries(blocks, rows, delivered) {
  const problems = [];
  for (const row of rows) {
    const block = blocks.find(({ number }) => number === row.fulfilled);
    const fulfilment = block?.events.find(
      ({ name, data }) => name === "market.Fulfilled" && data.request === row.request,
    );
    const events = block?.events.filter(({ extrinsic }) => extrinsic === fulfilment?.extrinsic) ?? [];
    const has = (name, matches) => events.some((event) => event.name === name && matches(event.data));
    const problem = (text) => problems.push(`request ${row.request}: ${text}`);
    if (fulfilment?.extrinsic == null) {
      problem("no delivery in a transaction");
      continue;
    }
    const reward = events.find(({ name, data }) => name === "provers.Rewarded" && data.prover === row.prover)?.data;
    if (reward === undefined || reward.commission + reward.pooled !== row.paid) {
      problem(`${row.paid} planck are not divided between operator and pool in block ${row.fulfilled}`);
    } else if (!has("balances.Deposit", ({ who, amount }) => who === row.prover && amount === reward.commission)) {
      problem(`${reward.commission} planck do not reach the prover in block ${row.fulfilled}`);
    }
    if (!has("transactionPayment.TransactionFeePaid", ({ actualFee }) => actualFee === 0n)) {
      problem("the delivery was charged for");
    }
    const seen = delivered.get(row.request);
    if (seen !== row.fulfilled) problem(`delivered in block ${seen}, paid in block ${row.fulfilled}`);
  }
  return check(
    "every proof is verified and paid in the block that includes its delivery, free of charge",
    rows.length > 0 && problems.length === 0,
    problems.join("; ") || rows.map(({ request, fulfilled }) => `#${request} in ${fulfilled}`).join(" "),
  );
}

/** The chain kept the public inputs that each request is about, the free ones filled in by the prover. */
export function checkPublicInputs(proofs) {
  const wrong = proofs.filter(
    ({ got, expected }) => got.length !== expected.length || got.some((input, index) => !u8aEq(input, expected[index])),
  );
  return check(
    "every proof has the public inputs that its input leads to, free ones included",
    proofs.length > 0 && wrong.length === 0,
    wrong.length === 0
      ? `${proofs.length} proofs`
      : `others in requests ${wrong.map(({ request }) => request).join(", ")}`,
  );
}

const FEE_EVENTS = new Set([
  "balances.Withdraw",
  "balances.Deposit",
  "transactionPayment.TransactionFeePaid",
  "system.ExtrinsicFailed",
]);

/** A transaction was refused with `expected` and did nothing but pay its own fee. */
export function checkRefusal({ what, expected, receipt, before, after }) {
  const others = receipt.events.filter(({ name }) => !FEE_EVENTS.has(name)).map(({ name }) => name);
  const fee = receipt.events.find(({ name }) => name === "transactionPayment.TransactionFeePaid")?.data.actualFee ?? 0n;
  const unchanged = JSON.stringify(before) === JSON.stringify(after);
  const got = receipt.error?.name ?? "no error";
  const problems = [
    got === expected ? null : `expected ${expected}`,
    others.length === 0 ? null : `also ${others.join(", ")}`,
    unchanged ? null : "rows in storage changed",
    fee > 0n ? null : "was not charged for",
  ].filter(Boolean);
  return {
    ...check(`refused, nothing changes hands: ${what}`, problems.length === 0, [got, ...problems].join("; ")),
    refusal: { what, error: got, docs: receipt.error?.docs, block: receipt.block, fee },
  };
}

function numbers(values) {
  const distinct = [...new Set(values)];
  return `${distinct.join(", ")} block${distinct.length === 1 && distinct[0] === 1 ? "" : "s"}`;
}
