const script = document.currentScript as HTMLScriptElement | null;

/** URL of the reserved path, without a slash at its end: where the tag itself came from, unless it says otherwise. */
export const BASE = script?.dataset["edge"] ?? script?.src.replace(/\/[^/]*$/, "") ?? "";

/** The tag was pasted into a page that the Worker isn't in front of. */
export const PASTED = script?.dataset["site"];

/** Loads a file that lies beside the tag, once a page; rejects where that fails. `asking`: a query, with its `?`. */
export const beside = (name: string, asking = "") => import(`${BASE}/${name}.js${asking}`);
