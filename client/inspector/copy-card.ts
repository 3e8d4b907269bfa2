import { element } from "../widget/element.ts";
import { blockEntry, type Operation, OPERATIONS } from "./block-entry.ts";
import type { Host } from "./host.ts";
import { targetsOf } from "./outlines.ts";
import { choice, press } from "./pieces.ts";
import { selectorsFor } from "./selector.ts";
import { text } from "./text.ts";

const { copying } = text;
/** Operations whose content other blocks can't reach. */
const WRITING = ["content", "text", "replace"];

/** The picked element as an entry of the site file, ready to be copied. */
export function copyCard(host: Host, picked: HTMLElement, back: () => void): HTMLElement {
  const written = writerOf(host, picked);
  const selectors = written ? [written.target] : selectorsFor(picked);
  const holding = host.data.segments.find(({ holds }) => holds)?.id ?? "";
  const wanted = {
    target: selectors[0] ?? "",
    op: "content" as Operation,
    when: holding,
    page: location.pathname as string | undefined,
  };
  const of = written?.around ?? picked;
  const code = element("pre", { tabindex: "0", "aria-label": copying.code });
  const show = () => {
    code.textContent = blockEntry(of, wanted, host.data);
  };
  const field = (label: string, control: HTMLElement) =>
    element(
      "label",
      { class: "field" },
      element("span", { class: "name", "aria-hidden": "true" }, label),
      control,
    );
  const set = (change: Partial<typeof wanted>) => {
    Object.assign(wanted, change);
    show();
  };
  const title = element("h3", { tabindex: "-1" }, copying.title);
  const head = element("div", { class: "head" }, press("link back", copying.back, back), title);
  if (selectors.length === 0)
    return element("div", { class: "copy" }, head, element("p", { class: "note" }, copying.none));
  show();
  return element(
    "div",
    { class: "copy" },
    head,
    ...(written ? [element("p", { class: "note" }, copying.inside(written.label))] : []),
    field(
      copying.target,
      choice(
        copying.target,
        "copy:target",
        selectors.map(
          (each) => [each, copying.matches(each, document.querySelectorAll(each).length)] as const,
        ),
        wanted.target,
        (target) => set({ target }),
      ),
    ),
    field(
      copying.operation,
      choice(
        copying.operation,
        "copy:op",
        OPERATIONS.map((op) => [op, op] as const),
        wanted.op,
        (op) => set({ op: op as Operation }),
      ),
    ),
    field(
      copying.when,
      choice(
        copying.when,
        "copy:when",
        [["", copying.everybody], ...host.data.segments.map(({ id, label }) => [id, label] as const)],
        wanted.when,
        (when) => set({ when }),
      ),
    ),
    field(
      copying.where,
      choice(
        copying.where,
        "copy:page",
        [
          ["here", `${copying.thisPage} (${location.pathname})`],
          ["all", copying.allPages],
        ],
        "here",
        (page) => set({ page: page === "here" ? location.pathname : undefined }),
      ),
    ),
    code,
    press("primary", copying.copy, () => {
      copy(code).then(
        () => host.say(copying.copied),
        () => host.say(copying.notCopied),
      );
    }),
  );
}

/** The block that has written what was picked, and around which element; undefined for what is the origin's own. */
function writerOf({ data }: Host, picked: Element) {
  for (const block of data.blocks) {
    if (!block.shown || !WRITING.includes(block.op)) continue;
    const around = targetsOf(block).find((each) => each !== picked && each.contains(picked));
    if (around) return { label: block.label, target: block.target, around };
  }
  return undefined;
}

/** A policy may keep pages from the clipboard; then the text is at least selected. */
async function copy(code: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch (error) {
    getSelection()?.selectAllChildren(code);
    throw error;
  }
}
