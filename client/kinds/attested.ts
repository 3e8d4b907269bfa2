import type { Profile, Projection, TagAttributes } from "../../shared/aggregate.ts";
import { claimsOf, isDeclared } from "../../shared/attested-token.ts";
import { attested as kind, type AttestedState, TOKEN_PROPERTY } from "../../shared/kinds/attested.ts";
import type { DeviceKind } from "../../shared/kinds/kind.ts";

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
 * only what the site declares, so that nothing else ever leaves by it.
 */
export function attest(
  { attributes: kept }: Profile,
  attributes: TagAttributes,
  today: number,
): Pick<Projection, "attested"> {
  const attestable: Record<string, readonly string[]> = {};
  let token: string | undefined;
  let isRead = false;
  for (const id in attributes) {
    const { kind, values, byToken, hash } = attributes[id]!;
    if (kind !== "attested") continue;
    attestable[id] = values!;
    isRead ||= byToken === true;
    if (kept[id]?.hash === hash) [token] = (kept[id].state as AttestedState | undefined) ?? [token];
  }
  if (!isRead || token === undefined) return {};
  const claims = claimsOf(token);
  return token === "" || (claims && claims.until > today && isDeclared(claims, attestable))
    ? { attested: token }
    : {};
}
