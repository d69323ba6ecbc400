// Where every planck went: what the events say, held against what storage says. Pure.

import { sum } from "./amounts.mjs";
import { held } from "./snapshot.mjs";

/**
 * Sections of `{ title, lines, equations }`. A line is `{ label, amount, source }`, an equation `{ text, left, right }`.
 *
 * `before` and `after` are snapshots, `blocks` all blocks between them, `names` the accounts to be listed by name,
 * `treasury` and `author` the addresses that share the fees of transactions, `surplusAccount` the one that gets surplus.
 */
export function balanceSheet({ before, after, blocks, names, treasury, surplusAccount, author }) {
  const events = blocks.flatMap((block) => block.events);
  const total = (name, field) => sum(pick(events, name).map((data) => data[field]));
  const refunded = (field) =>
    sum(CLOSINGS.map((name) => total(name, field)));
  const movements = movementsOf(blocks, { treasury, surplusAccount, author });
  return [
    escrow(total, refunded, after),
    fees(total, after, movements),
    collateral(total, after),
    deposits(total, refunded, after),
    griefingDeposits(total, refunded, after),
    accounts(before, after, movements, names),
    issuance(before, after, events),
  ];
}

const CLOSINGS = ["market.Cancelled", "market.Expired", "market.Refunded", "market.Unprovable"];

/** Whether every equation of `sections` holds. */
export function balances(sections) {
  return sections.every(({ equations }) => equations.every(({ left, right }) => left === right));
}

function escrow(total, refunded, after) {
  const taken =
    total("market.Placed", "maxFee") + total("market.ToppedUp", "amount") + total("market.Missed", "topUp");
  const paid = total("market.Fulfilled", "fee");
  const released = total("market.Fulfilled", "released");
  const back = refunded("fee");
  const holding = held(after, "Market.Escrow");
  return {
    title: "Escrow",
    lines: [
      events("taken when requests were placed", taken),
      events("fees paid", paid),
      events("released on delivery", released),
      events("refunded", back),
      storage("still held", holding),
    ],
    equations: [
      equation("taken = paid + released + refunded + held", taken, paid + released + back + holding),
      equation("held = what the requests in storage say", holding, sumOf(after.requests, "escrow")),
    ],
  };
}

function fees(total, after, movements) {
  const fee = total("market.Fulfilled", "fee");
  const [paid, protocolFee, surplus] = ["paid", "protocolFee", "surplus"].map((field) =>
    total("market.Fulfilled", field),
  );
  const [commission, pooled] = ["commission", "pooled"].map((field) => total("provers.Rewarded", field));
  const stored = sumOf(after.fulfilments, "fee");
  return {
    title: "Fees",
    lines: [
      events("paid by requesters", fee),
      storage("paid by requesters, as kept with the proofs", stored),
      events("to provers", paid),
      events("of that commission, to operators", commission),
      events("of that into pools", pooled),
      events("protocol fee, to the treasury", protocolFee),
      events("surplus, to its account", surplus),
    ],
    equations: [
      equation("paid by requesters = to provers + protocol fee + surplus", fee, paid + protocolFee + surplus),
      equation("to provers = commission + into pools", paid, commission + pooled),
      equation("events = storage", fee, stored),
      equation(
        "protocol fee + what could not be received = the treasury's income in deliveries",
        protocolFee + movements.forfeitedInDeliveries,
        movements.treasuryInDeliveries,
      ),
    ],
  };
}

function collateral(total, after) {
  const locked = total("market.Matched", "collateral");
  const back = total("market.Fulfilled", "collateral") + total("market.Rejected", "collateral");
  const slashed = total("market.Missed", "slashed");
  const holding = sumOf(after.provers, "locked");
  return {
    title: "Collateral of provers",
    lines: [
      events("locked by matches", locked),
      events("back on delivery or rejection", back),
      events("slashed", slashed),
      storage("still locked", holding),
    ],
    equations: [
      equation("locked = back + slashed + still locked", locked, back + slashed + holding),
      equation(
        "stakes held = what the provers in storage say",
        held(after, "Provers.Stake"),
        sumOf(after.provers, "stake"),
      ),
      equation(
        "unbonding stake held = what the provers in storage say",
        held(after, "Provers.Unbonding"),
        sumOf(after.provers, "unbonding"),
      ),
    ],
  };
}

function deposits(total, refunded, after) {
  const taken = total("market.Placed", "deposit");
  const released = total("market.Fulfilled", "depositReleased");
  const back = refunded("deposit") + total("market.Pruned", "deposit");
  const holding = held(after, "Market.RequestDeposit");
  return {
    title: "Deposits for storage",
    lines: [
      events("taken when requests were placed", taken),
      events("released on delivery", released),
      events("released later", back),
      storage("held until the proofs are pruned", holding),
    ],
    equations: [
      equation("taken = released + held", taken, released + back + holding),
      equation(
        "held = what requests and proofs in storage say",
        holding,
        sumOf(after.requests, "deposit") + sumOf(after.fulfilments, "deposit"),
      ),
    ],
  };
}

function griefingDeposits(total, refunded, after) {
  const taken = total("market.Placed", "griefingDeposit");
  const back = total("market.Fulfilled", "griefingDeposit") + refunded("griefingDeposit");
  const paid = total("market.RejecterPaid", "amount");
  const holding = held(after, "Market.GriefingDeposit");
  return {
    title: "Deposits for rejections",
    lines: [
      events("taken when requests were placed", taken),
      events("released", back),
      events("paid to provers that rejected", paid),
      storage("still held", holding),
    ],
    equations: [
      equation("taken = released + paid + held", taken, back + paid + holding),
      equation("held = what the requests in storage say", holding, sumOf(after.requests, "griefingDeposit")),
    ],
  };
}

