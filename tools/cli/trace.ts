import type { Command } from "commander";
import { traceOf } from "../trace/trace.ts";
import type { TraceStep } from "../trace/steps.ts";
import { colours, EXIT, Failure, print, printJson, table } from "./output.ts";
import { mark } from "./simulation-text.ts";

interface Options {
  readonly header: readonly string[];
  readonly cookie: readonly string[];
  readonly json?: true;
}

const gather = (value: string, before: readonly string[]) => [...before, value];

/** `trace URL`: each step of the way of a page, as far as it can be seen from outside. */
export function addTrace(program: Command): void {
  program
    .command("trace")
    .summary("follow a page through Selvedge, step by step")
    .description(
      "Asks for a page as a browser does and tells what became of it: redirects, what Selvedge did and why, caching,\n" +
        "the tag, and the decision that the page carries. Ends with 1 where something is wrong.",
    )
    .argument("<url>", "the page, such as http://localhost:8787/")
    .option(
      "--header <name:value>",
      'send a header, such as "selvedge-context: {\\"hour\\":21}" (repeatable)',
      gather,
      [],
    )
    .option("--cookie <name=value>", "send a cookie (repeatable)", gather, [])
    .option("--json", "print the steps as JSON")
    .action(run);
}

async function run(url: string, { header, cookie, json }: Options): Promise<void> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new Failure(`expected a URL such as http://localhost:8787/, got ${JSON.stringify(url)}`);
  const headers = new Headers();
  for (const line of header) addHeader(headers, line);
  for (const pair of cookie) {
    if (!/^[^=;\s]+=[^;]*$/.test(pair))
      throw new Failure(`--cookie: expected name=value, got ${JSON.stringify(pair)}`);
  }
  if (cookie.length > 0) headers.append("cookie", cookie.join("; "));
  const { steps, decision } = await traceOf(url, headers);
  const isWrong = steps.some(({ ok }) => ok === false);
  if (json) printJson({ url, ok: !isWrong, steps, decision: decision ?? null });
  else print(table(steps.map(row)));
  process.exitCode = isWrong ? EXIT.problems : EXIT.fine;
}

function addHeader(headers: Headers, line: string): void {
  const [, name = "", value = ""] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
  try {
    headers.append(name, value);
  } catch {
    throw new Failure(`--header: expected "name: value", got ${JSON.stringify(line)}`);
  }
}

function row({ name, ok, told }: TraceStep): string[] {
  return [mark(ok), name, ok === false ? told : ok === null ? colours.dim(told) : told];
}
