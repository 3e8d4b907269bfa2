import { Command, CommanderError } from "commander";
import { addAttest } from "./cli/attest.ts";
import { addCatalog } from "./cli/catalog.ts";
import { addCheck } from "./cli/check.ts";
import { addCompare } from "./cli/compare.ts";
import { addDuration } from "./cli/duration.ts";
import { addDemoData } from "./cli/demo-data.ts";
import { addInit } from "./cli/init.ts";
import { addWhy } from "./cli/why.ts";
import { addTrace } from "./cli/trace.ts";
import { EXIT, Failure } from "./cli/output.ts";
import { addPreview } from "./cli/preview.ts";
import { addPublish } from "./cli/publish.ts";
import { addReceipt } from "./cli/receipt.ts";
import { addReport } from "./cli/report.ts";
import { addRollback } from "./cli/rollback.ts";
import { addSchema } from "./cli/schema.ts";
import { addSimulate } from "./cli/simulate.ts";
import { addSnippet } from "./cli/snippet.ts";
import { addStaff } from "./cli/staff.ts";

/**
 * `npm run selvedge -- <command>`: what a site owner does on the command line. One file in cli/ per command.
 * Exit codes: 0 fine, 1 problems found, 2 wrong use.
 */
const program = new Command("npm run selvedge --")
  .description("Checks, tries out and publishes site files.")
  .usage("<command> [options]")
  .helpCommand(false)
  .configureHelp({ showGlobalOptions: false })
  .showHelpAfterError("(--help tells how it is called)")
  // Before the commands, which inherit it.
  .exitOverride();

addCheck(program);
addSchema(program);
addSnippet(program);
addCatalog(program);
addPublish(program);
addRollback(program);
addSimulate(program);
addAttest(program);
addReceipt(program);
addInit(program);
addWhy(program);
addTrace(program);
addPreview(program);
addStaff(program);
addDuration(program);
addCompare(program);
addReport(program);
addDemoData(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = fail(error);
}

/** Tells what went wrong; gives the exit code. */
function fail(error: unknown): number {
  // Commander has spoken already: help and versions are no mistakes.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
  if (error instanceof Failure) {
    console.error(error.message);
    return error.exitCode;
  }
  console.error(error);
  return EXIT.wrongUse;
}
