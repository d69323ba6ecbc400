// A program that proves a circuit, and fails for as long as a file exists: node unreliable-prover.mjs FILE PROGRAM ARGUMENT...

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const [file, program, ...args] = process.argv.slice(2);
if (existsSync(file)) {
  console.error(`${file} is there`);
  process.exit(1);
}
process.exit(spawnSync(process.execPath, [program, ...args], { stdio: "inherit" }).status ?? 1);
