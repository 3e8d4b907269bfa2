import { CORE_KINDS } from "../../shared/kinds/core.ts";

// What records after a yes, on every page of every site: kept out of the tag, which comes also before one.

export { createRecorder } from "../recorder.ts";

/** Answers what most conditions ask; the part `conditions` answers all. */
export { holds as matches } from "../../shared/condition/simple.ts";

/** The kinds of attribute that hardly any site does without. */
export const kinds = CORE_KINDS;

/** Of a visit nothing is known unless something asks for it: the part `arrival`. */
export const visitProperties = () => ({});
