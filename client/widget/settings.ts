import { primaryOf } from "../../shared/widget-languages.ts";
import type { Purpose } from "../../shared/wire.ts";
import type { ReceiptSection, SensitiveSection, SettingsText, WidgetHost } from "./contract.ts";
import { closeDialog, dialogOf, openDialog } from "./dialog.ts";
import { button, element } from "./element.ts";
import { keptReceipt } from "./kept-receipt.ts";
import { loadText } from "./language.ts";
import { purposeSwitch } from "./purpose-switch.ts";
import { settingsStyle } from "./settings-style.ts";
import { endQuestion } from "./question.ts";
import { say, statusOf } from "./status.ts";
import { adopt, release, sheetOf, surface } from "./surface.ts";

const sheet = sheetOf(settingsStyle);
const SECTION_MILLISECONDS = 1000;
const PURPOSES: readonly Purpose[] = ["personalization", "measurement"];

/**
 * Opens the second layer: a modal dialog with a switch for each purpose. Esc and the cross close it and
 * change nothing; the focus goes back to where it was. Called twice it is there once. It never throws;
 * if its texts can't be loaded it doesn't open.
 */
export function show(host: WidgetHost): void {
  render(host).catch(() => undefined);
}

async function render(host: WidgetHost): Promise<void> {
  const [text, receipt, sensitive] = await Promise.all([
    loadText(host, "settings-text"),
    keptReceipt() === undefined ? undefined : loadSection<ReceiptSection>(host, "receipt"),
    host.sensitive ? loadSection<SensitiveSection>(host, "sensitive") : undefined,
  ]);
  const root = surface();
  if (root.querySelector("dialog")) return;

  const switches = PURPOSES.map((purpose) => purposeSwitch(purpose, text, host.current[purpose]));
  const save = (purposes: readonly Purpose[]): void => {
    closeDialog(dialog);
    endQuestion(root);
    host.choose(purposes, { layer: "settings", language: primaryOf(text.lang) });
    say(root, text.lang, text.saved);
  };
  const dialog = dialogOf(
    { id: "settings", part: "dialog", className: "card" },
    text,
    element(
      "div",
      { class: "scroll" },
      introduction(host, text),
      ...(host.gpc
        ? [element("p", { class: "signal small" }, element("strong", {}, text.gpc), text.gpcWhy)]
        : []),
      ...switches.map((one) => one.group),
      sensitive?.(host.current.personalization) ?? "",
      element("p", { class: "small" }, text.both, " ", text.transit),
      receipt?.(text) ?? "",
      wayToKnown(host, text, () => closeDialog(dialog)),
      eraser(host, text),
    ),
    element(
      "footer",
      {},
      button("answer", text.accept, () => save(PURPOSES)),
      button("answer", text.reject, () => save([])),
      button("answer save", text.save, () => save(PURPOSES.filter((_, at) => switches[at]!.input.checked))),
    ),
  );
  statusOf(root);
  adopt(root, sheet);
  root.append(dialog);
  openDialog(dialog, () => release(root, sheet));
}

/** What shows a part of the settings. They don't wait for it long, and are whole without it. */
async function loadSection<Section>(host: WidgetHost, name: string): Promise<Section | undefined> {
  const part: Promise<{ section: (host: WidgetHost) => Promise<Section> }> = import(
    `${host.base}/${name}.js`
  );
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, SECTION_MILLISECONDS, undefined));
  return Promise.race([part.then(({ section }) => section(host)), late]).catch(() => undefined);
}

function introduction(host: WidgetHost, text: SettingsText): HTMLElement {
  const made = element("p", {}, text.intro);
  if (host.policyUrl) made.append(" ", element("a", { href: host.policyUrl, part: "policy" }, text.policy));
  return made;
}

/** Leads to what is known of the visitor; the settings go when that has arrived. */
function wayToKnown(host: WidgetHost, text: SettingsText, leave: () => void): HTMLElement {
  const go = async (): Promise<void> => {
    const { show: showCentre }: { show: typeof show } = await import(`${host.base}/centre.js`);
    leave();
    showCentre(host);
  };
  return element(
    "div",
    { class: "kept" },
    element("p", { class: "small" }, text.knownWhy),
    button("quiet known", text.known, () => void go().catch(() => undefined)),
  );
}

function eraser(host: WidgetHost, text: SettingsText): HTMLElement {
  const told = element("p", { class: "told small", role: "status" });
  const tell = (message: string): void => {
    told.textContent = message;
    told.scrollIntoView({ block: "nearest" });
  };
  const erase = button("quiet erase", text.erase, () => {
    tell("");
    host.erase().then(
      () => tell(text.erased),
      () => tell(text.eraseFailed),
    );
  });
  return element("div", { class: "kept" }, element("p", { class: "small" }, text.eraseWhy), erase, told);
}
