export { openBucket } from "../../shared/open-bucket.ts";
/** Every operator, for sites whose attributes use more than the tag's core answers. */
export { matches } from "../../shared/condition/match.ts";
