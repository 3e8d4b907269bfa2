import { attested } from "./attested.ts";
import { average } from "./average.ts";
import { choices } from "./choices.ts";
import { CORE_KINDS } from "./core.ts";
import { daysSince } from "./days-since.ts";
import { distinct } from "./distinct.ts";
import { extreme } from "./extreme.ts";
import { first } from "./first.ts";
import { funnel } from "./funnel.ts";
import { habit } from "./habit.ts";
import type { DeviceKinds } from "./kind.ts";
import { rfm } from "./rfm.ts";
import { score } from "./score.ts";
import { sensitive } from "./sensitive.ts";
import { sequence } from "./sequence.ts";
import { set } from "./set.ts";
import { tier } from "./tier.ts";
import { top } from "./top.ts";
import { windowed } from "./window.ts";

/** All codes that devices keep attributes by. The tag loads those beyond the core one by one, from `client/kinds`. */
export const DEVICE_KINDS = {
  ...CORE_KINDS,
  attested,
  average,
  choices,
  daysSince,
  distinct,
  extreme,
  first,
  funnel,
  habit,
  window: windowed,
  top,
  rfm,
  score,
  sensitive,
  sequence,
  set,
  tier,
} as DeviceKinds;
