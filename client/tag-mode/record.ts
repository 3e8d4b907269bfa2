import type { Ahead, Handed } from "../../shared/tag-mode.ts";
import { readCookie } from "../cookies.ts";

/** What the edge has handed over, as the device keeps it. */
interface Kept extends Handed {
  /** What permitted it. */
  readonly choice: string;
  /** When and in which language it was decided ahead. */
  readonly asOf: string;
}

const KEY = "selvedge-handed";

/** The UTC day number, and the page's language. */
const asOf = () => ((Date.now() / 86_400_000) | 0) + document.documentElement.lang;

/** The choice, and whether the browser objects. */
export const permission = (): string =>
  `${readCookie("sv_c")} ${(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl}`;

/**
 * What is kept, if what permitted it is still the same; else it is removed. `news` are put over it, to be kept from now
 * on; null removes it. Undefined, too, where nothing can be kept.
 */
export function handed(news?: Handed | null): Kept | undefined {
  try {
    const choice = permission();
    const record = JSON.parse(localStorage[KEY] ?? null) as Kept | null;
    const kept = record?.choice === choice && news !== null ? record : undefined;
    if (news) localStorage[KEY] = JSON.stringify({ ...kept, ...news, choice, asOf: asOf() });
    else if (!kept) delete localStorage[KEY];
    return kept;
  } catch {
    return undefined;
  }
}

/** The decision for this page, if it was decided ahead, today and in its language; on some pages only the edge can decide. */
export function decidedAhead({ ahead, asOf: then }: Kept): Ahead | undefined {
  if (!ahead || then !== asOf() || !window.URLPattern) return undefined;
  const blocks = ahead.blocks.filter(
    ({ pages }) => !pages || pages.some((pathname) => new URLPattern({ pathname }).test(location.href)),
  );
  return blocks.some(({ open }) => open) ? undefined : { ...ahead, blocks };
}
