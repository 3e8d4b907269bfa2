import catalog from "selvedge:catalog";
import bundled from "selvedge:site";
import { createApp } from "./app.ts";

export { Bandits } from "./bandits.ts";
export { Counter } from "./counter.ts";
export { Register } from "./owner/register.ts";
export { Pairs } from "./pairs.ts";
export { Totals } from "./totals.ts";

/** The entry point that `wrangler.toml` names. */
export default createApp({ bundled, catalog });
