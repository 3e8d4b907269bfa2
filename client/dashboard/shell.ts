import { lastDays, PRESETS, rangeOf } from "./days.ts";
import { fill, h } from "./element.ts";
import type { Page } from "./page.ts";
import { hashOf, type Route } from "./route.ts";
import { setTheme, theme, THEMES, type Theme } from "./theme.ts";
import { day } from "./words/format.ts";

/** The frame around pages: where one can go, and over which days. */
export interface Shell {
  readonly element: HTMLElement;
  /** Shows which page one is on; gives back where it is drawn. */
  at(route: Route, page: Page): HTMLElement;
  /** To where a reader's focus goes as the page changes. */
  focusHeading(): void;
}

/** Pages by group; a page that isn't named here is reached from others. */
export type Menu = readonly (readonly [
  group: string,
  pages: readonly (readonly [id: string, page: Page])[],
])[];

/** Draws the frame once. */
export function makeShell(menu: Menu, leave: () => void): Shell {
  const heading = h("h1", { tabindex: -1 });
  const about = h("p", { class: "about" });
  const range = h("div", { class: "range on-screen" });
  const body = h("div", { class: "page" });
  const links = new Map<string, HTMLAnchorElement>();
  const nav = h(
    "nav",
    { "aria-label": "Pages" },
    menu.map(([group, pages]) =>
      h(
        "div",
        { class: "group" },
        h("p", { class: "eyebrow", id: `group-${group}` }, group),
        h(
          "ul",
          { "aria-labelledby": `group-${group}` },
          pages.map(([id, { title }]) => {
            const link = h("a", {}, title);
            links.set(id, link);
            return h("li", {}, link);
          }),
        ),
      ),
    ),
  );
  const element = h(
    "div",
    { class: "frame" },
    h(
      "a",
      { class: "skip", href: "#main", onclick: (event: Event) => (event.preventDefault(), heading.focus()) },
      "Skip to the page",
    ),
    h(
      "header",
      { class: "side on-screen" },
      h("p", { class: "brand" }, "Selvedge"),
      nav,
      h("div", { class: "tools" }, themeSwitch(), h("button", { type: "button", onclick: leave }, "Log out")),
    ),
    h("main", { id: "main" }, h("div", { class: "top" }, h("div", {}, heading, about), range), body),
  );
  return {
    element,
    at(route, page) {
      document.title = `${page.title} · Selvedge`;
      fill(heading, page.title);
      fill(about, page.about);
      fill(range, page.isRanged && rangeControl(route));
      for (const [id, link] of links) {
        link.href = hashOf(id, route);
        if (id === route.page) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      links.get(route.page)?.scrollIntoView({ block: "nearest", inline: "nearest" });
      return body;
    },
    focusHeading: () => heading.focus(),
  };
}

function rangeControl(route: Route): HTMLElement {
  const { page, id, range, days } = route;
  const go = (to: Pick<Route, "range" | "days">) => void (location.hash = hashOf(page, to, id));
  const buttons = PRESETS.map((preset) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(preset === days),
        onclick: () => go({ range: lastDays(preset, Date.now()), days: preset }),
      },
      `${preset} days`,
    ),
  );
  const from = h("input", { type: "date", value: range.from, max: range.to, required: true });
  const to = h("input", { type: "date", value: range.to, min: range.from, required: true });
  const custom = h(
    "details",
    { class: "custom" },
    h(
      "summary",
      { "aria-label": "Choose days" },
      days === undefined ? `${day(range.from)} – ${day(range.to)}` : "Choose",
    ),
    h(
      "form",
      {
        onsubmit: (event: Event) => {
          event.preventDefault();
          const chosen = rangeOf(from.value, to.value);
          if (chosen) go({ range: chosen });
          else to.setCustomValidity("The last day is before the first.");
          to.reportValidity();
        },
      },
      h("label", { class: "field" }, h("span", {}, "From"), from),
      h("label", { class: "field" }, h("span", {}, "To, included"), to),
      h("button", { type: "submit", class: "primary" }, "Show"),
    ),
  );
  for (const input of [from, to]) input.addEventListener("input", () => to.setCustomValidity(""));
  return h("div", { class: "segmented", role: "group", "aria-label": "Days" }, buttons, custom);
}

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  auto: "Auto",
  light: "Light",
  dark: "Dark",
};

function themeSwitch(): HTMLElement {
  const now = theme();
  const select: HTMLSelectElement = h(
    "select",
    { "aria-label": "Colours", onchange: () => setTheme(select.value as Theme) },
    THEMES.map((each) => h("option", { value: each, selected: each === now }, THEME_WORDS[each])),
  );
  return select;
}
