export type { Condition } from "./condition/match.ts";
