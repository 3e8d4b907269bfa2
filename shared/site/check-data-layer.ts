import { guess } from "../condition/near.ts";
import { joinPath } from "../issue.ts";
import type { Checking } from "./checking.ts";

/** Checks that what is told to other tools is there, and that there is anything that is told. */
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
}
