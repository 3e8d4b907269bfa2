import {
  newProfile,
  type Profile,
  projectWith,
  recordWith,
  type TagAttributes,
  valueWith,
} from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";
import { PROFILE_BYTES } from "../../shared/limits.ts";
import { withSwitchedOff } from "../../shared/switched-off.ts";
import type { TagConfig } from "../../shared/wire.ts";
import type { Tools } from "../tools.ts";
import type { Imported, TransferIssue, TransferPart } from "./contract.ts";
import { type ProfileFile, readFile } from "./file.ts";
import { changeProfile, openRecord, recentPart, toolsBeside } from "./record.ts";
import { tellable } from "./switch.ts";

const refuse = (path: string, message: string): Imported => ({ ok: false, issues: [{ path, message }] });

/** Puts a file in the place of the profile; see `TransferPart`. */
export const importProfile: TransferPart["importProfile"] = async (host, text) => {
  const found = readFile(text);
  if (!found.ok) return found;
  const opened = await openRecord(host, ["personalization"]);
  if (!opened) return refuse("", "there is no consent to personalization in this browser");
  const { file } = found;
  const { config } = opened;
  const today = dayOf(Date.now());
  const issues = fitting(file, config, today);
  if (issues.length > 0) return { ok: false, issues };
  const tools = await toolsBeside(host, opened);
  const { profile, left, issues: odd } = profileOf(file, config, tools, today);
  const recent =
    file.recent === undefined ? undefined : (await recentPart(host, opened))?.takeRecent(file.recent);
  odd.push(...(recent?.issues ?? []));
  if (odd.length > 0) return { ok: false, issues: odd };
  // Before the profile, since that begins a new epoch.
  await recent?.keep(opened);
  // Whoever is part of a test stays that, with the version that this browser has.
  const outcome = await changeProfile(host, ({ tests }) => ({ ...profile, ...(tests && { tests }) }), opened);
  return outcome === "done"
    ? { ok: true, left }
    : refuse("", "there is no consent to personalization in this browser");
};

/** What keeps a file from being one for this site and day. */
function fitting({ site, profile }: ProfileFile, config: TagConfig, today: number): TransferIssue[] {
  const issues: TransferIssue[] = [];
  if (site !== config.site)
    issues.push({ path: "site", message: `this site is "${config.site}", the file is of "${site}"` });
  const since = dayIn(profile.since);
  if (since > today + 1) issues.push({ path: "profile.since", message: "is still to come" });
  if (today - since >= config.consent.retention)
    issues.push({
      path: "profile.since",
      message: `longer ago than the ${config.consent.retention} days for which this site keeps a profile`,
    });
  if (dayIn(profile.visitDay) > today + 1)
    issues.push({ path: "profile.visitDay", message: "is still to come" });
  return issues;
}

/** The profile that a file describes; what of it this site doesn't keep so is left out. */
function profileOf(
  file: ProfileFile,
  config: TagConfig,
  tools: Tools,
  today: number,
): { profile: Profile; left: TransferIssue[]; issues: TransferIssue[] } {
  const { attributes } = config;
  const left: TransferIssue[] = [];
  const issues: TransferIssue[] = [];
  const kept: Record<string, Profile["attributes"][string]> = {};
  // A visit of this browser begins with the next activity.
  const visit = { number: file.profile.visits, day: dayIn(file.profile.visitDay), active: 0 };
  const { fresh: _, ...empty } = newProfile(dayIn(file.profile.since));
  for (const [id, { definition, state }] of Object.entries(file.attributes)) {
    const path = `attributes.${id}`;
    const attribute = Object.hasOwn(attributes, id) ? attributes[id] : undefined;
    if (!attribute) left.push({ path, message: "this site has no such attribute any more" });
    else if (attribute.kind === "attested")
      left.push({ path, message: "comes from the site's own server, not from a file" });
    else if (attribute.guarded) left.push({ path, message: "is sensitive, and asked for in each browser" });
    else if (attribute.hash !== definition)
      left.push({ path, message: "the site counts this otherwise now, so that it starts anew" });
    else if (state !== undefined) {
      const one = { ...empty, visit, attributes: { [id]: { hash: definition, state } } };
      if (isState(one, attributes, id, tools, today)) kept[id] = { hash: definition, state };
      else issues.push({ path: `${path}.state`, message: `not what a "${attribute.kind}" keeps` });
    }
  }
  const { all, ...off } = file.switchedOff;
  const profile = withSwitchedOff({ ...empty, visit, attributes: kept }, attributes, {
    ...off,
    ...(all && { all }),
  });
  if (tellable(profile, attributes) > config.switchable)
    issues.push({ path: "switchedOff", message: `more than ${config.switchable} things at once` });
  if (JSON.stringify(profile.attributes).length > PROFILE_BYTES)
    issues.push({ path: "attributes", message: `more than ${PROFILE_BYTES} bytes` });
  return { profile, left, issues };
}

/**
 * Whether the site's own code can go on with a state: values can be told of it, events added to it, and what is
 * told of it to the edge are buckets that it knows. States of kinds have no other description.
 */
function isState(
  profile: Profile,
  attributes: TagAttributes,
  id: string,
  tools: Tools,
  today: number,
): boolean {
  const attribute = attributes[id]!;
  const own = { [id]: attribute };
  try {
    const { event = "view", steps = [] } = attribute;
    const events = ["visit", event, ...steps.map((step) => step.event)];
    const later = events.reduce(
      (grown, name) => recordWith(tools, grown, own, { name, properties: {} }, today),
      profile,
    );
    return [profile, later].every(
      (one) => isValue(valueWith(tools, one, own, id, today)) && isTold(one, own, tools, today),
    );
  } catch {
    return false;
  }
}

function isValue(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((each) => typeof each === "string");
  return value === null || ["string", "boolean", "object"].includes(typeof value);
}

function isTold(profile: Profile, own: TagAttributes, tools: Tools, today: number): boolean {
  const { now, next } = projectWith({ ...tools, attest: () => ({}) }, profile, own, today);
  const { count = 0 } = Object.values(own)[0]!.buckets ?? {};
  return [now, next].flat(2).every((part) => Number.isInteger(part)) && (count > 0 || now.length === 0);
}

const dayIn = (text: string) => dayOf(Date.parse(text));
