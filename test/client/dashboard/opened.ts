import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Desk, type Harness, type Instead, startHarness } from "./harness.ts";

let harness: Harness;
export let desk: Desk;

/** One browser for the tests of a file; each opens the dashboard in it, which must complain of nothing. */
export function openForEach(): void {
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());
  afterEach(async () => {
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });
}

/** Opens a page of the dashboard. */
export async function begin(hash: string, instead: Instead = {}): Promise<void> {
  desk = await harness.open({}, instead);
  await desk.go(hash);
}

/** Opens it otherwise than `begin` does. */
export async function openDesk(...asked: Parameters<Harness["open"]>): Promise<Desk> {
  return (desk = await harness.open(...asked));
}

export const text = (selector: string) => desk.page.locator(selector).allInnerTexts();
export const heading = () => desk.page.locator("main .answer h2, main .empty h2").first().innerText();
