/** Calls back after the address has changed without a load, where the browser has no Navigation API. */
export function watchHistory(callback: () => void): void {
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (this: History, ...state: Parameters<History["pushState"]>) {
      original.apply(this, state);
      callback();
    };
  }
  addEventListener("popstate", callback);
}
