import { type CheckOptions, checkCondition } from "../condition.ts";
import { guess } from "../condition/near.ts";
import { readsOf } from "../condition/reads.ts";
import { type Issue, joinPath } from "../issue.ts";
import { PROGRESS_FIELDS } from "../tier-progress.ts";
import { compileTemplate, type TemplatePlace } from "../template.ts";
import { CONTEXT_NAMES, CONTEXT_TYPES, fieldsOf, typeOfAttribute } from "./known.ts";
import type { Attribute } from "./attribute-schema.ts";
import type { When } from "../schema-parts.ts";
import type { Site } from "./schema.ts";
import { checkConditionTopics } from "./topics.ts";

/** A site file while it is being checked: what there is to refer to, and where problems go. */
export interface Checking {
  readonly site: Site;
  /** Names in the file as it was written, also of what is too broken to look into. */
  readonly names: Readonly<Record<"attributes" | "segments" | "blocks" | "goals", ReadonlySet<string>>>;
  /** The languages that the owner listed; undefined if they weren't listed. */
  readonly languages: readonly string[] | undefined;
  readonly isPattern: (text: string) => boolean;
  /** Whether a path is among the pages of a pattern. */
  readonly matches: (pattern: string, path: string) => boolean;
  readonly report: (path: string, message: string) => void;
}

/** What conditions about visitors and requests may name. */
function conditionOptions(checking: Checking, path: string): CheckOptions {
  const { site, names } = checking;
  return {
    path,
    groups: site.groups,
    segments: Object.fromEntries([...names.segments].map((id) => [id, site.segments[id]?.when])),
    known: (name) => isKnown(checking, name),
    typeOf: (name) => typeOfName(checking, name),
    names: namesFor(checking),
  };
}

function isKnown({ site, names }: Checking, name: string): boolean {
  if (name.startsWith("context.")) return CONTEXT_NAMES.includes(name);
  const [id, field] = partsOf(name);
  if (field === undefined || !names.attributes.has(id)) return names.attributes.has(name);
  const attribute = attributeOf(site, id);
  return !attribute || Object.hasOwn(fieldsOf(attribute), field);
}

function typeOfName({ site }: Checking, name: string): ReturnType<typeof typeOfAttribute> {
  if (name.startsWith("context.")) return CONTEXT_TYPES[name.slice("context.".length)];
  const [id, field] = partsOf(name);
  const attribute = attributeOf(site, id);
  if (!attribute) return undefined;
  return field === undefined ? typeOfAttribute(attribute, site.events) : fieldsOf(attribute)[field];
}

