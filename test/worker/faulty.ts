import type { Counter } from "../../worker/counter.ts";

/** What can go wrong with a dependency. */
export const FAULTS = ["throws", "hangs", "slow", "corrupt", "oversize"] as const;
export type Fault = (typeof FAULTS)[number];

/** Longer than any deadline of ours for what a page needs, in milliseconds. */
const SLOW_MILLISECONDS = 400;
/** Longer than the deadline of counts. */
const SLOW_COUNT_MILLISECONDS = 1200;

/** What is read in place of what is kept, for the two faults that answer. */
export interface Bad {
  readonly corrupt: unknown;
  readonly oversize: unknown;
}

/** The real namespace, of which reading one key fails; or everything, reading and writing, if no key is named. */
export function faultyNamespace(kv: KVNamespace, fault: Fault, bad: Bad, key?: string): KVNamespace {
  return new Proxy(kv, {
    get:
      (target, name) =>
      (...input: readonly unknown[]) => {
        const work = () =>
          (target as unknown as Record<PropertyKey, (...input: readonly unknown[]) => unknown>)[name]!(
            ...input,
          );
        const reads = name === "get" && (key === undefined || String(input[0]).startsWith(key));
        if (reads) return failing(fault, work, bad, SLOW_MILLISECONDS);
        return key === undefined && (fault === "throws" || fault === "hangs")
          ? failing(fault, work, bad, 0)
          : work();
      },
  });
}

/** The real counter, which does what it is asked and answers badly, or late; or does nothing at all. */
export function faultyCounter(
  namespace: DurableObjectNamespace<Counter>,
  fault: Fault,
  bad: Bad,
): DurableObjectNamespace<Counter> {
  const get = (id: DurableObjectId) => {
    const stub = namespace.get(id);
    return {
      count: (...input: Parameters<Counter["count"]>) =>
        failing(fault, async () => stub.count(...input), bad, SLOW_COUNT_MILLISECONDS),
      merge: (site: string) => stub.merge(site),
    };
  };
  return { idFromName: (name: string) => namespace.idFromName(name), get } as never;
}

/** The work as the fault makes it. */
async function failing(fault: Fault, work: () => unknown, bad: Bad, late: number): Promise<unknown> {
  if (fault === "throws") throw new Error("the dependency failed");
  if (fault === "hangs") return new Promise(() => undefined);
  if (fault === "slow") {
    await new Promise((resolve) => setTimeout(resolve, late));
    return work();
  }
  await work();
  return bad[fault];
}
