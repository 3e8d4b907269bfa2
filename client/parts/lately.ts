import { openRecord } from "../known/record.ts";
import type { LatelyPart } from "../widget/centre/contract.ts";
import type * as counts from "./counted.ts";
import type * as tests from "./tests.ts";
import { element } from "../widget/element.ts";
import { fillItems } from "../widget/lately/items.ts";
import { fillShown } from "../widget/lately/shown.ts";

/** Loads what few need; it lies beside this. */
const load = (file: string) => import(file);

/**
 * What the centre says of what is kept beside the profile: items that were looked at, what was shown or asked, tests, and
 * counts.
 */
export const fill: LatelyPart["fill"] = async (into, host, language, me) => {
  const opened = await openRecord(host, ["personalization", "measurement"]);
  into.hidden = !opened;
  if (!opened) return into.removeAttribute("style");
  const place = () => element("div", { hidden: "" });
  const [items, shown, tested, counted] = [place(), place(), place(), place()];
  into.replaceChildren(items, shown, tested, counted);
  // Each stands in the dialog as any other part does, and takes no room where there is nothing to say.
  into.style.display = "contents";
  const isPersonalized = opened.allowed("personalization");
  const isMeasured = opened.allowed("measurement");
  const { parts, experiments } = opened.config;
  await Promise.all([
    isPersonalized && parts.includes("recommend") && fillItems(items, opened, language),
    isPersonalized && fillShown(shown, opened, language),
    isPersonalized &&
      isMeasured &&
      experiments &&
      load("./tests.js").then(({ fillTests }: typeof tests) => fillTests(tested, opened, language, me)),
    isMeasured &&
      parts.includes("measure") &&
      load("./counted.js").then(({ fillCounted }: typeof counts) => fillCounted(counted, opened, language)),
  ]);
};
