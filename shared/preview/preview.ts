import { fromBase64Url, toBase64Url } from "../base64url.ts";

/** A visitor who has said yes to everything, who hasn't answered yet, who has said no. */
export type PreviewConsent = "yes" | "unanswered" | "no";

/** Facts of the request that stand in for the real ones; null is unknown. */
type Facts = Readonly<Record<string, string | number | null>>;

/** Whose page a preview shows, as the link said it. */
export interface Subject {
  /** `me`: whoever has opened the link, with what the edge knows of them. */
  readonly who: "me" | "visitor";
  /** What the overlay calls it. */
  readonly name: string;
  /** Hash of the plan that the buckets are of. */
  readonly plan: string;
  /** In the order of the plan. Null is unknown, and in the preview of oneself as it is. */
  readonly buckets: readonly (number | null)[];
  readonly consent: PreviewConsent;
  readonly context: Facts;
  /** UTC day number; absent: today. */
  readonly day?: number;
}

/** What has been switched since. */
export interface Changes {
  readonly segments: Readonly<Record<string, boolean>>;
  readonly blocks: Readonly<Record<string, boolean>>;
  readonly context: Facts;
  /** Buckets by attribute id. */
  readonly buckets: Readonly<Record<string, number>>;
  /** Variants that are shown, by experiment, whatever was drawn; ids of the site file. */
  readonly variants?: Readonly<Record<string, string>>;
  readonly consent?: PreviewConsent;
  readonly day?: number;
}

/** Everything that a preview's token says. */
export interface Preview {
  readonly subject: Subject;
  readonly changes: Changes;
  /** When it ends, in seconds since the epoch. */
  readonly until: number;
}

export const NO_CHANGES: Changes = { segments: {}, blocks: {}, context: {}, buckets: {} };

/** The version of the format, and what a token begins with. */
const PREFIX = "1.";

/** A preview as text, still to be signed. It stands in cookies and URLs. */
export function formatPreview({ subject, changes, until }: Preview): string {
  const { who, name, plan, buckets, consent, context, day } = subject;
  const said = [until, who, name, plan, buckets, consent, context, day ?? null, changes];
  return PREFIX + toBase64Url(JSON.stringify(said));
}

/** The preview in a text whose signature has been checked; undefined for one of another version. */
export function parsePreview(text: string): Preview | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  try {
    const said = JSON.parse(fromBase64Url(text.slice(PREFIX.length))) as unknown;
    if (!Array.isArray(said) || said.length !== 9) return undefined;
    const [until, who, name, plan, buckets, consent, context, day, changes] = said as [
      number,
      Subject["who"],
      string,
      string,
      Subject["buckets"],
      PreviewConsent,
      Facts,
      number | null,
      Changes,
    ];
    const subject = { who, name, plan, buckets, consent, context, ...(day !== null && { day }) };
    return { subject, changes, until };
  } catch {
    return undefined;
  }
}

/** How many things have been switched. */
export function changeCount({
  segments,
  blocks,
  context,
  buckets,
  variants = {},
  consent,
  day,
}: Changes): number {
  const several = [segments, blocks, context, buckets, variants].map((record) => Object.keys(record).length);
  return several.reduce(
    (sum, count) => sum + count,
    Number(consent !== undefined) + Number(day !== undefined),
  );
}
