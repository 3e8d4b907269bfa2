import type { Command } from "commander";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PinnedTag, pinnedTag } from "../site/pinned.ts";
import { snippetOf, type TagModeSnippet } from "../site/snippet.ts";
import { colours, Failure, print, printJson } from "./output.ts";
import { demandSite } from "./site.ts";

interface Options {
  readonly json?: true;
  readonly edge?: string;
  readonly pinned?: true;
}

const BUILT = join(import.meta.dirname, "../../dist/client/tag.js");

/** The tag that a deploy would upload. */
async function builtTag(): Promise<PinnedTag> {
  const bytes = await readFile(BUILT).catch(() => undefined);
  if (!bytes) throw new Failure("There is no dist/client/tag.js to pin; npm run build makes it.");
  return pinnedTag(bytes);
}

/** `snippet FILE`: what goes into pages. */
export function addSnippet(program: Command): void {
  program
    .command("snippet")
    .summary("print what to put into pages")
    .description(
      "Prints the script tag, the stub of the page API, and the markup by which pages tell what the site file\n" +
        "asks for, and what a Content-Security-Policy must allow. Pages that come through the Worker get the tag by themselves.",
    )
    .argument("<file>", "the site file")
    .option("--edge <origin>", "where the Worker answers, for the pasted tag: https://edge.example.com")
    .option("--pinned", "hold pages to the tag as it is built now in dist/, by its hash")
    .option("--json", "print it as JSON")
    .action(async (file: string, { json, edge, pinned }: Options) => {
      const { site } = await demandSite(file);
      const snippet = snippetOf(site, edge && new URL(edge).origin, pinned && (await builtTag()));
      if (json) return printJson(snippet);
      const comment = (text: string) => colours.dim(`<!-- ${text} -->`);
      print(
        [
          comment("The tag, in <head>. The Worker adds it by itself where it is missing."),
          snippet.tag,
          "",
          comment("Before it, only if scripts of yours call selvedge(…) as the page loads."),
          snippet.stub,
          "",
          comment(
            "What a Content-Security-Policy of yours must allow. A nonce in script-src will do, too: the tag is given it.",
          ),
          comment(snippet.policy.join("; ")),
          ...(snippet.tagMode ? pasted(snippet.tagMode, comment) : []),
          ...snippet.hints.flatMap(({ what, html }) => ["", comment(what), html]),
        ].join("\n"),
      );
    });
}

function pasted({ tag, style, policy }: TagModeSnippet, comment: (text: string) => string): string[] {
  return [
    "",
    comment(
      "On pages that the Worker isn't in front of: this line, anywhere in <head>, the earlier the better.",
    ),
    tag,
    "",
    comment("Before it, only if pages mark slots with data-selvedge-slot; or the same in your stylesheet."),
    style,
    "",
    comment("What a Content-Security-Policy there must allow; the last one only under Trusted Types."),
    comment(policy.join("; ")),
  ];
}
