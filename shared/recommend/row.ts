import { ROWS_KEPT } from "./limits.ts";
import { escapeAttribute, escapeText } from "../html/escape.ts";
import { chooseLanguage } from "../choose-language.ts";
import type { Recommend } from "../site/recommend-schema.ts";
import { compileTemplate, type Template } from "../template.ts";
import { becauseIn } from "./because.ts";
import { candidatesFor, type Candidates, type Wanted } from "./candidates.ts";
import { type Frame, frameOf } from "./frame.ts";
import { imageOf, itemHtml, templateForDevice } from "./item-html.ts";
import type { Shelf } from "./shelf.ts";

type Texts = Readonly<Record<string, string>>;

/** A row of items that a block describes, compiled once. */
export interface Row {
  readonly wanted: Wanted;
  /** Item templates by language, and what stands around the items for each language of `html`. */
  readonly items: Readonly<Record<string, { readonly source: string; readonly template: Template }>>;
  readonly html: Texts | undefined;
  /** The owner's words for why; false: nothing is said. */
  readonly because: Texts | false | undefined;
  readonly block: string;
  /** An attribute by which the browser finds what the block has put in. */
  readonly mark: string;
}

/** What a row is written for. */
export interface RowAsked {
  readonly shelf: Shelf;
  /** The pathname. */
  readonly path: string;
  /** The page's language, then the visitor's. */
  readonly languages: readonly (string | undefined)[];
  /** The segments that hold. */
  readonly segments: readonly string[];
  /** The category that this visitor likes best; "": not known. */
  readonly favourite: string;
}

/** Compiles what a checked block says of a row. `mark`: whether the browser has to find what the block puts in. */
export function compileRow(recommend: Recommend, block: string, mark?: string): Row {
  const { strategy, show, pin, exclude, filter, because } = recommend;
  const items = Object.entries(byLanguage(recommend.item)).map(([language, source]) => {
    const compiled = compileTemplate(source, "html");
    const template = compiled.ok ? compiled.value : { reads: { prints: [], tests: [] }, render: () => "" };
    return [language, { source, template }] as const;
  });
  return {
    wanted: { strategy: typeof strategy === "string" ? [strategy] : strategy, show, pin, exclude, filter },
    items: Object.fromEntries(items),
    html: recommend.html === undefined ? undefined : byLanguage(recommend.html),
    because: because === undefined || because === false ? because : byLanguage(because),
    block,
    mark: mark !== undefined && recommend.html === undefined ? ` ${mark}="${escapeAttribute(block)}"` : "",
  };
}

/**
 * Something of a row that is made once for all who see the same: `make` gets its HTML, undefined where it has no items.
 * What was made is kept with the shelf, so a new catalog or new neighbours are seen at once.
 */
export function keptRow<Made>(row: Row, asked: RowAsked, make: (html: string | undefined) => Made): Made {
  const { shelf, path, languages, segments, favourite } = asked;
  const item = shelf.index.at(path, languages[0]);
  const images = shelf.index.imageSegments.filter((segment) => segments.includes(segment));
  const key = JSON.stringify([
    item?.id,
    languages,
    images,
    row.wanted.strategy.includes("forYou") && favourite,
  ]);
  let kept = shelf.rows.get(row) as Map<string, Made> | undefined;
  if (!kept) shelf.rows.set(row, (kept = new Map()));
  const known = kept.get(key);
  if (known !== undefined) return known;
  const question = { item, language: languages[0], favourite };
  const made = make(rowHtml(row, candidatesFor(row.wanted, question, shelf), images, asked));
  if (kept.size >= ROWS_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key, made);
  return made;
}

function rowHtml(
  row: Row,
  { items, leading }: Candidates,
  images: readonly string[],
  { languages, favourite }: RowAsked,
): string | undefined {
  const { source, template } = inLanguage(row.items, languages);
  const frame = frameOf(row.html && inLanguage(row.html, languages), source);
  const { show } = row.wanted;
  if (row.wanted.strategy.includes("recentlyViewed")) {
    const empty = `<template data-selvedge-item-template>${templateForDevice(source)}</template>`;
    // What the device doesn't fill isn't seen; a heading of the owner's is theirs to hide with it.
    return framed(row, frame, "", empty, row.html ? "" : " hidden");
  }
  if (items.length === 0) return undefined;
  const because = becauseOf(row, frame, languages, leading === "forYou" ? favourite : undefined);
  const each = items.map((item, index) =>
    itemHtml(template, item, {
      image: imageOf(item, images),
      isHidden: index >= show,
      isPinned: row.wanted.pin.includes(item.id),
    }),
  );
  return framed(row, frame, because, each.join(""));
}

/** The container of a row, which the device finds by its attributes. */
function framed(
  { block, wanted, mark }: Row,
  { before, inner, after }: Frame,
  because: string,
  items: string,
  hidden = "",
): string {
  const attributes = ` data-selvedge-recommend="${escapeAttribute(block)}" data-selvedge-show="${wanted.show}"${mark}${hidden}`;
  return `${before}${attributes}>${inner[0]}${because}${inner[1]}${items}${after}`;
}

/** Says why: by the category that led, or as a template, hidden until the device knows of an item. */
function becauseOf(
  { because: own }: Row,
  { because: [start, end] }: Frame,
  languages: readonly (string | undefined)[],
  category: string | undefined,
): string {
  if (own === false) return "";
  const ours = becauseIn(languages);
  const text = own && inLanguage(own, languages);
  if (category === undefined) {
    const says = text?.includes("{{category}}") ? ours.item : (text ?? ours.item);
    return `${start} data-selvedge-because hidden>${escapeText(says)}${end}`;
  }
  const says = text === undefined || text.includes("{{title}}") ? ours.category : text;
  // A function, since a category could have what `replace` takes for a pattern.
  return `${start} data-selvedge-because>${escapeText(says.replaceAll("{{category}}", () => category))}${end}`;
}

function inLanguage<T>(texts: Readonly<Record<string, T>>, languages: RowAsked["languages"]): T {
  return texts[chooseLanguage(texts, languages)]!;
}

function byLanguage(texts: string | Texts): Texts {
  return typeof texts === "string" ? { "": texts } : texts;
}
