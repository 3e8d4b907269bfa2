import { build } from "esbuild";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../../tools/chromium.ts";

/**
 * What an expression comes to on a page in Chromium that holds a bundled script, and a style if there is one. The page is
 * isolated, so that its clock is as fine as it gets.
 */
export async function inChromium<Result>(script: string, expression: string, style = ""): Promise<Result> {
  const built = await build({
    entryPoints: [script],
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
  });
  const text = built.outputFiles[0]!.text.replaceAll("</script", "<\\/script");
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.end(
      `<!doctype html><meta charset="utf-8"><style>${style}</style><body><script>${text}</script>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGUMENTS] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate<Result>(expression);
  } finally {
    await browser.close();
    server.close();
  }
}
