import type { PropertyValue } from "../../shared/event.ts";
import type { DeviceKind } from "../../shared/kinds/kind.ts";
import { type Guarded, mayAsk, sensitive as kind } from "../../shared/kinds/sensitive.ts";

/**
 * Kept as everywhere; besides, whoever has just declared something sensitive is asked whether it may be remembered:
 * at no other time does the question come by itself.
 */
export const sensitive: DeviceKind<Guarded> = {
  ...kind,
  reduce(answer, definition, event, moment) {
    const { kind: inner, of } = definition.guarded!;
    const isSaid = /^(?:declared|choices)$/.test(inner) && event.name === "declare";
    const said = (isSaid ? event.properties[of!] : undefined) ?? [];
    if ([said].flat().length > 0 && mayAsk(answer, moment.day)) ask(of!, said);
    return kind.reduce(answer, definition, event, moment);
  },
};

function ask(id: string, said: PropertyValue): void {
  const base = new URL(".", import.meta.url).href.slice(0, -1);
  const part: Promise<{ ask: (base: string, id: string, said: PropertyValue) => unknown }> = import(
    `${base}/sensitive.js`
  );
  // Without the question nothing is kept.
  part.then((it) => it.ask(base, id, said)).catch(() => {});
}
