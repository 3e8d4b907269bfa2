import type { Command } from "commander";
import { snippetOf, type TagModeSnippet } from "../site/snippet.ts";
import { colours, print, printJson } from "./output.ts";
import { demandSite } from "./site.ts";

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
    .option("--json", "print it as JSON")
    .action(async (file: string, { json, edge }: { json?: true; edge?: string }) => {
      const snippet = snippetOf((await demandSite(file)).site, edge && new URL(edge).origin);
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
