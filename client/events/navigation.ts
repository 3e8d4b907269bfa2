/**
 * Calls back after the address of the page has changed without a load, in single-page applications, and
 * when the page comes back from the back/forward cache (`restored`). Browsers without the Navigation API
 * need a part for that.
 */
export function onNavigation(base: string, callback: (restored: boolean) => void): void {
  // A moment later, since frameworks set the title after the address.
  const later = () => void setTimeout(callback, 50, false);
  if (window.navigation) navigation.addEventListener("navigatesuccess", later);
  else
    import(`${base}/history.js`).then(
      ({ watchHistory }) => watchHistory(later),
      () => {},
    );
  addEventListener("pageshow", (event) => event.persisted && callback(true));
}
