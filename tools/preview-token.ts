import { createHmac, hkdfSync } from "node:crypto";
import { formatPreview, type Preview } from "../shared/preview/preview.ts";

/** How much of the HMAC is kept: as the Worker does it. */
const MAC_BYTES = 16;

/** The token of a link to a preview, sealed as the Worker of this secret and site seals and opens it. */
export function sealLink(preview: Preview, secret: string, siteId: string): string {
  const text = formatPreview(preview);
  const key = hkdfSync("sha256", secret, siteId, "selvedge preview-link", 32);
  const mac = createHmac("sha256", new Uint8Array(key)).update(text).digest().subarray(0, MAC_BYTES);
  return `${text}.${mac.toString("base64url")}`;
}
