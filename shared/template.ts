import type { Issue, Result } from "./issue.ts";
import { placeInHtml } from "./template/contextual.ts";
import { type Node, parseTemplate } from "./template/parse.ts";
import { type Lookup, type Part, renderParts } from "./template/render.ts";

/**
 * Where a template stands. "html": a block's HTML; what is rendered is final. The others are plain values
 * that whoever puts them in place escapes: the text of an element, an attribute, an attribute that is a URL.
 */
export type TemplatePlace = "html" | "attribute-url" | "attribute" | "text";

/** A Mustache template, compiled once, rendered for many visitors. */
export interface Template {
  /** Attribute ids and `context.…` that it prints, that its sections test; and ids that only the device prints. */
  readonly reads: {
    readonly prints: readonly string[];
    readonly tests: readonly string[];
    readonly device?: readonly string[];
  };
  /**
   * The template with values in it, each escaped for its place. Null and unknown (any symbol) print nothing.
   * Never throws. `lookup` gets names as they stand in `reads`.
   */
  render(lookup: Lookup): string;
}

/**
 * Compiles a template, without `eval` or `new Function`. What can't be made safe is refused: placeholders in
 * tags, attribute names, unquoted values, `on*`, `style`, `srcdoc`, `srcset`, script, style, comments, and
 * sections that aren't balanced HTML. URLs are http(s), mailto, tel or relative, or rendered as `#`.
 */
export function compileTemplate(source: string, place: TemplatePlace): Result<Template> {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return parsed;
  const issues: Issue[] = [];
  const parts = join(
    place === "html" ? placeInHtml(parsed.value, issues) : placeInText(parsed.value, place, issues),
  );
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    value: { reads: readsOf(parsed.value), render: (lookup) => renderParts(parts, lookup) },
  };
}

function placeInText(nodes: readonly Node[], place: TemplatePlace, issues: Issue[]): Part[] {
  const parts = nodes.flatMap((node): Part[] => {
    if (node.kind === "text") return [node.text];
    if (node.kind === "section") {
      return [
        { section: node.name, inverted: node.inverted, parts: placeInText(node.nodes, "text", issues) },
      ];
    }
    if (node.name.startsWith("device."))
      issues.push({ path: "", message: `${node.tag} can stand in HTML text only` });
    return [{ print: node.name, as: "plain" }];
  });
  const isUrl = place === "attribute-url" && nodes.some((node) => node.kind !== "text");
  return isUrl ? [{ url: parts, fallback: "#", as: "plain" }] : parts;
}

/** Neighbouring texts become one. */
function join(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === "string") {
      if (typeof last === "string") joined[joined.length - 1] = last + part;
      else if (part !== "") joined.push(part);
    } else {
      joined.push("section" in part ? { ...part, parts: join(part.parts) } : part);
    }
  }
  return joined;
}

function readsOf(nodes: readonly Node[]): Template["reads"] {
  const prints = new Set<string>();
  const tests = new Set<string>();
  const device = new Set<string>();
  const collect = (node: Node): void => {
    if (node.kind === "print") {
      if (node.name.startsWith("device.")) device.add(node.name.slice("device.".length));
      else prints.add(node.name);
    } else if (node.kind === "section") {
      tests.add(node.name);
      node.nodes.forEach(collect);
    }
  };
  nodes.forEach(collect);
  return { prints: [...prints], tests: [...tests], device: [...device] };
}
