import type { KnownPart, Outcome } from "../known/contract.ts";
import type { CentreText, LatelyPart, Me, View } from "./centre/contract.ts";
import { fetchMe, pageDecided } from "./centre/edge.ts";
import { centreStyle } from "./centre/style.ts";
import { draw } from "./centre/draw.ts";
import type { WidgetHost } from "./contract.ts";
import { closeDialog, dialogOf, openDialog } from "./dialog.ts";
import { button, element } from "./element.ts";
import { loadText } from "./language.ts";
import { adopt, release, sheetOf, surface } from "./surface.ts";

const sheet = sheetOf(centreStyle);

/**
 * Opens what the site knows of the visitor, to be seen and changed: what this device keeps at once, what the edge
 * makes of it when that has answered. Each change holds at once; closing undoes nothing. Called twice it is there
 * once. It never throws; if its texts can't be loaded it doesn't open.
 */
export function show(host: WidgetHost): void {
  render(host).catch(() => undefined);
}

async function render(host: WidgetHost): Promise<void> {
  const part: Promise<KnownPart> = import(`${host.base}/known.js`);
  const text = await loadText(host, "centre-text");
  const root = surface();
  if (root.querySelector("dialog")) return;

  const body = element("div", { class: "scroll" }, text.loading);
  const told = element("p", { class: "told small", role: "status" });
  const settings = (): void => {
    closeDialog(dialog);
    host.settings();
  };
  const dialog = dialogOf(
    { id: "centre", part: "centre", className: "card centre" },
    text,
    body,
    element("footer", {}, told, button("quiet", text.settings, settings)),
  );
  adopt(root, sheet);
  root.append(dialog);
  const lately = element("div", { hidden: "" });
  const closed = new AbortController();
  openDialog(dialog, () => {
    closed.abort();
    release(root, sheet);
  });

  let view: View | undefined;
  let answered: Promise<Me | undefined>;
  let changes = 0;
  let done = Promise.resolve();
  const showAgain = (now: Partial<View>): void => {
    view = { ...view, ...now } as View;
    if (!closed.signal.aborted) draw(body, view);
  };
  const read = async (): Promise<void> => {
    const found = await part
      .then((device) => device.read(host))
      .then(
        (known) => ({ known, broken: false }),
        () => ({ known: undefined, broken: true }),
      );
    showAgain({ ...found, consented: host.current.personalization });
    if (found.known?.besides)
      import(`${host.base}/lately.js`)
        .then(({ fill }: LatelyPart) => fill(lately, host, text.lang, () => answered))
        .catch(() => undefined);
  };
  const ask = async (): Promise<void> => {
    answered = fetchMe(host, text.lang).catch(() => undefined);
    showAgain({ me: await answered, waiting: false });
  };
  /** One after the other; what the edge makes of it is asked after the last, and holds up no other. */
  const run = (act: () => Promise<string>): void => {
    const own = ++changes;
    const decided = pageDecided(closed.signal);
    told.textContent = "";
    done = done.then(async () => {
      told.textContent = await act().catch(() => text.failed);
      await read();
    });
    const last = (): boolean => own === changes;
    void done.then(() => last() && decided()).then(() => (last() ? ask() : undefined));
  };
  showAgain({
    base: host.base,
    text,
    waiting: true,
    lately,
    settled: new Set(),
    settings,
    run: (act) => run(() => act(host)),
    change: (act) => run(async () => outcomeWords(await act(await part, host), view!.known?.most ?? 0, text)),
  });
  await read();
  await ask();
}

function outcomeWords(outcome: Outcome, most: number, text: CentreText): string {
  if (outcome === "full") return text.full(String(most));
  return outcome === "done" ? text.saved : text.failed;
}
