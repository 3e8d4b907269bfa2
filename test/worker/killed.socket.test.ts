import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killAgainAndAgain } from "../load/killed/killed.ts";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "selvedge-killed-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

// The long form: npm run load:sigkill.
test("kill -9 in the middle of counting and merging loses nothing that was acknowledged, and nothing counts twice", async () => {
  const killed = await killAgainAndAgain({ folder, kills: 3, writers: 8, signals: 300 });
  expect(killed.acknowledged).toBe(300);
  expect(killed.counted).toBe(300);
  // It was really killed in the middle, and merged between.
  expect(killed.unanswered).toBeGreaterThan(0);
  expect(killed.merged).toBeGreaterThan(0);
}, 120_000);
