import { joinPath } from "../issue.ts";
import type { Checking } from "./checking.ts";
import { refuseSelector } from "./selector.ts";

/** Checks the selector of a block; whether there is nothing wrong with it. */
export function checkTarget(checking: Checking, target: string, path: string): boolean {
  const refusal = refuseSelector(target);
  if (refusal === undefined) return true;
  checking.report(joinPath(path, "target"), `${refusal}: ${JSON.stringify(target)}`);
  return false;
}
