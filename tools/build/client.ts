import { build, type OutputFile } from "esbuild";
import { glob, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CALLED_AT_ONCE } from "../../shared/pack.ts";
import { hashOfOurs, readTexts } from "../receipts/texts.ts";
import { addPieces, type Built } from "./pieces.ts";
import { addPinned } from "./pinned.ts";

/** One file that browsers load: from where, under which name, and how it is run. */
interface Part {
  readonly source: string;
  readonly name: string;
  /** Absent: a style sheet. */
  readonly format?: "iife" | "esm";
  /** Which browsers it is for; absent: `TARGETS`. */
  readonly target?: readonly string[];
}

/** Browsers of 2022 and later; older ones get the page without personalization, as a syntax error in a file of its own harms nothing. */
const TARGETS = ["es2022", "chrome105", "firefox104", "safari15.6"];

/** What the owner's own browser is asked for. */
const OWNERS_TARGETS = ["es2022", "chrome123", "firefox120", "safari17.5"];

const FIXED: readonly Part[] = [
  { source: "client/tag.ts", name: "tag.js", format: "iife" },
  { source: "client/widget/first-layer.ts", name: "widget.js", format: "esm" },
  { source: "client/widget/settings.ts", name: "settings.js", format: "esm" },
  { source: "client/widget/centre.ts", name: "centre.js", format: "esm" },
  { source: "client/widget/centre/messages.ts", name: "centre-messages.js", format: "esm" },
  { source: "client/inspector/inspector.ts", name: "inspector.js", format: "iife" },
  { source: "client/inspector/preview-tag.ts", name: "preview-tag.js", format: "iife" },
  { source: "client/inspector/preview-messages.ts", name: "preview-messages.js", format: "esm" },
  // The underscore keeps them from what is served under the shop's path.
  {
    source: "client/dashboard/dashboard.ts",
    name: "owner_dashboard.js",
    format: "esm",
    target: OWNERS_TARGETS,
  },
  { source: "client/dashboard/style/dashboard.css", name: "owner_dashboard.css", target: OWNERS_TARGETS },
];

/** Folders whose files are parts of their own: what stands before their names. */
const FOLDERS: Readonly<Record<string, string>> = {
  "client/parts": "",
  "client/kinds": "kind.",
  "client/widget/text": "text.",
  "client/widget/settings-text": "settings-text.",
  "client/widget/receipt-text": "receipt-text.",
  "client/widget/sensitive-text": "sensitive-text.",
  "client/widget/centre-text": "centre-text.",
  "client/widget/why-text": "why-text.",
};

/** What is called nearly whole as soon as it is there. */
const AT_ONCE = ["tag.js", "widget.js", "mark-layer.js", "rank.js", "tag-mode.js"];

/** Where the sources are of what a site file can ask for on every page, which is also handed out together. */
const PACKED = ["client/parts/", "client/kinds/"];

/**
 * Builds everything that browsers load from `root` into `folder`, which it empties first; beside it, for the Worker
 * alone, the hashes of the texts that visitors are asked in. Throws where a source is missing or doesn't compile,
 * naming it.
 */
export async function buildClient(root: string, folder: string): Promise<void> {
  const parts = [...FIXED, ...(await lazyParts(root))];
  for (const { source } of parts) await demand(join(root, source));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const texts = Object.entries(await readTexts(root)).map(([language, each]) => [language, hashOfOurs(each)]);
  await writeFile(join(folder, "consent-texts.json"), JSON.stringify(Object.fromEntries(texts)));
  const built = await Promise.all(
    parts.map(async ({ source, name, format, target = TARGETS }) => ({
      source,
      name: name.replace(/\.\w+$/, ""),
      result: await build({
        absWorkingDir: root,
        entryPoints: [source],
        outfile: join(folder, name),
        bundle: true,
        minify: true,
        ...(format && { format }),
        target: [...target],
        charset: "utf8",
        legalComments: "none",
        ...(AT_ONCE.includes(name) && { banner: { js: CALLED_AT_ONCE } }),
        // Without the compiler's own options, which would put "use strict" into the tag: nothing there depends on it.
        ...(name === "tag.js" && { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } }),
        logLevel: "silent",
        metafile: true,
        write: false,
      }),
    })),
  );
  const modules: Built[] = [];
  for (const { source, name, result } of built) {
    const [{ path, text }] = result.outputFiles as [OutputFile];
    await writeFile(path, text);
    const { exports } = Object.values(result.metafile.outputs)[0]!;
    if (PACKED.some((start) => source.startsWith(start))) modules.push({ name, text, exports });
  }
  await addPieces(folder, modules);
  await addPinned(root, folder);
}

async function lazyParts(root: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (const [folder, prefix] of Object.entries(FOLDERS)) {
    for await (const source of glob(`${folder}/*.ts`, { cwd: root })) {
      parts.push({ source, name: `${prefix}${basename(source, ".ts")}.js`, format: "esm" });
    }
  }
  return parts;
}

async function demand(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Error(`nothing to build from: ${path} is missing`);
}
