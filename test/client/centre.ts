import type { Page } from "playwright-core";
import type { KnownPart, TransferPart } from "../../client/known/contract.ts";
import { page } from "./opened.ts";

// What the privacy centre does: it calls parts of the tag with what the tag lends it.

type Parts = KnownPart & TransferPart;
type Given<Name extends keyof Parts> =
  Parameters<Parts[Name]> extends [unknown, ...infer Rest] ? Rest : never;

/** Does it on the page of the test. */
export function known<Name extends keyof KnownPart>(name: Name, ...values: Given<Name>) {
  return inCentre(page, "known", name, values);
}

/** The same with files. */
export function transfer<Name extends keyof TransferPart>(name: Name, ...values: Given<Name>) {
  return inCentre(page, "transfer", name, values);
}

/** Does it on any page. */
export async function inCentre<Name extends keyof Parts>(
  on: Page,
  part: "known" | "transfer",
  name: Name,
  values: Given<Name>,
): Promise<Awaited<ReturnType<Parts[Name]>>> {
  await on.evaluate(() => {
    const asking = window as unknown as { settingsHost?: unknown; selvedge(name: string): void };
    delete asking.settingsHost;
    asking.selvedge("consent");
  });
  await on.waitForFunction(() => "settingsHost" in window);
  // As a text: what runs the tests would rewrite the import.
  return on.evaluate<Awaited<ReturnType<Parts[Name]>>>(
    `import("/_selvedge/${part}.js").then((part) => part.${name}(window.settingsHost, ...${JSON.stringify(values)}))`,
  );
}
