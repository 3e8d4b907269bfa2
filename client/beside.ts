/** URL of the reserved path, without a slash at its end: where the tag itself came from. */
export const BASE = (document.currentScript as HTMLScriptElement | null)?.src.replace(/\/[^/]*$/, "") ?? "";

/** Loads a file that lies beside the tag, once a page; rejects where that fails. */
export const beside = (name: string) => import(`${BASE}/${name}.js`);
