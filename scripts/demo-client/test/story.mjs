// The blocks and snapshots of one request, from placing to payment, as the chain tells them.

export const TREASURY = "treasury";
export const SURPLUS = "surplus";
export const AUTHOR = "author";

const event = (extrinsic, name, data) => ({ extrinsic, name, data });
const feePaid = (extrinsic, who, fee) => [
  event(extrinsic, "balances.Deposit", { who: TREASURY, amount: (fee * 8n) / 10n }),
  event(extrinsic, "balances.Deposit", { who: AUTHOR, amount: fee - (fee * 8n) / 10n }),
  event(extrinsic, "transactionPayment.TransactionFeePaid", { who, actualFee: fee, tip: 0n }),
];

/**
 * A prover registers with a stake of 2,000 and a commission of 90 %. Escrow of 1,000, of which 300 are released; of a fee of 700
 * the prover gets 534 and its pool 60.
 */
export function blocks() {
  return [
    {
      number: 10,
      events: [
        event(0, "balances.Transfer", { from: "prover", to: "pool", amount: 1n }),
        event(0, "balances.TransferAndHold", {
          reason: "Provers.Stake",
          source: "prover",
          dest: "pool",
          transferred: 2_000n,
        }),
        event(0, "provers.Registered", {
          prover: "prover",
          pool: "pool",
          deposit: 1n,
          slots: 1n,
          commission: 900_000n,
        }),
        event(1, "market.OffersSet", { prover: "prover", asks: [[0, 50]] }),
        event(2, "market.Placed", {
          request: 0n,
          requester: "requester",
          circuit: "circuit",
          category: 0n,
          units: 10n,
          maxFee: 1000n,
          deposit: 200n,
          griefingDeposit: 30n,
          matchBy: 20n,
          deadline: 50n,
        }),
        ...feePaid(2, "requester", 10n),
      ],
    },
    {
      number: 11,
      events: [
        event(null, "market.Matched", {
          request: 0n,
          prover: "prover",
          requesterUnitPrice: 70n,
          proverUnitPrice: 60n,
          fee: 700n,
          collateral: 500n,
          due: 41n,
        }),
      ],
    },
    {
      number: 12,
      events: [
        event(1, "balances.Deposit", { who: "prover", amount: 534n }),
        event(1, "balances.Deposit", { who: "pool", amount: 60n }),
        event(1, "provers.Rewarded", { prover: "prover", commission: 534n, pooled: 60n }),
        event(1, "balances.Deposit", { who: TREASURY, amount: 6n }),
        event(1, "balances.Deposit", { who: SURPLUS, amount: 100n }),
        event(1, "market.Fulfilled", {
          request: 0n,
          prover: "prover",
          fee: 700n,
          released: 300n,
          paid: 594n,
          protocolFee: 6n,
          surplus: 100n,
          collateral: 500n,
          depositReleased: 50n,
          griefingDeposit: 30n,
        }),
        event(1, "transactionPayment.TransactionFeePaid", { who: "worker", actualFee: 0n, tip: 0n }),
      ],
    },
  ];
}

export function before() {
  return {
    issuance: 10_000n,
    balances: new Map([
      ["requester", 5_000n],
      ["prover", 4_000n],
      [TREASURY, 500n],
      [AUTHOR, 500n],
    ]),
  };
}

export function after() {
  return {
    issuance: 10_000n,
    balances: new Map([
      ["requester", 5_000n - 700n - 10n],
      ["prover", 4_000n - 2_001n + 534n],
      ["pool", 2_001n + 60n],
      [TREASURY, 500n + 6n + 8n],
      [SURPLUS, 100n],
      [AUTHOR, 500n + 2n],
    ]),
    holds: new Map([
      ["requester", [{ reason: "Market.RequestDeposit", amount: 150n }]],
      ["pool", [{ reason: "Provers.Stake", amount: 2_060n }]],
    ]),
    requests: new Map(),
    jobs: new Map(),
    fulfilments: new Map([["0", { fee: 700n, deposit: 150n }]]),
    provers: new Map([["prover", { stake: 2_060n, unbonding: 0n, locked: 0n, jobs: 0, delivered: 1, missed: 0 }]]),
  };
}
