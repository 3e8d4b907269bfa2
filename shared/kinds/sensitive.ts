import { ASK_AGAIN_DAYS } from "../limits.ts";
import type { DeviceKind } from "./kind.ts";

/**
 * The answer to the question whether a sensitive attribute may be kept, and what has been kept since a yes. It lies
 * in the profile, in the place of the attribute's own state, and nowhere else: so it goes whenever that goes (with a
 * no to personalization, with erasing, after the retention, with another definition), and in every tab at once.
 */
export interface Guarded {
  /** UTC day number of the answer. */
  readonly day: number;
  readonly yes: boolean;
  readonly state?: unknown;
}

/**
 * How devices keep a sensitive attribute, of whatever kind: not at all before a yes of its own (GDPR, article
 * 9(2)(a)), and then as its kind does.
 */
export const sensitive: DeviceKind<Guarded> = {
  reduce(answer, { guarded }, event, moment) {
    if (!answer?.yes) return answer;
    const { kind, keeper = kind, event: wanted, since, where } = guarded!;
    const { name, bare, properties } = event;
    let state = since === name ? undefined : answer.state;
    // Which events are meant is decided here, since it stands in the definition proper.
    if (!wanted || (wanted === name && (!where || (!bare && moment.matches(where, properties))))) {
      state = moment.kinds[keeper]!.reduce(state, guarded!, event, moment);
    }
    return { ...answer, state };
  },
  value(answer, { guarded }, moment) {
    if (!answer?.yes) return null;
    const { kind, keeper = kind } = guarded!;
    return moment.kinds[keeper]!.value(answer.state, guarded!, moment);
  },
};

/** Whether a visitor may be asked on a day: nobody is who has said yes, or has said no within the last 180 days. */
export function mayAsk(answer: Guarded | undefined, day: number): boolean {
  return !answer || (!answer.yes && Math.abs(day - answer.day) >= ASK_AGAIN_DAYS);
}
