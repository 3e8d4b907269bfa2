import type { Profile, Projection, TagAttributes } from "../../shared/aggregate.ts";
import { claimsOf, isDeclared } from "../../shared/attested-token.ts";
import { attested as kind, type AttestedState, TOKEN_PROPERTY } from "../../shared/kinds/attested.ts";
import type { DeviceKind } from "../../shared/kinds/kind.ts";
import { ALL_OFF, offName } from "../../shared/switched-off.ts";

/** The token of this page: what its script has said, or else what it was delivered with; null says that there is none. */
function pageToken(): string | null | undefined {
  const said = window.selvedge?.attested;
  return said === undefined
    ? document.querySelector<HTMLMetaElement>("meta[name=selvedge-attested]")?.content.trim()
    : said;
}

/** Kept as everywhere; besides, whatever is viewed may carry a token. */
export const attested: DeviceKind<AttestedState> = {
  ...kind,
  reduce(state, definition, event, moment) {
    const token = event.name === "view" ? pageToken() : undefined;
    return kind.reduce(
      state,
      definition,
      token === undefined ? event : { name: "declare", properties: { [TOKEN_PROPERTY]: token } },
      moment,
    );
  },
};

/**
 * What a signal says of attested attributes: the token that the device has, as long as it is in time and says
 * only what the site declares, so that nothing else ever leaves by it. While any of them is switched off none leaves:
 * the token can't be sent in parts.
 */
export function attest(
  { attributes: kept, without = [], off = [] }: Profile,
  attributes: TagAttributes,
  today: number,
): Pick<Projection, "attested" | "off"> {
  const attestable: Record<string, readonly string[]> = {};
  const isOff = (id: string) => without.includes(id) || off.includes(ALL_OFF);
  const refused: string[] = [];
  let token: string | undefined;
  let isRead = false;
  for (const id in attributes) {
    const { kind, values, byToken, hash } = attributes[id]!;
    if (kind !== "attested") continue;
    attestable[id] = values!;
    isRead ||= byToken === true;
    if (byToken && without.includes(id)) refused.push(offName("attributes", id));
    if (kept[id]?.hash === hash) [token] = (kept[id].state as AttestedState | undefined) ?? [token];
  }
  // All of them stand in one token.
  if (isRead && Object.keys(attestable).some(isOff))
    return { attested: "", ...(refused.length > 0 && { off: [...refused, ...off].sort() }) };
  if (!isRead || token === undefined) return {};
  const claims = claimsOf(token);
  return token === "" || (claims && claims.until > today && isDeclared(claims, attestable))
    ? { attested: token }
    : {};
}
