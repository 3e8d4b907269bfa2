import * as v from "valibot";
import { type ClaimedReceipt, parseReceipt } from "../../shared/receipt.ts";
import { EXIT, Failure } from "../cli/output.ts";
import { readText } from "./keys.ts";
import { hashOfTexts, type KeptTexts } from "./texts.ts";

/** What may be a token, anywhere in a text. */
const TOKEN = /[\w-]{20,}\.[\w-]+\.[\w-]+/g;

/** The receipt that a token is, or that a file holds; ends the command where it is none, or not spelt as one. */
export async function demandReceipt(fileOrToken: string): Promise<ClaimedReceipt> {
  const isToken = fileOrToken.replaceAll(TOKEN, "") === "";
  const text = isToken ? fileOrToken : await readText(fileOrToken);
  const name = isToken ? "this" : fileOrToken;
  const [token, ...others] = new Set(text.match(TOKEN));
  if (token === undefined) throw new Failure(`${name}: there is no receipt in it`);
  if (others.length > 0)
    throw new Failure(`${name}: there are ${others.length + 1} tokens in it; expected one`);
  const claimed = parseReceipt(token);
  if (!claimed)
    throw new Failure(
      `${name}: it isn't a receipt: not spelt in the one way that receipts are`,
      EXIT.problems,
    );
  return claimed;
}

const keptSchema = v.array(
  v.object({
    site: v.string(),
    revision: v.number(),
    language: v.string(),
    hash: v.string(),
    texts: v.object({ question: v.unknown(), settings: v.unknown() }),
    owner: v.record(v.string(), v.unknown()),
  }),
);

/** Texts that the owner has kept; ends the command where they aren't what their hashes say. */
export async function demandTexts(file: string): Promise<readonly KeptTexts[]> {
  const text = await readText(file);
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new Failure(`${file}: expected what \`receipt texts --json\` prints`);
  }
  const parsed = v.safeParse(keptSchema, input);
  if (!parsed.success) throw new Failure(`${file}: expected what \`receipt texts --json\` prints`);
  parsed.output.forEach(({ hash, texts, owner, language }, at) => {
    if (hashOfTexts(texts, owner) !== hash)
      throw new Failure(
        `${file}: [${at}].hash: isn't that of these texts (${language}): something was changed`,
        EXIT.problems,
      );
  });
  return parsed.output;
}
