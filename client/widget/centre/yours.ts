import type { TransferIssue, TransferPart } from "../../known/contract.ts";
import { isoDay } from "../../../shared/receipt.ts";
import { button, element } from "../element.ts";
import type { View } from "./contract.ts";
import { part, small } from "./pieces.ts";

/** What the visitor can do with all of it: pause, take along, bring in, erase. */
export function yoursPart(view: View): HTMLElement | "" {
  const { text, known, consented, change, run } = view;
  if (!known) return "";
  const act = (key: string, label: string, why: string, press: () => void): HTMLElement => {
    const made = button("quiet", label, press);
    made.dataset["key"] = key;
    return element("div", { class: "act" }, made, small(why));
  };
  return part(
    text.yours,
    element(
      "div",
      { class: "acts" },
      ...(consented && !known.paused && !known.switchedOff.all
        ? [act("pause", text.pause, text.pauseWhy, () => change((part, host) => part.pause(host)))]
        : []),
      act("download", text.download, text.downloadWhy, () =>
        run(async (host) => {
          const { exportProfile } = await transfer(host.base);
          save(await exportProfile(host), `what-${location.hostname}-knows-${isoDay(dayNow())}.json`);
          return "";
        }),
      ),
      ...(consented ? [act("take", text.take, text.takeWhy, () => choose(view))] : []),
      act("erase", text.erase, text.eraseWhy, () =>
        run(async (host) => {
          await host.erase();
          return text.erased;
        }),
      ),
    ),
  );
}

const transfer = (base: string): Promise<TransferPart> => import(`${base}/transfer.js`);
const dayNow = (): number => Math.floor(Date.now() / 86_400_000);

/** Lets the visitor choose a file, and brings in what it says. */
function choose({ text, run }: View): void {
  const input = element("input", { type: "file", accept: ".json,application/json" });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (!file) return;
    run(async (host) => {
      const { importProfile } = await transfer(host.base);
      const came = await importProfile(host, await file.text());
      if (!came.ok) return [text.untaken, ...lines(came.issues)].join("\n");
      return came.left.length > 0 ? [text.taken, text.left, ...lines(came.left)].join("\n") : text.taken;
    });
  });
  input.click();
}

const LINES = 5;

function lines(issues: readonly TransferIssue[]): string[] {
  const told = issues.slice(0, LINES).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return issues.length > LINES ? [...told, `+ ${issues.length - LINES}`] : told;
}

function save(content: string | undefined, name: string): void {
  if (content === undefined) return;
  const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  element("a", { href: url, download: name }).click();
  // The browser has begun by then, or never will.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
