import type { Kind } from "../attribute.ts";
import { accumulate } from "./count.ts";
import { daysSince } from "./days-since.ts";
import type { DeviceKind } from "./kind.ts";
import { last } from "./last.ts";
import { sequence } from "./sequence.ts";
import { top } from "./top.ts";

/** The kinds as the device knows them. Each checks nothing: definitions come checked from the edge. */
export const DEVICE_KINDS = {
  count: accumulate,
  sum: accumulate,
  last,
  declared: last,
  daysSince,
  top,
  sequence,
} as Readonly<Record<Kind, DeviceKind<unknown>>>;
