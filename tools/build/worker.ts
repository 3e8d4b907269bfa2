import { build } from "esbuild";
import { isAbsolute, join } from "node:path";

/**
 * Bundles the Worker as wrangler does (same bundler, same conditions), with `site`, the text of a checked
 * site file, in the place of the one that wrangler.toml names under `alias`.
 */
export async function bundleWorker(root: string, main: string, site: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [isAbsolute(main) ? main : join(root, main)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    sourcemap: "inline",
    logLevel: "silent",
    plugins: [
      {
        name: "site-file",
        setup(build) {
          build.onResolve({ filter: /^selvedge:site$/ }, ({ path }) => ({ path, namespace: "site-file" }));
          build.onLoad({ filter: /.*/, namespace: "site-file" }, () => ({ contents: site, loader: "json" }));
        },
      },
    ],
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error(`${main} gave no bundle`);
  return file.text;
}
