import { deviceFrom } from "../../shared/device.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { arrivalFrom } from "../../shared/referrer.ts";

/** The beginning of a visit on this page. `country` is what the edge took the request to come from. */
export function visitEvent(country: string | undefined): SiteEvent {
  const now = new Date();
  return {
    name: "visit",
    properties: {
      ...arrivalFrom(document.referrer, location.host, new URLSearchParams(location.search)),
      landing: location.pathname,
      device: deviceFrom(navigator.userAgent),
      hour: now.getHours(),
      weekday: now.getDay(),
      country: country ?? null,
    },
  };
}
