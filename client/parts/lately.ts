import { openRecord } from "../known/record.ts";
import type { LatelyPart } from "../widget/centre/contract.ts";
import { element } from "../widget/element.ts";
import { fillItems } from "../widget/lately/items.ts";
import { fillShown } from "../widget/lately/shown.ts";

/** What the centre says of what is kept beside the profile: items that were looked at, and what was shown or asked. */
export const fill: LatelyPart["fill"] = async (into, host, language) => {
  const opened = await openRecord(host, ["personalization"]);
  into.hidden = !opened;
  if (!opened) return;
  const [items, shown] = [element("div", { hidden: "" }), element("div", { hidden: "" })];
  into.replaceChildren(items, shown);
  await Promise.all([
    opened.config.parts.includes("recommend") && fillItems(items, opened, language),
    fillShown(shown, opened, language),
  ]);
};
