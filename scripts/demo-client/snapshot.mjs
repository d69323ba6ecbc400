// What the chain's storage says of funds after one block.

/** Issuance, balances, holds and the market's rows after block `hash`. */
export async function snapshot(chain, hash) {
  const { query } = await chain.api.at(hash);
  const [issuance, accounts, holds, requests, jobs, fulfilments, provers, records] = await Promise.all([
    query.balances.totalIssuance(),
    query.system.account.entries(),
    query.balances.holds.entries(),
    query.market.requests.entries(),
    query.market.jobs.entries(),
    query.market.fulfilments.entries(),
    query.provers.provers.entries(),
    query.provers.records.entries(),
  ]);
  const recordOf = byKey(records, ({ delivered, missed }) => ({
    delivered: delivered.toNumber(),
    missed: missed.toNumber(),
  }));
  return {
    issuance: issuance.toBigInt(),
    balances: byKey(accounts, ({ data }) => data.free.toBigInt() + data.reserved.toBigInt()),
    holds: byKey(holds, (list) => list.map(({ id, amount }) => ({ reason: reasonOf(id), amount: amount.toBigInt() }))),
    requests: byKey(requests, (row) => {
      const request = row.unwrap();
      return {
        escrow: request.escrow.toBigInt(),
        deposit: request.deposit.toBigInt(),
        griefingDeposit: request.griefingDeposit.toBigInt(),
      };
    }),
    jobs: byKey(jobs, (row) => ({ collateral: row.unwrap().collateral.toBigInt() })),
    fulfilments: byKey(fulfilments, (row) => {
      const { fee, deposit } = row.unwrap();
      return { fee: fee.toBigInt(), deposit: deposit.toBigInt() };
    }),
    provers: byKey(provers, (row, prover) => {
      const { pool, unbonding, locked, jobs: running } = row.unwrap();
      return {
        stake: pool.assets.toBigInt(),
        unbonding: unbonding.assets.toBigInt(),
        locked: locked.toBigInt(),
        jobs: running.toNumber(),
        // A prover whose jobs have not ended yet has no record.
        ...(recordOf.get(prover) ?? { delivered: 0, missed: 0 }),
      };
    }),
  };
}

/** Planck that `snapshot` shows as held for `reason`, of all accounts or of `address`. */
export function held(snapshot, reason, address) {
  let total = 0n;
  for (const [account, list] of snapshot.holds) {
    if (address !== undefined && account !== address) continue;
    for (const hold of list) if (hold.reason === reason) total += hold.amount;
  }
  return total;
}

function reasonOf(id) {
  return `${id.type}.${id.inner.type}`;
}

function byKey(entries, read) {
  return new Map(
    entries.map(([key, value]) => {
      const first = key.args[0].toString();
      return [first, read(value, first)];
    }),
  );
}
