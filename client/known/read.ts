import { promisifyRequest } from "idb-keyval";
import { type Profile, recordWith, type TagAttributes, valueWith } from "../../shared/aggregate.ts";
import type { AttributeValue } from "../../shared/attribute.ts";
import { dayOf } from "../../shared/day.ts";
import { madeOf, switchedOffIn } from "../../shared/switched-off.ts";
import { type Kept, readKept } from "../kept.ts";
import type { Tools } from "../tools.ts";
import type { KnownAttribute, KnownPart } from "./contract.ts";
import { type LedgerEntry, mayStay, sentKeys } from "./ledger.ts";
import { changeProfile, openRecord, toolsBeside } from "./record.ts";

/** Parts of the tag that keep something of their own. */
const BESIDES = ["recommend", "messages", "questions", "measure"];

/** Everything that the device knows; see `KnownPart`. */
export const read: KnownPart["read"] = async (host) => {
  const opened = await openRecord(host, ["personalization", "measurement"]);
  if (!opened) return undefined;
  const { config } = opened;
  const tools = await toolsBeside(host, opened);
  const now = Date.now();
  const found = await opened.store("readonly", (objects) =>
    Promise.all([
      promisifyRequest<Kept | undefined>(objects.get("profile")),
      promisifyRequest<LedgerEntry[]>(objects.getAll(sentKeys())),
    ]),
  );
  if (!found) return undefined;
  const [record, sent] = found;
  const stays = mayStay(sent, dayOf(now), opened.allowed);
  const { profile } = readKept(opened.allowed("personalization") ? record : undefined, config, now);
  const isKept = profile === record?.profile;
  return {
    site: config.site,
    plan: config.plan,
    retention: config.consent.retention,
    ...(isKept && { since: profile.created }),
    attributes: isKept ? attributesIn(profile, config.attributes, tools, dayOf(now)) : [],
    switchedOff: switchedOffIn(profile),
    most: config.switchable,
    besides: BESIDES.some((name) => config.parts.includes(name)),
    paused: profile.paused === profile.visit.number,
    sent: sent.filter((_, at) => stays[at]).reverse(),
  };
};

/** Corrects a declared answer; see `KnownPart`. */
export const correct: KnownPart["correct"] = async (host, id, answer) => {
  const opened = await openRecord(host, ["personalization"]);
  if (!opened) return "refused";
  const tools = await toolsBeside(host, opened);
  const { attributes } = opened.config;
  const attribute = Object.hasOwn(attributes, id) ? attributes[id]! : undefined;
  const { kind, values, of } = attribute?.guarded ?? attribute ?? {};
  const isTaken = () => [answer ?? []].flat().every((each) => values!.includes(each));
  if (kind !== (Array.isArray(answer) ? "choices" : "declared") || !isTaken()) return "unknown";
  return changeProfile(
    host,
    ({ paused, ...profile }) => {
      const declared = { name: "declare", properties: { [of!]: answer } };
      const after = recordWith(tools, profile, attributes, declared, dayOf(Date.now()));
      return { ...after, ...(paused !== undefined && { paused }) };
    },
    opened,
  );
};

function attributesIn(
  profile: Profile,
  attributes: TagAttributes,
  tools: Tools,
  day: number,
): KnownAttribute[] {
  const { all, attributes: off } = switchedOffIn(profile);
  const made = madeOf(off, attributes);
  return Object.entries(attributes).map(([id, definition]): KnownAttribute => {
    const { kind, values, base } = definition.guarded ?? definition;
    const answers = kind === "declared" || kind === "choices" ? { answers: values! } : {};
    const known = { id, kind, definition, ...answers };
    if (all) return { ...known, off: "all" };
    if (off.includes(id)) return { ...known, off: "itself" };
    // A tier says only what it is read off; what is reckoned goes on without what is off.
    if (base !== undefined && made.has(id) && (off.includes(base) || made.has(base)))
      return { ...known, off: "base" };
    return { ...known, value: valueWith(tools, profile, attributes, id, day) satisfies AttributeValue };
  });
}
