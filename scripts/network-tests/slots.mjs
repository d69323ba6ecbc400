// What headers say of slots: which, whose, how many were missed. Pure.

const BABE = "BABE";

/** Slot and author's index of `header`, as @polkadot/api decodes it. */
export function authored(header) {
  const log = header.digest.logs.find((item) => item.isPreRuntime && item.asPreRuntime[0].toString() === BABE);
  if (!log) throw new Error(`block ${header.number} has no slot`);
  return preDigest(log.asPreRuntime[1].toU8a(true));
}

/** Slot and author's index of BABE's pre-runtime digest: a variant's index, then both, little-endian. */
export function preDigest(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { authority: view.getUint32(1, true), slot: Number(view.getBigUint64(5, true)) };
}

/** Of the slots from the first to the last of `slots`, how many have no block. */
export function missed(slots) {
  if (slots.length === 0) return { of: 0, missed: 0, share: 0 };
  const of = slots.at(-1) - slots[0] + 1;
  return { of, missed: of - slots.length, share: (of - slots.length) / of };
}

/** The smallest of `values` that at least `percent` of them do not exceed. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}
