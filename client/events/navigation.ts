/**
 * Calls back after the address of the page has changed without a load, in single-page applications, and
 * when the page comes back from the back/forward cache (`restored`).
 */
export function onNavigation(callback: (restored: boolean) => void): void {
  // A moment later, since frameworks set the title after the address.
  const later = () => setTimeout(callback, 50, false);
  if (window.navigation) {
    navigation.addEventListener("navigatesuccess", later);
  } else {
    for (const name of ["pushState", "replaceState"] as const) {
      const original = history[name];
      history[name] = function (this: History, ...state: Parameters<History["pushState"]>) {
        original.apply(this, state);
        later();
      };
    }
    addEventListener("popstate", later);
  }
  addEventListener("pageshow", (event) => event.persisted && callback(true));
}
