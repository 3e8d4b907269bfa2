import { join } from "node:path";
import type { Command } from "commander";
import { PURPOSES } from "../../shared/consent.ts";
import { DAY_MILLISECONDS } from "../../shared/day.ts";
import type { Receipt } from "../../shared/receipt.ts";
import { newReceiptKey, publicHalf, thumbprint } from "../receipts/key.ts";
import { demandKeys, usualKeys } from "../receipts/keys.ts";
import { demandReceipt, demandTexts } from "../receipts/read.ts";
import { textsOf } from "../receipts/texts.ts";
import { type Finding, judge } from "../receipts/verify.ts";
import { colours, EXIT, Failure, indent, print, printJson, table } from "./output.ts";
import { demandSite } from "./site.ts";

const ROOT = join(import.meta.dirname, "../..");

/** `receipt key`, `receipt texts`, `receipt verify`: proof of what visitors have chosen. */
export function addReceipt(program: Command): void {
  const receipt = program.command("receipt").summary("receipts of choices: make a key, keep texts, verify");
  receipt
    .command("key")
    .summary("make a key that signs receipts")
    .description(
      "Prints a new private key, and nothing else, on the standard output; what to do with it on the other one.",
    )
    .action(makeKey);
  receipt
    .command("texts")
    .summary("print the hashes of what visitors are asked")
    .description(
      "The hash of the texts in each language, as it stands in receipts. With --json the texts too: keep that\n" +
        "document for each revision, so that receipts can be held against it.",
    )
    .requiredOption("--site <file>", "the site file")
    .option("--json", "print hashes and texts as JSON")
    .action(printTexts);
  receipt
    .command("verify")
    .summary("tell what a receipt says, and whether it holds")
    .description(
      "Ends with 0 if the signature holds and nothing that it is held against disagrees, else with 1.",
    )
    .argument("<file-or-token>", "the file that a visitor has kept, or the token in it")
    .option("--keys <file-or-url>", "public keys (default: that of RECEIPT_KEY, or of `npm start`)")
    .option("--site <file>", "your site file: its id, its texts, and keys that it names as retired")
    .option("--texts <file...>", "what `receipt texts --json` has printed for older revisions")
    .option("--json", "print the answer as JSON")
    .action(verify);
}

function makeKey(): void {
  const key = newReceiptKey();
  const x = publicHalf(key);
  print(key);
  console.error(`
This private key is shown once. It signs receipts as soon as the Worker has it:
  npm run wrangler -- secret put RECEIPT_KEY --env production
Its public half is no secret. Keep it: the day that you replace the key, it goes into the site file, under
consent.retiredReceiptKeys, so that older receipts can still be verified:
  ${x}
Receipts name it by its thumbprint, ${thumbprint(x)}`);
}

async function printTexts({ site: file, json }: { site: string; json?: true }): Promise<void> {
  const { site } = await demandSite(file);
  const texts = await textsOf(ROOT, site);
  if (json) return printJson(texts);
  const rows = texts.map(({ revision, language, hash }) => [`revision ${revision}`, language, hash]);
  print(table(rows));
}

interface VerifyOptions {
  readonly keys?: string;
  readonly site?: string;
  readonly texts?: readonly string[];
  readonly json?: true;
}

async function verify(fileOrToken: string, options: VerifyOptions): Promise<void> {
  const claimed = await demandReceipt(fileOrToken);
  const site = options.site === undefined ? undefined : (await demandSite(options.site)).site;
  const keys = [
    ...(options.keys === undefined ? await usualKeys() : await demandKeys(options.keys)),
    ...(site?.consent.retiredReceiptKeys ?? []),
  ];
  if (keys.length === 0) throw new Failure("there is no key to verify with: name some by --keys");
  const kept = await Promise.all((options.texts ?? []).map(demandTexts));
  const texts = [...(site ? await textsOf(ROOT, site) : []), ...kept.flat()];
  const findings = judge(claimed, { keys, site: site?.id, texts });
  const holds = findings.every((finding) => finding.holds !== false);
  if (options.json) printJson({ holds, receipt: claimed.receipt, findings });
  else print(`${inWords(claimed.receipt)}\n\n${table(findings.map(rowOf))}`);
  process.exitCode = holds ? EXIT.fine : EXIT.problems;
}

const ASKED: Readonly<Record<Receipt["method"], string>> = {
  question: "in the question on the page",
  settings: "in the privacy settings",
  api: "by a script of the page, such as a banner of your own",
};

function inWords({ site, day, accepted, revision, texts, method, gpc }: Receipt): string {
  const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const refused = PURPOSES.filter((purpose) => !accepted.includes(purpose));
  const rows = [
    ["said yes to", accepted.join(", ") || "nothing"],
    ["said no to", refused.join(", ") || "nothing"],
    ["was asked", ASKED[method] + (texts ? `, in the language ${texts.language}` : "")],
    ["under", `revision ${revision} of the terms${texts ? `, texts ${texts.hash}` : ""}`],
    ["Global Privacy Control", gpc ? "was on" : "was off"],
  ];
  return `On ${date.format(day * DAY_MILLISECONDS)} (UTC) a visitor of ${site}\n${indent(table(rows))}`;
}

function rowOf({ about, holds, why }: Finding): string[] {
  const mark = holds === undefined ? colours.dim("–") : holds ? colours.green("✓") : colours.red("✗");
  return [mark, about, why];
}
