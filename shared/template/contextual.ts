import type { Issue } from "../issue.ts";
import type { Node } from "./parse.ts";
import { isUrlPlace, refuseAttribute } from "./places.ts";
import { decodeReferences } from "./references.ts";
import type { Part } from "./render.ts";
import { isQuoted, type Scan, scanMarkup, startScan, valueEnd } from "./scan.ts";

type SectionNode = Extract<Node, { kind: "section" }>;

/** Elements whose text is text only, with character references: a value can be escaped there. */
const TEXT_ONLY = new Set(["title", "textarea"]);

/**
 * Finds out for each tag of a template where in the HTML it stands, refuses it where a value can't be made
 * safe, and gives the others the escaping of their place. Problems go to `issues`.
 */
export function placeInHtml(nodes: readonly Node[], issues: Issue[]): Part[] {
  const place = startScan();
  const parts = walk(nodes, place, issues);
  if (place.state !== "text" && place.state !== "tag open") {
    issues.push({ path: "", message: `the HTML ends inside ${describe(place)}` });
  }
  return parts;
}

function walk(nodes: readonly Node[], place: Scan, issues: Issue[]): Part[] {
  const parts: Part[] = [];
  let url: Part[] | undefined;
  for (const [index, node] of nodes.entries()) {
    const target = url ?? parts;
    if (node.kind === "print") {
      const isAlone = fillsValue(place, nodes[index - 1], nodes[index + 1]);
      target.push(placePrint(node.name, node.tag, place, isAlone, issues));
    } else if (node.kind === "section") target.push(placeSection(node, place, issues));
    else url = placeText(node.text, place, parts, url, issues);
  }
  return parts;
}

/** Sets the parts of a URL apart, since it is checked as a whole. Returns those of one that goes on. */
function placeText(
  text: string,
  place: Scan,
  parts: Part[],
  url: Part[] | undefined,
  issues: Issue[],
): Part[] | undefined {
  let index = 0;
  while (index < text.length) {
    if (isQuoted(place)) {
      const end = valueEnd(place, text, index);
      (url ?? parts).push(text.slice(index, end));
      index = end;
      if (end === text.length) break;
      if (url) parts.push(...finishUrl(url, place, issues));
      url = undefined;
    }
    const end = scanMarkup(place, text, index);
    parts.push(text.slice(index, end));
    index = end;
    if (isQuoted(place) && isUrlPlace(place.tag, place.attribute)) url = [];
  }
  return url;
}

function finishUrl(url: readonly Part[], place: Scan, issues: Issue[]): readonly Part[] {
  if (!url.some(prints)) return url;
  const unknown: string[] = [];
  const plain = decode(url, unknown);
  for (const reference of new Set(unknown)) {
    issues.push({
      path: "",
      message: `write the character itself instead of ${reference} in a URL with placeholders`,
    });
  }
  return [{ url: plain, fallback: place.tag === "img" ? "" : "#", as: "attribute" }];
}

function prints(part: Part): boolean {
  return typeof part !== "string" && ("print" in part || ("section" in part && part.parts.some(prints)));
}

function decode(parts: readonly Part[], unknown: string[]): Part[] {
  return parts.map((part) => {
    if (typeof part === "string") return decodeReferences(part, unknown);
    return "section" in part ? { ...part, parts: decode(part.parts, unknown) } : part;
  });
}

/** Whether what stands between two nodes is the whole value of an attribute in quotes. */
function fillsValue(place: Scan, before: Node | undefined, after: Node | undefined): boolean {
  const quote = place.state === "double" ? '"' : "'";
  const isBegun = before?.kind === "text" && before.text.endsWith(quote);
  return isQuoted(place) && isBegun && after?.kind === "text" && after.text.startsWith(quote);
}

function placePrint(name: string, tag: string, place: Scan, isAlone: boolean, issues: Issue[]): Part {
  if (name.startsWith("device.")) return placeDevice(name, tag, place, isAlone, issues);
  const refusal = refusePlace(place);
  if (refusal !== undefined) issues.push({ path: "", message: `${tag} ${refusal}` });
  return { print: name, as: isQuoted(place) ? "attribute" : "text" };
}

/** Elements that show a number as how far they are filled. */
const BARS = ["progress", "meter"];
const DEVICE_PLACES = "can stand in text only, or be the whole value of a <progress> or <meter>";

/** A mark by which the device finds the place. A bar is empty until then, and no larger or smaller than after it. */
function placeDevice(name: string, tag: string, place: Scan, isAlone: boolean, issues: Issue[]): Part {
  const mark = (quote: string) => `data-selvedge-device=${quote}${name.slice("device.".length)}`;
  const isBar = isAlone && BARS.includes(place.tag) && place.attribute === "value";
  if (isBar && !place.isEndTag && place.uncertain === undefined) {
    const quote = place.state === "double" ? '"' : "'";
    return `0${quote} ${mark(quote)}`;
  }
  const refusal = refusePlace(place) ?? (place.state === "text" ? undefined : DEVICE_PLACES);
  if (refusal !== undefined) issues.push({ path: "", message: `${tag} ${refusal}` });
  return `<span ${mark('"')}"></span>`;
}

function placeSection(node: SectionNode, place: Scan, issues: Issue[]): Part {
  const refusal = refusePlace(place);
  if (refusal !== undefined) issues.push({ path: "", message: `${node.tag} ${refusal}` });
  const before = { state: place.state, values: place.values, depth: place.open.length, floor: place.floor };
  place.floor = before.depth;
  place.brokenOut = undefined;
  const parts = walk(node.nodes, place, issues);
  if (refusal === undefined) {
    const problem = unbalanced(place, before);
    if (problem !== undefined) issues.push({ path: "", message: `${node.tag} ${problem}` });
  }
  place.floor = before.floor;
  place.brokenOut = undefined;
  return { section: node.name, inverted: node.inverted, parts };
}

function unbalanced(
  place: Scan,
  before: { state: string; values: number; depth: number },
): string | undefined {
  if (place.brokenOut !== undefined) return `contains </${place.brokenOut}> but not <${place.brokenOut}>`;
  if (place.open.length > before.depth && place.state !== "raw") {
    const tag = place.open[before.depth]!;
    return `contains <${tag}> but not </${tag}>`;
  }
  const isSame = place.state === before.state && (!isQuoted(place) || place.values === before.values);
  if (isSame && place.open.length === before.depth && !endsInPartOfTag(place)) return undefined;
  return `ends inside ${describe(place)}, and begins elsewhere`;
}

/** Why nothing may be inserted here; undefined where it may. */
function refusePlace(place: Scan): string | undefined {
  if (place.uncertain !== undefined)
    return `can't stand after ${place.uncertain}, which browsers may read differently`;
  if (place.state === "text") return undefined;
  if (place.state === "raw" && TEXT_ONLY.has(place.tag) && !endsInPartOfTag(place)) return undefined;
  if (isQuoted(place) && !place.isEndTag) return refuseAttribute(place.tag, place.attribute);
  if (place.state === "before value" || place.state === "unquoted")
    return "needs quotes around the attribute's value";
  return `can't stand inside ${describe(place)}`;
}

function endsInPartOfTag(place: Scan): boolean {
  return place.state === "raw" && /<\/?[a-z]*$/i.test(place.buffer);
}

function describe(place: Scan): string {
  if (place.state === "text") return "text";
  if (place.state === "raw") return `<${place.tag}>`;
  if (isQuoted(place)) return "an attribute's value";
  return /comment|declaration/.test(place.state) ? "a comment" : "a tag";
}
