import { guess } from "../condition/near.ts";
import { joinPath } from "../issue.ts";
import { primaryOf } from "../widget-languages.ts";
import type { Checking } from "./checking.ts";
import type { Site } from "./schema.ts";

/** Checks that what is told to other tools is there, and that visitors are asked for that, too. */
export function checkDataLayer({ site, names, report }: Checking): void {
  const { dataLayer } = site;
  if (typeof dataLayer !== "object") return;
  const lists = {
    segments: ["segment", names.segments],
    blocks: ["block", new Set(Object.keys(site.blocks))],
  } as const;
  for (const [list, [what, known]] of Object.entries(lists)) {
    const path = joinPath("dataLayer", list);
    const ids = dataLayer[list as keyof typeof lists];
    if (ids && !dataLayer.write) report(path, '"write" isn\'t true, so nothing is told');
    ids?.forEach((id, index) => {
      if (!known.has(id))
        report(joinPath(path, index), guess(`there is no ${what} ${JSON.stringify(id)}`, id, known));
    });
  }
  const untold = dataLayer.write ? languagesWithoutWords(site) : [];
  if (untold.length > 0) {
    report(
      "dataLayer.write",
      "our words for measurement speak of counts alone; say to visitors what your other tools learn, in " +
        untold.map((language) => `consent.texts.${language}.settings.measurement.sent`).join(", "),
    );
  }
}

/** The languages in which our widget would ask for measurement without a word of the owner's on what is sent. */
function languagesWithoutWords({ consent, languages }: Site): readonly string[] {
  if (consent.banner === "own") return [];
  const worded = Object.entries(consent.texts ?? {})
    .filter(([, text]) => text.settings?.measurement?.sent !== undefined)
    .map(([language]) => primaryOf(language));
  return languages.filter((language) => !worded.includes(primaryOf(language)));
}
