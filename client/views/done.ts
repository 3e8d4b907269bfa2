import type { DomEdit } from "../../shared/dom-edit.ts";
import type { Rare } from "../tag-mode/apply.ts";
import { releaseContent, setContentAside, setElementAside } from "./aside.ts";

/** A block, done to one element, with what it takes to see and to undo that. */
export interface Done {
  readonly edit: DomEdit;
  readonly target: Element;
  /** False where the page has drawn something else there since. */
  readonly isThere: () => boolean;
  /** Takes back what is still there of it; what the page has drawn since stays. */
  readonly undo: () => void;
  /** Where the target is, if it isn't in the page. */
  readonly holder?: DocumentFragment;
}

/** How nodes are made of a block's HTML, and what only some sites need. */
export interface Means {
  readonly nodesOf: Rare["nodesOf"];
  readonly rare?: Rare | undefined;
}

type Call = DomEdit["calls"][number];
type Steps = Pick<Done, "isThere" | "undo" | "holder">;

/** All that blocks have put into the page, by its outermost nodes. */
const ours = new WeakSet<Node>();

/** Marks nodes as put in by a block: no block is for what is in them. */
export function own(nodes: readonly Node[]): void {
  for (const node of nodes) ours.add(node);
}

/** Whether a block has put it in. */
export function isOurs(node: Node | null): boolean {
  for (let each = node; each; each = each.parentNode) if (ours.has(each)) return true;
  return false;
}

/** Nodes that one of a block's calls puts in. */
export function freshNodes([, , given]: Call, target: Element, { nodesOf }: Means): ChildNode[] {
  if (!("html" in given)) return given.map((text) => new Text(text));
  const within = given.in ? (target.parentElement ?? target) : target;
  return [...nodesOf(given.html, within).childNodes];
}

/** Does a block to an element. Throws where that can't be done. */
export function doTo(target: Element, edit: DomEdit, means: Means): Done {
  if (edit.rare) return { edit, target, ...operate(target, edit.rare, means) };
  const steps = edit.calls.map((call) => doCall(target, call, means));
  return {
    edit,
    target,
    isThere: () => steps.every(({ isThere }) => isThere()),
    undo: () => [...steps].reverse().forEach(({ undo }) => undo()),
    ...steps.find(({ holder }) => holder),
  };
}

function doCall(target: Element, call: Call, means: Means): Steps {
  const [on, method, given] = call;
  if (on === "classList") return turnClasses(target, method === "add", given as readonly string[]);
  if (method.endsWith("Attribute")) return setAttribute(target, ...(given as [string, string?]));
  const nodes = method === "remove" ? [] : freshNodes(call, target, means);
  own(nodes);
  if (method === "replaceChildren") return replaceContent(target, nodes);
  if (method === "replaceWith" || method === "remove") return replaceElement(target, nodes);
  const place = method as "before" | "after" | "prepend" | "append";
  target[place](...nodes);
  const texts = textsOf(nodes);
  const parent = () => (/^(?:before|after)$/.test(place) ? target.parentNode : target);
  return {
    isThere: () =>
      nodes.every((node) => node.parentNode === parent()) &&
      isUntouched(nodes, texts) &&
      (place !== "before" || nodes.length === 0 || nodes.at(-1)!.nextSibling === target) &&
      (place !== "after" || nodes.length === 0 || nodes[0]!.previousSibling === target),
    undo: () => takeOut(nodes, texts),
  };
}

function replaceContent(target: Element, nodes: readonly ChildNode[]): Steps {
  const texts = textsOf(nodes);
  const isThere = () =>
    nodes.length === 0
      ? target.firstChild === null
      : nodes.every((node) => node.parentNode === target) && isUntouched(nodes, texts);
  const holder = setContentAside(target, isThere);
  target.append(...nodes);
  return {
    isThere,
    undo() {
      const isWhole = isThere();
      takeOut(nodes, texts);
      releaseContent(target);
      if (isWhole) target.append(holder);
    },
  };
}

function replaceElement(target: Element, nodes: readonly ChildNode[]): Steps {
  const { holder, marker } = setElementAside(target);
  marker.after(...nodes);
  const texts = textsOf(nodes);
  const isPlaced = () => marker.parentNode !== null && target.parentNode === holder;
  return {
    holder,
    isThere: () =>
      isPlaced() && marker.isConnected && nodes.every(({ parentNode }) => parentNode === marker.parentNode),
    undo() {
      takeOut(nodes, texts);
      if (isPlaced()) marker.replaceWith(target);
      else marker.remove();
    },
  };
}

function setAttribute(target: Element, name: string, value: string | null = null): Steps {
  const before = target.getAttribute(name);
  const isThere = () => target.getAttribute(name) === value;
  write(target, name, value);
  return { isThere, undo: () => isThere() && write(target, name, before) };
}

function write(target: Element, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else target.setAttribute(name, value);
}

function turnClasses(target: Element, isAdded: boolean, names: readonly string[]): Steps {
  const turned = names.filter((name) => target.classList.contains(name) !== isAdded);
  const before = target.getAttribute("class");
  for (const name of turned) target.classList.toggle(name, isAdded);
  const after = target.getAttribute("class");
  return {
    isThere: () => names.every((name) => target.classList.contains(name) === isAdded),
    undo() {
      if (target.getAttribute("class") === after) write(target, "class", before);
      else for (const name of turned) target.classList.toggle(name, !isAdded);
    },
  };
}

/** Sorts, or leads elsewhere. What the page sorts anew isn't the order of before any more. */
function operate(target: Element, operation: NonNullable<DomEdit["rare"]>, { rare }: Means): Steps {
  const before = [...target.children];
  rare!.operate(target, operation);
  if ("to" in operation) return { isThere: () => true, undo: () => {} };
  const after = [...target.children];
  const is = (order: readonly Element[]) =>
    order.length === target.children.length && order.every((child, at) => target.children[at] === child);
  return {
    isThere: () => isSorted(target, operation),
    undo() {
      if (!is(after)) return;
      const places = after.map((child) => {
        const place = new Comment();
        child.replaceWith(place);
        return place;
      });
      places.forEach((place, at) => place.replaceWith(before[at]!));
    },
  };
}

/** Whether the children of an element are in a block's order. */
export function isSorted(target: Element, { by, first }: { by: string; first: readonly string[] }): boolean {
  const ranks = [...target.children].map((child) => {
    const place = first.indexOf(child.getAttribute(by)!);
    return place < 0 ? first.length : place;
  });
  return ranks.every((rank, at) => at === 0 || ranks[at - 1]! <= rank);
}

/** What stands in the texts among the nodes: a framework that finds one in its element may write into it. */
function textsOf(nodes: readonly Node[]): readonly (string | undefined)[] {
  return nodes.map((node) => (node instanceof Text ? node.data : undefined));
}

function isUntouched(nodes: readonly Node[], texts: readonly (string | undefined)[]): boolean {
  return nodes.every((node, at) => texts[at] === undefined || texts[at] === node.nodeValue);
}

/** A text that the page has written into is the page's now. */
function takeOut(nodes: readonly ChildNode[], texts: readonly (string | undefined)[]): void {
  nodes.forEach((node, at) => {
    if (isUntouched([node], [texts[at]])) node.remove();
    else ours.delete(node);
  });
}
