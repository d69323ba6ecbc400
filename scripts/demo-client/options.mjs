// The command line, as scripts/demo gives it; its --help explains it.

import { parseArgs } from "node:util";

const OPTIONS = {
  ci: { type: "boolean", default: false },
  json: { type: "string" },
  keep: { type: "boolean", default: false },
  node: { type: "string" },
  worker: { type: "string" },
  circuits: { type: "string" },
};

/** What the command line says; throws an error whose message is for the user. */
export function parseOptions(args) {
  const { values } = parseArgs({ args, options: OPTIONS, strict: true, allowPositionals: false });
  for (const name of ["node", "worker", "circuits"]) {
    if (!values[name]) throw new Error(`--${name} is missing: start the demo by scripts/demo`);
  }
  return values;
}
