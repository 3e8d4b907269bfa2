/** For the rare device that has lost its profile while its cookie remained. */
export { mergeSeed } from "../../shared/merge-seed.ts";
