import { type DefaultTreeAdapterTypes as Tree, html as spec, parse, parseFragment } from "parse5";
import type { Edit } from "../../../shared/edit.ts";

type Parent = Tree.Document | Tree.DocumentFragment | Tree.Element;

/** What a browser makes of a page, in a form that can be compared: adjacent texts are one. */
export function domOf(page: string): unknown {
  return plainDom(parse(page));
}

/** The page's DOM after the edit was done to it, as a browser's own DOM methods would. */
export function domAfter(page: string, edit: Edit): unknown {
  const document = parse(page);
  const targets: Tree.Element[] = [];
  collect(document, (element) => matches(element, edit.target), targets);
  for (const target of targets) operate(target, edit);
  return plainDom(document);
}

function operate(target: Tree.Element, edit: Edit): void {
  const parent = target.parentNode;
  if (!parent) return;
  const at = parent.childNodes.indexOf(target);
  const put = (into: Parent, index: number, removed: number, nodes: Tree.ChildNode[]) => {
    for (const node of nodes) node.parentNode = into;
    for (const gone of into.childNodes.splice(index, removed, ...nodes)) gone.parentNode = null;
  };
  const parsed = (context: Parent, html: string) =>
    ("tagName" in context ? parseFragment(context, html, {}) : parseFragment(html)).childNodes;
  switch (edit.op) {
    case "content":
      return put(target, 0, target.childNodes.length, parsed(target, edit.html));
    case "prepend":
      return put(target, 0, 0, parsed(target, edit.html));
    case "append":
      return put(target, target.childNodes.length, 0, parsed(target, edit.html));
    case "replace":
      return put(parent, at, 1, parsed(parent, edit.html));
    case "before":
      return put(parent, at, 0, parsed(parent, edit.html));
    case "after":
      return put(parent, at + 1, 0, parsed(parent, edit.html));
    case "remove":
      return put(parent, at, 1, []);
    case "text":
      return put(target, 0, target.childNodes.length, [
        { nodeName: "#text", value: edit.text, parentNode: target },
      ]);
    case "attributes": {
      const kept = target.attrs.filter(({ name }) => !edit.remove.includes(name) && !(name in edit.set));
      target.attrs = [...kept, ...Object.entries(edit.set).map(([name, value]) => ({ name, value }))];
      return;
    }
    case "class": {
      const before = target.attrs.find(({ name }) => name === "class");
      const classes = new Set((before?.value ?? "").split(/[\t\n\f\r ]+/).filter(Boolean));
      for (const name of edit.remove) classes.delete(name);
      for (const name of edit.add) classes.add(name);
      if (!before && classes.size === 0) return;
      target.attrs = target.attrs.filter((attribute) => attribute !== before);
      target.attrs.push({ name: "class", value: [...classes].join(" ") });
    }
  }
}

/** Compounds of a tag name, ids, classes and attributes: all that these tests select by. */
function matches(element: Tree.Element, selector: string): boolean {
  const attribute = (name: string) => element.attrs.find((candidate) => candidate.name === name)?.value;
  return (selector.match(/^[a-z][a-z0-9]*|[#.][\w-]+|\[[\w-]+(?:=[\w-]+)?\]/g) ?? []).every((part) => {
    if (part.startsWith("#")) return attribute("id") === part.slice(1);
    if (part.startsWith(".")) return attribute("class")?.split(/\s+/).includes(part.slice(1)) ?? false;
    if (!part.startsWith("[")) return element.tagName === part;
    const [name = "", value] = part.slice(1, -1).split("=");
    return value === undefined ? attribute(name) !== undefined : attribute(name) === value;
  });
}

function collect(node: Parent, wanted: (element: Tree.Element) => boolean, found: Tree.Element[]): void {
  for (const child of node.childNodes) {
    if (!("tagName" in child)) continue;
    if (wanted(child)) found.push(child);
    collect(child, wanted, found);
  }
}

export function plainDom(node: Tree.Node): unknown {
  if ("value" in node) return node.value;
  if ("data" in node) return { comment: node.data };
  if (!("childNodes" in node)) return { doctype: node.nodeName };
  const children: unknown[] = [];
  for (const child of node.childNodes) {
    const next = plainDom(child);
    const last = children.length - 1;
    if (typeof next === "string" && typeof children[last] === "string") children[last] += next;
    else if (next !== "") children.push(next);
  }
  if (!("tagName" in node)) return children;
  const attributes = Object.fromEntries(
    node.attrs
      .map(({ name, value }) => [name, value] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const content =
    node.tagName === "template" && node.namespaceURI === spec.NS.HTML
      ? plainDom((node as Tree.Template).content)
      : [];
  return { [node.tagName]: attributes, children, content };
}
