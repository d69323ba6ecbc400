// The sections of a Groth16 .zkey that tell a circuit's size. snarkjs reads them too, but reports no number of constraints.
const HEADER = 2;
const COEFFICIENTS = 4;

/** Sizes of the circuit of a .zkey: constraints, wires, public signals, domain (the FFT's size). */
export function readZkeySize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.subarray(0, 4).toString("latin1") !== "zkey") throw new Error("not a .zkey file: it does not begin with `zkey`");

  const sections = new Map();
  let at = 12;
  for (let left = view.getUint32(8, true); left > 0; left--) {
    sections.set(view.getUint32(at, true), at + 12);
    at += 12 + Number(view.getBigUint64(at + 4, true));
  }

  let header = sections.get(HEADER);
  const fieldSize = () => {
    const size = view.getUint32(header, true);
    header += 4 + size;
    return size;
  };
  fieldSize();
  const scalarSize = fieldSize();
  const [wires, publicSignals, domain] = [0, 4, 8].map((offset) => view.getUint32(header + offset, true));

  const coefficients = sections.get(COEFFICIENTS);
  const entry = 12 + scalarSize;
  let last = 0;
  for (let index = 0, count = view.getUint32(coefficients, true); index < count; index++) {
    last = Math.max(last, view.getUint32(coefficients + 4 + index * entry + 4, true));
  }
  // After the circuit's own rows, a .zkey has one for each public signal and one for the constant wire.
  return { constraints: last - publicSignals, wires, publicSignalCount: publicSignals, domain };
}
