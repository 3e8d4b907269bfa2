import { ASK_STYLE } from "../../shared/ask/style.ts";
import { adopt, sheetOf } from "../widget/surface.ts";
import { FORMS } from "./steps.ts";

/** So many elements around a form are watched for whether they move. */
const WATCHED = 100;

const LATER = "data-selvedge-later";

/** Brings the style, which shows forms, wherever they come. */
export const showAll = () => adopt(document, sheetOf(ASK_STYLE));

/**
 * Brings the style, which shows forms. Most pages have it in their head; on one whose policies refused it a form would
 * come late: where something that can be seen would move it stays away till the next page.
 */
export function reveal(): void {
  const hidden = [...document.querySelectorAll<HTMLElement>(FORMS)].filter(
    (form) => getComputedStyle(form).display === "none",
  );
  const away = hidden.map((form) => {
    form.setAttribute(LATER, "");
    return { form, watched: around(form) };
  });
  showAll();
  for (const { form, watched } of away) {
    const isOutOfSight = form.parentElement!.getBoundingClientRect().top >= innerHeight;
    const before = watched.map(boxOf).join(" ");
    form.removeAttribute(LATER);
    if (!isOutOfSight && watched.map(boxOf).join(" ") !== before) form.setAttribute(LATER, "");
  }
}

/** What would move if the form came into its place. */
function around(form: HTMLElement): Element[] {
  const parent = form.parentElement!;
  const others = [...parent.children, ...(parent.parentElement?.children ?? [])];
  return [parent, ...others.filter((each) => each !== form)].slice(0, WATCHED);
}

function boxOf(element: Element): string {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x, y, width, height].join();
}
