import { RECENT_DAYS } from "../../../shared/recommend/limits.ts";
import { type LessItem, type Recent, type RecentItem, without } from "../../../shared/recommend/recent.ts";
import type { Opened } from "../../known/record.ts";
import { changeRecent } from "../../recommend/record.ts";
import { disclosure, isolated, list, part, small } from "../centre/pieces.ts";
import { button, element } from "../element.ts";
import { LATELY_WORDS } from "./items-words.ts";

/** What the centre says of items, on sites that recommend some: which were looked at, and of which there shall be less. */
export async function fillItems(into: HTMLElement, opened: Opened, language: string): Promise<void> {
  const words = LATELY_WORDS[language] ?? LATELY_WORDS["en"]!;
  const change = (act?: (recent: Recent) => Recent) =>
    changeRecent(opened.store, opened.config.consent.retention, act, true);
  const told = element("p", { class: "told small", role: "status" });

  /** Changes what is kept, and shows it anew; the focus stays near where it was. */
  const remove = (key: string, act: (recent: Recent) => Recent) => async () => {
    const buttons = [...into.querySelectorAll<HTMLElement>("button,summary")];
    const at = buttons.findIndex(({ dataset }) => dataset["key"] === key);
    draw(await change(act));
    told.textContent = words.removed;
    const now = [...into.querySelectorAll<HTMLElement>("button,summary")];
    now[Math.min(at, now.length - 1)]?.focus();
  };
  const line = (each: RecentItem | LessItem, label: string, act: (recent: Recent) => Recent) => {
    const key = `${label} ${each.id}`;
    const made = button("quiet", label, () => void remove(key, act)().catch(() => {}));
    made.dataset["key"] = key;
    made.setAttribute("aria-label", `${label}: ${each.title ?? each.id}`);
    const head = element("div", { class: "head" }, isolated(each.title ?? each.id), made);
    Object.assign(head.style, { justifyContent: "space-between", gap: "1em" });
    return element("li", { class: "row" }, head);
  };
  const draw = (recent: Recent | undefined) => {
    into.hidden = !recent;
    if (!recent) return;
    const { items, less } = recent;
    const isOpen = into.querySelector("details")?.open;
    const rows = [...items]
      .reverse()
      .map((item) => line(item, words.remove, (now) => ({ ...now, items: without(now.items, item.id) })));
    const all = button(
      "quiet",
      words.removeAll,
      () => void remove("all", (now) => ({ ...now, items: [] }))().catch(() => {}),
    );
    all.dataset["key"] = "all";
    all.style.marginBlockStart = "1em";
    const shown = disclosure("lately", words.all(String(items.length)), () =>
      element("div", {}, list(rows, ""), all),
    );
    into.replaceChildren(
      part(
        words.title,
        small(words.why.replace("90", String(RECENT_DAYS))),
        items.length > 0 ? shown : small(words.none),
        ...(less.length > 0
          ? [
              element("h4", {}, words.less),
              list(
                [...less]
                  .reverse()
                  .map((item) =>
                    line(item, words.takeBack, (now) => ({ ...now, less: without(now.less, item.id) })),
                  ),
                "",
              ),
            ]
          : []),
        told,
      ),
    );
    if (!isOpen) return;
    shown.setAttribute("open", "");
    shown.dispatchEvent(new Event("toggle"));
  };
  draw(await change());
}
