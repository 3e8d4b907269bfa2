import { openRecord } from "../known/record.ts";
import type { LatelyPart } from "../widget/centre/contract.ts";
import type * as counts from "./counted.ts";
import { element } from "../widget/element.ts";
import { fillItems } from "../widget/lately/items.ts";
import { fillShown } from "../widget/lately/shown.ts";

/** Loads what few need; it lies beside this. */
const load = (file: string) => import(file);

/** What the centre says of what is kept beside the profile: items that were looked at, what was shown or asked, and counts. */
export const fill: LatelyPart["fill"] = async (into, host, language) => {
  const opened = await openRecord(host, ["personalization", "measurement"]);
  into.hidden = !opened;
  if (!opened) return;
  const place = () => element("div", { hidden: "" });
  const [items, shown, counted] = [place(), place(), place()];
  into.replaceChildren(items, shown, counted);
  const isPersonalized = opened.allowed("personalization");
  await Promise.all([
    isPersonalized && opened.config.parts.includes("recommend") && fillItems(items, opened, language),
    isPersonalized && fillShown(shown, opened, language),
    opened.config.parts.includes("measure") &&
      opened.allowed("measurement") &&
      ((await load("./counted.js")) as typeof counts).fillCounted(counted, opened, language),
  ]);
};
