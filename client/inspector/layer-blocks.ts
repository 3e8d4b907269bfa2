import type { PreviewBlock } from "../../shared/preview/data.ts";
import { element } from "../widget/element.ts";
import type { Host } from "./host.ts";
import { colourOf, flash, targetsOf } from "./outlines.ts";
import { links, list, press, row, threeWay } from "./pieces.ts";
import { readBy } from "./reads.ts";
import { text } from "./text.ts";

/** What is written into the page, what isn't, and why. */
export function blocksLayer(host: Host): readonly HTMLElement[] {
  const { blocks, elsewhere } = host.data;
  const rows = blocks.map((block) => blockRow(host, block));
  if (elsewhere.length === 0) return list(text.layers.blocks.toLowerCase(), rows, text.noBlocks);
  const others = element(
    "details",
    { class: "others" },
    element("summary", {}, text.elsewhere(elsewhere.length)),
    element(
      "ul",
      {},
      ...elsewhere.map(({ label, pages }) =>
        element(
          "li",
          {},
          label,
          " ",
          element("span", { class: "small" }, pages.join(", ") || text.everyPage),
        ),
      ),
    ),
  );
  return [...list(text.layers.blocks.toLowerCase(), rows, text.noBlocks), others];
}

function blockRow(host: Host, block: PreviewBlock): HTMLElement {
  const { id, label, op, target, shown, forced, why } = block;
  const found = targetsOf(block);
  const dot = element("span", {
    class: `dot ${shown ? colourOf(id, host.data) : "none"}`,
    "aria-hidden": "true",
  });
  const finds = found.length > 0 ? ` · ${text.elements(found.length)}` : "";
  const show =
    shown && found.length > 0 ? [" ", press("link", text.show, () => flash(host.root, found[0]!))] : [];
  const told = isTold(block) ? [press("link", text.showMessage, () => host.tell(id))] : [];
  const reason = why === "" ? (shown && forced === null ? text.always : "") : text.because(why);
  return row(
    id,
    shown ? "yes" : "no",
    [
      dot,
      element("strong", {}, label),
      threeWay(`block:${id}`, label, forced, (now) => host.change({ blocks: { [id]: now } })),
    ],
    element("p", { class: "state" }, stateOf(host, block, found.length)),
    element(
      "p",
      { class: "small" },
      `${text.operations[op]} `,
      element("code", {}, target),
      finds,
      ...show,
      ...told,
    ),
    ...(reason === "" ? [] : [element("p", { class: "why" }, reason)]),
    ...links(
      host,
      text.tested,
      (host.data.experiments ?? [])
        .filter((experiment) => experiment.blocks.includes(id))
        .map((experiment) => ["experiments", experiment.id, experiment.label] as const),
    ),
    ...links(host, text.madeFrom, readBy(host, block.reads)),
  );
}

/** It isn't in the page: the tag shows it when its moment has come. */
function isTold({ shown, op, target }: PreviewBlock): boolean {
  return shown && target === "" && (op === "message" || op === "ask");
}

function stateOf({ data }: Host, block: PreviewBlock, found: number): string {
  const { shown, lost, to, detail, op, forced, why } = block;
  if (shown) {
    if (found === 0 && block.target !== "")
      return op === "remove" || op === "replace" ? text.gone : text.absent;
    const said = forced ? text.switchedOn : isTold(block) ? text.told : text.shown;
    return block.case === undefined ? said : `${said} · ${text.ofCase(block.case)}`;
  }
  if (op === "reorder" && lost === "unknown" && why === "") return text.unknownOrder;
  const winner = data.blocks.find(({ id }) => id === to);
  if (winner) return text.lostTo(winner.label);
  return detail === undefined ? text.lost[lost!] : `${text.lost[lost!]}: ${detail}`;
}
