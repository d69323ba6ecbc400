// Which of a node's methods are for everybody and which for the machine itself. Who adds a method says so here.

/** Calls of every method that changes the node or shows what is nobody's business; `hash` is any block's. */
export function unsafeCalls(hash) {
  const key = `0x${"01".repeat(32)}`;
  const peer = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
  return [
    ["author_hasKey", key, "babe"],
    ["author_hasSessionKeys", `0x${"01".repeat(64)}`],
    ["author_insertKey", "babe", "//Test", key],
    ["author_removeExtrinsic", []],
    ["author_rotateKeys"],
    ["author_rotateKeysWithOwner", key],
    ["babe_epochAuthorship"],
    ["offchain_localStorageClear", "PERSISTENT", "0x01"],
    ["offchain_localStorageGet", "PERSISTENT", "0x01"],
    ["offchain_localStorageSet", "PERSISTENT", "0x01", "0x01"],
    ["state_callRecorded", "Core_version", "0x", hash],
    ["state_getPairs", "0x", hash],
    ["state_queryStorage", ["0x3a636f6465"], hash],
    ["state_traceBlock", hash, null, null, null],
    ["system_addLogFilter", "info"],
    ["system_addReservedPeer", `/ip4/127.0.0.1/tcp/1/p2p/${peer}`],
    ["system_dryRun", "0x00"],
    ["system_dryRunAt", "0x00", hash],
    ["system_peers"],
    ["system_removeReservedPeer", peer],
    ["system_resetLogFilter"],
    ["system_unstable_networkState"],
  ];
}

/** Methods that only read what the chain has, or hand a transaction in. */
export const SAFE = [
  "account_nextIndex",
  "author_pendingExtrinsics",
  "author_submitAndWatchExtrinsic",
  "author_submitExtrinsic",
  "author_unwatchExtrinsic",
  "bitswap_v1_get",
  ...["body", "call", "continue", "follow", "header", "stopOperation", "storage", "unfollow", "unpin"].map(
    (name) => `chainHead_v1_${name}`,
  ),
  ...["chainName", "genesisHash", "properties"].map((name) => `chainSpec_v1_${name}`),
  ...["getBlock", "getBlockHash", "getFinalisedHead", "getFinalizedHead", "getHead", "getHeader", "getRuntimeVersion"].map(
    (name) => `chain_${name}`,
  ),
  ...["AllHeads", "FinalisedHeads", "FinalizedHeads", "NewHead", "NewHeads", "RuntimeVersion"].flatMap((name) => [
    `chain_subscribe${name}`,
    `chain_unsubscribe${name}`,
  ]),
  ...["Keys", "KeysPaged", "KeysPagedAt", "Storage", "StorageEntries", "StorageHash", "StorageSize"].map(
    (name) => `childstate_get${name}`,
  ),
  "grandpa_proveFinality",
  "grandpa_roundState",
  "grandpa_subscribeJustifications",
  "grandpa_unsubscribeJustifications",
  ...["categories", "depth", "job", "jobs", "proof", "prover", "provers", "quote", "request", "requests"].map(
    (name) => `market_${name}`,
  ),
  "payment_queryFeeDetails",
  "payment_queryInfo",
  "rpc_methods",
  "state_call",
  "state_callAt",
  ...["ChildReadProof", "Keys", "KeysPaged", "KeysPagedAt", "Metadata", "ReadProof", "RuntimeVersion"].map(
    (name) => `state_get${name}`,
  ),
  ...["Storage", "StorageAt", "StorageHash", "StorageHashAt", "StorageSize", "StorageSizeAt"].map((name) => `state_get${name}`),
  "state_queryStorageAt",
  "state_subscribeRuntimeVersion",
  "state_subscribeStorage",
  "state_unsubscribeRuntimeVersion",
  "state_unsubscribeStorage",
  "subscribe_newHead",
  ...["accountNextIndex", "chain", "chainType", "health", "localListenAddresses", "localPeerId", "name", "nodeRoles"].map(
    (name) => `system_${name}`,
  ),
  ...["properties", "reservedPeers", "syncState", "version"].map((name) => `system_${name}`),
  "transactionWatch_v1_submitAndWatch",
  "transactionWatch_v1_unwatch",
  "transaction_v1_broadcast",
  "transaction_v1_stop",
  "unsubscribe_newHead",
];
