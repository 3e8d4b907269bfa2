import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Seconds of a tick of the kernel's clock. */
const TICK_SECONDS = 1 / Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** The workerd processes that this process started, by pid. */
export function workerdProcesses(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const stat = statOf(pid);
      return stat?.name === "workerd" && stat.parent === process.pid;
    });
}

/**
 * Milliseconds of processor time that a process has used so far, in user and kernel mode: to the nanosecond from
 * the scheduler's account of its threads (of which workerd ends none), or where the kernel keeps no such account,
 * by ticks of 10 ms.
 * Source: proc(5). Clocks inside of workerd stand still while it computes, so it is measured from outside.
 */
export function cpuMilliseconds(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = threads.map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ", 1)[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return (statOf(pid)?.ticks ?? Number.NaN) * TICK_SECONDS * 1000;
  }
}

function statOf(pid: number): { name: string; parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
    return { name, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}
