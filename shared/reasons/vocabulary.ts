import type { Definition } from "../attribute.ts";
import { definitionsOf } from "../definitions.ts";
import { edgeKindOf } from "../kinds/edge.ts";
import type { Site } from "../site/schema.ts";

/** A text of the owner's, in one language or by language. */
type Text = string | Readonly<Record<string, string>>;

/** What sentences call an attribute, and what they know of its values. */
export interface AttributeWords {
  readonly label?: Text | undefined;
  readonly definition: Definition;
  /** Its numbers are whole and not negative. */
  readonly isWhole: boolean;
  /** It is true or false. */
  readonly isFlag: boolean;
  /** It may have no value yet. */
  readonly mayBeNothing: boolean;
}

/** The owner's words for what a site declares. */
export interface Vocabulary {
  readonly attributes: Readonly<Record<string, AttributeWords>>;
  readonly segments: Readonly<Record<string, { readonly label?: Text | undefined }>>;
}

/** The words of a checked site file. */
export function vocabularyOf(site: Site): Vocabulary {
  const attributes = Object.entries(definitionsOf(site)).map(([id, definition]): [string, AttributeWords] => {
    const { numbers, texts, booleans, nil } = edgeKindOf(definition.kind).domain;
    const { label } = site.attributes[id]!;
    return [
      id,
      {
        label,
        definition,
        isWhole: numbers === "whole",
        isFlag: booleans === true && !texts,
        mayBeNothing: nil === true,
      },
    ];
  });
  return { attributes: Object.fromEntries(attributes), segments: site.segments };
}

/** The text in a language (BCP 47), else in the first one that it has; undefined where there is none. */
export function textIn(text: Text | undefined, language: string): string | undefined {
  if (text === undefined || typeof text === "string") return text;
  const wanted = language.toLowerCase();
  const keys = Object.keys(text);
  const key =
    keys.find((key) => key.toLowerCase() === wanted) ??
    keys.find((key) => key.toLowerCase().split("-")[0] === wanted.split("-")[0]) ??
    keys[0];
  return key === undefined ? undefined : text[key];
}

/** What a segment is called: its label, else its id. */
export function segmentName(id: string, { segments }: Vocabulary, language: string): string {
  return (Object.hasOwn(segments, id) ? textIn(segments[id]!.label, language) : undefined) ?? id;
}
