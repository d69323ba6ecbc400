// Which network tests there are.

/** All, in the order in which they run. */
export const ALL = ["rpc", "killed-validator", "lost-quorum", "partition", "sync", "equivocation", "key-rotation", "upgrade", "load"];

/** Those of `--short`, which take about three minutes together. */
export const SHORT = ["rpc", "killed-validator"];

/** The module of the test called `name`. */
export function load(name) {
  return import(`./tests/${name}.mjs`);
}
