import { createHmac, hkdfSync } from "node:crypto";
import { formatPreview, type Preview } from "../shared/preview/preview.ts";
import { formatStaffLink, type StaffLink } from "../shared/staff.ts";

/** How much of the HMAC is kept: as the Worker does it. */
const MAC_BYTES = 16;

/** The token of a link to a preview, sealed as the Worker of this secret and site seals and opens it. */
export function sealLink(preview: Preview, secret: string, siteId: string): string {
  return seal(formatPreview(preview), secret, siteId, "preview-link");
}

/** The same of a link for the owner's own people. */
export function sealStaffLink(link: StaffLink, secret: string, siteId: string): string {
  return seal(formatStaffLink(link), secret, siteId, "staff-link");
}

function seal(text: string, secret: string, siteId: string, use: string): string {
  const key = hkdfSync("sha256", secret, siteId, `selvedge ${use}`, 32);
  const mac = createHmac("sha256", new Uint8Array(key)).update(text).digest().subarray(0, MAC_BYTES);
  return `${text}.${mac.toString("base64url")}`;
}
