import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(dirname(fileURLToPath(import.meta.url)));

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const filesUnder = (folder) =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesUnder(path) : [path]));

/** What the artifacts are made from: the pinned packages, the circuits and the code of src/. A change of any makes them stale. */
export const recipe = () =>
  sha256(
    ["package.json", "circom", "src"]
      .map((name) => join(HERE, name))
      .flatMap((path) => (statSync(path).isDirectory() ? filesUnder(path) : [path]))
      .map((path) => `${relative(HERE, path)} ${sha256(readFileSync(path))}\n`)
      .join(""),
  );

/** Each file of a circuit's folder but info.json, which records them: path, size in bytes, SHA-256. */
export const listFiles = (folder) =>
  filesUnder(folder)
    .filter((path) => relative(folder, path) !== "info.json")
    .map((path) => ({ path: relative(folder, path), bytes: statSync(path).size, sha256: sha256(readFileSync(path)) }));

/** Whether the folder was made from this recipe and holds the very files that were written. */
export function isCurrent(folder) {
  if (!existsSync(join(folder, "info.json"))) return false;
  try {
    const info = JSON.parse(readFileSync(join(folder, "info.json"), "utf8"));
    return info.recipe === recipe() && JSON.stringify(info.files) === JSON.stringify(listFiles(folder));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Fills a folder beside `folder` and puts it in place only when it is whole, so that an interrupted run leaves nothing half done. */
export async function replaceFolder(folder, fill) {
  const unfinished = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
