import type { TagConfig } from "../../shared/wire.ts";
import type { WidgetHost } from "../widget/contract.ts";

/**
 * Asks for an answer where the site file wants it otherwise than by the widget alone: says `selvedge:ask` on the
 * document for the owner's own banner, or shows the widget; before that, Google's tags learn what is the rule.
 */
export async function show(
  host: WidgetHost & Partial<TagConfig["consent"]>,
  signal: AbortSignal,
): Promise<void> {
  const load = (name: string) => import(`${host.base}/${name}.js`);
  if (host.consentMode) await load("consent-mode");
  if (host.banner !== "own") return (await load("widget")).show(host, signal);
  // What the banner has said already comes first: it may be an answer.
  await load("banner");
  await new Promise<unknown>((idle) => (window.requestIdleCallback ?? setTimeout)(idle));
  if (!signal.aborted) document.dispatchEvent(new CustomEvent("selvedge:ask"));
}
