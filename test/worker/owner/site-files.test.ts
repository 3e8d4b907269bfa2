import { reset } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import type { SiteWarnings } from "../../../shared/report/site-contract.ts";
// Loaded when it is first asked, which here isn't what is waited for.
import "../../../worker/owner/api.ts";
import { ownedEdge } from "../preview/support.ts";
import { type Edge, SITE } from "../support.ts";
import { get, post } from "./asking.ts";

afterEach(() => reset());

describe("the site file", () => {
  test("is published if it is right, and gone back to", async () => {
    const edge = ownedEdge();
    const first = await post(edge, "site", SITE);
    expect(first.status).toBe(201);
    const { version } = await first.json<{ version: string }>();
    edge.now += 60_000;
    expect((await post(edge, "site", { ...SITE, enabled: false })).status).toBe(201);
    const { versions } = await (await get(edge, "site/versions")).json<{ versions: readonly object[] }>();
    expect(versions).toMatchObject([{ isCurrent: true }, { id: version, isCurrent: false }]);
    expect(await (await get(edge, `site/versions/${version}`)).json()).toEqual(SITE);
    expect((await post(edge, "site/rollback", { version })).status).toBe(200);
    expect(await (await get(edge, "site")).json()).toMatchObject({ version, published: true, issues: [] });
    expect(await (await get(edge, "site/versions/current")).json()).toEqual(SITE);
  });

  test("invariant 9: that is wrong is refused with every place, and what serves stays", async () => {
    const edge = ownedEdge();
    const answer = await post(edge, "site", { ...SITE, id: "test-shop", version: 2, languages: [] });
    expect(answer.status).toBe(400);
    const { issues } = await answer.json<{ issues: readonly { path: string }[] }>();
    expect(issues.map(({ path }) => path)).toEqual(["version", "languages"]);
    expect((await post(edge, "site", { ...SITE, id: "another" })).status).toBe(400);
    expect(await (await get(edge, "site")).json()).toMatchObject({ version: null, published: false });
  });
});

describe("warnings", () => {
  const warned = async (edge: Edge, key: string) => {
    const answer = await get(edge, `site/versions/${key}/warnings`);
    return [answer.status, await answer.json<SiteWarnings>()] as const;
  };
  const NEVER = { when: { visits: { $gte: 5, $lt: 2 } } };
  const never = { ...SITE, segments: { ...SITE.segments, never: NEVER } };
  const NEVER_SAID = {
    path: "segments.never.when",
    message: "can never hold: what it asks for contradicts itself",
  };

  test("are those of the tool, of what serves at once and of each version", async () => {
    const edge = ownedEdge();
    const [, before] = await warned(edge, "current");
    const { version: clean } = await (await post(edge, "site", SITE)).json<{ version: string }>();
    edge.now += 1000;
    const { version } = await (await post(edge, "site", never)).json<{ version: string }>();
    for (const key of ["current", version]) {
      const [status, { issues, warnings }] = await warned(edge, key);
      expect([status, issues]).toEqual([200, []]);
      expect(warnings).toContainEqual(NEVER_SAID);
      expect(warnings.length).toBeGreaterThan(before.warnings.length);
    }
    expect((await warned(edge, clean))[1]).toEqual(before);
    expect((await warned(edge, "20261121T055810Z-1a2b3c4d"))[0]).toBe(404);
    expect((await get(edge, "site/versions/current/warnings", {})).status).toBe(401);
  });

  test("of a file that can't be served are those of what serves instead", async () => {
    const edge = ownedEdge({ site: never });
    await warned(edge, "current");
    await edge.env.SITE.put("site", JSON.stringify({ ...SITE, version: 2 }));
    const [, { issues, warnings }] = await warned(edge, "current");
    expect(issues).toMatchObject([{ path: "version" }]);
    expect(warnings).toContainEqual(NEVER_SAID);
    await edge.env.SITE.put("site", "{");
    expect((await warned(edge, "current"))[1].issues).toEqual([{ path: "", message: "can't be compiled" }]);
  });
});
