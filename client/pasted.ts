/**
 * Whether the tag of this page was pasted, and so tells in bodies what cookies say elsewhere: for its parts, which can't
 * look at its script element any more.
 */
export const isPasted = (): boolean => typeof window.selvedge?.tag === "string";
