import { readValue } from "./attribute-value.ts";
import { tagEnd } from "./scan.ts";

/** An attribute as it is written in a tag, in bytes. */
export interface Written {
  readonly from: number;
  readonly nameTo: number;
  /** Without quotes; the same as `nameTo` where there is no value. */
  readonly valueFrom: number;
  readonly valueTo: number;
}

const LATIN1 = new TextDecoder("latin1");

/** A tag's attributes with their names in lower case, doubles included. From behind the tag's name. */
export function everyAttribute(
  bytes: Uint8Array,
  from: number,
): readonly (readonly [name: string, Written])[] {
  const attributes: [string, Written][] = [];
  tagEnd(bytes, from, (nameFrom, nameTo, valueFrom, valueTo) => {
    const name = lowerAscii(LATIN1.decode(bytes.subarray(nameFrom, nameTo)));
    attributes.push([name, { from: nameFrom, nameTo, valueFrom, valueTo }]);
  });
  return attributes;
}

/** A tag's attributes by their names in lower case; of several with one name the first counts. */
export function writtenAttributes(bytes: Uint8Array, from: number): Map<string, Written> {
  const attributes = new Map<string, Written>();
  for (const [name, written] of everyAttribute(bytes, from))
    if (!attributes.has(name)) attributes.set(name, written);
  return attributes;
}

/** A tag's attributes with their values as they are written, one character each byte. */
export function attributesAt(bytes: Uint8Array, from: number): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, { valueFrom, valueTo }] of writtenAttributes(bytes, from))
    values.set(name, LATIN1.decode(bytes.subarray(valueFrom, valueTo)));
  return values;
}

/**
 * The value that a browser reads in these bytes. Undefined where it has a character reference of a kind that hardly
 * anybody writes.
 */
export function valueOf(bytes: Uint8Array, from: number, to: number, charset: string): string | undefined {
  const written = new TextDecoder(charset, { fatal: false, ignoreBOM: true }).decode(
    bytes.subarray(from, to),
  );
  return readValue(written);
}

/** The text with the letters of ASCII in lower case, and all others as they are. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
