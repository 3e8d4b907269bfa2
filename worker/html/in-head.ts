import type { Construction } from "./construction.ts";
import { kindOf, METADATA, RAW_TEXT } from "./kinds.ts";
import { push } from "./state.ts";
import { endTemplate, startTemplate } from "./templates.ts";

const HTML = kindOf("html");
const HEAD = kindOf("head");
const BODY = kindOf("body");

/** Something that may stand in the head, wherever it stands. */
export function startInHead(building: Construction): void {
  const { kind } = building;
  if (kind.name === "template") startTemplate(building);
  else if (kind.bits & RAW_TEXT) building.insertText(kind);
  else building.insertVoid(kind);
}

/** What is done about a tag or text, before there is a body. Each returns whether it is to be handled again. */
export interface Rules {
  start(building: Construction): boolean;
  end(building: Construction): boolean;
  /** Text that isn't white space alone. */
  text(building: Construction): boolean;
}

function implyHtml(building: Construction): boolean {
  building.insert(HTML, "html", true);
  building.mode = "before head";
  return true;
}

function implyHead(building: Construction): boolean {
  building.head = building.insert(HEAD, "html", true);
  building.mode = "in head";
  return true;
}

function implyHeadEnd(building: Construction): boolean {
  building.pop();
  building.mode = "after head";
  return true;
}

function implyBody(building: Construction): boolean {
  building.insert(BODY, "html", true);
  building.mode = "in body";
  return true;
}

/** End tags that make up the elements that are missing; all others are ignored. */
function structural({ kind }: Construction): boolean {
  return /^(?:head|body|html|br)$/.test(kind.name);
}

function ignore(building: Construction): boolean {
  building.ignore(`<${building.kind.name}> isn't content`);
  return false;
}

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#the-before-html-insertion-mode */
export const BEFORE_HTML: Rules = {
  start(building) {
    if (building.kind !== HTML) return implyHtml(building);
    building.insert(HTML);
    building.mode = "before head";
    return false;
  },
  end: (building) => (structural(building) ? implyHtml(building) : ignore(building)),
  text: implyHtml,
};

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#the-before-head-insertion-mode */
export const BEFORE_HEAD: Rules = {
  start(building) {
    if (building.kind === HTML) return anotherHtml(building);
    if (building.kind !== HEAD) return implyHead(building);
    building.head = building.insert(HEAD);
    building.mode = "in head";
    return false;
  },
  end: (building) => (structural(building) ? implyHead(building) : ignore(building)),
  text: implyHead,
};

function anotherHtml(building: Construction): boolean {
  if (building.hasAttributes) building.unclear("there is another <html>, with attributes");
  return ignore(building);
}

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead */
export const IN_HEAD: Rules = {
  start(building) {
    const { kind } = building;
    if (kind === HTML) return anotherHtml(building);
    if (kind === HEAD) return ignore(building);
    if ((kind.bits & METADATA) === 0 && kind.name !== "noscript") return implyHeadEnd(building);
    startInHead(building);
    return false;
  },
  end(building) {
    const { name } = building.kind;
    if (name === "head") {
      building.pop(true);
      building.mode = "after head";
      return false;
    }
    if (name === "template") endTemplate(building);
    else if (structural(building)) return implyHeadEnd(building);
    else return ignore(building);
    return false;
  },
  text: implyHeadEnd,
};

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#the-after-head-insertion-mode */
export const AFTER_HEAD: Rules = {
  start(building) {
    const { kind } = building;
    if (kind === HTML) return anotherHtml(building);
    if (kind === HEAD) return ignore(building);
    if (kind === BODY) {
      building.insert(BODY);
      building.mode = "in body";
      return false;
    }
    if (kind.name === "frameset") return building.unclear("there is a <frameset>");
    if ((kind.bits & METADATA) === 0 || kind.name === "noscript") return implyBody(building);
    inHeadAgain(building);
    return false;
  },
  end(building) {
    if (building.kind.name === "template") endTemplate(building);
    else if (building.kind !== HEAD && structural(building)) return implyBody(building);
    else return ignore(building);
    return false;
  },
  text: implyBody,
};

/** Metadata behind the head goes into it all the same. */
function inHeadAgain(building: Construction): void {
  const { stack } = building;
  const head = building.head!;
  building.stack = push(head, stack);
  startInHead(building);
  if (building.stack?.element === head) building.stack = stack;
  else building.unclear("a <template> stands behind the head");
}