function accounts(before, after, movements, names) {
  const addresses = new Set([
    ...names.keys(),
    ...before.balances.keys(),
    ...after.balances.keys(),
    ...movements.byAccount.keys(),
  ]);
  const changed = [...addresses]
    .map((address) => ({
      name: names.get(address) ?? address,
      change: (after.balances.get(address) ?? 0n) - (before.balances.get(address) ?? 0n),
      expected: movements.byAccount.get(address) ?? 0n,
    }))
    .filter(({ change, expected }) => change !== 0n || expected !== 0n);
  return {
    title: "Balances, free and held together",
    lines: [
      ...changed.map(({ name, change }) => storage(name, change)),
      events("fees of transactions, shared between treasury and block author", movements.transactionFees),
    ],
    equations: changed.map(({ name, change, expected }) =>
      equation(`${name}: change in storage = what its events add up to`, change, expected),
    ),
  };
}

function issuance(before, after, allEvents) {
  const amounts = (...names) =>
    sum(names.flatMap((name) => pick(allEvents, `balances.${name}`)).map(({ amount }) => amount));
  const minted = amounts("Minted", "Issued", "MintedCredit");
  const burned = amounts("Burned", "Rescinded", "BurnedDebt");
  const change = after.issuance - before.issuance;
  const allBalances = (snapshot) => sum([...snapshot.balances.values()]);
  return {
    title: "Issuance",
    lines: [storage("change of the total issuance", change), events("minted", minted), events("burned", burned)],
    equations: [
      equation("change = minted - burned", change, minted - burned),
      equation("change = the change of all balances", change, allBalances(after) - allBalances(before)),
      equation("issuance = all balances", after.issuance, allBalances(after)),
    ],
  };
}

/** What the events of `blocks` add up to for each account. */
export function movementsOf(blocks, { treasury, surplusAccount, author }) {
  const byAccount = new Map();
  const add = (address, amount) => byAccount.set(address, (byAccount.get(address) ?? 0n) + amount);
  const requesters = new Map();
  const pools = new Map();
  let treasuryInDeliveries = 0n;
  let forfeitedInDeliveries = 0n;
  let transactionFees = 0n;

  for (const block of blocks) {
    for (const { name, data } of block.events) {
      if (name === "market.Placed") requesters.set(data.request, data.requester);
      if (name === "market.Fulfilled") {
        add(requesters.get(data.request), -data.fee);
        add(treasury, data.protocolFee);
        add(surplusAccount, data.surplus);
      }
      if (name === "market.Missed") {
        add(requesters.get(data.request), data.compensation + data.topUp);
        add(treasury, data.forwarded);
      }
      if (name === "market.Rejected") {
        add(data.payer, -data.fee);
        add(treasury, data.fee);
      }
      if (name === "market.RejecterPaid") {
        add(requesters.get(data.request), -data.amount);
        add(data.prover, data.amount);
      }
      if (name === "market.Forfeited") {
        add(data.who, -data.amount);
        add(treasury, data.amount);
      }
      if (name === "provers.Registered") pools.set(data.prover, data.pool);
      if (name === "provers.Rewarded") {
        add(data.prover, data.commission);
        add(pools.get(data.prover), data.pooled);
      }
      if (name === "provers.Slashed") add(pools.get(data.prover), -data.fromPool - data.fromUnbonding);
      if (name === "balances.TransferAndHold") {
        add(data.source, -data.transferred);
        add(data.dest, data.transferred);
      }
      if (name === "balances.TransferOnHold") {
        add(data.source, -data.amount);
        add(data.dest, data.amount);
      }
      if (name === "balances.Transfer") {
        add(data.from, -data.amount);
        add(data.to, data.amount);
      }
    }
    for (const events of byExtrinsic(block.events)) {
      const income = sum(
        pick(events, "balances.Deposit")
          .filter(({ who }) => who === treasury)
          .map(({ amount }) => amount),
      );
      const forfeited = sum(pick(events, "market.Forfeited").map(({ amount }) => amount));
      const ofMarket =
        sum(pick(events, "market.Fulfilled").map(({ protocolFee }) => protocolFee)) +
        sum(pick(events, "market.Rejected").map(({ fee }) => fee)) +
        forfeited;
      if (pick(events, "market.Fulfilled").length > 0) {
        treasuryInDeliveries += income;
        forfeitedInDeliveries += forfeited;
      }
      for (const { who, actualFee, tip } of pick(events, "transactionPayment.TransactionFeePaid")) {
        transactionFees += actualFee;
        add(who, -actualFee);
        add(treasury, income - ofMarket);
        add(author, actualFee - (income - ofMarket));
        if (tip !== 0n) throw new Error("a transaction with a tip: the demo sends none");
      }
    }
  }
  return { byAccount, treasuryInDeliveries, forfeitedInDeliveries, transactionFees };
}

function byExtrinsic(events) {
  const groups = new Map();
  for (const event of events) {
    if (event.extrinsic === null) continue;
    if (!groups.has(event.extrinsic)) groups.set(event.extrinsic, []);
    groups.get(event.extrinsic).push(event);
  }
  return groups.values();
}

function pick(events, name) {
  return events.filter((event) => event.name === name).map((event) => event.data);
}

function sumOf(rows, field) {
  return sum([...rows.values()].map((row) => row[field]));
}

const events = (label, amount) => ({ label, amount, source: "events" });
const storage = (label, amount) => ({ label, amount, source: "storage" });
const equation = (text, left, right) => ({ text, left, right });
