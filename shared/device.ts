export type Device = "mobile" | "tablet" | "desktop";

/**
 * The class of device that a user agent names. Only the class is ever used, never the text.
 * Tablets on iPadOS call themselves a Macintosh, so they count as desktops.
 */
export function deviceFrom(userAgent: string): Device {
  if (/iPad|Tablet|PlayBook|Silk|Android(?!.*Mobile)/i.test(userAgent)) return "tablet";
  return /Mobi|iPhone|Android/i.test(userAgent) ? "mobile" : "desktop";
}
