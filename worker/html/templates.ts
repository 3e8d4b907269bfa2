import type { Construction } from "./construction.ts";
import { hasOpen, type Mode, type Stack } from "./state.ts";

/** A `<template>`: what is in it is no part of the page. */
export function startTemplate(building: Construction): void {
  const { current } = building;
  const template = building.insert(building.kind);
  // Where it is a shadow root, it isn't among the children.
  if (current && template.parent === current && building.hasAttribute("shadowrootmode"))
    current.children = Number.NaN;
  building.mark();
  building.mode = "in template";
  building.templates = { mode: "in template", below: building.templates };
}

const PARTS = /^(?:caption|colgroup|tbody|td|tfoot|th|thead|tr)$/;

export function endTemplate(building: Construction): void {
  if (!hasOpen(building.stack, "template")) return building.skip("</template> has no start tag");
  do building.implyEnds();
  while (building.current?.space === "html" && PARTS.test(building.current.kind.name) && building.pop());
  let at = building.stack!;
  while (at.element.kind.name !== "template" || at.element.space !== "html") at = at.below!;
  building.popTo(at, true);
  building.clearToMark();
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

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#reset-the-insertion-mode-appropriately */
export function resetMode(building: Construction): void {
  building.mode = modeOf(building, building.stack);
}

function modeOf(building: Construction, stack: Stack | undefined): Mode {
  for (let at = stack; at; at = at.below) {
    const { kind, space } = at.element;
    if (space !== "html") continue;
    if (kind.name === "template") return building.templates!.mode;
    if (kind.name === "html") return building.head ? "after head" : "before head";
    const mode = MODES[kind.name];
    if (mode !== undefined && at.below) return mode;
  }
  return "in body";
}
