import { promisifyRequest } from "idb-keyval";
import { stateOf } from "../../shared/aggregate.ts";
import { dayOf } from "../../shared/day.ts";
import { isoDay } from "../../shared/receipt.ts";
import { type Kept, readKept } from "../kept.ts";
import type { MessageRecord } from "../messages/caps.ts";
import { MESSAGES_KEY } from "../messages/memory.ts";
import { keptReceipt } from "../widget/kept-receipt.ts";
import type { TransferPart } from "./contract.ts";
import { ASKED_KEY, type AskedRecord } from "../questions/record.ts";
import { type KnownCounts, readCounts } from "./counted.ts";
import { read } from "./read.ts";
import { openRecord, recentPart } from "./record.ts";

/** Everything that this device keeps, as the text of a file; see `TransferPart`. */
export const exportProfile: TransferPart["exportProfile"] = async (host) => {
  const known = await read(host);
  const opened = await openRecord(host, ["personalization", "measurement"]);
  if (!known || !opened) return undefined;
  const { config } = opened;
  const now = Date.now();
  const [record, messages, asked] =
    (opened.allowed("personalization") &&
      (await opened.store("readonly", (objects) =>
        Promise.all([
          promisifyRequest<Kept | undefined>(objects.get("profile")),
          promisifyRequest<MessageRecord | undefined>(objects.get(MESSAGES_KEY)),
          promisifyRequest<AskedRecord | undefined>(objects.get(ASKED_KEY)),
        ]),
      ))) ||
    [];
  const { profile } = readKept(record || undefined, config, now);
  const attributes = known.attributes.flatMap(({ id, kind, value, off }) => {
    if (off === "itself" || off === "all") return [];
    const attribute = config.attributes[id]!;
    const state = stateOf(profile, id, attribute);
    return [
      [
        id,
        {
          value: value ?? null,
          definition: attribute.hash,
          // What the site's server vouches for belongs to this browser.
          ...(kind !== "attested" && state !== undefined && { state }),
        },
      ],
    ];
  });
  const file = {
    selvedge: 1,
    site: known.site,
    day: isoDay(dayOf(now)),
    profile: {
      since: isoDay(profile.created),
      visits: profile.visit.number,
      visitDay: isoDay(profile.visit.day),
    },
    attributes: Object.fromEntries(attributes),
    switchedOff: known.switchedOff,
    ...(await (await recentPart(host, opened))?.toldRecent(opened)),
    ...(messages && { messages: shownMessages(messages) }),
    ...(asked?.since === profile.created && { asked: askedOf(asked) }),
    ...countedOf(await readCounts(opened)),
    sent: known.sent.map(({ day, path, body }) => ({ day: isoDay(day), path, body })),
    receipt: keptReceipt() ?? null,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
};

/** Each message: how often it was shown, on which day last, when it was closed, and whether for good. */
function shownMessages({ shown }: MessageRecord): object {
  const told = Object.entries(shown).map(([id, { times, day, closed, never }]) => [
    id,
    {
      times,
      day: isoDay(day[0]),
      ...(closed !== undefined && { closed: isoDay(closed) }),
      ...(never && { never }),
    },
  ]);
  return Object.fromEntries(told);
}

/** What was counted, by cohort, and which tests this visitor is part of. */
function countedOf(counts: KnownCounts | undefined): object {
  if (!counts) return {};
  const cohorts = Object.entries(counts.cohorts).map(([cohort, { day, segments, goals }]) => {
    const reached = Object.entries(goals).map(([goal, [times, state, total]]) => [
      goal,
      { times, state, total },
    ]);
    return [cohort, { day: isoDay(day), segments, goals: Object.fromEntries(reached) }];
  });
  const tests = Object.entries(counts.variants).map(([id, [variant]]) => [id, variant]);
  return { counted: Object.fromEntries(cohorts), tests: Object.fromEntries(tests) };
}

/** What is kept of questions, by block, with days as days. */
function askedOf({ blocks }: AskedRecord): object {
  return Object.fromEntries(
    Object.entries(blocks).map(([id, { drawn, day }]) => [
      id,
      { ...(drawn !== undefined && { drawn }), ...(day !== undefined && { answered: isoDay(day) }) },
    ]),
  );
}
