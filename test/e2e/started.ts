import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** A command that runs, with what it prints. */
export interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Exit code, or the name of the signal. */
  readonly ended: Promise<number | string>;
}

/** Runs `npm start` as a person does, and collects what it prints. */
export function npmStart(...args: readonly string[]): Started {
  return collect(
    spawn("npm", ["start", "--", ...args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    }),
  );
}

/** What `npm start` runs, in another folder, where a site file may be written. */
export function startIn(
  folder: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Started {
  return collect(
    spawn(process.execPath, [join(ROOT, "tools/start.ts"), ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", ...env },
    }),
  );
}

function collect(child: ChildProcess): Started {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);
  return { child, output: () => output, ended };
}

/** The address after `Selvedge is ready at`. */
export async function ready({ output, ended }: Started): Promise<string> {
  for (;;) {
    const found = /^Selvedge is ready at (\S+)$/m.exec(output());
    if (found?.[1] !== undefined) return found[1];
    const end = await Promise.race([ended, new Promise<undefined>((resolve) => setTimeout(resolve, 100))]);
    if (end !== undefined) throw new Error(`ended with ${end}:\n${output()}`);
  }
}