/** A path as the attribute, and the field of it. */
function partsOf(path: string): [id: string, field?: string] {
  const dot = path.indexOf(".");
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** What conditions may name: attributes, the fields of those that are objects, and context. */
function namesFor({ site, names }: Checking): string[] {
  const fields = Object.entries(site.attributes).flatMap(([id, attribute]) =>
    Object.keys(fieldsOf(attribute)).map((field) => `${id}.${field}`),
  );
  return [...names.attributes, ...fields, ...CONTEXT_NAMES];
}

function attributeOf(site: Site, name: string): Attribute | undefined {
  return Object.hasOwn(site.attributes, name) ? site.attributes[name] : undefined;
}

/** Checks what says for whom something is: a segment, a list of segments, or a condition. */
export function checkWhen(checking: Checking, when: When | undefined, path: string): void {
  if (when === undefined) return;
  if (typeof when === "string") return checkSegmentName(checking, when, path);
  if (Array.isArray(when)) {
    if (when.length === 0) checking.report(path, "expected at least one segment");
    return when.forEach((id, index) => checkSegmentName(checking, id, joinPath(path, index)));
  }
  const condition = when;
  for (const issue of checkCondition(condition, conditionOptions(checking, path)))
    checking.report(issue.path, issue.message);
  checkConditionTopics(condition, checking.site.groups, path, checking.report);
  for (const name of readsOf(condition).attributes) refuseSensitive(checking, name, joinPath(path, name));
}

function checkSegmentName({ names, report }: Checking, id: string, path: string): void {
  if (!names.segments.has(id))
    report(path, guess(`there is no segment ${JSON.stringify(id)}`, id, names.segments));
}

function refuseSensitive(checking: Checking, name: string, path: string): void {
  if (attributeOf(checking.site, name)?.sensitive) {
    checking.report(
      path,
      `"${name}" is sensitive and never leaves the device, so nothing at the edge may read it; {{device.${name}}} shows it there`,
    );
  }
}

/** Checks a template, and that it may have what it reads. */
export function checkTemplate(checking: Checking, source: string, place: TemplatePlace, path: string): void {
  const template = compileTemplate(source, place);
  if (!template.ok) {
    for (const { message } of template.issues) checking.report(path, message);
    return;
  }
  const { prints, tests, device = [] } = template.value.reads;
  for (const name of new Set([...prints, ...tests])) {
    if (name.includes(".") ? CONTEXT_NAMES.includes(name) : isKnown(checking, name))
      refuseSensitive(checking, name, path);
    else
      checking.report(
        path,
        guess(`unknown attribute "${name}"`, name, [...checking.names.attributes, ...CONTEXT_NAMES]),
      );
  }
  for (const name of device) {
    const [id, field] = partsOf(name);
    if (!checking.names.attributes.has(id)) {
      checking.report(path, guess(`unknown attribute "${id}"`, id, checking.names.attributes));
    } else if (field !== undefined) {
      checkProgress(checking, id, field, path);
    } else if (attributeOf(checking.site, name) && typeOfName(checking, name) === "object") {
      checking.report(path, `{{device.${name}}} is an object, which no template can print`);
    }
  }
  for (const name of prints) {
    const attribute = attributeOf(checking.site, name);
    const shape = attribute && typeOfAttribute(attribute);
    if (shape === "list" || shape === "object") {
      const what = shape === "list" ? "a list" : "an object";
      checking.report(path, `{{${name}}} is ${what}, which no template can print`);
      continue;
    }
    const needed = attribute && !attribute.sensitive ? neededToPrint(attribute, checking.site) : undefined;
    if (needed !== undefined) {
      checking.report(
        path,
        `{{${name}}} needs ${needed} in ${joinPath("attributes", name)}, since an exact value never leaves the device`,
      );
    }
  }
}

/** What only devices know of a tier: how far it is to the next level. */
function checkProgress(checking: Checking, id: string, field: string, path: string): void {
  const attribute = attributeOf(checking.site, id);
  if (!attribute) return;
  const tag = `{{device.${id}.${field}}}`;
  if (!("tier" in attribute))
    checking.report(path, `${tag}: "${id}" isn't a tier, so nothing is behind its name`);
  else if (attribute.sensitive)
    checking.report(path, `${tag}: the way to a level of a sensitive tier isn't shown`);
  else if (!PROGRESS_FIELDS.some((known) => known === field))
    checking.report(
      path,
      guess(`${tag}: expected one of ${PROGRESS_FIELDS.join(", ")}`, field, PROGRESS_FIELDS),
    );
}

/** What a template needs an attribute to say before it may print it. */
function neededToPrint(attribute: Attribute, site: Site): string | undefined {
  if ("values" in attribute && attribute.values) return undefined;
  if ("buckets" in attribute && attribute.buckets) return undefined;
  if ("declared" in attribute || "attested" in attribute || "tier" in attribute) return undefined;
  const type = typeOfAttribute(attribute, site.events);
  if (type === "boolean") return undefined;
  if (type === undefined) return '"values" or "buckets"';
  return type === "number" ? '"buckets"' : '"values"';
}

/** Checks the languages of a text, or of HTML. */
export function checkLanguages(
  checking: Checking,
  text: string | Readonly<Record<string, string>> | undefined,
  path: string,
): void {
  if (text === undefined || typeof text === "string") return;
  const languages = Object.keys(text);
  if (languages.length === 0) checking.report(path, "expected at least one language");
  for (const language of languages) {
    if (checking.languages && !checking.languages.includes(language)) {
      checking.report(
        joinPath(path, language),
        guess(`"${language}" isn't among the languages of the site`, language, checking.languages),
      );
    }
  }
}

/** Checks pages, given as URLPattern pathnames. */
export function checkPatterns(checking: Checking, patterns: readonly string[], path: string): void {
  patterns.forEach((pattern, index) => {
    const place = joinPath(path, index);
    if (!/^[/*:({]/.test(pattern))
      checking.report(place, `expected a path that starts with "/", got ${JSON.stringify(pattern)}`);
    else if (!checking.isPattern(pattern))
      checking.report(place, `not a URLPattern pathname: ${JSON.stringify(pattern)}`);
  });
}

/** Collects problems, each once, and none that only follows from another one at the same place. */
export function collector(known: readonly Issue[], covers: (outer: string, path: string) => boolean) {
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const report = (path: string, message: string): void => {
    const key = `${path}\0${message}`;
    if (seen.has(key) || known.some((issue) => covers(issue.path, path) || covers(path, issue.path))) return;
    seen.add(key);
    issues.push({ path, message });
  };
  return { issues, report };
}
