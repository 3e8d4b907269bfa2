import { deviceFrom } from "../../shared/device.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { arrivalFrom } from "../../shared/referrer.ts";

/** How and when a visit begins on this page. `country` is what the edge took the request to come from. */
export function visitProperties(country: string | undefined): SiteEvent["properties"] {
  const now = new Date();
  return {
    ...arrivalFrom(document.referrer, location.host, new URLSearchParams(location.search)),
    landing: location.pathname,
    device: deviceFrom(navigator.userAgent),
    hour: now.getHours(),
    weekday: now.getDay(),
    country: country ?? null,
  };
}
