import { edgeKindOf } from "./kinds/edge.ts";
import { PROFILE_BYTES } from "./limits.ts";
import { kindOf } from "./site/attribute-schema.ts";
import type { Site } from "./site/schema.ts";

/** `{"version":1,"created":…,"visit":{…},"attributes":{},"fresh":true}` with numbers of any length. */
const FRAME_BYTES = 200;
/** `"":{"hash":"…","state":},` around an id and a state. */
const ENTRY_BYTES = 40;
/** `{"day":…,"yes":true,"state":}` around the state of a sensitive attribute. */
const ANSWER_BYTES = 40;
/** As many attributes as a message names. */
const NAMED = 5;

/** What an attribute takes of a profile at most, in bytes of JSON. */
export interface AttributeSize {
  readonly id: string;
  readonly bytes: number;
}

/** What each attribute of a site can take at most, the largest first. */
export function attributeSizes(site: Pick<Site, "attributes">): readonly AttributeSize[] {
  return Object.entries(site.attributes)
    .map(([id, attribute]) => {
      const kind = kindOf(attribute);
      const edge = edgeKindOf(kind);
      const answer = attribute.sensitive ? ANSWER_BYTES : 0;
      const bound = edge.bound({ kind, ...edge.define(attribute, id) });
      return { id, bytes: id.length + ENTRY_BYTES + answer + bound };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** What a profile can grow to, whatever its visitor does, in bytes of JSON (UTF-8). */
export function profileBytes(sizes: readonly AttributeSize[]): number {
  return sizes.reduce((sum, { bytes }) => sum + bytes, FRAME_BYTES);
}

/** What is wrong with the attributes of a site if a profile could grow beyond `PROFILE_BYTES`. */
export function sizeProblem(site: Pick<Site, "attributes">): string | undefined {
  const sizes = attributeSizes(site);
  const bytes = profileBytes(sizes);
  if (bytes <= PROFILE_BYTES) return undefined;
  const largest = sizes.slice(0, NAMED).map((size) => `${size.id} ${kilobytes(size.bytes)}`);
  const more = sizes.length > NAMED ? ", …" : "";
  return `a profile could grow to ${kilobytes(bytes)} KB, more than ${kilobytes(PROFILE_BYTES)} (${largest.join(", ")}${more})`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
