import { order } from "./value.ts";

type Part = string | number;

/** Release numbers, then prerelease identifiers; a leading v and build metadata are left out. */
const VERSION = /^v?(\d+(\.\d+)*)(-([a-z\d-]+(\.[a-z\d-]+)*))?(\+.*)?$/i;

/** A release sorts after all of its prereleases: this sorts after every identifier. */
const RELEASE = "~";

/** The parts of a version, numbers as numbers; undefined for what isn't a version. */
export function parseVersion(value: unknown): readonly (readonly Part[])[] | undefined {
  const match = typeof value === "string" && VERSION.exec(value);
  if (!match) return undefined;
  return [match[1]!, match[4] ?? RELEASE].map((parts) =>
    parts.split(".").map((part) => (/\D/.test(part) ? part : +part)),
  );
}

/**
 * Orders two versions: negative, 0 or positive; NaN where one isn't a version. Semver's precedence
 * (https://semver.org/#spec-item-11), for any number of release numbers; missing ones are 0.
 */
export function compareVersions(left: unknown, right: unknown): number {
  const [first, second] = [parseVersion(left), parseVersion(right)];
  if (!first || !second) return NaN;
  // Of two prereleases the one that ends first is less: -1 is less than any number.
  return compareParts(first[0]!, second[0]!, 0) || compareParts(first[1]!, second[1]!, -1);
}

function compareParts(left: readonly Part[], right: readonly Part[], missing: number): number {
  for (let index = 0; index < left.length || index < right.length; index++) {
    const [a, b] = [left[index] ?? missing, right[index] ?? missing];
    // "number" < "string", as numeric identifiers sort before others.
    const result = order<string>(typeof a, typeof b) || order(a, b);
    if (result) return result;
  }
  return 0;
}
