import { Group } from "@semaphore-protocol/group";
import { Identity } from "@semaphore-protocol/identity";
import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { poseidon2 } from "poseidon-lite";

import { hashText } from "./semaphore-hash.js";

const require = createRequire(import.meta.url);
const DEPTH = 20;
const GROUP_SIZE = 50;
// A member has one nullifier in a scope, so a scope (here a ballot) can tell who has voted without telling who they are.
const VOTES = [
  { member: 3, scope: "board 2031", message: "yes" },
  { member: 11, scope: "board 2031", message: "no" },
  { member: 12, scope: "board 2031", message: "abstain" },
  { member: 29, scope: "board 2031", message: "yes" },
  { member: 3, scope: "budget 2031", message: "no" },
  { member: 30, scope: "budget 2031", message: "yes" },
  { member: 41, scope: "budget 2031", message: "yes" },
  { member: 49, scope: "budget 2031", message: "no" },
];

export const circuit = {
  name: `semaphore-${DEPTH}`,
  description: "Semaphore v4: a member of a group signals a message once in a scope, without revealing which member",
  source: [{ name: "@zk-kit/semaphore-artifacts", template: `Semaphore(${DEPTH})` }],
  setup: { kind: "ceremony", note: "keys as the Semaphore project publishes them, from its own trusted-setup ceremony" },
  publicSignals: [
    { name: "merkleRoot", kind: "output" },
    { name: "nullifier", kind: "output" },
    { name: "message", kind: "input" },
    { name: "scope", kind: "input" },
  ],

  writeArtifacts({ zkey, wasm, log }) {
    const published = (extension) => require.resolve(`@zk-kit/semaphore-artifacts/semaphore-${DEPTH}.${extension}`);
    copyFileSync(published("zkey"), zkey);
    copyFileSync(published("wasm"), wasm);
    log("published artifacts copied");
  },

  samples() {
    const members = Array.from({ length: GROUP_SIZE }, (_, index) => new Identity(`proofnet sample member ${index}`));
    const group = new Group(members.map(({ commitment }) => commitment));
    return VOTES.map(({ member, scope, message }) => sample(group, members[member], hashText(scope), hashText(message)));
  },
};

export function sample(group, identity, scope, message) {
  const { index, siblings } = group.generateMerkleProof(group.indexOf(identity.commitment));
  const padded = Array.from({ length: DEPTH }, (_, level) => (siblings[level] ?? 0n).toString());
  return {
    input: {
      secret: identity.secretScalar.toString(),
      merkleProofLength: siblings.length.toString(),
      merkleProofIndex: index.toString(),
      merkleProofSiblings: padded,
      message: message.toString(),
      scope: scope.toString(),
    },
    statement: [group.root, poseidon2([scope, identity.secretScalar]), message, scope].map(String),
  };
}
