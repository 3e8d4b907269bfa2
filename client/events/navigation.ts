import { beside } from "../beside.ts";

/**
 * Calls back after the address of the page has changed without a load, in single-page applications, and
 * when the page comes back from the back/forward cache (`restored`). Browsers without the Navigation API
 * need a part for that.
 */
export function onNavigation(callback: (restored?: true) => void): void {
  // A moment later, since frameworks set the title after the address.
  const later = () => void setTimeout(callback, 50);
  if (window.navigation) navigation.addEventListener("navigatesuccess", later);
  else
    beside("history")
      .then(({ watchHistory }) => watchHistory(later))
      .catch(() => {});
  addEventListener("pageshow", (event) => event.persisted && callback(true));
}
