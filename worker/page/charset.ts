import { CHARSET_SCAN_BYTES } from "../../shared/limits.ts";
import { attributesOf } from "./tags.ts";

/** How a page's charset became known. A meta element counts only where it stands, so others must keep it. */
export interface Charset {
  /** A label that `TextDecoder` knows, in lower case. */
  readonly name: string;
  readonly from: "mark" | "header" | "meta";
}

/** Encodings in which a byte below 0x80 doesn't always mean its ASCII character. */
const NOT_ASCII = new Set(["utf-16le", "utf-16be", "iso-2022-jp", "replacement"]);
/** Labels of encodings that browsers know and refuse. */
const REPLACED = new Set([
  "replacement",
  "csiso2022kr",
  "hz-gb-2312",
  "iso-2022-cn",
  "iso-2022-cn-ext",
  "iso-2022-kr",
]);

/**
 * The charset of a page as browsers find it: byte order mark, then header, then meta element.
 * @param start the page's first bytes (at least `CHARSET_SCAN_BYTES`, if it has as many), one character each
 * @returns undefined where none is declared, or markup isn't ASCII in it
 * Source: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function charsetOf(contentType: string, start: string): Charset | undefined {
  if (start.startsWith("\xef\xbb\xbf")) return { name: "utf-8", from: "mark" };
  if (start.startsWith("\xff\xfe") || start.startsWith("\xfe\xff")) return undefined;
  const header = encodingOf(charsetParameter(contentType));
  if (header !== undefined) return NOT_ASCII.has(header) ? undefined : { name: header, from: "header" };
  const meta = encodingOf(metaCharset(start.slice(0, CHARSET_SCAN_BYTES)));
  // A page whose meta element can be read as ASCII isn't UTF-16, whatever it says.
  const name = meta?.startsWith("utf-16") ? "utf-8" : meta === "x-user-defined" ? "windows-1252" : meta;
  return name === undefined || NOT_ASCII.has(name) ? undefined : { name, from: "meta" };
}

/** The `charset` parameter of a content type; undefined if there is none. */
export function charsetParameter(contentType: string): string | undefined {
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|'?([^\s;"']+))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** The name of the encoding with this label; undefined where the encoding standard knows none. */
function encodingOf(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  if (REPLACED.has(label.toLowerCase())) return "replacement";
  try {
    return new TextDecoder(label).encoding.toLowerCase();
  } catch {
    return undefined;
  }
}

/** Source: https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding */
function metaCharset(start: string): string | undefined {
  const tag = /<!--(?:[^]*?-->)?|<meta[\s/]/gi;
  for (let match = tag.exec(start); match; match = tag.exec(start)) {
    if (match[0].startsWith("<!--")) continue;
    const found = attributesOf(start, match.index + "<meta".length);
    if (found === undefined) return undefined;
    tag.lastIndex = found.end;
    const { attributes } = found;
    const declared =
      attributes.get("charset") ??
      (attributes.get("http-equiv")?.toLowerCase() === "content-type"
        ? charsetParameter(`;${attributes.get("content") ?? ""}`)
        : undefined);
    if (declared !== undefined && encodingOf(declared.trim()) !== undefined) return declared.trim();
  }
  return undefined;
}
