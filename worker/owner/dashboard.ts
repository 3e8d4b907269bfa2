import type { Context } from "hono";
import { ASSET_DEADLINE_MILLISECONDS } from "../../shared/limits.ts";
import { withDeadline } from "../deadline.ts";
import { problem } from "../problem.ts";
import type { OwnerEnv } from "./answer.ts";

/**
 * Only what this host serves itself, framed pages too; nothing inline, nobody else's, no frame around it. Charts set sizes by the object
 * model, which `style-src` doesn't concern.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const SHELL = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Selvedge</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%2326405f'/%3E%3Cpath d='M5 3v10' stroke='%23e2836c' stroke-width='2' stroke-dasharray='2.5 1.5'/%3E%3Cpath d='M9 5h4M9 8h4M9 11h3' stroke='%23fff' stroke-width='1.6'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/owner_dashboard.css">
<script type="module" src="/owner_dashboard.js"></script>
</head>
<body><noscript>The dashboard needs JavaScript.</noscript></body>
</html>
`;

/** What browsers load of it, by content type. The underscore keeps the names from what the shop's own path serves. */
const FILES: Readonly<Record<string, string>> = {
  "owner_dashboard.js": "text/javascript; charset=utf-8",
  "owner_dashboard.css": "text/css; charset=utf-8",
};

/** `GET /`: the page that the dashboard is drawn into. It says nothing, and is the same for everybody. */
export function serveDashboard(): Response {
  return new Response(SHELL, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
      "x-frame-options": "DENY",
    },
  });
}

/** `GET /owner_dashboard.js` and the like. */
export async function serveDashboardFile(c: Context<OwnerEnv>): Promise<Response> {
  const file = c.req.param("file") ?? "";
  const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
  if (type === undefined) return problem(404, "there is nothing here");
  const asking = c.env.env.ASSETS.fetch(new URL(`/${file}`, c.req.url));
  const asset = await withDeadline(asking, ASSET_DEADLINE_MILLISECONDS, "an asset");
  if (asset.status !== 200) return problem(404, `there is no ${file}`);
  return new Response(asset.body, { headers: { "content-type": type, "cache-control": "no-store" } });
}
