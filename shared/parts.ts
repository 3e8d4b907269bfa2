import type { Definition } from "./attribute.ts";
import { isSimple } from "./condition/simple.ts";
import { CORE_KINDS } from "./kinds/core.ts";
import type { TagAttribute, TagConfig } from "./wire.ts";

/** What events are read by. */
interface Reading extends Pick<TagConfig, "attributes"> {
  readonly goals: Readonly<Record<string, { readonly event: string; readonly value?: string | undefined }>>;
}

/** Properties of `view` that stand in structured data and in `data-selvedge-*`. */
const MARKED = ["category", "item", "value", "tags"];

/**
 * What of the tag a site needs on every page beyond its core, as names of files beside it; worked out once,
 * at the edge, so that pages load no code for what their site file doesn't use. `recommends`: which item a page is of is
 * asked for in any case.
 */
export function partsOf(config: Reading, recommends = false): TagConfig["parts"] {
  const definitions = Object.values(config.attributes).map(
    (attribute): Partial<TagAttribute> & Definition => attribute.guarded ?? attribute,
  );
  const readings = definitions.flatMap(({ steps = [], ...rest }) => [
    rest,
    ...steps.map((step) => ({ ...rest, ...step })),
  ]);
  const reads = (event: string, properties?: readonly string[]) =>
    readings.some(
      ({ event: name, of, where }) =>
        name === event &&
        [...(of ? [of] : []), ...(where ? [JSON.stringify(where)] : [])].some(
          (read) => !properties || properties.some((property) => read.includes(property)),
        ),
    );
  const needs = {
    actions: isUsed(config, "click") || isUsed(config, "form"),
    arrival: reads("visit"),
    attention: isUsed(config, "scroll") || isUsed(config, "dwell"),
    conditions: readings.some(
      ({ where, buckets }) => buckets?.tests !== undefined || (where !== undefined && !isSimple(where)),
    ),
    markup:
      recommends ||
      reads("view", MARKED) ||
      Object.values(config.goals).some(({ event, value }) => event === "view" && value !== undefined),
    search: isUsed(config, "search"),
    weeks: readings.some(({ of, where }) => of === "week" || JSON.stringify(where ?? {}).includes('"week"')),
  };
  const keepers = new Set(
    [...definitions, ...Object.values(config.attributes)].map(({ kind, keeper = kind }) => keeper),
  );
  return [
    // First of all, since others bring what goes in the place of what it brings.
    "recorder",
    ...(Object.keys(needs) as (keyof typeof needs)[]).filter((part) => needs[part]),
    ...[...keepers].filter((keeper) => !Object.hasOwn(CORE_KINDS, keeper)).map((keeper) => `kind.${keeper}`),
  ];
}

/** Whether anything in the site file reads an event; others aren't even looked for. */
export function isUsed({ attributes, goals }: Reading, name: string): boolean {
  return (
    Object.values(attributes).some(({ guarded, ...own }) => {
      const { event, since, steps } = guarded ?? own;
      return event === name || since === name || steps?.some((step) => step.event === name);
    }) || Object.values(goals).some(({ event }) => event === name)
  );
}
