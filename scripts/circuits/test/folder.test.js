import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, afterEach, test } from "node:test";

import { isCurrent, listFiles, recipe, replaceFolder } from "../src/folder.js";

let root;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "circuits-"))));
afterEach(() => rmSync(root, { recursive: true }));

function fill(folder) {
  writeFileSync(join(folder, "circuit.zkey"), "key");
  writeFileSync(join(folder, "info.json"), JSON.stringify({ files: listFiles(folder), recipe: recipe() }));
}

test("folder_should_be_current_when_it_is_as_written", async () => {
  await replaceFolder(join(root, "a"), fill);
  assert.equal(isCurrent(join(root, "a")), true);
});

test("folder_should_be_stale_when_absent", () => {
  assert.equal(isCurrent(join(root, "a")), false);
});

test("folder_should_be_stale_when_a_file_was_changed", async () => {
  await replaceFolder(join(root, "a"), fill);
  writeFileSync(join(root, "a", "circuit.zkey"), "kex");
  assert.equal(isCurrent(join(root, "a")), false);
});

test("folder_should_be_stale_when_its_record_is_cut_off", async () => {
  await replaceFolder(join(root, "a"), fill);
  writeFileSync(join(root, "a", "info.json"), '{"files":');
  assert.equal(isCurrent(join(root, "a")), false);
});

test("folder_should_be_stale_when_made_from_another_recipe", async () => {
  await replaceFolder(join(root, "a"), (folder) => {
    writeFileSync(join(folder, "info.json"), JSON.stringify({ files: [], recipe: "other" }));
  });
  assert.equal(isCurrent(join(root, "a")), false);
});

test("replaceFolder_should_leave_the_old_folder_when_filling_fails", async () => {
  await replaceFolder(join(root, "a"), fill);
  const failing = replaceFolder(join(root, "a"), () => Promise.reject(new Error("disk full")));
  await assert.rejects(failing, /disk full/);
  assert.equal(isCurrent(join(root, "a")), true);
  assert.deepEqual(readdirSync(root), ["a"]);
});

test("replaceFolder_should_drop_old_files_when_it_succeeds", async () => {
  await replaceFolder(join(root, "a"), (folder) => writeFileSync(join(folder, "old"), ""));
  await replaceFolder(join(root, "a"), fill);
  assert.equal(existsSync(join(root, "a", "old")), false);
});
