import mustache from "mustache";
import type { Issue, Result } from "../issue.ts";

/** A template as a tree. Mustache comments are gone. */
export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly name: string; readonly tag: string }
  | {
      readonly kind: "section";
      readonly name: string;
      readonly inverted: boolean;
      readonly tag: string;
      readonly nodes: readonly Node[];
    };

/** What mustache.parse makes of a template: type, value, start, end, and for sections their content. */
type Token = readonly [type: string, value: string, start: number, end: number, nested?: readonly Token[]];

const NAME = /^(?:[A-Za-z][\w-]*|context\.[A-Za-z]+|device\.[A-Za-z][\w-]*(?:\.[a-z]+)?)$/;
const SECTION_NAME = /^(?:[A-Za-z][\w-]*|context\.[A-Za-z]+)$/;

/**
 * Parses a Mustache template and refuses what Selvedge leaves out: everything that prints without
 * escaping, partials, and other delimiters. All problems at once.
 */
export function parseTemplate(source: string): Result<readonly Node[]> {
  const issues: Issue[] = [];
  let tokens: readonly Token[];
  try {
    tokens = new mustache.Writer().parse(source, ["{{", "}}"]) as readonly unknown[] as readonly Token[];
  } catch (error) {
    return { ok: false, issues: [{ path: "", message: syntaxMessage(error) }] };
  }
  const nodes = convert(tokens, source, issues);
  return issues.length === 0 ? { ok: true, value: nodes } : { ok: false, issues };
}

function convert(tokens: readonly Token[], source: string, issues: Issue[]): Node[] {
  const nodes: Node[] = [];
  for (const [type, name, start, end, nested] of tokens) {
    if (type === "!") continue;
    if (type === "text") {
      nodes.push({ kind: "text", text: name });
      continue;
    }
    const tag = source.slice(start, end);
    const refusal = refuse(type, name, tag);
    if (refusal) issues.push({ path: "", message: `${tag}: ${refusal}` });
    if (type === "#" || type === "^") {
      const content = convert(nested ?? [], source, issues);
      nodes.push({ kind: "section", name, inverted: type === "^", tag, nodes: content });
    } else {
      nodes.push({ kind: "print", name, tag });
    }
  }
  return nodes;
}

function refuse(type: string, name: string, tag: string): string | undefined {
  if (tag.startsWith("{{{")) return "triple braces aren't allowed, since values are always escaped";
  if (type === "&") return "& isn't allowed, since values are always escaped";
  if (type === ">") return "partials aren't supported";
  if (type === "=") return "delimiters can't be changed";
  if (type === "name") {
    return NAME.test(name) ? undefined : "expected the name of an attribute, context.… or device.…";
  }
  return SECTION_NAME.test(name) ? undefined : "expected the name of an attribute or context.…";
}

function syntaxMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const sentence = text.replace(/ at (\d+)$/, " at character $1");
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
