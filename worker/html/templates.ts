import type { Construction } from "./construction.ts";
import { clearToMark, markFormatting } from "./formatting.ts";
import { type Element, hasOpen, type Mode, type Stack, type Templates } from "./state.ts";

/** A `<template>`: what is in it is no part of the page. */
export function startTemplate(building: Construction): void {
  const { current } = building;
  const template = building.insert(building.kind);
  // Where it is a shadow root, it isn't among the children.
  if (current && template.parent === current && building.hasAttribute("shadowrootmode"))
    current.children = Number.NaN;
  markFormatting(building);
  building.mode = "in template";
  building.templates = { mode: "in template", below: building.templates };
}

const PARTS = /^(?:caption|colgroup|tbody|td|tfoot|th|thead|tr)$/;

export function endTemplate(building: Construction): void {
  if (!hasOpen(building.stack, "template")) return building.ignore("</template> has no start tag");
  do building.implyEnds();
  while (building.current?.space === "html" && PARTS.test(building.current.kind.name) && building.pop());
  let at = building.stack!;
  while (at.element.kind.name !== "template" || at.element.space !== "html") at = at.below!;
  building.popTo(at, true);
  clearToMark(building);
  building.templates = building.templates?.below;
  resetMode(building);
}

const MODES: Readonly<Record<string, Mode>> = {
  select: "in select",
  td: "in cell",
  th: "in cell",
  tr: "in row",
  tbody: "in table body",
  thead: "in table body",
  tfoot: "in table body",
  caption: "in caption",
  colgroup: "in column group",
  table: "in table",
  head: "in head",
  body: "in body",
};

/** Sets the mode that goes with the open elements. */
export function resetMode(building: Construction): void {
  building.mode = modeOf(building.stack, building.templates, building.head);
}

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#reset-the-insertion-mode-appropriately */
export function modeOf(
  stack: Stack | undefined,
  templates: Templates | undefined,
  head: Element | undefined,
): Mode {
  for (let at = stack; at; at = at.below) {
    const { kind, space } = at.element;
    if (space !== "html") continue;
    if (kind.name === "template") return templates!.mode;
    if (kind.name === "html") return head ? "after head" : "before head";
    const mode = MODES[kind.name];
    if (mode !== undefined && at.below) return mode;
  }
  return "in body";
}
