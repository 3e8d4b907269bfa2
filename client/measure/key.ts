/** The key of what was counted. */
export const COUNTED_KEY = "counted";
