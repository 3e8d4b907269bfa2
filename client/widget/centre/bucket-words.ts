import type { BucketRange, NumberRange } from "../../../shared/describe-bucket.ts";
import type { TagAttribute } from "../../../shared/wire.ts";
import type { CentreText } from "./contract.ts";
import { daysWords, listWords, numberWords } from "./words.ts";

/** Which values share a bucket: "≥ 2", "rain or something else". */
export function bucketWords(range: BucketRange, attribute: TagAttribute, text: CentreText): string {
  const parts = [
    ...(range.numbers ?? []).map((each) => rangeWords(each, attribute, text)),
    ...(range.values ?? []).map((value) =>
      attribute.kind === "sequence" ? (value === "true" ? text.yes : text.no) : value,
    ),
    ...(range.other ? [text.other] : []),
    // Numbers that share a bucket with nothing begin with nothing.
    ...(range.none && !range.numbers ? [text.none] : []),
  ];
  return parts.length > 0 ? listWords(parts, text, true) : text.any;
}

function rangeWords(
  { from, above, below, most }: NumberRange,
  { kind }: TagAttribute,
  text: CentreText,
): string {
  const say = (number: number) =>
    kind === "daysSince" ? daysWords(number, text) : numberWords(number, text);
  if (from !== undefined && from === most) return say(from);
  if (kind === "count" && below === (from ?? 0) + 1) return say(from ?? 0);
  const bounds = [
    ["≥", from],
    [">", above],
    ["<", below],
    ["≤", most],
  ] as const;
  const said = bounds.flatMap(([sign, bound]) => (bound === undefined ? [] : [`${sign} ${say(bound)}`]));
  return said.join(", ") || text.any;
}
