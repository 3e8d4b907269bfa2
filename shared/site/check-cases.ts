import { joinPath } from "../issue.ts";
import type { When } from "../schema-parts.ts";
import { type Checking, checkWhen } from "./checking.ts";

/** What a block has of a kind of content: its own, or one per case. */
interface Contents<Key extends string, Content> {
  readonly own: NoInfer<Content> | undefined;
  readonly cases:
    | readonly ({ readonly when?: When | undefined } & Readonly<Record<Key, Content>>)[]
    | undefined;
}

/** Checks content that is either a block's own or that of its cases. */
export function checkCases<Key extends string, Content>(
  checking: Checking,
  key: Key,
  { own, cases }: Contents<Key, Content>,
  path: string,
  check: (content: Content, place: string) => void,
): void {
  if (own !== undefined && cases)
    checking.report(joinPath(path, "cases"), `expected ${key} or cases, not both`);
  if (own === undefined && !cases) checking.report(path, `expected ${key} or cases`);
  if (own !== undefined) check(own, joinPath(path, key));
  cases?.forEach((entry, index) => {
    const place = joinPath(joinPath(path, "cases"), index);
    checkWhen(checking, entry.when, joinPath(place, "when"));
    check(entry[key], joinPath(place, key));
    if (entry.when === undefined && index < cases.length - 1)
      checking.report(place, 'has no "when", so the cases behind it are never reached');
  });
}
