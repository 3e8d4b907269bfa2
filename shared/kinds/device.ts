import { attested } from "./attested.ts";
import { CORE_KINDS } from "./core.ts";
import { daysSince } from "./days-since.ts";
import type { DeviceKinds } from "./kind.ts";
import { sequence } from "./sequence.ts";
import { top } from "./top.ts";
import { windowed } from "./window.ts";

/** All codes that devices keep attributes by. The tag loads those beyond the core one by one, from `client/kinds`. */
export const DEVICE_KINDS = {
  ...CORE_KINDS,
  attested,
  daysSince,
  window: windowed,
  top,
  sequence,
} as DeviceKinds;
