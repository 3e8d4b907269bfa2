import { accumulate } from "./accumulate.ts";
import type { DeviceKinds } from "./kind.ts";
import { last } from "./last.ts";

/** What the tag brings along, since hardly any site does without. Definitions come checked from the edge. */
export const CORE_KINDS = {
  count: accumulate,
  sum: accumulate,
  last,
  declared: last,
} as DeviceKinds;
