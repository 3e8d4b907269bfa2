import { type Node, parseTree } from "jsonc-parser";
import { CATALOG_ITEMS } from "../../shared/recommend/limits.ts";
import type { Catalog, Item } from "../../shared/recommend/contract.ts";
import { columnName, type Fields, itemOf } from "./fields.ts";
import { readCsv, type RowProblem } from "./csv.ts";

/** What a feed holds: the items, and each row that is none, with its line. */
export interface Feed {
  readonly items: Catalog;
  readonly problems: readonly RowProblem[];
  /** The host whose addresses are those of the site; undefined where all are paths. */
  readonly host: string | undefined;
}

interface Rows {
  readonly rows: readonly { readonly line: number; readonly fields: Fields }[];
  readonly problems: readonly RowProblem[];
}

/**
 * Reads a feed, JSON (a list, or an object with a list in it) or CSV. Invariant 9: a bad row is told with its line, and
 * costs nothing but itself. Addresses at the host that most rows have become paths, which any host can serve.
 * @throws with a sentence where it is no feed
 */
export function readFeed(text: string): Feed {
  const { rows, problems } = rowsOf(text);
  const host = hostOf(rows.map(({ fields }) => fields));
  const pathOf = (address: string) => withoutHost(address, host);
  const found: RowProblem[] = [...problems];
  const items: Item[] = [];
  const lines = new Map<string, number>();
  for (const { line, fields } of rows) {
    const read = itemOf(fields, pathOf);
    if (!read.ok) {
      found.push({ line, message: read.message });
      continue;
    }
    const { id, language = "" } = read.item;
    const before = lines.get(`${id}\n${language}`);
    if (before !== undefined) {
      found.push({ line, message: `the id ${JSON.stringify(id)} stands in line ${before}, too` });
    } else if (items.length >= CATALOG_ITEMS) {
      found.push({
        line,
        message: `there are more than ${CATALOG_ITEMS} items; it is left out, and so are those behind it`,
      });
      break;
    } else {
      lines.set(`${id}\n${language}`, line);
      items.push(read.item);
    }
  }
  return { items, problems: found.sort((one, other) => one.line - other.line), host };
}

function rowsOf(text: string): Rows {
  const [first = ""] = /[^\s\ufeff]/.exec(text) ?? [];
  if (first === "") throw new Error("there is nothing in it");
  // A feed for somebody else, or a page that says that the feed isn't there.
  if (first === "<") throw new Error("it looks like XML or a page, and a feed is JSON or CSV");
  return first === "[" || first === "{" ? readJson(text) : readTable(text);
}

function readTable(text: string): Rows {
  const { rows, problems } = readCsv(text);
  const [head, ...others] = rows;
  if (!head) return { rows: [], problems };
  const names = head.fields.map((name) => (name.startsWith("images.") ? name : columnName(name)));
  const wrong = others.filter(({ fields }) => fields.length !== names.length);
  return {
    rows: others
      .filter(({ fields }) => fields.length === names.length)
      .map(({ line, fields }) => ({
        line,
        fields: Object.fromEntries(fields.map((field, index) => [names[index]!, field])),
      })),
    problems: [
      ...problems,
      ...wrong.map(({ line, fields }) => ({
        line,
        message: `has ${fields.length} fields, where the first line has ${names.length}`,
      })),
    ],
  };
}

function readJson(text: string): Rows {
  const lineAt = linesOf(text);
  const root = parseTree(text);
  const list = root && listIn(root);
  if (!list) throw new Error("expected a list of items");
  const rows = (list.children ?? []).map((node) => ({ line: lineAt(node.offset), node }));
  return {
    rows: rows.flatMap(({ line, node }) =>
      node.type === "object" ? [{ line, fields: fieldsOf(node) }] : [],
    ),
    problems: rows.flatMap(({ line, node }) =>
      node.type === "object" ? [] : [{ line, message: "expected an object" }],
    ),
  };
}

/** The list itself, or the first one that the object has. */
function listIn(root: Node): Node | undefined {
  if (root.type === "array") return root;
  return root.children?.map((property) => property.children?.[1]).find((value) => value?.type === "array");
}

function fieldsOf(node: Node): Fields {
  const entries = (node.children ?? []).flatMap(({ children = [] }) => {
    const [name, value] = children;
    return name && value ? [[columnName(String(name.value)), valueOf(value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function valueOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(valueOf);
  if (node.type !== "object") return node.value as unknown;
  const entries = (node.children ?? []).flatMap(({ children = [] }) =>
    children[1] ? [[String(children[0]!.value), valueOf(children[1])] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** The host that most addresses of pages name. */
function hostOf(rows: readonly Fields[]): string | undefined {
  const counts = new Map<string, number>();
  for (const fields of rows) {
    const address = fields["url"] ?? fields["link"];
    if (typeof address !== "string" || !/^https?:\/\//i.test(address) || !URL.canParse(address)) continue;
    const { host } = new URL(address);
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** An address at a host as a path on it; others as they are, "" where it is none. */
export function withoutHost(address: string, host: string | undefined): string {
  if (!/^(?:https?:)?\/\//i.test(address)) {
    // What is relative is so to the site's top; a scheme of another kind is judged by who asked.
    return /^[a-z][a-z\d+.-]*:/i.test(address) || address.startsWith("/") ? address : `/${address}`;
  }
  if (!URL.canParse(address, "https://x")) return "";
  const url = new URL(address, "https://x");
  return url.host === host ? `${url.pathname.replace(/^\/{2,}/, "/")}${url.search}` : url.href;
}

/** Finds the line of a place in a text, both counted up from where the last one was. */
function linesOf(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (text[at] === "\n") line++;
    return line;
  };
}
