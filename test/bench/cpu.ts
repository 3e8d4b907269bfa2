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

/** Milliseconds of processor time that a process has used so far, in user and kernel mode. */
export function cpuMilliseconds(pid: number): number {
  return (statOf(pid)?.ticks ?? Number.NaN) * TICK_SECONDS * 1000;
}

/** Source: proc(5). Clocks inside of workerd stand still while it computes, so it is measured from outside. */
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
