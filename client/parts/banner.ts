import { PURPOSES } from "../../shared/consent.ts";
import type { Purpose, TagConfig } from "../../shared/wire.ts";
import { readCookie } from "../cookies.ts";
import type { WidgetHost } from "../widget/contract.ts";

type Host = WidgetHost & Partial<TagConfig["consent"]>;
/** Nothing but a file that lies beside this one. */
const PART = /^[a-z]+(-[a-z]+)*$/;

type Listener = (purposes: readonly Purpose[]) => void;

/**
 * What `selvedge("consent", value)` does with a function, which hears which purposes are permitted, with an object,
 * which is what another banner says, and with a text, which names a part of ours to be shown. (A list is a choice,
 * and waits for no part.)
 */
export function show(host: Host, value: unknown): void {
  if (typeof value === "function") listen(host, value as Listener);
  else if (typeof value === "string") void showPart(host, value);
  // Anything else is nonsense, and must not be taken for a no.
  else if (typeof value === "object" && value !== null)
    adopt(host, value as Readonly<Record<string, unknown>>);
}

/** Shows a part that lies beside this one; what isn't there does nothing. */
async function showPart(host: Host, name: string): Promise<void> {
  if (!PART.test(name)) return;
  const part = await import(`${host.base}/${name}.js`).catch(() => undefined);
  part?.show?.(host);
}

/** Tells what is permitted now, and each change. */
function listen({ current, retention }: Host, listener: Listener): void {
  let told: string | undefined;
  const tell = (purposes: readonly Purpose[]) => {
    if (told !== (told = String(purposes))) listener(purposes);
  };
  const now = PURPOSES.filter((purpose) => current[purpose]);
  // Without the terms a yes isn't certain yet; it will be told once it is.
  if (retention !== undefined || now.length === 0) queueMicrotask(() => tell(now));
  document.addEventListener("selvedge:consent", (event) =>
    tell((event as CustomEvent<readonly Purpose[]>).detail),
  );
}

/**
 * Takes over another banner's answer. Banners repeat it on every page, so what is in force already changes
 * nothing; and a yes that isn't the visitor's act of this moment fills a gap, but overrides neither an earlier
 * answer, such as a no given in our settings, nor Global Privacy Control: only who has just pressed something can
 * be changing their mind. A no always counts.
 */
function adopt({ current, gpc, choose }: Host, answer: Readonly<Record<string, unknown>>): void {
  const free = navigator.userActivation?.isActive || (readCookie("sv_c") === undefined && !gpc);
  const wanted = PURPOSES.filter((purpose) => answer[purpose] === true && (free || current[purpose]));
  const same = PURPOSES.every((purpose) => current[purpose] === wanted.includes(purpose));
  if (!same || (free && !current.chosen)) choose(wanted);
}
