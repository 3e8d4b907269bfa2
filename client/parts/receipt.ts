import { parseChoice } from "../../shared/consent.ts";
import { isoDay, parseReceipt, type Receipt } from "../../shared/receipt.ts";
import { directionOf } from "../../shared/widget-languages.ts";
import { readCookie } from "../cookies.ts";
import type { ReceiptSection, WidgetHost } from "../widget/contract.ts";
import { button, element } from "../widget/element.ts";
import { dropReceipt, keepReceipt, keptReceipt } from "../widget/kept-receipt.ts";
import { loadText } from "../widget/language.ts";
import { factsOf, receiptFile } from "../widget/receipt-file.ts";
import { adopt, sheetOf, surface } from "../widget/surface.ts";

const sheet = sheetOf(
  ".receipt{display:grid;gap:.5em;justify-items:start;border-block-start:1px solid var(--selvedge-line,var(--l));" +
    "padding-block-start:1.25em}.receipt h3{margin:0;font-size:1em;font-weight:600;color:var(--selvedge-text,var(--t))}" +
    ".download{margin-block-start:.25em}",
);

/**
 * Keeps the receipt that the edge has answered a choice with, in the place of the one before, unless another choice
 * was made meanwhile.
 */
export function show(_host: WidgetHost, token: string): void {
  if (isCurrent(parseReceipt(token)?.receipt)) keepReceipt(token);
}

/** Loads what shows the receipt in the settings. One of a choice that doesn't hold any more is removed instead. */
export async function section(host: WidgetHost): Promise<ReceiptSection> {
  const token = keptReceipt() ?? "";
  const receipt = parseReceipt(token)?.receipt;
  if (!isCurrent(receipt)) {
    dropReceipt();
    return () => undefined;
  }
  const text = await loadText(host, "receipt-text");
  return (names) => {
    adopt(surface(), sheet);
    const facts = factsOf(receipt, text, names);
    const save = (): void => {
      const file = receiptFile(receipt, token, text, names, host.base);
      download(`consent-receipt-${isoDay(receipt.day)}.txt`, file);
    };
    return element(
      "div",
      { class: "receipt", part: "receipt", lang: text.lang, dir: directionOf(text.lang) },
      element("h3", {}, text.title),
      element(
        "dl",
        {},
        ...facts.flatMap(([label, value]) => [element("dt", {}, label), element("dd", {}, value)]),
      ),
      element("p", { class: "small" }, text.why),
      button("quiet download", text.download, save),
    );
  };
}

/** Whether it speaks of the choice that holds; the clocks of device and edge may disagree by a day. */
function isCurrent(receipt: Receipt | undefined): receipt is Receipt {
  const choice = parseChoice(readCookie("sv_c"));
  return (
    receipt !== undefined &&
    choice?.purposes.join() === receipt.accepted.join() &&
    choice.revision === receipt.revision &&
    Math.abs(choice.day - receipt.day) <= 1
  );
}

/** Lets the browser save a text as a file. */
function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: "text/plain;charset=utf-8" }));
  element("a", { href: url, download: name }).click();
  // The browser has begun by then, or never will.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
