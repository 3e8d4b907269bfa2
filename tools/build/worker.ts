import { build } from "esbuild";
import { isAbsolute, join } from "node:path";

/**
 * Bundles the Worker as wrangler does (same bundler, conditions and minifying), with the text of a checked site file and of a
 * catalog in the place of those that wrangler.toml names under `alias`. `mapped`: errors tell places in the source.
 */
export async function bundleWorker(
  root: string,
  main: string,
  texts: { readonly site: string; readonly catalog: string; readonly mapped?: boolean },
): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [isAbsolute(main) ? main : join(root, main)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    minify: true,
    // Cloudflare keeps it elsewhere; here it would be the larger part of what the Worker holds in memory.
    sourcemap: texts.mapped === true && "inline",
    logLevel: "silent",
    plugins: [
      {
        name: "site-file",
        setup(build) {
          build.onResolve({ filter: /^selvedge:(?:site|catalog)$/ }, ({ path }) => ({
            path,
            namespace: "site-file",
          }));
          build.onLoad({ filter: /.*/, namespace: "site-file" }, ({ path }) => ({
            contents: path === "selvedge:site" ? texts.site : texts.catalog,
            loader: "json",
          }));
        },
      },
    ],
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error(`${main} gave no bundle`);
  return file.text;
}
