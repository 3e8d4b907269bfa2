import type { CompiledSite } from "../shared/decision.ts";
import { ASSET_DEADLINE_MILLISECONDS } from "../shared/limits.ts";
import { type Receipt, signedReceipt } from "../shared/receipt.ts";
import { baseLanguage, ownersTexts, textsSource } from "../shared/receipt-texts.ts";
import { withDeadline } from "./deadline.ts";
import type { Env } from "./env.ts";
import { importReceiptKey, type PublicKey, publicKey, type ReceiptKey } from "./receipt-key.ts";
import { toBase64Url } from "./sign.ts";
import { createReporter } from "./report.ts";

/** Gives receipts of choices, for one site; keeps none of them. */
export interface Receipts {
  /**
   * The receipt of a choice, as a token: the same for equal choices of a day. Undefined where there is no key, or no
   * telling which texts are shown in a language. Never rejects.
   */
  issue(asked: Asked): Promise<string | undefined>;
  /** The public keys of all receipts that the site stands by: the one that signs now, then the retired ones. */
  keys(): Promise<readonly PublicKey[]>;
}

/** What a receipt is asked for; the site and its texts are known here. */
export type Asked = Omit<Receipt, "site" | "texts"> & { readonly language?: string };

/** Where the build has put the hash of our texts in each language. Browsers can't ask for it. */
const TEXTS = "/consent-texts.json";
const HASH_BYTES = 24;
const encoder = new TextEncoder();

/** Makes what gives each site's receipts once. */
export function createReceipts(): (env: Env, compiled: CompiledSite) => Receipts {
  const failed = createReporter("no receipt was given");
  let known: { compiled: CompiledSite; secret: string; receipts: Receipts } | undefined;
  // Values and not promises of them: one that belongs to a request that is gone never resolves.
  let texts: Readonly<Record<string, string>> | undefined;
  const ourTexts = async ({ ASSETS }: Env) => (texts ??= await fetchTexts(ASSETS));
  return (env, compiled) => {
    const secret = env.RECEIPT_KEY ?? "";
    if (known?.compiled !== compiled || known.secret !== secret) {
      const receipts = secret === "" ? none(compiled) : createSite(secret, compiled, env, ourTexts, failed);
      known = { compiled, secret, receipts };
    }
    return known.receipts;
  };
}

/** A site that signs no receipts still stands by those that it has signed. */
function none(compiled: CompiledSite): Receipts {
  return { issue: () => Promise.resolve(undefined), keys: () => retired(compiled) };
}

function createSite(
  secret: string,
  compiled: CompiledSite,
  env: Env,
  ourTexts: (env: Env) => Promise<Readonly<Record<string, string>>>,
  failed: (reason: string) => void,
): Receipts {
  const { id: site, consent } = compiled.site;
  let key: ReceiptKey | undefined;
  const signing = async (): Promise<ReceiptKey> => (key ??= await importReceiptKey(secret));
  return {
    async issue({ language, ...asked }) {
      try {
        const { kid, sign } = await signing();
        let texts: Receipt["texts"];
        if (language !== undefined) {
          const ours = await ourTexts(env);
          const base = baseLanguage(language, ours, consent);
          if (base === undefined) return undefined;
          texts = { hash: await shortHash(textsSource(ours[base]!, ownersTexts(consent))), language };
        }
        const signed = signedReceipt({ ...asked, site, ...(texts && { texts }) }, kid);
        return `${signed}.${toBase64Url(await sign(encoder.encode(signed)))}`;
      } catch (error) {
        failed(reasonOf(error));
        return undefined;
      }
    },
    async keys() {
      const others = await retired(compiled);
      try {
        const { publicKey: current } = await signing();
        return [current, ...others.filter(({ kid }) => kid !== current.kid)];
      } catch (error) {
        failed(reasonOf(error));
        return others;
      }
    },
  };
}

function retired({ site }: CompiledSite): Promise<readonly PublicKey[]> {
  return Promise.all(site.consent.retiredReceiptKeys.map(publicKey));
}

/** In words that come from the configuration alone, never from a request. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : "for no known reason";
}

async function fetchTexts(assets: Fetcher): Promise<Readonly<Record<string, string>>> {
  const asking = assets.fetch(`https://assets.invalid${TEXTS}`);
  const answer = await withDeadline(asking, ASSET_DEADLINE_MILLISECONDS, "an asset");
  if (!answer.ok) throw new Error("the build has no consent-texts.json");
  return answer.json();
}

async function shortHash(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return toBase64Url(new Uint8Array(hash, 0, HASH_BYTES));
}
