import { PURPOSES } from "../../shared/consent.ts";
import { isoDay, type Receipt } from "../../shared/receipt.ts";
import type { Purpose } from "../../shared/wire.ts";
import type { PurposeText, ReceiptText } from "./contract.ts";

type Names = Readonly<Record<Purpose, PurposeText>>;

/** What was chosen and when, as pairs of a label and a value; nothing is said of what is empty. */
export function factsOf({ day, accepted }: Receipt, text: ReceiptText, names: Names): [string, string][] {
  const refused = PURPOSES.filter((purpose) => !accepted.includes(purpose));
  const list = (purposes: readonly Purpose[]) => purposes.map((purpose) => names[purpose].name).join(", ");
  const date = new Intl.DateTimeFormat(text.lang, { dateStyle: "long", timeZone: "UTC" });
  return [
    [text.day, date.format(Date.parse(isoDay(day)))],
    [text.accepted, list(accepted)],
    [text.refused, list(refused)],
  ].filter((fact): fact is [string, string] => fact[1] !== "");
}

/** The receipt as a text that people can read, the token in it for programs. `base`: URL of the reserved path. */
export function receiptFile(
  receipt: Receipt,
  token: string,
  text: ReceiptText,
  names: Names,
  base: string,
): string {
  const { site, method, texts, revision, gpc, day } = receipt;
  const facts = [
    [text.site, `${new URL(base).host} (${site})`],
    ...factsOf(receipt, text, names),
    ["UTC", isoDay(day)],
    [text.asked, text.methods[method]],
    ...(texts
      ? [
          [text.language, texts.language],
          [text.texts, texts.hash],
        ]
      : []),
    [text.revision, String(revision)],
    ["Global Privacy Control", gpc ? text.on : text.off],
  ];
  return [
    text.title,
    "",
    ...facts.map(([label, value]) => `${label}: ${value}`),
    "",
    text.verify,
    `${base}/receipt-keys`,
    "",
    token,
    "",
  ].join("\n");
}
