import type * as v from "valibot";
import type { AttributeValue, Definition } from "../attribute.ts";
import type { Bucketing } from "../bucketing.ts";
import type { Buckets } from "../buckets.ts";
import type { Codec } from "../codec.ts";
import type { Course } from "../wire.ts";

/** The courses of one attribute: for the rest of this visit, and for the start of the next one. */
export type Courses = readonly [now: Course, next: Course];

/** What a value can be; undefined where it may be anything. */
export type ValueType = "number" | "string" | "boolean" | "list" | "object" | undefined;

/** Which values an attribute can have. */
export interface Domain {
  readonly numbers?: "whole" | "real";
  /** The highest number. */
  readonly most?: number;
  readonly texts?: true;
  readonly booleans?: true;
  /** Lists of different texts, as many as the definition says (`keep`), of its `values` if it names any. */
  readonly lists?: true;
  readonly nil?: true;
  /** All values but null, where they are objects, of which there are only so many. */
  readonly all?: (definition: Definition) => readonly AttributeValue[];
  /** No other texts than the definition's `values`. */
  readonly closed?: true;
}

/** What the edge and the checker know of one kind of attribute. */
export interface EdgeKind<Schema extends v.GenericSchema = v.GenericSchema> {
  /** The entry of the site file; its first field has the kind's own name. */
  readonly schema: Schema;
  /** What a checked entry means. Groups in `where` are resolved afterwards. */
  define(attribute: v.InferOutput<Schema>, id: string): Omit<Definition, "kind">;
  /** The type of its values, where it doesn't depend on a property. */
  readonly type?: ValueType;
  readonly domain: Domain;
  /** Where its values are objects: their fields, which conditions reach by dot paths. */
  readonly fields?: Readonly<Record<string, ValueType>>;
  /** The attributes that it is made of; it is reduced after them. */
  bases?(definition: Definition): readonly string[];
  /** Its courses come from a token of the owner's server, never from a signal's `now` and `next`. */
  readonly byToken?: true;
  /** Which of the device's codes keeps it, where it isn't that of the kind's own name. */
  keeper?(definition: Definition): string | undefined;
  /** For how many days ahead its bucket can change by itself; by default it never does. */
  horizon?(definition: Definition, buckets: Buckets): number;
  /** How its courses are numbered. */
  codec(definition: Definition, sorted: Pick<Bucketing, "buckets" | "samples">): Codec<Courses>;
  /**
   * The least state that would have this course, where there is one: what a device that has lost its profile
   * starts from.
   *
   * @param sampleAfter a value that lies in the course's bucket after so many days
   */
  seed(
    definition: Definition,
    sampleAfter: (days: number) => AttributeValue | undefined,
    today: number,
  ): unknown;
  /** What its state takes at most, in bytes of JSON (UTF-8), whatever the visitor does. */
  bound(definition: Definition): number;
}

/** Says of a kind what it is, keeping the type of its entry. */
export function edgeKind<Schema extends v.GenericSchema>(kind: EdgeKind<Schema>): EdgeKind<Schema> {
  return kind;
}
