import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const TOOL = join(import.meta.dirname, "../../../tools/selvedge.ts");

// Of both, Node would warn.
const { FORCE_COLOR: _, ...environment } = process.env;

/** What a command did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs the command-line tool as npm does, without colours. */
export async function run(...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [TOOL, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, NO_COLOR: "1" },
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, errors };
}
