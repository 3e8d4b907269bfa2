import { dayOf } from "../../../shared/day.ts";
import { formatChoice } from "../../../shared/consent.ts";
import { newProfile, recordEvent } from "../../../shared/profile.ts";
import { project } from "../../../shared/project.ts";
import type { TagConfig } from "../../../shared/wire.ts";

/** Makes a visitor who said yes and likes rain, through the real endpoints, and returns their Cookie header. */
export async function rainyVisitor(url: string): Promise<string> {
  const day = dayOf(Date.now());
  const choice = formatChoice({ purposes: ["personalization"], revision: 1, day, gpc: false, epoch: 1 });
  const config = (await (await fetch(`${url}/_selvedge/config`)).json()) as TagConfig;
  const events = [
    { name: "visit", properties: {} },
    { name: "view", properties: { path: "/rain/", category: "rain" } },
    { name: "visit", properties: {} },
    { name: "cart", properties: { item: "sku-1", value: 60 } },
  ];
  const profile = events.reduce(
    (before, event) => recordEvent(before, config.attributes, event, day),
    newProfile(day),
  );
  const answer = await fetch(`${url}/_selvedge/signals`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: `sv_c=${choice}` },
    body: JSON.stringify({
      plan: config.plan,
      ...project(profile, config.attributes, day),
      path: "/",
      language: "en",
    }),
  });
  if (!answer.ok) throw new Error(`the signal was refused: ${await answer.text()}`);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]!);
  return [`sv_c=${choice}`, ...cookies].join("; ");
}
