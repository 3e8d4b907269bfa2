import type { SiteReport, SiteVersion, SiteVersions } from "../../../shared/report/site-contract.ts";
import { get, send } from "../api.ts";
import { fill, h } from "../element.ts";
import type { Page } from "../page.ts";
import { answer, badge, card } from "../pieces.ts";
import { table } from "../table.ts";
import { changedParts, diffLines } from "../words/diff.ts";
import { listOf, warningsOf } from "./site-warnings.ts";

/** So many lines are shown around each change. */
const AROUND = 3;

/** What is served, what is wrong with it, and what was served before. */
export const siteFilePage: Page = {
  title: "Site file",
  about: "What you declare, as it is served now, and every version before it.",
  isRanged: false,
  async draw() {
    const fetched = () =>
      Promise.all([
        get<SiteReport>("/api/site"),
        get<SiteVersions>("/api/site/versions"),
        get("/api/site/versions/current"),
      ]);
    const box = h("div", { class: "stack" });
    const show = async () => {
      const [site, { versions }, file] = await fetched();
      fill(
        box,
        state(site),
        ...problems(site),
        card("Warnings", warningsOf("current")),
        history(textOf(file), versions, show),
        card("As it is served", code(textOf(file), "The site file that is served")),
      );
    };
    await show();
    return [box];
  },
};

function state({ version, serving, issues }: SiteReport): HTMLElement {
  if (!serving.enabled)
    return answer(
      "Personalization is switched off",
      "“enabled” is false in the site file: every page comes untouched.",
      "bad",
    );
  if (issues.length > 0)
    return answer(
      "What is published can’t be used",
      "The last good version keeps serving. Repair what is named below, and publish again.",
      "alarm",
    );
  const since = version === null ? null : moment(version);
  return answer(
    "The site file is served",
    version === null
      ? "It is the one of the deployment: nothing has been published since."
      : `Version ${version}${since ? `, published ${since}` : ""}.`,
    "good",
  );
}

function problems({ issues }: SiteReport): HTMLElement[] {
  if (issues.length === 0) return [];
  return [card("Problems", listOf(issues))];
}

function history(
  served: string,
  versions: readonly SiteVersion[],
  changed: () => Promise<void>,
): HTMLElement {
  const box = h("div", { class: "stack", "aria-live": "polite" });
  if (versions.length === 0)
    return card(
      "History",
      h(
        "p",
        { class: "about" },
        "Nothing has been published. Each version that you publish is kept, so that you can go back to it:",
      ),
      h("pre", {}, h("code", {}, "npm run selvedge -- publish site.json")),
    );
  const compare = async ({ id }: SiteVersion) => {
    fill(box, h("p", {}, "Fetching…"));
    try {
      const file = await get(`/api/site/versions/${encodeURIComponent(id)}`);
      const warnings = h("section", {}, h("h3", {}, "What is warned of in that version"), warningsOf(id));
      fill(box, difference(id, textOf(file), served), warnings);
    } catch (error) {
      fill(box, h("p", { role: "alert" }, String(error instanceof Error ? error.message : error)));
    }
  };
  const back = ({ id, published }: SiteVersion) => {
    const sure = h("button", { type: "button", class: "primary danger" }, "Go back to it now");
    const stop = h("button", { type: "button", onclick: () => fill(box) }, "Leave it as it is");
    sure.addEventListener("click", async () => {
      sure.disabled = true;
      try {
        await send("/api/site/rollback", { version: id });
        await changed();
      } catch (error) {
        fill(
          box,
          h(
            "p",
            { role: "alert" },
            `Nothing was changed: ${error instanceof Error ? error.message : String(error)}`,
          ),
        );
      }
    });
    fill(
      box,
      h(
        "div",
        { class: "ask" },
        h(
          "p",
          {},
          `All visitors get the site file of ${momentOf(published)} again, within a minute. The one of now stays in the history.`,
        ),
        h("p", { class: "actions" }, sure, stop),
      ),
    );
    sure.focus();
  };
  return card(
    "History",
    table<SiteVersion>(
      "Versions, the newest first",
      [
        {
          title: "Published",
          cell: ({ published, id }) => h("span", {}, momentOf(published), h("code", {}, hashOf(id))),
        },
        {
          title: "What to do",
          cell: (version) =>
            version.isCurrent
              ? badge("Served now", "good")
              : h(
                  "span",
                  { class: "actions" },
                  h(
                    "button",
                    {
                      type: "button",
                      onclick: () => compare(version),
                      "aria-label": `Compare the version of ${momentOf(version.published)}`,
                    },
                    "Compare",
                  ),
                  h(
                    "button",
                    {
                      type: "button",
                      onclick: () => back(version),
                      "aria-label": `Go back to the version of ${momentOf(version.published)}`,
                    },
                    "Go back",
                  ),
                ),
        },
      ],
      versions,
    ),
    box,
  );
}

function difference(key: string, before: string, now: string): HTMLElement {
  const parts = changedParts(diffLines(before, now), AROUND);
  if (parts.every((line) => line === null)) return h("p", {}, "It is the same as what is served now.");
  const signs = { same: " ", gone: "−", new: "+" } as const;
  const words = { same: null, gone: "only before: ", new: "only now: " } as const;
  return h(
    "section",
    {},
    h("h3", {}, `What has changed since ${hashOf(key)}`),
    h(
      "pre",
      { class: "diff", tabindex: 0, role: "region", "aria-label": "Changes" },
      parts.map((line) =>
        line === null
          ? h("span", { class: "left-out" }, "⋯\n")
          : h(
              "span",
              { class: line.kind },
              words[line.kind] && h("span", { class: "unseen" }, words[line.kind]),
              `${signs[line.kind]} ${line.text}\n`,
            ),
      ),
    ),
  );
}

function code(text: string, label: string): HTMLElement {
  return h(
    "details",
    {},
    h("summary", {}, "Show"),
    h("pre", { tabindex: 0, role: "region", "aria-label": label }, h("code", {}, text)),
  );
}

/** What a version is named by beside its time. */
function hashOf(key: string): string {
  return key.slice(key.indexOf("-") + 1);
}

function textOf(file: unknown): string {
  return JSON.stringify(file, null, 2);
}

function moment(version: string): string | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/.exec(version) ?? [];
  return parts.length === 0
    ? undefined
    : momentOf(`${parts.slice(0, 3).join("-")}T${parts.slice(3).join(":")}Z`);
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
